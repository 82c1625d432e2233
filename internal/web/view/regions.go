package view

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

// Region returns the page of a region.
func (t Links) Region(territory segur.Territory) string {
	return t.keep(t.Action("regions") + "/" + RegionSlug(territory))
}

// RegionPage is Region with a page of its indicators, from 1.
func (t Links) RegionPage(territory segur.Territory, number int) string {
	if number < 2 {
		return t.Region(territory)
	}
	return t.keep(t.Action("regions") + "/" + RegionSlug(territory) + "?page=" + strconv.Itoa(number))
}

// FeedName is the last part of the address of a feed, the same in every language.
const FeedName = "atom.xml"

// RegionFeed returns the feed of what publications change of a region.
func (t Links) RegionFeed(territory segur.Territory) string {
	return t.keep(t.Action("regions") + "/" + RegionSlug(territory) + "/" + FeedName)
}

// Compare returns the page of the regions with some of them side by side.
func (t Links) Compare(codes ...string) string {
	if len(codes) == 0 {
		return t.Section("regions")
	}
	return t.keep(t.Action("regions") + "?avec=" + url.QueryEscape(strings.Join(codes, ",")))
}

// RegionSlug is the last part of a region's address: code and words.
func RegionSlug(territory segur.Territory) string {
	return territory.Code + "-" + strings.Join(strings.Fields(fold.Text(territory.Name.FR)), "-")
}

package view

import (
	"net/url"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Projects returns the list of investment projects.
func (t Links) Projects() string { return t.keep(t.either("/projets", "/en/projects")) }

// Concertation returns the page of the consultation.
func (t Links) Concertation() string { return t.keep(t.either("/concertation", "/en/consultation")) }

// Strand returns the place of a strand of the consultations.
func (t Links) Strand(id string) string { return t.Concertation() + "#volet-" + url.PathEscape(id) }

// Region returns the page of a region.
func (t Links) Region(territory segur.Territory) string {
	return t.keep(t.Action("regions") + "/" + RegionSlug(territory))
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

func (t Links) either(french, english string) string {
	if t.Lang == locale.EN {
		return english
	}
	return french
}

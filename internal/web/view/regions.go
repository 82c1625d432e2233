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

// Region returns the page of a region.
func (t Links) Region(territory segur.Territory) string {
	return t.keep(t.either("/regions/", "/en/regions/") + RegionSlug(territory))
}

// Document returns the address of a document that a published row names, to be downloaded.
func (t Links) Document(d segur.Document) string {
	return t.keep("/documents/" + d.Digest + "/" + url.PathEscape(d.Name))
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

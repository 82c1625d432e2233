package view

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Assets gives the addresses of built files by their logical names.
type Assets interface {
	URL(logical string) (string, error)
}

// Site is what every page shares and no request changes.
type Site struct {
	Words   *locale.Bundle
	Assets  Assets
	Painter Painter
	BaseURL string // scheme and host that readers see, without a final slash; "" when unknown
	// Publisher and Hosting are what the law asks to name; "" while the operator has not said.
	Publisher, Hosting string
}

// Page is the frame of a page: everything that the layout prints.
type Page struct {
	*locale.Localizer
	To          Links
	Assets      Assets
	BaseURL     string
	Title       string // of the browser tab, without the site's name
	Description string
	Section     string // entry of the navigation that is current, "" for none
	Path        string // canonical address of the page
	Other       string // the same page in the other language
	Query       string // what the reader searched for
	NoIndex     bool
	Publication Publication
	FirstYear   int
	LastYear    int
	Total       int
	Mark        []MarkBar
}

// Publication is what the frame says of the figures' version.
type Publication struct {
	Number int
	Date   string
	ISO    string
}

// MarkBar is one bar of the site's mark: a pillar and its number of measures.
type MarkBar struct{ Pillar, X, Y, Height int }

// Frame starts a page in one language. path is its canonical address.
func (s *Site) Frame(c *catalog.Catalog, lang locale.Lang, path string) Page {
	l := s.Words.For(lang)
	published := c.ModifiedAt()
	return Page{
		Localizer: l, To: Links{lang}, Assets: s.Assets, BaseURL: s.BaseURL,
		Path: path, Other: Translate(path),
		Publication: Publication{
			Number: c.Version(),
			Date:   l.Date(published.Year(), int(published.Month()), published.Day()),
			ISO:    published.UTC().Format("2006-01-02"),
		},
		FirstYear: c.FirstYear(), LastYear: c.LastYear(), Total: len(c.Measures()), Mark: mark(c),
	}
}

// The mark is a 34 by 34 drawing: a bar per pillar, three units high per measure.
const (
	markSize = 34
	markStep = 9
	markUnit = 3
)

func mark(c *catalog.Catalog) []MarkBar {
	var bars []MarkBar
	for i, p := range c.Pillars() {
		height := min(len(p.Measures)*markUnit, markSize)
		bars = append(bars, MarkBar{p.Number, i * markStep, markSize - height, height})
	}
	return bars
}

// OtherLang names the language of the other version of the page.
func (p Page) OtherLang() string {
	if p.Lang() == locale.EN {
		return string(locale.FR)
	}
	return string(locale.EN)
}

// Absolute completes a path with the site's address, for metadata that needs it.
func (p Page) Absolute(path string) string { return p.BaseURL + path }

// Asset returns the address of a built file.
func (p Page) Asset(logical string) (string, error) { return p.Assets.URL(logical) }

// Count returns a count as a figure that templates print with the "figure" component.
func (p Page) Count(n int) locale.Figure { return sentence.Count(p.Localizer, n) }

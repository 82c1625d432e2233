package view

import (
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
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
	BaseURL string         // scheme and host that readers see, without a final slash; "" when unknown
	Zone    *time.Location // dates of publications are those of this place
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
	Path        string // canonical address of the page, that of today's figures
	Other       string // the same page in the other language, in the same view of the figures
	Query       string // what the reader searched for
	NoIndex     bool
	Banner      []string // lines of the site's message to readers, none for most of the time
	Publication Publication
	FirstYear   int
	LastYear    int
	Total       int
	Mark        []MarkBar
}

// Publication is what pages say of a version of the figures.
type Publication struct {
	Number int
	Date   string
	Time   string // hour and minute
	ISO    string // day
	Moment string // day, hour and minute with their zone, for machines
}

// MarkBar is one bar of the site's mark: a pillar and its number of measures.
type MarkBar struct{ Pillar, X, Y, Height int }

// Frame starts a page in one language, with today's figures. path is its canonical address.
func (s *Site) Frame(c *catalog.Catalog, lang locale.Lang, path string) Page {
	l := s.Words.For(lang)
	p := Page{
		Localizer: l, To: Links{Lang: lang}, Assets: s.Assets, BaseURL: s.BaseURL,
		Banner: banner(c, l), Publication: s.Publication(l, c.Publication()),
		FirstYear: c.FirstYear(), LastYear: c.LastYear(), Total: len(c.Measures()), Mark: mark(c),
	}
	p.Rename(path)
	return p
}

// Publication words the number and the moment of a publication.
func (s *Site) Publication(l *locale.Localizer, p segur.Publication) Publication {
	at := p.PublishedAt.In(s.Zone)
	return Publication{
		Number: p.Number, Date: l.Date(at.Year(), int(at.Month()), at.Day()), Time: l.Time(at.Hour(), at.Minute()),
		ISO: at.Format(time.DateOnly), Moment: at.Format("2006-01-02T15:04Z07:00"),
	}
}

// longestBanner bounds the lines of the site's message.
const longestBanner = 6

func banner(c *catalog.Catalog, l *locale.Localizer) []string {
	text, _ := c.Text(segur.TextBanner)
	var lines []string
	for line := range strings.Lines(text.In(string(l.Lang()))) {
		if line = strings.TrimSpace(line); line != "" && len(lines) < longestBanner {
			lines = append(lines, l.Text(line))
		}
	}
	return lines
}

// Rename gives the page another canonical address, that of today's figures.
func (p *Page) Rename(path string) {
	p.Path, p.Other = path, p.To.keep(Translate(path))
}

// LookBack turns the page into the one that shows what a publication said: every link stays
// there and search engines are kept out.
func (p *Page) LookBack(publication int) {
	p.To.Publication = publication
	p.Rename(p.Path)
}

// Hidden reports whether search engines are kept out of the page.
func (p Page) Hidden() bool { return p.NoIndex || p.To.Publication > 0 }

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

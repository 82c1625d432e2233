package view

import (
	"cmp"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
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
	Words         *locale.Bundle
	Assets        Assets
	ChartRenderer ChartRenderer
	BaseURL       string         // scheme and host that readers see, without a final slash; "" when unknown
	Zone          *time.Location // dates of publications are those of this place
	Renamed       Renames        // names that charts had before
	Reports       bool           // readers can report something
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
	Reports     bool   // readers can report something
	OEmbed      bool   // other programs may ask how to show a chart of the page
	Feed        string // address of what publications change of the subject, "" for none
	catalog     *catalog.Catalog
	stands      standing
	plain       bool
}

// standing is the chart that stands for a page where links to it are shown: on social networks, in
// messages.
type standing struct {
	chart string
	view  chart.View
	theme string
	alt   string
}

// Picture is the image of a page for such places, with its size in pixels.
type Picture struct {
	Address       string
	Alt           string
	Width, Height int
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

// Frame starts a page in the language of its words, with today's figures. path is its canonical address.
func (s *Site) Frame(c *catalog.Catalog, l *locale.Localizer, path string) Page {
	lang := l.Lang()
	p := Page{
		Localizer: l, To: Links{Lang: lang}, Assets: s.Assets, BaseURL: s.BaseURL,
		Banner: banner(c, l), Publication: s.Publication(l, c.Publication()),
		Reports: s.Reports, FirstYear: c.FirstYear(), LastYear: c.LastYear(), Total: len(c.Measures()), Mark: mark(c), catalog: c,
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
// there and search engines are kept out. Nobody reports what was corrected since.
func (p *Page) LookBack(publication int) {
	p.Reports = false
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

// Here is the whole address of the page in the view of the figures that it shows, "" where the site
// does not know its own.
func (p Page) Here() string {
	if p.BaseURL == "" {
		return ""
	}
	return p.BaseURL + p.To.keep(p.Path)
}

// Asset returns the address of a built file.
func (p Page) Asset(logical string) (string, error) { return p.Assets.URL(logical) }

// Count returns a count as a figure that templates print with the "figure" component.
func (p Page) Count(n int) locale.Figure { return sentence.Count(p.Localizer, n) }

// The size of pictures that social networks show.
const (
	pictureWidth  = 1200
	pictureHeight = 630
)

// Stand makes a chart stand for the page, unless it is withdrawn.
func (p *Page) Stand(f Chart, d Style) {
	if _, withdrawn := p.catalog.Withdrawal(f.Name); withdrawn {
		return
	}
	p.stands = standing{f.Name, f.View, d.Theme, f.Alt.String()}
}

// Describes tells other programs that they may ask how to show the chart of the page: the named one, or where none is named
// the one that stands for the page, else that of the whole plan. A withdrawn chart has no such answer.
func (p *Page) Describes(names ...string) {
	name := cmp.Or(append(names, p.stands.chart, chart.Common)...)
	_, withdrawn := p.catalog.Withdrawal(name)
	p.OEmbed = !withdrawn
}

// subject is the name of what every page is about, the same in each language.
const subject = "Ségur de la santé"

// Social is the title of the page where links to it are shown, away from the site: it says what the page is about.
func (p Page) Social() string {
	if strings.Contains(p.Title, subject) {
		return p.Title
	}
	site := p.T("site.name")
	return p.Title + " · " + site
}

// Plain leaves the page without a picture: one that nobody shows elsewhere, and that is made too often
// to draw a chart for.
func (p *Page) Plain() { p.plain = true }

// Picture returns the image that stands for the page, nil for a plain page and while the common one
// is withdrawn.
func (p Page) Picture() (*Picture, error) {
	s := p.stands
	if p.plain {
		return nil, nil
	}
	if s.chart == "" {
		if _, withdrawn := p.catalog.Withdrawal(chart.Common); withdrawn {
			return nil, nil
		}
		usual := Usual(p.catalog, chart.Common)
		made, err := chart.MakeView(p.catalog, chart.Common, usual, p.Localizer)
		if err != nil {
			return nil, err
		}
		s = standing{chart: chart.Common, view: usual, alt: made.Alt.String()}
	}
	card, stands, err := chart.Card(p.catalog, s.chart, s.view, p.Localizer)
	if err != nil {
		return nil, err
	}
	if stands {
		s.alt = card.Alt.String()
	}
	address := p.To.File(s.chart, "png", s.view, Style{Theme: s.theme})
	return &Picture{p.Absolute(address), s.alt, pictureWidth, pictureHeight}, nil
}

// Describe returns where other programs learn how to show the chart of the page, in a format.
func (p Page) Describe(format string) string {
	return p.Absolute(p.To.OEmbed(p.Absolute(p.To.keep(p.Path)), format))
}

package share

import (
	"context"
	"net/http"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/quote"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Chart is the page of a chart in one view, with what it takes to show it elsewhere.
type Chart struct {
	view.Page
	Name     string // of the chart, in a few words
	NameHref string // page of its indicator, "" for the charts of the whole plan
	Chart    view.Chart
	Sentence locale.Phrase
	Form     Form
	Preview  Preview
	Codes    []Paste
	Files    []Download
	Words    []Paste
	Foreign  []Paste // in the other language
	Measures []Link
	Sources  []view.Citation // none when they are too many to list
}

// Paste is a text to take away.
type Paste struct {
	*locale.Localizer
	ID    string
	Label string
	Hint  string // "" for none
	Text  string
	Lang  string // of the text, "" for that of the page and for code
	Rows  int
	Code  bool // for machines, and not words
}

// Preview is one of our own frames inside a page of ours.
type Preview struct {
	Src, Title string
	Height     int
	Column     string // width in pixels, "" for as wide as there is room
}

// Download is a file of the view.
type Download struct {
	Label string
	Note  string // what is in it
	Href  string
}

// Withdrawn says that a chart is not shown any more, and why.
type Withdrawn struct {
	view.Page
	Name       string
	Date       string
	Number     int // of the publication that withdrew it
	Reason     string
	ReasonLang string // when it is not the reader's: Lang is that of the page
	Last       string // the page that shows its last version, "" for none
}

// mostSources bounds the documents that a page lists; past it they are counted and looked up.
const mostSources = 12

func (p *Pages) chart(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	name, ending := files.Split(r.Params["chart"])
	if ending != "" {
		return p.files.Handle(ctx, cat, r, name, ending)
	}
	c := p.begin(ctx, cat, r, "charts")
	asked, err := p.site.Ask(cat, c.words, name, r.Query)
	if err != nil {
		return web.Answer{}, err
	}
	to := c.page.To.At(r.Publication)
	switch {
	case asked.Renamed:
		return web.Answer{MovedTo: r.At(c.page.To.Action("charts") + "/" + asked.Chart)}, nil
	case to.Chart(asked.Chart, asked.View, asked.Style) != r.At(r.Path):
		return web.Answer{MovedTo: to.Chart(asked.Chart, asked.View, asked.Style)}, nil
	}
	if w, withdrawn := cat.Withdrawal(asked.Chart); withdrawn {
		return c.withdrawn(asked, w), nil
	}
	return c.one(asked)
}

// one makes the page of a chart that is shown.
func (c *call) one(asked view.Asked) (web.Answer, error) {
	made, err := chart.MakeView(c.Catalog, asked.Chart, asked.View, c.words)
	if err != nil {
		return web.Answer{}, err
	}
	var page Chart
	page.Name = sentence.Chart(c.Catalog, c.words, asked.Chart)
	if page.Chart, err = c.draw.Made(c, made, asked.View, 1); err != nil {
		return web.Answer{}, err
	}
	for _, step := range []func(*Chart, view.Asked, chart.Chart) error{c.form, c.quotes, c.codes, c.downloads, c.related} {
		if err := step(&page, asked, made); err != nil {
			return web.Answer{}, err
		}
	}
	c.page.Description = page.Sentence.String()
	c.page.NoIndex = asked.Style != view.Style{}
	c.page.Stand(page.Chart, asked.Style)
	c.page.Describes(asked.Chart)
	page.Page = c.page
	return web.Answer{Template: "share/chart", Data: page, Frames: true}, nil
}

// quotes words what is said beside the chart, in the language of the page and in the other one.
func (c *call) quotes(page *Chart, asked view.Asked, made chart.Chart) error {
	own := c.quote(c.words, asked, made)
	c.page.Title, page.Sentence = own.Title, own.Sentence
	other := c.words.In(locale.Lang(c.page.OtherLang()))
	foreign, err := chart.MakeView(c.Catalog, asked.Chart, asked.View, other)
	if err != nil {
		return err
	}
	theirs := c.quote(other, asked, foreign)
	words := c.words
	paste := func(id, text, lang string, rows int) Paste {
		p := Paste{Localizer: c.words, ID: id, Label: words.T("share.words." + id), Text: text, Lang: lang, Rows: rows}
		p.ID += lang
		return p
	}
	for lang, q := range map[string]quote.Quote{"": own, c.page.OtherLang(): theirs} {
		list := []Paste{
			paste("sentence", q.Sentence.String(), lang, 3), paste("short", q.Short, lang, 2),
			paste("long", q.Long, lang, 4), paste("alt", q.Alt.String(), lang, 5),
		}
		if lang == "" {
			page.Words = list
		} else {
			page.Foreign = list
		}
	}
	return nil
}

func (c *call) quote(l *locale.Localizer, asked view.Asked, made chart.Chart) quote.Quote {
	to := c.page.To
	to.Lang = l.Lang()
	lasting := to.At(c.Publication().Number) // what is cited must not change
	return quote.Of(quote.Subject{
		Catalog: c.Catalog, Words: l, Chart: made, View: asked.View,
		Address: c.page.Absolute(lasting.Chart(asked.Chart, asked.View, view.Style{})),
		Date:    c.site.Publication(l, c.Publication()).Date,
	})
}

func (c *call) downloads(page *Chart, asked view.Asked, _ chart.Chart) error {
	words := c.words
	add := func(id, ending, size string) {
		style := view.Style{Theme: asked.Style.Theme, Size: size}
		page.Files = append(page.Files, Download{
			words.T("share.file." + id), words.T("share.file." + id + "_note"), c.page.To.File(asked.Chart, ending, asked.View, style),
		})
	}
	add("svg", "svg", "")
	add("png_social", "png", "")
	add("png_square", "png", view.SizeSquare)
	add("png_large", "png", view.SizeLarge)
	add("csv", "csv", "")
	add("json", "json", "")
	return nil
}

// related links the pages that speak of the chart and the documents that it rests on.
func (c *call) related(page *Chart, asked view.Asked, made chart.Chart) (err error) {
	if code, ok := segur.ChartIndicator(asked.Chart); ok {
		ind := c.Indicator(code)
		page.NameHref = c.page.To.Indicator(code)
		for _, m := range ind.Of {
			title := c.words.T("measure.title", "number", m.Number, "title", c.text(m.ShortTitle))
			page.Measures = append(page.Measures, Link{title, c.page.To.Measure(m)})
		}
	}
	if len(made.Sources) <= mostSources {
		page.Sources = view.CiteAll(c.Catalog, c.words, made.Sources)
	}
	return nil
}

// withdrawn answers for a chart that is not shown any more.
func (c *call) withdrawn(asked view.Asked, w catalog.Withdrawal) web.Answer {
	on := c.site.Publication(c.words, w.On)
	page := Withdrawn{Date: on.Date, Number: on.Number}
	page.Reason, page.ReasonLang = view.Withdrawn(c.words, w)
	if w.Last > 0 {
		page.Last = c.page.To.At(w.Last).Chart(asked.Chart, asked.View, view.Style{})
	}
	page.Name = sentence.Chart(c.Catalog, c.words, asked.Chart)
	c.page.Title = c.words.T("share.withdrawn_title", "name", page.Name)
	c.page.Description, c.page.NoIndex = page.Reason, true
	page.Page = c.page
	return web.Answer{Template: "share/withdrawn", Data: page, Status: http.StatusGone}
}

package files

import (
	"cmp"
	"net/url"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/opendata"
	"github.com/segur-tracker/segur/internal/quote"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// order is what the export service needs to make the picture.
func (f file) order() exports.Order {
	order := exports.Order{Chart: f.chart, Size: layout.Natural, Theme: layout.Light}
	if f.asked.Style.Theme == view.ThemeDark {
		order.Theme = layout.Dark
	}
	if f.ending == "png" {
		order.Size = sizeOf(f.asked.Style)
	}
	order.Text = f.text()
	return order
}

func sizeOf(d view.Style) layout.Size {
	switch d.Size {
	case view.SizeSquare:
		return layout.Square
	case view.SizeLarge:
		return layout.Large
	}
	return layout.Social
}

// Pixels returns the width of the picture file in PNG, and its height, 0 where it hangs on the chart.
func Pixels(d view.Style) (wide, high int) { return sizeOf(d).Pixels() }

// text is every line that stands in the picture, whose place in a page nobody knows.
func (f file) text() layout.Text {
	t := layout.Text{
		Title: f.chart.Title.String(), Subtitle: f.chart.Subtitle, Alt: f.chart.Alt.String(), Legend: f.chart.Legend,
		Address: f.address(), Lang: string(f.to.Lang),
	}
	t.Date = f.dateLine()
	t.Licence = f.words.T("figure.licence")
	t.Source = f.sourceLine()
	return t
}

// sourceLine names the publishers of the documents that the picture rests on, "" for none.
func (f file) sourceLine() string {
	names, count := sentence.Producers(f.catalog, f.words, f.chart.Sources)
	if count == 0 {
		return ""
	}
	return f.words.T("files.sources", "count", count, "names", names)
}

// dateLine says up to when the picture counts, and when that was published.
func (f file) dateLine() string {
	published := f.site.Publication(f.words, f.catalog.Publication())
	facts := []any{"date", published.Date, "number", published.Number, "latest", f.chart.Latest}
	if f.chart.Latest == "" {
		return f.words.T("files.dated", facts...)
	}
	return f.words.T("files.dated_latest", facts...)
}

// address is where readers of the picture find the chart, as people write addresses.
func (f file) address() string {
	page := view.Links{Lang: f.to.Lang}.Chart(f.asked.Chart, chart.View{}, view.Style{})
	site, err := url.Parse(f.site.BaseURL)
	if err != nil {
		return page
	}
	return site.Host + page
}

// data is the same view for programs.
func (f file) data() opendata.Chart {
	v, d := f.asked.View, f.asked.Style
	at := func(address string) string { return f.site.BaseURL + address }
	shown := opendata.View{Kind: string(v.Shown()), Territory: known(v.Territory), From: known(v.From), To: known(v.To)}
	if choices, err := chart.ChoicesOf(f.catalog, f.asked.Chart); err == nil && choices.Readings != nil {
		shown.Reading = known(string(cmp.Or(v.Reading, segur.ByYear)))
	}
	name, number := f.asked.Chart, f.catalog.Version()
	published := f.site.Publication(f.words, f.catalog.Publication())
	quoted := quote.Of(quote.Subject{
		Catalog: f.catalog, Words: f.words, Chart: f.chart, View: v, Address: at(f.to.Chart(name, v, d)), Date: published.Date,
	})
	return opendata.Chart{
		Catalog: f.catalog, Words: f.words, Chart: f.chart, View: shown, Day: published.ISO,
		Citation: opendata.Citation{Short: quoted.Short, Long: quoted.Long, Sentence: quoted.Sentence.String()},
		Links: opendata.Links{
			Page: at(f.to.Chart(name, v, d)), Frame: at(f.to.Embed(name, v, d)),
			SVG: at(f.to.File(name, "svg", v, d)), PNG: at(f.to.File(name, "png", v, d)),
			CSV: at(f.to.File(name, "csv", v, d)), JSON: at(f.to.File(name, "json", v, d)),
			Frozen: at(f.to.At(number).File(name, "json", v, d)),
		},
	}
}

// known is a choice, or nil where nobody made one.
func known[T comparable](choice T) *T {
	var none T
	if choice == none {
		return nil
	}
	return &choice
}

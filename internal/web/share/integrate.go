package share

import (
	"context"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Integrate tells newsrooms how to show charts, with real ones.
type Integrate struct {
	view.Page
	Live   *Example // the chart of the whole plan, with today's figures
	Frozen *Example // that of an indicator, as of this publication
	Image  *Example // as a picture
	First  int      // number of the first publication
	Ask    string   // address that programs ask how to show a chart
}

// Example is a chart shown as other sites show it.
type Example struct {
	Name    string
	Href    string // its page
	Preview Preview
	Picture string // address of the image, for the example of one
	Alt     string
	Code    Paste // what stands in the article
}

// The chart that the examples show beside that of the whole plan, when the plan has it.
const exampleChart = segur.IndicatorChart + "msp-count"

func (p *Pages) integrate(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "integrate")
	page := Integrate{First: cat.Publications()[0].Number, Ask: c.page.Absolute("/oembed")}
	second := chart.Matrix
	if slices.Contains(chart.Names(cat), exampleChart) {
		second = exampleChart
	}
	var err error
	if page.Live, err = c.example(chart.Progress, "script", c.page.To, view.Style{}); err != nil {
		return web.Answer{}, err
	}
	if page.Frozen, err = c.example(second, "script", c.page.To.At(cat.Version()), view.Style{Theme: view.ThemeDark}); err != nil {
		return web.Answer{}, err
	}
	if page.Image, err = c.example(second, "image", c.page.To, view.Style{}); err != nil {
		return web.Answer{}, err
	}
	words := c.words
	c.page.Title, c.page.Description = words.T("integrate.title"), words.T("integrate.summary")
	page.Page = c.page
	return web.Answer{Template: "share/integrate", Data: page, Frames: true}, nil
}

// example shows a chart with the code of one way to show it elsewhere, nil while it is withdrawn.
func (c *call) example(name, way string, to view.Links, style view.Style) (*Example, error) {
	if _, withdrawn := c.Withdrawal(name); withdrawn {
		return nil, nil
	}
	made, err := chart.Make(c.Catalog, name, c.words)
	if err != nil {
		return nil, err
	}
	framed := view.NewFramed(view.Drawer{Catalog: c.Catalog, Words: c.words, To: to}, made, chart.View{})
	asked := view.Asked{Chart: name, Style: style}
	snippet := c.snippet(to, asked, framed)
	words := c.words
	e := Example{
		Href: to.Chart(name, chart.View{}, style), Alt: made.Alt.String(), Picture: to.File(name, "png", chart.View{}, style),
		Preview: Preview{Src: to.Embed(name, chart.View{}, style), Title: snippet.Title, Height: framed.SafeHeight()},
		Code:    Paste{Localizer: c.words, ID: "code-" + way + style.Theme, Label: words.T("share.code." + way), Rows: 7, Code: true},
	}
	if e.Code.Text = snippet.WithScript(); way == "image" {
		e.Code.Text = snippet.Linked()
	}
	e.Name = sentence.Chart(c.Catalog, c.words, name)
	return &e, err
}

package share

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Files answers with the files of charts, whose addresses are those of their pages with an ending.
type Files interface {
	Handle(ctx context.Context, c *catalog.Catalog, r web.Request, chart, ending string) (web.Answer, error)
}

// Pages makes the gallery, the pages of charts and the page for newsrooms.
type Pages struct {
	site  *view.Site
	files Files
}

// New returns the pages of a site.
func New(site *view.Site, files Files) *Pages { return &Pages{site, files} }

// Routes returns the routes of every page, and of the files of charts, in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		routes = append(routes,
			web.Route{Path: to.Section("charts"), Lang: lang, Read: p.gallery},
			web.Route{
				Path: to.Section("charts") + "/:chart", Lang: lang, Params: view.ChartParams(), KindOf: files.KindOf, Read: p.chart,
			},
			web.Route{Path: to.Section("integrate"), Lang: lang, Read: p.integrate})
	}
	return routes
}

// call is one request being answered.
type call struct {
	context.Context
	*catalog.Catalog
	site  *view.Site
	words *locale.Localizer
	page  view.Page
	draw  view.Drawer
}

func (p *Pages) begin(ctx context.Context, c *catalog.Catalog, r web.Request, section string) call {
	words := r.Words
	page := p.site.Frame(c, r.Words, r.Canonical)
	page.Section = section
	if r.Publication > 0 {
		page.LookBack(r.Publication)
	}
	return call{
		Context: ctx, Catalog: c, site: p.site, words: words, page: page,
		draw: view.Drawer{Catalog: c, Words: words, To: page.To, ChartRenderer: p.site.ChartRenderer},
	}
}

// text returns a text of the data in the language of the page.
func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

// Link is a place to go to, with its words.
type Link struct{ Label, Href string }

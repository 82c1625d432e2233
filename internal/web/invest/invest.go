package invest

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/atlas"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes the pages of the investment plan.
type Pages struct {
	site   *view.Site
	ground *atlas.Departments
}

// New returns the pages of a site, with the ground of the map of projects.
func New(site *view.Site, ground *atlas.Departments) *Pages { return &Pages{site, ground} }

// Routes returns the routes of the pages in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		routes = append(routes,
			web.Route{Path: to.Section("investment"), Lang: lang, Read: p.plan},
			web.Route{Path: to.Section("projects"), Lang: lang, Params: view.ProjectParams(), Read: p.projects},
			web.Route{Path: to.Section("projects") + "/:project", Lang: lang, Read: p.project})
	}
	return routes
}

// call is one request being answered.
type call struct {
	context.Context
	*catalog.Catalog
	words *locale.Localizer
	draw  view.Drawer
	tell  view.Describer
	page  view.Page
}

func (p *Pages) begin(ctx context.Context, c *catalog.Catalog, r web.Request, section string) call {
	frame := p.site.Frame(c, r.Words, r.Canonical)
	frame.Section = section
	if r.Publication > 0 {
		frame.LookBack(r.Publication)
	}
	return call{
		Context: ctx, Catalog: c, words: r.Words, page: frame,
		draw: view.Drawer{Catalog: c, Words: r.Words, To: frame.To, ChartRenderer: p.site.ChartRenderer, Day: frame.Publication.Date},
		tell: view.Describer{Site: p.site, Catalog: c, Words: r.Words, To: frame.To},
	}
}

func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

// missing is the answer to an address that leads nowhere.
func (c *call) missing(key string, args ...any) error {
	return &segur.Error{Code: segur.CodeNotFound, Message: c.words.T(key, args...)}
}

package region

import (
	"context"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes the pages of the regions.
type Pages struct{ site *view.Site }

// New returns the pages of a site.
func New(site *view.Site) *Pages { return &Pages{site} }

// Routes returns the routes of both pages in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		section := view.Links{Lang: lang}.Section("regions")
		routes = append(routes,
			web.Route{Path: section, Lang: lang, Params: []string{"avec"}, Read: p.list},
			web.Route{Path: section + "/:region", Lang: lang, Params: []string{"page"}, Read: p.one})
	}
	return routes
}

// call is one request being answered.
type call struct {
	*catalog.Catalog
	words *locale.Localizer
	page  view.Page
	draw  view.Drawer
	tell  view.Describer
}

func (p *Pages) begin(c *catalog.Catalog, r web.Request) call {
	frame := p.site.Frame(c, r.Words, r.Canonical)
	frame.Section = "regions"
	if r.Publication > 0 {
		frame.LookBack(r.Publication)
	}
	return call{
		Catalog: c, words: r.Words, page: frame,
		draw: view.Drawer{Catalog: c, Words: r.Words, To: frame.To, ChartRenderer: p.site.ChartRenderer, Day: frame.Publication.Date},
		tell: view.Describer{Site: p.site, Catalog: c, Words: r.Words, To: frame.To},
	}
}

func (c call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

func (c call) value(s *catalog.Series, v segur.Value) view.Value {
	return view.NewValue(c.Catalog, c.words, s.Indicator.Indicator, v)
}

// find returns the region of an address: its code tells it, whatever words follow.
func (c call) find(last string) (r catalog.Region, ok bool) {
	code, _, _ := strings.Cut(last, "-")
	return c.Region(code)
}

// one is the page of a region. An address with other words than its own leads to it.
func (p *Pages) one(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	region, ok := c.find(r.Params["region"])
	if !ok {
		return web.Answer{}, &segur.Error{Code: segur.CodeNotFound, Message: c.words.T("region.no_region")}
	}
	if view.RegionSlug(region.Territory) != r.Params["region"] {
		return web.Answer{MovedTo: c.page.To.Region(region.Territory)}, nil
	}
	page, err := c.region(ctx, region, view.PageNumber(r.Query.Get("page")))
	if err != nil {
		return web.Answer{}, err
	}
	return web.Answer{Template: "region/one", Data: page}, nil
}

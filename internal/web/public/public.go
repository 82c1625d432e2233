package public

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes every public page.
type Pages struct {
	site *view.Site
}

// New returns the pages of a site.
func New(site *view.Site) *Pages { return &Pages{site} }

type handler = func(context.Context, *catalog.Catalog, web.Request) (web.Page, error)

// page is one page of the site: its section, what follows it in the address, the
// parameters that it knows.
type page struct {
	section string
	rest    string
	params  []string
	handle  handler
}

// pages lists every public page once; each exists in both languages.
func (p *Pages) pages() []page {
	return []page{
		{"home", "", []string{"annee"}, p.home},
		{"measures", "", []string{"pilier", "etat", "annee", "q"}, p.measures},
		{"measures", "/:measure", nil, p.measure},
		{"indicators", "", []string{"q"}, p.indicators},
		{"indicators", "/:code", nil, p.indicator},
		{"timeline", "", nil, p.timeline},
		{"sources", "", nil, p.sources},
		{"method", "", nil, p.method},
		{"data", "", nil, p.data},
		{"legal", "", nil, p.static("legal")},
		{"privacy", "", nil, p.static("privacy")},
		{"accessibility", "", nil, p.static("accessibility")},
		{"sitemap", "", nil, p.sitemap},
	}
}

// Routes returns the routes of every page in both languages.
func (p *Pages) Routes() []web.Route[*catalog.Catalog] {
	var routes []web.Route[*catalog.Catalog]
	for _, page := range p.pages() {
		for _, lang := range locale.Langs() {
			routes = append(routes, web.Route[*catalog.Catalog]{
				Path: view.Links{Lang: lang}.Section(page.section) + page.rest,
				Lang: lang, Params: page.params, Handle: page.handle,
			})
		}
	}
	return routes
}

// call is one request being answered: what most handlers need at hand.
type call struct {
	context.Context
	*catalog.Catalog
	words *locale.Localizer
	draw  view.Drawer
	page  view.Page
}

// begin starts a page of a section under its canonical address.
func (p *Pages) begin(ctx context.Context, c *catalog.Catalog, r web.Request, section string, params ...string) call {
	words := p.site.Words.For(r.Lang)
	frame := p.site.Frame(c, r.Lang, r.Canonical(params))
	frame.Section = section
	return call{
		Context: ctx, Catalog: c, words: words, page: frame,
		draw: view.Drawer{Catalog: c, Words: words, Painter: p.site.Painter},
	}
}

// title sets the title and description of the page from "<key>.title" and "<key>.summary".
func (c *call) title(key string, args ...any) error {
	var err error
	if c.page.Title, err = c.words.T(key+".title", args...); err != nil {
		return err
	}
	c.page.Description, err = c.words.T(key+".summary", args...)
	return err
}

// refuse is the answer to a parameter that means nothing; the key words it.
func refuse(l *locale.Localizer, field, key string, args ...any) error {
	message, err := l.T(key, args...)
	if err != nil {
		return err
	}
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: message}
}

// missing is the answer to an address that leads nowhere.
func missing(l *locale.Localizer, key string, args ...any) error {
	message, err := l.T(key, args...)
	if err != nil {
		return err
	}
	return &segur.Error{Code: segur.CodeNotFound, Message: message}
}

package report

import (
	"context"
	"net/netip"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Box is where reports go and answers come from.
type Box interface {
	// Take keeps a report and returns the number of its case; it fails with *doubt.Busy past a bound.
	Take(ctx context.Context, d doubt.Draft, from netip.Addr) (int64, error)
	// Notice returns what everybody may know of a case; CodeNotFound when there is none.
	Notice(ctx context.Context, id int64) (doubt.Notice, error)
	// Answered returns some of the answered cases, the latest answer first.
	Answered(ctx context.Context, limit, offset int) ([]doubt.Notice, error)
}

// Pages makes the form and the pages of cases.
type Pages struct {
	site *view.Site
	box  Box
}

// New returns the pages of a site over a box. While the site takes no reports there is no form, and
// answers stay readable.
func New(site *view.Site, box Box) *Pages { return &Pages{site, box} }

// Routes returns the pages to read and the address that takes the form, in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		routes = append(routes,
			web.Route{Path: to.Action("report"), Lang: lang, Params: doubt.Params(), Read: p.form},
			web.Route{Path: to.Action("report"), Lang: lang, Take: p.take, Most: mostBytes},
			web.Route{Path: to.Action("reports"), Lang: lang, Params: []string{"page"}, Live: true, Read: p.list},
			web.Route{Path: to.Action("reports") + "/:number", Lang: lang, Live: true, Read: p.one})
	}
	return routes
}

// mostBytes bounds a form: the longest text in the longest encoding, and as much again, so that a
// text that is too long comes back to its author with the reason.
const mostBytes = 64 << 10

// call is one request being answered.
type call struct {
	*catalog.Catalog
	words *locale.Localizer
	page  view.Page
	tell  view.Describer
	zone  *time.Location
}

func (p *Pages) begin(c *catalog.Catalog, r web.Request) *call {
	page := p.site.Frame(c, r.Words, r.Canonical)
	page.Plain()
	if r.Publication > 0 {
		page.LookBack(r.Publication)
	}
	words := r.Words
	return &call{
		Catalog: c, words: words, page: page, zone: p.site.Zone,
		tell: view.Describer{Site: p.site, Catalog: c, Words: words, To: page.To},
	}
}

func (c *call) day(at time.Time) string {
	local := at.In(c.zone)
	return c.words.Date(local.Year(), int(local.Month()), local.Day())
}

// missing is the answer to an address that leads nowhere.
func (c *call) missing(key string, args ...any) error {
	message := c.words.T(key, args...)
	return &segur.Error{Code: segur.CodeNotFound, Message: message}
}

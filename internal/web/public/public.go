package public

import (
	"context"
	"strconv"

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

type handler = func(context.Context, *catalog.Catalog, web.Request) (web.Answer, error)

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
		{"home", "", []string{"annee", "lecture"}, p.home},
		{"measures", "", []string{"pilier", "etat", "annee", "lecture", "fondement", "q"}, p.measures},
		{"measures", "/:measure", nil, p.measure},
		{"indicators", "", []string{"pilier", "filtre", "q"}, p.indicators},
		{"indicators", "/:code", []string{"region", "page"}, p.indicator},
		{"timeline", "", nil, p.timeline},
		{"sources", "", []string{"q", "genre", "editeur", "page", "doc"}, p.sources},
		{"method", "", nil, p.method},
		{"data", "", nil, p.data},
		{"legal", "", nil, p.static("legal")},
		{"privacy", "", nil, p.static("privacy")},
		{"accessibility", "", nil, p.static("accessibility")},
		{"sitemap", "", nil, p.sitemap},
	}
}

// Routes returns the routes of every page in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, page := range p.pages() {
		for _, lang := range locale.Langs() {
			routes = append(routes, web.Route{
				Path: view.Links{Lang: lang}.Section(page.section) + page.rest,
				Lang: lang, Params: page.params, Read: page.handle,
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
	tell  view.Describer
	page  view.Page
}

// begin starts a page of a section under its canonical address.
func (p *Pages) begin(ctx context.Context, c *catalog.Catalog, r web.Request, section string) call {
	words := r.Words
	frame := p.site.Frame(c, r.Words, r.Canonical)
	frame.Section = section
	if r.Publication > 0 {
		frame.LookBack(r.Publication)
	}
	return call{
		Context: ctx, Catalog: c, words: words, page: frame,
		draw: view.Drawer{Catalog: c, Words: words, To: frame.To, ChartRenderer: p.site.ChartRenderer, Day: frame.Publication.Date},
		tell: view.Describer{Site: p.site, Catalog: c, Words: words, To: frame.To},
	}
}

// title sets the title and description of the page from "<key>.title" and "<key>.summary".
func (c *call) title(key string, args ...any) {
	c.page.Title = c.words.T(key+".title", args...)
	c.page.Description = c.words.T(key+".summary", args...)
}

// plainNumber reads a number written in its only plain form: "+1" and "01" are refused, so
// that a page has one address.
func plainNumber(asked string) (n int, ok bool) {
	n, err := strconv.Atoi(asked)
	return n, err == nil && strconv.Itoa(n) == asked
}

// refuse is the answer to a parameter that means nothing; the key words it. The values that it may have are named, none for
// a free text.
func refuse(l *locale.Localizer, field, key string, values []segur.Choice, args ...any) error {
	message := l.T(key, args...)
	for i, v := range values {
		values[i].Value = field + "=" + v.Value
		values[i].Query = values[i].Value
	}
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: message, Choices: values}
}

// The values that the parameters of lists may have.
func (c *call) yearValues() (values []segur.Choice) {
	for _, year := range c.Years() {
		values = append(values, segur.Choice{Label: strconv.Itoa(year), Value: strconv.Itoa(year)})
	}
	return values
}

func (c *call) pillarValues() (values []segur.Choice) {
	for _, p := range c.Pillars() {
		values = append(values, segur.Choice{Label: c.text(p.Title), Value: strconv.Itoa(p.Number)})
	}
	return values
}

func (c *call) readingValues() (values []segur.Choice) {
	for _, r := range segur.Readings() {
		label := c.words.T("reading_word." + string(r))
		values = append(values, segur.Choice{Label: label, Value: string(r)})
	}
	return values
}

func (c *call) basisValues() (values []segur.Choice) {
	for _, b := range segur.Bases() {
		label := c.words.T("basis_word." + string(b))
		values = append(values, segur.Choice{Label: label, Value: b.Slug()})
	}
	return values
}

func (c *call) stateValues() (values []segur.Choice) {
	for _, s := range segur.Standings() {
		state := view.NewState(c.words, s)
		values = append(values, segur.Choice{Label: state.Word, Value: state.Slug})
	}
	return values
}

// missing is the answer to an address that leads nowhere.
func missing(l *locale.Localizer, key string, args ...any) error {
	message := l.T(key, args...)
	return &segur.Error{Code: segur.CodeNotFound, Message: message}
}

// ErrorPage says what went wrong and where to go.
type ErrorPage struct {
	view.Page
	Heading   string
	Message   string
	Choices   []web.Choice // what is there instead
	Status    int
	RequestID string // shown when only the log can tell more
}

// worded are the statuses with words of their own; others use those of their class.
var worded = map[int]bool{400: true, 403: true, 404: true, 405: true, 413: true, 500: true, 503: true}

// Error returns the page of a problem. It must not fail, so a missing word leaves a gap.
func (p *Pages) Error(current func() *catalog.Catalog) func(web.Problem) web.Answer {
	return func(f web.Problem) web.Answer {
		links := view.Links{Lang: f.Lang}
		page := ErrorPage{Page: p.site.Frame(current(), p.site.Words.For(f.Lang), links.Home()), Status: f.Status, Message: f.Message, Choices: f.Choices}
		page.NoIndex = true
		key := "error." + strconv.Itoa(errorClass(f.Status))
		page.Heading = page.T(key + ".title")
		if page.Message == "" {
			page.Message = page.T(key + ".message")
		}
		if f.Status >= 500 {
			page.RequestID = f.RequestID
		}
		page.Title, page.Description = page.Heading, page.Message
		return web.Answer{Template: "public/error", Data: page}
	}
}

func errorClass(status int) int {
	switch {
	case worded[status]:
		return status
	case status >= 500:
		return 500
	}
	return 400
}

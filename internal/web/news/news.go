package news

import (
	"context"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes the pages of publications.
type Pages struct{ site *view.Site }

// New returns the pages of a site.
func New(site *view.Site) *Pages { return &Pages{site} }

// Routes returns the routes of both pages in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		section := view.Links{Lang: lang}.Section("news")
		routes = append(routes,
			web.Route{Path: section, Lang: lang, Params: []string{"page"}, Read: p.column},
			web.Route{Path: section + "/:number", Lang: lang, Read: p.one})
	}
	return routes
}

// call is one request being answered.
type call struct {
	*catalog.Catalog
	words *locale.Localizer
	page  view.Page
	tell  view.Describer
	site  *view.Site
}

func (p *Pages) begin(c *catalog.Catalog, r web.Request) call {
	page := p.site.Frame(c, r.Words, r.Canonical)
	page.Section = "news"
	if r.Publication > 0 {
		page.LookBack(r.Publication)
	}
	words := r.Words
	return call{
		Catalog: c, words: words, page: page, site: p.site,
		tell: view.Describer{Site: p.site, Catalog: c, Words: words, To: page.To},
	}
}

// perPage is how many publications a page of the column holds.
const perPage = 20

// Column is a page of the list of publications, newest first.
type Column struct {
	view.Page
	Articles []Article
	Number   int // of the page
	Last     int // number of pages
	Newer    string
	Older    string
}

func (p *Pages) column(_ context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	editions := cat.Editions()
	column := Column{Number: 1, Last: (len(editions) + perPage - 1) / perPage}
	if asked := r.Query.Get("page"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 || strconv.Itoa(n) != asked {
			return web.Answer{}, c.fault(segur.CodeInvalid, "error.400.message")
		}
		column.Number = n
	}
	if column.Number > column.Last {
		return web.Answer{}, c.fault(segur.CodeNotFound, "news.none", "last", column.Last)
	}
	for i := range perPage {
		at := len(editions) - 1 - (column.Number-1)*perPage - i
		if at < 0 {
			break
		}
		article, err := c.article(editions[at], mostInColumn)
		if err != nil {
			return web.Answer{}, err
		}
		column.Articles = append(column.Articles, article)
	}
	if column.Number > 1 {
		column.Newer = c.page.To.NewsPage(column.Number - 1)
	}
	if column.Number < column.Last {
		column.Older = c.page.To.NewsPage(column.Number + 1)
	}
	return c.finish(&column), nil
}

func (c *call) finish(column *Column) web.Answer {
	c.page.Rename(c.page.To.At(0).NewsPage(column.Number)) // the first page with and without its number
	c.page.Title = c.words.T("news.title")
	c.page.Description = c.words.T("news.summary")
	if column.Number > 1 {
		number := c.words.T("news.page", "page", column.Number, "pages", column.Last)
		c.page.Title += ", " + number
	}
	column.Page = c.page
	return web.Answer{Template: "news/column", Data: *column}
}

// One is the page of one publication, with all its changes.
type One struct {
	view.Page
	Article Article
}

func (p *Pages) one(_ context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	n, err := strconv.Atoi(r.Params["number"])
	edition := cat.Edition(n)
	if err != nil || strconv.Itoa(n) != r.Params["number"] || edition == nil {
		return web.Answer{}, c.fault(segur.CodeNotFound, "news.no_number", "last", cat.Version())
	}
	article, err := c.article(edition, 0)
	if err != nil {
		return web.Answer{}, err
	}
	c.page.Title = c.words.T("news.of", "number", n, "date", article.Publication.Date)
	c.page.Description = article.Note
	if c.page.Description == "" {
		c.page.Description = c.page.Title
	}
	return web.Answer{Template: "news/one", Data: One{c.page, article}}, nil
}

func (c *call) fault(code segur.Code, key string, args ...any) error {
	message := c.words.T(key, args...)
	return &segur.Error{Code: code, Message: message}
}

package search

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes the page of the search, and what is suggested while a reader types.
type Pages struct {
	site     *view.Site
	glossary *glossary.Glossary

	mu     sync.Mutex
	latest map[locale.Lang]kept // the index of the publication that was asked last, per language
}

// kept is an index with the catalog that it was made from.
type kept struct {
	of    *catalog.Catalog
	index *find.Index
}

// New returns the pages of a site.
func New(site *view.Site, g *glossary.Glossary) *Pages {
	return &Pages{site: site, glossary: g, latest: map[locale.Lang]kept{}}
}

// The parameters of the page.
const (
	paramText = "q"
	paramKind = "type"
)

// Routes returns the routes of both in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		path := view.Links{Lang: lang}.Section("search")
		routes = append(routes,
			web.Route{Path: path, Lang: lang, Params: []string{paramText, paramKind}, Read: p.page},
			web.Route{Path: path + "/suggestions", Lang: lang, Kind: web.KindData, Params: []string{paramText}, Read: p.suggest})
	}
	return routes
}

// call is one request being answered.
type call struct {
	context.Context
	*catalog.Catalog
	words *locale.Localizer
	page  view.Page
	query find.Query
	// wide is true where few answers leave room for all that is known of each.
	wide bool
}

// longest bounds what a reader may search for, in characters.
const longest = 100

func (p *Pages) page(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := call{Context: ctx, Catalog: cat, words: r.Words, page: p.site.Frame(cat, r.Words, r.Canonical)}
	text, kind, err := c.asked(r)
	if err != nil {
		return web.Answer{}, err
	}
	c.page.Section = "search"
	if text == "" {
		c.page.Rename(c.page.To.Action("search"))
	}
	if r.Publication > 0 {
		c.page.LookBack(r.Publication)
	}
	c.page.Query, c.page.NoIndex = text, text != ""
	found := p.index(cat, c.words).Search(find.Ask(text))
	c.query = found.Query
	return c.answer(text, kind, found)
}

// asked reads what is looked for and, for one kind alone, which.
func (c *call) asked(r web.Request) (text string, kind find.Kind, err error) {
	text, kind = r.Query.Get(paramText), find.Kind(r.Query.Get(paramKind))
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > longest {
		return "", "", c.refuse(paramText, "error.query", "longest", longest)
	}
	if kind != "" && !slices.Contains(find.Kinds(), kind) {
		return "", "", c.refuse(paramKind, "search.no_kind", "kinds", strings.Join(texts(find.Kinds()), ", "))
	}
	return text, kind, nil
}

func texts(kinds []find.Kind) []string {
	list := make([]string, 0, len(kinds))
	for _, k := range kinds {
		list = append(list, string(k))
	}
	return list
}

func (c *call) refuse(field, key string, args ...any) error {
	message := c.words.T(key, args...)
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: message}
}

// index returns what can be found in a publication. The index of the newest one is kept, one a
// language; readers of the past make theirs anew.
func (p *Pages) index(c *catalog.Catalog, words *locale.Localizer) *find.Index {
	p.mu.Lock()
	have := p.latest[words.Lang()]
	if have.of == nil || have.of.Version() < c.Version() {
		defer p.mu.Unlock() // who comes meanwhile waits for it rather than making another one
		made := Index(c, words, p.glossary)
		if words.Err() == nil {
			p.latest[words.Lang()] = kept{c, made}
		}
		return made
	}
	p.mu.Unlock()
	if have.of == c {
		return have.index
	}
	return Index(c, words, p.glossary)
}

// Index makes what the page searches: a publication and the sections of the site.
func Index(c *catalog.Catalog, words *locale.Localizer, g *glossary.Glossary) *find.Index {
	sections := sectionsOf(words)
	anyRegion := words.T("search.any_region")
	return find.New(find.Options{Catalog: c, Words: words, Glossary: g, Sections: sections, RegionWords: anyRegion})
}

// Findable are the sections that the search tells of.
func Findable() []string {
	return []string{"home", "measures", "indicators", "timeline", "sources", "method", "data", "charts", "regions", "concertation", "investment", "projects", "integrate", "news", "glossary", "legal", "privacy", "accessibility"}
}

func sectionsOf(words *locale.Localizer) []find.Section {
	var sections []find.Section
	for _, name := range Findable() {
		s := find.Section{Name: name}
		for _, word := range []struct {
			key  string
			into *string
		}{{"search.page." + name, &s.Title}, {"search.about." + name, &s.Text}, {"search.words." + name, &s.Also}} {
			*word.into = words.T(word.key)
		}
		sections = append(sections, s)
	}
	return sections
}

// Results is the page of what was found.
type Results struct {
	view.Page
	Text     string
	Kind     find.Kind // "" for all
	Mended   string    // says which words were read as others, "" for none
	Answers  int
	Found    locale.Phrase
	Partial  bool
	Counts   []KindCount
	Groups   []Group
	Near     []Suggestion
	Searched string // kinds that were looked through, where nothing was found
	Says     []Saying
	// Questions are those that readers come with, where nothing was asked for or found.
	Questions []Suggestion
}

// KindCount is how many answers of a kind there are, and where.
type KindCount struct {
	Word  string
	Count locale.Figure
	Href  string
}

// Suggestion is another search.
type Suggestion struct{ Text, Href string }

// Group is the answers of one kind.
type Group struct {
	Kind  find.Kind
	Title string
	Count locale.Figure
	N     int
	Items []Item
	All   string // where all are, "" when they are here
	Cut   int    // left out of the list of all
	List  string // where those are too, "" for nowhere
}

// How many answers of a kind a page shows: among others, and alone.
const (
	firstOnes = 5
	mostOnes  = 100
	fewEnough = 3 // regions that all that is known of each has room for
)

func (c *call) answer(text string, kind find.Kind, found find.Result) (web.Answer, error) {
	page := Results{Text: text, Kind: kind, Answers: found.Total(), Partial: found.Partial}
	c.title(&page, found)
	c.count(&page, found)
	if err := c.groups(&page, found); err != nil {
		return web.Answer{}, err
	}
	c.help(&page, found)
	page.Page = c.page
	return web.Answer{Template: "search/results", Data: page}, nil
}

func (c *call) title(page *Results, found find.Result) {
	c.page.Description = c.words.T("search.summary")
	if page.Text == "" {
		c.page.Title = c.words.T("search.title")
		return
	}
	c.page.Title = c.words.T("search.title_for", "text", page.Text)
	page.Mended = c.mended(found)
	page.Found = c.words.Phrase("search.found", "count", found.Total(), "n", sentence.Count(c.words, found.Total()), "text", c.query.Text())
}

func (c *call) count(page *Results, found find.Result) {
	for _, g := range found.Groups {
		word := c.words.T("search.kind." + string(g.Kind))
		page.Counts = append(page.Counts, KindCount{word, sentence.Count(c.words, g.Total), c.page.To.Search(c.query.Text(), string(g.Kind))})
	}
}

func (c *call) groups(page *Results, found find.Result) error {
	for _, g := range found.Groups {
		if page.Kind != "" && g.Kind != page.Kind {
			continue
		}
		shown := firstOnes
		if page.Kind != "" {
			shown = mostOnes
		}
		group := Group{Kind: g.Kind, N: g.Total, Count: sentence.Count(c.words, g.Total)}
		group.Title = c.words.T("search.kind." + string(g.Kind))
		c.wide = g.Total <= fewEnough
		for _, hit := range g.Hits[:min(shown, len(g.Hits))] {
			item, err := c.item(hit)
			if err != nil {
				return err
			}
			group.Items = append(group.Items, item)
		}
		switch left := g.Total - len(group.Items); {
		case page.Kind != "":
			group.Cut = left
		case left > 0:
			group.All = c.page.To.Search(c.query.Text(), string(g.Kind))
		}
		if group.Cut > 0 && g.Kind == find.Projects && c.CountProjects(catalog.ProjectQuery{Text: c.query.Text()}).Found > 0 {
			group.List = c.page.To.ProjectList(view.ProjectFilter{Text: c.query.Text()})
		}
		page.Groups = append(page.Groups, group)
	}
	return nil
}

package terms

import (
	"context"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pages makes the page of the glossary.
type Pages struct {
	site     *view.Site
	glossary *glossary.Glossary
}

// New returns the pages of a site.
func New(site *view.Site, g *glossary.Glossary) *Pages { return &Pages{site, g} }

// Routes returns the routes of the page in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		routes = append(routes, web.Route{Path: view.Links{Lang: lang}.Section("glossary"), Lang: lang, Read: p.page})
	}
	return routes
}

// Glossary is the page of all terms.
type Glossary struct {
	view.Page
	Terms   int
	Letters []Letter
}

// Letter is an initial with its terms.
type Letter struct {
	Letter string
	Terms  []Entry
}

// Entry is a term with what uses it.
type Entry struct {
	glossary.Term
	Also       string // its other spellings
	Foreign    bool   // its French long form is to be told too
	Measures   Uses
	Indicators Uses
}

// Uses are the first pages that use a term.
type Uses struct {
	*locale.Localizer
	Abbr  string
	Links []Link
	Count int    // with those left out
	More  int    // left out
	All   string // where they are
}

// Link leads to a page that uses a term.
type Link struct {
	Text, Href string
	Pillar     int
}

// most bounds the pages listed under a term; the search has them all.
const most = 6

func (p *Pages) page(_ context.Context, c *catalog.Catalog, r web.Request) (web.Answer, error) {
	frame := p.site.Frame(c, r.Words, r.Canonical)
	frame.Section = "glossary"
	if r.Publication > 0 {
		frame.LookBack(r.Publication)
	}
	terms := p.glossary.Terms(r.Lang)
	page := Glossary{Terms: len(terms)}
	for _, word := range []struct {
		key  string
		into *string
	}{{"glossary.title", &frame.Title}, {"glossary.summary", &frame.Description}} {
		*word.into = frame.T(word.key)
	}
	found := p.uses(c, frame)
	for i, t := range terms {
		if n := len(page.Letters); n == 0 || page.Letters[n-1].Letter != t.Abbr[:1] {
			page.Letters = append(page.Letters, Letter{Letter: t.Abbr[:1]})
		}
		letter := &page.Letters[len(page.Letters)-1]
		letter.Terms = append(letter.Terms, Entry{
			Term: t, Also: frame.List(t.Forms), Foreign: t.Long != t.French,
			Measures:   found.measures[i].cut(frame, t.Abbr, find.Measures),
			Indicators: found.indicators[i].cut(frame, t.Abbr, find.Indicators),
		})
	}
	page.Page = frame
	return web.Answer{Template: "terms/glossary", Data: page}, nil
}

// cut leaves the first ones and says where all are.
func (u Uses) cut(frame view.Page, abbr string, kind find.Kind) Uses {
	u.Localizer, u.Abbr, u.All, u.More = frame.Localizer, abbr, frame.To.Search(abbr, string(kind)), max(0, len(u.Links)-most)
	u.Count = len(u.Links)
	u.Links = u.Links[:len(u.Links)-u.More]
	return u
}

// users are the pages that use each term.
type users struct{ measures, indicators map[int]Uses }

// uses reads the texts of measures and indicators in both languages.
func (p *Pages) uses(c *catalog.Catalog, frame view.Page) users {
	found := users{map[int]Uses{}, map[int]Uses{}}
	add := func(into map[int]Uses, link Link, texts ...string) {
		for _, term := range p.mentioned(texts) {
			uses := into[term]
			uses.Links = append(uses.Links, link)
			into[term] = uses
		}
	}
	lang := string(frame.Lang())
	for _, m := range c.Measures() {
		texts := []string{m.Title.FR, m.Title.EN, m.ShortTitle.FR, m.ShortTitle.EN, m.Summary.FR, m.Summary.EN}
		for _, cell := range m.Cells {
			if a := cell.Assessment; a != nil {
				texts = append(texts, a.Justification.FR, a.Justification.EN)
			}
		}
		text := fmt.Sprintf("%d. %s", m.Number, frame.Text(m.ShortTitle.In(lang)))
		add(found.measures, Link{text, frame.To.Measure(m), m.In.Number}, texts...)
	}
	for _, ind := range c.Indicators() {
		link := Link{Text: frame.Text(ind.Label.In(lang)), Href: frame.To.Indicator(ind.Code)}
		add(found.indicators, link, ind.Label.FR, ind.Label.EN, ind.Description.FR, ind.Description.EN, ind.BreakNote)
	}
	return found
}

// mentioned returns the terms of some texts, each once.
func (p *Pages) mentioned(texts []string) []int {
	var terms []int
	for _, text := range texts {
		for _, use := range p.glossary.Find(text) {
			if !slices.Contains(terms, use.Term) {
				terms = append(terms, use.Term)
			}
		}
	}
	return terms
}

package glossary

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/segur-tracker/segur/internal/locale"
)

// Term is an abbreviation with its words in one language.
type Term struct {
	Slug   string   // "cpts": its place in the glossary
	Abbr   string   // "CPTS"
	Forms  []string // other spellings, "Ehpad"
	Long   string   // what it means in the language: in French, its long form
	French string   // the French long form
	Says   string   // one sentence
	spells [][]string
}

// Glossary finds terms and says what they mean. It never changes.
type Glossary struct {
	in     map[locale.Lang][]Term // by abbreviation
	byForm map[string]int         // place of a term by each of its spellings
}

// Slugs lists the places of the glossary, sorted.
func Slugs() []string { return slices.Sorted(maps.Keys(terms())) }

// New reads the words of every term. It fails when a text is missing.
func New(words *locale.Bundle) (*Glossary, error) {
	g := &Glossary{in: map[locale.Lang][]Term{}, byForm: map[string]int{}}
	french := words.For(locale.FR)
	for _, lang := range locale.Langs() {
		for slug, written := range terms() {
			g.in[lang] = append(g.in[lang], newTerm(french.In(lang), french, slug, written))
		}
		slices.SortFunc(g.in[lang], func(a, b Term) int { return cmp.Compare(a.Abbr, b.Abbr) })
	}
	for i, t := range g.in[locale.FR] {
		g.byForm[t.Abbr] = i
		for _, form := range t.Forms {
			g.byForm[form] = i
		}
	}
	if err := french.Err(); err != nil {
		return nil, fmt.Errorf("glossary: %w", err)
	}
	return g, nil
}

func newTerm(words, french *locale.Localizer, slug string, written term) Term {
	t := Term{Slug: slug, Abbr: written.abbr, Forms: written.forms}
	t.Long, t.Says = words.T("glossary.long."+slug), words.T("glossary.says."+slug)
	t.French = french.T("glossary.long." + slug)
	t.spells = spellings(t.Long, t.French)
	return t
}

// Terms returns every term in a language, by abbreviation.
func (g *Glossary) Terms(lang locale.Lang) []Term { return g.in[lang] }

// Initials returns the first letters of the terms, in order, each once.
func (g *Glossary) Initials() []string {
	var letters []string
	for _, t := range g.in[locale.FR] {
		letters = append(letters, t.Abbr[:1])
	}
	return slices.Compact(letters)
}

package publish

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
)

// mostNamed bounds what one clause of a proposed note names.
const mostNamed = 3

// noted is what a note is written about.
type noted struct {
	before, after *catalog.Catalog
	changes       segur.ChangeSet
	reverts       int // the publication that the changes undo, 0 for none
}

// note proposes the note of a publication in both languages: how much of what changes, and
// where. Whoever publishes edits it.
func (p *Pages) note(n noted) (segur.Text, error) {
	var texts [2]string
	words := p.site.Words.For(locale.FR)
	for i, lang := range []locale.Lang{locale.FR, locale.EN} {
		w := &preview.Words{Localizer: words.In(lang)}
		items := changelog.Describer{After: n.after, Before: n.before, Words: w.Localizer}.Describe(n.changes)
		writer := writer{w, n}
		texts[i] = writer.sentence(items)
	}
	return segur.Text{FR: texts[0], EN: texts[1]}, words.Err()
}

// writer writes a note in one language.
type writer struct {
	*preview.Words
	noted
}

// clause is what happens alike to some rows.
type clause struct {
	what  string
	items []changelog.Item
}

func (w writer) sentence(items []changelog.Item) string {
	var said []string
	for _, c := range clauses(items) {
		said = append(said, w.T("publish.note."+c.what, "count", len(c.items), "n", w.numeral(len(c.items)), "list", w.names(c)))
	}
	if len(said) == 0 {
		return ""
	}
	text := strings.Join(said, w.T("publish.note_and")) + "."
	if w.reverts > 0 {
		key := "publish.note_reverts"
		if e := w.before.Edition(w.reverts); e != nil && !e.UndoneBy(w.changes) {
			key = "publish.note_reverts_part"
		}
		return w.T(key, "number", strconv.Itoa(w.reverts), "text", text)
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// clauses joins what happens alike. New documents are not named beside what they are cited for.
func clauses(items []changelog.Item) []clause {
	others := slices.ContainsFunc(items, func(i changelog.Item) bool { return i.Ref.Table != segur.TableSources })
	var found []clause
	for _, item := range items {
		if others && item.Ref.Table == segur.TableSources {
			continue
		}
		what := happening(item)
		i := slices.IndexFunc(found, func(c clause) bool { return c.what == what })
		if i < 0 {
			found = append(found, clause{what: what})
			i = len(found) - 1
		}
		found[i].items = append(found[i].items, item)
	}
	return found
}

// happening returns the end of the key that words a change.
func happening(item changelog.Item) string {
	end := map[changelog.Kind]string{changelog.Added: "_added", changelog.Replaced: "_changed", changelog.Removed: "_removed"}[item.Kind]
	if item.Correction {
		end = "_corrected"
	}
	switch item.Ref.Table {
	case segur.TableAssessments:
		return "state" + end
	case segur.TableSearches:
		return "search" + end
	case segur.TableValues:
		return "value" + end
	case segur.TableIndicators:
		return "indicator" + end
	case segur.TableEvents:
		return "event" + end
	case segur.TableSources:
		return "source" + end
	case segur.TableProjects:
		return "project" + end
	case segur.TableStrategies, segur.TableStrategyRules:
		return "strategy" + end
	case segur.TableSessions:
		return "session" + end
	case segur.TableMeasures:
		return "measure"
	case segur.TableTexts:
		return said(segur.SiteText{ID: item.Ref.Key}, end)
	}
	return "row"
}

// said returns the end of the key that words a change of a text of the site.
func said(text segur.SiteText, end string) string {
	if _, ok := text.AltOf(); ok {
		return "alt"
	}
	if _, ok := text.WithdrawalOf(); ok {
		return "chart" + end
	}
	return "text"
}

// names says what a clause is about: measures by their numbers, one row in full, several
// figures by their indicators.
func (w writer) names(c clause) string {
	var names []string
	for _, item := range c.items {
		name := item.Subject
		switch {
		case byNumber(item.Ref.Table) && len(item.Measures) > 0:
			name = strconv.Itoa(item.Measures[0])
		case (len(c.items) > 1 || item.Ref.Table == segur.TableTexts) && item.Indicator != "":
			name = w.indicator(item)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if left := len(names) - mostNamed; left > 1 {
		names = append(names[:mostNamed], w.T("publish.note_others", "count", left))
	}
	list := w.List(names)
	if byNumber(c.items[0].Ref.Table) {
		return w.T("publish.note_measures", "count", len(names), "list", list)
	}
	return list
}

// byNumber tells the tables whose rows are named by the number of their measure.
func byNumber(table string) bool {
	return slices.Contains([]string{segur.TableAssessments, segur.TableMeasures, segur.TableSearches}, table)
}

func (w writer) indicator(item changelog.Item) string {
	for _, c := range []*catalog.Catalog{w.after, w.before} {
		if ind := c.Indicator(item.Indicator); ind != nil {
			return w.Text(ind.Label.In(string(w.Lang())))
		}
	}
	return item.Subject
}

// lastWord is the largest number that a note writes as a word.
const lastWord = 9

func (w writer) numeral(n int) string {
	if n < 2 || n > lastWord {
		return w.Number(float64(n), 0)
	}
	return w.T("publish.numeral.n" + strconv.Itoa(n))
}

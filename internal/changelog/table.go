package changelog

import (
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// table says how the rows of one table are told.
type table[T segur.Row] struct {
	name    string
	title   func(t *writer, old, now *T) title // one of the two may be nil
	subject func(t *writer, row T) subject
	about   func(t *writer, row T) about
	cells   func(t *writer, row T) []cell // the same columns for every row
}

// title is the key of what happened, and whether it corrects what was published.
type title struct {
	key        string
	correction bool
}

// subject is what a row is about, in a language.
type subject struct {
	text   string
	series string // the same without a territory
	lang   string
}

// about is what a row belongs to.
type about struct {
	measures  []int
	indicator string
	territory string
	sources   []string
}

// cell is one column of one row.
type cell struct {
	name  string
	label string // key
	shown string
	raw   string
	lang  string // when it is not the reader's
	told  bool
	text  bool
}

// longText is where a text no longer fits beside the one it replaces, in characters.
const longText = 50

// describer writes the items of one change set.
type writer struct {
	Describer
	changes segur.ChangeSet
	items   []Item
}

func (d Describer) writer(changes segur.ChangeSet) *writer {
	if d.Year == 0 {
		d.Year = d.After.Publication().PublishedAt.Year()
	}
	return &writer{Describer: d, changes: changes}
}

func (t *writer) word(key string, args ...any) string {
	return t.Words.T(key, args...)
}

// text returns the cells of a text in both languages.
func (t *writer) text(name string, label [2]string, text segur.Text) []cell {
	return []cell{
		t.worded(name+"_fr", label[0], text.FR, locale.FR),
		t.worded(name+"_en", label[1], text.EN, locale.EN),
	}
}

// worded returns the cell of a text in one language.
func (t *writer) worded(name, label, text string, lang locale.Lang) cell {
	return cell{name: name, label: label, shown: locale.Typography(lang, text), raw: text, lang: t.foreign(lang), text: true}
}

// foreign names a language that is not the reader's.
func (t *writer) foreign(lang locale.Lang) string {
	if lang == t.Words.Lang() {
		return ""
	}
	return string(lang)
}

// pick returns a text in the reader's language.
func (t *writer) pick(text segur.Text) string { return t.Words.Text(text.In(string(t.Words.Lang()))) }

// spoken is a table whatever the type of its rows.
type spoken struct {
	name    string
	item    func(*writer, segur.Change) Item
	subject func(*writer, segur.Row) subject
	cells   func(*writer, segur.Row) []cell
}

func speak[T segur.Row](tb table[T]) spoken {
	return spoken{
		name: tb.name,
		item: func(t *writer, c segur.Change) Item {
			var old, now *T
			if row, ok := c.Old.(T); ok {
				old = &row
			}
			if row, ok := c.New.(T); ok {
				now = &row
			}
			return item(t, tb, old, now)
		},
		subject: func(t *writer, row segur.Row) subject { return tb.subject(t, row.(T)) },
		cells:   func(t *writer, row segur.Row) []cell { return tb.cells(t, row.(T)) },
	}
}

// item tells what happened to a row; one of its versions may be absent.
func item[T segur.Row](t *writer, tb table[T], old, now *T) Item {
	kind := Replaced
	switch {
	case old == nil:
		kind = Added
	case now == nil:
		kind = Removed
	}
	row := now
	if row == nil {
		row = old
	}
	what, subject, about := tb.title(t, old, now), tb.subject(t, *row), tb.about(t, *row)
	var before, after []cell
	if old != nil {
		before = tb.cells(t, *old)
	}
	if now != nil {
		after = tb.cells(t, *now)
	}
	item := Item{
		Ref: segur.RowRef{Table: tb.name, Key: (*row).RowKey()}, Kind: kind,
		Title: t.word(what.key), Correction: what.correction, Subject: subject.text, Series: subject.series, Lang: subject.lang,
		Measures: about.measures, Indicator: about.indicator, Territory: about.territory,
		Fields: t.fields(before, after), Sources: about.sources,
	}
	if item.Territory != "" {
		item.Place = t.territory(item.Territory)
	}
	return item
}

// fields sets the columns of two versions of a row side by side; one of them may be absent.
func (t *writer) fields(before, after []cell) []Field {
	var out []Field
	for i := range max(len(before), len(after)) {
		var old, now cell
		if i < len(before) {
			old = before[i]
			now = cell{name: old.name, label: old.label, lang: old.lang, told: old.told, text: old.text}
		}
		if i < len(after) {
			now = after[i]
		}
		if old.raw == "" && now.raw == "" {
			continue
		}
		longest := max(utf8.RuneCountInString(old.shown), utf8.RuneCountInString(now.shown))
		label := now.name
		if now.label != "" {
			label = t.word(now.label)
		}
		out = append(out, Field{
			Name: now.name, Label: label, Old: old.shown, New: now.shown, OldRaw: old.raw, NewRaw: now.raw,
			Lang: now.lang, Told: now.told, Long: now.text && longest > longText,
		})
	}
	return out
}

// happened returns the title of a change that its kind tells alone.
func happened[T segur.Row](added, replaced, removed string) func(*writer, *T, *T) title {
	return func(_ *writer, old, now *T) title {
		switch {
		case old == nil:
			return title{key: added}
		case now == nil:
			return title{key: removed}
		}
		return title{key: replaced}
	}
}

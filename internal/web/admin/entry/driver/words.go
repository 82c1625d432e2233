package driver

import (
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Words words a page of entry.
type Words struct {
	Localizer *locale.Localizer // of the screen
	French    *locale.Localizer // of what is typed: figures are typed in French whatever the screen's language

	catalog *catalog.Catalog
	zone    *time.Location
}

// T words a text of the screen.
func (w *Words) T(key string, args ...any) string {
	return w.Localizer.T(key, args...)
}

// InFrench words a text that is published as it stands, whatever the language of the screen.
func (w *Words) InFrench(key string, args ...any) string {
	return w.French.T(key, args...)
}

// Options lists words of the dataset, each labelled as Label does, with the hint <key>_hint
// where there is one. The prefix ends with a point.
func (w *Words) Options(prefix string, words []string) []form.Option {
	var options []form.Option
	for _, word := range words {
		o := form.Option{Value: word, Label: w.Label(prefix, word)}
		if hint := labelKey(prefix, word) + "_hint"; w.Localizer.Has(hint) {
			o.Hint = w.T(hint)
		}
		options = append(options, o)
	}
	return options
}

// Label words a word of the dataset by <prefix><word>; the prefix ends with a point.
func (w *Words) Label(prefix, word string) string { return w.T(labelKey(prefix, word)) }

// labelKey steps aside for "other", which the locale files reserve for plurals.
func labelKey(prefix, word string) string {
	if word == "other" {
		word = "other_kind"
	}
	return prefix + word
}

// Choose puts an empty choice before some options.
func (w *Words) Choose(options []form.Option) []form.Option {
	return append([]form.Option{{Label: w.T("entry.choose")}}, options...)
}

// Published words what is published beside a question.
func (w *Words) Published(text string) string {
	if strings.TrimSpace(text) == "" {
		return w.T("entry.now_nothing")
	}
	return w.T("entry.now", "text", text)
}

// One is the values of a field that holds one text; none for "".
func One(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Text returns a text of the data in the reader's language, typeset.
func (w *Words) Text(t segur.Text) string { return w.Localizer.Text(t.In(string(w.Localizer.Lang()))) }

// Date writes a date as people read it, "" for none.
func (w *Words) Date(d segur.Date) string {
	if d.IsZero() {
		return ""
	}
	return sentence.Date(w.Localizer, d)
}

// Day writes the day of a moment, as people of the country read it.
func (w *Words) Day(at time.Time) string {
	local := at.In(w.zone)
	return w.Localizer.Date(local.Year(), int(local.Month()), local.Day())
}

// Period writes a period as people read it.
func (w *Words) Period(p segur.Period) string {
	if p.IsRange() {
		return w.Localizer.YearSpan(p.From.Year, p.To.Year)
	}
	return w.Date(p.From)
}

// TypedDate writes a date as it may be typed.
func (w *Words) TypedDate(d segur.Date) string {
	if d.IsZero() {
		return ""
	}
	return plain(sentence.Date(w.French, d))
}

// TypedPeriod writes a period as it may be typed.
func (w *Words) TypedPeriod(p segur.Period) string {
	if p.IsRange() {
		return w.French.Year(p.From.Year) + "-" + w.French.Year(p.To.Year)
	}
	return w.TypedDate(p.From)
}

// TypedNumber writes a figure as it may be typed, whatever the reader's language.
func (w *Words) TypedNumber(n segur.Number) string {
	return w.French.Number(n.Float(), segur.MaxDecimals)
}

// plain turns no-break spaces into those of a keyboard.
func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// Quantity writes a figure of an indicator with its unit.
func (w *Words) Quantity(ind segur.Indicator, n segur.Number) string {
	return w.Localizer.Quantity(n.Float(), ind.Decimals, ind.Unit).String()
}

// Territory names a territory in the reader's language; its code where it is unknown.
func (w *Words) Territory(code string) string {
	if t, ok := w.catalog.Territory(code); ok {
		return w.Text(t.Name)
	}
	return code
}

// sourceTitle names a document; its identifier where it is unknown.
func (w *Words) sourceTitle(id string) string {
	if source := w.catalog.Source(id); source != nil {
		return w.Localizer.Text(source.Title)
	}
	return id
}

func (w *Words) sourceOrigin(source segur.Source) string {
	if date := w.Date(source.PublishedOn); date != "" {
		return w.Localizer.Text(source.Publisher) + ", " + date
	}
	return w.Localizer.Text(source.Publisher)
}

// AboutMeasure makes the kicker of a measure.
func (w *Words) AboutMeasure(m *catalog.Measure) *Kicker {
	return &Kicker{
		Pillar: m.In.Number, Place: w.T("tile.place", "pillar", m.In.Number, "measure", m.Number), Text: w.Text(m.ShortTitle),
	}
}

// AboutIndicator makes the kicker of an indicator.
func (w *Words) AboutIndicator(i *catalog.Indicator) *Kicker {
	k := &Kicker{Text: w.Text(i.Label)}
	if len(i.Of) > 0 {
		k.Pillar = i.Of[0].In.Number
		k.Place = w.T("tile.place", "pillar", k.Pillar, "measure", i.Of[0].Number)
	}
	return k
}

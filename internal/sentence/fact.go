package sentence

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Fact is the sentence to paste into an article: when, how much of what, against which start, and
// the change between both. shown are the observed figures that it may use, in the order of the
// series; without any it states the goal.
func Fact(s *catalog.Series, shown []catalog.Observation, l *locale.Localizer) locale.Phrase {
	label := placed(s, l)
	if len(shown) == 0 {
		return planned(s, label, l)
	}
	start, last := shown[0], shown[len(shown)-1]
	for _, o := range shown {
		if o.Kind == segur.KindBaseline {
			start = o
		}
	}
	said := counted(s, last.Value, label, l)
	if start.FigureID() == last.FigureID() {
		return l.Phrase("fact.alone", "said", said)
	}
	ind := s.Indicator.Indicator
	since := When(l, ind.Nature, start.Value)
	facts := []any{"said", said, "start", again(l, ind, start.Value), "since", since}
	if slices.ContainsFunc(shown, func(o catalog.Observation) bool { return o.Break && o.Drawn.After(start.Drawn) }) {
		return l.Phrase("fact.changed", facts...)
	}
	key, change := moved(l, ind, start.Number, last.Number)
	return l.Phrase("fact."+key, append(facts, "change", change)...)
}

// placed names an indicator with its region: France needs no name, nor does a region that the
// label has already.
func placed(s *catalog.Series, l *locale.Localizer) string {
	lang := string(l.Lang())
	label, territory := l.Text(s.Indicator.Label.In(lang)), l.Text(s.Territory.Name.In(lang))
	if s.Territory.Code == segur.France || strings.Contains(label, territory) {
		return label
	}
	key := "fact.placed"
	if strings.HasSuffix(label, ")") {
		key = "fact.placed_after"
	}
	return l.T(key, "label", label, "territory", territory)
}

// counted begins the sentence: things that are counted are told with a verb, and everything else
// behind the name of the indicator, which no verb fits for sure.
func counted(s *catalog.Series, v segur.Value, label string, l *locale.Localizer) locale.Phrase {
	ind := s.Indicator.Indicator
	when := When(l, ind.Nature, v)
	if !countable(ind) || v.Number < segur.Int(2) {
		return l.Phrase("fact.named", "when", when, "label", label, "value", Of(l, ind, v))
	}
	number := locale.Figure{Value: v.Number.String(), Text: l.Number(v.Number.Float(), ind.Decimals), Of: v.FigureID()}
	return l.Phrase("fact.counted", "when", capital(when), "things", within(ind, label), "n", number)
}

// countable reports whether a label names several things of which there may be a number: units
// that count, and a French label that begins with a plural or with initials.
func countable(ind segur.Indicator) bool {
	switch ind.Unit {
	case "count", "persons", "beds", "places":
	default:
		return false
	}
	first, _, _ := strings.Cut(ind.Label.FR, " ")
	return strings.HasSuffix(first, "s") || strings.HasSuffix(first, "x") || initials(first)
}

func initials(word string) bool {
	return utf8.RuneCountInString(word) > 1 && strings.ToUpper(word) == word
}

// within writes a label inside a sentence: without its capital, unless it begins with initials or
// with a name, which has its capital in the middle of the other language as well.
func within(ind segur.Indicator, label string) string {
	first, _, _ := strings.Cut(label, " ")
	if initials(first) || strings.Contains(ind.Label.FR, " "+first) || strings.Contains(ind.Label.EN, " "+first) {
		return label
	}
	r, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToLower(r)) + label[size:]
}

func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// tellsFactor is the growth from which a percentage says less than a factor.
const tellsFactor = 3

// leastChange is the change under which a percentage says less than the difference.
const leastChange = 0.005

// moved is the change between two figures of a series, and the name of the sentence that tells it.
func moved(l *locale.Localizer, ind segur.Indicator, from, to segur.Number) (key string, change locale.Figure) {
	ratio := to.Float() / from.Float()
	switch {
	case from == to:
		return "same", locale.Figure{}
	case ind.Unit == "percent" || from <= 0 || to < 0 || math.Abs(ratio-1) < leastChange:
		return "moved", Difference(l, ind, to, from)
	case ratio >= tellsFactor:
		decimals := 1
		if ratio >= 10 {
			decimals = 0
		}
		rounded := math.Round(ratio*math.Pow10(decimals)) / math.Pow10(decimals)
		return "times", locale.Figure{Value: segur.Number(rounded * float64(segur.Int(1))).String(), Text: l.Number(rounded, decimals)}
	}
	return "moved", l.Change(ratio - 1)
}

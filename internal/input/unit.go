package input

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/segur-tracker/segur/internal/segur"
)

// quantity is a figure taken apart: "17 M€" is 17, of which each counts 10^6, in "€".
type quantity struct {
	number string
	scale  int    // decimal exponent of a word of magnitude, 0 for none
	unit   string // the family that unitWord gives, "" for none
	rest   string // letters that are no unit, "" for none
}

// scaleWords lists the words of magnitude, the longer ones first.
func scaleWords() []struct {
	word  string
	power int
} {
	return []struct {
		word  string
		power int
	}{
		{"milliards", 9}, {"milliard", 9}, {"millions", 6}, {"million", 6}, {"Mds", 9}, {"Md", 9}, {"M", 6},
		{"milliers", 3}, {"millier", 3}, {"k", 3},
	}
}

// The families of units, as they are typed.
const (
	euros   = "€"
	percent = "percent"
)

// unitWord gives the family of units that a word after a number names, "" for none.
func unitWord(word string) string {
	switch strings.ToLower(word) {
	case "€", "eur", "euro", "euros", "€/mois", "€ par mois", "euros par mois", "€ / mois":
		return euros
	case "%", "pour cent", "pourcent", "p. 100":
		return percent
	case "lit", "lits":
		return "beds"
	case "place", "places":
		return "places"
	case "personne", "personnes":
		return "persons"
	case "h", "heure", "heures":
		return "hours"
	case "j", "jour", "jours":
		return "days"
	}
	return ""
}

// takeApart separates a number from the magnitude and the unit typed after it.
func takeApart(text string) quantity {
	text = inFront(strings.TrimSpace(strings.Map(plainSpace, strings.ReplaceAll(text, "’", "'"))))
	end := strings.LastIndexAny(text, "0123456789") + 1
	q := quantity{number: text[:end]}
	tail := strings.TrimSpace(text[end:])
	for _, s := range scaleWords() {
		after, found := strings.CutPrefix(tail, s.word)
		if !found || (startsWithLetter(after) && unitWord(strings.TrimSpace(after)) == "") {
			continue // "Mo" is no magnitude
		}
		q.scale, tail = s.power, strings.TrimSpace(after)
		break
	}
	for _, link := range []string{"d'", "de "} {
		tail = strings.TrimSpace(strings.TrimPrefix(tail, link))
	}
	if q.unit = unitWord(tail); q.unit == "" {
		q.rest = tail
	}
	return q
}

// plainSpace makes every space between words or digits, narrow or fixed, a plain one.
func plainSpace(r rune) rune {
	if unicode.Is(unicode.Zs, r) {
		return ' '
	}
	return r
}

// inFront gives a number between parentheses, as accounts have it, the minus that it stands for.
func inFront(text string) string {
	inside, opened := strings.CutPrefix(text, "(")
	inside, closed := strings.CutSuffix(inside, ")")
	if inside = strings.TrimSpace(inside); opened && closed && inside != "" && isDigit(inside[0]) {
		return "-" + inside
	}
	return text
}

func startsWithLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) == 0 }

// isOf reports whether an indicator is counted in the unit that was typed. An indicator whose unit is
// still to be chosen takes any.
func (q quantity) isOf(ind segur.Indicator) bool {
	switch q.unit {
	case "":
		return true
	case euros:
		return slices.Contains([]string{"", "eur", "eur_per_month", "million_eur", "billion_eur"}, ind.Unit)
	}
	return ind.Unit == "" || ind.Unit == q.unit
}

// in returns the exponent by which the number counts in the indicator's unit: money that is typed with
// its sign is converted, "17 M€" being 17 for what is counted in millions of euros, as is "17 M".
func (q quantity) in(ind segur.Indicator) int {
	if q.unit == euros || q.scale == scaleOf(ind.Unit) {
		return q.scale - scaleOf(ind.Unit)
	}
	return q.scale
}

// shift moves the decimal mark of x to the right, exactly.
func shift(x float64, places int) (float64, error) {
	return strconv.ParseFloat(strconv.FormatFloat(x, 'f', -1, 64)+"e"+strconv.Itoa(places), 64)
}

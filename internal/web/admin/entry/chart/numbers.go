package chart

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
)

// strangers returns the numbers of a text, as they are written there, that a chart does not hold:
// neither in its table nor in what it says of itself. Each is named once.
func strangers(text string, lang locale.Lang, f chart.Chart) []string {
	reader := newReader(lang)
	held := map[float64]bool{}
	for _, said := range sayings(f) {
		for _, n := range reader.numbers(said) {
			held[n.value], held[n.value*n.scale] = true, true
		}
	}
	for _, row := range f.Table.Rows {
		for _, cell := range row.Cells {
			if value, err := strconv.ParseFloat(cell.Value, 64); err == nil {
				held[value] = true
			}
		}
	}
	var strange []string
	for _, n := range reader.numbers(text) {
		if !held[n.value] && !held[n.value*n.scale] && !slices.Contains(strange, n.written) {
			strange = append(strange, n.written)
		}
	}
	return strange
}

// sayings are all the words of a chart.
func sayings(f chart.Chart) []string {
	said := []string{f.Title.String(), f.Subtitle, f.Alt.String(), f.Table.Caption}
	for _, c := range f.Table.Columns {
		said = append(said, c.Label)
	}
	for _, row := range f.Table.Rows {
		said = append(said, row.Header)
		for _, cell := range row.Cells {
			said = append(said, cell.Text+cell.After)
		}
	}
	return said
}

// number is a number of a text. Its value is without sign; scale is what a word of magnitude
// behind it multiplies it by, 1 without one.
type number struct {
	written      string
	value, scale float64
}

// reader finds numbers as one language writes them.
type reader struct {
	pattern *regexp.Regexp // a letter before, the number, a word of magnitude behind
	plain   *strings.Replacer
}

// newReader returns the reader of a language. A letter before tells a number from a part of a name:
// "COVID-19".
func newReader(lang locale.Lang) reader {
	if lang == locale.EN {
		return reader{
			regexp.MustCompile(`(\pL-?)?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ \x{a0}\x{202f}]?(m\b|bn\b|million|billion))?`),
			strings.NewReplacer(",", ""),
		}
	}
	return reader{
		regexp.MustCompile(`(\pL-?)?(\d{1,3}(?:[ \x{a0}\x{202f}\x{2009}]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?:[ \x{a0}\x{202f}]?(M\b|Md\b|million|milliard))?`),
		strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", ",", "."),
	}
}

func (r reader) numbers(text string) []number {
	var found []number
	for _, match := range r.pattern.FindAllStringSubmatch(text, -1) {
		value, err := strconv.ParseFloat(r.plain.Replace(match[2]), 64)
		if match[1] == "" && err == nil {
			found = append(found, number{match[2], value, scale(match[3])})
		}
	}
	return found
}

func scale(word string) float64 {
	switch word {
	case "M", "m", "million":
		return 1e6
	case "Md", "bn", "milliard", "billion":
		return 1e9
	}
	return 1
}

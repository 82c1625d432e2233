package input

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Span is the time that a cell of a spreadsheet speaks of, both ends included, each as precise as it is written: a day,
// a month, a year, or the months of a quarter or half-year, which the dataset has no period for.
type Span struct{ From, To segur.Date }

// Period returns the period of the dataset that a span is, false for a day, a quarter and a half-year: which month
// stands for these depends on what is counted.
func (s Span) Period() (segur.Period, bool) {
	p, err := segur.ParsePeriod(segur.Period{From: s.From, To: s.To}.String())
	return p, err == nil
}

// ReadSpan reads what Period reads, days, quarters and half-years: "31/12/2021", "T3 2021", "2021-T3", "3e trimestre 2021",
// "1er semestre 2021", "S1 2021", "Q3 2021", "H1 2021". The error is a *ParseError: those of Period but period_day.
func ReadSpan(text string) (Span, error) {
	words, err := split("period", text)
	if err != nil {
		return Span{}, err
	}
	if s, ok := partOfYear(words); ok {
		return s.within(text)
	}
	if d, err := date("period", text, words); err == nil && d.Day > 0 {
		return Span{d, d}.within(text)
	}
	p, err := Period(text)
	return Span{p.From, p.To}, err
}

// within refuses a span outside of the years that are followed.
func (s Span) within(text string) (Span, error) {
	if _, err := segur.ParsePeriod(segur.Date{Year: s.From.Year}.String()); err != nil {
		return Span{}, parseError("period_bounds", text)
	}
	return s, nil
}

// partOfYear reads a quarter or a half-year, its year before or after it.
func partOfYear(words []string) (Span, bool) {
	joined := strings.Join(words, "")
	if len(joined) < len("2021t3") {
		return Span{}, false
	}
	for _, cut := range [][2]string{{joined[len(joined)-4:], joined[:len(joined)-4]}, {joined[:4], joined[4:]}} {
		year, numeric := number(cut[0], 4)
		months, named := partsOfYear()[cut[1]]
		if numeric && named {
			return Span{segur.Date{Year: year, Month: months[0]}, segur.Date{Year: year, Month: months[1]}}, true
		}
	}
	return Span{}, false
}

// partsOfYear lists the names of quarters and half-years, folded and without spaces, with their first and last month.
func partsOfYear() map[string][2]int {
	all := map[string][2]int{}
	for _, part := range []struct {
		count   int
		letters string
		names   []string
	}{
		{4, "tq", []string{"trimestre", "trim", "quarter"}},
		{2, "sh", []string{"semestre", "sem", "half", "halfyear"}},
	} {
		length := 12 / part.count
		for n := 1; n <= part.count; n++ {
			months, digit := [2]int{(n-1)*length + 1, n * length}, strconv.Itoa(n)
			for _, letter := range strings.Split(part.letters, "") {
				all[letter+digit] = months
				all[digit+letter] = months
			}
			for _, name := range part.names {
				all[name+digit] = months
				for _, ordinal := range ordinals(n) {
					all[ordinal+name] = months
				}
			}
		}
	}
	return all
}

// ordinals are the ways to write which one of a few it is, folded.
func ordinals(n int) []string {
	words := [4][]string{
		{"1er", "1ere", "premier", "1st", "first"}, {"second", "deuxieme", "2nd", "2nde", "2d"}, {"troisieme", "3rd", "third"}, {"quatrieme", "4th", "fourth"},
	}
	digit := strconv.Itoa(n)
	return append(words[n-1], digit, digit+"e", digit+"eme", digit+"ieme")
}

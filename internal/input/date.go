package input

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

// Years that a date of the plan may have; others are typing mistakes.
const (
	firstYear = 1900
	lastYear  = 2100
)

// longest bounds what is worth reading as a date or a period, in bytes.
const longest = 64

// Date reads a date as precise as it is typed: "2021", "07/2021", "juillet 2021", "21/07/2021",
// "21 juillet 2021", "1er juillet 2021", "2021-07-21". The error is a *ParseError: date_empty,
// date_format, date_short_year or date_absent.
func Date(text string) (segur.Date, error) {
	words, err := split("date", text)
	if err != nil {
		return segur.Date{}, err
	}
	return date("date", text, words)
}

// Period reads a year, a month or a range of years: "2025", "juin 2025", "06/2025", "2021-2029",
// "2021/2029", "de 2021 à 2029". The error is a *ParseError: period_empty, period_format,
// period_short_year, period_absent, period_day, period_order or period_bounds.
func Period(text string) (segur.Period, error) {
	words, err := split("period", text)
	if err != nil {
		return segur.Period{}, err
	}
	p, err := period(text, words)
	if err != nil {
		return segur.Period{}, err
	}
	if _, err := segur.ParsePeriod(p.String()); err != nil {
		return segur.Period{}, parseError("period_bounds", text)
	}
	return p, nil
}

func period(text string, words []string) (segur.Period, error) {
	if len(words) == 2 && len(words[0]) == 4 && len(words[1]) == 4 {
		from, errFrom := strconv.Atoi(words[0])
		to, errTo := strconv.Atoi(words[1])
		switch {
		case errFrom != nil || errTo != nil: // a month by its name: "juin 2025"
		case from >= to:
			return segur.Period{}, parseError("period_order", text)
		default:
			return segur.Period{From: segur.Date{Year: from}, To: segur.Date{Year: to}}, nil
		}
	}
	d, err := date("period", text, words)
	if err != nil {
		return segur.Period{}, err
	}
	if d.Day > 0 {
		return segur.Period{}, parseError("period_day", text, "month", segur.Date{Year: d.Year, Month: d.Month}.String())
	}
	return segur.Period{From: d, To: d}, nil
}

// split cuts a text into its numbers and names, without the small words around them.
func split(kind, text string) ([]string, error) {
	if len(text) > longest {
		return nil, parseError(kind+"_format", text)
	}
	var words []string
	for _, word := range strings.Fields(fold.Text(text)) {
		switch word {
		case "le", "en", "de", "du", "a", "au", "from", "to", "in", "of", "the":
			continue
		}
		words = append(words, word)
	}
	if strings.TrimSpace(text) == "" {
		return nil, parseError(kind+"_empty", text)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return strings.ContainsRune("+*=<>()[]{}:;?!&%$€", r) }) {
		return nil, parseError(kind+"_format", text)
	}
	return words, nil
}

// date reads words that end with a year, or begin with one followed by month and day.
func date(kind, text string, words []string) (segur.Date, error) {
	if len(words) < 1 || len(words) > 3 {
		return segur.Date{}, parseError(kind+"_format", text)
	}
	words = dayFirst(words)
	year, ok := number(words[len(words)-1], 4)
	if !ok {
		if _, short := number(words[len(words)-1], 2); short && len(words) > 1 {
			return segur.Date{}, parseError(kind+"_short_year", text, "example", exampleLike(words))
		}
		return segur.Date{}, parseError(kind+"_format", text)
	}
	d := segur.Date{Year: year}
	if len(words) > 1 {
		if d.Month, ok = month(words[len(words)-2]); !ok {
			return segur.Date{}, parseError(kind+"_format", text)
		}
	}
	if len(words) > 2 {
		if d.Day, ok = day(words[0]); !ok {
			return segur.Date{}, parseError(kind+"_format", text)
		}
	}
	switch {
	case year >= firstYear && year <= lastYear:
	case kind == "period":
		return segur.Date{}, parseError("period_bounds", text)
	default:
		return segur.Date{}, parseError(kind+"_format", text)
	}
	_, err := segur.ParseDate(d.String())
	if err != nil || (len(words) > 1 && d.Month == 0) || (len(words) > 2 && d.Day == 0) {
		return segur.Date{}, parseError(kind+"_absent", text)
	}
	return d, nil
}

// exampleLike is a date as precise as the one that was typed.
func exampleLike(words []string) string {
	if len(words) > 2 {
		return "21/07/2021"
	}
	return "07/2021"
}

// dayFirst puts year-month-day, and the English month-day-year, into the French order.
func dayFirst(words []string) []string {
	if _, ok := number(words[0], 4); ok && len(words) > 1 {
		turned := make([]string, 0, len(words))
		for i := range words {
			turned = append(turned, words[len(words)-1-i])
		}
		return turned
	}
	if _, named := monthNamed(words[0]); named && len(words) == 3 {
		return []string{words[1], words[0], words[2]}
	}
	return words
}

// number reads exactly digits digits, or one or two when digits is 2.
func number(word string, digits int) (int, bool) {
	if len(word) != digits && (digits != 2 || len(word) != 1) {
		return 0, false
	}
	if strings.Trim(word, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}

func day(word string) (int, bool) {
	for _, ending := range []string{"er", "st", "nd", "rd", "th"} {
		if bare, cut := strings.CutSuffix(word, ending); cut {
			word = bare
			break
		}
	}
	return number(word, 2)
}

func month(word string) (int, bool) {
	if n, ok := number(word, 2); ok {
		return n, true
	}
	return monthNamed(word)
}

// monthNamed reads the name of a month, or its beginning where no other month begins so.
func monthNamed(word string) (int, bool) {
	names := [12][2]string{
		{"janvier", "january"}, {"fevrier", "february"}, {"mars", "march"}, {"avril", "april"}, {"mai", "may"},
		{"juin", "june"}, {"juillet", "july"}, {"aout", "august"}, {"septembre", "september"},
		{"octobre", "october"}, {"novembre", "november"}, {"decembre", "december"},
	}
	found := 0
	for i, name := range names {
		if len(word) < 3 || (!strings.HasPrefix(name[0], word) && !strings.HasPrefix(name[1], word)) {
			continue
		}
		if found > 0 {
			return 0, false
		}
		found = i + 1
	}
	return found, found > 0
}

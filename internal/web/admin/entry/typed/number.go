package typed

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Number reads a figure of an indicator: "1 889", "1 889,5", "17 M", "2,5 Md". The error is a
// *Fault: number_empty, number_format, number_grouping, number_ambiguous, number_unit,
// number_long, number_precise, number_whole (no decimals at all), number_scaled (millions of
// what is counted in millions) or number_percent.
func Number(text string, ind segur.Indicator) (segur.Number, error) {
	x, err := locale.ParseNumber(text)
	if err != nil {
		return 0, fault(numberKey(err), text)
	}
	plain := strconv.FormatFloat(x, 'f', -1, 64)
	_, fraction, _ := strings.Cut(plain, ".")
	switch {
	case strings.ContainsFunc(text, unicode.IsLetter) && countsMillions(ind.Unit):
		return 0, fault("number_scaled", text)
	case len(fraction) > ind.Decimals && ind.Decimals == 0:
		return 0, fault("number_whole", text)
	case len(fraction) > ind.Decimals:
		return 0, fault("number_precise", text, "count", ind.Decimals)
	}
	n, _, err := segur.ParseNumber(plain)
	if err != nil {
		return 0, fault("number_long", text)
	}
	if ind.Unit == "percent" && (n < 0 || n > segur.Int(100)) {
		return 0, fault("number_percent", text)
	}
	return n, nil
}

// countsMillions reports whether the unit itself is a multiple, so that "17 M" would be one too
// many.
func countsMillions(unit string) bool {
	return unit == "million" || unit == "million_eur" || unit == "billion_eur"
}

func numberKey(err error) string {
	for _, c := range []struct {
		err error
		key string
	}{
		{locale.ErrNumberEmpty, "number_empty"}, {locale.ErrNumberGrouping, "number_grouping"},
		{locale.ErrNumberAmbiguous, "number_ambiguous"}, {locale.ErrNumberUnit, "number_unit"},
		{locale.ErrNumberTooLong, "number_long"},
	} {
		if errors.Is(err, c.err) {
			return c.key
		}
	}
	return "number_format"
}

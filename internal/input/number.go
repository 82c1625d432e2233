package input

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Number reads a figure of an indicator, alone or with its unit: "1 889", "1 889,5", "17 M", "2,5 Md€",
// "12 %". The error is a *ParseError: number_empty, number_format, number_grouping, number_ambiguous,
// number_unit (of another indicator), number_long, number_precise, number_whole (no decimals at all),
// number_scaled (millions of what is counted in billions), number_percent or number_below_zero.
func Number(text string, ind segur.Indicator) (segur.Number, error) {
	x, err := amount(text, ind)
	if err != nil {
		return 0, err
	}
	return fit(x, text, ind)
}

// StoredNumber reads a figure of an indicator as a spreadsheet stores it: digits and a point, "1889.5", which is never a mark
// between thousands. One that is shown as a percentage counts hundred times, and only for what is counted in percent. The error
// is one of Number.
func StoredNumber(text string, shownAsPercent bool, ind segur.Indicator) (segur.Number, error) {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || strings.Trim(text, "-.0123456789") != "":
		return 0, parseError("number_format", text)
	case shownAsPercent && ind.Unit != percent && ind.Unit != "":
		return 0, parseError("number_unit", text+" (%)", "unit", ind.Unit)
	case shownAsPercent:
		if x, err = shift(x, 2); err != nil {
			return 0, parseError("number_long", text)
		}
	}
	return fit(x, text, ind)
}

// fit makes an amount a figure of an indicator.
func fit(x float64, text string, ind segur.Indicator) (segur.Number, error) {
	plain := strconv.FormatFloat(x, 'f', -1, 64)
	_, fraction, _ := strings.Cut(plain, ".")
	switch {
	case len(fraction) > ind.Decimals && ind.Decimals == 0:
		return 0, parseError("number_whole", text)
	case len(fraction) > ind.Decimals:
		return 0, parseError("number_precise", text, "count", ind.Decimals)
	}
	n, _, err := segur.ParseNumber(plain)
	switch {
	case err != nil:
		return 0, parseError("number_long", text)
	case ind.Unit == "percent" && (n < 0 || n > segur.Int(100)):
		return 0, parseError("number_percent", text)
	case n < 0 && ind.Unit != "" && !ind.MayBeNegative():
		return 0, parseError("number_below_zero", text)
	}
	return n, nil
}

// amount reads what was typed in the indicator's unit.
func amount(text string, ind segur.Indicator) (float64, error) {
	if len(text) > longestNumber {
		return 0, parseError("number_long", text)
	}
	q := takeApart(text)
	switch {
	case q.number == "" && strings.TrimSpace(text) != "":
		return 0, parseError("number_format", text)
	case q.rest != "":
		return 0, parseError("number_format", text)
	case !q.isOf(ind):
		return 0, parseError("number_unit", text, "unit", ind.Unit)
	case q.scale > 0 && q.unit != euros && scaleOf(ind.Unit) > 0 && q.scale != scaleOf(ind.Unit):
		return 0, parseError("number_scaled", text)
	}
	x, wrong := plainNumber(q.number)
	if wrong != "" {
		return 0, parseError(wrong, text)
	}
	x, err := shift(x, q.in(ind))
	if err != nil {
		return 0, parseError("number_long", text)
	}
	return x, nil
}

// longestNumber bounds, in bytes, what is worth reading as one number.
const longestNumber = 64

// scaleOf returns the decimal exponent of a unit that is itself a multiple, 0 for any other: "17 M" of
// what is counted in millions is 17, of what is counted in billions it may be either.
func scaleOf(unit string) int {
	return map[string]int{"million": 6, "million_eur": 6, "billion_eur": 9}[unit]
}

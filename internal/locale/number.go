package locale

import (
	"math"
	"strconv"
	"strings"
)

// rounded is a number as it will be displayed: rounded, without sign, separators or trailing zeros.
type rounded struct {
	sign        int // -1, 0 or +1 of the displayed number, so 0.04 at one decimal has sign 0
	whole, frac string
	finite      bool
}

// newRounded rounds half away from zero on the decimal digits people typed, not on the binary
// fraction behind them: 1.005 at two decimals is 1.01. Browser code that rounds the digits of
// String(x) writes the same.
func newRounded(x float64, decimals int) rounded {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return rounded{}
	}
	decimals = max(decimals, 0)
	whole, frac, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'f', -1, 64), ".")
	if len(frac) > decimals {
		whole, frac = roundDigits(whole, frac, decimals)
	}
	f := rounded{whole: whole, frac: strings.TrimRight(frac, "0"), finite: true}
	if f.whole == "0" && f.frac == "" {
		return f
	}
	f.sign = 1
	if x < 0 {
		f.sign = -1
	}
	return f
}

// roundDigits keeps decimals digits of frac, which has more.
func roundDigits(whole, frac string, decimals int) (string, string) {
	kept := []byte("0" + whole + frac[:decimals])
	if frac[decimals] >= '5' {
		i := len(kept) - 1
		for ; kept[i] == '9'; i-- {
			kept[i] = '0'
		}
		kept[i]++
	}
	if kept[0] == '0' {
		kept = kept[1:]
	}
	point := len(kept) - decimals
	return string(kept[:point]), string(kept[point:])
}

// digits writes the figure without its sign.
func (f rounded) digits(st style) string {
	if !f.finite {
		return unknown
	}
	var b strings.Builder
	for i := range len(f.whole) {
		if i > 0 && (len(f.whole)-i)%3 == 0 {
			b.WriteString(st.thousands)
		}
		b.WriteByte(f.whole[i])
	}
	if f.frac != "" {
		b.WriteString(st.decimal)
		b.WriteString(f.frac)
	}
	return b.String()
}

// mark is the sign to print: a minus always, a plus when explicit, nothing for a displayed zero.
func (f rounded) mark(st style, explicit bool) string {
	switch {
	case f.sign == 0 || (f.sign > 0 && !explicit):
		return ""
	case !explicit:
		return minus
	case f.sign < 0:
		return minus + st.signGap
	}
	return "+" + st.signGap
}

// Number writes x with at most decimals decimals: "1 889,5", "1,889.5". It rounds half away from
// zero and drops trailing zeros; the minus is U+2212 and a rounded zero has none. What is not a
// finite number is written "–".
func (l *Localizer) Number(x float64, decimals int) string {
	f := newRounded(x, decimals)
	return f.mark(l.style, false) + f.digits(l.style)
}

// Ordinal writes a place from 1 on, of something feminine or masculine alike from 2 on: "7e", "7th".
func (l *Localizer) Ordinal(n int) string {
	digits := l.Number(float64(n), 0)
	if l.Lang() != EN {
		if n == 1 {
			return digits + "er"
		}
		return digits + "e"
	}
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return digits + "st"
	case n%10 == 2:
		return digits + "nd"
	case n%10 == 3:
		return digits + "rd"
	}
	return digits + "th"
}

// Signed is Number with an explicit sign, for changes: "+ 651" (no-break space), "+651"; zero is "0".
func (l *Localizer) Signed(x float64, decimals int) string {
	f := newRounded(x, decimals)
	return f.mark(l.style, true) + f.digits(l.style)
}

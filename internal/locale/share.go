package locale

import (
	"math"
	"strconv"
)

// Percent writes a share (1 is the whole) in whole percents: 0.6 is "60 %" or "60%". It says 0 and 100 of nothing else: what would be
// rounded to them is "less than 1 %", "99 %" or "more than 100 %", and a small step back has as many decimals as it takes.
func (l *Localizer) Percent(share float64) string {
	percent := hundredfold(share)
	switch whole := newRounded(percent, 0); {
	case percent == 0 || percent == 100 || !whole.finite:
	case whole.sign == 0 && percent > 0:
		return l.style.under + l.Quantity(1, 0, "percent").String()
	case whole.sign == 0:
		return l.Quantity(percent, decimals(percent), "percent").String()
	case whole.whole == "100" && percent > 100:
		return l.style.over + l.Quantity(100, 0, "percent").String()
	case whole.whole == "100" && percent > 0:
		return l.Quantity(99, 0, "percent").String()
	case whole.whole == "100":
		return l.Quantity(percent, decimals(percent), "percent").String()
	}
	return l.Quantity(percent, 0, "percent").String()
}

// Share is a share as a figure: for machines a ratio to a thousandth, with more digits where a thousandth would make it nothing or the
// whole; for readers as Percent writes it.
func (l *Localizer) Share(share float64) Figure {
	digits := 3
	for kept := share; digits < maxDigits; digits++ {
		if kept = round(share, digits); (kept != 0 && math.Abs(kept) != 1) || kept == share {
			break
		}
	}
	return Figure{Value: strconv.FormatFloat(round(share, digits), 'f', -1, 64), Text: l.Percent(share)}
}

// Change is a relative change as a figure, 0.12 for machines and "+ 12 %" for readers: in whole percents, with as many decimals as it
// takes where they would say that nothing changed, or that all came or went.
func (l *Localizer) Change(change float64) Figure {
	percent := hundredfold(change)
	text := l.SignedQuantity(percent, decimals(percent), "percent").String()
	return Figure{Value: l.Share(change).Value, Text: text}
}

// Ratio is the quotient of two shares as a figure, with two decimals or as many as it takes to be neither none nor the same.
func (l *Localizer) Ratio(x float64) Figure {
	digits := 2
	for ; digits < maxDigits; digits++ {
		if kept := round(x, digits); (kept != 0 && kept != 1) || kept == x {
			break
		}
	}
	return Figure{Value: l.Share(x).Value, Text: l.Number(x, digits)}
}

// Exact is a share with one decimal at least where it has one, and whether that says all of it.
func (l *Localizer) Exact(share float64) (f Figure, whole bool) {
	percent := hundredfold(share)
	digits := max(1, decimals(percent))
	return Figure{Value: l.Share(share).Value, Text: l.Quantity(percent, digits, "percent").String()}, round(percent, digits) == percent
}

// maxDigits bounds the decimals of a number that is close to another.
const maxDigits = 9

// decimals returns how many decimals a percentage needs, so that it says 0 or 100 only when it is so.
func decimals(percent float64) int {
	for n := range maxDigits {
		kept := math.Abs(round(percent, n))
		if kept == math.Abs(percent) || (kept != 0 && kept != 100) {
			return n
		}
	}
	return maxDigits
}

func round(x float64, decimals int) float64 {
	f := newRounded(x, decimals)
	kept, err := strconv.ParseFloat(f.whole+"."+f.frac+"0", 64)
	if err != nil {
		return x
	}
	return kept * float64(f.sign)
}

// hundredfold shifts the typed digits, which keeps 0.575 at 57.5; multiplying would make it 57.49….
func hundredfold(share float64) float64 {
	if x, err := strconv.ParseFloat(strconv.FormatFloat(share, 'f', -1, 64)+"e2", 64); err == nil {
		return x
	}
	return share * 100
}

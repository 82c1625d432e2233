package segur

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// MaxDecimals is the finest precision a published figure may have.
const MaxDecimals = 3

const numberScale = 1000

// MaxWhole keeps every sum and difference of two numbers inside an int64.
const MaxWhole = 1 << 50

// Number is a published figure as an exact count of thousandths of its unit: 1.5 billion
// euros is Number(1500) with the unit billion_eur. Floating point never stores a figure.
type Number int64

// ErrNumber is returned for text that is not a plain decimal number of at most three decimals.
var ErrNumber = errors.New("not a number of at most three decimals")

// ParseNumber reads the form of the dataset: an optional minus, digits, and optionally a
// point with one to three decimals. It returns the number and its count of decimals.
func ParseNumber(s string) (Number, int, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if !allDigits(whole) || (hasPoint && !allDigits(fraction)) || len(fraction) > MaxDecimals {
		return 0, 0, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	w, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || w > MaxWhole/numberScale {
		return 0, 0, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	f, err := strconv.ParseInt((fraction + "000")[:MaxDecimals], 10, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	n := Number(w*numberScale + f)
	if negative {
		n = -n
	}
	return n, len(fraction), nil
}

func allDigits(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Int returns the number for a whole count.
func Int(n int) Number { return Number(n) * numberScale }

// Float returns the figure in its unit, for drawing and formatting only.
func (n Number) Float() float64 { return float64(n) / numberScale }

// Round returns the number with at most so many decimals, halves away from zero.
func (n Number) Round(decimals int) Number {
	step := Number(math.Pow10(MaxDecimals - decimals))
	half := step / 2
	if n < 0 {
		half = -half
	}
	return (n + half) / step * step
}

// String returns the plain decimal form without trailing zeros, as in the dataset and in
// the value attribute of <data>: "1889", "6.5", "-0.25".
func (n Number) String() string {
	sign, v := "", int64(n)
	if v < 0 {
		sign, v = "-", -v
	}
	text := sign + strconv.FormatInt(v/numberScale, 10)
	if rest := v % numberScale; rest != 0 {
		text += "." + strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
	}
	return text
}

// MayBeNegative reports whether a figure of an indicator may lie below zero: an amount of money that
// came in or went out (a saving, a deficit, a withdrawn credit), or that is stated as such. A count
// may not, nor a share, a stock of money, a running total or what somebody is paid.
func (ind Indicator) MayBeNegative() bool {
	switch ind.Unit {
	case "eur", "million_eur", "billion_eur":
		return ind.Nature == NatureFlow || ind.Nature == NatureAmount
	}
	return false
}

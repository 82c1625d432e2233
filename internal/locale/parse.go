package locale

import (
	"errors"
	"strconv"
	"strings"
)

// What ParseNumber refuses, for the caller to explain in the words of its screen.
var (
	ErrNumberEmpty     = errors.New("locale: no number given")
	ErrNumberFormat    = errors.New("locale: not a number")
	ErrNumberGrouping  = errors.New("locale: thousands are not in groups of three")
	ErrNumberAmbiguous = errors.New("locale: a dot before three digits may mean thousands or decimals")
	ErrNumberUnit      = errors.New("locale: a number with a unit")
	ErrNumberTooLong   = errors.New("locale: too many digits")
)

// maxNumberBytes bounds what is worth reading as one number of a spreadsheet.
const maxNumberBytes = 64

// ParseNumber reads a number as French people type it: "1 889", "1 889,5", "−3", "17 M" (millions),
// "2,5 Md" (thousand millions). Groups may be set apart by a space, U+00A0, U+202F or U+2009. A
// decimal dot is read as well, except where it may be an English or Swiss group ("1.889"). The
// error is, or wraps, one of the ErrNumber values.
func ParseNumber(s string) (float64, error) {
	if len(s) > maxNumberBytes {
		return 0, ErrNumberTooLong
	}
	s = strings.TrimSpace(plainSpaces(s))
	if s == "" {
		return 0, ErrNumberEmpty
	}
	s, negative := cutSign(s)
	s, exponent := cutScale(s)
	whole, frac, err := splitNumber(s)
	if err != nil {
		return 0, err
	}
	x, err := strconv.ParseFloat(whole+"."+frac+exponent, 64)
	if err != nil {
		return 0, ErrNumberTooLong
	}
	if negative && x != 0 {
		x = -x
	}
	return x, nil
}

func plainSpaces(s string) string {
	return strings.NewReplacer(nbsp, " ", nnbsp, " ", "\u2009", " ").Replace(s)
}

func cutSign(s string) (rest string, negative bool) {
	for _, sign := range []string{"-", minus, "+"} {
		if after, ok := strings.CutPrefix(s, sign); ok {
			return strings.TrimLeft(after, " "), sign != "+"
		}
	}
	return s, false
}

// cutScale removes a word of magnitude and returns it as a decimal exponent.
func cutScale(s string) (rest, exponent string) {
	i := strings.LastIndexAny(s, "0123456789") + 1
	number, word := s[:i], strings.TrimLeft(s[i:], " ")
	switch word {
	case "M", "million", "millions":
		return number, "e6"
	case "Md", "Mds", "milliard", "milliards":
		return number, "e9"
	}
	return s, ""
}

// splitNumber takes a number without sign or scale apart and removes the group spaces.
func splitNumber(s string) (whole, frac string, err error) {
	whole, frac, mark := s, "", strings.IndexAny(s, ",.")
	if mark >= 0 {
		whole, frac = s[:mark], s[mark+1:]
		if frac == "" {
			return "", "", ErrNumberFormat
		}
	}
	if err := checkDigits(s, whole, frac); err != nil {
		return "", "", err
	}
	if mark >= 0 && s[mark] == '.' && len(frac) == 3 && len(whole) <= 3 && whole[0] != '0' {
		return "", "", ErrNumberAmbiguous
	}
	whole, err = joinGroups(whole)
	return whole, frac, err
}

func checkDigits(s, whole, frac string) error {
	if strings.Trim(whole, "0123456789 ") == "" && strings.Trim(frac, "0123456789") == "" && whole != "" {
		return nil
	}
	if s != "" && isDigit(s[0]) && strings.ContainsAny(s, "€%") {
		return ErrNumberUnit
	}
	return ErrNumberFormat
}

func joinGroups(whole string) (string, error) {
	groups := strings.Split(whole, " ")
	if len(groups) == 1 {
		return whole, nil
	}
	if n := len(groups[0]); n < 1 || n > 3 || groups[0][0] == '0' {
		return "", ErrNumberGrouping
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", ErrNumberGrouping
		}
	}
	return strings.Join(groups, ""), nil
}

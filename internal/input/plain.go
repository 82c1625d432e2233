package input

import (
	"strconv"
	"strings"
)

// plainNumber reads a number without unit: "1 889", "1 889,5", "−3". Groups are set apart by spaces.
// A decimal dot is read as well, except where it may be an English or Swiss group ("1.889"). What is
// wrong is named like the key of a ParseError, "" for nothing.
func plainNumber(text string) (x float64, wrong string) {
	if text == "" {
		return 0, "number_empty"
	}
	text, negative := cutSign(text)
	whole, fraction, marked := cutAny(text, ",.")
	if whole == "" || strings.Trim(whole, "0123456789 ") != "" || strings.Trim(fraction, "0123456789") != "" {
		return 0, "number_format"
	}
	if marked == "." && len(fraction) == 3 && len(whole) <= 3 && whole[0] != '0' {
		return 0, "number_ambiguous"
	}
	whole, ok := joinGroups(whole)
	if !ok {
		return 0, "number_grouping"
	}
	x, err := strconv.ParseFloat(whole+"."+fraction, 64)
	if err != nil {
		return 0, "number_long"
	}
	if negative && x != 0 {
		x = -x
	}
	return x, ""
}

func cutSign(text string) (rest string, negative bool) {
	for _, sign := range []string{"-", "\u2212", "+"} {
		if after, ok := strings.CutPrefix(text, sign); ok {
			return strings.TrimLeft(after, " "), sign != "+"
		}
	}
	return text, false
}

// cutAny cuts a text at the first of some marks, and says which it was.
func cutAny(text, marks string) (before, after, mark string) {
	i := strings.IndexAny(text, marks)
	if i < 0 {
		return text, "", ""
	}
	return text[:i], text[i+1:], text[i : i+1]
}

// joinGroups removes the spaces between groups of three digits.
func joinGroups(whole string) (digits string, ok bool) {
	groups := strings.Split(whole, " ")
	if len(groups) == 1 {
		return whole, true
	}
	if n := len(groups[0]); n < 1 || n > 3 || groups[0][0] == '0' {
		return "", false
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

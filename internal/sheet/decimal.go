package sheet

import (
	"math"
	"strconv"
	"strings"
)

// digits is how many digits of a number spreadsheets keep and show. What is stored beyond is how binary numbers miss
// decimal ones: "7.0000000000000007E-2" is 0.07.
const digits = 15

// decimal gives a number as it is stored by digits and a point alone, without what binary arithmetic adds.
func decimal(stored string) (string, bool) {
	if text, ok := short(stored); ok {
		return text, true
	}
	x, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) || strings.ContainsAny(stored, "_xXpP") {
		return "", false
	}
	return inDigits(x), true
}

// inDigits writes a number in as many digits as spreadsheets keep.
func inDigits(x float64) string {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'e', digits-1, 64), 64) // it was one
	if x == 0 {
		return "0"
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// short takes a number that is written plainly already, as most are.
func short(stored string) (string, bool) {
	body, negative := strings.CutPrefix(stored, "-")
	point, length := -1, len(body)
	for i, c := range []byte(body) {
		switch {
		case '0' <= c && c <= '9':
		case c == '.' && point < 0 && i > 0:
			point = i
		default:
			return "", false
		}
	}
	if length == 0 || length > digits || body[length-1] == '.' || body[0] == '0' && length > 1 && point != 1 {
		return "", false
	}
	if point > 0 && body[length-1] == '0' {
		body = strings.TrimRight(strings.TrimRight(body, "0"), ".")
	}
	if negative && body != "0" {
		return stored[:1+len(body)], true
	}
	return body, true
}

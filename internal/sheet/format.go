package sheet

import "strings"

// class is what a number format shows a number as.
type class int

const (
	plain class = iota
	percent
	day     // a date, with or without a time
	clock   // a time of the day
	elapsed // hours that are not taken modulo a day
)

// builtIn classifies the formats that workbooks name by number alone, those of eastern calendars included.
func builtIn(id int) class {
	switch {
	case id == 9, id == 10:
		return percent
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return day
	case id >= 18 && id <= 21, id == 45, id == 47, id >= 32 && id <= 35, id == 55, id == 56:
		return clock
	case id == 46:
		return elapsed
	}
	return plain
}

// classify reads the code of a format, "0.0 %", "dd/mm/yyyy", or as French programs show it, "jj/mm/aaaa". The
// part for positive numbers decides. Texts that stand in it as they are count for nothing.
func classify(code string) class {
	code = strings.ToLower(code)
	if code == "general" || code == "standard" || code == "@" {
		return plain
	}
	marks, hours := bare(code)
	switch {
	case strings.ContainsAny(marks, "ydja"), strings.Contains(marks, "m") && !strings.ContainsAny(marks, "hs:"):
		return day
	case hours:
		return elapsed
	case strings.ContainsAny(marks, "hs"):
		return clock
	case strings.Contains(marks, "%"):
		return percent
	}
	return plain
}

// bare returns the first part of a code without its texts and conditions, and whether it counts hours on.
func bare(code string) (marks string, hours bool) {
	code = strings.NewReplacer("am/pm", "", "a/p", "", "general", "", "standard", "").Replace(code)
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return out.String(), hours
		case '\\', '_', '*': // the next letter as it is, its width, or as often as it fits
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return out.String(), hours
			}
			inside := code[i+1 : i+1+end]
			hours = hours || c == '[' && inside != "" && strings.Trim(inside, "hms") == ""
			i += end + 1
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), hours
}

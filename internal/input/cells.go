package input

import "strings"

// rows takes a text apart that was copied from a spreadsheet, or typed like one. A cell between quotes holds what it holds, line ends
// and separators included, and its own quotes doubled; one that only begins with a quote is text like another.
func rows(text, separator string) [][]string {
	var all [][]string
	var row []string
	for {
		cell, rest := cut(text, separator)
		row = append(row, cell)
		after, more := strings.CutPrefix(rest, separator)
		if more {
			text = after
			continue
		}
		all, row = append(all, row), nil
		if text, more = strings.CutPrefix(rest, "\n"); !more {
			return all
		}
	}
}

// cut returns the first cell of a text, in one line and without space around it, and what follows it.
func cut(text, separator string) (cell, rest string) {
	if inside, after, ok := quoted(text, separator); ok {
		return inOneLine(inside), after
	}
	end := strings.IndexAny(text, separator+"\n")
	if end < 0 {
		end = len(text)
	}
	return strings.TrimSpace(text[:end]), text[end:]
}

// quoted reads a cell between quotes, false where the first cell is none.
func quoted(text, separator string) (inside, rest string, ok bool) {
	rest, ok = strings.CutPrefix(strings.TrimLeft(text, " "), `"`)
	if !ok {
		return "", "", false
	}
	var b strings.Builder
	for {
		before, after, closed := strings.Cut(rest, `"`)
		if !closed {
			return "", "", false
		}
		b.WriteString(before)
		if rest, ok = strings.CutPrefix(after, `"`); ok {
			b.WriteByte('"')
			continue
		}
		after = strings.TrimLeft(after, " ")
		ends := after == "" || strings.HasPrefix(after, separator) || after[0] == '\n'
		return b.String(), after, ends
	}
}

// inOneLine joins the lines of a cell: a number and the remark below it are one text, which is no number. Two numbers stay two: a space
// between them would separate thousands.
func inOneLine(cell string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(cell, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if before := b.String(); before != "" {
			joint := " "
			if isDigit(before[len(before)-1]) && isDigit(line[0]) {
				joint = " / "
			}
			b.WriteString(joint)
		}
		b.WriteString(line)
	}
	return b.String()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

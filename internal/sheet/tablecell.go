package sheet

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// tableCell reads the cell that starts, and adds it as often as it stands.
func (t *tables) tableCell(covered bool) error {
	times := repeated(t.in.Attr("table:number-columns-repeated"))
	column := t.column + 1
	t.column += times
	c := Cell{Column: column, Across: 1, Down: 1, Covered: covered}
	if across := t.in.Attr("table:number-columns-spanned"); across != nil {
		c.Across = repeated(across)
	}
	if down := t.in.Attr("table:number-rows-spanned"); down != nil {
		c.Down = repeated(down)
	}
	formula := t.in.Attr("table:formula")
	c.Formula = formula != nil
	if bytes.Contains(formula, []byte("'file:")) {
		return t.refuse(ReasonLinks, column, 0)
	}
	failed := string(t.in.Attr("calcext:value-type")) == "error"
	kind := string(t.in.Attr("office:value-type"))
	whole := t.in.Attr("office:string-value") != nil
	if !t.fill(&c, kind) {
		return t.refuse(ReasonBroken, column, 0)
	}
	if err := t.paragraphs(); err != nil {
		return err
	}
	switch {
	case failed, c.Formula && kind == "string" && isError(t.text):
		c.Kind, c.Text = Error, string(t.text)
	case kind == "string" && !whole, kind == "" && (len(t.text) > 0 || c.Formula): // LibreOffice writes an empty text without a type
		c.Kind, c.Text = Text, string(t.text)
	}
	if c.Kind == Empty && !c.Formula {
		return nil
	}
	for i := range times {
		c.Column = column + i
		if err := t.add(c); err != nil {
			return err
		}
	}
	return nil
}

// isError reports whether a formula says that it failed, in a file whose program does not say so otherwise.
func isError(text []byte) bool {
	return slices.Contains([]string{"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"}, string(text)) ||
		bytes.HasPrefix(text, []byte("Err:5"))
}

// fill gives a cell the value of its attributes, and reports whether it can be one.
func (t *tables) fill(c *Cell, kind string) bool {
	switch kind {
	case "float", "currency", "percentage":
		c.take(Number, decimal, string(t.in.Attr("office:value")))
		c.Percent = c.Kind == Number && kind == "percentage"
	case "date":
		c.take(Date, isoDay, string(t.in.Attr("office:date-value")))
	case "time":
		c.take(Time, isoTime, string(t.in.Attr("office:time-value")))
	case "boolean":
		c.Kind, c.Text = Bool, strconv.FormatBool(truth(t.in.Attr("office:boolean-value")))
	case "string":
		c.Kind, c.Text = Text, string(t.in.Attr("office:string-value"))
	case "", "void":
	default:
		return false
	}
	return true
}

// paragraphs reads the text of the cell that starts, up to its end: a line for each paragraph. Notes beside the cell,
// drawings and tables in it are none of it.
func (t *tables) paragraphs() error {
	t.text = t.text[:0]
	first := true
	for {
		event, err := t.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End:
			return nil
		case event != markup.Start:
			continue
		case string(t.in.Name()) != "text:p":
			err = t.in.Skip()
		default:
			if !first {
				t.text = append(t.text, '\n')
			}
			first = false
			err = t.paragraph()
		}
		if err != nil {
			return err
		}
	}
}

// paragraph reads the paragraph that starts. Runs of spaces are one, unless they are counted.
func (t *tables) paragraph() error {
	depth, spaced := t.in.Depth(), true
	for {
		event, err := t.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End && t.in.Depth() < depth:
			return nil
		case event == markup.Text:
			spaced = t.words(t.in.Text(), spaced)
			continue
		case event != markup.Start:
			continue
		}
		switch string(t.in.Name()) {
		case "text:s":
			n := 1
			if count := t.in.Attr("text:c"); count != nil {
				n = min(repeated(count), t.most())
			}
			t.text = append(t.text, bytes.Repeat([]byte(" "), min(n, max(0, t.most()-len(t.text))))...)
		case "text:tab":
			t.text = append(t.text, '\t')
		case "text:line-break":
			t.text = append(t.text, '\n')
		case "text:span", "text:a", "text:ruby", "text:ruby-base", "text:sheet-name", "text:date", "text:time", "text:title":
			continue
		default:
			err = t.in.Skip()
		}
		if spaced = false; err != nil {
			return err
		}
	}
}

// words adds text, and reports whether it ends with space.
func (t *tables) words(text []byte, spaced bool) bool {
	for _, c := range text {
		blank := c == ' ' || c == '\n' || c == '\t' || c == '\r'
		if blank && spaced || len(t.text) >= t.most() {
			continue
		}
		if spaced = blank; blank {
			c = ' '
		}
		t.text = append(t.text, c)
	}
	return spaced
}

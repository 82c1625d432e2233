package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// rows gives the rows of every sheet.
func (w *workbook) rows(s *sink) error {
	if w.shared == nil {
		s.part = w.texts
		shared, err := readTexts(s.ctx, w.packed, w.texts, w.limits, s.most())
		if err != nil {
			return err
		}
		w.shared = shared
	}
	for _, sheet := range w.sheets {
		s.part = sheet.part
		if err := s.begin(sheet.name, sheet.hidden); err != nil {
			return err
		}
		if err := w.read(s, sheet); err != nil {
			return err
		}
	}
	return nil
}

func (w *workbook) read(s *sink, of worksheet) error {
	var ranges *merged
	err := w.open(s, of.part, func(r io.Reader) (err error) {
		ranges, err = findMerged(r, s.limits.Columns)
		return err
	})
	if err != nil {
		return err
	}
	return w.open(s, of.part, func(r io.Reader) error {
		g := &grid{sink: s, book: w, merged: ranges, in: markup.New(r)}
		return g.read()
	})
}

func (w *workbook) open(s *sink, part string, read func(io.Reader) error) error {
	from, err := w.packed.Open(part)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // nothing was written
	return read(reading{s.ctx, from})
}

// grid is a worksheet being read.
type grid struct {
	*sink
	book   *workbook
	merged *merged
	in     *markup.Reader
	number int // of the row
	column int
	value  []byte
	inline []byte
}

// read gives every row. What stands around the cells is well formed or the sheet is broken.
func (g *grid) read() error {
	for {
		event, err := g.in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case event != markup.Start:
			continue
		}
		switch local := string(g.in.Local()); {
		case g.in.Depth() == 1 && local != "worksheet":
			return g.refuse(ReasonBroken, 0, 0)
		case g.in.Depth() == 2 && local != "sheetData":
			err = g.in.Skip()
		case g.in.Depth() == 3 && local == "row":
			err = g.readRow()
		}
		if err != nil {
			return err
		}
	}
}

// readRow reads the row that starts.
func (g *grid) readRow() error {
	number := g.number + 1
	if r := g.in.Attr("r"); r != nil {
		n, err := strconv.Atoi(string(r))
		if err != nil {
			return g.refuse(ReasonBroken, 0, 0)
		}
		number = n
	}
	hidden := truth(g.in.Attr("hidden"))
	if err := g.start(number); err != nil {
		return err
	}
	g.number, g.column, g.row.Hidden = number, 0, hidden
	g.merged.to(number)
	for {
		event, err := g.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End:
			return g.give()
		case event != markup.Start:
			continue
		case string(g.in.Local()) == "c":
			err = g.readCell()
		default:
			err = g.in.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// readCell reads the cell that starts.
func (g *grid) readCell() error {
	g.column++
	if r := g.in.Attr("r"); r != nil {
		column, row, ok := address(r)
		if !ok || row != g.number || column < g.column {
			return g.refuse(ReasonBroken, g.column, 0)
		}
		g.column = column
	}
	c, kind, shown := Cell{Column: g.column}, kindOf(g.in.Attr("t")), g.book.styles.of(g.in.Attr("s"))
	valued := false
	g.value, g.inline = g.value[:0], g.inline[:0]
	for ended := false; !ended; {
		event, err := g.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End:
			ended = true
		case event == markup.Text:
		case string(g.in.Local()) == "v":
			valued = true
			g.value, err = g.inside(g.value)
		case string(g.in.Local()) == "is":
			g.inline, err = richText(g.in, g.inline, g.most())
		case string(g.in.Local()) == "f":
			c.Formula = true
			err = g.in.Skip()
		default:
			err = g.in.Skip()
		}
		if err != nil {
			return err
		}
	}
	if !g.fill(&c, kind, shown, valued) {
		return g.refuse(ReasonBroken, g.column, 0)
	}
	g.merged.mark(&c, g.number)
	return g.add(c)
}

// inside reads the text of the element that starts, up to its end.
func (g *grid) inside(text []byte) ([]byte, error) {
	depth := g.in.Depth()
	for {
		event, err := g.in.Next()
		switch {
		case err != nil:
			return text, err
		case event == markup.Text && len(text) < g.most():
			text = append(text, g.in.Text()...)
		case event == markup.End && g.in.Depth() < depth:
			return text, nil
		}
	}
}

// The types of cells, as they are written.
const (
	typeNumber = iota
	typeShared
	typeText
	typeInline
	typeBool
	typeError
	typeDate
	typeUnknown
)

func kindOf(t []byte) int {
	switch string(t) {
	case "", "n":
		return typeNumber
	case "s":
		return typeShared
	case "str":
		return typeText
	case "inlineStr":
		return typeInline
	case "b":
		return typeBool
	case "e":
		return typeError
	case "d":
		return typeDate
	}
	return typeUnknown
}

// fill gives a cell its value, and reports whether it can be one.
func (g *grid) fill(c *Cell, kind int, shown class, valued bool) bool {
	ok := true
	switch kind {
	case typeInline:
		c.Kind, c.Text = Text, string(g.inline)
	case typeText:
		if valued {
			c.Kind, c.Text = Text, string(unescape(g.value))
		}
	default:
		if g.value = bytes.TrimSpace(g.value); len(g.value) == 0 {
			return kind != typeUnknown
		}
		switch kind {
		case typeShared:
			c.Kind = Text
			c.Text, ok = g.book.shared.at(g.value)
		case typeBool:
			c.Kind, c.Text = Bool, strconv.FormatBool(truth(g.value))
		case typeError:
			c.Kind, c.Text = Error, string(g.value)
		case typeDate:
			c.take(Date, isoDay, string(g.value))
		case typeNumber:
			g.fillNumber(c, shown)
		default:
			ok = false
		}
	}
	return ok
}

// fillNumber gives a cell the number, day or time that its format makes of what is stored.
func (g *grid) fillNumber(c *Cell, shown class) {
	c.take(Number, decimal, string(g.value))
	c.Percent = c.Kind == Number && shown == percent
	if c.Kind != Number || shown == plain || shown == percent {
		return
	}
	serial, _ := strconv.ParseFloat(c.Text, 64) // it is one
	c.Serial = c.Text
	if (shown == elapsed || shown == clock && serial < 1) && serial >= 0 && serial <= lastSerial {
		c.Kind, c.Text = Time, hours(int64(serial*86400+0.5))
		return
	}
	day, ok := g.book.styles.epoch.day(serial)
	if c.Kind, c.Text = Date, day; !ok {
		c.Kind, c.Text = Error, noDay
	}
}

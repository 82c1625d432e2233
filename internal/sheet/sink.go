package sheet

import (
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// errStopped ends a reading that nobody listens to any more.
var errStopped = errors.New("sheet: stopped")

// sink takes the rows of every format, and holds them to the limits.
type sink struct {
	ctx    context.Context
	limits Limits
	yield  func(Row, error) bool
	sheets []Sheet
	row    Row
	part   string // of the archive, being read
	count  int    // rows given
	turns  int    // rows ended
	bytes  int    // of the texts of the row
	before int    // number of the row given last, of this sheet
}

// begin starts a sheet.
func (s *sink) begin(name string, hidden bool) error {
	if len(s.sheets) == s.limits.Sheets {
		return &Refusal{Reason: ReasonSheets, Most: s.limits.Sheets}
	}
	s.sheets = append(s.sheets, Sheet{Name: name, Hidden: hidden})
	s.row = Row{Sheet: len(s.sheets) - 1, Name: name, Cells: s.row.Cells[:0]}
	s.before, s.bytes = 0, 0
	return nil
}

// start begins a row. Rows come in their order.
func (s *sink) start(number int) error {
	s.row.Number, s.row.Line, s.row.Hidden, s.row.Cells, s.bytes = number, 0, false, s.row.Cells[:0], 0
	if number <= s.before || number > lastRow {
		return s.refuse(ReasonBroken, 0, 0)
	}
	s.before = number
	return nil
}

// add takes the next cell of the row.
func (s *sink) add(c Cell) error {
	if !c.Formula && (c.Kind == Empty || c.Kind == Text && strings.TrimSpace(c.Text) == "") {
		return nil // nothing that a person sees
	}
	last := 0
	if n := len(s.row.Cells); n > 0 {
		last = s.row.Cells[n-1].Column
	}
	if s.bytes += len(c.Text); c.Across == 0 {
		c.Across, c.Down = 1, 1
	}
	switch {
	case c.Column <= last:
		return s.refuse(ReasonBroken, c.Column, 0)
	case c.Column > s.limits.Columns:
		return s.refuse(ReasonColumns, c.Column, s.limits.Columns)
	case len(c.Text) > s.limits.Text && utf8.RuneCountInString(c.Text) > s.limits.Text:
		return s.refuse(ReasonLong, c.Column, s.limits.Text)
	case s.bytes > rowBytes:
		return s.refuse(ReasonLong, c.Column, rowBytes)
	}
	s.row.Cells = append(s.row.Cells, c)
	return nil
}

// most is how many bytes of the text of a cell are worth keeping: one more letter than it may have is enough.
func (s *sink) most() int { return (s.limits.Text + 1) * utf8.UTFMax }

// give ends the row. One that holds nothing is left out.
func (s *sink) give() error {
	if s.turns++; s.turns&0xff == 0 && s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if len(s.row.Cells) == 0 {
		return nil
	}
	if s.count++; s.count > s.limits.Rows {
		return s.refuse(ReasonRows, 1, s.limits.Rows)
	}
	if !s.yield(s.row, nil) {
		return errStopped
	}
	return nil
}

func (s *sink) refuse(reason string, column, most int) error {
	return &Refusal{Reason: reason, Part: s.part, Sheet: s.row.Name, Row: s.row.Number, Line: s.row.Line, Column: column, Most: most}
}

// placed adds to a refusal where reading stood.
func (s *sink) placed(err error) error {
	if r, ok := errors.AsType[*Refusal](err); ok && r.Row == 0 && len(s.sheets) > 0 && r.Reason != ReasonEmpty {
		r.Sheet, r.Row, r.Line = s.row.Name, s.row.Number, s.row.Line
	}
	return err
}

// reading is a part that is read only as long as the context lets it be.
type reading struct {
	ctx  context.Context
	from io.Reader
}

func (r reading) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}

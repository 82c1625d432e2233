package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// records takes a text of CSV apart. Unlike encoding/csv it counts empty rows, ends lines as all systems do, says where
// quotes broke, and keeps no more of a row than one cell.
type records struct {
	from      *bufio.Reader
	separator byte
	most      int // bytes of a cell
	line      int // that is read next, from 1
	cell      []byte
}

// brokenRecord says where a row cannot be read.
type brokenRecord struct {
	reason       string
	line, column int
}

// Error names what is wrong for logs and tests.
func (b *brokenRecord) Error() string { return "csv: " + b.reason }

func newRecords(r io.Reader, separator byte, most int) *records {
	from, ok := r.(*bufio.Reader)
	if !ok {
		from = bufio.NewReaderSize(r, 64<<10)
	}
	return &records{from: from, separator: separator, most: most, line: 1}
}

// next gives the cells of the next row, columns counted from 1. It is io.EOF after the last, which may hold cells.
func (r *records) next(see func(column int, text []byte) error) error {
	for column := 1; ; column++ {
		ended, err := r.field(column)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if wrong := see(column, r.cell); wrong != nil {
			return wrong
		}
		if ended || err != nil {
			return err
		}
	}
}

// field reads a cell and the mark after it, and reports whether that ended the row.
func (r *records) field(column int) (ended bool, err error) {
	r.cell = r.cell[:0]
	for {
		c, err := r.from.ReadByte()
		switch {
		case err != nil:
			return true, err
		case c == r.separator:
			return false, nil
		case c == '\n' || c == '\r':
			r.endOfLine(c)
			return true, nil
		case c == 0:
			return false, &brokenRecord{ReasonZero, r.line, column}
		case c == '"' && len(bytes.TrimLeft(r.cell, " ")) == 0:
			return r.quoted(column)
		case len(r.cell) == r.most:
			return false, &brokenRecord{ReasonLong, r.line, column}
		}
		r.cell = append(r.cell, c)
	}
}

// endOfLine goes past the second half of an end of line.
func (r *records) endOfLine(c byte) {
	r.line++
	if next, err := r.from.Peek(1); c == '\r' && err == nil && next[0] == '\n' {
		_, _ = r.from.Discard(1) // it is there
	}
}

// quoted reads on after a quote that begins a cell.
func (r *records) quoted(column int) (ended bool, err error) {
	r.cell = r.cell[:0]
	opened := r.line
	for {
		c, err := r.from.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return true, &brokenRecord{ReasonQuotes, opened, column}
		case err != nil:
			return true, err
		case c == 0:
			return false, &brokenRecord{ReasonZero, r.line, column}
		case c == '"':
			if next, err := r.from.Peek(1); err != nil || next[0] != '"' {
				return r.afterQuotes(column, opened)
			}
			_, _ = r.from.Discard(1) // it is there
		case c == '\n' || c == '\r':
			r.endOfLine(c)
			c = '\n'
		}
		if len(r.cell) == r.most {
			reason := ReasonLong
			if bytes.IndexByte(r.cell, '\n') >= 0 { // more likely than a text of that many lines
				reason = ReasonQuotes
			}
			return false, &brokenRecord{reason, opened, column}
		}
		r.cell = append(r.cell, c)
	}
}

// afterQuotes reads the mark that must follow a quoted cell.
func (r *records) afterQuotes(column, opened int) (ended bool, err error) {
	for {
		c, err := r.from.ReadByte()
		switch {
		case err != nil:
			return true, err
		case c == r.separator:
			return false, nil
		case c == '\n' || c == '\r':
			r.endOfLine(c)
			return true, nil
		case c != ' ':
			return false, &brokenRecord{ReasonQuotes, opened, column}
		}
	}
}

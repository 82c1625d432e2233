package sheet

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/segur-tracker/segur/internal/archive"
)

// Limits bound what is read of one file.
type Limits struct {
	Bytes    int64 // of the file
	Unfolded int64 // of its parts, where it is an archive
	Sheets   int
	Rows     int // that hold something, of all sheets
	Columns  int // the last that may hold something
	Text     int // letters of one cell
	Strings  int // bytes of the texts that a workbook keeps apart
}

// Usual returns the limits of the product: 50 MB and 500,000 rows, with room for what stands above them.
func Usual() Limits {
	return Limits{
		Bytes: 50 << 20, Unfolded: 2 << 30, Sheets: 256, Rows: 501_000, Columns: 1024, Text: 32_767, Strings: 64 << 20,
	}
}

// What no limit has to say more of.
const (
	mostParts = 10_000   // files in an archive
	mostRatio = 300      // unfolded bytes for each byte of a part: bombs begin at a thousand
	partBytes = 16 << 20 // of a part that is read whole
	rowBytes  = 4 << 20  // of the texts of one row
	lastRow   = 1 << 24  // that a sheet may number: programs have a million
)

// Format is what a file is, by its content.
type Format string

// The formats that are read.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	ODS  Format = "ods"
)

// Book is a file that was looked at and can be read. It is for one goroutine at a time.
type Book struct {
	Format Format
	CSV    Dialect // of a CSV file
	Dates  Epoch   // of a workbook whose days are numbers
	source source
	limits Limits
}

// Epoch is the day from which a workbook counts.
type Epoch int

// The two epochs. The first counts a 29 February 1900, which never was.
const (
	From1900 Epoch = iota
	From1904
)

// source reads a format: every row of every sheet is given to a sink.
type source interface {
	rows(*sink) error
}

// Open looks at a file of size bytes: what it is by its content, whether it may be read, and of a workbook what
// its rows are read with. The name, "" for none, is what people called it: its ending must not say otherwise. The
// reader must stay open as long as the book is used. The error is a *Refusal, or that of the reader.
func Open(r io.ReaderAt, size int64, name string, limits Limits) (*Book, error) {
	switch {
	case size == 0:
		return nil, &Refusal{Reason: ReasonEmpty}
	case size > limits.Bytes:
		return nil, &Refusal{Reason: ReasonLarge, Most: int(limits.Bytes)}
	}
	found, err := detect(r, size, limits)
	if err != nil {
		return nil, err
	}
	b := &Book{Format: found.format, limits: limits}
	if err := b.look(r, size, found.packed); err != nil {
		return nil, refusal(err, "")
	}
	if err := endsOtherwise(name, b.Format); err != nil {
		return nil, err
	}
	return b, nil
}

// look reads what rows are read with.
func (b *Book) look(r io.ReaderAt, size int64, packed *archive.Archive) error {
	switch b.Format {
	case XLSX:
		w, err := openWorkbook(packed, b.limits)
		if err != nil {
			return err
		}
		b.source, b.Dates = w, w.styles.epoch
	case ODS:
		d, err := openDocument(packed)
		if err != nil {
			return err
		}
		b.source = d
	default:
		t, err := openText(r, size)
		if err != nil {
			return err
		}
		b.source, b.CSV = t, t.dialect
	}
	return nil
}

// Rows reads the rows of all sheets in their order, and can do so many times. A row, with its cells, is valid until
// the next one. An error ends it: a *Refusal with the place, that of the context, or that of the file.
func (b *Book) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		s := &sink{ctx: ctx, limits: b.limits, yield: yield}
		if err := b.read(s); err != nil && !errors.Is(err, errStopped) {
			yield(Row{}, err)
		}
	}
}

// read gives every row to a sink, and says where it had to end.
func (b *Book) read(s *sink) error {
	err := b.source.rows(s)
	if err == nil {
		err = s.ctx.Err()
	}
	if err == nil && s.count == 0 {
		err = &Refusal{Reason: ReasonEmpty}
	}
	return s.placed(refusal(err, s.part))
}

// Sheet is one sheet of a file.
type Sheet struct {
	Name    string // "" in a CSV file
	Hidden  bool
	Rows    int // that hold something
	Columns int // the last that holds something
}

// Survey reads a file to its end and tells its sheets: after it the rows can be read without a refusal, and how many
// there are is known. Errors are those of Rows.
func (b *Book) Survey(ctx context.Context) ([]Sheet, error) {
	s := &sink{ctx: ctx, limits: b.limits}
	s.yield = func(r Row, _ error) bool {
		here := &s.sheets[r.Sheet]
		here.Rows++
		here.Columns = max(here.Columns, r.Cells[len(r.Cells)-1].Column)
		return true
	}
	err := b.read(s)
	return s.sheets, err
}

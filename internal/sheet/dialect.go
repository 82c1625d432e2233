package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Dialect is how a CSV file is written.
type Dialect struct {
	Encoding  Encoding
	Separator byte // ',', ';' or '\t'
	Declared  bool // by a first line "sep=;", which Excel reads and does not show
}

const (
	sampleBytes = 64 << 10 // that a dialect is told from
	sampleRows  = 200
)

// sniff tells the separator of a text from its beginning: the one that cuts the most rows into the same number of cells. Titles above
// the table have fewer, and of two that cut alike the one that stands in no sentence and no number is it. whole says that the sample is
// all there is.
func sniff(sample []byte, whole bool) byte {
	best, bestScore := byte(';'), 0.0
	for _, separator := range []byte("\t;,") {
		if separator == ',' && onlyDecimals(sample) {
			continue
		}
		if score := consistency(sample, separator, whole); score > bestScore {
			best, bestScore = separator, score
		}
	}
	return best
}

// consistency returns the share of rows that have as many cells as most have, above one.
func consistency(sample []byte, separator byte, whole bool) float64 {
	r := newRecords(bytes.NewReader(sample), separator, len(sample)+1)
	widths, rows := map[int]int{}, 0
	for rows < sampleRows {
		width, blank := 0, true
		err := r.next(func(column int, text []byte) error {
			width, blank = column, blank && len(bytes.TrimSpace(text)) == 0
			return nil
		})
		if err != nil && !(errors.Is(err, io.EOF) && whole) {
			break // the sample ends within a row
		}
		if !blank {
			widths[width]++
			rows++
		}
		if err != nil {
			break
		}
	}
	most := 0
	for width, n := range widths {
		if width > 1 {
			most = max(most, n)
		}
	}
	if rows == 0 {
		return 0
	}
	return float64(most) / float64(rows)
}

// onlyDecimals reports whether every comma of a text stands between digits, or where the text is cut.
func onlyDecimals(text []byte) bool {
	digit := func(i int) bool { return i >= 0 && i < len(text) && '0' <= text[i] && text[i] <= '9' }
	for i, c := range text {
		if c == ',' && i < len(text)-1 && (!digit(i-1) || !digit(i+1)) {
			return false
		}
	}
	return true
}

// declared reads the first line by which Excel is told a separator, and returns its length.
func declared(text []byte) (separator byte, length int) {
	rest, ok := bytes.CutPrefix(text, []byte("sep="))
	if !ok || len(rest) == 0 || bytes.IndexByte([]byte(",;\t"), rest[0]) < 0 {
		return 0, 0
	}
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if bytes.HasPrefix(rest[1:], []byte(end)) {
			return rest[0], len("sep=;") + len(end)
		}
	}
	return 0, 0
}

// text is a CSV file.
type text struct {
	from    io.ReaderAt
	at, end int64 // of its bytes, past the mark
	dialect Dialect
	skip    int // of what is decoded
}

// openText tells how a CSV file is written.
func openText(r io.ReaderAt, size int64) (*text, error) {
	encoding, mark, err := detectEncoding(r, size)
	if err != nil {
		return nil, err
	}
	t := &text{from: r, at: mark, end: size, dialect: Dialect{Encoding: encoding}}
	sample, err := io.ReadAll(io.LimitReader(t.open(), sampleBytes))
	if err != nil {
		return nil, err
	}
	if t.dialect.Separator, t.skip = declared(sample); t.skip > 0 {
		t.dialect.Declared = true
		return t, nil
	}
	t.dialect.Separator = sniff(sample, len(sample) < sampleBytes)
	return t, nil
}

// open reads the text from its beginning, as UTF-8.
func (t *text) open() io.Reader {
	return t.dialect.Encoding.decode(io.NewSectionReader(t.from, t.at, t.end-t.at))
}

// rows gives the rows of the one sheet.
func (t *text) rows(s *sink) error {
	if err := s.begin("", false); err != nil {
		return err
	}
	from := bufio.NewReaderSize(reading{s.ctx, t.open()}, 64<<10)
	if _, err := from.Discard(t.skip); err != nil {
		return err
	}
	r := newRecords(from, t.dialect.Separator, s.most())
	if t.skip > 0 {
		r.line++
	}
	for number := 1; ; number++ {
		if err := s.start(number); err != nil {
			return err
		}
		s.row.Line = r.line
		err := r.next(func(column int, text []byte) error {
			if len(text) == 0 {
				return nil
			}
			return s.add(Cell{Column: column, Kind: Text, Text: string(text)})
		})
		if broken, ok := errors.AsType[*brokenRecord](err); ok {
			r := s.refuse(broken.reason, broken.column, s.limits.Text).(*Refusal)
			r.Line = broken.line
			return r
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if given := s.give(); given != nil || err != nil {
			return given
		}
	}
}

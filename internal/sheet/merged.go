package sheet

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
)

// block of cells that were merged, both ends included.
type block struct{ row, column, lastRow, lastColumn int }

// merged knows which cells of a sheet stand in a merged range, row by row.
type merged struct {
	blocks []block // by row
	next   int     // of blocks, that begins below the row
	over   []block // by column, the one that covers it if it reaches down to the row
}

// mostMerged bounds the merged ranges of a sheet.
const mostMerged = 100_000

// findMerged reads the merged ranges of a worksheet, which stand after its cells, where they are wanted before. To look
// for them in the bytes takes a fifth of reading the markup; text cannot hold what it looks for.
func findMerged(r io.Reader, columns int) (*merged, error) {
	m := &merged{over: make([]block, columns+1)}
	const reach, before = 256, 32 // bytes that one of them takes, and a prefix
	buf, kept := make([]byte, 64<<10), 0
	for {
		n, err := r.Read(buf[kept:])
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		seen := buf[:kept+n]
		ended := err != nil
		for {
			i := bytes.Index(seen, []byte("mergeCell "))
			if i < 0 || !ended && len(seen)-i < reach {
				break
			}
			if b, ok := mergedRange(seen[i:min(len(seen), i+reach)]); ok && tagBefore(buf, seen, i) {
				m.blocks = append(m.blocks, b)
			}
			if len(m.blocks) > mostMerged {
				return nil, &Refusal{Reason: ReasonBomb}
			}
			seen = seen[i+len("mergeCell "):]
		}
		if ended {
			slices.SortStableFunc(m.blocks, func(a, b block) int { return cmp.Compare(a.row, b.row) })
			return m, nil
		}
		kept = copy(buf, seen[max(0, len(seen)-reach-before):])
	}
}

// tagBefore reports whether a tag begins before a name, whatever its prefix is.
func tagBefore(buf, seen []byte, i int) bool {
	at := cap(buf) - cap(seen) + i - 1
	for at >= 0 && (isLetter(buf[at]) || buf[at] == ':') {
		at--
	}
	return at >= 0 && buf[at] == '<'
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// mergedRange reads the range of a tag: ref="A1:C1".
func mergedRange(tag []byte) (block, bool) {
	tag, _, _ = bytes.Cut(tag, []byte(">"))
	_, after, found := bytes.Cut(tag, []byte("ref="))
	if !found || len(after) < 2 {
		return block{}, false
	}
	value, _, _ := bytes.Cut(after[1:], after[:1])
	from, to, found := bytes.Cut(value, []byte(":"))
	b := block{}
	var first, last bool
	b.column, b.row, first = address(from)
	b.lastColumn, b.lastRow, last = address(to)
	return b, found && first && last && b.row <= b.lastRow && b.column <= b.lastColumn
}

// address reads "AB12".
func address(text []byte) (column, row int, ok bool) {
	i := 0
	for ; i < len(text) && i < 5 && isLetter(text[i]); i++ {
		column = column*26 + int(text[i]&^0x20-'A'+1)
	}
	digits := text[i:]
	if i == 0 || i > 4 || len(digits) == 0 || len(digits) > 8 || digits[0] == '0' {
		return 0, 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return column, row, true
}

// to goes on to a row.
func (m *merged) to(row int) {
	for ; m.next < len(m.blocks) && m.blocks[m.next].row <= row; m.next++ {
		b := m.blocks[m.next]
		for column := b.column; column <= b.lastColumn && column < len(m.over); column++ {
			m.over[column] = b
		}
	}
}

// mark says of a cell of the row whether it stands in a merged range.
func (m *merged) mark(c *Cell, row int) {
	if c.Column >= len(m.over) || m.over[c.Column].lastRow < row {
		return
	}
	b := m.over[c.Column]
	if b.row == row && b.column == c.Column {
		c.Across, c.Down = b.lastColumn-b.column+1, b.lastRow-b.row+1
		return
	}
	c.Across, c.Down, c.Covered = 1, 1, true
}

package layout

import (
	"cmp"
	"math"
	"slices"
)

// A drawing that is a list, far higher than wide, is set in columns where the picture has the
// shape of a card: it is cut between its rows, never through one, and its head stands over each.

// band is a row of a drawing: what lies between two horizontal gaps.
type band struct {
	y0, y1   float64
	elements []*element
	filled   bool // has a shape, so it is no mere heading
	texts    int
}

const (
	leastGap    = 0.5 // units between rows
	headHeight  = 24.0
	headTexts   = 3
	columnGap   = 28.0 // units
	mostColumns = 3
	preference  = 0.06 // of height, to give up for a column that begins with a heading
)

// column is a part of a drawing, in the drawing's own units.
type column struct {
	elements []*element // from y0 on
	y0       float64
	height   float64
}

// columnSet is a drawing in columns under a head that each repeats.
type columnSet struct {
	head    []*element
	headTop float64
	headGap float64 // height of the head with the space under it
	columns []column
	broken  int     // columns that begin in the middle of a part
	wide    float64 // of one column
	x0      float64
}

func (c columnSet) size() (wide, high float64) {
	for _, one := range c.columns {
		high = math.Max(high, c.headGap+one.height)
	}
	return float64(len(c.columns))*(c.wide+columnGap) - columnGap, high
}

// bands sorts the elements of a drawing into rows.
func bands(s sketch, w widths) []band {
	var list []band
	for _, e := range s.elements {
		b := extent(e, w)
		one := band{y0: b.y0, y1: b.y1, elements: []*element{e}}
		switch {
		case e.name == "text":
			one.texts = 1
		case e.get("fill") != "none":
			one.filled = true
		}
		list = append(list, one)
	}
	slices.SortStableFunc(list, func(a, b band) int { return cmp.Compare(a.y0, b.y0) })
	var rows []band
	for _, one := range list {
		last := len(rows) - 1
		if last < 0 || one.y0 > rows[last].y1+leastGap {
			rows = append(rows, one)
			continue
		}
		r := &rows[last]
		r.y1 = math.Max(r.y1, one.y1)
		r.elements = append(r.elements, one.elements...)
		r.filled, r.texts = r.filled || one.filled, r.texts+one.texts
	}
	return rows
}

// splits returns the ways of setting a drawing in columns of about the same height; none when
// it cannot be cut.
func splits(s sketch, w widths) []columnSet {
	rows := bands(s, w)
	if len(rows) < 2*mostColumns {
		return nil
	}
	set := columnSet{wide: s.bounds.wide(), x0: s.bounds.x0}
	if first := rows[0]; !first.filled && first.texts >= headTexts && first.y1-first.y0 <= headHeight {
		set.head, set.headTop, set.headGap = first.elements, first.y0, rows[1].y0-first.y0
		rows = rows[1:]
	}
	var sets []columnSet
	for count := 2; count <= mostColumns; count++ {
		for _, prefer := range []float64{preference, 0} {
			if starts := cut(rows, count, prefer); starts != nil {
				sets = append(sets, set.fill(rows, starts))
			}
		}
	}
	return sets
}

func (c columnSet) fill(rows []band, starts []int) columnSet {
	for i, from := range starts {
		to := len(rows)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if i > 0 && rows[from].filled {
			c.broken++
		}
		part := column{y0: rows[from].y0, height: rows[to-1].y1 - rows[from].y0}
		for _, r := range rows[from:to] {
			part.elements = append(part.elements, r.elements...)
		}
		c.columns = append(c.columns, part)
	}
	return c
}

// cut returns the first row of each column, for the lowest tallest column; a cut leaves no
// heading at the foot of a column, and is better before one.
func cut(rows []band, count int, prefer float64) []int {
	var best []int
	least := math.Inf(1)
	var try func(starts []int, tallest float64)
	try = func(starts []int, tallest float64) {
		from := starts[len(starts)-1]
		if len(starts) == count {
			cost := math.Max(tallest, rows[len(rows)-1].y1-rows[from].y0)
			for _, start := range starts[1:] {
				if !rows[start].filled {
					cost *= 1 - prefer
				}
			}
			if cost < least {
				least, best = cost, slices.Clone(starts)
			}
			return
		}
		for to := from + 1; to < len(rows); to++ {
			if high := rows[to-1].y1 - rows[from].y0; rows[to-1].filled {
				try(append(starts, to), math.Max(tallest, high))
			}
		}
	}
	try([]int{0}, 0)
	return best
}

// place draws the columns side by side.
func (c columnSet) place(at point, scale float64) []*element {
	var placed []*element
	for i, one := range c.columns {
		x := at.x + (float64(i)*(c.wide+columnGap)-c.x0)*scale
		if c.head != nil {
			placed = append(placed, group(point{x, at.y - c.headTop*scale}, scale, c.head...))
		}
		placed = append(placed, group(point{x, at.y + (c.headGap-one.y0)*scale}, scale, one.elements...))
	}
	return placed
}

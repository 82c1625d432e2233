package plot

import (
	"math"
	"slices"
)

// Placer puts labels where they cover neither each other nor the marks.
type Placer struct {
	bounds Box
	taken  []Box // by marks
	words  []Box // by labels
	dots   []Point
	traces []Point
}

// NewPlacer keeps all labels within bounds.
func NewPlacer(bounds Box) *Placer { return &Placer{bounds: bounds} }

// Block keeps labels off a box.
func (p *Placer) Block(b Box) { p.taken = append(p.taken, b) }

// BlockDot keeps labels off a round mark.
func (p *Placer) BlockDot(at Point, radius float64) {
	p.dots = append(p.dots, at)
	p.Block(Box{at.X - radius, at.Y - radius, 2 * radius, 2 * radius})
}

// traceStep is the distance between the points by which a line is felt.
const traceStep = 4.0

// Trace makes labels prefer places off a line.
func (p *Placer) Trace(points ...Point) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		steps := math.Max(1, math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y)/traceStep))
		for k := 0.0; k <= steps; k++ {
			p.traces = append(p.traces, Point{a.X + (b.X-a.X)*k/steps, a.Y + (b.Y-a.Y)*k/steps})
		}
	}
}

// Ask is a label that wants a place near a mark.
type Ask struct {
	Word
	Near  Point
	Gap   float64 // from the mark's centre to the text
	Below bool    // tries under the mark first
	Must  bool    // takes the least bad place rather than none, but never one on another label
}

// Place returns the label at its place; ok is false when there is no room and no must, or none off the labels that
// were placed before.
func (p *Placer) Place(a Ask) (w Word, ok bool) {
	width, height := Width(a.Text, a.Size, a.Bold)+2, a.Size*1.2
	best, bestCost := Word{}, math.Inf(1)
	var bestBox Box
	for i, c := range a.candidates(width, height) {
		if slices.ContainsFunc(p.words, c.box.meets) {
			continue
		}
		cost := p.cost(c.box) + p.doubt(c.box, a.Near) + float64(i)*0.2
		if c.away {
			cost += dearer
		}
		if cost < bestCost {
			best, bestCost, bestBox = c.word, cost, c.box
		}
	}
	if limit := 100.0; math.IsInf(bestCost, 1) || bestCost >= limit && !a.Must {
		return Word{}, false
	}
	p.words = append(p.words, bestBox)
	return best, true
}

// dearer is what a place away from the mark costs: as much as crossing a line over the length of
// a word.
const dearer = 15

type candidate struct {
	word Word
	box  Box
	away bool // not beside the mark
}

func (a Ask) candidates(width, height float64) []candidate {
	half := height / 2
	at := func(dx, dy float64, align string) candidate {
		w := a.Word
		w.Align, w.At = align, Point{a.Near.X + dx, a.Near.Y + dy}
		left := w.At.X
		switch align {
		case "center":
			left -= width / 2
		case "right":
			left -= width
		}
		return candidate{w, Box{left, w.At.Y - half, width, height}, math.Abs(dy) > a.Gap+height}
	}
	over, under, side := -(a.Gap + half), a.Gap+half, a.Gap+2
	beside := []candidate{at(side, 0, "left"), at(-side, 0, "right")}
	first, second := over, under
	if a.Below {
		first, second = under, over
	}
	near := append([]candidate{
		at(0, first, "center"), at(-2, first, "right"), at(2, first, "left"),
		at(0, second, "center"), at(2, second, "left"), at(-2, second, "right"),
	}, beside...)
	if !a.Must {
		return near
	}
	near = append(near, at(0, first-height, "center"), at(2, first-height, "left"), at(-2, first-height, "right"), at(0, first-2*height, "center"))
	// Where the last figure stands on its target, it takes the places around both.
	for _, steps := range []float64{1, 2, 3} {
		for _, dy := range []float64{over - steps*height, under + steps*height} {
			near = append(near, at(0, dy, "center"), at(2, dy, "left"), at(-2, dy, "right"))
		}
	}
	return near
}

// meets reports whether two boxes share more than an edge.
func (b Box) meets(t Box) bool {
	return b.X < t.X+t.W && t.X < b.X+b.W && b.Y < t.Y+t.H && t.Y < b.Y+b.H
}

// cost is 100 for each thing covered, much less for a line crossed.
func (p *Placer) cost(b Box) float64 {
	cost := 0.0
	if b.X < p.bounds.X || b.Y < p.bounds.Y || b.X+b.W > p.bounds.X+p.bounds.W || b.Y+b.H > p.bounds.Y+p.bounds.H {
		cost += 1000
	}
	for _, taken := range [][]Box{p.taken, p.words} {
		for _, t := range taken {
			if b.meets(t) {
				cost += 100
			}
		}
	}
	for _, t := range p.traces {
		if t.X > b.X && t.X < b.X+b.W && t.Y > b.Y && t.Y < b.Y+b.H {
			cost++
		}
	}
	return cost
}

// doubt is 100 for each mark that stands nearer to a box than the mark that it is about: readers
// would take the label for that one's.
func (p *Placer) doubt(b Box, own Point) float64 {
	cost, far := 0.0, b.distance(own)
	for _, dot := range p.dots {
		if dot != own && b.distance(dot) < far-0.5 {
			cost += 100
		}
	}
	return cost
}

// distance is how far a point is from a box.
func (b Box) distance(p Point) float64 {
	return math.Hypot(math.Max(0, math.Max(b.X-p.X, p.X-b.X-b.W)), math.Max(0, math.Max(b.Y-p.Y, p.Y-b.Y-b.H)))
}

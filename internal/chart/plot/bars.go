package plot

import "math"

// BarRow is one lying bar: from From to To on the scale, its name before it and its figure
// after it.
type BarRow struct {
	Label    string
	From, To float64
	Text     string // the figure, printed after the bar
	Tip      string
	Strong   bool // a total: label and figure in bold
}

// BarSheet is the look of lying bars at one size.
type BarSheet struct {
	Width      int
	Text       float64 // of labels and figures
	LabelAbove bool    // narrow: names stand above their bars
	Series     string  // name of what the bars measure
}

const (
	barThick    = 16.0
	barStep     = 28.0
	barStepHigh = 44.0
	lineHigh    = 16.0
	widestLabel = 290.0
)

// LyingBars draws rows from the top, all from one zero line.
func LyingBars(s BarSheet, rows []BarRow) *Canvas {
	step, left, deepest := barStep, 0.0, 1
	right, high, low := 0.0, 0.0, 0.0
	for _, r := range rows {
		left = math.Max(left, Width(r.Label, s.Text, r.Strong)+14)
		right = math.Max(right, Width(r.Text, s.Text, true)+10)
		high, low = math.Max(high, math.Max(r.From, r.To)), math.Min(low, math.Min(r.From, r.To))
	}
	left = math.Min(left, widestLabel)
	if s.LabelAbove {
		step, left = barStepHigh, 0
	}
	for _, r := range rows {
		deepest = max(deepest, len(s.lines(r, left)))
	}
	if deepest > 1 {
		step += lineHigh - 6
	}
	if high == low {
		high = 1
	}
	c := NewCanvas(s.Width, int(step*float64(len(rows))+4))
	area := Box{left, 2, c.W - left - math.Min(right, 120), step * float64(len(rows))}
	b := bars{c, s, area, step, deepest, Scale{Min: low, Max: high, Step: high - low}}
	b.paint(rows)
	b.words(rows)
	return c
}

type bars struct {
	canvas *Canvas
	sheet  BarSheet
	area   Box
	step   float64
	deep   int // lines of the longest name
	scale  Scale
}

// lines breaks a name into two at most, within its column or the whole width.
func (s BarSheet) lines(r BarRow, left float64) []string {
	room := left - 12
	if s.LabelAbove {
		room = float64(s.Width)
	}
	return Wrap(r.Label, room, s.Text, r.Strong, 2)
}

// drop is how far bars stand below the middle of their band, to make room for names above.
func (b bars) drop() float64 {
	if !b.sheet.LabelAbove {
		return 0
	}
	return 9 + float64(b.deep-1)*4
}

// middle is the height of a row's bar.
func (b bars) middle(i int) float64 {
	return b.area.Y + b.step*(float64(i)+0.5) + b.drop()
}

func (b bars) x(v float64) float64 { return b.scale.At(v, b.area.X, b.area.X+b.area.W) }

func (b bars) paint(rows []BarRow) {
	names := make([]string, len(rows))
	var offset, parts []Item
	for i, r := range rows {
		names[i] = r.Label
		offset = append(offset, Item{Value: r.From, Style: Solid(none)})
		parts = append(parts, Item{Value: r.To - r.From, Tip: r.Tip, Style: Solid(Brand)})
	}
	area := b.area
	area.Y += b.drop()
	p := b.canvas.Frame(area, Side{Scale: b.scale, Hide: true}, Side{Bands: names, Inverse: true, Hide: true})
	p.Bars("", BarStyle{Stack: "all", Width: barThick}, offset)
	p.Bars(b.sheet.Series, BarStyle{Stack: "all", Width: barThick}, parts)
}

func (b bars) words(rows []BarRow) {
	sheet := b.canvas.Sheet()
	first, last := b.middle(0)-barThick/2-4, b.middle(len(rows)-1)+barThick/2+4
	if !b.sheet.LabelAbove {
		sheet.Line([]Point{{b.x(0), first}, {b.x(0), last}}, Stroke{Colour: Axis, Width: 1})
	}
	var words []Word
	for i, r := range rows {
		words = append(words, b.name(i, r)...)
		figure := Word{Text: r.Text, At: Point{b.x(math.Max(r.From, r.To)) + 7, b.middle(i)}, Align: "left", Size: b.sheet.Text, Bold: true, Colour: Ink}
		words = append(words, figure)
	}
	sheet.Words(words)
}

// name writes a row's name before its bar, or above it.
func (b bars) name(i int, r BarRow) []Word {
	lines := b.sheet.lines(r, b.area.X)
	var words []Word
	for k, line := range lines {
		w := Word{Text: line, At: Point{b.area.X - 10, b.middle(i) + (float64(k)-float64(len(lines)-1)/2)*lineHigh}, Align: "right", Size: b.sheet.Text, Bold: r.Strong, Colour: Ink}
		if b.sheet.LabelAbove {
			w.At, w.Align = Point{0, b.middle(i) - barThick/2 - 10 - float64(len(lines)-1-k)*lineHigh}, "left"
		}
		words = append(words, w)
	}
	return words
}

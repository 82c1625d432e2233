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
	Quiet    bool // stands behind those that are meant
	Apart    bool // has no bar: it does not compare with the others, and Text says why
}

// BarFormat is the look of lying bars at one size.
type BarFormat struct {
	Width      int
	Text       float64 // of labels and figures
	LabelAbove bool    // narrow: names stand above their bars
	Series     string  // name of what the bars measure
	Mark       *BarMark
}

// BarMark is a figure of the same scale that all bars are measured against.
type BarMark struct {
	Value float64
	Label string
}

const (
	barThick    = 16.0
	barStep     = 28.0
	barStepHigh = 44.0
	lineHigh    = 16.0
	widestLabel = 290.0
	markHead    = 22.0 // for the words of a mark, over the bars
)

// LyingBars draws rows from the top, all from one zero line.
func LyingBars(s BarFormat, rows []BarRow) *Canvas {
	step, left, deepest := barStep, 0.0, 1
	right, high, low := 0.0, 0.0, 0.0
	for _, r := range rows {
		left = math.Max(left, Width(r.Label, s.Text, r.Strong)+14)
		if !r.Apart {
			right = math.Max(right, Width(r.Text, s.Text, true)+10)
		}
		high, low = math.Max(high, math.Max(r.From, r.To)), math.Min(low, math.Min(r.From, r.To))
	}
	left = math.Min(left, widestLabel)
	if s.LabelAbove {
		step, left = barStepHigh, 0
	}
	for _, r := range rows {
		deepest = max(deepest, len(s.lines(r, left)))
	}
	switch {
	case s.LabelAbove:
		step += lineHigh * float64(deepest-1)
	case deepest > 1:
		step += lineHigh - 6
	}
	head := 0.0
	if s.Mark != nil {
		head, high, low = markHead, math.Max(high, s.Mark.Value), math.Min(low, s.Mark.Value)
	}
	if high == low {
		high = 1
	}
	c := NewCanvas(s.Width, int(head+step*float64(len(rows))+4))
	area := Box{left, 2 + head, c.W - left - math.Min(right, 150), step * float64(len(rows))}
	b := bars{c, s, area, step, deepest, Scale{Min: low, Max: high, Step: high - low}}
	b.paint(rows)
	b.words(rows)
	return c
}

type bars struct {
	canvas *Canvas
	format BarFormat
	area   Box
	step   float64
	deep   int // lines of the longest name
	scale  Scale
}

// lines breaks a name into two at most, within its column or the whole width.
func (s BarFormat) lines(r BarRow, left float64) []string {
	room := left - 12
	if s.LabelAbove {
		room = float64(s.Width)
	}
	return Wrap(r.Label, room, s.Text, r.Strong, 2)
}

// drop is how far bars stand below the middle of their band, to make room for names above.
func (b bars) drop() float64 {
	if !b.format.LabelAbove {
		return 0
	}
	return 9 + float64(b.deep-1)*lineHigh/2
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
		colour := Brand
		if r.Quiet {
			colour = ClassFill(2).Colour
		}
		parts = append(parts, Item{Value: r.To - r.From, Tip: r.Tip, Style: Solid(colour)})
	}
	area := b.area
	area.Y += b.drop()
	p := b.canvas.Frame(area, Side{Scale: b.scale, Hide: true}, Side{Bands: names, Inverse: true, Hide: true})
	p.Bars("", BarStyle{Stack: "all", Width: barThick}, offset)
	p.Bars(b.format.Series, BarStyle{Stack: "all", Width: barThick}, parts)
}

func (b bars) words(rows []BarRow) {
	overlay := b.canvas.Overlay()
	first, last := b.middle(0)-barThick/2-4, b.middle(len(rows)-1)+barThick/2+4
	if !b.format.LabelAbove {
		overlay.Line([]Point{{b.x(0), first}, {b.x(0), last}}, Stroke{Colour: Axis, Width: 1})
	}
	words := b.mark(overlay, last)
	for i, r := range rows {
		words = append(words, b.name(i, r)...)
		figure := Word{Text: r.Text, At: Point{b.x(math.Max(r.From, r.To)) + 7, b.middle(i)}, Align: "left", Size: b.format.Text, Bold: true, Colour: Ink}
		if r.Apart {
			figure.Bold, figure.Colour, figure.Text = false, Muted, Cut(r.Text, b.canvas.W-figure.At.X, b.format.Text, false)
		}
		words = append(words, figure)
	}
	overlay.Words(words)
}

// mark draws the line that bars are measured against, down to a height, with its words over them.
func (b bars) mark(overlay Plane, bottom float64) []Word {
	m := b.format.Mark
	if m == nil {
		return nil
	}
	x := b.x(m.Value)
	overlay.Line([]Point{{x, markHead - 4}, {x, bottom}}, Stroke{Red, 1.5, nil})
	w := Word{Text: m.Label, At: Point{x, markHead / 2}, Align: "center", Size: b.format.Text, Bold: true, Colour: Red}
	if half := Width(m.Label, w.Size, true) / 2; x-half < 0 || x+half > b.canvas.W {
		w.At.X = math.Max(half, math.Min(x, b.canvas.W-half))
	}
	return []Word{w}
}

// name writes a row's name before its bar, or above it.
func (b bars) name(i int, r BarRow) []Word {
	lines := b.format.lines(r, b.area.X)
	var words []Word
	for k, line := range lines {
		w := Word{Text: line, At: Point{b.area.X - 10, b.middle(i) + (float64(k)-float64(len(lines)-1)/2)*lineHigh}, Align: "right", Size: b.format.Text, Bold: r.Strong, Colour: Ink}
		if b.format.LabelAbove {
			w.At, w.Align = Point{0, b.middle(i) - barThick/2 - 10 - float64(len(lines)-1-k)*lineHigh}, "left"
		}
		words = append(words, w)
	}
	return words
}

// Gauge is one figure on the way to its targets: a track as long as the farthest, a bar as long
// as the figure, a tick for each target.
type Gauge struct {
	Width       int
	Text, Small float64
	Value, Max  float64
	Label       string // over the bar's end
	Series      string
	Name, Tip   string
	Targets     []GaugeTarget
}

// GaugeTarget is a tick and what stands under it.
type GaugeTarget struct {
	Value float64
	Label string
}

// Draw lays the gauge out: the figure above, the targets below.
func (g Gauge) Draw() *Canvas {
	c := NewCanvas(g.Width, 88)
	track := Box{0, 34, c.W - 2, 18}
	x := func(v float64) float64 { return math.Max(v, 0) / g.Max * track.W }
	p := c.Frame(track, Side{Scale: Scale{Max: g.Max, Step: g.Max}, Hide: true}, Side{Bands: []string{g.Name}, Hide: true})
	p.series("bar", "", []Item{{Value: g.Max, Style: &Style{Colour: Rule, Radius: 2, Opacity: 1}}}, map[string]any{"barWidth": track.H, "barGap": "-100%", "silent": true})
	p.Bars(g.Series, BarStyle{Stack: "value", Width: track.H}, []Item{{Value: drawn(g.Value/g.Max, track.W) * g.Max, Tip: g.Tip, Style: &Style{Colour: Brand, Radius: 2, Opacity: 1}}})
	overlay := c.Overlay()
	words := []Word{g.over(x(g.Value), c.W), {Text: "0", At: Point{0, 76}, Align: "left", Size: g.Small, Colour: Muted}}
	placer := NewPlacer(Box{14, 0, c.W - 14, c.H})
	for i := len(g.Targets) - 1; i >= 0; i-- {
		t := g.Targets[i]
		tick := math.Min(x(t.Value), c.W-1.5)
		overlay.Line([]Point{{tick, 28}, {tick, 62}}, Stroke{Red, 2.5, nil})
		w := Word{Text: Cut(t.Label, c.W-20, g.Text, true), Size: g.Text, Bold: true, Colour: Red}
		if placed, ok := placer.Place(Ask{Word: w, Near: Point{tick, 62}, Gap: 5, Below: true, Must: i == len(g.Targets)-1}); ok && placed.At.Y > 62 {
			words = append(words, placed)
		}
	}
	overlay.Words(words)
	return c
}

// over puts the figure above the end of its bar, within the drawing.
func (g Gauge) over(end, width float64) Word {
	w := Word{Text: g.Label, At: Point{end, 16}, Align: "right", Size: g.Text + 1, Bold: true, Colour: Ink}
	if long := Width(g.Label, w.Size, true); long > end {
		w.Align, w.At.X = "left", math.Max(0, math.Min(end-long/2, width-long))
	}
	return w
}

// Sign is a small shape that stands before a verdict.
type Sign string

// The signs, in the words of ECharts' symbols.
const (
	SignDisc Sign = "circle"
	SignUp   Sign = "triangle"
	SignHalf Sign = "half"
	SignRing Sign = "ring"
	SignDown Sign = "down"
	// SignCross is a ring with a cross: what was not reached, and cannot be any more.
	SignCross Sign = "cross"
)

// Track is one way from a start (0) to a goal (1).
type Track struct {
	Label           string
	Share, Expected float64 // unclamped; only what is drawn is clamped; Expected is NaN where no pace is known
	Sign            Sign
	Text, Tip       string
}

// TrackFormat is the look of tracks at one size.
type TrackFormat struct {
	Width                         int
	Text, Small                   float64
	Stacked                       bool // narrow: name over the track, verdict under it
	Start, Goal, Expected, Series string
}

const (
	trackHead  = 40.0
	trackStep  = 44.0
	trackHigh  = 70.0
	trackThick = 14.0
)

// Draw lays the tracks out under their scale.
func (s TrackFormat) Draw(rows []Track) *Canvas {
	step, left, right := trackStep, 0.0, 0.0
	for _, r := range rows {
		left = math.Max(left, Width(r.Label, s.Text, true)+16)
		right = math.Max(right, Width(r.Text, s.Text, false)+38)
	}
	left, right = math.Min(left, 270), math.Min(right, 210)
	if s.Stacked {
		step, left, right = trackHigh, 1, 2
	}
	c := NewCanvas(s.Width, int(trackHead+step*float64(len(rows))))
	t := trackRows{s, c, Box{left, trackHead, c.W - left - right, step * float64(len(rows))}, step}
	t.paint(rows)
	overlay := c.Overlay()
	t.head(overlay)
	for i, r := range rows {
		t.row(overlay, i, r)
	}
	return c
}

type trackRows struct {
	TrackFormat
	canvas *Canvas
	area   Box
	step   float64
}

func (t trackRows) middle(i int) float64 { return t.area.Y + t.step*(float64(i)+0.5) }

func (t trackRows) x(share float64) float64 {
	return t.area.X + math.Min(math.Max(share, 0), 1)*t.area.W
}

func (t trackRows) paint(rows []Track) {
	names := make([]string, len(rows))
	var whole, covered []Item
	for i, r := range rows {
		names[i] = r.Label
		whole = append(whole, Item{Value: 1, Style: Solid(Rule)})
		covered = append(covered, Item{Value: drawn(r.Share, t.area.W), Tip: r.Tip, Style: Solid(Brand)})
	}
	p := t.canvas.Frame(t.area, Side{Scale: Scale{Max: 1, Step: 1}, Hide: true}, Side{Bands: names, Inverse: true, Hide: true})
	p.series("bar", "", whole, map[string]any{"barWidth": trackThick, "barGap": "-100%", "silent": true})
	p.Bars(t.Series, BarStyle{Stack: "share", Width: trackThick}, covered)
}

// drawn is a share as a bar of a width shows it: within its track, and neither empty nor full unless it is so.
func drawn(share, width float64) float64 {
	const least = 3 // pixels that readers can tell from none
	switch {
	case share <= 0 || share >= 1:
		return math.Min(math.Max(share, 0), 1)
	default:
		return math.Min(math.Max(share, least/width), 1-least/width)
	}
}

// head names the ends of the tracks and explains the tick.
func (t trackRows) head(overlay Plane) {
	at := func(x float64, align, text string) Word {
		return Word{Text: text, At: Point{x, 28}, Align: align, Size: t.Small, Colour: Muted}
	}
	words := []Word{at(t.x(0), "left", t.Start), at(t.x(1), "right", t.Goal)}
	overlay.Line([]Point{{t.x(0) + 1, 3}, {t.x(0) + 1, 17}}, Stroke{Red, 2.5, nil})
	key := at(t.x(0)+9, "left", t.Expected)
	key.At.Y = 10
	overlay.Words(append(words, key))
}

func (t trackRows) row(overlay Plane, i int, r Track) {
	y := t.middle(i)
	if !math.IsNaN(r.Expected) {
		tick := t.x(r.Expected)
		overlay.Line([]Point{{tick, y - trackThick/2 - 5}, {tick, y + trackThick/2 + 5}}, Stroke{Red, 2.5, nil})
	}
	text := Word{Text: r.Text, At: Point{t.x(1) + 32, y}, Align: "left", Size: t.Text, Colour: Ink}
	sign := Point{t.x(1) + 18, y}
	if t.Stacked {
		text.At, sign = Point{20, y + 22}, Point{8, y + 22}
	}
	overlay.Words(append(t.name(y, r), text))
	overlay.Marks("", signItems(sign, r.Sign))
}

// name stands before the track on up to two lines, or over it on one.
func (t trackRows) name(y float64, r Track) []Word {
	w := Word{At: Point{0, y}, Align: "left", Size: t.Text, Bold: true, Colour: Ink}
	if t.Stacked {
		w.Text, w.At.Y = Cut(r.Label, t.canvas.W, t.Text, true), y-21
		return []Word{w}
	}
	var words []Word
	lines := Wrap(r.Label, t.area.X-14, t.Text, true, 2)
	for i, line := range lines {
		w.Text, w.At.Y = line, y+(float64(i)-float64(len(lines)-1)/2)*lineHigh
		words = append(words, w)
	}
	return words
}

// signItems draws a sign at a point: outcomes are told by shape alone.
func signItems(at Point, s Sign) []Item {
	const side = 11
	value := [2]float64{Round(at.X), Round(at.Y)}
	ring := Item{Value: value, Symbol: "circle", Size: side - 1.75, Style: &Style{Colour: Paper, Border: Ink, Width: 1.75, Opacity: 1}}
	solid := Item{Value: value, Symbol: "circle", Size: side, Style: Solid(Ink)}
	switch s {
	case SignRing:
		return []Item{ring}
	case SignHalf:
		half := Item{Value: [2]float64{Round(at.X - side/4.0), Round(at.Y)}, Symbol: "path://M2,0A2,2,0,0,0,2,4Z", Size: []float64{side / 2.0, side}, Style: Solid(Ink)}
		return []Item{ring, half}
	case SignCross:
		cross := Item{Value: value, Symbol: "path://M0.7,0L3,2.3L5.3,0L6,0.7L3.7,3L6,5.3L5.3,6L3,3.7L0.7,6L0,5.3L2.3,3L0,0.7Z", Size: side / 2.0, Style: Solid(Ink)}
		return []Item{ring, cross}
	case SignUp:
		solid.Symbol = "triangle"
	case SignDown:
		solid.Symbol, solid.Turn = "triangle", 180
	}
	return []Item{solid}
}

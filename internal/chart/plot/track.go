package plot

import "math"

// Sign is a small shape that stands before a verdict.
type Sign string

// The signs, in the words of ECharts' symbols.
const (
	SignDisc Sign = "circle"
	SignUp   Sign = "triangle"
	SignHalf Sign = "half"
	SignRing Sign = "ring"
	SignDown Sign = "down"
)

// Track is one way from a start (0) to a goal (1).
type Track struct {
	Label           string
	Share, Expected float64 // unclamped; only what is drawn is clamped
	Sign            Sign
	Text, Tip       string
}

// TrackSheet is the look of tracks at one size.
type TrackSheet struct {
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
func (s TrackSheet) Draw(rows []Track) *Canvas {
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
	sheet := c.Sheet()
	t.head(sheet)
	for i, r := range rows {
		t.row(sheet, i, r)
	}
	return c
}

type trackRows struct {
	TrackSheet
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
		covered = append(covered, Item{Value: math.Min(math.Max(r.Share, 0), 1), Tip: r.Tip, Style: Solid(Brand)})
	}
	p := t.canvas.Frame(t.area, Side{Scale: Scale{Max: 1, Step: 1}, Hide: true}, Side{Bands: names, Inverse: true, Hide: true})
	p.series("bar", "", whole, map[string]any{"barWidth": trackThick, "barGap": "-100%", "silent": true})
	p.Bars(t.Series, BarStyle{Stack: "share", Width: trackThick}, covered)
}

// head names the ends of the tracks and explains the tick.
func (t trackRows) head(sheet Plane) {
	at := func(x float64, align, text string) Word {
		return Word{Text: text, At: Point{x, 28}, Align: align, Size: t.Small, Colour: Muted}
	}
	words := []Word{at(t.x(0), "left", t.Start), at(t.x(1), "right", t.Goal)}
	sheet.Line([]Point{{t.x(0) + 1, 3}, {t.x(0) + 1, 17}}, Stroke{Red, 2.5, nil})
	key := at(t.x(0)+9, "left", t.Expected)
	key.At.Y = 10
	sheet.Words(append(words, key))
}

func (t trackRows) row(sheet Plane, i int, r Track) {
	y := t.middle(i)
	tick := t.x(r.Expected)
	sheet.Line([]Point{{tick, y - trackThick/2 - 5}, {tick, y + trackThick/2 + 5}}, Stroke{Red, 2.5, nil})
	text := Word{Text: r.Text, At: Point{t.x(1) + 32, y}, Align: "left", Size: t.Text, Colour: Ink}
	sign := Point{t.x(1) + 18, y}
	if t.Stacked {
		text.At, sign = Point{20, y + 22}, Point{8, y + 22}
	}
	sheet.Words(append(t.name(y, r), text))
	sheet.Marks("", signItems(sign, r.Sign))
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
	case SignUp:
		solid.Symbol = "triangle"
	case SignDown:
		solid.Symbol, solid.Turn = "triangle", 180
	}
	return []Item{solid}
}

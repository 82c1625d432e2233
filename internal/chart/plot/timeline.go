package plot

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Timeline is what a chart over time shows; years are decimal (2021.5 is 1 July 2021).
type Timeline struct {
	Width, Height int
	Text, Small   float64   // sizes of labels and of axes
	Decimals      int       // of the values
	Format        string    // formatter of the value axis
	Observed      []Instant // the line, in order
	Alternatives  []Instant
	Targets       []Instant
	Pace          []Point // expected path: years and values; nil when there is none
	Moment        *Moment // a dated event behind the line, nil for none
	Names         Kinds
}

// Instant is one figure in time. Name and Tip are what the tooltip says.
type Instant struct {
	Year, Value float64
	Label       string // printed where there is room, "" for none
	Name, Tip   string
	Baseline    bool
	Break       bool // the line up to here passes a change of definition
}

// Moment is a day with the lines of its label.
type Moment struct {
	Year  float64
	Lines []string
}

// Kinds names the series in tooltips.
type Kinds struct{ Line, Baseline, Alternative, Target string }

const (
	headroom   = 46.0 // over the highest hairline, for labels
	yearsFoot  = 28.0
	rightSpace = 14.0
	clutter    = 3 // more breaks than this carry no slash each
)

// timeline is a Timeline being laid out.
type timeline struct {
	Timeline
	canvas      *Canvas
	area        Box
	scale       Scale
	first, last int // years shown, whole
	placer      *Placer
	words       []Word
}

// Draw lays the timeline out and returns the drawing.
func (t Timeline) Draw() *Canvas {
	d := &timeline{Timeline: t, canvas: NewCanvas(t.Width, t.Height)}
	d.measure()
	plane := d.frame()
	overlay := d.canvas.Overlay()
	d.moment(overlay)
	if len(d.Pace) > 1 {
		plane.Line(d.Pace, Stroke{Red, 1.25, []float64{5, 4}})
	}
	d.lines(plane, overlay)
	d.marks(plane)
	d.labels()
	overlay.Words(d.words)
	return d.canvas
}

func (d *timeline) measure() {
	var values []float64
	from, to := math.Inf(1), math.Inf(-1)
	for _, list := range [][]Instant{d.Observed, d.Alternatives, d.Targets} {
		for _, i := range list {
			values = append(values, i.Value)
			from, to = math.Min(from, i.Year), math.Max(to, i.Year)
		}
	}
	for _, p := range d.Pace {
		from, to = math.Min(from, p.X), math.Max(to, p.X)
	}
	d.scale = NewScale(d.Decimals, values...)
	d.first, d.last = int(math.Floor(from)), max(int(math.Ceil(to-0.01)), int(math.Floor(from))+1)
	left := 0.0
	for _, v := range d.scale.Ticks() {
		left = math.Max(left, Width(axisText(v, d.scale.Decimals), d.Small, false))
	}
	left += 9 + unitRoom(d.Format, d.Small)
	d.area = Box{left, headroom, d.canvas.W - left - rightSpace, d.canvas.H - headroom - yearsFoot}
	d.placer = NewPlacer(Box{left - 6, 0, d.canvas.W - left + 6, d.area.Y + d.area.H - 1})
}

// axisText is about as wide as what the formatter of the bundle prints.
func axisText(v float64, decimals int) string {
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if groups := (len(text) - 1) / 3; groups > 0 {
		text += "     "[:min(groups, 5)]
	}
	return text
}

func unitRoom(format string, size float64) float64 {
	if len(format) > 7 && format[len(format)-7:] == "percent" {
		return Width(" %", size, false)
	}
	return 0
}

// frame adds the value axis with its hairlines, and one band per year: a year's name stands in
// the middle of its year, so that 31 December is plainly at its end.
func (d *timeline) frame() Plane {
	years := make([]string, 0, d.last-d.first)
	step := d.yearStep()
	for y := d.first; y < d.last; y++ {
		name := ""
		if (y-d.first)%step == 0 && step == 1 || step > 1 && y%step == 0 {
			name = strconv.Itoa(y)
		}
		years = append(years, name)
	}
	d.canvas.Frame(d.area, Side{Bands: years, Size: d.Small, Ticks: true, Base: true}, Side{Scale: d.scale, Hide: true})
	return d.canvas.Frame(d.area,
		Side{Scale: Scale{Min: float64(d.first), Max: float64(d.last), Step: 1}, Hide: true},
		Side{Scale: d.scale, Format: d.Format, Lines: true, Size: d.Small})
}

// yearStep thins the names of years: a name needs its width in bands of its own, or a few bands
// around it.
func (d *timeline) yearStep() int {
	band := d.area.W / float64(d.last-d.first)
	for _, step := range []int{1, 2, 5, 10} {
		if band*float64(step) >= Width("2020", d.Small, false)+7 {
			return step
		}
	}
	return 20
}

func (d *timeline) at(year, value float64) Point {
	return Point{
		d.area.X + (year-float64(d.first))/float64(d.last-d.first)*d.area.W,
		d.scale.At(value, d.area.Y+d.area.H, d.area.Y),
	}
}

func (d *timeline) place(i Instant) Point { return d.at(i.Year, i.Value) }

// moment draws a dotted vertical; its label is placed last, where there is room.
func (d *timeline) moment(overlay Plane) {
	if d.Moment == nil || d.Moment.Year <= float64(d.first) || d.Moment.Year >= float64(d.last) {
		d.Moment = nil
		return
	}
	x := d.at(d.Moment.Year, 0).X
	overlay.Line([]Point{{x, 16}, {x, d.area.Y + d.area.H}}, Stroke{Axis, 1, []float64{1, 3}})
	d.placer.Trace(Point{x, 16}, Point{x, d.area.Y + d.area.H})
}

// lines joins the figures: solid where they count the same thing, dotted where they may not.
func (d *timeline) lines(plane, overlay Plane) {
	solid, dotted := Stroke{Brand, 2.5, nil}, Stroke{Brand, 1.5, []float64{2, 4}}
	var run []Point
	breaks := 0
	flush := func(s Stroke) {
		if len(run) > 1 {
			plane.Line(run, s)
		}
	}
	for i, o := range d.Observed {
		here := Point{o.Year, o.Value}
		style, other := solid, dotted
		if o.Break {
			style, other = dotted, solid
			breaks++
		}
		if i > 0 && o.Break != (i > 1 && d.Observed[i-1].Break) && len(run) > 1 {
			flush(other)
			run = run[len(run)-1:]
		}
		run = append(run, here)
		if i == len(d.Observed)-1 {
			flush(style)
		}
		if i > 0 {
			d.placer.Trace(d.place(d.Observed[i-1]), d.place(o))
		}
	}
	if breaks <= clutter {
		d.slashes(overlay)
	}
	for i := 1; i < len(d.Pace); i++ {
		d.placer.Trace(d.at(d.Pace[i-1].X, d.Pace[i-1].Y), d.at(d.Pace[i].X, d.Pace[i].Y))
	}
}

// slashes cuts each dotted part that is long enough with the double stroke of a broken axis.
func (d *timeline) slashes(overlay Plane) {
	for i, o := range d.Observed {
		if i == 0 || !o.Break {
			continue
		}
		a, b := d.place(d.Observed[i-1]), d.place(o)
		if math.Hypot(b.X-a.X, b.Y-a.Y) < 44 {
			continue
		}
		m := Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}
		overlay.Line([]Point{{m.X - 3, m.Y}, {m.X + 3, m.Y}}, Stroke{Paper, 6, nil})
		for _, dx := range []float64{-5.5, 0} {
			overlay.Line([]Point{{m.X + dx, m.Y + 6}, {m.X + dx + 5.5, m.Y - 6}}, Stroke{Brand, 1.75, nil})
		}
		d.placer.BlockDot(m, 8)
	}
}

const (
	dotRadius   = 4.0
	lastRadius  = 6.0
	otherRadius = 4.5
	diamond     = 14.0
)

func (d *timeline) marks(plane Plane) {
	var line, base, other, goals []Item
	for _, i := range d.Targets {
		goals = append(goals, i.item("rect", []float64{22, 3}, Solid(Red)))
		p := d.place(i)
		d.placer.Block(Box{p.X - 12, p.Y - 3, 24, 6})
	}
	for _, i := range d.Alternatives {
		other = append(other, i.item("circle", 2*otherRadius-1.75, &Style{Colour: Paper, Border: Brand, Width: 1.75, Opacity: 1}))
		d.placer.BlockDot(d.place(i), otherRadius+1)
	}
	for k, i := range d.Observed {
		radius := dotRadius
		if k == len(d.Observed)-1 {
			radius = lastRadius
		}
		d.placer.BlockDot(d.place(i), radius+1)
		if i.Baseline {
			base = append(base, i.item("diamond", diamond, &Style{Colour: Ink, Border: Paper, Width: ring, Opacity: 1}))
			continue
		}
		line = append(line, i.item("circle", 2*radius, &Style{Colour: Brand, Border: Paper, Width: ring, Opacity: 1}))
	}
	for _, s := range []struct {
		name  string
		items []Item
	}{{d.Names.Target, goals}, {d.Names.Alternative, other}, {d.Names.Line, line}, {d.Names.Baseline, base}} {
		if len(s.items) > 0 {
			plane.Marks(s.name, s.items)
		}
	}
}

func (i Instant) item(symbol string, size any, s *Style) Item {
	return Item{Value: [2]float64{Round4(i.Year), i.Value}, Name: i.Name, Tip: i.Tip, Symbol: symbol, Size: size, Style: s}
}

// labels places, in order of weight: the last figure, the targets, the starting point, the
// others from the latest, the alternatives, and the moment.
func (d *timeline) labels() {
	last := len(d.Observed) - 1
	for k := range d.Observed {
		if i := d.Observed[k]; k == last {
			d.ask(i, Word{Size: d.Text + 3, Bold: true, Colour: Ink}, lastRadius+3, k, true)
		}
	}
	for k := len(d.Targets) - 1; k >= 0; k-- {
		d.ask(d.Targets[k], Word{Size: d.Text, Bold: true, Colour: Red}, 4, -1, k == len(d.Targets)-1)
	}
	for k, i := range d.Observed {
		if i.Baseline && k != last {
			d.ask(i, Word{Size: d.Text, Bold: true, Colour: Ink}, diamond/2+2, k, true)
		}
	}
	for k := last - 1; k >= 0; k-- {
		if i := d.Observed[k]; !i.Baseline && d.tells(k) {
			d.ask(i, Word{Size: d.Text, Colour: Ink}, dotRadius+3, k, false)
		}
	}
	for _, i := range d.Alternatives[max(0, len(d.Alternatives)-Many):] {
		d.ask(i, Word{Size: d.Small, Colour: Muted}, otherRadius+3, -1, false)
	}
	d.momentLabel()
}

// tells reports whether a figure of the line has something to say by its label: of many, the highest and the lowest.
func (d *timeline) tells(k int) bool {
	if len(d.Observed) <= Many {
		return true
	}
	by := func(a, b Instant) int { return cmp.Compare(a.Value, b.Value) }
	value := d.Observed[k].Value
	return value == slices.MaxFunc(d.Observed, by).Value || value == slices.MinFunc(d.Observed, by).Value
}

// ask places the label of a figure; a figure lower than its neighbours is labelled below.
func (d *timeline) ask(i Instant, w Word, gap float64, k int, must bool) {
	if i.Label == "" {
		return
	}
	w.Text, w.Halo = i.Label, true
	below := k > 0 && k < len(d.Observed)-1 && d.Observed[k-1].Value > i.Value && d.Observed[k+1].Value > i.Value ||
		k == len(d.Observed)-1 && k > 0 && d.Observed[k-1].Value > i.Value && d.scale.At(i.Value, 0, 1) > 0.2
	if placed, ok := d.placer.Place(Ask{Word: w, Near: d.place(i), Gap: gap, Below: below, Must: must}); ok {
		d.words = append(d.words, placed)
	}
}

// momentLabel stands beside the vertical, at the first height where all its lines fit.
func (d *timeline) momentLabel() {
	if d.Moment == nil {
		return
	}
	x := d.at(d.Moment.Year, 0).X
	high := d.Small * 1.3
	for y := 16 + high/2; y < d.area.Y+d.area.H/2; y += high / 2 {
		for _, side := range []struct {
			align string
			dx    float64
		}{{"right", -6}, {"left", 6}} {
			if d.momentAt(x+side.dx, y, high, side.align) {
				return
			}
		}
	}
}

func (d *timeline) momentAt(x, y, high float64, align string) bool {
	width := 0.0
	for _, line := range d.Moment.Lines {
		width = math.Max(width, Width(line, d.Small, false))
	}
	b := Box{x, y - high/2, width, high * float64(len(d.Moment.Lines))}
	if align == "right" {
		b.X -= width
	}
	if d.placer.cost(b) > 0 {
		return false
	}
	d.placer.Block(b)
	for i, line := range d.Moment.Lines {
		d.words = append(d.words, Word{Text: line, At: Point{x, y + high*float64(i)}, Align: align, Size: d.Small, Colour: Muted, Halo: true})
	}
	return true
}

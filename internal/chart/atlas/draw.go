package atlas

import (
	"math"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Overseas regions stand off the Atlantic coast; phones show squares.
const (
	wideLeft = 76.0  // room for them beside the mainland
	wideTop  = 258.0 // of the first
	wideStep = 68.0
	wideSide = 56.0 // the square that holds an outline
	edge     = 4.0
)

func (m choropleth) draw(z spec.Size) *plot.Canvas {
	if z.Narrow {
		return m.tiles(z)
	}
	land, s := mainland(), projected(z)
	canvas := plot.NewCanvas(z.Width, int(math.Ceil(s.top+land.H*s.scale+edge)))
	canvas.Regions("regions", s.box(land), m.shapes(false))
	var words []plot.Word
	var leaders [][]plot.Point
	apart := 0
	for _, g := range grounds() {
		switch {
		case g.overseas:
			words = append(words, m.inset(canvas, g, apart, z)...)
			apart++
		case g.aside != plot.Point{}:
			words = append(words, m.beside(g, s.point(g.aside), z)...)
		default:
			said, leader := m.inside(g, s, z)
			words = append(words, said...)
			leaders = append(leaders, leader)
		}
	}
	top := canvas.Overlay()
	for _, line := range leaders {
		if line != nil {
			top.Line(line, plot.Stroke{Colour: plot.Axis, Width: 1})
		}
	}
	top.Words(words)
	return canvas
}

func projected(z spec.Size) projection {
	return projection{scale: (float64(z.Width) - wideLeft - edge) / mainland().W, left: wideLeft, top: edge}
}

// insetBox is the square of the region overseas that comes k regions after the first.
func insetBox(k int) plot.Box {
	return plot.Box{X: edge, Y: wideTop + float64(k)*wideStep, W: wideSide, H: wideSide}
}

// shapes are the fills of the regions drawn together, or of those drawn apart.
func (m choropleth) shapes(overseas bool) []plot.Shape {
	var shapes []plot.Shape
	for _, g := range grounds() {
		if g.overseas == overseas {
			shapes = append(shapes, m.shape(g.code))
		}
	}
	return shapes
}

func (m choropleth) shape(code string) plot.Shape { return plot.Shape{Code: code, Fill: m.fill(code)} }

func (m choropleth) fill(code string) plot.Fill {
	if r, compares := m.figures[code]; compares {
		n := m.Number(r)
		if n == 0 {
			return plot.ZeroFill()
		}
		return plot.ClassFill(shade(classOf(n, m.cuts), len(m.cuts)+1))
	}
	if r, known := m.apart[code]; known {
		if isBarred(r) {
			return plot.BarredFill()
		}
		return plot.ApartFill()
	}
	none := plot.FillOf(segur.Unknown)
	none.Border = plot.Axis // there is no other edge to see between two of them
	return none
}

// inset draws a region overseas in its square, its words at the right.
func (m choropleth) inset(canvas *plot.Canvas, g ground, k int, z spec.Size) []plot.Word {
	box := insetBox(k)
	at := plot.Point{X: box.X, Y: box.Y}
	scale := wideSide / math.Max(g.width, g.height)
	w, h := g.width*scale, g.height*scale
	canvas.Regions("regions/"+g.code, plot.Box{X: at.X + (wideSide-w)/2, Y: at.Y + (wideSide-h)/2, W: w, H: h}, []plot.Shape{m.shape(g.code)})
	return m.caption(g, plot.Point{X: at.X + wideSide + 8, Y: at.Y + wideSide/2 - 8}, "left", wideLeft+24, z)
}

// beside writes the words of a region too small for them at its left.
func (m choropleth) beside(g ground, right plot.Point, z spec.Size) []plot.Word {
	right.Y -= 8
	return m.caption(g, right, "right", 100, z)
}

// caption is a name with the figure under it, on the paper. A name may be cut, a figure is whole or
// left to the table.
func (m choropleth) caption(g ground, at plot.Point, align string, room float64, z spec.Size) []plot.Word {
	size := 12.5
	for size > 10 && plot.Width(m.names[g.code], size, false) > room {
		size -= 0.5
	}
	words := []plot.Word{{Text: plot.Cut(m.names[g.code], room, size, false), At: at, Align: align, Size: size, Colour: plot.Muted}}
	number := plot.Word{Text: m.number(g.code), At: plot.Point{X: at.X, Y: at.Y + 16}, Align: align, Size: z.Text, Bold: true, Colour: plot.Ink}
	if plot.Width(number.Text, number.Size, true) > room {
		number.Text = ""
	}
	return slices.DeleteFunc(append(words, number), func(w plot.Word) bool { return w.Text == "" })
}

// number is the figure of a region as the map prints it, "" for none: by which it is coloured, else the one
// that stands apart, with its unit.
func (m choropleth) number(code string) string {
	if r, compares := m.figures[code]; compares {
		if m.Rate != segur.RateNone {
			return sentence.Per(m.voice.Localizer, m.Rate, r.Per).Text
		}
		return m.voice.Bare(r.Value, r.Series)
	}
	if r, known := m.apart[code]; known {
		return m.voice.Short(r.Value, r.Series)
	}
	return ""
}

// inside writes a region's name and figure where they fit within its outline. What does not fit stands at sea where the region has a place there, with the line that leads
// from it, and is left to the table elsewhere.
func (m choropleth) inside(g ground, s projection, z spec.Size) (words []plot.Word, leader []plot.Point) {
	number := m.number(g.code)
	for _, size := range []float64{12.5, 11.5, 11} {
		for _, k := range []int{1, 2, 0} {
			if words, ok := m.block(g.code, number, s.box(g.rooms[k]), size, z); ok {
				return words, nil
			}
		}
	}
	inner, fits := m.figureAlone(g, number, s, z)
	if g.sea == (plot.Point{}) {
		return inner, nil
	}
	at := s.point(g.sea)
	words = m.caption(g, at, "center", g.seaRoom, z)
	switch {
	case fits && !g.led && len(words) > 0:
		words = append(words[:1], inner...) // the name at sea, the figure within
	case g.led && len(words) > 0:
		last := words[len(words)-1]
		leader = []plot.Point{{X: at.X + plot.Width(last.Text, last.Size, true)/2 + 5, Y: last.At.Y}, s.point(g.middle())}
	}
	return words, leader
}

// figureAlone is the figure of a region in the first room that holds it; fits is false when none does.
func (m choropleth) figureAlone(g ground, number string, s projection, z spec.Size) (words []plot.Word, fits bool) {
	for _, size := range []float64{z.Text, z.Small, 11} {
		for _, k := range []int{1, 0, 2} {
			if room := s.box(g.rooms[k]); plot.Width(number, size, true) <= room.W && size <= room.H {
				if number == "" {
					return nil, true
				}
				return []plot.Word{m.on(g.code, number, room.X+room.W/2, room.Y+room.H/2, size, true)}, true
			}
		}
	}
	return nil, false
}

const (
	lineHigh = 1.15 // of a size
	margin   = 1.5  // between words and an outline
)

// block is a name on up to three lines over its figure, in the middle of a room; ok is false when
// they do not fit.
func (m choropleth) block(code, number string, room plot.Box, size float64, z spec.Size) ([]plot.Word, bool) {
	room = plot.Box{X: room.X + margin, Y: room.Y + margin, W: room.W - 2*margin, H: room.H - 2*margin}
	lines := broken(m.names[code], room.W, size, 3)
	high := float64(len(lines)) * size * lineHigh
	if number != "" {
		high += z.Text * lineHigh
	}
	if lines == nil || high > room.H || plot.Width(number, z.Text, true) > room.W {
		return nil, false
	}
	var words []plot.Word
	x, y := room.X+room.W/2, room.Y+(room.H-high)/2
	for _, line := range lines {
		words = append(words, m.on(code, line, x, y+size*lineHigh/2, size, false))
		y += size * lineHigh
	}
	if number != "" {
		words = append(words, m.on(code, number, x, y+z.Text*lineHigh/2, z.Text, true))
	}
	return words, true
}

// on is a word on a region, in the ink of its fill; a halo keeps a pattern off it.
func (m choropleth) on(code, text string, x, y, size float64, bold bool) plot.Word {
	fill := m.fill(code)
	return plot.Word{Text: text, At: plot.Point{X: x, Y: y}, Align: "center", Size: size, Bold: bold, Colour: fill.On, Halo: fill.Decal != nil}
}

// broken breaks a name at spaces and after hyphens into at most most lines of a width, of about equal
// lengths; nil when it does not fit.
func broken(name string, width, size float64, most int) []string {
	lines := fill(name, width, size)
	if lines == nil || len(lines) > most {
		return nil
	}
	for narrower := width - 2; narrower > 0; narrower -= 2 {
		next := fill(name, narrower, size)
		if next == nil || len(next) > len(lines) {
			break
		}
		lines = next
	}
	return lines
}

// fill puts as many parts of a name on each line as it holds; nil when one is too wide.
func fill(name string, width, size float64) []string {
	var lines []string
	line := ""
	for part := range strings.SplitAfterSeq(strings.ReplaceAll(plot.OneLine(name), "-", "- "), " ") {
		part = strings.Replace(part, "- ", "-", 1)
		if longer := line + part; line == "" || plot.Width(strings.TrimSpace(longer), size, false) <= width {
			line = longer
			continue
		}
		lines, line = append(lines, strings.TrimSpace(line)), part
	}
	lines = append(lines, strings.TrimSpace(line))
	if slices.ContainsFunc(lines, func(l string) bool { return l == "" || plot.Width(l, size, false) > width }) {
		return nil
	}
	return lines
}

package layout

import (
	"math"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/spec"
)

// Size is one of the sizes that pictures come in.
type Size string

// The sizes, in the words of addresses.
const (
	Natural Size = ""       // SVG: 720 units wide or what its texts need, as high as needed
	Social  Size = "social" // 1200 × 630 pixels
	Square  Size = "carre"  // 1080 × 1080 pixels
	Large   Size = "grand"  // 1600 pixels wide: 800 units at double density, as high as needed
)

// sizeFormat is how a size is set. Lengths are units.
type sizeFormat struct {
	wide, high float64 // high is 0 for as high as needed
	density    float64
	margin     float64
	titles     []float64 // sizes of the title, the preferred first
	titleLines int
	sub, key   float64 // sizes of text
	foot       float64
	readable   float64 // size of a drawing's smallest text from which larger is no better
}

func (s Size) format() sizeFormat {
	switch s {
	case Social:
		return sizeFormat{1200, 630, 1, 44, []float64{38, 34, 30, 26}, 3, 20, 17, 15, 17}
	case Square:
		return sizeFormat{1080, 1080, 1, 52, []float64{46, 42, 38, 34}, 4, 24, 21, 18, 22}
	case Large:
		return sizeFormat{800, 0, 2, 40, []float64{25, 23}, 5, 15, 14, 12.5, 12}
	}
	return sizeFormat{720, 0, 1, 20, []float64{22, 20}, 5, 14, 13, 12, 11}
}

// dense is a card for a drawing that needs all the room there is; false where height is free.
func (f sizeFormat) dense() (sizeFormat, bool) {
	f.margin, f.titles = math.Round(f.margin*0.55), []float64{math.Round(f.titles[0] * 0.62)}
	f.sub, f.key, f.foot = math.Round(f.sub*0.75), math.Round(f.key*0.82), math.Round(f.foot*0.8)
	return f, f.high > 0
}

const (
	smallestText = 11.0 // pixels of a text that can still be read
	leastRoom    = 120.0
	mostWords    = 0.7  // of the height of a card, for title, subtitle and legend
	leastBeside  = 0.36 // of the width, for the words beside a drawing
	mostBeside   = 0.52
	footLines    = 2
	subLines     = 4
	altLines     = 12
	loneNumber   = 3.6 // times the size of the title
	loneUnit     = 1.1
	largest      = 1.25 // times the readable size: larger drawings look crude
)

func (f sizeFormat) font(size float64, bold bool, fill string) font {
	line := 1.4
	if bold {
		line = 1.22
	}
	return font{size, math.Round(size*line*2) / 2, bold, fill}
}

// arrangement is one way of setting a picture.
type arrangement struct {
	format  sizeFormat
	title   float64
	beside  bool       // words on the left, drawing on the right
	sketch  *sketch    // nil for a picture of words
	columns *columnSet // nil for the drawing as it is
}

// layOut tries every arrangement and keeps the best.
func layOut(f sizeFormat, sketches []sketch, t Text, w widths) composition {
	var best composition
	top := math.Inf(-1)
	for _, a := range arrangements(f, sketches, w) {
		s, quality := a.lay(t, w)
		quality += 0.15 * a.title / f.titles[0]
		if a.format.margin != f.margin {
			quality -= 0.2 // dense
		}
		if quality > top {
			best, top = s, quality
		}
	}
	return best
}

func arrangements(f sizeFormat, sketches []sketch, w widths) []arrangement {
	forms := []arrangement{}
	for i := range sketches {
		s := &sketches[i]
		forms = append(forms, arrangement{sketch: s})
		if f.high > 0 && s.bounds.high() > s.bounds.wide() {
			for _, set := range splits(*s, w) {
				forms = append(forms, arrangement{sketch: s, columns: &set})
			}
		}
	}
	if len(sketches) == 0 {
		forms = append(forms, arrangement{})
	}
	formats := []sizeFormat{f}
	if dense, ok := f.dense(); ok {
		formats = append(formats, dense)
	}
	var list []arrangement
	for _, a := range forms {
		for _, a.format = range formats {
			for _, a.title = range a.format.titles {
				list = append(list, a)
				if f.high > 0 && f.wide > f.high && a.sketch != nil {
					besides := a
					besides.beside = true
					list = append(list, besides)
				}
			}
		}
	}
	return list
}

// lay sets a picture in one arrangement and says how good it is, from 0 to about 1; less where
// something had to be cut or is too small.
func (a arrangement) lay(t Text, w widths) (composition, float64) {
	f := a.format
	s := composition{wide: f.wide, high: f.high, density: f.density}
	inner, gap, quality := f.wide-2*f.margin, 0.9*f.sub, 0.0
	foot := footer(f, t, inner, w)
	room := box{f.margin, f.margin, f.wide - f.margin, f.high - f.margin - foot.height - gap}
	wordsWide := inner
	if a.beside {
		wide, high := a.extent()
		wordsWide = math.Round(min(max(inner-2*f.sub-wide*room.high()/high, leastBeside*inner), mostBeside*inner))
	}
	head, whole := a.words(t, wordsWide, w)
	if !whole {
		quality--
	}
	s.elements, s.defs = append(s.elements, head.elements...), append(s.defs, head.defs...)
	if a.beside {
		room.x0 += wordsWide + 2*f.sub
		quality -= math.Max(0, head.height-room.high()) // words that run into the foot
	} else {
		room.y0 += head.height + gap
	}
	var placed []*element
	var bottom float64
	switch {
	case a.sketch == nil && t.Lone != nil:
		placed, bottom = lone(f, *t.Lone, room, w)
	case a.sketch == nil:
		placed, bottom = alternative(f, t, room, w)
	default:
		var text float64
		placed, text, bottom = a.draw(room)
		s.defs = append(s.defs, a.sketch.defs...)
		quality += a.judge(text, room)
	}
	s.elements = append(s.elements, placed...)
	if f.high == 0 {
		s.high = math.Ceil(bottom + gap + foot.height + f.margin)
	}
	s.elements = append(s.elements, group(point{f.margin, s.high - f.margin - foot.height}, 1, foot.elements...))
	return s, quality
}

// judge values the size of the drawing's smallest text, and columns less than one drawing.
func (a arrangement) judge(text float64, room box) float64 {
	f := a.format
	quality := math.Min(text/f.readable, 1)
	if a.columns != nil {
		quality -= 0.04*float64(len(a.columns.columns)-1) + 0.05*float64(a.columns.broken)
	}
	if pixels := text * f.density; pixels < smallestText {
		quality -= 1 + smallestText - pixels
	}
	if f.high == 0 {
		return quality
	}
	if room.high() < leastRoom {
		quality--
	}
	wide, high := a.extent()
	scale := math.Min(room.wide()/wide, room.high()/high)
	return quality + 0.15*wide*high*scale*scale/(room.wide()*room.high())
}

func (a arrangement) extent() (wide, high float64) {
	if a.columns != nil {
		return a.columns.size()
	}
	return a.sketch.bounds.wide(), a.sketch.bounds.high()
}

// draw scales the drawing into the room, in the middle of what a card leaves free. It returns the
// size of its smallest text and where it ends.
func (a arrangement) draw(room box) (placed []*element, text, bottom float64) {
	f := a.format
	wide, high := a.extent()
	scale := room.wide() / wide
	if f.high > 0 {
		scale = math.Max(0.01, math.Min(scale, room.high()/high))
	} else {
		scale = math.Min(scale, 1)
	}
	if a.sketch.smallest > 0 {
		scale = math.Min(scale, largest*f.readable/a.sketch.smallest)
	}
	at := point{room.x0, room.y0}
	if f.high > 0 {
		at.x += (room.wide() - wide*scale) / 2
		at.y += (room.high() - high*scale) / 2
	}
	text, bottom = a.sketch.smallest*scale, at.y+high*scale
	if text == 0 {
		text = f.readable
	}
	if a.columns != nil {
		return a.columns.place(at, scale), text, bottom
	}
	b := a.sketch.bounds
	return []*element{group(point{at.x - b.x0*scale, at.y - b.y0*scale}, scale, a.sketch.elements...)}, text, bottom
}

// words sets title, subtitle and legend below each other, from the margin.
func (a arrangement) words(t Text, width float64, w widths) (key, bool) {
	var k key
	f := a.format
	title, sub := f.font(a.title, true, ink), f.font(f.sub, false, muted)
	most := f.titleLines
	if a.beside {
		most *= 3
	}
	lines, whole := w.balance(t.Title, title, width, most)
	y := f.margin
	k.elements = append(k.elements, title.block(lines, point{f.margin, y})...)
	y += float64(len(lines)) * title.line
	if strings.TrimSpace(t.Subtitle) != "" {
		lines, fits := w.wrap(t.Subtitle, sub, width, subLines)
		whole = whole && fits
		y += 0.4 * f.sub
		k.elements = append(k.elements, sub.block(lines, point{f.margin, y})...)
		y += float64(len(lines)) * sub.line
	}
	if len(t.Legend) > 0 && a.sketch != nil && !a.sketch.named {
		y += 0.9 * f.sub
		room := math.Inf(1)
		if f.high > 0 {
			room = math.Max(0, mostWords*f.high-y)
		}
		items := legend(t.Legend, f.font(f.key, false, ink), point{width, room}, a.beside, w)
		whole = whole && !items.short
		k.elements = append(k.elements, group(point{f.margin, y}, 1, items.elements...))
		k.defs = append(k.defs, items.defs...)
		y += items.height
	}
	k.height = y - f.margin
	return k, whole
}

// alternative prints the words that stand for a drawing where there is none.
func alternative(f sizeFormat, t Text, room box, w widths) (placed []*element, bottom float64) {
	body := f.font(math.Round(f.sub*1.15), false, ink)
	most := altLines
	if f.high > 0 {
		most = max(1, int(room.high()/body.line))
	}
	lines, _ := w.wrap(t.Alt, body, room.wide(), most)
	return body.block(lines, point{room.x0, room.y0}), room.y0 + float64(len(lines))*body.line
}

// lone prints a number large enough to stand for a drawing, its unit behind it or, where they are
// long, under it, then its time and what is to be known beside it. A card has it in its middle.
func lone(f sizeFormat, n spec.Lone, room box, w widths) (placed []*element, bottom float64) {
	number, unit := f.font(math.Round(loneNumber*f.titles[0]), true, ink), f.font(math.Round(loneUnit*f.titles[0]), true, ink)
	when, also := f.font(math.Round(f.sub*1.15), false, ink), f.font(f.sub, false, muted)
	if wide := w.of(n.Text, number); wide > room.wide() {
		number = f.font(number.size*room.wide()/wide, true, ink)
	}
	var lines []*element
	y, after := 0.0, strings.TrimSpace(n.After)
	x := w.of(n.Text, number) + 0.35*unit.size
	lines = append(lines, number.print(n.Text, point{0, number.baseline()}, ""))
	beside := x+w.of(after, unit) <= room.wide()
	if beside && after != "" {
		lines = append(lines, unit.print(after, point{x, number.baseline()}, ""))
	}
	y += number.line
	add := func(text string, in font, most int) {
		broken, _ := w.wrap(text, in, room.wide(), most)
		lines = append(lines, in.block(broken, point{0, y})...)
		y += float64(len(broken)) * in.line
	}
	if !beside {
		add(after, unit, 2)
	}
	add(n.When, when, 2)
	if said := n.Also.String(); said != "" {
		y += 0.5 * f.sub
		most := altLines
		if f.high > 0 {
			most = max(1, int((room.high()-y)/also.line))
		}
		add(said, also, most)
	}
	top := room.y0
	if f.high > 0 {
		top += math.Max(0, (room.high()-y)/2)
	}
	return []*element{group(point{room.x0, top}, 1, lines...)}, top + y
}

// footer says where the picture comes from: sources over date and licence, and the address with
// the site's sign at the right where it fits.
func footer(f sizeFormat, t Text, width float64, w widths) key {
	small := f.font(f.foot, false, muted)
	strong := f.font(f.foot, true, ink)
	k := key{elements: []*element{build("rect", "x", "0", "y", "0", "width", format(width), "height", "1", "fill", rule)}}
	y := math.Round(0.75 * f.foot)
	add := func(text string, room float64, most int) float64 {
		lines, _ := w.wrap(text, small, room, most)
		k.elements = append(k.elements, small.block(lines, point{0, y})...)
		return float64(len(lines)) * small.line
	}
	said := joined(t.Date, t.Licence)
	sign := 1.15 * f.foot
	if all := joined(t.Source, said); w.of(all, small)+w.of(t.Address, strong)+3*f.foot+1.5*sign < width {
		said = all
	} else {
		y += add(t.Source, width, footLines)
	}
	address, _ := w.wrap(t.Address, strong, width-1.6*sign, 1)
	if len(address) == 0 {
		k.height = y + add(said, width, footLines)
		return k
	}
	addressWide := w.of(address[0], strong) + 1.5*sign
	x := width - addressWide
	if w.of(said, small)+2*f.foot > x {
		y += add(said, width, footLines)
		x = 0
	} else {
		add(said, width, 1)
	}
	k.elements = append(k.elements, bars(point{x, y + (small.line-sign)/2}, sign/34), strong.print(address[0], point{x + 1.5*sign, y + small.baseline()}, ""))
	k.height = y + small.line
	return k
}

// bars are the site's sign, of 34 units a side.
func bars(at point, scale float64) *element {
	return group(at, scale,
		build("path", "fill", "#a8244e", "d", "M0 10H7V34H0Z"), build("path", "fill", "#7a5a00", "d", "M9 13H16V34H9Z"),
		build("path", "fill", "#0e6e78", "d", "M18 13H25V34H18Z"), build("path", "fill", "#5a3fb0", "d", "M27 1H34V34H27Z"))
}

func joined(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " · ")
}

package view

import (
	"fmt"
	"html"
	"math"
	"strings"

	"github.com/segur-tracker/segur/internal/chart"
)

// Snippet is what newsrooms paste to show a chart: addresses are complete, texts are plain.
type Snippet struct {
	Frame    string // address of the frame
	Page     string // of the page of the same view
	Image    string // of its picture
	Script   string // of the script that gives frames their height
	Title    string
	Alt      string
	Sentence string // what the chart says, for readers who see no frame
	Credit   string // who says so, and when
	Room     Room   // of a frame that no script changes

	ImageWidth, ImageHeight int // in pixels, 0 for unknown
}

// Iframe returns the frame with its words, which are what feed readers and newsletters leave of it.
// No script waits for it there, so that it loads with the page: a frame that was never in view would be printed as a blank.
func (s Snippet) Iframe() string { return s.frame("") + "\n" + s.words("p") }

// WithScript returns the frame that follows the height of its chart. The script hides the words once the frame shows.
func (s Snippet) WithScript() string {
	return s.frame(lazy) + "\n" + s.words("p") + "\n" + s.script()
}

// lazy leaves a frame unloaded while it is far from the window.
const lazy = ` loading="lazy"`

// Quoted returns the same for tools that ask by oEmbed. WordPress keeps of it a quote that stands before a frame, and shows one
// or the other (its function wp_filter_oembed_result, 4.4 and later).
func (s Snippet) Quoted() string {
	return s.words("blockquote") + "\n" + s.frame(lazy) + "\n" + s.script()
}

// frame has no border by style, and by attribute where tools take styles away.
func (s Snippet) frame(when string) string {
	return fmt.Sprintf(`<iframe data-segur src="%s" title="%s" width="100%%" height="%d" frameborder="0"%s style="border:0%s"></iframe>`,
		html.EscapeString(s.Frame), html.EscapeString(s.Title), s.Room.High, when, s.Room.style())
}

func (s Snippet) script() string {
	return `<script async src="` + html.EscapeString(s.Script) + `"></script>`
}

func (s Snippet) words(element string) string {
	return fmt.Sprintf(`<%s data-segur-words><small><a href="%s">%s</a> %s</small></%[1]s>`,
		element, html.EscapeString(s.Page), html.EscapeString(s.Sentence), html.EscapeString(s.Credit))
}

// Linked returns the picture, which leads to the page, with its words.
func (s Snippet) Linked() string {
	room := "" // which a browser keeps free while the picture comes
	if s.ImageHeight > 0 {
		room = fmt.Sprintf(` width="%d" height="%d"`, s.ImageWidth, s.ImageHeight)
	}
	return fmt.Sprintf(`<a href="%s"><img src="%s" alt="%s"%s style="max-width:100%%;height:auto"></a>`,
		html.EscapeString(s.Page), html.EscapeString(s.Image), html.EscapeString(s.Alt), room) + "\n" + s.words("p")
}

// Room is what a frame takes in a column of an article, in pixels: its height there, and the height that holds it in any
// narrower column, as on a phone.
type Room struct {
	High, Slim int
	Window     int // width of the window from which on the column is wide enough for High
}

// style gives a frame its second height where the window is too narrow for the column: a step, written as the only rule that
// an attribute can hold. Tools that strip it leave the height of the column.
func (r Room) style() string {
	switch {
	case r.Slim > r.High:
		return fmt.Sprintf(";height:clamp(%dpx,(%dpx - 100vw)*99,%dpx)", r.High, r.Window, r.Slim)
	case r.Slim > 0 && r.Slim < r.High:
		return fmt.Sprintf(";height:clamp(%dpx,(100vw - %dpx)*99,%dpx)", r.Slim, r.Window, r.High)
	}
	return ""
}

// Framed is what the height of the frame of a chart hangs on.
type Framed struct {
	Chart   chart.Chart
	Table   bool // the table is what is shown
	Frozen  bool // it may say one day that newer figures are out
	Sources string
	Latest  string
	links   float64 // width in pixels of the links under it, on one line
}

// NewFramed returns the frame of a chart in a view; publication is the one it keeps, 0 for today's.
func NewFramed(d Drawer, made chart.Chart, v chart.View) Framed {
	f := Framed{Chart: made, Table: v.Kind == chart.KindTable, Frozen: d.To.Publication > 0}
	for _, key := range []string{"embed.data", "site.name"} {
		link := d.Words.T(key)
		f.links += letters(link, 13) + linkGap
	}
	if made.Latest != "" {
		latest := d.Words.T("embed.latest", "period", made.Latest)
		f.Latest = unbroken(latest) + " · "
	}
	cites, producers := d.cite(made.Sources)
	for _, c := range cites {
		f.Sources += c.Publisher + ", " + c.Date + " · "
	}
	if producers == "" {
		return f
	}
	documents := d.Words.T("figure.many_sources", "count", len(made.Sources))
	f.Sources = producers + " (" + documents + ") · "
	return f
}

// How frames are set, in pixels: frame.scss says the same.
const (
	frameWide   = 560 // from here on the wide drawing
	framePhone  = 416 // up to here smaller letters and edges
	mostWide    = 800 // of a drawing
	mostNarrow  = 384
	lineText    = 21.8
	lineSmall   = 19
	lineAction  = 28
	lineTable   = 20
	gapRow      = 13 // around the lines of a row of a table
	mostTable   = 1200
	actionsWide = 500
	linkGap     = 18 // between the two links, and before the site's sign
)

// dated stands for what follows the sources: date and licence, none of which breaks.
const dated = "nnnnnnn\u00a0nn\u00a0nn\u00a0nnnnnnnnn\u00a0nnnn · Nnnnnnn\u00a0Nnnnnnn\u00a0nnn"

// unbroken is a text that stays on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// Height estimates how high the frame is at a width: a frame that no script changes must show all
// of it, but for long tables, which scroll. Both are pixels.
func (f Framed) Height(width int) int {
	edge, above, title, subtitle := 16.0, 14.0+10, 19.0, 15.0
	if width <= framePhone {
		edge, above, title, subtitle = 12, 12+8, 17, 14
	}
	s := setting{room: float64(width) - 2*edge}
	height := above + s.lines(f.Chart.Title.String(), title)*title*1.3 + s.lines(f.Chart.Subtitle, subtitle)*subtitle*1.45 + 15
	height += f.shown(s, width >= frameWide)
	height += 21 + s.lines("Sources : "+f.Sources+f.Latest+dated, 13)*lineSmall + lineAction
	for _, most := range []float64{actionsWide, f.links} {
		if s.room < most {
			height += lineAction
		}
	}
	if f.Frozen {
		height += 2*lineText + 30
	}
	return int(math.Ceil(height/10) * 10)
}

// shown is the height of the picture with its key, or of what stands in its place.
func (f Framed) shown(s setting, wide bool) float64 {
	drawing, most := f.Chart.Narrow, float64(mostNarrow)
	if wide {
		drawing, most = f.Chart.Wide, mostWide
	}
	switch {
	case f.Table:
		return min(s.table(f.Chart.Table), mostTable)
	case f.Chart.Lone != nil:
		return s.lone(*f.Chart.Lone)
	case drawing.Width == 0:
		return s.lines(f.Chart.Alt.String(), 15) * lineText
	}
	height := min(s.room, most) * float64(drawing.Height) / float64(drawing.Width)
	if len(f.Chart.Legend) > 0 && !(wide && f.Chart.NamesParts) {
		height += s.legend(f.Chart.Legend)
	}
	return height
}

// SafeHeight returns the height in pixels that shows all of the frame in any column of an article,
// with a line to spare.
func (f Framed) SafeHeight() int { return f.tallest(narrowColumn, mostWide+32) + spare }

// In returns what the frame takes in a column of a width in pixels.
func (f Framed) In(column int) Room {
	least, most := column-edges, column
	room := Room{Window: column + beside}
	if column >= usualColumn && f.Chart.Lone == nil { // any column that holds the wide drawing comes near
		least, most, room.Window = frameWide+beside, column+beside, frameWide+2*beside
	}
	room.High, room.Slim = f.tallest(least, most), f.tallest(min(narrowColumn, column), column)+spare
	return room
}

// Pixels of fixed heights.
const (
	narrowColumn = 300 // the narrowest column that they are made for
	edges        = 4   // which a page may draw around a frame
	usualColumn  = 680
	beside       = 40 // what a page may leave beside its column, and columns differ by
	spare        = 10 // for columns of unknown width
)

// tallest is the height that holds the frame in columns from a width to another, in pixels.
func (f Framed) tallest(from, to int) int {
	height := f.Height(to)
	for width := from; width < to; width += 10 {
		height = max(height, f.Height(width))
	}
	if from < frameWide && frameWide <= to {
		height = max(height, f.Height(frameWide-1))
	}
	return height
}

// setting breaks texts into lines as a browser does. Letters have their mean widths in Inter, a
// little generously: a frame that is a line too high beats one that is cut.
type setting struct{ room float64 }

const (
	slimLetters = " iljI.,:;'’|!()[]ftr-·"
	wideLetters = "mwMWŒœÆæ%—€"
)

func letters(text string, size float64) float64 {
	wide := 0.0
	for _, r := range text {
		switch {
		case r == '\u00a0':
			wide += 0.28
		case strings.ContainsRune(slimLetters, r):
			wide += 0.31
		case strings.ContainsRune(wideLetters, r):
			wide += 0.88
		default:
			wide += 0.58
		}
	}
	return wide * size
}

// lines is how many lines a text takes.
func (s setting) lines(text string, size float64) float64 {
	count, at := 1.0, 0.0
	for word := range strings.SplitSeq(text, " ") {
		wide := letters(word+" ", size)
		if at > 0 && at+wide > s.room {
			count, at = count+1, 0
		}
		count += math.Floor(wide / s.room)
		at += math.Mod(wide, s.room)
	}
	return count
}

// lone is the height of a number in the place of a picture.
func (s setting) lone(n chart.Lone) float64 {
	const most, unit, when, also, line = 64, 24, 17, 15, 1.1
	number := min(most, 0.13*(s.room+32)) // of the width of the frame, whose edges are up to 16
	height := number*line + s.lines(n.When, when)*when*1.45 + 18
	if letters(n.Text, number)+10+letters(n.After, unit) > s.room {
		height += s.lines(n.After, unit) * unit * line
	}
	if said := n.Also.String(); said != "" {
		height += 8 + s.lines(said, also)*also*1.45
	}
	return height
}

// legend is the height of a key, whose entries stand side by side while there is room.
func (s setting) legend(items []chart.LegendItem) float64 {
	const sign, gap, line, between = 34, 16, 24.0, 5
	height, at := 22+line, 0.0
	for _, item := range items {
		wide := sign + letters(item.Label, 13)
		if at > 0 && at+wide > s.room {
			height, at = height+line+between, 0
		}
		height += math.Floor(wide/s.room) * line
		at += min(wide, s.room) + gap
	}
	return height
}

// table is about the height of a table: columns share the room by what is in them.
func (s setting) table(t chart.Table) float64 {
	height := 10 + 2.0*lineTable + gapRow
	for _, row := range t.Rows {
		wide := letters(row.Header, 14.5) + 12
		for _, cell := range row.Cells {
			wide += letters(cell.Text+cell.After, 14) + 12
			if cell.Source != "" {
				wide += citedLetters * 14 * 0.5
			}
		}
		height += math.Ceil(wide*1.3/s.room)*lineTable + gapRow
	}
	return height
}

// citedLetters is how long the name of a document in a cell may be.
const citedLetters = 32

package atlas

import (
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
)

// Phones show each region as a square of the same size, about where it lies, since outlines that small hold
// no words. Those overseas stand in the last column.
const (
	tileColumns = 6
	tileGap     = 4.0
	tileSea     = 10.0 // between the mainland and the last column
	tileHigh    = 50.0
	tileRows    = 6
)

// tile is the place of a region, from the top left corner.
type tile struct {
	code        string
	column, row int
}

func tiles() []tile {
	return []tile{
		{"32", 2, 0},
		{"28", 1, 1}, {"11", 2, 1}, {"44", 3, 1},
		{"53", 0, 2}, {"52", 1, 2}, {"24", 2, 2}, {"27", 3, 2},
		{"75", 1, 3}, {"84", 3, 3},
		{"76", 2, 4}, {"93", 3, 4},
		{"94", 4, 5},
		{"01", 5, 0}, {"02", 5, 1}, {"03", 5, 2}, {"04", 5, 3}, {"06", 5, 4},
	}
}

// box is where the square of a region stands.
func (t tile) box(z spec.Size) plot.Box {
	wide := (float64(z.Width) - tileSea - (tileColumns-1)*tileGap) / tileColumns
	box := plot.Box{X: float64(t.column) * (wide + tileGap), Y: float64(t.row) * (tileHigh + tileGap), W: wide, H: tileHigh}
	if t.column == tileColumns-1 {
		box.X += tileSea
	}
	return box
}

func (m choropleth) tiles(z spec.Size) *plot.Canvas {
	canvas := plot.NewCanvas(z.Width, int(tileRows*(tileHigh+tileGap)))
	var words []plot.Word
	for _, t := range tiles() {
		box := t.box(z)
		fill := m.fill(t.code)
		canvas.Block(box, fill)
		middle := box.X + box.W/2
		words = append(words, plot.Word{
			Text: m.voice.Say("map.tile." + t.code), At: plot.Point{X: middle, Y: box.Y + 16}, Align: "center", Size: 11, Colour: fill.On, Halo: fill.Decal != nil,
		})
		number := m.number(t.code)
		if r, known := m.apart[t.code]; known {
			number = m.voice.Bare(r.Value, r.Series) // the key names the unit
		}
		if number != "" {
			size, bold := z.Small, true
			for size > 10 && plot.Width(number, size, true) > box.W-2 {
				size -= 0.5
			}
			if plot.Width(number, size, true) > box.W-2 {
				bold = false
			}
			if plot.Width(number, size, bold) > box.W {
				continue // it is in the table
			}
			words = append(words, plot.Word{
				Text: number, At: plot.Point{X: middle, Y: box.Y + 34}, Align: "center", Size: size, Bold: bold, Colour: fill.On, Halo: fill.Decal != nil,
			})
		}
	}
	canvas.Overlay().Words(words)
	return canvas
}

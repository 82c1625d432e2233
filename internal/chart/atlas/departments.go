package atlas

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/plot"
)

// Departments is the ground of a map of the departments, in whole units of a drawing that grows to the right
// and down. Those overseas stand beside the mainland, to scales of their own.
type Departments struct {
	Width, Height int
	Outlines      []Outline
	Frames        []Frame
}

// Outline is where a department is drawn. One that is too small to hold a mark is drawn twice: in its place,
// and in the frame of the capital.
type Outline struct {
	Code string
	Path string // as SVG writes it, "" for a place without an outline of its own
	X, Y int    // of its mark
	Twin bool   // it has its mark elsewhere
}

// Frame is a box around what is not to the scale of the mainland.
type Frame struct {
	Region     string // code of the region inside, "" for the capital and the departments around it
	X, Y, W, H int
}

// The drawing is a tenth of the units of the outlines: borders that are nearer than that are one.
const departmentUnit = 10.0

// capital is the enlargement of Paris and the three departments around it, where the map has nothing else.
const capitalScale = 4.6

func capital() []string { return []string{"75", "92", "93", "94"} }

func capitalBox() plot.Box { return plot.Box{X: 5990, Y: 4480, W: 800, H: 820} }

// island is a collectivity that the file has no outline of: its mark stands beside those of its agency.
func islands() map[string]plot.Point {
	return map[string]plot.Point{"978": {X: 1320, Y: 5200}, "977": {X: 1320, Y: 4890}}
}

// ReadDepartments reads "departements.geojson" from the folder of the outlines.
func ReadDepartments(geo fs.FS) (*Departments, error) {
	body, err := fs.ReadFile(geo, "departements.geojson")
	if err != nil {
		return nil, fmt.Errorf("outlines of the departments: %w", err)
	}
	var file struct {
		Box    [4]float64 `json:"bbox"`
		Insets []struct {
			Code string
			Box  [4]float64
		}
		Features []feature
	}
	if err := json.Unmarshal(body, &file); err != nil {
		return nil, fmt.Errorf("outlines of the departments: %w", err)
	}
	ground := square{top: file.Box[3], unit: departmentUnit}
	d := &Departments{Width: ground.size(file.Box[2]) + 1, Height: ground.size(file.Box[3]) + 1}
	for _, inset := range file.Insets {
		b := inset.Box
		d.Frames = append(d.Frames, Frame{inset.Code, ground.size(b[0]), ground.size(file.Box[3] - b[3]), ground.size(b[2] - b[0]), ground.size(b[3] - b[1])})
	}
	near := closer(file.Features, ground)
	box := capitalBox()
	d.Frames = append(d.Frames, Frame{"", ground.size(box.X), ground.size(file.Box[3] - box.Y - box.H), ground.size(box.W), ground.size(box.H)})
	for _, f := range file.Features {
		rings, err := f.rings()
		if err != nil {
			return nil, fmt.Errorf("outline of %s: %w", f.Properties.Code, err)
		}
		d.Outlines = append(d.Outlines, ground.outline(f, rings, slices.Contains(capital(), f.Properties.Code)))
		if slices.Contains(capital(), f.Properties.Code) {
			d.Outlines = append(d.Outlines, near.outline(f, rings, false))
		}
	}
	for code, at := range islands() {
		x, y := ground.place([2]float64{at.X, at.Y})
		d.Outlines = append(d.Outlines, Outline{Code: code, X: x, Y: y})
	}
	slices.SortStableFunc(d.Outlines, func(a, b Outline) int { return strings.Compare(a.Code, b.Code) })
	return d, nil
}

// feature is a department of the file.
type feature struct {
	Properties struct {
		Code  string
		Label [2]float64 `json:"cp"`
	}
	Geometry struct {
		Type        string
		Coordinates json.RawMessage
	}
}

// rings returns every outline, holes included.
func (f feature) rings() (rings [][][2]float64, err error) {
	if f.Geometry.Type == "Polygon" {
		return rings, json.Unmarshal(f.Geometry.Coordinates, &rings)
	}
	var many [][][][2]float64
	err = json.Unmarshal(f.Geometry.Coordinates, &many)
	for _, polygon := range many {
		rings = append(rings, polygon...)
	}
	return rings, err
}

// square places the outlines on the grid of the drawing.
type square struct{ left, top, unit float64 }

func (s square) size(length float64) int { return int(math.Round(length / s.unit)) }

func (s square) place(p [2]float64) (x, y int) { return s.size(p[0] - s.left), s.size(s.top - p[1]) }

// closer places the departments of the capital in the middle of their frame.
func closer(all []feature, ground square) square {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, f := range all {
		if !slices.Contains(capital(), f.Properties.Code) {
			continue
		}
		rings, _ := f.rings() // read again with its error by the caller
		for _, ring := range rings {
			for _, p := range ring {
				for i := range p {
					low[i], high[i] = math.Min(low[i], p[i]), math.Max(high[i], p[i])
				}
			}
		}
	}
	box, unit := capitalBox(), ground.unit/capitalScale
	return square{
		left: (low[0]+high[0])/2 - (box.X+box.W/2-ground.left)/capitalScale,
		top:  (low[1]+high[1])/2 + (ground.top-box.Y-box.H/2)/capitalScale,
		unit: unit,
	}
}

func (s square) outline(f feature, rings [][][2]float64, twin bool) Outline {
	o := Outline{Code: f.Properties.Code, Twin: twin}
	o.X, o.Y = s.place(f.Properties.Label)
	var path strings.Builder
	for _, ring := range rings {
		s.write(&path, ring)
	}
	o.Path = path.String()
	return o
}

// write adds a ring to a path, without the points that make no difference on the grid.
func (s square) write(path *strings.Builder, ring [][2]float64) {
	var kept [][2]int
	for _, p := range ring {
		x, y := s.place(p)
		if n := len(kept); n > 0 && kept[n-1] == [2]int{x, y} {
			continue
		}
		for n := len(kept); n > 1 && straightOn(kept[n-2], kept[n-1], [2]int{x, y}); n = len(kept) {
			kept = kept[:n-1]
		}
		kept = append(kept, [2]int{x, y})
	}
	if len(kept) < 4 {
		return
	}
	path.WriteString("M" + strconv.Itoa(kept[0][0]) + " " + strconv.Itoa(kept[0][1]) + "l")
	for i, p := range kept[1 : len(kept)-1] { // the last is the first
		step(path, p[0]-kept[i][0], i > 0)
		step(path, p[1]-kept[i][1], true)
	}
	path.WriteString("z")
}

func straightOn(a, b, c [2]int) bool {
	return (b[0]-a[0])*(c[1]-b[1]) == (b[1]-a[1])*(c[0]-b[0])
}

// step writes a number, after a space where the sign does not part it from the one before.
func step(path *strings.Builder, by int, apart bool) {
	if apart && by >= 0 {
		path.WriteByte(' ')
	}
	path.WriteString(strconv.Itoa(by))
}

package atlas

import "github.com/segur-tracker/segur/internal/chart/plot"

// The outlines are those of assets/geo/regions.geojson, in its planar units, y growing to the
// north. mainland is what the regions of the mainland and Corse fill, from the lower left corner.
func mainland() plot.Box { return plot.Box{X: 1113, Y: 1, W: 5700, H: 5302} }

// ground is where a region lies. One overseas has only the size of its outline: it is drawn apart,
// to a scale of its own. For the others, rooms are the boxes inside the outline where text fits:
// the flattest, the one for lines and the squarest.
type ground struct {
	code          string
	overseas      bool
	width, height float64
	rooms         [3]plot.Box
	aside         plot.Point // right end of the words of a region too small for them, zero for none
	sea           plot.Point // middle of what has no room inside, zero for none
	seaRoom       float64    // width of that place
	led           bool       // a line leads from there to the region
}

// grounds lists the eighteen regions, those overseas first.
func grounds() []ground {
	return []ground{
		{code: "01", overseas: true, width: 820, height: 698},
		{code: "02", overseas: true, width: 724, height: 832},
		{code: "03", overseas: true, width: 676, height: 833},
		{code: "04", overseas: true, width: 820, height: 708},
		{code: "06", overseas: true, width: 594, height: 833},
		led(inland("11", [4]float64{3671, 3832, 570, 255}, [4]float64{3701, 3802, 540, 285}, [4]float64{3716, 3772, 405, 405}), plot.Point{X: 2560, Y: 5100}),
		inland("24", [4]float64{3050, 3079, 1005, 285}, [4]float64{3230, 2974, 825, 450}, [4]float64{3290, 2884, 750, 765}),
		inland("27", [4]float64{4099, 3113, 1425, 255}, [4]float64{4354, 2843, 975, 525}, [4]float64{4129, 2873, 675, 675}),
		inland("28", [4]float64{2437, 4071, 1095, 255}, [4]float64{2467, 3921, 825, 405}, [4]float64{2467, 3921, 450, 420}),
		inland("32", [4]float64{3653, 4357, 825, 510}, [4]float64{3653, 4357, 825, 510}, [4]float64{3653, 4252, 675, 705}),
		inland("44", [4]float64{4305, 3799, 1545, 315}, [4]float64{4410, 3604, 1365, 630}, [4]float64{4485, 3604, 885, 810}),
		tight(offshore(inland("52", [4]float64{2262, 3200, 750, 270}, [4]float64{2262, 3110, 690, 360}, [4]float64{2592, 3320, 465, 495}), plot.Point{X: 1640, Y: 3310}), 100),
		inland("53", [4]float64{1419, 3636, 1170, 255}, [4]float64{1659, 3546, 765, 405}, [4]float64{1809, 3471, 525, 480}),
		inland("75", [4]float64{2531, 2304, 1335, 345}, [4]float64{2651, 2049, 1155, 630}, [4]float64{2696, 1839, 780, 840}),
		inland("76", [4]float64{2971, 1123, 1695, 255}, [4]float64{2926, 733, 1200, 630}, [4]float64{3286, 688, 840, 885}),
		inland("84", [4]float64{3910, 2061, 1740, 255}, [4]float64{3940, 1896, 1425, 675}, [4]float64{4405, 1791, 825, 780}),
		offshore(inland("93", [4]float64{4844, 1168, 930, 285}, [4]float64{4994, 1078, 690, 375}, [4]float64{5054, 943, 510, 510}), plot.Point{X: 5200, Y: 690}),
		{code: "94", aside: plot.Point{X: 6330, Y: 400}},
	}
}

func inland(code string, flat, lines, square [4]float64) ground {
	g := ground{code: code}
	for i, b := range [][4]float64{flat, lines, square} {
		g.rooms[i] = plot.Box{X: b[0], Y: b[1], W: b[2], H: b[3]}
	}
	return g
}

func led(g ground, words plot.Point) ground {
	g.led = true
	return offshore(g, words)
}

// tight bounds the words of a place at sea.
func tight(g ground, width float64) ground {
	g.seaRoom = width
	return g
}

func offshore(g ground, words plot.Point) ground {
	g.sea, g.seaRoom = words, 170
	return g
}

// middle is the middle of the squarest room.
func (g ground) middle() plot.Point {
	room := g.rooms[2]
	return plot.Point{X: room.X + room.W/2, Y: room.Y + room.H/2}
}

// projection places the outlines on a drawing.
type projection struct {
	scale     float64 // units of the drawing for one of the outlines
	left, top float64 // of the mainland
}

func (s projection) box(b plot.Box) plot.Box {
	at := s.point(plot.Point{X: b.X, Y: b.Y + b.H})
	return plot.Box{X: at.X, Y: at.Y, W: b.W * s.scale, H: b.H * s.scale}
}

func (s projection) point(p plot.Point) plot.Point {
	m := mainland()
	return plot.Point{X: s.left + (p.X-m.X)*s.scale, Y: s.top + (m.Y+m.H-p.Y)*s.scale}
}

package atlas

import (
	"math"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// centres are points inside the outlines of the mainland and of Corse: the label points of
// assets/geo/regions.geojson.
func centres() map[string]plot.Point {
	return map[string]plot.Point{
		"11": {X: 3916, Y: 4018},
		"24": {X: 3543, Y: 3224},
		"27": {X: 4812, Y: 3075},
		"28": {X: 3011, Y: 4119},
		"32": {X: 4060, Y: 4693},
		"44": {X: 5031, Y: 3961},
		"52": {X: 2640, Y: 3314},
		"53": {X: 2101, Y: 3716},
		"75": {X: 3208, Y: 2372},
		"76": {X: 3936, Y: 1338},
		"84": {X: 4713, Y: 2195},
		"93": {X: 5317, Y: 1253},
		"94": {X: 6620, Y: 449},
	}
}

// places say where each region lies on both drawings, and what the map shows of it.
func (m choropleth) places() []spec.Place {
	var places []spec.Place
	s, points := projected(spec.Wide()), centres()
	apart := 0
	for _, g := range grounds() {
		place := spec.Place{Region: g.code, Name: m.names[g.code], Says: m.says(g.code)}
		if g.overseas {
			place.Wide = whole(insetBox(apart))
			apart++
		} else {
			at := s.point(points[g.code])
			place.Wide = whole(plot.Box{X: at.X, Y: at.Y})
		}
		squares := tiles()
		i := slices.IndexFunc(squares, func(t tile) bool { return t.code == g.code })
		place.Narrow = whole(squares[i].box(spec.Narrow()))
		places = append(places, place)
	}
	return places
}

func whole(b plot.Box) [4]int {
	round := func(x float64) int { return int(math.Round(x)) }
	return [4]int{round(b.X), round(b.Y), round(b.W), round(b.H)}
}

// says is what the map shows of a region, without its name.
func (m choropleth) says(code string) string {
	v := m.voice
	if r, compares := m.figures[code]; compares {
		said := v.Amount(r.Value, r.Series).String()
		if m.Rate != segur.RateNone {
			said = series.Rated(m.Comparison, r, v) + " · " + said
		}
		return said + " · " + m.rank(r)
	}
	if r, known := m.apart[code]; known {
		return v.Amount(r.Value, r.Series).String() + " · " + v.Say("map.apart_because", "why", sentence.Differs(m.Comparison, r, v.Localizer))
	}
	return v.Say("map.none")
}

func (m choropleth) rank(r catalog.Regional) string {
	rank := m.Rank(r.Territory.Code)
	return m.voice.Say("map.rank", "rank", m.voice.Ordinal(rank), "all", len(m.Figures))
}

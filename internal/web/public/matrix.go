package public

import (
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Matrix is the table of all measures and years.
type Matrix struct {
	*locale.Localizer
	Years   []view.Year
	Columns int // the measure's name, one per year, the last known state
	Pillars []MatrixPillar
	States  []view.State // the key
}

// MatrixPillar is the part of the matrix that belongs to a pillar.
type MatrixPillar struct {
	Number int
	Title  string
	Href   string // the list of its measures
	Rows   []MatrixRow
}

// MatrixRow is a measure, by its short title, with its years.
type MatrixRow struct {
	Number int
	Title  string
	Href   string
	Strips []view.Strip
	Last   view.Standing
}

func (c *call) matrix(a Asked) Matrix {
	years := c.years(a)
	m := Matrix{Localizer: c.words, Years: years, Columns: 2 + len(years)}
	for _, s := range segur.States() {
		state := view.NewState(c.words, s)
		m.States = append(m.States, state)
	}
	for _, pillar := range c.Pillars() {
		group := MatrixPillar{Number: pillar.Number, Title: c.text(pillar.Title), Href: c.page.To.Measures(view.Filter{Pillar: pillar.Number})}
		for _, measure := range pillar.Measures {
			strips := view.Strips(c.Catalog, c.words, measure)
			last := view.NewStanding(c.Catalog, c.words, measure.Standing, c.LastYear())
			group.Rows = append(group.Rows, MatrixRow{
				Number: measure.Number, Title: c.text(measure.ShortTitle), Href: c.page.To.Measure(measure), Strips: strips, Last: last,
			})
		}
		m.Pillars = append(m.Pillars, group)
	}
	return m
}

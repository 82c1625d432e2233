package chart

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
)

// record is the states of the measures as a chart reads them.
type record struct {
	*catalog.Catalog
	reading segur.Reading // "" for segur.ByYear
}

func (r record) known() bool { return r.reading == segur.LastKnown }

func (r record) tallies() []catalog.YearCounts { return r.Tallies(r.reading) }

func (r record) ofPillar(p *catalog.Pillar) []catalog.YearCounts {
	return r.PillarTallies(p, r.reading)
}

// under returns the name of a text about the reading: "progress.subtitle" or
// "progress.subtitle_known", which for a last year under way ends in "_open".
func (r record) under(id string) string {
	if r.known() {
		id += "_known"
	}
	return id
}

// dated is a subtitle; where the last year is under way it says up to when.
func (r record) dated(id string, v *spec.Voice, args ...any) string {
	said := v.Say(id, args...)
	if r.UnderWay(r.LastYear()) {
		said += v.Say("until", "year", r.LastYear(), "until", v.Until(r.Catalog))
	}
	return said
}

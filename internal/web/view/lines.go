package view

import (
	"context"
	"html/template"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Tile is a key figure: value, date, change, picture, trajectory with reason, source.
type Tile struct {
	*locale.Localizer
	Pillar     int // 0 when the indicator belongs to no measure
	Measure    int
	Label      string
	Href       string
	Value      Value
	Progress   locale.Phrase
	Picture    template.HTML
	Trajectory Trajectory
	Next       Next
}

// Tile makes the tile of an indicator's main series.
func (d Drawer) Tile(ctx context.Context, ind *catalog.Indicator) (Tile, error) {
	s := ind.Main()
	t := Tile{
		Localizer: d.Words, Label: d.Words.Text(ind.Label.In(string(d.Words.Lang()))),
		Href: d.To.Indicator(ind.Code),
	}
	if len(ind.Of) > 0 {
		t.Measure, t.Pillar = ind.Of[0].Number, ind.Of[0].In.Number
	}
	t.Value = NewValue(d.Catalog, d.Words, ind.Indicator, s.Shown())
	t.Progress, t.Trajectory, t.Next = sentence.Progress(s, d.Words), NewTrajectory(d.Words, s), NextOf(d.Catalog, d.Words, ind, d.Day)
	var err error
	t.Picture, err = d.Spark(ctx, s)
	return t, err
}

// IndicatorLine is an indicator in a table: its latest value and where it comes from.
type IndicatorLine struct {
	Label      string
	Href       string
	Role       string
	Value      Value
	Territory  string        // "" for France
	Range      locale.Phrase // instead of Value where only regions are documented
	Citations  []Citation    // of the figures of Range
	Trajectory Trajectory
	Next       Next
}

// LineTable is a table of indicators, for the "indicator-lines" component.
type LineTable struct {
	*locale.Localizer
	Caption string
	Folded  bool // the caption is read beside the table already
	Lines   []IndicatorLine
}

// Lines makes the table of some indicators.
func (p Page) Lines(lines []IndicatorLine, caption string) LineTable {
	return LineTable{p.Localizer, caption, false, lines}
}

// FoldedLines makes the table of some indicators under a heading that names it: its caption is
// for those who hear the page.
func (p Page) FoldedLines(lines []IndicatorLine, caption string) LineTable {
	return LineTable{p.Localizer, caption, true, lines}
}

// ValueTable lists figures of one territory, for the "value-table" component.
type ValueTable struct {
	*locale.Localizer
	Caption string
	Values  []Value
	Page    Page // that the table stands on
	// Scattered is true when most figures come from another document than the one before, in a
	// series that warns of it: the table says so once.
	Scattered bool
}

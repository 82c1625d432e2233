package view

import "github.com/segur-tracker/segur/internal/locale"

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
}

// LineTable is a table of indicators, for the "indicator-lines" component.
type LineTable struct {
	*locale.Localizer
	Caption string
	Lines   []IndicatorLine
}

// Lines makes the table of some indicators.
func (p Page) Lines(lines []IndicatorLine, caption string) LineTable {
	return LineTable{p.Localizer, caption, lines}
}

// ValueTable lists figures of one territory, for the "value-table" component.
type ValueTable struct {
	*locale.Localizer
	Caption string
	Values  []Value
	// Scattered is true when most figures come from another document than the one before, in a
	// series that warns of it: the table says so once.
	Scattered bool
}

package view

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// StateCount is one line of the table of states: how many measures are in one.
type StateCount struct {
	State
	N       int
	Count   locale.Figure
	Now     locale.Figure // documented for the year itself
	Older   locale.Figure // carried from an earlier one
	Href    string
	Unknown bool
}

// CountStates returns the eight lines in order, with links to the list.
func CountStates(l *locale.Localizer, to Links, t catalog.YearCounts, filter Filter) []StateCount {
	var lines []StateCount
	for _, s := range segur.Standings() {
		state := NewState(l, s)
		filter.State = s.Slug()
		line := StateCount{
			State: state, N: t.Counts[s], Count: sentence.Count(l, t.Counts[s]), Href: to.Measures(filter), Unknown: s == segur.Unknown,
			Now: sentence.Count(l, t.Documented(s)), Older: sentence.Count(l, t.Carried[s]),
		}
		if line.Unknown { // nothing is documented of them, this year or before
			line.Now = sentence.Count(l, 0)
		}
		lines = append(lines, line)
	}
	return lines
}

// Row is a line of numbered cells, one per measure, in runs of equal states.
type Row struct {
	N     int
	Count locale.Figure
	Runs  []Run
	Cells []RowCell
	Title string
}

// Run heads the cells of one state.
type Run struct {
	State
	N     int
	Count locale.Figure
	Final bool // the last of a row of several
}

// RowCell is a measure in a row.
type RowCell struct {
	Number  int
	Href    string
	Title   string
	Slug    string // of the state
	Carried bool
	Year    string // that the state is of, "" where it is that of the row
	First   bool   // of a run of cells of that year
	Name    string // measure, state and year in words
}

// Rows sorts the measures into those documented for a year and the others, by state and then by
// year, the latest first.
func Rows(c *catalog.Catalog, l *locale.Localizer, to Links, r segur.Reading, year int) (documented, others Row, err error) {
	documented.Title = documentedIn(c, l, year)
	others.Title = l.T("rows."+string(r), "year", year)
	for _, s := range segur.Standings() {
		var now, old []*catalog.Measure
		for _, m := range c.Measures() {
			switch cell := m.Cell(year); {
			case cell.In(r) != s:
			case s == segur.Unknown || cell.Carried(r):
				old = append(old, m)
			default:
				now = append(now, m)
			}
		}
		slices.SortStableFunc(old, func(a, b *catalog.Measure) int {
			return cmp.Compare(b.Cell(year).Standing.Year, a.Cell(year).Standing.Year)
		})
		if err = documented.add(c, l, to, s, now, r, year); err != nil {
			return documented, others, err
		}
		if err = others.add(c, l, to, s, old, r, year); err != nil {
			return documented, others, err
		}
	}
	for _, row := range []*Row{&documented, &others} {
		row.Count = sentence.Count(l, row.N)
		if n := len(row.Runs); n > 1 {
			row.Runs[n-1].Final = row.Runs[n-1].N == 1
		}
	}
	return documented, others, nil
}

func (row *Row) add(c *catalog.Catalog, l *locale.Localizer, to Links, s segur.State, measures []*catalog.Measure, r segur.Reading, year int) error {
	if len(measures) == 0 {
		return nil
	}
	state := NewState(l, s)
	row.N += len(measures)
	row.Runs = append(row.Runs, Run{State: state, N: len(measures), Count: sentence.Count(l, len(measures))})
	for _, m := range measures {
		cell := newRowCell(c, l, to, m, r, year)
		cell.First = len(row.Cells) == 0 || row.Cells[len(row.Cells)-1].Year != cell.Year
		row.Cells = append(row.Cells, cell)
	}
	return nil
}

func newRowCell(c *catalog.Catalog, l *locale.Localizer, to Links, m *catalog.Measure, r segur.Reading, year int) RowCell {
	standing := m.Cell(year).Standing
	if r == segur.ByYear && standing.CarriedTo(year) {
		standing = segur.Standing{} // the reading knows of no other year
	}
	told := NewStanding(c, l, standing, year)
	cell := RowCell{
		Number: m.Number, Href: to.Measure(m), Title: l.Text(m.ShortTitle.In(string(l.Lang()))),
		Slug: told.Slug, Carried: told.Carried,
	}
	if told.Carried {
		cell.Year = strconv.Itoa(told.Year)
	}
	cell.Name = l.T("seen.cell", "number", m.Number, "title", cell.Title, "state", told.Name)
	return cell
}

// documentedIn heads the measures that have a document of the year, and says up to when while it is
// under way.
func documentedIn(c *catalog.Catalog, l *locale.Localizer, year int) string {
	if !c.UnderWay(year) {
		return l.T("rows.documented", "year", year)
	}
	until := sentence.Until(c, l)
	return l.T("rows.documented_so_far", "year", year, "until", until)
}

package view

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Standing is where a measure stands as seen from a year, for the "standing" component.
type Standing struct {
	State
	Year    int    // that the state is documented for, 0 when nothing is
	Carried bool   // it is documented for an earlier year than the one it is seen from
	Final   bool   // it stands until a document contradicts it
	Silent  bool   // without news for segur.SilentAfterYears
	Say     string // « documentée en 2026 », « état de 2022, rien de publié depuis »
	Basis   string // « officiel », « déduit », « par le sujet », "" when nothing is documented
	Name    string // all of it in one breath, for those who do not see the drawing
}

// NewStanding words a standing as seen from a year of the catalog.
func NewStanding(c *catalog.Catalog, l *locale.Localizer, s segur.Standing, year int) Standing {
	state := NewState(l, s.State)
	v := Standing{State: state, Year: s.Year, Carried: s.CarriedTo(year), Final: s.State.Final(), Silent: s.Silent()}
	v.Say = l.T("seen."+sayingOf(c, s, year), "year", s.Year, "now", year)
	v.Name = v.Word
	if s.State == segur.Unknown {
		return v
	}
	v.Basis = l.T("basis_word." + string(s.Basis))
	key := "seen.name"
	switch {
	case v.Carried && v.Final:
		key = "seen.name_since"
	case v.Carried:
		key = "seen.name_carried"
	}
	v.Name = l.T(key, "state", v.Word, "year", s.Year, "basis", v.Basis)
	return v
}

// sayingOf names the words on the age of a state.
func sayingOf(c *catalog.Catalog, s segur.Standing, year int) string {
	switch {
	case s.State == segur.Unknown:
		return "never"
	case !s.CarriedTo(year):
		return "documented"
	case s.Silent():
		return "silent"
	case s.Year == year-1 && c.UnderWay(year):
		return "not_yet"
	}
	return "carried"
}

// Strip is one year of a measure, as drawn in the matrix, in the list and on its page.
type Strip struct {
	Standing
	At          int    // the year
	Small       string // « en cours », "" for a year that is over
	Said        string // the year and what it shows, in words
	First, Last bool   // of a run of years documented alike
	Lone        bool   // the run is of one year
	Newest      bool   // the last year of the catalog
}

// Strips words the years of a measure.
func Strips(c *catalog.Catalog, l *locale.Localizer, m *catalog.Measure) []Strip {
	strips := make([]Strip, 0, len(m.Cells))
	alike := func(i, k int) bool {
		return k >= 0 && k < len(m.Cells) && m.Cells[k].Assessment != nil && m.Cells[k].State() == m.Cells[i].State()
	}
	for i, cell := range m.Cells {
		standing := NewStanding(c, l, cell.Standing, cell.Year)
		s := Strip{Standing: standing, At: cell.Year, Newest: i == len(m.Cells)-1, First: !alike(i, i-1), Last: !alike(i, i+1)}
		s.Lone = s.First && s.Last
		s.Said = l.T("seen.year", "year", cell.Year, "state", standing.Name)
		s.Small = Small(c, l, cell.Year)
		strips = append(strips, s)
	}
	return strips
}

// Small is what stands under a year: « en cours » while it is under way, "" once it is over.
func Small(c *catalog.Catalog, l *locale.Localizer, year int) string {
	if !c.UnderWay(year) {
		return ""
	}
	return l.T("seen.under_way")
}

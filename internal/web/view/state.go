package view

import (
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// State is a standing with its words, for the "state" component.
type State struct {
	Slug   string // class and address form: "in-progress", "unknown"
	Word   string // « En cours de déploiement »
	Medium string // where a cell is narrow on a desktop
	Short  string // where a cell is narrow on a phone
}

// NewState words a standing.
func NewState(l *locale.Localizer, s segur.State) (State, error) {
	v := State{Slug: s.Slug()}
	for _, word := range []struct {
		key  string
		into *string
	}{{"state.", &v.Word}, {"state_medium.", &v.Medium}, {"state_short.", &v.Short}} {
		text, err := l.T(word.key + v.Slug)
		if err != nil {
			return State{}, err
		}
		*word.into = text
	}
	return v, nil
}

// StateCount is one line of the key: a standing and how many measures are in it.
type StateCount struct {
	State
	Count locale.Figure
	N     int
	Href  string
	Bar   BarPart
}

// BarPart says how a part of the bar of measures is labelled: the server knows which words
// fit, so that no script has to measure them.
type BarPart struct {
	Cells []struct{} // one per measure
	Tight bool       // on a phone neither word nor full-size number fits
	Short bool       // on a desktop the word does not fit
}

// Rough widths of a unit of the bar and of a letter, in pixels.
const (
	wideUnit, narrowUnit     = 33.0, 10.5
	wideLetter, narrowLetter = 8.6, 7.6
)

// CountStates returns the eight standings in order with their counts and links to the list.
func CountStates(l *locale.Localizer, to Links, counts segur.Counts, filter Filter) ([]StateCount, error) {
	var lines []StateCount
	for _, s := range segur.Standings() {
		state, err := NewState(l, s)
		if err != nil {
			return nil, err
		}
		filter.State = s.Slug()
		lines = append(lines, StateCount{
			State: state, N: counts[s], Count: sentence.Count(l, counts[s]), Href: to.Measures(filter),
			Bar: barPart(state, counts[s]),
		})
	}
	return lines, nil
}

func barPart(s State, n int) BarPart {
	span := float64(n)
	return BarPart{
		Cells: make([]struct{}, n),
		Tight: n < 3 || float64(utf8.RuneCountInString(s.Short))*narrowLetter > span*narrowUnit,
		Short: float64(utf8.RuneCountInString(s.Word))*wideLetter > span*wideUnit,
	}
}

// Year is one entry of the year selector or one head of a table.
type Year struct {
	Year    int
	Href    string
	Current bool
}

// Strip is one year of a measure, as drawn in the matrix and on its page.
type Strip struct {
	Year        int
	State       State
	First, Last bool // of a run of equal states
}

// Strips words the years of a measure.
func Strips(l *locale.Localizer, m *catalog.Measure) ([]Strip, error) {
	strips := make([]Strip, 0, len(m.Cells))
	for i, cell := range m.Cells {
		state, err := NewState(l, cell.State())
		if err != nil {
			return nil, err
		}
		strips = append(strips, Strip{
			Year: cell.Year, State: state,
			First: i == 0 || m.Cells[i-1].State() != cell.State(),
			Last:  i == len(m.Cells)-1 || m.Cells[i+1].State() != cell.State(),
		})
	}
	return strips, nil
}

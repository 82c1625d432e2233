package view

import (
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// State is a standing with its words, for the "state" component.
type State struct {
	Slug   string // class and address form: "in-progress", "unknown"
	Word   string // « En cours de déploiement »
	Medium string // where a cell is narrow on a desktop
	Short  string // where a cell is narrow on a phone
}

// NewState words a standing.
func NewState(l *locale.Localizer, s segur.State) State {
	v := State{Slug: s.Slug()}
	for _, word := range []struct {
		key  string
		into *string
	}{{"state.", &v.Word}, {"state_medium.", &v.Medium}, {"state_short.", &v.Short}} {
		text := l.T(word.key + v.Slug)
		*word.into = text
	}
	return v
}

// Year is one entry of the year selector or one head of a table.
type Year struct {
	Year    int
	Href    string
	Current bool
	Small   string // « en cours » for the year under way, "" for one that is over
}

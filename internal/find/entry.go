package find

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/segur"
)

// Kind is what an entry is; its text form stands in addresses.
type Kind string

// The kinds, in the order in which equal answers are shown.
const (
	Measures    Kind = "mesures"
	Indicators  Kind = "indicateurs"
	Regions     Kind = "regions"
	Departments Kind = "departements"
	Projects    Kind = "projets"
	Dates       Kind = "dates"
	Strands     Kind = "volets"
	States      Kind = "etats"
	Axes        Kind = "axes"
	Terms       Kind = "sigles"
	Sections    Kind = "pages"
	Sources     Kind = "sources"
)

// kinds are all of them, in order.
var kinds = [...]Kind{Measures, Indicators, Regions, Departments, Projects, Dates, Strands, States, Axes, Terms, Sections, Sources}

// Kinds lists every kind in order.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// Entry is something to be found. One of its references is set, that of its kind; a pillar is an axis.
type Entry struct {
	Kind  Kind
	Title string // in the language of the index, typeset
	Text  string // likewise, "" for none

	Measure    *catalog.Measure
	Indicator  *catalog.Indicator
	Territory  segur.Territory
	Department segur.Department
	Project    *segur.Project
	Event      segur.Event
	Strand     segur.Consultation
	State      segur.State
	Priority   segur.Priority
	Pillar     *catalog.Pillar
	Term       glossary.Term
	Section    string // name of a section of the site
	Source     *catalog.Source
}

// Section is a page of the site that can be found by what it is about.
type Section struct {
	Name, Title, Text string
	Also              string // words that readers may use for it
}

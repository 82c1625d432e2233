package chart

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// The charts of the whole plan, as addresses name them.
const (
	Progress   = "avancement"
	ByPillar   = "avancement-par-pilier"
	Matrix     = "matrice"
	Objectives = "objectifs"
	Investment = "investissement"
)

// Common is the chart that stands for whatever has none of its own.
const Common = Progress

// Sentence is how a citation states what a chart shows.
type Sentence int

// The sentences.
const (
	SaysTitle  Sentence = iota // its title, which is a computed sentence
	SaysPlan                   // the same after the name of the plan, which the title leaves out
	SaysYear                   // what is documented for the last year shown
	SaysSeries                 // the figures of the series shown, else its title
)

// Definition describes a chart, or a family of charts. Everything that lists charts or treats them
// apart asks it: the gallery, pages, frames, files, oEmbed, previews, effects and citations.
type Definition struct {
	Name string
	// Family lists what follows Name in the names of a family of charts, nil for a single one.
	Family   func(*catalog.Catalog) []string
	Home     bool   // it stands on the home page
	Composes string // code of the indicator that it shows by its parts
	Sentence Sentence

	// One of these builds it: from the states of measures, whose reading may be chosen, from figures, or for
	// the member of a family. Charts of indicators have parts of their own.
	states  func(record, *spec.Voice) (Chart, error)
	figures func(*catalog.Catalog, *spec.Voice) (Chart, error)
	member  func(*catalog.Catalog, string, View, *spec.Voice) (Chart, error)
	years   bool // from and to may be chosen
	// card builds what stands for it in a picture of the size of a card, nil where it stands for itself.
	card func(*catalog.Catalog, segur.Reading, *spec.Voice) (Chart, error)
}

// Definitions lists the charts in the order of the gallery.
func Definitions() []Definition {
	return []Definition{
		{Name: Progress, Home: true, Sentence: SaysYear, states: progress, years: true},
		{Name: ByPillar, Home: true, states: pillarProgress, years: true},
		{Name: Matrix, Sentence: SaysPlan, states: matrix, years: true, card: card},
		{Name: Objectives, figures: objectives},
		{Name: Investment, Composes: "inv-total", Sentence: SaysPlan, figures: investment},
		{Name: segur.RegionChart, Family: regionCodes, member: region},
		{Name: segur.RankingChart, Family: ranked, member: ranking},
		{Name: segur.IndicatorChart, Family: indicatorCodes, Sentence: SaysSeries},
	}
}

// Find returns the definition of a chart; code is what follows the name of a family. ok is false for
// a name that no chart can have.
func Find(name string) (d Definition, code string, ok bool) {
	for _, d := range Definitions() {
		if d.Family == nil && d.Name == name {
			return d, "", true
		}
		if code, ok := strings.CutPrefix(name, d.Name); ok && d.Family != nil {
			return d, code, true
		}
	}
	return Definition{}, "", false
}

// Names lists every chart of the catalog.
func Names(c *catalog.Catalog) []string {
	var names []string
	for _, d := range Definitions() {
		if d.Family == nil {
			names = append(names, d.Name)
			continue
		}
		for _, code := range d.Family(c) {
			names = append(names, d.Name+code)
		}
	}
	return names
}

func indicatorCodes(c *catalog.Catalog) []string {
	var codes []string
	for _, i := range c.Indicators() {
		codes = append(codes, i.Code)
	}
	return codes
}

// Plan lists the charts that stand for no single indicator or region.
func Plan() []string {
	return picked(func(d Definition) bool { return d.Family == nil })
}

// OnHome lists the charts of the home page.
func OnHome() []string { return picked(func(d Definition) bool { return d.Home }) }

func picked(wanted func(Definition) bool) (names []string) {
	for _, d := range Definitions() {
		if wanted(d) {
			names = append(names, d.Name)
		}
	}
	return names
}

// Of names the chart that tells most of an indicator: its own, but for those that another composes.
func Of(i *catalog.Indicator) string {
	all := Definitions()
	if at := slices.IndexFunc(all, func(d Definition) bool { return d.Composes == i.Code }); at >= 0 {
		return all[at].Name
	}
	return segur.ChartOf(i.Code)
}

// TooFine reports whether the drawing of a chart cannot be read in a picture of the size of a card.
func TooFine(name string) bool {
	d, _, _ := Find(name)
	return d.card != nil
}

// Card returns what stands for a chart on a picture of the size of a card, where its own drawing is too fine to be read: for
// the matrix, how many measures are in each state under the reading of the view. ok is false where a chart stands for itself.
func Card(c *catalog.Catalog, name string, v View, l *locale.Localizer) (f Chart, ok bool, err error) {
	if !TooFine(name) || v.Kind == KindTable {
		return Chart{}, false, nil
	}
	d, _, _ := Find(name)
	f, err = finish(name, l, func(voice *spec.Voice) (Chart, error) { return d.card(c.Within(v.From, v.To), v.Reading, voice) })
	return f, true, err
}

package opendata

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Chart is what a file says: one chart of one publication, in one language.
type Chart struct {
	Catalog *catalog.Catalog
	Words   *locale.Localizer
	Chart   chart.Chart
	View    View
	Day     string // of the publication, YYYY-MM-DD where readers live
	Links   Links
	// Citation is for JSON alone: a line of CSV names the document of its figure.
	Citation Citation
}

// Citation is how to name the chart, and the sentence that states its figure.
type Citation struct {
	Short    string `json:"short"`
	Long     string `json:"long"`
	Sentence string `json:"sentence"`
}

// View is the part of the chart that is shown; null stands for what nobody restricted.
type View struct {
	Territory *string `json:"territory"` // "84", "FR"
	From      *int    `json:"from"`      // first year
	To        *int    `json:"to"`        // last year
	Kind      string  `json:"kind"`      // "graphique", "carte" or "tableau"
	Reading   *string `json:"reading"`   // "dernier" or "annee" for states of measures, null for the rest
}

// Links are the addresses of one view: its page, its frame, its files, and this very file with
// the figures of its publication for good. They are complete with scheme and host where the
// site knows its own, and begin with a slash otherwise.
type Links struct {
	Page   string `json:"page"`
	Frame  string `json:"frame"`
	SVG    string `json:"svg"`
	PNG    string `json:"png"`
	CSV    string `json:"csv"`
	JSON   string `json:"json"`
	Frozen string `json:"frozen"`
}

// The licence of the data. Its name is worded for readers; programs know it by the identifier
// of the list of SPDX.
const (
	LicenceID  = "etalab-2.0"
	LicenceURL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
)

// Units of figures that were counted or computed here, beside those of indicators.
const (
	unitCount = "count"
	unitRatio = "ratio" // 0.5 reads « 50 % »
)

// cell is a cell of the table with what stands around it.
type cell struct {
	row, column string
	value       string // "1889", "" for a text
	unit        string // code, "" for a text
	text        string // as readers see it, with its unit
	of          string // indicator/territory/kind/period, "" for a text or a derived figure
	source      string // id of the document, "" where several stand behind it
	standing    segur.Standing
}

// cells returns the table line by line.
func (c Chart) cells() []cell {
	var all []cell
	for _, row := range c.Chart.Table.Rows {
		for i, from := range row.Cells {
			column := ""
			if i+1 < len(c.Chart.Table.Columns) {
				column = c.Chart.Table.Columns[i+1].Label
			}
			all = append(all, cell{
				row: row.Header, column: column, value: from.Value, unit: c.unit(from), text: from.Text + from.After,
				of: from.Of, source: from.Source, standing: from.Standing,
			})
		}
	}
	return all
}

// stateYear returns the year that a state is documented for, "" for a cell without state.
func (c cell) stateYear() string {
	if c.standing.State == segur.Unknown {
		return ""
	}
	return strconv.Itoa(c.standing.Year)
}

// unit returns the code of the unit that a figure is in. A share is kept as a ratio and read in
// percent, and only its sign tells it from a count.
func (c Chart) unit(from chart.Cell) string {
	if from.Value == "" {
		return ""
	}
	code, _, _ := strings.Cut(from.Of, "/")
	if i := c.Catalog.Indicator(code); i != nil {
		return i.Unit
	}
	if strings.Contains(from.Text+from.After, "%") {
		return unitRatio
	}
	return unitCount
}

// document returns a document of the catalog; an id that is not there, which a valid catalog
// cannot hold, gives an empty one.
func (c Chart) document(id string) segur.Source {
	if s := c.Catalog.Source(id); s != nil {
		return s.Source
	}
	return segur.Source{}
}

// title sets the title of a document as its own language does.
func title(s segur.Source) string { return locale.Typography(locale.Lang(s.Language), s.Title) }

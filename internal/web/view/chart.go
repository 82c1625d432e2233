package view

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// ChartRenderer turns chart options into pictures that are safe inside a page.
type ChartRenderer interface {
	Picture(ctx context.Context, r svg.Request) (svg.Picture, error)
}

// Chart is a chart as pages show it: a picture first, then its words, key and table.
type Chart struct {
	*locale.Localizer
	ID          string
	Name        string // of the chart
	View        chart.View
	Level       int // of the heading; 1 where the chart is the page
	Title       locale.Phrase
	Href        string // where the title leads, "" for nowhere
	Subtitle    string
	Alt         locale.Phrase
	Wide        template.HTML // "" when there is nothing to draw
	Narrow      template.HTML
	Lone        *chart.Lone // the number that stands in their place, nil for words alone
	Live        *LiveChart  // nil when a script would add nothing
	Places      *Places     // of a map whose regions can be pointed at, nil for any other chart
	Legend      []LegendItem
	NamesParts  bool // the wide picture names its own parts: the legend is for phones
	Table       Table
	Rows        int    // of the table where it is too long for the page, else 0
	TableHref   string // where it is then
	Latest      string // the time of the newest counted figure, "" for none
	Citations   []Citation
	Producers   string // of the documents, when they are too many to cite
	Documents   int    // how many they are
	SourcesHref string // where they are listed
	ShareHref   string // page that gives the chart away, "" there itself
	AsTable     bool   // the table is what is shown, and no picture
}

// LiveChart is what the script in the page reads to take over from the picture.
type LiveChart struct {
	Lang   locale.Lang     `json:"lang"`
	Wide   json.RawMessage `json:"wide"`
	Narrow json.RawMessage `json:"narrow"`
}

// Places are the regions of a map as readers walk them: by a form that sets one beside others, and by a script that
// names what is pointed at.
type Places struct {
	Action      string // of the form
	Publication int    // that the reader looks back to, 0 for today's figures
	Regions     []PlaceOnMap
}

// PlaceOnMap is a region with the address of its page.
type PlaceOnMap struct {
	chart.Place
	Href string `json:"href"`
}

// LegendItem is one entry of the key: a standing, one carried from an earlier year, a kind of mark or a class of a map.
type LegendItem struct {
	Kind  string
	State State
	Class int // of "class"
	Label string
}

// Table is the data table of a chart.
type Table struct {
	Caption string
	Columns []chart.Column
	Rows    []TableRow
}

// TableRow is a row with its header.
type TableRow struct {
	Header string
	Cells  []TableCell
}

// TableCell is a figure with its unit and source, or plain text.
type TableCell struct {
	chart.Cell
	Numeric  bool
	Citation *Citation
}

// Drawer makes charts for one page: one language, one catalog, unique names.
type Drawer struct {
	Catalog       *catalog.Catalog
	Words         *locale.Localizer
	To            Links
	ChartRenderer ChartRenderer
	Day           string // of the publication, in words: what is late is so on that day
}

// Usual is the view of a chart that pages of the site show: last known states where there is a choice.
func Usual(c *catalog.Catalog, name string) chart.View {
	if choices, err := chart.ChoicesOf(c, name); err == nil && choices.Readings != nil {
		return chart.View{Reading: segur.LastKnown}
	}
	return chart.View{}
}

// Chart draws a chart of the catalog by name in its usual view, under a heading of the given level.
func (d Drawer) Chart(ctx context.Context, name string, level int) (Chart, error) {
	return d.View(ctx, name, Usual(d.Catalog, name), level)
}

// View draws a chart in one view, under a heading of the given level.
func (d Drawer) View(ctx context.Context, name string, v chart.View, level int) (Chart, error) {
	made, err := chart.MakeView(d.Catalog, name, v, d.Words)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", name, err)
	}
	return d.Made(ctx, made, v, level)
}

// mostRows is how long the table beside a picture may be; longer ones have a page of their own.
const mostRows = 48

// Made draws a chart that was made in a view.
func (d Drawer) Made(ctx context.Context, made chart.Chart, v chart.View, level int) (Chart, error) {
	f, err := d.draw(ctx, made, level)
	f.View = v
	if _, withdrawn := d.Catalog.Withdrawal(made.Name); !withdrawn && level > 1 {
		f.ShareHref = d.To.Chart(made.Name, v, Style{})
	}
	if v.Kind == chart.KindTable {
		f.AsTable, f.Live = true, nil
	} else if rows := len(f.Table.Rows); rows > mostRows {
		v.Kind = chart.KindTable
		f.Rows, f.TableHref, f.Table.Rows = rows, d.To.Chart(made.Name, v, Style{}), nil
	}
	return f, err
}

// Series draws the chart of one series.
func (d Drawer) Series(ctx context.Context, s *catalog.Series, level int) (Chart, error) {
	made, err := chart.MakeSeries(s, d.Words)
	if err != nil {
		return Chart{}, fmt.Errorf("chart of %s: %w", s.Indicator.Code, err)
	}
	var v chart.View
	if s.Indicator.Regional() {
		v.Territory = s.Territory.Code
	}
	return d.Made(ctx, made, v, level)
}

func (d Drawer) draw(ctx context.Context, made chart.Chart, level int) (Chart, error) {
	f := Chart{
		Localizer: d.Words, ID: "g-" + made.Name, Name: made.Name, Level: level,
		Title: made.Title, Subtitle: made.Subtitle, Alt: made.Alt, NamesParts: made.NamesParts, Latest: made.Latest, Lone: made.Lone,
	}
	var err error
	if f.Wide, err = d.picture(ctx, made, made.Wide, "wide"); err != nil {
		return Chart{}, err
	}
	if f.Narrow, err = d.picture(ctx, made, made.Narrow, "narrow"); err != nil {
		return Chart{}, err
	}
	if made.Interactive && made.Wide.Option != nil {
		f.Live = &LiveChart{d.Words.Lang(), made.Wide.Option, made.Narrow.Option}
	}
	f.Legend, f.Places = d.legend(made.Legend), d.places(made.Places)
	f.Table = d.table(made.Table)
	if f.Citations, f.Producers = d.cite(made.Sources); f.Producers != "" {
		f.Documents, f.SourcesHref = len(made.Sources), d.To.Section("sources")
	}
	return f, err
}

// inline is the one place that declares markup safe: a svg.Picture has been parsed and written
// again from an allow-list of elements and attributes.
func inline(p svg.Picture) template.HTML { return template.HTML(p) }

func (d Drawer) places(made []chart.Place) *Places {
	if made == nil {
		return nil
	}
	all := &Places{Action: d.To.Action("regions"), Publication: d.To.Publication}
	for _, one := range made {
		t, _ := d.Catalog.Territory(one.Region)
		all.Regions = append(all.Regions, PlaceOnMap{one, d.To.Region(t)})
	}
	return all
}

func (d Drawer) picture(ctx context.Context, made chart.Chart, drawing chart.Drawing, size string) (template.HTML, error) {
	if drawing.Option == nil {
		return "", nil
	}
	picture, err := d.ChartRenderer.Picture(ctx, svg.Request{
		Option: drawing.Option, Width: drawing.Width, Height: drawing.Height,
		ID: "g-" + made.Name + "-" + size, Class: "seg-" + size, Lang: string(d.Words.Lang()),
		Title: made.Title.String(), Description: made.Alt.String(),
	})
	return inline(picture), err
}

// Spark draws the small picture of a tile; "" when there is nothing to draw.
func (d Drawer) Spark(ctx context.Context, s *catalog.Series) (template.HTML, error) {
	drawing, alt, err := chart.Spark(s, d.Words)
	if err != nil || drawing.Option == nil {
		return "", err
	}
	picture, err := d.ChartRenderer.Picture(ctx, svg.Request{
		Option: drawing.Option, Width: drawing.Width, Height: drawing.Height,
		ID: "t-" + s.Indicator.Code, Lang: string(d.Words.Lang()), Title: alt,
	})
	return inline(picture), err
}

func (d Drawer) legend(items []chart.LegendItem) []LegendItem {
	var legend []LegendItem
	for _, item := range items {
		entry := LegendItem{Kind: item.Kind, Class: item.Class, Label: item.Label}
		if item.Kind == "state" || item.Kind == "carried" || item.Kind == "stands" || item.Kind == "lapses" {
			state := NewState(d.Words, item.State)
			entry.State = state
		}
		legend = append(legend, entry)
	}
	return legend
}

func (d Drawer) table(t chart.Table) Table {
	out := Table{Caption: t.Caption, Columns: t.Columns}
	for _, row := range t.Rows {
		r := TableRow{Header: row.Header}
		for i, cell := range row.Cells {
			entry := TableCell{Cell: cell, Numeric: i+1 < len(t.Columns) && t.Columns[i+1].Numeric}
			if cell.Source != "" {
				cite := Cite(d.Catalog, d.Words, cell.Source)
				entry.Citation = &cite
			}
			r.Cells = append(r.Cells, entry)
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// mostCited keeps the line under a chart short; past it the line names the first producers and
// gives the number of documents, and the table or the pages of the measures cite each.
const mostCited = 5

// cite returns the documents, or their producers where they are too many, "" where they are not.
func (d Drawer) cite(ids []string) (cites []Citation, producers string) {
	if len(ids) > mostCited {
		producers, _ = sentence.Producers(d.Catalog, d.Words, ids)
		return nil, producers
	}
	for _, id := range ids {
		cite := Cite(d.Catalog, d.Words, id)
		cites = append(cites, cite)
	}
	return cites, ""
}

package view

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// mostProjectRows bounds the projects that stand among other things.
const mostProjectRows = 20

// ProjectRows are investment projects as lists show them. Nothing is summed.
type ProjectRows struct {
	*locale.Localizer
	Rows  []ProjectRow
	Total locale.Figure
	More  int    // how many more there are
	Href  string // where all are
}

// ProjectRow is one of them.
type ProjectRow struct {
	*locale.Localizer
	ID     string
	Title  string
	Place  string // operator, town and department
	Amount *locale.Figure
	Aid    *locale.Figure
	Stage  Stage
	Dates  string // planned, "" for none
	Note   string // French
	Source Citation
}

// Stage is how far a project has come.
type Stage struct {
	Word  string
	Step  int // from 1
	Steps []bool
	On    string // the day that it is of, in words
}

// NewProjectRows lists the first projects of a region.
func NewProjectRows(c *catalog.Catalog, l *locale.Localizer, to Links, r catalog.Region) ProjectRows {
	rows := ProjectRows{Localizer: l, Total: sentence.Count(l, len(r.Projects)), Href: to.Projects()}
	for _, p := range r.Projects[:min(len(r.Projects), mostProjectRows)] {
		rows.Rows = append(rows.Rows, NewProjectRow(c, l, p))
	}
	rows.More = len(r.Projects) - len(rows.Rows)
	return rows
}

// NewProjectRow words a project.
func NewProjectRow(c *catalog.Catalog, l *locale.Localizer, p segur.Project) ProjectRow {
	row := ProjectRow{
		Localizer: l, ID: p.ID, Title: l.Text(p.Title.In(string(l.Lang()))), Note: locale.Typography(locale.FR, p.Note), Source: Cite(c, l, p.Source),
		Amount: euros(l, p.Amount), Aid: euros(l, p.Aid),
	}
	row.Place = l.T("project.where", "operator", l.Text(p.Operator), "place", l.Text(p.Place), "department", departmentName(l, p.Department))
	if !p.StartsOn.IsZero() || !p.EndsOn.IsZero() {
		row.Dates = l.T("project.planned", "from", dayOf(l, p.StartsOn), "to", dayOf(l, p.EndsOn))
	}
	row.Stage = Stage{Word: l.T("stage." + string(p.Stage)), Step: 1 + slices.Index(segur.Stages(), p.Stage)}
	for i := range segur.Stages() {
		row.Stage.Steps = append(row.Stage.Steps, i < row.Stage.Step)
	}
	if row.Stage.On = dayOf(l, p.StageOn); p.StageOn.IsZero() {
		row.Stage.On = row.Source.Date
	}
	return row
}

func euros(l *locale.Localizer, n *segur.Number) *locale.Figure {
	if n == nil {
		return nil
	}
	return &locale.Figure{Value: n.String(), Text: l.Quantity(n.Float(), segur.MaxDecimals, "million_eur").String()}
}

func dayOf(l *locale.Localizer, d segur.Date) string {
	if d.IsZero() {
		return l.T("project.undated")
	}
	return l.Date(d.Year, d.Month, d.Day)
}

func departmentName(l *locale.Localizer, code string) string {
	all := segur.ProjectPlaces()
	i := slices.IndexFunc(all, func(d segur.Department) bool { return d.Code == code })
	if i < 0 {
		return code
	}
	return l.Text(all[i].Name)
}

package view

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Report returns the form in which a reader says what they know of a subject. It is always about
// today's figures.
func (t Links) Report(about doubt.Subject) string {
	if key := about.Key(); key != "" {
		return t.Action("report") + "?" + key
	}
	return t.Action("report")
}

// ReportCase returns the public page of a case.
func (t Links) ReportCase(id int64) string {
	return t.Action("reports") + "/" + strconv.FormatInt(id, 10)
}

// ReportsPage returns a page of the list of answers; the first is the section itself.
func (t Links) ReportsPage(n int) string {
	if n < 2 {
		return t.Section("reports")
	}
	return t.keep(t.Action("reports") + "?page=" + strconv.Itoa(n))
}

// ReportLink leads to the form about one place of a page, for the "report" component.
type ReportLink struct {
	*locale.Localizer
	Href  string
	About string // the place, for those who hear the link alone; "" for that of the whole page
	Bare  bool   // the sign alone, where a page has many
}

// Report returns the link to the form about a subject, nil while the site takes no reports: the
// component then draws nothing.
func (p Page) Report(about doubt.Subject, place string) *ReportLink {
	if !p.Reports {
		return nil
	}
	return &ReportLink{Localizer: p.Localizer, Href: p.To.Report(about), About: place}
}

// ReportYear is ReportState as a bare sign, beside each state of a measure.
func (p Page) ReportYear(number, year int, place string) *ReportLink {
	return bare(p.ReportState(number, year, place))
}

// ReportValue is Report for a figure, as a bare sign beside it.
func (p Page) ReportValue(v Value) *ReportLink {
	parts := strings.SplitN(v.Of, "/", 4) // as segur.Value.FigureID joins them
	if len(parts) != 4 {
		return nil
	}
	return bare(p.Report(doubt.Subject{Indicator: parts[0], Territory: parts[1], Period: parts[3]}, v.Period))
}

func bare(link *ReportLink) *ReportLink {
	if link != nil {
		link.Bare = true
	}
	return link
}

// ReportMeasure is Report for a measure.
func (p Page) ReportMeasure(number int, place string) *ReportLink {
	return p.Report(doubt.Subject{Measure: number}, place)
}

// ReportState is Report for the state of a measure in a year.
func (p Page) ReportState(number, year int, place string) *ReportLink {
	return p.Report(doubt.Subject{Measure: number, Year: year}, place)
}

// ReportIndicator is Report for an indicator.
func (p Page) ReportIndicator(code, place string) *ReportLink {
	return p.Report(doubt.Subject{Indicator: code}, place)
}

// ReportChart is Report for a chart: that of an indicator is about the indicator.
func (p Page) ReportChart(name string) *ReportLink {
	if code, ok := segur.ChartIndicator(name); ok {
		return p.ReportIndicator(code, "")
	}
	return p.Report(doubt.Subject{Chart: name}, "")
}

// Subject is what a report is about, in words.
type Subject struct {
	Text    string // « Mesure 12, Lits à la demande »
	Detail  string // « état de 2021 », "" for the whole
	Pillar  int    // 0 for none
	Place   string // « Mesure 12 », where a few words do; "" for the site as a whole
	Href    string // of the public page, "" for the site as a whole
	Measure int    // the only measure concerned, 0 for none or several
	State   *State // of the year, else the last documented one; nil where there is none
	Value   *Value // the one in question, nil for none
	Gone    bool   // the figures have no such thing any more
}

// Subject words what a report is about. What the figures no longer have is Gone, in the words that
// are left.
func (t Describer) Subject(about doubt.Subject) (s Subject) {
	switch {
	case about.Measure > 0:
		s = t.measureSubject(about)
	case about.Indicator != "":
		s = t.indicatorSubject(about)
	case about.Chart != "":
		s = t.chartSubject(about)
	case about.Project != "":
		s = t.projectSubject(about)
	default:
		s.Text = t.Words.T("doubt.about_site")
	}
	if s.Gone {
		s.Text = t.Words.T("doubt.about_gone", "what", about.Key())
	}
	return s
}

func (t Describer) text(words segur.Text) string {
	return t.Words.Text(words.In(string(t.Words.Lang())))
}

func (t Describer) measureSubject(about doubt.Subject) (s Subject) {
	m := t.Catalog.Measure(about.Measure)
	if m == nil || (about.Year != 0 && !t.Catalog.HasYear(about.Year)) {
		return Subject{Gone: true}
	}
	s = Subject{Pillar: m.In.Number, Href: t.To.Measure(m), Measure: m.Number}
	s.Place = t.Words.T("measure.number", "number", m.Number)
	s.Text = t.Words.T("doubt.about_measure", "number", m.Number, "title", t.text(m.ShortTitle))
	cell, known := m.Last()
	if about.Year != 0 {
		cell, known = m.Cell(about.Year), true
	}
	if !known {
		return s
	}
	s.Detail = t.Words.T("doubt.about_year", "year", cell.Year)
	state := NewState(t.Words, cell.State())
	s.State = &state
	return s
}

func (t Describer) indicatorSubject(about doubt.Subject) (s Subject) {
	ind := t.Catalog.Indicator(about.Indicator)
	if ind == nil {
		return Subject{Gone: true}
	}
	s = Subject{Text: t.text(ind.Label), Href: t.To.Indicator(ind.Code)}
	if len(ind.Of) > 0 {
		s.Pillar = ind.Of[0].In.Number
	}
	if len(ind.Of) == 1 {
		s.Measure = ind.Of[0].Number
	}
	if s.Place = t.Words.T("doubt.place_indicator"); about.Period == "" {
		return s
	}
	value, ok := figureOf(ind, about)
	if !ok {
		return Subject{Gone: true}
	}
	shown := NewValue(t.Catalog, t.Words, ind.Indicator, value)
	s.Value, s.Detail = &shown, shown.Period
	if territory, ok := t.Catalog.Territory(about.Territory); ok && about.Territory != segur.France {
		s.Detail += ", " + t.text(territory.Name)
	}
	return s
}

// figureOf finds the figure that a subject names: the reference one where several stand for the
// same period.
func figureOf(ind *catalog.Indicator, about doubt.Subject) (v segur.Value, ok bool) {
	series := ind.Series(about.Territory)
	if series == nil {
		return v, false
	}
	for _, one := range series.Values {
		if one.Period.String() == about.Period && (!ok || one.Reference) {
			v, ok = one, true
		}
	}
	return v, ok
}

func (t Describer) chartSubject(about doubt.Subject) (s Subject) {
	if _, single := segur.ChartIndicator(about.Chart); single || !slices.Contains(chart.Names(t.Catalog), about.Chart) {
		return Subject{Gone: true}
	}
	s.Text = sentence.Chart(t.Catalog, t.Words, about.Chart)
	s.Href = t.To.keep(t.To.Action("charts") + "/" + url.PathEscape(about.Chart))
	s.Place = t.Words.T("doubt.place_chart")
	return s
}

package entry

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/grid"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Home is where entry begins: what the person may write, nearest work first.
type Home struct {
	admin.Frame
	Search  form.Field
	Looked  string // what the search found, "" when nothing was looked for
	Found   IndicatorList
	Mine    IndicatorList // indicators with figures of the person's regions
	Regions string        // their names
	Pillars []PillarLine
	Others  []OtherLine
}

// IndicatorList is a list of indicators, for the "entry-indicators" component.
type IndicatorList struct {
	*locale.Localizer
	Lines []IndicatorLine
}

// IndicatorLine is an indicator with the ways to its figures.
type IndicatorLine struct {
	Label  string
	Pillar int
	Place  string // « Pilier 4 · Mesure 25 », "" for the whole plan
	Latest string
	Values string
	Grid   string
}

// PillarLine is a pillar with its measures.
type PillarLine struct {
	Number   int
	Title    string
	Measures []MeasureLine
}

// MeasureLine is a measure with its latest state.
type MeasureLine struct {
	Number int
	Title  string
	Href   string
	State  view.State
	Year   string // of that state, "" for none
}

// OtherLine is something else to write.
type OtherLine struct{ Label, Note, Href string }

// longestSearch bounds what is worth looking for, in letters.
const longestSearch = 100

func (p *Pages) home(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Home{}
	if page.Frame, err = s.Begin("entry", "entry.home_title"); err != nil {
		return admin.Answer{}, err
	}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Found.Localizer, page.Mine.Localizer = s.Words, s.Words
	page.Search = form.Field{
		Name: "q", Label: s.T("entry.ask.search"), Hint: s.T("entry.ask.search_hint"), Values: sheet.One(text), Width: 20,
	}
	if text != "" && utf8.RuneCountInString(text) <= longestSearch {
		page.Found.Lines = lines(s, c.Catalog.FindIndicators(text))
	}
	if text != "" {
		page.Looked = s.T("entry.indicators_found", "count", len(page.Found.Lines), "text", clip(text))
	}
	if regions := c.Actor.Scope.Regions; len(regions) > 0 {
		page.Mine.Lines, page.Regions = mine(s, regions)
	}
	if page.Pillars, err = pillars(s); err != nil {
		return admin.Answer{}, err
	}
	page.Others = others(s)
	return admin.Page("admin/entry-home", page), s.Failed()
}

func clip(text string) string {
	if letters := []rune(text); len(letters) > longestSearch {
		return string(letters[:longestSearch]) + "…"
	}
	return text
}

// lines lists the indicators of which the person may propose figures somewhere.
func lines(s *sheet.Sheet, found []*catalog.Indicator) []IndicatorLine {
	var lines []IndicatorLine
	for _, ind := range found {
		if figure.OpenSomewhere(s, ind.Indicator) {
			lines = append(lines, indicatorLine(s, ind))
		}
	}
	return lines
}

func indicatorLine(s *sheet.Sheet, ind *catalog.Indicator) IndicatorLine {
	about := s.AboutIndicator(ind)
	return IndicatorLine{
		Label: about.Text, Pillar: about.Pillar, Place: about.Place, Latest: latest(s, ind, ind.Main()),
		Values: figure.Path(ind.Code), Grid: grid.Path(ind.Code),
	}
}

func latest(s *sheet.Sheet, ind *catalog.Indicator, series *catalog.Series) string {
	v := series.Shown()
	period, err := sentence.Period(s.Words, ind.Nature, v.Kind, v.Period)
	if err != nil {
		return s.Keep(err)
	}
	return s.T("entry.latest", "quantity", s.Quantity(ind.Indicator, v.Number), "territory", s.Territory(v.Territory), "period", period)
}

// mine lists the indicators with figures of some regions, told by these figures.
func mine(s *sheet.Sheet, regions []string) (lines []IndicatorLine, names string) {
	var words []string
	for _, code := range regions {
		words = append(words, s.Territory(code))
	}
	for _, ind := range s.Catalog.Indicators() {
		i := slices.IndexFunc(regions, func(code string) bool {
			return ind.Series(code) != nil && figure.Open(s.Actor, ind.Indicator, code)
		})
		if i < 0 {
			continue
		}
		line := indicatorLine(s, ind)
		line.Latest = latest(s, ind, ind.Series(regions[i]))
		lines = append(lines, line)
	}
	return lines, s.Words.List(words)
}

// pillars lists the measures whose states the person may propose.
func pillars(s *sheet.Sheet) ([]PillarLine, error) {
	var out []PillarLine
	for _, p := range s.Catalog.Pillars() {
		line := PillarLine{Number: p.Number, Title: s.Text(p.Title)}
		for _, m := range p.Measures {
			if !s.Actor.MayOn(desk.ProposeState, country(m.Number)) {
				continue
			}
			measure := MeasureLine{Number: m.Number, Title: s.Text(m.ShortTitle), Href: measurePath(m.Number)}
			last, ok := m.Last()
			if ok {
				measure.Year = s.Words.Year(last.Year)
			}
			var err error
			if measure.State, err = view.NewState(s.Words, last.State()); err != nil {
				return nil, err
			}
			line.Measures = append(line.Measures, measure)
		}
		if len(line.Measures) > 0 {
			out = append(out, line)
		}
	}
	return out, nil
}

// others lists what else the person may write.
func others(s *sheet.Sheet) []OtherLine {
	var out []OtherLine
	for _, o := range []struct {
		name, path string
		need       desk.Permission
		target     desk.Target
	}{
		{"source", "/sources", desk.ProposeSource, desk.Target{}},
		{"event", "/evenements", desk.ProposeEvent, country(s.Actor.Scope.Measures...)},
		{"indicator", "/indicateur", desk.ProposeIndicator, country(s.Actor.Scope.Measures...)},
		{"banner", "/bandeau", desk.ProposeText, country()},
		{"charts", "/graphiques", desk.ProposeText, country()},
	} {
		if s.Actor.MayOn(o.need, o.target) || (o.name == "source" && s.Actor.May(o.need)) {
			out = append(out, OtherLine{s.T("entry.also." + o.name), s.T("entry.also." + o.name + "_note"), sheet.Root + o.path})
		}
	}
	return out
}

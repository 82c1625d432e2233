package entry

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
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
	r, err := p.driver.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Home{}
	if page.Frame, err = c.Begin("entry", "entry.home_title"); err != nil {
		return admin.Answer{}, err
	}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Found.Localizer, page.Mine.Localizer = r.Words.Localizer, r.Words.Localizer
	page.Search = form.Field{
		Name: "q", Label: r.Words.T("entry.ask.search"), Hint: r.Words.T("entry.ask.search_hint"), Values: driver.One(text), Width: 20,
	}
	if text != "" && utf8.RuneCountInString(text) <= longestSearch {
		page.Found.Lines = lines(r, c.Catalog.FindIndicators(text))
	}
	if text != "" {
		page.Looked = r.Words.T("entry.indicators_found", "count", len(page.Found.Lines), "text", clip(text))
	}
	if regions := c.Actor.Scope.Regions; len(regions) > 0 {
		page.Mine.Lines, page.Regions = mine(r, regions)
	}
	page.Pillars = pillars(r)
	page.Others = others(r)
	return admin.Page("admin/entry-home", page), nil
}

func clip(text string) string {
	if letters := []rune(text); len(letters) > longestSearch {
		return string(letters[:longestSearch]) + "…"
	}
	return text
}

// lines lists the indicators of which the person may propose figures somewhere.
func lines(r *driver.Request, found []*catalog.Indicator) []IndicatorLine {
	var lines []IndicatorLine
	for _, ind := range found {
		if figure.OpenSomewhere(r.Call, ind.Indicator) {
			lines = append(lines, indicatorLine(r, ind))
		}
	}
	return lines
}

func indicatorLine(r *driver.Request, ind *catalog.Indicator) IndicatorLine {
	about := r.Words.AboutIndicator(ind)
	return IndicatorLine{
		Label: about.Text, Pillar: about.Pillar, Place: about.Place, Latest: figure.Latest(r.Words, ind.Indicator, ind.Main()),
		Values: paths.Figures.Of(ind.Code), Grid: paths.Grid.Of(ind.Code),
	}
}

// mine lists the indicators with figures of some regions, told by these figures.
func mine(r *driver.Request, regions []string) (lines []IndicatorLine, names string) {
	var words []string
	for _, code := range regions {
		words = append(words, r.Words.Territory(code))
	}
	for _, ind := range r.Call.Catalog.Indicators() {
		i := slices.IndexFunc(regions, func(code string) bool {
			return ind.Series(code) != nil && figure.Open(r.Call.Actor, ind.Indicator, code)
		})
		if i < 0 {
			continue
		}
		line := indicatorLine(r, ind)
		line.Latest = figure.Latest(r.Words, ind.Indicator, ind.Series(regions[i]))
		lines = append(lines, line)
	}
	return lines, r.Words.Localizer.List(words)
}

// pillars lists the measures whose states the person may propose.
func pillars(r *driver.Request) []PillarLine {
	var out []PillarLine
	for _, p := range r.Call.Catalog.Pillars() {
		line := PillarLine{Number: p.Number, Title: r.Words.Text(p.Title)}
		for _, m := range p.Measures {
			if !r.Call.Actor.MayOn(desk.ProposeState, country(m.Number)) {
				continue
			}
			measure := MeasureLine{Number: m.Number, Title: r.Words.Text(m.ShortTitle), Href: paths.Years.Of(m.Number)}
			last, ok := m.Last()
			if ok {
				measure.Year = r.Words.Localizer.Year(last.Year)
			}
			measure.State = view.NewState(r.Words.Localizer, last.State())
			line.Measures = append(line.Measures, measure)
		}
		if len(line.Measures) > 0 {
			out = append(out, line)
		}
	}
	return out
}

// others lists what else the person may write.
func others(r *driver.Request) []OtherLine {
	var out []OtherLine
	region := desk.Target{Territories: r.Call.Actor.Scope.Regions}
	for _, o := range []struct {
		name, path string
		need       desk.Permission
		target     desk.Target
	}{
		{"source", paths.Sources, desk.ProposeSource, desk.Target{}},
		{"projects", paths.Projects, desk.ProposeProject, region},
		{"strategies", paths.Strategies, desk.ProposeStrategy, region},
		{"sessions", paths.Sessions, desk.ProposeSession, region},
		{"event", paths.Events, desk.ProposeEvent, country(r.Call.Actor.Scope.Measures...)},
		{"indicator", paths.NewIndicator, desk.ProposeIndicator, country(r.Call.Actor.Scope.Measures...)},
		{"banner", paths.Banner, desk.ProposeText, country()},
		{"charts", paths.Charts, desk.ProposeText, country()},
	} {
		if r.Call.Actor.MayOn(o.need, o.target) || (o.name == "source" && r.Call.Actor.May(o.need)) {
			out = append(out, OtherLine{r.Words.T("entry.also." + o.name), r.Words.T("entry.also." + o.name + "_note"), o.path})
		}
	}
	return out
}

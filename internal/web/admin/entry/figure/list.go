package figure

import (
	"net/url"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/view"
)

// List shows everything that is published of an indicator.
type List struct {
	admin.Frame
	Kicker     *sheet.Kicker
	Definition string
	Links      []admin.Crumb
	Add        string // "" when the person may add nothing
	Grid       string
	Series     []Series
}

// Series is what is published in one territory.
type Series struct {
	Territory string
	Open      bool // the person may propose figures of this territory
	Lines     []Line
}

// Line is one figure with what may be done to it.
type Line struct {
	view.Value
	Standing string // « référence » or « chiffre concurrent »
	Actions  []sheet.Action
}

func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	ind, err := indicator(c)
	if err != nil {
		return admin.Answer{}, err
	}
	s, err := p.course.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	frame, err := s.Begin("entry", "entry.figures_title", "label", ind.Label.In(string(s.Words.Lang())))
	if err != nil {
		return admin.Answer{}, err
	}
	page := List{
		Frame: frame, Kicker: s.AboutIndicator(ind),
		Definition: s.T("entry.definition", "text", s.Text(ind.Description), "unit", s.T("unit."+ind.Unit), "decimals", ind.Decimals),
	}
	page.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: s.Text(ind.Label)}}
	if OpenSomewhere(s, ind.Indicator) {
		page.Add = ActionPath(ind.Code, edit.ValueAdd, "")
		page.Grid = sheet.Root + "/grille/" + url.PathEscape(ind.Code)
	}
	if c.Actor.MayOn(desk.ProposeIndicator, Target(ind.Indicator, segur.France)) {
		page.Links = []admin.Crumb{{Label: s.T("entry.edit_definition"), Href: sheet.Root + "/indicateur/" + url.PathEscape(ind.Code)}}
	}
	page.Links = append(page.Links, admin.Crumb{Label: s.T("entry.see_public"), Href: frame.To.Indicator(ind.Code)})
	page.Kicker.Text = ""
	for _, series := range ind.AllSeries() {
		line, err := linesOf(s, series)
		if err != nil {
			return admin.Answer{}, err
		}
		page.Series = append(page.Series, line)
	}
	slices.SortStableFunc(page.Series, func(a, b Series) int { return rank(b.Open) - rank(a.Open) })
	return admin.Page("admin/entry-figures", page), s.Failed()
}

func rank(open bool) int {
	if open {
		return 1
	}
	return 0
}

func linesOf(s *sheet.Sheet, series *catalog.Series) (Series, error) {
	ind := series.Indicator.Indicator
	out := Series{Territory: s.Text(series.Territory.Name), Open: Open(s.Actor, ind, series.Territory.Code)}
	for _, v := range series.Values {
		shown, err := view.NewValue(s.Catalog, s.Words, ind, v)
		if err != nil {
			return Series{}, err
		}
		line := Line{Value: shown, Standing: s.T("entry.standing_alternative")}
		if v.Reference {
			line.Standing = s.T("entry.standing_reference")
		}
		if out.Open {
			line.Actions = actions(s, v, out.Territory+", "+shown.Period)
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}

// actions lists what may be done to a figure.
func actions(s *sheet.Sheet, v segur.Value, name string) []sheet.Action {
	offered := []edit.ValueAction{edit.ValueReplace, edit.ValueAlternative, edit.ValueWithdraw}
	if !v.Reference {
		offered = []edit.ValueAction{edit.ValueReplace, edit.ValueReference, edit.ValueWithdraw}
	}
	var links []sheet.Action
	for _, a := range offered {
		links = append(links, sheet.Action{Label: s.T("entry.action." + actionWord(a)), Of: name, Href: ActionPath(v.Indicator, a, v.RowKey())})
	}
	return links
}

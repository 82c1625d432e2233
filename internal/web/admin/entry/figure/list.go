package figure

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/view"
)

// List shows everything that is published of an indicator.
type List struct {
	admin.Frame
	Kicker     *driver.Kicker
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
	Actions  []driver.Action
}

func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	ind, err := indicator(c)
	if err != nil {
		return admin.Answer{}, err
	}
	r, err := p.driver.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	frame, err := c.Begin("entry", "entry.figures_title", "label", ind.Label.In(string(c.Words.Lang())))
	if err != nil {
		return admin.Answer{}, err
	}
	page := List{
		Frame: frame, Kicker: r.Words.AboutIndicator(ind),
		Definition: r.Words.T("entry.definition", "text", r.Words.Text(ind.Description), "unit", r.Words.T("unit."+ind.Unit), "decimals", ind.Decimals),
	}
	page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: r.Words.Text(ind.Label)}}
	if OpenSomewhere(c, ind.Indicator) {
		page.Add = ActionPath(ind.Code, edit.ValueAdd, "")
		page.Grid = paths.Grid.Of(ind.Code)
	}
	if c.Actor.MayOn(desk.ProposeIndicator, Target(ind.Indicator, segur.France)) {
		page.Links = []admin.Crumb{{Label: r.Words.T("entry.edit_definition"), Href: paths.Indicator.Of(ind.Code)}}
	}
	page.Links = append(page.Links, admin.Crumb{Label: r.Words.T("entry.see_public"), Href: frame.To.Indicator(ind.Code)})
	page.Kicker.Text = ""
	for _, series := range ind.AllSeries() {
		line := linesOf(r, series)
		page.Series = append(page.Series, line)
	}
	slices.SortStableFunc(page.Series, func(a, b Series) int { return rank(b.Open) - rank(a.Open) })
	return admin.Page("admin/entry-figures", page), nil
}

func rank(open bool) int {
	if open {
		return 1
	}
	return 0
}

func linesOf(r *driver.Request, series *catalog.Series) Series {
	ind := series.Indicator.Indicator
	out := Series{Territory: r.Words.Text(series.Territory.Name), Open: Open(r.Call.Actor, ind, series.Territory.Code)}
	for _, v := range series.Values {
		shown := view.NewValue(r.Call.Catalog, r.Words.Localizer, ind, v)
		line := Line{Value: shown, Standing: r.Words.T("entry.standing_alternative")}
		if v.Reference {
			line.Standing = r.Words.T("entry.standing_reference")
		}
		if out.Open {
			line.Actions = actions(r, v, out.Territory+", "+shown.Period)
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

// actions lists what may be done to a figure.
func actions(r *driver.Request, v segur.Value, name string) []driver.Action {
	offered := []edit.ValueAction{edit.ValueReplace, edit.ValueAlternative, edit.ValueWithdraw}
	if !v.Reference {
		offered = []edit.ValueAction{edit.ValueReplace, edit.ValueReference, edit.ValueWithdraw}
	}
	var links []driver.Action
	for _, what := range offered {
		links = append(links, driver.Action{Label: r.Words.T("entry.action." + string(actionWord(what))), Of: name, Href: ActionPath(v.Indicator, what, v.RowKey())})
	}
	return links
}

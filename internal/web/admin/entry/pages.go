package entry

import (
	"net/http"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/chart"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/grid"
	"github.com/segur-tracker/segur/internal/web/admin/entry/project"
	"github.com/segur-tracker/segur/internal/web/admin/entry/session"
	"github.com/segur-tracker/segur/internal/web/admin/entry/strategy"
	"github.com/segur-tracker/segur/internal/web/admin/entry/withdraw"
)

// Pages answers for the area.
type Pages struct {
	driver     *driver.Driver
	figures    *figure.Pages
	grids      *grid.Pages
	charts     *chart.Pages
	leaves     *withdraw.Pages
	projects   *project.Pages
	strategies *strategy.Pages
	sessions   *session.Pages
}

// New returns the area.
func New(d *driver.Driver) *Pages {
	return &Pages{
		d, figure.New(d), grid.New(d), chart.New(d), withdraw.New(d), project.New(d), strategy.New(d), session.New(d),
	}
}

// Routes declares every address of the area with the permission that it asks for.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{
		{Method: http.MethodGet, Path: paths.Entry, Need: desk.ProposeValue, Handle: p.home},
		{Method: http.MethodGet, Path: string(paths.Years), Need: desk.ProposeState, Handle: p.years},
		{Method: http.MethodGet, Path: paths.Sources, Need: desk.ProposeSource, Handle: p.sources},
		{Method: http.MethodGet, Path: paths.Events, Need: desk.ProposeEvent, Handle: p.events},
		{Method: http.MethodGet, Path: string(paths.EditProposal), Need: desk.ProposeValue, Handle: p.reopen},
	}
	for _, form := range []struct {
		path string
		kind desk.Kind
		of   func(c *admin.Call) (driver.Form, error)
	}{
		{string(paths.State), desk.KindState, ofYear(func(y year) driver.Form { return &stateForm{year: y} })},
		{string(paths.WithdrawState), desk.KindState, ofYear(func(y year) driver.Form { return &stateWithdrawal{year: y} })},
		{string(paths.Search), desk.KindState, ofYear(func(y year) driver.Form { return &searchForm{year: y} })},
		{string(paths.WithdrawSearch), desk.KindState, ofYear(func(y year) driver.Form { return &searchWithdrawal{year: y} })},
		{string(paths.Measure), desk.KindMeasure, ofMeasure(func(number int) driver.Form { return &measureForm{number: number} })},
		{string(paths.MeasureNumber), desk.KindMeasure, ofMeasure(func(number int) driver.Form { return &numberForm{number: number} })},
		{paths.NewIndicator, desk.KindIndicator, always(func() driver.Form { return &newIndicatorForm{} })},
		{string(paths.Indicator), desk.KindIndicator, named("code", func(code string) driver.Form { return &indicatorForm{code: code} })},
		{paths.NewSource, desk.KindSource, always(func() driver.Form { return &newSourceForm{} })},
		{string(paths.Source), desk.KindSource, named("id", func(id string) driver.Form { return &sourceForm{id: id} })},
		{paths.NewEvent, desk.KindEvent, always(func() driver.Form { return &eventForm{} })},
		{paths.CorrectEvent, desk.KindEvent, always(func() driver.Form { return &eventForm{published: true} })},
		{paths.WithdrawEvent, desk.KindEvent, always(func() driver.Form { return &eventWithdrawal{} })},
		{paths.Banner, desk.KindText, always(func() driver.Form { return &bannerForm{} })},
	} {
		answer := p.driver.Handle(form.kind, form.of)
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			routes = append(routes, admin.Route{Method: method, Path: form.path, Need: form.kind.Permission(), Handle: answer})
		}
	}
	return slices.Concat(routes, p.figures.Routes(), p.grids.Routes(), p.charts.Routes(), p.leaves.Routes(),
		p.projects.Routes(), p.strategies.Routes(), p.sessions.Routes())
}

// always makes a form of an address that names nothing.
func always(form func() driver.Form) func(*admin.Call) (driver.Form, error) {
	return func(*admin.Call) (driver.Form, error) { return form(), nil }
}

// named makes a form about the row that an address names.
func named(param string, form func(string) driver.Form) func(*admin.Call) (driver.Form, error) {
	return func(c *admin.Call) (driver.Form, error) { return form(c.Params[param]), nil }
}

// ofMeasure makes a form about the measure of the address.
func ofMeasure(form func(number int) driver.Form) func(*admin.Call) (driver.Form, error) {
	return func(c *admin.Call) (driver.Form, error) {
		m, err := measureOf(c)
		if err != nil {
			return nil, err
		}
		return form(m.Number), nil
	}
}

// reopen leads a proposal of the person's own back into the form that it came from.
func (p *Pages) reopen(c *admin.Call) (admin.Answer, error) {
	id, err := c.Number("id")
	if err != nil {
		return admin.Answer{}, err
	}
	return p.driver.Reopen(c, int64(id), p.reopened)
}

// reopened returns the form of a proposal, nil when no form could have made it.
func (p *Pages) reopened(r *driver.Request) driver.Form {
	if f := withdraw.Reopened(r); f != nil {
		return f
	}
	changes := r.Proposal.Changes
	switch r.Kind {
	case desk.KindState:
		return reopenedState(r, changes)
	case desk.KindValue:
		if f := figure.Reopened(r); f != nil {
			return f
		}
		return grid.Reopened(r)
	case desk.KindMeasure:
		return reopenedMeasure(changes)
	case desk.KindIndicator:
		row, ok := only(changes.Indicators)
		switch {
		case len(changes.Indicators.Add) == 1 && ok:
			return &newIndicatorForm{}
		case ok:
			return &indicatorForm{code: row.Code}
		}
	case desk.KindSource:
		row, ok := only(changes.Sources)
		switch {
		case len(changes.Sources.Add) == 1 && ok:
			return &newSourceForm{}
		case ok:
			return &sourceForm{id: row.ID}
		}
	case desk.KindEvent:
		return reopenedEvent(changes.Events)
	case desk.KindProject:
		return project.Reopened(r)
	case desk.KindStrategy:
		return strategy.Reopened(r)
	case desk.KindSession:
		return p.sessions.Reopened(r)
	case desk.KindText:
		if f := p.charts.Reopened(r); f != nil {
			return f
		}
		return &bannerForm{}
	}
	return nil
}

// only returns the one row that changes bring to a table; ok is false for none or several.
func only[T any](c segur.Changes[T]) (row T, ok bool) {
	switch {
	case len(c.Add) == 1 && len(c.Replace)+len(c.Remove) == 0:
		return c.Add[0], true
	case len(c.Replace) == 1 && len(c.Add)+len(c.Remove) == 0:
		return c.Replace[0].New, true
	}
	return row, false
}

// single is like only, for changes that may also take their one row away: withdrawn tells which.
func single[T any](c segur.Changes[T]) (row T, withdrawn, ok bool) {
	if len(c.Remove) == 1 && len(c.Add)+len(c.Replace) == 0 {
		return c.Remove[0], true, true
	}
	row, ok = only(c)
	return row, false, ok
}

// proposed returns the row that the proposal being worked on brings; ok is false without one.
func proposed[T any](r *driver.Request, table func(segur.ChangeSet) segur.Changes[T]) (row T, ok bool) {
	if r.Proposal == nil {
		return row, false
	}
	return only(table(r.Proposal.Changes))
}

func country(measures ...int) desk.Target {
	return desk.Target{Measures: measures, Territories: []string{segur.France}}
}

// find returns the first row of a list that is wanted, nil when there is none.
func find[T any](rows []T, wanted func(T) bool) *T {
	i := slices.IndexFunc(rows, wanted)
	if i < 0 {
		return nil
	}
	return &rows[i]
}

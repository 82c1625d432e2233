package entry

import (
	"net/http"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/chart"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/grid"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/admin/entry/withdraw"
)

// Pages answers for the corner.
type Pages struct {
	course  *sheet.Course
	figures *figure.Pages
	grids   *grid.Pages
	charts  *chart.Pages
	leaves  *withdraw.Pages
}

// New returns the corner.
func New(course *sheet.Course) *Pages {
	return &Pages{course, figure.New(course), grid.New(course), chart.New(course), withdraw.New(course)}
}

// Routes declares every address of the corner with the permission that it asks for.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{
		{Method: http.MethodGet, Path: "/saisir", Need: desk.ProposeValue, Handle: p.home},
		{Method: http.MethodGet, Path: "/saisir/etat/:measure", Need: desk.ProposeState, Handle: p.years},
		{Method: http.MethodGet, Path: "/saisir/sources", Need: desk.ProposeSource, Handle: p.sources},
		{Method: http.MethodGet, Path: "/saisir/evenements", Need: desk.ProposeEvent, Handle: p.events},
		{Method: http.MethodGet, Path: "/propositions/:id/modifier", Need: desk.ProposeValue, Handle: p.reopen},
	}
	for _, form := range []struct {
		path   string
		need   desk.Permission
		handle admin.Handler
	}{
		{"/saisir/etat/:measure/:year", desk.ProposeState, p.ofYear(p.answerState)},
		{"/saisir/etat/:measure/:year/retirer", desk.ProposeState, p.ofYear(p.answerWithdrawal)},
		{"/saisir/etat/:measure/:year/recherche", desk.ProposeState, p.ofYear(p.answerSearch)},
		{"/saisir/etat/:measure/:year/recherche/retirer", desk.ProposeState, p.ofYear(p.withdrawSearch)},
		{"/saisir/mesure/:measure", desk.ProposeMeasure, p.measure},
		{"/saisir/mesure/:measure/numero", desk.ProposeMeasure, p.number},
		{"/saisir/indicateur", desk.ProposeIndicator, p.newIndicator},
		{"/saisir/indicateur/:code", desk.ProposeIndicator, p.indicator},
		{"/saisir/source", desk.ProposeSource, p.newSource},
		{"/saisir/source/:id", desk.ProposeSource, p.source},
		{"/saisir/evenement", desk.ProposeEvent, p.newEvent},
		{"/saisir/evenement/corriger", desk.ProposeEvent, p.event},
		{"/saisir/evenement/retirer", desk.ProposeEvent, p.withdrawEvent},
		{"/saisir/bandeau", desk.ProposeText, p.banner},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			routes = append(routes, admin.Route{Method: method, Path: form.path, Need: form.need, Handle: form.handle})
		}
	}
	return slices.Concat(routes, p.figures.Routes(), p.grids.Routes(), p.charts.Routes(), p.leaves.Routes())
}

// reopen leads a proposal of the person's own back into the form that it came from.
func (p *Pages) reopen(c *admin.Call) (admin.Answer, error) {
	id, err := c.Number("id")
	if err != nil {
		return admin.Answer{}, err
	}
	s, err := p.course.Reopen(c, int64(id))
	if err != nil {
		return admin.Answer{}, err
	}
	answer, ok, err := p.reopened(s)
	if err != nil || ok {
		return answer, err
	}
	return admin.Answer{}, &segur.Error{Code: segur.CodeConflict, Field: "not_reopened"}
}

// reopened finds the form of a proposal; ok is false when no form could have made it.
func (p *Pages) reopened(s *sheet.Sheet) (answer admin.Answer, ok bool, err error) {
	if answer, ok, err = p.leaves.Reopen(s); ok || err != nil {
		return answer, ok, err
	}
	changes := s.Proposal.Changes
	switch s.Kind {
	case desk.KindState:
		if answer, ok, err = p.reopenSearch(s, changes.Searches); ok || err != nil {
			return answer, ok, err
		}
		return p.reopenState(s, changes.Assessments)
	case desk.KindValue:
		if answer, ok, err = p.figures.Reopen(s); ok || err != nil {
			return answer, ok, err
		}
		return p.grids.Reopen(s)
	case desk.KindMeasure:
		if number, ok := mover(changes.Measures); ok {
			answer, err = p.answerNumber(s, number)
			return answer, true, err
		}
		if row, ok := only(changes.Measures); ok {
			answer, err = p.answerMeasure(s, row.Number)
			return answer, true, err
		}
	case desk.KindIndicator:
		if row, ok := only(changes.Indicators); ok {
			answer, err = p.answerIndicator(s, row.Code)
			return answer, true, err
		}
	case desk.KindSource:
		if row, ok := only(changes.Sources); ok {
			answer, err = p.answerSource(s, row.ID)
			return answer, true, err
		}
	case desk.KindEvent:
		return p.reopenEvent(s, changes.Events)
	case desk.KindText:
		if answer, ok, err = p.charts.Reopen(s); ok || err != nil {
			return answer, ok, err
		}
		answer, err = p.answerBanner(s)
		return answer, true, err
	}
	return admin.Answer{}, false, nil
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
func proposed[T any](s *sheet.Sheet, table func(segur.ChangeSet) segur.Changes[T]) (row T, ok bool) {
	if s.Proposal == nil {
		return row, false
	}
	return only(table(s.Proposal.Changes))
}

// added returns the row that the proposal being worked on adds, to tell a new row from a
// corrected one.
func isAddition[T any](s *sheet.Sheet, table func(segur.ChangeSet) segur.Changes[T]) bool {
	return s.Proposal != nil && len(table(s.Proposal.Changes).Add) == 1
}

// columns places the rules of a table, and those of a new document, in a form.
func columns(table string, fields map[string]string) sheet.Columns {
	return sheet.Columns{table: fields, segur.TableSources: sheet.NewDocumentColumns()}
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

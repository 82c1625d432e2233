package withdraw

import (
	"net/http"
	"net/url"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// Pages answers for what is withdrawn.
type Pages struct{ course *sheet.Course }

// New returns the pages.
func New(course *sheet.Course) *Pages { return &Pages{course} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	var routes []admin.Route
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes,
			admin.Route{Method: method, Path: "/saisir/indicateur/:code/retirer", Need: desk.ProposeIndicator, Handle: p.form(desk.KindIndicator, "code", p.indicator)},
			admin.Route{Method: method, Path: "/saisir/source/:id/retirer", Need: desk.ProposeSource, Handle: p.form(desk.KindSource, "id", p.source)})
	}
	return routes
}

// IndicatorPath is the form that withdraws an indicator.
func IndicatorPath(code string) string {
	return sheet.Root + "/indicateur/" + url.PathEscape(code) + "/retirer"
}

// SourcePath is the form that withdraws a document.
func SourcePath(id string) string { return sheet.Root + "/source/" + url.PathEscape(id) + "/retirer" }

// form opens a form about the row that the address names.
func (p *Pages) form(kind desk.Kind, param string, answer func(*sheet.Sheet, string) (admin.Answer, error)) admin.Handler {
	return func(c *admin.Call) (admin.Answer, error) {
		s, err := p.course.Open(c, kind)
		if err != nil {
			return admin.Answer{}, err
		}
		return answer(s, c.Params[param])
	}
}

// Reopen shows the form that a proposal to withdraw came from; ok is false for any other.
func (p *Pages) Reopen(s *sheet.Sheet) (answer admin.Answer, ok bool, err error) {
	switch c := s.Proposal.Changes; {
	case s.Kind == desk.KindIndicator && len(c.Indicators.Remove) == 1:
		answer, err = p.indicator(s, c.Indicators.Remove[0].Code)
		return answer, true, err
	case s.Kind == desk.KindSource && len(c.Sources.Remove) == 1:
		answer, err = p.source(s, c.Sources.Remove[0].ID)
		return answer, true, err
	}
	return admin.Answer{}, false, nil
}

func missing() error { return &segur.Error{Code: segur.CodeNotFound} }

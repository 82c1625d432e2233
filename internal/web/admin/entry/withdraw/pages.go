package withdraw

import (
	"net/http"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// Pages answers for what is withdrawn.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	indicator := p.driver.Handle(desk.KindIndicator, func(c *admin.Call) (driver.Form, error) {
		return &indicatorForm{code: c.Params["code"]}, nil
	})
	source := p.driver.Handle(desk.KindSource, func(c *admin.Call) (driver.Form, error) {
		return &sourceForm{id: c.Params["id"]}, nil
	})
	var routes []admin.Route
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes,
			admin.Route{Method: method, Path: string(paths.WithdrawIndicator), Need: desk.ProposeIndicator, Handle: indicator},
			admin.Route{Method: method, Path: string(paths.WithdrawSource), Need: desk.ProposeSource, Handle: source})
	}
	return routes
}

// Reopened returns the form that a proposal to withdraw came from, nil for any other.
func Reopened(r *driver.Request) driver.Form {
	switch c := r.Proposal.Changes; {
	case r.Kind == desk.KindIndicator && len(c.Indicators.Remove) == 1:
		return &indicatorForm{code: c.Indicators.Remove[0].Code}
	case r.Kind == desk.KindSource && len(c.Sources.Remove) == 1:
		return &sourceForm{id: c.Sources.Remove[0].ID}
	}
	return nil
}

func missing() error { return &segur.Error{Code: segur.CodeNotFound} }

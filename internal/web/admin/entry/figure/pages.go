package figure

import (
	"net/http"
	"net/url"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// Pages answers for the figures of an indicator.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: string(paths.Figures), Need: desk.ProposeValue, Handle: p.list}}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes, admin.Route{
			Method: method, Path: string(paths.Figure), Need: desk.ProposeValue, Handle: p.driver.Handle(desk.KindValue, asked),
		})
	}
	return routes
}

// asked returns the form of the address.
func asked(c *admin.Call) (driver.Form, error) {
	ind, err := indicator(c)
	if err != nil {
		return nil, err
	}
	what, known := parseAction(c.Params["action"])
	if !known {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return newForm(action{ind: ind, what: what}), nil
}

// Reopened returns the form of a proposal about one figure, nil when it is about several.
func Reopened(r *driver.Request) driver.Form {
	in, ok := Intent(r.Proposal.Changes)
	if !ok {
		return nil
	}
	code, old := in.New.Indicator, in.Old
	if old != nil {
		code = old.Indicator
	} else if there := rivals(r.Base, in.New); in.Action == edit.ValueAlternative && len(there) > 0 {
		old = &there[0]
	}
	return newForm(action{ind: r.Call.Catalog.Indicator(code), what: in.Action, old: old})
}

// newForm returns the form of an action.
func newForm(a action) driver.Form {
	if a.what == edit.ValueReference || a.what == edit.ValueWithdraw {
		return &standingForm{a}
	}
	return &valueForm{a}
}

// actionWord names an action in addresses.
func actionWord(a edit.ValueAction) paths.Action {
	return map[edit.ValueAction]paths.Action{
		edit.ValueAdd: paths.Add, edit.ValueReplace: paths.Replace, edit.ValueAlternative: paths.Alternative,
		edit.ValueReference: paths.Reference, edit.ValueWithdraw: paths.Withdraw,
	}[a]
}

func parseAction(word string) (edit.ValueAction, bool) {
	for _, a := range []edit.ValueAction{
		edit.ValueAdd, edit.ValueReplace, edit.ValueAlternative, edit.ValueReference, edit.ValueWithdraw,
	} {
		if actionWord(a) == paths.Action(word) {
			return a, true
		}
	}
	return "", false
}

// ActionPath is the form of an action on a figure; key is "" for a new one.
func ActionPath(code string, a edit.ValueAction, key string) string {
	path := paths.Figure.Of(code, actionWord(a))
	if key != "" {
		path += "?" + fieldOn + "=" + url.QueryEscape(key)
	}
	return path
}

// indicator finds the indicator of the address.
func indicator(c *admin.Call) (*catalog.Indicator, error) {
	ind := c.Catalog.Indicator(c.Params["code"])
	if ind == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return ind, nil
}

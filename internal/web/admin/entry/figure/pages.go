package figure

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// Pages answers for the figures of an indicator.
type Pages struct{ course *sheet.Course }

// New returns the pages.
func New(course *sheet.Course) *Pages { return &Pages{course} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: "/saisir/valeur/:code", Need: desk.ProposeValue, Handle: p.list}}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes, admin.Route{
			Method: method, Path: "/saisir/valeur/:code/:action", Need: desk.ProposeValue, Handle: p.form,
		})
	}
	return routes
}

// Path is the list of the figures of an indicator.
func Path(code string) string { return sheet.Root + "/valeur/" + url.PathEscape(code) }

// actionWord names an action in addresses.
func actionWord(a edit.ValueAction) string {
	return map[edit.ValueAction]string{
		edit.ValueAdd: "ajouter", edit.ValueReplace: "remplacer", edit.ValueAlternative: "alternative",
		edit.ValueReference: "reference", edit.ValueWithdraw: "retirer",
	}[a]
}

func parseAction(word string) (edit.ValueAction, bool) {
	for _, a := range []edit.ValueAction{
		edit.ValueAdd, edit.ValueReplace, edit.ValueAlternative, edit.ValueReference, edit.ValueWithdraw,
	} {
		if actionWord(a) == word {
			return a, true
		}
	}
	return "", false
}

// ActionPath is the form of an action on a figure; key is "" for a new one.
func ActionPath(code string, a edit.ValueAction, key string) string {
	path := Path(code) + "/" + actionWord(a)
	if key != "" {
		path += "?" + fieldOn + "=" + url.QueryEscape(key)
	}
	return path
}

// Target is what a change of an indicator's figure in a territory touches.
func Target(ind segur.Indicator, territory string) desk.Target {
	return desk.Target{Measures: ind.Measures, Territories: []string{territory}}
}

// Open reports whether the person may propose figures of a territory.
func Open(actor desk.Actor, ind segur.Indicator, territory string) bool {
	return actor.MayOn(desk.ProposeValue, Target(ind, territory))
}

// OpenSomewhere reports whether the person may propose figures of any territory.
func OpenSomewhere(s *sheet.Sheet, ind segur.Indicator) bool {
	return slices.ContainsFunc(s.Catalog.Territories(), func(t segur.Territory) bool { return Open(s.Actor, ind, t.Code) })
}

// Allow refuses, and has noted in the journal, a form about figures of which the person may
// propose none.
func Allow(s *sheet.Sheet, ind segur.Indicator) error {
	if OpenSomewhere(s, ind) {
		return nil
	}
	return s.Allow(Target(ind, segur.France))
}

// indicator finds the indicator of the address.
func indicator(c *admin.Call) (*catalog.Indicator, error) {
	ind := c.Catalog.Indicator(c.Params["code"])
	if ind == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return ind, nil
}

package strategy

import (
	"net/http"
	"net/url"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
)

// Pages answers for strategies.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: paths.Strategies, Need: desk.ProposeStrategy, Handle: p.list}}
	for path, of := range map[string]func() driver.Form{
		paths.NewOrientation:      func() driver.Form { return &orientationForm{} },
		paths.CorrectOrientation:  func() driver.Form { return &orientationForm{published: true} },
		paths.WithdrawOrientation: func() driver.Form { return orientationWithdrawal("") },
		paths.NewRule:             func() driver.Form { return &ruleForm{} },
		paths.CorrectRule:         func() driver.Form { return &ruleForm{published: true} },
		paths.WithdrawRule:        func() driver.Form { return ruleWithdrawal("") },
	} {
		answer := p.driver.Handle(desk.KindStrategy, func(*admin.Call) (driver.Form, error) { return of(), nil })
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			routes = append(routes, admin.Route{Method: method, Path: path, Need: desk.ProposeStrategy, Handle: answer})
		}
	}
	return routes
}

// Reopened returns the form of a proposal about one orientation or one rule, nil for any other.
func Reopened(r *driver.Request) driver.Form {
	c := r.Proposal.Changes
	if row, withdrawn, ok := regional.Only(c.Strategies); ok && len(segur.List(segur.ChangeSet{StrategyRules: c.StrategyRules})) == 0 {
		switch {
		case withdrawn:
			return orientationWithdrawal(row.RowKey())
		case len(c.Strategies.Replace) == 1:
			return &orientationForm{published: true, key: c.Strategies.Replace[0].Old.RowKey()}
		}
		return &orientationForm{}
	}
	if row, withdrawn, ok := regional.Only(c.StrategyRules); ok && len(segur.List(segur.ChangeSet{Strategies: c.Strategies})) == 0 {
		switch {
		case withdrawn:
			return ruleWithdrawal(row.RowKey())
		case len(c.StrategyRules.Replace) == 1:
			return &ruleForm{published: true, key: c.StrategyRules.Replace[0].Old.RowKey()}
		}
		return &ruleForm{}
	}
	return nil
}

func orientationWithdrawal(key string) driver.Form {
	return &regional.Withdrawal{
		Table: segur.TableStrategies, Key: key, Title: "regional.withdraw_orientation_title", Action: paths.WithdrawOrientation,
		List: paths.Strategies, Listed: "regional.strategies_title", Facts: func(r *driver.Request, row segur.Row) []driver.Fact {
			s := row.(segur.Strategy)
			return []driver.Fact{{Label: r.Words.Territory(s.Territory), Text: r.Words.Text(s.Orientation)}}
		},
	}
}

func ruleWithdrawal(key string) driver.Form {
	return &regional.Withdrawal{
		Table: segur.TableStrategyRules, Key: key, Title: "regional.withdraw_rule_title", Action: paths.WithdrawRule,
		List: paths.Strategies, Listed: "regional.strategies_title", Facts: func(r *driver.Request, row segur.Row) []driver.Fact {
			s := row.(segur.StrategyRule)
			return []driver.Fact{{Label: r.Words.Territory(s.Territory), Text: r.Words.Text(s.Text)}}
		},
	}
}

// list shows the strategy of a region: its orientations, then its rules.
func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindStrategy)
	if err != nil {
		return admin.Answer{}, err
	}
	return regional.Listed{
		Title: "regional.strategies_title", Lede: "regional.strategies_lede", Path: paths.Strategies,
		Groups: func(region string) []regional.ListGroup { return groups(r, region) },
		New: func(region string) []admin.Crumb {
			query := "?" + regional.FieldRegion + "=" + region
			return []admin.Crumb{
				{Label: r.Words.T("regional.new_orientation_title"), Href: paths.NewOrientation + query},
				{Label: r.Words.T("regional.new_rule_title"), Href: paths.NewRule + query},
			}
		},
	}.Answer(r)
}

func groups(r *driver.Request, region string) []regional.ListGroup {
	orientations := regional.ListGroup{Title: r.Words.T("regional.orientations")}
	for _, s := range r.Call.Catalog.Strategies() {
		if s.Territory == region {
			orientations.Lines = append(orientations.Lines, line(r, s, s.Orientation, r.Words.Period(s.Period), paths.CorrectOrientation, paths.WithdrawOrientation))
		}
	}
	rules := regional.ListGroup{Title: r.Words.T("regional.rules")}
	for _, s := range r.Call.Catalog.StrategyRules() {
		if s.Territory == region {
			rules.Lines = append(rules.Lines, line(r, s, s.Text, r.Words.T("change.rule_kind."+s.Kind), paths.CorrectRule, paths.WithdrawRule))
		}
	}
	return []regional.ListGroup{orientations, rules}
}

func line(r *driver.Request, row segur.Row, text segur.Text, meta, correct, withdraw string) regional.ListLine {
	title, query := r.Words.Text(text), "?"+regional.FieldOn+"="+url.QueryEscape(row.RowKey())
	return regional.ListLine{
		Title: title, Meta: meta, Actions: regional.Actions(r, regional.Of(row)[0], title, correct+query, withdraw+query),
	}
}

package people

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// List is the page of all accounts.
type List struct {
	admin.Frame
	Filters  []form.Field
	Accounts []Person
	All      int // accounts, filtered or not
}

// Person is one account in the list.
type Person struct {
	Name, DisplayName, Href string
	Role                    string
	Scope                   []string
	State                   string // "active", "disabled" or "waiting": no password chosen yet
	Factor                  bool
	FactorMissing           bool   // the role has rights that wait for one
	Open                    int    // sessions
	Seen                    string // when last, "" for never
}

func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	frame, err := c.Begin("accounts", "people.title")
	if err != nil {
		return admin.Answer{}, err
	}
	accounts, err := p.Accounts.List(c, c.Actor)
	if err != nil {
		return admin.Answer{}, err
	}
	page := List{Frame: frame, All: len(accounts)}
	page.Filters = listFilters(c)
	here, err := p.presences(c)
	if err != nil {
		return admin.Answer{}, err
	}
	for _, a := range accounts {
		if !fits(a, c) {
			continue
		}
		person, err := p.person(c, a, here[a.ID])
		if err != nil {
			return admin.Answer{}, err
		}
		page.Accounts = append(page.Accounts, person)
	}
	return admin.Page("admin/people-list", page), nil
}

func listFilters(c *admin.Call) []form.Field {
	text := c.Words.T("people.filter_text")
	all := c.Words.T("people.filter_any")
	role := c.Words.T("people.role")
	roles := roleOptions(c)
	fields := form.Form{Fields: []form.Field{
		{Name: "texte", Label: text},
		{Name: "role", Kind: form.Select, Label: role, Options: append([]form.Option{{Label: all}}, roles...)},
	}}
	fields.Fill(c.Query)
	return fields.Fields
}

func roleOptions(c *admin.Call) []form.Option {
	var options []form.Option
	for _, role := range desk.Roles() {
		label := c.Words.T("role_of." + string(role))
		options = append(options, form.Option{Value: string(role), Label: label})
	}
	return options
}

func fits(a desk.Account, c *admin.Call) bool {
	text, role := strings.ToLower(strings.TrimSpace(c.Query.Get("texte"))), c.Query.Get("role")
	return (role == "" || role == string(a.Role)) &&
		(strings.Contains(a.Name, text) || strings.Contains(strings.ToLower(a.DisplayName), text))
}

// presence is what the live sessions of an account say.
type presence struct {
	open int
	seen time.Time
}

func (p *Pages) presences(c *admin.Call) (map[int64]presence, error) {
	sessions, err := p.Sessions.Sessions(c, 0)
	of := map[int64]presence{}
	for _, s := range sessions {
		a := of[s.Account]
		a.open++
		if s.SeenAt.After(a.seen) {
			a.seen = s.SeenAt
		}
		of[s.Account] = a
	}
	return of, err
}

func (p *Pages) person(c *admin.Call, a desk.Account, here presence) (Person, error) {
	role := c.Words.T("role_of." + string(a.Role))
	scope := c.ScopeWords(a.Scope)
	seen := here.seen
	if seen.IsZero() {
		var err error
		if seen, err = p.lastSignIn(c, a.Name); err != nil {
			return Person{}, err
		}
	}
	person := Person{
		Name: a.Name, DisplayName: a.DisplayName, Href: paths.Account.Of(a.ID), Role: role, Scope: scope, State: state(a), Open: here.open,
		Factor: a.TOTPSecret != "", FactorMissing: a.TOTPSecret == "" && needsFactor(a),
	}
	if !seen.IsZero() {
		person.Seen = c.Moment(seen)
	}
	return person, nil
}

// lastSignIn asks the journal about somebody who has no session any more.
func (p *Pages) lastSignIn(c *admin.Call, name string) (time.Time, error) {
	last, err := p.Journal.Entries(c, c.Actor, desk.Search{Actor: name, Action: desk.ActionSignIn, Limit: 1})
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].At, nil
}

func state(a desk.Account) string {
	switch {
	case a.Disabled:
		return "disabled"
	case cmp.Or(a.PasswordHash, a.Subject) == "":
		return "waiting"
	}
	return "active"
}

// needsFactor reports whether the role has rights that wait for a second factor.
func needsFactor(a desk.Account) bool {
	actor := desk.Actor{Account: a}
	return slices.ContainsFunc(desk.Permissions(), func(p desk.Permission) bool { return p.NeedsSecondFactor() && actor.Holds(p) })
}

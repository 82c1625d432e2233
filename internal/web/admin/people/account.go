package people

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Account is the page of one account, or of a new one.
type Account struct {
	admin.Frame
	New          bool
	Name         string
	State        string // see Person
	Action       string // where the form goes
	ID           int64
	Version      int
	Before       []form.Field // questions in the order of the page, around the scope
	Regions      Boxes
	Measures     Boxes
	After        []form.Field
	Factor       bool
	Browsers     []Browser
	CreatedAt    string
	Disabled     bool
	HasPassword  bool
	JournalAbout string
	JournalBy    string
}

// Browser is one live session.
type Browser struct{ Agent, Since, Seen string }

// Boxes is a list of boxes to tick, too long to be drawn as one column.
type Boxes struct {
	form.Field
	Parts []Part
	Some  bool // some box is ticked
}

// Part is a titled part of such a list.
type Part struct {
	Title string // "" for none
	Boxes []Box
}

// Box is one box.
type Box struct {
	ID, Value, Label string
	Checked          bool
}

func boxes(f form.Field) Boxes {
	b := Boxes{Field: f, Some: len(f.Values) > 0}
	for i, o := range f.Options {
		if n := len(b.Parts); n == 0 || b.Parts[n-1].Title != o.Group {
			b.Parts = append(b.Parts, Part{Title: o.Group})
		}
		last := &b.Parts[len(b.Parts)-1]
		last.Boxes = append(last.Boxes, Box{f.OptionID(i), o.Value, o.Label, f.Has(o.Value)})
	}
	return b
}

// page draws the form of an account as it stands in f.
func (p *Pages) page(c *admin.Call, a desk.Account, f form.Form, status int) (admin.Answer, error) {
	frame, err := p.begin(c, a)
	if err != nil {
		return admin.Answer{}, err
	}
	frame.Errors = f.Errors
	page := Account{
		Frame: frame, New: a.ID == 0, Name: a.Name, State: state(a), Action: paths.NewAccount, ID: a.ID, Version: a.Version,
		Factor: a.TOTPSecret != "", HasPassword: a.PasswordHash != "", Disabled: a.Disabled,
		JournalAbout: paths.Journal + "?objet=" + url.QueryEscape("account/"+a.Name), JournalBy: paths.Journal + "?personne=" + url.QueryEscape(a.Name),
	}
	at := slices.IndexFunc(f.Fields, func(f form.Field) bool { return f.Name == fieldRegions })
	page.Before, page.After = f.Fields[:at], f.Fields[at+2:]
	page.Regions, page.Measures = boxes(f.Fields[at]), boxes(f.Fields[at+1])
	if a.ID == 0 {
		return admin.Answer{Status: status, Template: "admin/people-account", Data: page}, nil
	}
	page.Action, page.CreatedAt = paths.Account.Of(a.ID), c.Moment(a.CreatedAt)
	page.Browsers, err = p.browsers(c, a.ID)
	return admin.Answer{Status: status, Template: "admin/people-account", Data: page}, err
}

func (p *Pages) begin(c *admin.Call, a desk.Account) (admin.Frame, error) {
	key := "people.title_one"
	if a.ID == 0 {
		key = "people.title_new"
	}
	frame, err := c.Begin("accounts", key, "name", a.DisplayName)
	if err != nil {
		return frame, err
	}
	up := c.Words.T("people.title")
	frame.Crumbs = []admin.Crumb{{Label: up, Href: paths.Accounts}, {Label: frame.Title}}
	return frame, err
}

func (p *Pages) browsers(c *admin.Call, account int64) ([]Browser, error) {
	sessions, err := p.Sessions.Sessions(c, account)
	var list []Browser
	for _, s := range sessions {
		list = append(list, Browser{s.Agent, c.Moment(s.CreatedAt), c.Moment(s.SeenAt)})
	}
	return list, err
}

func (p *Pages) showNew(c *admin.Call) (admin.Answer, error) {
	f := p.accountForm(c, desk.Account{Lang: string(locale.FR)})
	return p.page(c, desk.Account{}, f, http.StatusOK)
}

func (p *Pages) create(c *admin.Call) (admin.Answer, error) {
	f := p.accountForm(c, desk.Account{})
	f.Fill(c.Form)
	account, failed := p.Accounts.Create(c, c.Actor, accounts.NewAccount{
		Name: f.Value(fieldName), DisplayName: f.Value(fieldDisplay), Role: desk.Role(f.Value(fieldRole)), Scope: scope(f),
		Lang: f.Value(fieldLang), Subject: f.Value(fieldIdentity),
	})
	if failed != nil {
		status, err := refused(c, &f, failed)
		if err != nil {
			return admin.Answer{}, err
		}
		return p.page(c, desk.Account{}, f, status)
	}
	return p.handOver(c, account)
}

// account finds the account of the path.
func (p *Pages) account(c *admin.Call) (desk.Account, error) {
	id, err := c.Number("id")
	if err != nil {
		return desk.Account{}, err
	}
	return p.Accounts.Account(c, c.Actor, int64(id))
}

func (p *Pages) show(c *admin.Call) (admin.Answer, error) {
	a, err := p.account(c)
	if err != nil {
		return admin.Answer{}, err
	}
	f := p.accountForm(c, a)
	return p.page(c, a, f, http.StatusOK)
}

func (p *Pages) change(c *admin.Call) (admin.Answer, error) {
	a, err := p.account(c)
	if err != nil {
		return admin.Answer{}, err
	}
	ref, err := c.Ref()
	if err != nil {
		return admin.Answer{}, err
	}
	ref.ID = a.ID
	f := p.accountForm(c, a)
	f.Fill(c.Form)
	changed, failed := p.Accounts.Change(c, c.Actor, ref, accounts.Settings{
		DisplayName: f.Value(fieldDisplay), Role: desk.Role(f.Value(fieldRole)), Scope: scope(f), Lang: f.Value(fieldLang),
		Disabled: f.Field(fieldState).Has(disabled), Subject: f.Value(fieldIdentity),
	})
	if failed != nil {
		return p.refuse(c, a, f, failed)
	}
	if changed.Disabled {
		if err := p.end(c, a); err != nil {
			return admin.Answer{}, err
		}
	}
	c.Say("people.said_changed", "name", changed.DisplayName)
	return admin.SeeOther(paths.Accounts), p.tellHolds(c, changed)
}

// tellHolds says which planned publications wait from now on for another approver.
func (p *Pages) tellHolds(c *admin.Call, changed desk.Account) error {
	held, err := p.Plans.HeldBy(c, c.Actor, changed.Name)
	if err != nil || len(held) == 0 {
		return err
	}
	var moments []string
	for _, h := range held {
		moments = append(moments, c.Moment(h.Plan.DueAt))
	}
	c.Say("people.said_held", "name", changed.DisplayName, "list", c.Words.List(moments))
	return nil
}

// refuse shows the form again as it was typed. When somebody else has changed the account
// meanwhile, it says what is kept now; sending it again is then a decision made knowingly.
func (p *Pages) refuse(c *admin.Call, a desk.Account, f form.Form, failed error) (admin.Answer, error) {
	status, err := refused(c, &f, failed)
	if err != nil {
		return admin.Answer{}, err
	}
	if refusal.Field(failed) != refusal.Stale {
		return p.page(c, a, f, status)
	}
	now := p.accountForm(c, a)
	compareWith(c, &f, now)
	f.Errors[0].Message = c.Words.T("people.stale")
	return p.page(c, a, f, http.StatusConflict)
}

// Handover shows a one-time link, once.
type Handover struct {
	admin.Frame
	Name    string
	Address string // a path only when the settings name no public address: a request may name any
	Hint    string // what to do with a path, "" otherwise
	Until   string
	Back    string
}

// handOver issues a link to choose a password and shows it in the answer itself: it is kept
// nowhere, not even for the length of a redirect.
func (p *Pages) handOver(c *admin.Call, a desk.Account) (admin.Answer, error) {
	token, link := auth.NewLink(desk.LinkReset, a.ID, c.Now())
	if err := p.Accounts.IssueLink(c, c.Actor, link); err != nil {
		return admin.Answer{}, err
	}
	frame, err := p.begin(c, a)
	if err != nil {
		return admin.Answer{}, err
	}
	frame.Title = c.Words.T("people.link_title")
	page := Handover{
		Frame: frame, Name: a.DisplayName, Address: p.BaseURL + paths.Reset.Of(token), Until: c.Moment(link.ExpiresAt), Back: paths.Account.Of(a.ID),
	}
	if p.BaseURL == "" {
		page.Hint = c.Words.T("people.link_path")
	}
	return admin.Page("admin/people-link", page), err
}

func (p *Pages) issueLink(c *admin.Call) (admin.Answer, error) {
	a, err := p.account(c)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.handOver(c, a)
}

// end ends every session of an account and writes down how many there were.
func (p *Pages) end(c *admin.Call, a desk.Account) error {
	open, err := p.Sessions.Sessions(c, a.ID)
	if err != nil || len(open) == 0 {
		return err
	}
	if err := p.Sessions.RevokeSessions(c, a.ID, ""); err != nil {
		return err
	}
	return p.Journal.Record(c, desk.Entry{
		Actor: c.Actor.Name, Action: desk.ActionSessionRevoked, Object: "account/" + a.Name,
		Old: fmt.Sprintf(`{"sessions":%d}`, len(open)), New: `{"sessions":0}`,
	})
}

func (p *Pages) endSessions(c *admin.Call) (admin.Answer, error) {
	a, err := p.account(c)
	if err != nil {
		return admin.Answer{}, err
	}
	if err := p.end(c, a); err != nil {
		return admin.Answer{}, err
	}
	c.Say("people.said_sessions", "name", a.DisplayName)
	return admin.SeeOther(paths.Account.Of(a.ID)), nil
}

// removeFactor takes the second factor of somebody who has lost it away, with the sessions that
// have shown it.
func (p *Pages) removeFactor(c *admin.Call) (admin.Answer, error) {
	a, err := p.account(c)
	if err != nil {
		return admin.Answer{}, err
	}
	if _, err := p.Accounts.RemoveSecondFactor(c, c.Actor, a.ID); err != nil {
		return admin.Answer{}, err
	}
	if err := p.end(c, a); err != nil {
		return admin.Answer{}, err
	}
	c.Say("people.said_factor", "name", a.DisplayName)
	return admin.SeeOther(paths.Account.Of(a.ID)), nil
}

package signin

import (
	"errors"
	"net/http"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

const fieldPresent = "mot-de-passe-actuel"

// Account is the page about one's own account.
type Account struct {
	admin.Frame
	Name, DisplayName string
	RoleWord          string
	Scope             []string // limits in words, none for the whole plan
	Language          form.Field
	HasPassword       bool
	Passwords         []form.Field
	Factor            bool // a second factor is enrolled
	FactorNeeded      bool // the role has rights that wait for one
	CodesLeft         int
	SSO               bool // the account is bound to an identity at the provider
	Browsers          []Browser
}

// Browser is one live session.
type Browser struct {
	ID          string
	Agent       string
	Since, Seen string
	This        bool
}

func (p *Pages) showAccount(c *admin.Call) (admin.Answer, error) {
	fields := changeFields(c)
	return p.accountPage(c, form.Form{Fields: fields}, http.StatusOK)
}

// changeFields asks for the present password and a new one.
func changeFields(c *admin.Call) []form.Field {
	label := c.Words.T("password.present")
	fields := passwordFields(c)
	return append([]form.Field{{Name: fieldPresent, Kind: form.Password, Label: label, Fill: "current-password"}}, fields...)
}

func (p *Pages) accountPage(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	frame, err := c.Begin("", "account.title")
	if err != nil {
		return admin.Answer{}, err
	}
	frame.Errors = f.Errors
	account := c.Actor.Account
	page := Account{
		Frame: frame, Name: account.Name, DisplayName: account.DisplayName, RoleWord: frame.Role,
		HasPassword: account.PasswordHash != "", Passwords: f.Fields,
		Factor: account.TOTPSecret != "", FactorNeeded: needsFactor(account), SSO: account.Subject != "",
	}
	page.Scope = c.ScopeWords(account.Scope)
	page.Language = languageField(c)
	page.Language.Kind, page.Language.Values = form.Select, []string{account.Lang}
	if page.CodesLeft, err = p.Store.RecoveryCodesLeft(c, account.ID); err != nil {
		return admin.Answer{}, err
	}
	page.Browsers, err = p.browsers(c)
	return admin.Answer{Status: status, Template: "admin/account", Data: page}, err
}

func (p *Pages) browsers(c *admin.Call) ([]Browser, error) {
	sessions, err := p.Store.Sessions(c, c.Actor.ID)
	var list []Browser
	for _, s := range sessions {
		list = append(list, Browser{
			ID: s.ID, Agent: s.Agent, Since: c.Moment(s.CreatedAt), Seen: c.Moment(s.SeenAt), This: s.ID == p.Sessions.ID(c),
		})
	}
	return list, err
}

func (p *Pages) setLanguage(c *admin.Call) (admin.Answer, error) {
	if _, err := p.Accounts.SetOwnLanguage(c, c.Actor, c.Form.Get(fieldLang)); err != nil {
		return admin.Answer{}, err
	}
	c.Say("account.said_lang")
	return admin.SeeOther(paths.MyAccount), nil
}

func (p *Pages) setPassword(c *admin.Call) (admin.Answer, error) {
	if c.Actor.PasswordHash == "" {
		entry := desk.Entry{Actor: c.Actor.Name, Action: desk.ActionForbidden, Object: object(c.Actor.Name), Reason: reasonNone}
		return admin.Answer{}, errors.Join(&segur.Error{Code: segur.CodeForbidden, Field: "permission"}, p.record(c, entry))
	}
	fields := changeFields(c)
	f := form.Form{Fields: fields}
	_, failed := p.authenticate(c, c.Actor.Name, c.Form.Get(fieldPresent))
	if status, refused, err := p.stopped(c, &f, failed); err != nil || refused {
		if err != nil {
			return admin.Answer{}, err
		}
		return p.presentRefused(c, f, status)
	}
	hash, status, err := p.newPassword(c, &f, c.Actor.Name)
	if err != nil {
		return admin.Answer{}, err
	}
	if hash == "" {
		return p.accountPage(c, f, status)
	}
	if _, err := p.Accounts.SetOwnPassword(c, c.Actor, hash); err != nil {
		return admin.Answer{}, err
	}
	if err := p.endOthers(c, c.Actor.Account, p.Sessions.ID(c)); err != nil {
		return admin.Answer{}, err
	}
	c.Say("account.said_password")
	return admin.SeeOther(paths.MyAccount), nil
}

// presentRefused shows the form again. Of a wrong pair, only the password can be wrong here.
func (p *Pages) presentRefused(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	if status == http.StatusUnprocessableEntity {
		f.Errors = nil
		refuse(c, &f, fieldPresent, "password.present_wrong")
	}
	return p.accountPage(c, f, status)
}

// endSessions ends one session of the person's own or, for "autres", all but this one.
func (p *Pages) endSessions(c *admin.Call) (admin.Answer, error) {
	id, this := c.Form.Get("session"), p.Sessions.ID(c)
	sessions, err := p.Store.Sessions(c, c.Actor.ID)
	if err != nil {
		return admin.Answer{}, err
	}
	ended := slices.DeleteFunc(sessions, func(s desk.Session) bool {
		return s.ID != id && (id != "autres" || s.ID == this)
	})
	for _, s := range ended {
		if err := p.Store.RevokeSession(c, s.ID); err != nil {
			return admin.Answer{}, err
		}
		entry := desk.Entry{Actor: c.Actor.Name, Action: desk.ActionSessionRevoked, Object: object(c.Actor.Name), Old: s.Agent}
		if err := p.record(c, entry); err != nil {
			return admin.Answer{}, err
		}
	}
	if id == this {
		return admin.SeeOther(paths.SignOut), p.Sessions.SignOut(c)
	}
	c.Say("account.said_sessions")
	return admin.SeeOther(paths.MyAccount), nil
}

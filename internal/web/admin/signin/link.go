package signin

import (
	"errors"
	"net/http"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

const (
	fieldDisplay = "nom-affiche"
	fieldLang    = "langue"
	fieldAgain   = "mot-de-passe-encore"
)

// Choose is the page behind a one-time link: a password to choose and, for the first account,
// a name.
type Choose struct {
	admin.Frame
	Fields []form.Field
	First  bool   // the account is yet to be created
	For    string // name of the account otherwise
}

// link finds the link of a path. One that leads nowhere is gone, whatever the cause.
func (p *Pages) link(c *admin.Call, purpose desk.LinkPurpose) (desk.Link, error) {
	link, err := p.Store.Link(c, auth.HashToken(c.Params["token"]))
	if segur.ErrorCode(err) == segur.CodeNotFound {
		link, err = desk.Link{}, nil // which has no purpose
	}
	if err != nil {
		return desk.Link{}, err
	}
	if err := auth.CheckLink(link, purpose, c.Now()); err != nil {
		return link, p.dead(c, err)
	}
	return link, nil
}

// dead notes that a link leads nowhere, and nothing of the link: whoever guesses is seen.
func (p *Pages) dead(c *admin.Call, refused error) error {
	return errors.Join(refused, p.recordOnce(c, "link", reasonLink))
}

// passwordFields asks for a new password, twice: it cannot be seen while it is typed.
func passwordFields(c *admin.Call) []form.Field {
	fields := []form.Field{
		{Name: fieldPassword, Kind: form.Password, Fill: "new-password"},
		{Name: fieldAgain, Kind: form.Password, Fill: "new-password"},
	}
	fields[0].Label = c.Words.T("password.new")
	fields[0].Hint = c.Words.T("password.hint")
	fields[1].Label = c.Words.T("password.again")
	return fields
}

// newPassword judges and hashes what was typed into passwordFields. Errors go to the form, and
// hash is then empty; status is that of the answer.
func (p *Pages) newPassword(c *admin.Call, f *form.Form, account string) (hash string, status int, err error) {
	password := c.Form.Get(fieldPassword)
	status, _, err = p.stopped(c, f, auth.JudgePassword(password, account))
	if err != nil {
		return "", 0, err
	}
	if password != c.Form.Get(fieldAgain) {
		refuse(c, f, fieldAgain, "password.differs")
	}
	if f.Refused() {
		return "", max(status, http.StatusUnprocessableEntity), nil
	}
	hash, err = p.Passwords.Hash(c, password)
	if err == nil {
		return hash, 0, nil
	}
	status, _, err = p.stopped(c, f, err)
	return "", status, err
}

func (p *Pages) showReset(c *admin.Call) (admin.Answer, error) {
	_, account, err := p.resetLink(c)
	if err != nil {
		return admin.Answer{}, err
	}
	fields := passwordFields(c)
	return resetPage(c, account, form.Form{Fields: fields}, http.StatusOK)
}

// resetLink returns the link of the path with its account. An account that may not sign in has
// no use for one.
func (p *Pages) resetLink(c *admin.Call) (desk.Link, desk.Account, error) {
	link, err := p.link(c, desk.LinkReset)
	if err != nil {
		return desk.Link{}, desk.Account{}, err
	}
	account, err := p.Store.Account(c, link.Account)
	if err == nil && account.Disabled {
		err = p.dead(c, auth.CheckLink(desk.Link{}, desk.LinkReset, c.Now()))
	}
	return link, account, err
}

func resetPage(c *admin.Call, account desk.Account, f form.Form, status int) (admin.Answer, error) {
	frame, err := c.Begin("", "password.title")
	frame.Errors = f.Errors
	page := Choose{Frame: frame, Fields: f.Fields, For: account.Name}
	return admin.Answer{Status: status, Template: "admin/signin-link", Data: page}, err
}

func (p *Pages) reset(c *admin.Call) (admin.Answer, error) {
	link, account, err := p.resetLink(c)
	if err != nil {
		return admin.Answer{}, err
	}
	fields := passwordFields(c)
	f := form.Form{Fields: fields}
	hash, status, err := p.newPassword(c, &f, account.Name)
	if err != nil {
		return admin.Answer{}, err
	}
	if hash == "" {
		return resetPage(c, account, f, status)
	}
	if _, err := p.Accounts.UseResetLink(c, link, hash); err != nil {
		return admin.Answer{}, err
	}
	// Whoever was in with the former password, the one who reads this included, is out.
	if err := p.endOthers(c, account, ""); err != nil {
		return admin.Answer{}, err
	}
	return admin.SeeOther(paths.SignIn + "?fait=mot-de-passe"), nil
}

// setUpLink returns the link of the path while there is no account.
func (p *Pages) setUpLink(c *admin.Call) (desk.Link, error) {
	link, err := p.link(c, desk.LinkSetUp)
	if err != nil {
		return desk.Link{}, err
	}
	empty, err := p.empty(c)
	if err == nil && !empty {
		err = p.dead(c, auth.CheckLink(desk.Link{}, desk.LinkSetUp, c.Now()))
	}
	return link, err
}

func (p *Pages) showSetUp(c *admin.Call) (admin.Answer, error) {
	if _, err := p.setUpLink(c); err != nil {
		return admin.Answer{}, err
	}
	f := setUpForm(c)
	return setUpPage(c, f, http.StatusOK)
}

func setUpForm(c *admin.Call) form.Form {
	passwords := passwordFields(c)
	f := form.Form{Fields: []form.Field{
		{Name: fieldName, Fill: "username", Mode: "email", Width: 30},
		{Name: fieldDisplay, Fill: "name", Width: 30},
	}}
	for i, key := range []string{"setup.name", "setup.display"} {
		f.Fields[i].Label = c.Words.T(key)
		f.Fields[i].Hint = c.Words.T(key + "_hint")
	}
	lang := languageField(c)
	f.Fields = append(append(f.Fields, passwords...), lang)
	return f
}

// languageField asks in which language to work.
func languageField(c *admin.Call) form.Field {
	label := c.Words.T("account.lang")
	return form.Field{
		Name: fieldLang, Kind: form.Radios, Label: label, Values: []string{string(c.Words.Lang())},
		Options: []form.Option{{Value: "fr", Label: "Français"}, {Value: "en", Label: "English"}},
	}
}

func setUpPage(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	frame, err := c.Begin("", "setup.title")
	frame.Errors = f.Errors
	return admin.Answer{Status: status, Template: "admin/signin-link", Data: Choose{Frame: frame, Fields: f.Fields, First: true}}, err
}

func (p *Pages) setUp(c *admin.Call) (admin.Answer, error) {
	link, err := p.setUpLink(c)
	if err != nil {
		return admin.Answer{}, err
	}
	f := setUpForm(c)
	f.Fill(c.Form)
	first := accounts.NewAccount{
		Name: f.Value(fieldName), DisplayName: f.Value(fieldDisplay), Role: desk.RoleAdmin, Lang: f.Value(fieldLang),
	}
	for _, refused := range segur.Refusals(first.Judge()) {
		message := c.Word(refused)
		f.Refuse(setUpBox(refused.Field), message)
	}
	hash, status, err := p.newPassword(c, &f, first.Name)
	if err != nil {
		return admin.Answer{}, err
	}
	if hash == "" {
		return setUpPage(c, f, status)
	}
	first.PasswordHash = hash
	account, err := p.Accounts.CreateFirst(c, first, link.TokenHash)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.welcome(c, account, auth.SignedIn{Account: account.ID, Agent: auth.Agent(c.Request.UserAgent())}, "setup_link")
}

// setUpBox returns the field that a refusal of the first account is about.
func setUpBox(field string) string {
	switch field {
	case refusal.Name, refusal.NameTaken:
		return fieldName
	case refusal.DisplayName:
		return fieldDisplay
	case refusal.Lang:
		return fieldLang
	}
	return field
}

package signin

import (
	"net/http"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// qrPixels is the size of the code as drawn; the page shows it somewhat smaller.
const qrPixels = 440

// Enrol is the page that sets a second factor up.
type Enrol struct {
	admin.Frame
	Secret string // in groups, for typing
	Code   form.Field
	Needed bool   // the role has rights that wait for it
	Later  string // where to go without, for now
}

// Enrolled is the page about a second factor that is there.
type Enrolled struct {
	admin.Frame
	Fields    []form.Field
	CodesLeft int
	Needed    bool
}

// What can be done with a second factor that is there.
const (
	fieldAction = "action"
	actionCodes = "codes"
	actionLeave = "retirer"
)

// Codes shows recovery codes, once.
type Codes struct {
	admin.Frame
	Codes []string
	On    string // where to go on
}

func (p *Pages) showEnrolment(c *admin.Call) (admin.Answer, error) {
	f := codeForm(c)
	return p.enrolmentPage(c, f, http.StatusOK)
}

// codeForm asks for a code of the authenticator and, when there is one already, what for.
func codeForm(c *admin.Call) form.Form {
	f := factorForm(c)
	f.Fields = f.Fields[:min(1, len(f.Fields))]
	if c.Actor.TOTPSecret == "" {
		return f
	}
	choice := form.Field{Name: fieldAction, Kind: form.Radios, Values: []string{actionCodes}}
	choice.Label = c.Words.T("enrol.choose")
	for _, action := range []string{actionCodes, actionLeave} {
		option := form.Option{Value: action}
		option.Label = c.Words.T("enrol.choose_" + action)
		option.Hint = c.Words.T("enrol.choose_" + action + "_hint")
		choice.Options = append(choice.Options, option)
	}
	f.Fields = append([]form.Field{choice}, f.Fields...)
	return f
}

func (p *Pages) enrolmentPage(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	if c.Actor.TOTPSecret != "" {
		return p.enrolledPage(c, f, status)
	}
	frame, err := p.beginFactor(c, "enrol.title", f)
	if err != nil {
		return admin.Answer{}, err
	}
	if p.Sessions.Secret(c) == "" {
		p.Sessions.KeepSecret(c, p.enrolment(c).Secret)
	}
	back := p.Sessions.TakeReturn(c)
	if c.Query.Has(fieldReturn) {
		back = auth.ReturnPath(c.Query.Get(fieldReturn))
	}
	p.Sessions.KeepReturn(c, back)
	page := Enrol{Frame: frame, Secret: p.enrolment(c).Grouped(), Code: f.Fields[0], Needed: needsFactor(c.Actor.Account), Later: back}
	return admin.Answer{Status: status, Template: "admin/account-enrol", Data: page}, nil
}

func (p *Pages) beginFactor(c *admin.Call, title string, f form.Form) (admin.Frame, error) {
	frame, err := c.Begin("", title)
	if err != nil {
		return frame, err
	}
	frame.Errors = f.Errors
	account := c.Words.T("account.title")
	frame.Crumbs = []admin.Crumb{{Label: account, Href: paths.MyAccount}, {Label: frame.Title}}
	return frame, err
}

// enrolment returns the enrolment under way in this session, a new one when there is none.
func (p *Pages) enrolment(c *admin.Call) auth.Enrolment {
	issuer := c.Words.T("site.name") // only a label in the authenticator
	e := auth.NewEnrolment(issuer, c.Actor.Name)
	if kept := p.Sessions.Secret(c); kept != "" {
		e.Secret = kept
	}
	return e
}

func (p *Pages) enrolledPage(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	frame, err := p.beginFactor(c, "enrol.title_done", f)
	if err != nil {
		return admin.Answer{}, err
	}
	left, err := p.Store.RecoveryCodesLeft(c, c.Actor.ID)
	page := Enrolled{Frame: frame, Fields: f.Fields, CodesLeft: left, Needed: needsFactor(c.Actor.Account)}
	return admin.Answer{Status: status, Template: "admin/account-factor", Data: page}, err
}

func (p *Pages) drawSecret(c *admin.Call) (admin.Answer, error) {
	if p.Sessions.Secret(c) == "" || c.Actor.TOTPSecret != "" {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	picture, err := p.enrolment(c).QR(qrPixels)
	return admin.Answer{File: &admin.File{Type: "image/png", Body: picture}}, err
}

func (p *Pages) enrol(c *admin.Call) (admin.Answer, error) {
	secret := p.Sessions.Secret(c)
	if c.Actor.TOTPSecret != "" || secret == "" {
		return admin.SeeOther(paths.MyFactor), nil
	}
	f := codeForm(c)
	step, failed := p.Factors.Confirm(secret, c.Form.Get(fieldCode))
	if status, refused, err := p.stopped(c, &f, failed); err != nil || refused {
		if err != nil {
			return admin.Answer{}, err
		}
		return p.enrolmentPage(c, f, status)
	}
	codes := auth.NewRecoveryCodes()
	account, err := p.Accounts.EnrolSecondFactor(c, c.Actor, secret, step, codes.Hashes...)
	if err != nil {
		return admin.Answer{}, err
	}
	p.Sessions.KeepSecret(c, "")
	if err := p.Sessions.ShowSecondFactor(c); err != nil {
		return admin.Answer{}, err
	}
	if err := p.Devices.Remember(c.Writer(), c.Request, account.ID); err != nil {
		return admin.Answer{}, err
	}
	c.Actor = desk.Actor{Account: account, SecondFactor: true}
	return p.codesPage(c, codes)
}

// codesPage shows recovery codes in the answer itself: what is shown once is kept nowhere, not
// even for the length of a redirect.
func (p *Pages) codesPage(c *admin.Call, made auth.RecoveryCodes) (admin.Answer, error) {
	frame, err := p.beginFactor(c, "enrol.codes_title", form.Form{})
	return admin.Page("admin/account-codes", Codes{frame, made.Codes, p.Sessions.TakeReturn(c)}), err
}

// manageFactor makes new recovery codes or takes the second factor away. Either asks for a code
// of the authenticator: a recovery code must not make more of them.
func (p *Pages) manageFactor(c *admin.Call) (admin.Answer, error) {
	if c.Actor.TOTPSecret == "" {
		return admin.SeeOther(paths.MyFactor), nil
	}
	f := codeForm(c)
	f.Field(fieldAction).Values = []string{c.Form.Get(fieldAction)}
	c.Form.Del(fieldRecovery)
	if status, refused, err := p.stopped(c, &f, p.prove(c, c.Actor.Account)); err != nil || refused {
		if err != nil {
			return admin.Answer{}, err
		}
		return p.enrolmentPage(c, f, status)
	}
	if c.Form.Get(fieldAction) == actionLeave {
		return p.removeFactor(c)
	}
	entry := desk.Entry{Actor: c.Actor.Name, Action: desk.ActionFactorEnrolled, Object: object(c.Actor.Name), Reason: "recovery_codes"}
	if err := p.record(c, entry); err != nil {
		return admin.Answer{}, err
	}
	codes := auth.NewRecoveryCodes()
	if err := p.Store.ReplaceRecoveryCodes(c, c.Actor.ID, codes.Hashes); err != nil {
		return admin.Answer{}, err
	}
	return p.codesPage(c, codes)
}

// removeFactor takes the second factor away, which has just been shown, and every session with
// it: none may go on as one that has shown a factor which is no more.
func (p *Pages) removeFactor(c *admin.Call) (admin.Answer, error) {
	actor := c.Actor
	actor.SecondFactor = true
	if _, err := p.Accounts.RemoveSecondFactor(c, actor, actor.ID); err != nil {
		return admin.Answer{}, err
	}
	if err := p.endOthers(c, actor.Account, ""); err != nil {
		return admin.Answer{}, err
	}
	return admin.SeeOther(paths.SignIn + "?fait=second-facteur"), p.Sessions.SignOut(c)
}

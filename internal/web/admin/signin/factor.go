package signin

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

const (
	fieldCode     = "code"
	fieldRecovery = "code-de-secours"
)

// Factor is the page that asks for the second factor.
type Factor struct {
	admin.Frame
	Code, Recovery form.Field
	RecoveryOpen   bool   // the recovery code was tried: its box stays open
	Return         string // where to go afterwards when the person is in already
	Member         bool   // the person is in already and shows the factor for a right that needs it
}

// asked is who is asked for a second factor.
type asked struct {
	account desk.Account
	awaited *auth.SignedIn // nil when the person is in already
}

// whoIsAsked returns who is asked; false when nobody is.
func (p *Pages) whoIsAsked(c *admin.Call) (asked, bool, error) {
	if c.Actor.ID != 0 {
		return asked{account: c.Actor.Account}, true, nil
	}
	in, ok := p.Sessions.Awaited(c)
	if !ok {
		return asked{}, false, nil
	}
	account, err := p.Store.Account(c, in.Account)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return asked{}, false, nil
	}
	stands := err == nil && !account.Disabled && account.TOTPSecret != "" && in.PasswordMark == passwordMark(account)
	return asked{account, &in}, stands, err
}

func (p *Pages) showFactor(c *admin.Call) (admin.Answer, error) {
	who, ok, err := p.whoIsAsked(c)
	back := auth.ReturnPath(c.Query.Get(fieldReturn))
	switch {
	case err != nil:
		return admin.Answer{}, err
	case !ok:
		return admin.SeeOther(signInAt(back)), nil
	case who.awaited == nil && c.Actor.SecondFactor:
		return admin.SeeOther(back), nil
	case who.account.TOTPSecret == "":
		p.Sessions.KeepReturn(c, back)
		return admin.SeeOther(paths.MyFactor), nil
	}
	f := factorForm(c)
	return p.factorPage(c, f, http.StatusOK)
}

// signInAt returns the address of the sign-in page that leads on to a path of the desk.
func signInAt(back string) string {
	if back == paths.Root {
		return paths.SignIn
	}
	return paths.SignIn + "?" + query(fieldReturn, back)
}

func factorForm(c *admin.Call) form.Form {
	var f form.Form
	for _, field := range []struct {
		key string
		form.Field
	}{
		{"factor.code", form.Field{Name: fieldCode, Mode: "numeric", Fill: "one-time-code", Width: 10}},
		{"factor.recovery", form.Field{Name: fieldRecovery, Width: 30}},
	} {
		field.Label = c.Words.T(field.key)
		field.Hint = c.Words.T(field.key + "_hint")
		f.Fields = append(f.Fields, field.Field)
	}
	return f
}

func (p *Pages) factorPage(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	frame, err := c.Begin("", "factor.title")
	if err != nil {
		return admin.Answer{}, err
	}
	frame.Errors, frame.Token = f.Errors, p.Sessions.FormToken(c)
	page := Factor{Frame: frame, Member: c.Actor.ID != 0}
	page.Code, page.Recovery = *f.Field(fieldCode), *f.Field(fieldRecovery)
	page.RecoveryOpen = len(page.Recovery.Errors) > 0
	if page.Member {
		page.Return = auth.ReturnPath(c.Query.Get(fieldReturn))
		if c.Form != nil {
			page.Return = auth.ReturnPath(c.Form.Get(fieldReturn))
		}
	}
	return admin.Answer{Status: status, Template: "admin/signin-factor", Data: page}, nil
}

func (p *Pages) checkFactor(c *admin.Call) (admin.Answer, error) {
	who, ok, err := p.whoIsAsked(c)
	if err != nil || !ok {
		return admin.SeeOther(paths.SignIn), err
	}
	f := factorForm(c)
	// A code is not shown again: the next attempt needs another one.
	if !p.Sessions.CheckFormToken(c, c.Form.Get(admin.TokenField)) {
		c.Note("form_token", nil)
		refuse(c, &f, fieldCode, "refusal.form_token")
		return p.factorPage(c, f, http.StatusUnprocessableEntity)
	}
	if status, refused, err := p.stopped(c, &f, p.prove(c, who.account)); err != nil || refused {
		if err != nil {
			return admin.Answer{}, err
		}
		return p.factorPage(c, f, status)
	}
	answer, err := p.proved(c, who)
	if err != nil || means(c) == meansCode {
		return answer, err
	}
	left, err := p.Store.RecoveryCodesLeft(c, who.account.ID)
	c.Say("factor.recovery_used", "left", strconv.Itoa(left))
	return answer, err
}

// proved lets somebody in, or turns their session into one that has shown its second factor.
func (p *Pages) proved(c *admin.Call, who asked) (admin.Answer, error) {
	if who.awaited == nil {
		return p.stepUp(c, who.account)
	}
	who.awaited.SecondFactor = true
	return p.welcome(c, who.account, *who.awaited, "password_"+means(c))
}

// The second factors, as the journal names them.
const (
	meansCode     = "code"
	meansRecovery = "recovery_code"
)

// means says which second factor a form shows.
func means(c *admin.Call) string {
	if c.Form.Get(fieldRecovery) != "" {
		return meansRecovery
	}
	return meansCode
}

func (p *Pages) stepUp(c *admin.Call, account desk.Account) (admin.Answer, error) {
	if err := p.Sessions.ShowSecondFactor(c); err != nil {
		return admin.Answer{}, err
	}
	if err := p.Devices.Remember(c.Writer(), c.Request, account.ID); err != nil {
		return admin.Answer{}, err
	}
	entry := desk.Entry{Actor: account.Name, Action: desk.ActionSecondFactor, Object: object(account.Name), Reason: means(c)}
	return admin.SeeOther(auth.ReturnPath(c.Form.Get(fieldReturn))), p.record(c, entry)
}

// prove checks the code or the recovery code in a form, and writes down what came of it.
// Errors are those of auth.Factors and of auth.Throttle; their Field is that of the form.
func (p *Pages) prove(c *admin.Call, account desk.Account) error {
	device, err := p.Devices.Known(c.Request, account.ID)
	if err != nil {
		return err
	}
	admission, refused := p.Throttle.Factor(auth.Attempt{Account: account.Name, Address: c.Address, Device: device})
	if refused != nil {
		if err := p.recordThrottled(c, account, ""); err != nil {
			return err
		}
		return refused
	}
	if means(c) == meansRecovery {
		err = p.Factors.Recover(c, account.ID, c.Form.Get(fieldRecovery))
	} else {
		err = p.Factors.Check(c, account, c.Form.Get(fieldCode))
	}
	var wrong *segur.Error
	if errors.As(err, &wrong) && wrong.Code == segur.CodeInvalid {
		return p.refuseFactor(c, account, wrong)
	}
	if err != nil {
		admission.Cancel()
		return err
	}
	admission.Succeed()
	if means(c) == meansCode {
		return nil
	}
	return p.record(c, desk.Entry{Actor: account.Name, Action: desk.ActionRecoveryUsed, Object: object(account.Name)})
}

func (p *Pages) refuseFactor(c *admin.Call, account desk.Account, wrong *segur.Error) error {
	entry := desk.Entry{Actor: c.Actor.Name, Action: desk.ActionFactorRefused, Object: object(account.Name), Reason: wrong.Field}
	if err := p.record(c, entry); err != nil {
		return err
	}
	return wrong
}

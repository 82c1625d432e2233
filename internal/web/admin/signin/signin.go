package signin

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of forms. Their names tell the kernel what never to send back.
const (
	fieldName     = "nom"
	fieldPassword = "mot-de-passe"
	fieldReturn   = "retour"
)

// SignIn is the page that asks for name and password.
type SignIn struct {
	admin.Frame
	Fields    []form.Field
	Return    string // where to go afterwards, a path of the desk
	Provider  string // what leads to single sign-on, "" when there is none
	Leave     string // its address
	Done      string // what has just been done elsewhere, "" for nothing
	Empty     bool   // there is no account yet
	Other     string // the same page in the other language
	OtherLang string
}

func (p *Pages) showSignIn(c *admin.Call) (admin.Answer, error) {
	back := auth.ReturnPath(c.Query.Get(fieldReturn))
	if c.Actor.ID != 0 {
		return admin.SeeOther(back), nil
	}
	f := signInForm(c)
	page, err := p.signInPage(c, f, back)
	return admin.Page("admin/signin", page), err
}

func signInForm(c *admin.Call) form.Form {
	name := c.Words.T("signin.name")
	password := c.Words.T("signin.password")
	return form.Form{Fields: []form.Field{
		{Name: fieldName, Label: name, Fill: "username", Mode: "email"},
		{Name: fieldPassword, Kind: form.Password, Label: password, Fill: "current-password"},
	}}
}

func (p *Pages) signInPage(c *admin.Call, f form.Form, back string) (SignIn, error) {
	frame, err := c.Begin("", "signin.title")
	if err != nil {
		return SignIn{}, err
	}
	frame.Errors = f.Errors
	page := SignIn{Frame: frame, Fields: f.Fields, Return: back}
	page.OtherLang = string(locale.EN)
	if c.Words.Lang() == locale.EN {
		page.OtherLang = string(locale.FR)
	}
	page.Other = paths.SignIn + "?" + query(fieldReturn, back) + "&" + query("lang", page.OtherLang)
	if p.SSO != nil {
		page.Provider = p.providerLabel(c)
		page.Leave = paths.SSOStart + "?" + query(fieldReturn, back)
	}
	page.Done = done(c)
	page.Empty, err = p.empty(c)
	return page, err
}

// empty reports whether there is no account yet. Strangers ask this often: storage is spared
// once the answer cannot change any more.
func (p *Pages) empty(c *admin.Call) (bool, error) {
	if p.peopled.Load() {
		return false, nil
	}
	accounts, err := p.Store.Accounts(c)
	p.peopled.Store(len(accounts) > 0)
	return err == nil && len(accounts) == 0, err
}

func (p *Pages) providerLabel(c *admin.Call) string {
	if p.Provider.Name == "" {
		return c.Words.T("signin.sso")
	}
	return c.Words.T("signin.sso_with", "provider", p.Provider.Name)
}

// done words what the page before has settled: strangers have no session to keep a message in.
func done(c *admin.Call) string {
	switch c.Query.Get("fait") {
	case "mot-de-passe":
		return c.Words.T("signin.done_password")
	case "second-facteur":
		return c.Words.T("signin.done_factor")
	}
	return ""
}

func (p *Pages) signIn(c *admin.Call) (admin.Answer, error) {
	f := signInForm(c)
	f.Fill(c.Form)
	for _, box := range [][2]string{{fieldName, "signin.name_missing"}, {fieldPassword, "signin.password_missing"}} {
		if strings.TrimSpace(c.Form.Get(box[0])) == "" {
			refuse(c, &f, box[0], box[1])
		}
	}
	if f.Refused() {
		return p.signInAgain(c, f, http.StatusUnprocessableEntity)
	}
	account, err := p.authenticate(c, f.Value(fieldName), c.Form.Get(fieldPassword))
	if status, refused, err := p.stopped(c, &f, err); err != nil || refused {
		if err != nil {
			return admin.Answer{}, err
		}
		return p.signInAgain(c, f, status)
	}
	p.Sessions.KeepReturn(c, c.Form.Get(fieldReturn))
	in := auth.SignedIn{Account: account.ID, Agent: auth.Agent(c.Request.UserAgent())}
	if account.TOTPSecret != "" {
		in.PasswordMark = passwordMark(account)
		return admin.SeeOther(paths.Factor), p.Sessions.Await(c, in)
	}
	return p.welcome(c, account, in, "password")
}

// passwordMark marks the password that was shown: a half-done sign-in dies with it.
func passwordMark(a desk.Account) string { return auth.HashToken(a.PasswordHash) }

func (p *Pages) signInAgain(c *admin.Call, f form.Form, status int) (admin.Answer, error) {
	page, err := p.signInPage(c, f, auth.ReturnPath(c.Form.Get(fieldReturn)))
	return admin.Answer{Status: status, Template: "admin/signin", Data: page}, err
}

// authenticate returns the account of a name and a password. Whoever is refused, and why, costs
// the same time and reads the same. Errors: segur.CodeInvalid and Field "sign_in" for a wrong pair,
// those of auth.Throttle and auth.Passwords.
func (p *Pages) authenticate(c *admin.Call, name, password string) (desk.Account, error) {
	account, err := p.Store.AccountByName(c, strings.ToLower(name))
	if err != nil && segur.ErrorCode(err) != segur.CodeNotFound {
		return desk.Account{}, fmt.Errorf("sign in: %w", err)
	}
	device, err := p.Devices.Known(c.Request, account.ID)
	if err != nil {
		return desk.Account{}, err
	}
	admission, refused := p.Throttle.Password(auth.Attempt{Account: name, Address: c.Address, Device: device})
	if refused != nil {
		if err := p.recordThrottled(c, account, name); err != nil {
			return desk.Account{}, err
		}
		return desk.Account{}, refused
	}
	right, err := p.Passwords.Check(c, password, account.PasswordHash, device)
	if err != nil {
		admission.Cancel()
		return desk.Account{}, err
	}
	if !right || account.Disabled {
		return desk.Account{}, p.refusePair(c, account, name, right)
	}
	admission.Succeed()
	return account, nil
}

func (p *Pages) refusePair(c *admin.Call, account desk.Account, name string, right bool) error {
	reason := reasonPassword
	switch {
	case account.ID == 0:
		reason = reasonUnknown
	case right:
		reason = reasonDisabled
	}
	if err := p.recordRefusal(c, account, name, reason); err != nil {
		return err
	}
	return &segur.Error{Code: segur.CodeInvalid, Field: "sign_in", Message: "This name and this password do not go together."}
}

// stopped puts a refusal to check something into the form and returns the status of the answer;
// refused is false when nothing was refused.
func (p *Pages) stopped(c *admin.Call, f *form.Form, failed error) (status int, refused bool, err error) {
	var refusal *segur.Error
	if !errors.As(failed, &refusal) {
		return 0, false, failed
	}
	status = http.StatusUnprocessableEntity
	message := c.Word(failed)
	var wait *auth.Throttled
	switch {
	case errors.As(failed, &wait):
		status = http.StatusTooManyRequests
		c.Writer().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Wait.Seconds()))))
		message = waitWords(c, wait.Wait)
	case refusal.Field == "busy":
		status = http.StatusServiceUnavailable
		c.Writer().Header().Set("Retry-After", "5")
	case refusal.Code != segur.CodeInvalid:
		return 0, false, failed
	}
	f.Refuse(box(refusal.Field), message)
	return status, true, nil
}

// box returns the field of a form that a refusal is about.
func box(refusal string) string {
	switch {
	case refusal == "code_used" || refusal == "no_factor":
		return fieldCode
	case refusal == "recovery_code":
		return fieldRecovery
	case strings.HasPrefix(refusal, "password"):
		return fieldPassword
	}
	return refusal
}

func query(name, value string) string { return url.Values{name: {value}}.Encode() }

// waitWords says how long to wait, in seconds or, from two minutes on, in minutes rounded up.
func waitWords(c *admin.Call, wait time.Duration) string {
	if seconds := int(math.Ceil(wait.Seconds())); seconds < 120 {
		return c.Words.T("signin.wait_seconds", "count", seconds)
	}
	return c.Words.T("signin.wait_minutes", "count", int(math.Ceil(wait.Minutes())))
}

// refuse puts an error beside a field, in the words of a key.
func refuse(c *admin.Call, f *form.Form, field, key string) {
	message := c.Words.T(key)
	f.Refuse(field, message)
}

// welcome signs an account in and leads it on: to where it wanted to go, or to the second
// factor that its role needs and that it has not got yet. how is for the journal.
func (p *Pages) welcome(c *admin.Call, account desk.Account, in auth.SignedIn, how string) (admin.Answer, error) {
	if err := p.Sessions.SignIn(c, in); err != nil {
		return admin.Answer{}, err
	}
	if in.SecondFactor || account.TOTPSecret == "" {
		if err := p.Devices.Remember(c.Writer(), c.Request, account.ID); err != nil {
			return admin.Answer{}, err
		}
	}
	entry := desk.Entry{Actor: account.Name, Action: desk.ActionSignIn, Object: object(account.Name), New: in.Agent, Reason: how}
	if err := p.record(c, entry); err != nil {
		return admin.Answer{}, err
	}
	if account.TOTPSecret == "" && !in.SecondFactor && needsFactor(account) {
		return admin.SeeOther(paths.MyFactor), nil
	}
	return admin.SeeOther(p.Sessions.TakeReturn(c)), nil
}

// needsFactor reports whether the role has rights that wait for a second factor.
func needsFactor(account desk.Account) bool {
	for _, permission := range desk.Permissions() {
		if permission.NeedsSecondFactor() && (desk.Actor{Account: account}).Holds(permission) {
			return true
		}
	}
	return false
}

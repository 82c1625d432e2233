package signin

import (
	"crypto/subtle"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// SignOut is the page that asks whether to sign out, or says that it is done.
type SignOut struct {
	admin.Frame
	Out        bool
	Everywhere bool // the provider has confirmed that it signed the person out as well
}

// Leave is the page that leads to the provider, to sign out there too.
type Leave struct {
	admin.Frame
	Provider string
}

func (p *Pages) showSignOut(c *admin.Call) (admin.Answer, error) {
	page := SignOut{Out: c.Actor.ID == 0}
	title := "signout.ask"
	if page.Out {
		title = "signout.done"
		state := p.Sessions.TakeLogoutState(c)
		page.Everywhere = state != "" && subtle.ConstantTimeCompare([]byte(state), []byte(c.Query.Get("state"))) == 1
	}
	var err error
	page.Frame, err = c.Begin("", title)
	return admin.Page("admin/signin-out", page), err
}

func (p *Pages) signOut(c *admin.Call) (admin.Answer, error) {
	if c.Actor.ID == 0 {
		return admin.SeeOther(paths.SignOut), nil
	}
	idToken := p.Sessions.IDToken(c)
	if err := p.Sessions.SignOut(c); err != nil {
		return admin.Answer{}, err
	}
	entry := desk.Entry{Actor: c.Actor.Name, Action: desk.ActionSignOut, Object: object(c.Actor.Name)}
	if err := p.record(c, entry); err != nil || p.SSO == nil {
		return admin.SeeOther(paths.SignOut), err
	}
	// The person is out here whatever the provider says.
	to, state, err := p.SSO.LogoutURL(c, idToken)
	if segur.ErrorCode(err) == segur.CodeUnavailable || to == "" {
		if err != nil {
			c.Note(refusal.Field(err), err)
		}
		return admin.SeeOther(paths.SignOut), nil
	}
	if err != nil {
		return admin.Answer{}, err
	}
	if state != "" {
		p.Sessions.KeepLogoutState(c, state)
	}
	c.Actor = desk.Actor{}
	return leave(c, to)
}

// leave answers with a page that goes on to the provider by itself. A redirect would be refused
// by browsers: our policy keeps forms, and what they lead to, on this site.
func leave(c *admin.Call, to string) (admin.Answer, error) {
	frame, err := c.Begin("", "signout.done")
	c.Writer().Header().Set("Refresh", "0; url="+to)
	return admin.Page("admin/signin-leave", Leave{frame, to}), err
}

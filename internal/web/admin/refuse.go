package admin

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
)

// Notice is a page that says what happened and where to go on.
type Notice struct {
	Frame
	Message   string
	Link      *Crumb
	RequestID string
	// Resend holds what was typed into a form that could not be taken: nothing is lost.
	Resend []Typed
}

// Typed is one field of a form as it came.
type Typed struct{ Name, Value string }

// Note gives the log the cause of a refusal that the answer words otherwise than Word does. Of several, the first one counts;
// failed, which may be nil, must not tell who was refused.
func (c *Call) Note(cause string, failed error) {
	if c.refusal == nil {
		_, mend := errors.AsType[*auth.Fault](failed)
		c.refusal = &web.Refusal{Cause: cause, Mend: mend, Err: failed}
	}
}

// Word returns what a refusal means for the reader: the words of its field, else of its code. They
// may name how much a form may send. The log is given what the reader is not told: the cause.
func (c *Call) Word(err error) string {
	var refused *segur.Error
	if errors.As(err, &refused) {
		cause := refused.Err
		if refused.Code == segur.CodeInvalid || refused.Code == segur.CodeNotFound {
			cause = nil // it may repeat what was typed
		}
		c.Note(cmp.Or(refused.Field, string(refused.Code)), cause)
		var long *refusal.TooLong
		if errors.As(refused, &long) {
			return c.Words.T("refusal."+refused.Field+"_long", "limit", float64(long.Limit))
		}
		for _, key := range []string{"refusal." + refused.Field, "refusal_code." + string(refused.Code)} {
			if c.Words.Has(key) {
				return c.Words.T(key, "megabytes", cmp.Or(c.most, maxBody)>>20)
			}
		}
	}
	return c.Words.T("refusal_code.internal")
}

// explain turns an error into a page of the desk. What only the log may know goes back.
func (d *Router) explain(c *Call, failed error) (Answer, error) {
	var refusal *segur.Error
	if !errors.As(failed, &refusal) {
		return Answer{}, failed
	}
	switch {
	case refusal.Code == segur.CodeUnauthenticated && c.Reads():
		return SeeOther(paths.SignIn + "?retour=" + url.QueryEscape(c.Request.URL.RequestURI())), nil
	case refusal.Code == segur.CodeUnauthenticated:
		return d.notice(c, http.StatusUnauthorized, failed, true)
	case refusal.Field == "form_token", refusal.Field == "second_factor" && !c.Reads():
		return d.notice(c, http.StatusForbidden, failed, true)
	case refusal.Field == "second_factor":
		return SeeOther(paths.Factor + "?retour=" + url.QueryEscape(c.Request.URL.RequestURI())), nil
	}
	status := web.Status(refusal)
	if status >= http.StatusInternalServerError {
		return Answer{}, failed
	}
	return d.notice(c, status, failed, false)
}

func (d *Router) notice(c *Call, status int, failed error, resend bool) (Answer, error) {
	frame, err := c.Begin("", "notice_title."+statusKey(status))
	if err != nil {
		return Answer{}, err
	}
	page := Notice{Frame: frame}
	page.Message = c.Word(failed)
	if resend {
		page.Resend = typed(c.Request.URL.Path, c.Form)
	}
	label := c.Words.T("notice.back")
	page.Link = &Crumb{Label: label, Href: paths.Root}
	for _, way := range []struct {
		open      bool
		key, path string
	}{
		{c.Actor.ID == 0 && status == http.StatusUnauthorized, "notice.sign_in", paths.SignIn},
		{resend && page.FactorToShow, "notice.show_factor", paths.Factor},
	} {
		if !way.open {
			continue
		}
		label = c.Words.T(way.key)
		page.Link = &Crumb{Label: label, Href: way.path}
	}
	return Answer{Status: status, Template: "admin/notice", Data: page}, nil
}

func statusKey(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "expired"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusNotFound, http.StatusGone:
		return "missing"
	case http.StatusConflict:
		return "conflict"
	case http.StatusRequestEntityTooLarge:
		return "large"
	}
	return "invalid"
}

// typed returns what a form held, without what must not travel twice.
func typed(path string, values url.Values) []Typed {
	var fields []Typed
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if name == TokenField || secret(path, name) {
			continue
		}
		for _, value := range values[name] {
			fields = append(fields, Typed{name, value})
		}
	}
	return fields
}

// secret tells passwords, and the codes of the second factor: other forms have codes too.
func secret(path, name string) bool {
	return password(name) || (paths.AboutFactor(path) && strings.Contains(name, "code"))
}

func password(field string) bool { return strings.Contains(field, "mot-de-passe") }

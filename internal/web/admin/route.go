package admin

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
)

// Route is one address of the desk with what it asks of the person.
type Route struct {
	Method string
	Path   string // one of package paths
	Need   desk.Permission
	File   string // field of the one file that its form may bring, "" for none
	Handle Handler
}

// Handler answers one request. An error becomes a page of its own; errors of a form do not:
// they are answered with the form and status 422.
type Handler func(c *Call) (Answer, error)

// Answer is what a handler answers; File one that is not a page.
type (
	Answer = web.Answer
	File   = web.File
)

// Page answers with a template.
func Page(template string, data any) Answer { return Answer{Template: template, Data: data} }

// Refused answers with a form that has errors.
func Refused(template string, data any) Answer {
	return Answer{Status: http.StatusUnprocessableEntity, Template: template, Data: data}
}

// SeeOther sends the person to another page of the desk.
func SeeOther(to string) Answer { return Answer{SeeOther: to} }

// Mounted returns every route as the site mounts it.
func (d *Router) Mounted() []web.Route {
	routes := make([]web.Route, len(d.routes))
	for i, route := range d.routes {
		routes[i] = web.Route{
			Method: route.Method, Path: route.Path, Kind: web.KindDesk,
			Serve: func(c echo.Context) (Answer, error) { return d.answer(c, route) },
		}
	}
	return routes
}

// answer serves a route within its session, which is kept before the answer goes out. Of several
// errors the first decides on the answer, and the log has them all.
func (d *Router) answer(c echo.Context, route Route) (answer Answer, err error) {
	var told error
	inside := context.WithValue(c.Request().Context(), failure{}, &told)
	d.Sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err = d.serve(w, r, c, route)
	})).ServeHTTP(c.Response(), c.Request().WithContext(inside))
	return answer, errors.Join(err, told)
}

// failure is where a request keeps the errors of its session.
type failure struct{}

// Fail takes the error of a session that cannot be read or kept to the error page of the site;
// sessions are to be told of it. The cookies that the answer had until then are taken back.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if told, ok := r.Context().Value(failure{}).(*error); ok {
		*told = errors.Join(*told, &segur.Error{Code: segur.CodeUnavailable, Err: err})
	}
	w.Header().Del(echo.HeaderSetCookie)
}

func (d *Router) serve(w http.ResponseWriter, r *http.Request, c echo.Context, route Route) (answer Answer, err error) {
	call, err := d.newCall(w, r, c, route)
	if err == nil {
		err = d.admit(call, route)
	}
	if err == nil {
		answer, err = route.Handle(call)
	}
	if err != nil {
		d.note(call, err)
		answer, err = d.explain(call, err)
	}
	answer.Words, answer.Refusal = call.Words, call.refusal
	return answer, err
}

// note writes down what failed behind a refusal, which hides it from the answer: above all that the
// refusal could not be entered in the journal.
func (d *Router) note(c *Call, failed error) {
	if hidden := behind(failed); hidden != nil {
		d.Logger.ErrorContext(c, "behind a refusal", "request_id", c.RequestID, "error", hidden)
	}
}

// behind returns the failure that the refusal in an error hides, nil where there is none: where the
// error is no refusal, the answer and the log say it all.
func behind(failed error) error {
	refused := failed
	if all := segur.Refusals(failed); len(all) > 0 {
		refused = all[0]
	}
	switch segur.ErrorCode(refused) {
	case segur.CodeUnavailable, segur.CodeInternal:
		return nil
	}
	return segur.Failure(failed)
}

// admit refuses a request that the route does not admit, and one whose form is not ours: a request
// from another site may not change anything.
func (d *Router) admit(c *Call, route Route) error {
	if err := d.Guard.Check(c.Request); err != nil {
		refused := &segur.Error{Code: segur.CodeForbidden, Field: web.CauseForeign, Err: err}
		if c.Actor.ID != 0 {
			return d.refuse(c, route, refused)
		}
		return refused
	}
	if route.Need != desk.Anyone && c.Actor.ID == 0 {
		return &segur.Error{Code: segur.CodeUnauthenticated}
	}
	if !c.Actor.May(route.Need) {
		return d.forbid(c, route)
	}
	if route.Method == http.MethodPost && c.Actor.ID != 0 && !d.Sessions.CheckFormToken(c, c.Form.Get(TokenField)) {
		return d.refuse(c, route, forbidden("form_token"))
	}
	return nil
}

func (d *Router) forbid(c *Call, route Route) error {
	switch {
	case !c.Actor.Holds(route.Need):
		return d.refuse(c, route, forbidden(refusal.Permission))
	case route.Method == http.MethodPost:
		return d.refuse(c, route, forbidden(refusal.SecondFactor))
	}
	return forbidden(refusal.SecondFactor) // asked for, not refused
}

func forbidden(field string) *segur.Error {
	return &segur.Error{Code: segur.CodeForbidden, Field: field}
}

// refuse has noted in the journal what a signed-in person was refused.
func (d *Router) refuse(c *Call, route Route, refused *segur.Error) error {
	entry := desk.Entry{
		Actor: c.Actor.Name, Action: desk.ActionForbidden, Object: route.Method + " " + route.Path, Reason: refused.Field,
	}
	if refused.Field == refusal.Permission {
		entry.Reason = string(route.Need)
	}
	return errors.Join(refused, d.Journal.Record(c, entry))
}

// newCall reads the request and finds out who asks. An account that was disabled meanwhile is
// nobody any more.
func (d *Router) newCall(w http.ResponseWriter, r *http.Request, c echo.Context, route Route) (*Call, error) {
	call := &Call{
		Context: r.Context(), Request: r, Params: map[string]string{}, Query: r.URL.Query(), Catalog: d.Catalog(),
		Words: d.Site.Words.For(locale.FR), RequestID: c.Response().Header().Get(echo.HeaderXRequestID), Address: web.Address(c), router: d, writer: w,
	}
	if lang, ok := locale.Parse(call.Query.Get("lang")); ok {
		call.Words = call.Words.In(lang)
	}
	for _, name := range c.ParamNames() {
		value, err := url.PathUnescape(c.Param(name))
		if err != nil {
			return call, &segur.Error{Code: segur.CodeNotFound, Err: err}
		}
		call.Params[name] = value
	}
	if err := call.identify(); err != nil {
		return call, err
	}
	return call, call.readForm(route)
}

func (c *Call) identify() error {
	id := c.router.Sessions.Account(c)
	if id == 0 {
		return nil
	}
	account, err := c.router.Accounts.Account(c, id)
	if segur.ErrorCode(err) == segur.CodeNotFound || (err == nil && account.Disabled) {
		return c.router.Sessions.SignOut(c)
	}
	if err != nil {
		return err
	}
	c.Actor = desk.Actor{Account: account, SecondFactor: c.router.Sessions.SecondFactor(c)}
	if lang, ok := locale.Parse(account.Lang); ok && !c.Query.Has("lang") {
		c.Words = c.Words.In(lang)
	}
	return nil
}

// readForm reads what was sent; a file, which is large, only of those who may bring one.
func (c *Call) readForm(route Route) (err error) {
	switch {
	case c.Request.Method != http.MethodPost:
	case route.File != "" && c.Actor.May(route.Need) && web.Multipart(c.Request):
		c.most = segur.LargestDocument
		c.Form, c.File, err = web.ReadUpload(c.writer, c.Request, route.File, maxBody, segur.LargestDocument, password)
	default:
		c.Form, err = web.ReadForm(c.writer, c.Request, maxBody, password) // a password is what its owner makes it
	}
	return err
}

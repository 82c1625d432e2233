package admin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Route is one address of the desk with what it asks of the person.
type Route struct {
	Method string
	Path   string // below Root, in Echo's form; "" for the desk itself
	Need   desk.Permission
	Handle Handler
}

// Handler answers one request. An error becomes a page of its own; faults of a form do not:
// they are answered with the form and status 422.
type Handler func(c *Call) (Answer, error)

// Answer is what a handler answers: a page, another address, or a file.
type Answer struct {
	Status   int    // 0 means 200
	Template string // with Data
	Data     any
	To       string // local address, answered with 303
	File     *File
}

// File is an answer that is not a page.
type File struct {
	Name string // "" for one that is shown in the page
	Type string
	Body []byte
}

// Page answers with a template.
func Page(template string, data any) Answer { return Answer{Template: template, Data: data} }

// Refused answers with a form that has faults.
func Refused(template string, data any) Answer {
	return Answer{Status: http.StatusUnprocessableEntity, Template: template, Data: data}
}

// SeeOther sends the person to another page of the desk.
func SeeOther(to string) Answer { return Answer{To: to} }

// Router is where routes are mounted.
type Router interface {
	Add(method, path string, handler echo.HandlerFunc, middleware ...echo.MiddlewareFunc) *echo.Route
}

// Mount mounts every route on the site, a page for HEAD as well. Nothing of the desk may be kept by
// a cache.
func (d *Desk) Mount(router Router) {
	for _, route := range d.routes {
		answer := func(c echo.Context) error { return d.answer(c, route) }
		router.Add(route.Method, Root+route.Path, answer)
		if route.Method == http.MethodGet {
			router.Add(http.MethodHead, Root+route.Path, answer)
		}
	}
}

// answer serves a route within its session. Of several errors the first decides on the answer, and
// the log has them all: what Fail was told while the page was written is not lost when the handler
// itself was content.
func (d *Desk) answer(c echo.Context, route Route) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	c.Response().Header().Set("X-Robots-Tag", "noindex")
	var told error
	inside := context.WithValue(c.Request().Context(), failure{}, &told)
	d.Sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := d.serve(w, r, c, route) // which may make Fail write into told
		told = errors.Join(told, err)
	})).ServeHTTP(c.Response(), c.Request().WithContext(inside))
	return told
}

// failure is where a request keeps the errors of its session.
type failure struct{}

// Fail takes the error of a session that cannot be read or kept to the error page of the site;
// sessions are to be told of it. What the answer had promised until then is taken back.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if told, ok := r.Context().Value(failure{}).(*error); ok {
		*told = errors.Join(*told, &segur.Error{Code: segur.CodeUnavailable, Err: err})
	}
	for _, name := range []string{echo.HeaderLocation, echo.HeaderContentDisposition, echo.HeaderSetCookie} {
		w.Header().Del(name)
	}
}

func (d *Desk) serve(w http.ResponseWriter, r *http.Request, c echo.Context, route Route) error {
	call, err := d.newCall(w, r, c)
	if err == nil {
		err = d.admit(call, route)
	}
	var answer Answer
	if err == nil {
		answer, err = route.Handle(call)
	}
	if err != nil {
		d.note(call, err)
		if answer, err = d.explain(call, err); err != nil {
			return err
		}
	}
	return d.write(w, call, answer)
}

// note writes down what failed behind a refusal, which hides it from the answer: above all that the
// refusal could not be entered in the journal.
func (d *Desk) note(c *Call, failed error) {
	if hidden := behind(failed); hidden != nil {
		d.Logger.ErrorContext(c, "behind a refusal", "request_id", c.RequestID, "error", hidden)
	}
}

// behind returns the failure that the refusal in an error hides, nil where there is none: where the
// error is no refusal, the answer and the log say it all.
func behind(failed error) error {
	refusal := failed
	if all := segur.Refusals(failed); len(all) > 0 {
		refusal = all[0]
	}
	switch segur.ErrorCode(refusal) {
	case segur.CodeUnavailable, segur.CodeInternal:
		return nil
	}
	return segur.Failure(failed)
}

// admit refuses a request that the route does not admit, and one whose form is not ours: a request
// from another site may not change anything.
func (d *Desk) admit(c *Call, route Route) error {
	if err := d.guard.Check(c.Request); err != nil {
		if c.Actor.ID != 0 {
			return d.refuse(c, route, "foreign")
		}
		return &segur.Error{Code: segur.CodeForbidden, Field: "foreign", Err: err}
	}
	if route.Need != desk.Anyone && c.Actor.ID == 0 {
		return &segur.Error{Code: segur.CodeUnauthenticated}
	}
	if !c.Actor.May(route.Need) {
		return d.forbid(c, route)
	}
	if route.Method == http.MethodPost && c.Actor.ID != 0 && !d.Sessions.CheckFormToken(c, c.Form.Get(TokenField)) {
		return d.refuse(c, route, "form_token")
	}
	return nil
}

func (d *Desk) forbid(c *Call, route Route) error {
	switch {
	case !c.Actor.Holds(route.Need):
		return d.refuse(c, route, "permission")
	case route.Method == http.MethodPost:
		return d.refuse(c, route, "second_factor")
	}
	return &segur.Error{Code: segur.CodeForbidden, Field: "second_factor"} // asked for, not refused
}

// refuse has noted in the journal what a signed-in person was refused.
func (d *Desk) refuse(c *Call, route Route, field string) error {
	entry := desk.Entry{
		Actor: c.Actor.Name, Action: desk.ActionForbidden, Object: route.Method + " " + Root + route.Path, Reason: field,
	}
	if field == "permission" {
		entry.Reason = string(route.Need)
	}
	return errors.Join(&segur.Error{Code: segur.CodeForbidden, Field: field}, d.Journal.Record(c, entry))
}

// newCall reads the request and finds out who asks. An account that was disabled meanwhile is
// nobody any more.
func (d *Desk) newCall(w http.ResponseWriter, r *http.Request, c echo.Context) (*Call, error) {
	call := &Call{
		Context: r.Context(), Request: r, Params: map[string]string{}, Query: r.URL.Query(), Catalog: d.Catalog(),
		Words: d.Site.Words.For(locale.FR), RequestID: c.Response().Header().Get(echo.HeaderXRequestID), desk: d, writer: w,
	}
	if lang, ok := locale.Parse(call.Query.Get("lang")); ok {
		call.Words = d.Site.Words.For(lang)
	}
	call.Address, _ = netip.ParseAddr(c.RealIP()) // an address that cannot be read is one like another
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
	return call, call.readForm()
}

func (c *Call) identify() error {
	id := c.desk.Sessions.Account(c)
	if id == 0 {
		return nil
	}
	account, err := c.desk.Accounts.Account(c, id)
	if segur.ErrorCode(err) == segur.CodeNotFound || (err == nil && account.Disabled) {
		return c.desk.Sessions.SignOut(c)
	}
	if err != nil {
		return err
	}
	c.Actor = desk.Actor{Account: account, SecondFactor: c.desk.Sessions.SecondFactor(c)}
	if lang, ok := locale.Parse(account.Lang); ok && !c.Query.Has("lang") {
		c.Words = c.desk.Site.Words.For(lang)
	}
	return nil
}

func (c *Call) readForm() error {
	if c.Request.Method != http.MethodPost {
		return nil
	}
	c.Request.Body = http.MaxBytesReader(c.writer, c.Request.Body, maxBody)
	err := c.Request.ParseForm()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return &segur.Error{Code: segur.CodeTooLarge, Err: err}
	case err != nil:
		return &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	c.Form = c.Request.PostForm
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n") // browsers send CR LF; what is kept has one form
	for name, values := range c.Form {
		for i, value := range values {
			values[i] = ends.Replace(strings.ToValidUTF8(value, "�"))
			if !password(name) { // which is what its owner makes it
				values[i] = segur.Visible(values[i])
			}
		}
	}
	return nil
}

func (d *Desk) write(w http.ResponseWriter, c *Call, a Answer) error {
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	if a.To != "" {
		http.Redirect(w, c.Request, a.To, http.StatusSeeOther)
		return nil
	}
	if a.File != nil {
		return writeFile(w, c, a)
	}
	body, err := d.Templates.Render(a.Template, a.Data)
	if err != nil {
		return fmt.Errorf("desk page %s: %w", a.Template, err)
	}
	w.Header().Set(echo.HeaderContentType, "text/html; charset=utf-8")
	return send(w, c, a.Status, body)
}

// send writes an answer; whoever asks by HEAD takes no body.
func send(w http.ResponseWriter, c *Call, status int, body []byte) error {
	w.WriteHeader(status)
	if c.Request.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}

func writeFile(w http.ResponseWriter, c *Call, a Answer) error {
	w.Header().Set(echo.HeaderContentType, a.File.Type)
	if a.File.Name != "" {
		w.Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", a.File.Name))
	}
	return send(w, c, a.Status, a.File.Body)
}

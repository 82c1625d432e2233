package admin

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
)

// Call is one request being answered.
type Call struct {
	context.Context
	Request   *http.Request
	Params    map[string]string // of the path, unescaped
	Query     url.Values
	Form      url.Values  // of a POST; line ends are LF, text is valid UTF-8 and, but for passwords, all visible
	File      *web.Upload // of a route that takes one, nil for none
	Actor     desk.Actor  // the zero Actor for a stranger
	Words     *locale.Localizer
	Catalog   *catalog.Catalog
	RequestID string
	Address   netip.Addr // of the browser, as far as proxies are trusted

	most    int64 // bytes that its form may bring, 0 for those of any form
	router  *Router
	writer  http.ResponseWriter
	refusal *web.Refusal // for the log
}

// Now returns the moment of the request.
func (c *Call) Now() time.Time { return c.router.Clock() }

// Reads reports whether the request asks for a page, and changes nothing.
func (c *Call) Reads() bool {
	return c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
}

// Writer returns where the answer goes, for the few handlers that set a cookie.
func (c *Call) Writer() http.ResponseWriter { return c.writer }

// Number reads a number of the path; anything else is an address that leads nowhere.
func (c *Call) Number(name string) (int, error) {
	n, err := strconv.Atoi(c.Params[name])
	if err != nil || strconv.Itoa(n) != c.Params[name] || n < 0 {
		return 0, &segur.Error{Code: segur.CodeNotFound, Err: err}
	}
	return n, nil
}

// Moment writes a moment as people of the country read it: « 21 novembre 2026 à 16 h 42 ».
func (c *Call) Moment(at time.Time) string {
	local := at.In(c.router.Site.Zone)
	day := c.Words.Date(local.Year(), int(local.Month()), local.Day())
	hour := c.Words.Time(local.Hour(), local.Minute())
	if c.Words.Lang() == locale.EN {
		return day + ", " + hour
	}
	return c.Words.Text(day + " à " + hour)
}

// Zone is where days begin and end for the people of the desk.
func (c *Call) Zone() *time.Location { return c.router.Site.Zone }

// Entry returns the address of an entry form, "" when the person may not propose such a change.
func (c *Call) Entry(kind desk.Kind, form string) string {
	if !c.Actor.Holds(kind.Permission()) {
		return ""
	}
	return form
}

// Ref reads the fields "id" and "version" that forms about one row carry.
func (c *Call) Ref() (desk.Ref, error) {
	id, err := strconv.ParseInt(c.Form.Get("id"), 10, 64)
	if err != nil {
		return desk.Ref{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	version, err := strconv.Atoi(c.Form.Get("version"))
	if err != nil {
		return desk.Ref{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	return desk.Ref{ID: id, Version: version}, nil
}

// Say keeps a message for the next page: a key of the locale files and name, value pairs.
func (c *Call) Say(key string, args ...string) {
	flash := auth.Flash{Key: key, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		flash.Args[args[i]] = args[i+1]
	}
	c.router.Sessions.AddFlash(c, flash)
}

// said words the messages kept by the page before. Nobody reads the page of a HEAD: they stay.
func (c *Call) said() []string {
	if c.Request.Method == http.MethodHead {
		return nil
	}
	var messages []string
	for _, flash := range c.router.Sessions.TakeFlashes(c) {
		var args []any
		for name, value := range flash.Args {
			args = append(args, name, value)
		}
		message := c.Words.T(flash.Key, args...)
		messages = append(messages, message)
	}
	return messages
}

package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// statuses is the one table from error codes to HTTP.
var statuses = map[segur.Code]int{
	segur.CodeInvalid:         http.StatusBadRequest,
	segur.CodeUnauthenticated: http.StatusUnauthorized,
	segur.CodeForbidden:       http.StatusForbidden,
	segur.CodeNotFound:        http.StatusNotFound,
	segur.CodeConflict:        http.StatusConflict,
	segur.CodeGone:            http.StatusGone,
	segur.CodeTooLarge:        http.StatusRequestEntityTooLarge,
	segur.CodeUnavailable:     http.StatusServiceUnavailable,
	segur.CodeInternal:        http.StatusInternalServerError,
}

// paramLang gives the language where an address is the same in both: a frame, what programs ask.
const paramLang = "lang"

// Fault is what an error page may say: never the cause.
type Fault struct {
	Status    int
	Lang      locale.Lang
	Message   string // written for the reader; "" when the status says it all
	Choices   []Choice
	RequestID string
	Framed    bool // it stands in a page of another site
}

// Choice is something that is there in the place of what an address asked for.
type Choice struct {
	Label string // in words
	Value string // as the address writes it, "" for nothing
	Href  string
}

// ErrorPage makes the page of a fault.
type ErrorPage func(Fault) Page

// OnError sets how faults are shown; without it they are plain text.
func (s *Site) OnError(page ErrorPage) { s.errorPage = page }

// handleError turns any error into an answer, once.
func (s *Site) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if tidy := tidyPath(c.Request()); status(err) == http.StatusNotFound && tidy != "" {
		kept := movedCacheControl
		if ofDesk(tidy) {
			kept = "no-store"
		}
		c.Response().Header().Set(echo.HeaderCacheControl, kept)
		_ = c.Redirect(http.StatusMovedPermanently, tidy)
		return
	}
	fault := newFault(err, c)
	body := s.renderFault(fault)
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "no-store")
	if fault.Status == http.StatusServiceUnavailable {
		h.Set(echo.HeaderRetryAfter, "5")
	}
	if c.Request().Method == http.MethodHead {
		h.Set(echo.HeaderContentType, htmlType)
		_ = c.NoContent(fault.Status)
		return
	}
	_ = c.Blob(fault.Status, htmlType, body)
}

func newFault(err error, c echo.Context) Fault {
	f := Fault{Status: status(err), Lang: locale.FR, RequestID: requestID(c), Framed: kindOf(c) == KindFrame}
	if English(c.Request().URL.Path) || (f.Framed && c.QueryParam(paramLang) == string(locale.EN)) {
		f.Lang = locale.EN
	}
	var known *segur.Error
	if errors.As(err, &known) && f.Status < http.StatusInternalServerError {
		f.Message = known.Message
		f.Choices = choices(known, c)
	}
	return f
}

// choices gives what an error names instead of what was refused its address: that of the request, with its language and,
// unless that is what was refused, its publication.
func choices(fault *segur.Error, c echo.Context) (list []Choice) {
	for _, choice := range fault.Choices {
		query := choice.Query
		for _, name := range []string{paramLang, paramPublication, paramDay} {
			refused := fault.Field == paramPublication || fault.Field == paramDay
			if value := strings.TrimSpace(c.QueryParam(name)); value != "" && (name == paramLang || !refused) {
				query += "&" + name + "=" + url.QueryEscape(value)
			}
		}
		href := (&url.URL{Path: c.Request().URL.Path, RawQuery: strings.TrimPrefix(query, "&")}).String()
		list = append(list, Choice{choice.Label, choice.Value, href})
	}
	return list
}

func status(err error) int {
	var fromEcho *echo.HTTPError
	if errors.As(err, &fromEcho) {
		return fromEcho.Code
	}
	return statuses[segur.ErrorCode(err)]
}

// renderFault falls back to plain words when the error page itself fails.
func (s *Site) renderFault(f Fault) []byte {
	if s.errorPage != nil {
		page := s.errorPage(f)
		body, err := s.templates.Render(page.Template, page.Data)
		if err == nil {
			return body
		}
		s.log.Error("error page", "error", err, "request_id", f.RequestID)
	}
	return []byte("<!DOCTYPE html><title>" + http.StatusText(f.Status) + "</title><p>" + http.StatusText(f.Status))
}

// tidyPath returns the address that a path with stray slashes stands for, "" when the path
// is tidy already. It never starts with two slashes, which would lead to another host.
func tidyPath(r *http.Request) string {
	asked := r.URL.EscapedPath()
	if strings.Contains(asked, `\`) || holdsSecret(r) || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		return ""
	}
	tidy := path.Clean("/" + asked)
	if tidy == "/en" {
		tidy = "/en/"
	}
	if tidy == asked || strings.HasPrefix(tidy, "//") {
		return ""
	}
	if r.URL.RawQuery != "" {
		tidy += "?" + r.URL.RawQuery
	}
	return tidy
}

// ofDesk reports whether a path leads to the desk.
func ofDesk(path string) bool { return path == "/admin" || strings.HasPrefix(path, "/admin/") }

// holdsSecret reports whether an address of the desk may hold one, and is not to be repeated: a
// token in its path, or whatever a provider of single sign-on put into its query.
func holdsSecret(r *http.Request) bool {
	return strings.Contains(r.URL.Path, "/admin") && (r.URL.RawQuery != "" || loggedPath(r) != r.URL.Path)
}

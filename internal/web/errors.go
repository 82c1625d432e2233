package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/desk/paths"
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
	segur.CodeUnsupported:     http.StatusNotImplemented,
	segur.CodeUnavailable:     http.StatusServiceUnavailable,
	segur.CodeInternal:        http.StatusInternalServerError,
}

// paramLang gives the language where an address is the same in both: a frame, what programs ask.
const paramLang = "lang"

// Status returns the HTTP status of an error.
func Status(err error) int {
	var fromEcho *echo.HTTPError
	if errors.As(err, &fromEcho) {
		return fromEcho.Code
	}
	return statuses[segur.ErrorCode(err)]
}

// Problem is what an answer may say about an error: never the cause.
type Problem struct {
	Kind      Kind
	Status    int
	Lang      locale.Lang
	Path      string // as asked, without the query
	Message   string // written for the reader; "" when the status says it all
	Field     string // the parameter that was refused, "" for none
	Choices   []Choice
	RequestID string
}

// Choice is something that is there in the place of what an address asked for.
type Choice struct {
	Label string // in words
	Value string // as the address writes it, "" for nothing
	Href  string
}

// ProblemPages make what a problem looks like, each for one kind of answer. Data need none: their problems
// have one form everywhere (RFC 9457).
type ProblemPages struct {
	Page  func(Problem) Answer // of pages, and of the desk where it cannot word its own
	Frame func(Problem) Answer
	// Image makes a small picture that says what is wrong, or returns no body.
	Image func(context.Context, Problem) File
}

// OnProblem sets how problems are shown; without it they are plain text.
func (s *Site) OnProblem(f ProblemPages) { s.problems = f }

// handleError turns any error into an answer, once.
func (s *Site) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if tidy := tidyPath(c.Request()); Status(err) == http.StatusNotFound && tidy != "" {
		kept := movedCacheControl
		if paths.Inside(tidy) {
			kept = neverKept
		}
		c.Response().Header().Set(echo.HeaderCacheControl, kept)
		_ = c.Redirect(http.StatusMovedPermanently, tidy)
		return
	}
	problem := newProblem(err, c)
	file := s.render(c, problem)
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, neverKept)
	if problem.Status == http.StatusServiceUnavailable {
		h.Set(echo.HeaderRetryAfter, "5")
	}
	if c.Request().Method == http.MethodHead {
		h.Set(echo.HeaderContentType, file.Type)
		_ = c.NoContent(problem.Status)
		return
	}
	_ = c.Blob(problem.Status, file.Type, file.Body)
}

func newProblem(err error, c echo.Context) Problem {
	r := c.Request()
	f := Problem{Kind: kindOf(c), Status: Status(err), Lang: locale.FR, Path: r.URL.Path, RequestID: requestID(c)}
	if c.Get(kindKey) == nil {
		f.Kind = KindByEnding(r.URL.Path)
	}
	if English(r.URL.Path) || (f.Kind.abroad() && c.QueryParam(paramLang) == string(locale.EN)) {
		f.Lang = locale.EN
	}
	var known *segur.Error
	if errors.As(err, &known) && (f.Status < http.StatusInternalServerError || known.Code == segur.CodeUnsupported) {
		f.Message, f.Field = known.Message, known.Field
		f.Choices = choices(known, c)
	}
	return f
}

// choices gives what an error names instead of what was refused its address: that of the request, with its language and,
// unless that is what was refused, its publication.
func choices(failed *segur.Error, c echo.Context) (list []Choice) {
	for _, choice := range failed.Choices {
		query := choice.Query
		for _, name := range []string{paramLang, paramPublication, paramDay} {
			refused := failed.Field == paramPublication || failed.Field == paramDay
			if value := strings.TrimSpace(c.QueryParam(name)); value != "" && (name == paramLang || !refused) {
				query += "&" + name + "=" + url.QueryEscape(value)
			}
		}
		href := (&url.URL{Path: c.Request().URL.Path, RawQuery: strings.TrimPrefix(query, "&")}).String()
		list = append(list, Choice{choice.Label, choice.Value, href})
	}
	return list
}

// render makes the answer of a problem in the shape of its kind, and falls back to plain words when
// that fails.
func (s *Site) render(c echo.Context, f Problem) File {
	switch page := s.problems.Page; {
	case f.Kind == KindData:
		return s.problemDetails(f, c.QueryParam("format") == "xml")
	case f.Kind == KindImage && s.problems.Image != nil:
		return s.problems.Image(c.Request().Context(), f)
	case page != nil:
		if f.Kind == KindFrame {
			page = s.problems.Frame
		}
		made := page(f)
		body, err := s.templates.Render(made.Template, made.Data)
		if err == nil {
			return File{Body: body, Type: htmlType}
		}
		s.log.Error("error page", "error", err, "request_id", f.RequestID)
	}
	return File{Body: []byte("<!DOCTYPE html><title>" + http.StatusText(f.Status) + "</title><p>" + http.StatusText(f.Status)), Type: htmlType}
}

// tidyPath returns the address that a path with stray slashes stands for, "" when the path
// is tidy already. It never starts with two slashes, which would lead to another host.
func tidyPath(r *http.Request) string {
	asked := r.URL.EscapedPath()
	if strings.Contains(asked, `\`) || holdsSecret(r) || !readsOnly(r.Method) {
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

// holdsSecret reports whether an address of the desk may hold one, and is not to be repeated: a
// token in its path, or whatever a provider of single sign-on put into its query.
func holdsSecret(r *http.Request) bool {
	return strings.Contains(r.URL.Path, paths.Root) && (r.URL.RawQuery != "" || loggedPath(r) != r.URL.Path)
}

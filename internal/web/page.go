package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Snapshot is what pages are made from: one immutable publication.
type Snapshot interface {
	Version() int          // publication number
	ModifiedAt() time.Time // moment of that publication
}

// Page is the answer of a page handler: a template with its typed data, or a redirection.
type Page struct {
	Template string
	Data     any
	MovedTo  string // when set, the reader is sent there for good
}

// Request is what a page handler may know of the HTTP request.
type Request struct {
	Lang   locale.Lang
	Path   string            // as asked, without the query
	Params map[string]string // of the path
	Query  url.Values        // known parameters only, without empty ones, one value each
	// Canonical is the address under which the answer is known: the path, then the known
	// parameters in the order that the route declares.
	Canonical string
}

func (r Request) canonical(order []string) string {
	var b strings.Builder
	b.WriteString(r.Path)
	separator := byte('?')
	for _, name := range order {
		if value := r.Query.Get(name); value != "" {
			b.WriteByte(separator)
			b.WriteString(name + "=" + url.QueryEscape(value))
			separator = '&'
		}
	}
	return b.String()
}

// Route is one page address in one language.
type Route[S Snapshot] struct {
	Path   string
	Lang   locale.Lang
	Params []string // query parameters that the page knows; others are dropped
	Handle func(ctx context.Context, s S, r Request) (Page, error)
}

// Mount adds page routes. Each request takes the current snapshot once, so that a page
// never mixes two publications.
func Mount[S Snapshot](site *Site, current func() S, routes []Route[S]) {
	for _, route := range routes {
		site.echo.Match(readMethods, route.Path, func(c echo.Context) error {
			return servePage(site, c, current(), route)
		})
	}
}

// freeText is the parameter in which readers type what they like: its answers are made for
// them alone.
const freeText = "q"

const (
	pageCacheControl  = "public, max-age=60, stale-while-revalidate=600"
	movedCacheControl = "public, max-age=86400"
)

func servePage[S Snapshot](site *Site, c echo.Context, snapshot S, route Route[S]) error {
	request, err := newRequest(c, route.Lang, route.Params)
	if err != nil {
		return err
	}
	key := pageKey{snapshot.Version(), request.Canonical}
	answer, err := site.cache.get(c.Request().Context(), key, func(ctx context.Context) (*response, error) {
		page, err := route.Handle(ctx, snapshot, request)
		if err != nil {
			return nil, err
		}
		return site.respond(page, key, request)
	})
	if err != nil {
		return err
	}
	if answer.movedTo != "" {
		c.Response().Header().Set(echo.HeaderCacheControl, movedCacheControl)
		return c.Redirect(http.StatusMovedPermanently, answer.movedTo)
	}
	c.Response().Header().Set(echo.HeaderLastModified, snapshot.ModifiedAt().UTC().Format(http.TimeFormat))
	return answer.write(c, pageCacheControl)
}

// newRequest reads the path and the known parameters. A known one whose percent-encoding is
// broken is refused; a broken stranger is dropped like any other.
func newRequest(c echo.Context, lang locale.Lang, known []string) (Request, error) {
	r := Request{Lang: lang, Path: c.Request().URL.Path, Params: map[string]string{}, Query: url.Values{}}
	for _, name := range c.ParamNames() {
		r.Params[name] = c.Param(name)
	}
	asked := c.QueryParams()
	for _, name := range known {
		if value := strings.TrimSpace(asked.Get(name)); value != "" {
			r.Query.Set(name, value)
		}
	}
	for pair := range strings.SplitSeq(c.Request().URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, err := url.QueryUnescape(value); err != nil && slices.Contains(known, name) {
			return r, &segur.Error{Code: segur.CodeInvalid, Field: name, Err: err}
		}
	}
	r.Canonical = r.canonical(known)
	return r, nil
}

// respond renders a page once for all encodings. What a reader typed stays out of the log, so
// a fault names the path alone.
func (s *Site) respond(page Page, key pageKey, request Request) (*response, error) {
	if page.MovedTo != "" {
		return &response{movedTo: page.MovedTo}, nil
	}
	body, err := s.templates.Render(page.Template, page.Data)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", request.Path, err)
	}
	answer, err := newResponse(body, key.etag(s.build))
	if err != nil {
		return nil, err
	}
	answer.kept = request.Query.Get(freeText) == ""
	return answer, nil
}

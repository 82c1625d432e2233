package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Route is one address and how it is answered, by one of Read, Take and Serve.
type Route struct {
	Path   string
	Lang   locale.Lang
	Kind   Kind
	KindOf func(path string) Kind // in the place of Kind, where the end of the address decides
	// Read answers from one publication, and its answers are kept.
	Read   func(ctx context.Context, c *catalog.Catalog, r Request) (Answer, error)
	Params []string // query parameters that Read knows
	// Lenient drops unknown parameters of data too, as pages do: for what programs of others ask, and
	// for what is written into pages that nobody will change any more.
	Lenient bool
	Live    bool // the answer changes between publications: it is made anew each time
	// Take answers a form that a reader sent, of at most Most bytes. Nothing that it answers is kept.
	Take func(ctx context.Context, c *catalog.Catalog, p Posted) (Answer, error)
	Most int64
	// Serve answers one request by itself; the site writes its answer. Nothing is kept.
	Serve  func(c echo.Context) (Answer, error)
	Method string // that Serve answers; GET means HEAD too
}

func (r Route) kind(path string) Kind {
	if r.KindOf != nil {
		return r.KindOf(path)
	}
	return r.Kind
}

// refuses reports whether unknown parameters of an answer of a kind are an error: whoever misspells
// the region of a table must not take the figures of the country for it. Pages and pictures drop
// them, since those who share addresses add parameters of their own.
func (r Route) refuses(kind Kind) bool { return kind == KindData && !r.Lenient }

// Catalogs gives the publications that answers are made from.
type Catalogs interface {
	// Current returns the latest publication.
	Current() *catalog.Catalog
	// At returns a publication by number; CodeNotFound when there is none.
	At(ctx context.Context, number int) (*catalog.Catalog, error)
}

// Mount adds routes; those that read also know the parameters that ask for an earlier publication.
// A request is answered from one publication, taken once, so that a page never mixes two. A form that
// another site sends is refused.
func (s *Site) Mount(routes ...Route) {
	for _, route := range routes {
		methods, serve := readMethods, s.serveRead
		switch {
		case route.Take != nil:
			methods, serve = []string{http.MethodPost}, s.serveForm
		case route.Serve != nil:
			serve = s.serveOnce
			if route.Method != http.MethodGet {
				methods = []string{route.Method}
			}
		}
		s.echo.Match(methods, route.Path, func(c echo.Context) error {
			s.admit(c, route.kind(c.Request().URL.Path))
			return serve(c, route)
		})
		if route.Read != nil && (route.Kind.abroad() || route.KindOf != nil) {
			s.echo.OPTIONS(route.Path, func(c echo.Context) error { return s.preflight(c, route) })
		}
	}
}

// preflight answers browsers that ask, for a page of another site, whether it may send headers with its request
// (Fetch standard, § 3.3.3): it may read what any site may read, with any header but credentials.
func (s *Site) preflight(c echo.Context, route Route) error {
	kind := route.kind(c.Request().URL.Path)
	s.admit(c, kind)
	h := c.Response().Header()
	h.Set(echo.HeaderAllow, readable)
	if kind == KindImage || kind == KindData {
		h.Set(echo.HeaderAccessControlAllowMethods, readable)
		h.Set(echo.HeaderAccessControlAllowHeaders, "*")
		h.Set(echo.HeaderAccessControlMaxAge, strconv.Itoa(preflightKept))
	}
	return c.NoContent(http.StatusNoContent)
}

const (
	readable      = "GET, HEAD, OPTIONS"
	preflightKept = 24 * 60 * 60 // seconds
)

// freeText is the parameter in which readers type what they like: its answers are made for
// them alone.
const freeText = "q"

func (s *Site) serveRead(c echo.Context, route Route) error {
	kind := kindOf(c)
	request, err := s.newRequest(c, route)
	if err != nil {
		return err
	}
	current := s.catalogs.Current()
	publication, asked, err := s.pick(current, &request)
	if err != nil {
		return err
	}
	key := pageKey{publication.Number, request.address()}
	if kind == KindFrame && asked != (past{}) {
		key.canonical += " " + strconv.Itoa(current.Version()) // a frozen frame says when newer figures are out
	}
	cache := s.today
	switch {
	case kind.abroad():
		cache = s.abroad
	case publication.Number != current.Version():
		cache = s.past
	}
	get := cache.get
	if route.Live || s.uncached {
		get = anew
	}
	answer, err := get(c.Request().Context(), key, func(ctx context.Context) (*response, error) {
		shown, err := s.publication(ctx, current, publication.Number)
		if err != nil {
			return nil, err
		}
		page, err := route.Read(ctx, shown, request)
		if err != nil {
			return nil, err
		}
		return s.respond(page, kind, key, request)
	})
	if err != nil {
		return err
	}
	modified := publication.PublishedAt
	if kind == KindFrame { // a frozen one says when newer figures are out
		modified = current.Publication().PublishedAt
	}
	if modified.Before(s.started) {
		modified = s.started
	}
	return send(c, answer, sending{modified, asked, route.Live})
}

// pick returns the publication that a request is answered from and notes it in the request
// when it was asked for.
func (s *Site) pick(current *catalog.Catalog, r *Request) (segur.Publication, past, error) {
	l, published := r.Words, current.Publications()
	calendar := Calendar{s.clock(), s.zone}
	asked, err := takePast(r.Query, l)
	if err != nil || asked == (past{}) {
		return published[len(published)-1], asked, calendar.offer(err, published, l)
	}
	found, err := asked.find(published, calendar, l)
	err = calendar.offer(err, published, l)
	r.Publication = found.Number
	return found, asked, err
}

// publication fetches an earlier publication only when a page of it has to be made.
func (s *Site) publication(ctx context.Context, current *catalog.Catalog, number int) (*catalog.Catalog, error) {
	if number == current.Version() {
		return current, nil
	}
	return s.catalogs.At(ctx, number)
}

func (s *Site) serveForm(c echo.Context, route Route) error {
	if err := s.guard.Check(c.Request()); err != nil {
		refused(c, &Refusal{Cause: CauseForeign, Err: err})
		return &segur.Error{Code: segur.CodeForbidden, Err: err}
	}
	posted, err := readPosted(c, s.words.For(route.Lang), route.Most)
	if err != nil {
		return err
	}
	posted.Now = s.clock()
	answer, err := route.Take(c.Request().Context(), s.catalogs.Current(), posted)
	if err != nil {
		return err
	}
	answer.Words = posted.Words
	return s.once(c, answer)
}

func (s *Site) serveOnce(c echo.Context, route Route) error {
	answer, err := route.Serve(c)
	if err != nil {
		return err
	}
	return s.once(c, answer)
}

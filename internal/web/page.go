package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Snapshot is what pages are made from: one immutable publication.
type Snapshot interface {
	Version() int                      // publication number
	Publications() []segur.Publication // up to this one, oldest first
}

// Page is the answer of a page handler: a template with its typed data, a file, or a redirection.
type Page struct {
	Template string
	Data     any
	MovedTo  string // when set, the reader is sent there for good
	MayMove  bool   // the next publication may send readers elsewhere: nobody keeps the redirection
	Status   int    // 0 for 200
	File     *File  // in the place of a template
	Frames   bool   // the page shows frames of the site
	Fleeting bool   // strangers can ask for more of its like than are worth keeping
	Tag      string // tells the answers of a live route apart, beside its address and publication
	// Answers to forms only: where the reader is sent on, or when to try again.
	SeeOther   string
	RetryAfter time.Duration
}

// File is an answer that no template makes.
type File struct {
	Body []byte
	Type string // media type
	Name string // that a reader's disk takes, "" for that of the address
}

// Request is what a page handler may know of the HTTP request.
type Request struct {
	Lang   locale.Lang
	Path   string            // as asked, without the query
	Params map[string]string // of the path
	Query  url.Values        // known parameters only, without empty ones, one value each
	// Canonical is the address under which today's answer is known: the path, then the known
	// parameters in the order that the route declares.
	Canonical string
	// Publication is the number of the publication asked for, 0 for today's figures.
	Publication int
}

// address is Canonical with the publication asked for: what tells answers apart.
func (r Request) address() string {
	if r.Publication == 0 {
		return r.Canonical
	}
	separator := "?"
	if strings.Contains(r.Canonical, separator) {
		separator = "&"
	}
	return r.Canonical + separator + paramPublication + "=" + strconv.Itoa(r.Publication)
}

// At returns the address of the same request under another path: every known parameter is kept,
// and the publication asked for.
func (r Request) At(path string) string {
	r.Canonical = path + strings.TrimPrefix(r.Canonical, r.Path)
	return r.address()
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
	Kind   Kind
	KindOf func(path string) Kind // in the place of Kind, where the end of the address decides
	Params []string               // query parameters that the page knows; others are dropped
	Live   bool                   // the answer changes between publications: it is made anew each time
	Handle func(ctx context.Context, s S, r Request) (Page, error)
}

func (r Route[S]) kind(path string) Kind {
	if r.KindOf != nil {
		return r.KindOf(path)
	}
	return r.Kind
}

// Pages are routes with what their pages are made from.
type Pages[S Snapshot] struct {
	Shelf  Shelf[S]
	Words  *locale.Bundle
	Zone   *time.Location // days that readers ask for begin and end there
	Routes []Route[S]
	// Finish, when set, completes the rendered pages of the site, frames excepted, before they are kept.
	Finish func(body []byte, r Request) ([]byte, error)
}

// Mount adds page routes; each also knows the parameters that ask for an earlier publication.
// A request is answered from one publication, taken once, so that a page never mixes two.
func Mount[S Snapshot](site *Site, pages Pages[S]) {
	for _, route := range pages.Routes {
		site.echo.Match(readMethods, route.Path, func(c echo.Context) error {
			return servePage(site, c, pages, route)
		})
	}
}

// freeText is the parameter in which readers type what they like: its answers are made for
// them alone.
const freeText = "q"

// A page of today is asked for again at each visit, which costs a 304: who has just published, and
// whoever goes back to a page, sees the new figures. What an earlier publication said does not
// change; how its page looks may, with a new program.
const (
	pageCacheControl  = "public, no-cache"
	pastCacheControl  = "public, max-age=3600, stale-while-revalidate=86400"
	movedCacheControl = "public, max-age=86400"
)

func servePage[S Snapshot](site *Site, c echo.Context, pages Pages[S], route Route[S]) error {
	kind := route.kind(c.Request().URL.Path)
	kind.admit(c)
	request, err := newRequest(c, route.Lang, route.Params)
	if err != nil {
		return err
	}
	current := pages.Shelf.Current()
	publication, asked, err := pages.pick(current, &request, site.clock())
	if err != nil {
		return err
	}
	key := pageKey{publication.Number, request.address()}
	if kind == KindFrame && asked != (past{}) {
		key.canonical += " " + strconv.Itoa(current.Version()) // a frozen frame says when newer figures are out
	}
	cache := site.today
	switch {
	case kind != KindPage:
		cache = site.abroad
	case publication.Number != current.Version():
		cache = site.past
	}
	get := cache.get
	if route.Live {
		get = anew
	}
	answer, err := get(c.Request().Context(), key, func(ctx context.Context) (*response, error) {
		snapshot, err := pages.snapshot(ctx, current, publication.Number)
		if err != nil {
			return nil, err
		}
		page, err := route.Handle(ctx, snapshot, request)
		if err != nil {
			return nil, err
		}
		finish := pages.Finish
		if kind != KindPage {
			finish = nil
		}
		return site.respond(page, key, request, finish)
	})
	if err != nil {
		return err
	}
	return send(c, answer, sending{publication.PublishedAt, asked, route.Live})
}

// anew makes an answer that no cache may keep.
func anew(ctx context.Context, _ pageKey, make func(context.Context) (*response, error)) (*response, error) {
	return make(ctx)
}

// pick returns the publication that a request is answered from and notes it in the request
// when it was asked for.
func (p Pages[S]) pick(current S, r *Request, now time.Time) (segur.Publication, past, error) {
	l, published := p.Words.For(r.Lang), current.Publications()
	calendar := Calendar{now, p.Zone}
	asked, err := takePast(r.Query, l)
	if err != nil || asked == (past{}) {
		return published[len(published)-1], asked, calendar.offer(err, published, l)
	}
	found, err := asked.find(published, calendar, l)
	err = calendar.offer(err, published, l)
	r.Publication = found.Number
	return found, asked, err
}

// snapshot fetches an earlier publication only when a page of it has to be made.
func (p Pages[S]) snapshot(ctx context.Context, current S, number int) (S, error) {
	if number == current.Version() {
		return current, nil
	}
	return p.Shelf.At(ctx, number)
}

// sending is how an answer goes out.
type sending struct {
	modifiedAt time.Time
	past       past
	live       bool // the answer may change at any time
}

// send answers a reader. An address in the past is kept out of search engines; one that names a
// day of today may lead to another publication tomorrow, so nobody keeps its redirection.
func send(c echo.Context, answer *response, how sending) error {
	h := c.Response().Header()
	if answer.movedTo != "" {
		if how.past.day != (segur.Date{}) {
			h.Set(echo.HeaderCacheControl, pageCacheControl)
			return c.Redirect(http.StatusFound, answer.movedTo)
		}
		h.Set(echo.HeaderCacheControl, movedCacheControl)
		if answer.mayMove && how.past == (past{}) {
			h.Set(echo.HeaderCacheControl, pageCacheControl)
		}
		return c.Redirect(http.StatusMovedPermanently, answer.movedTo)
	}
	if answer.frames {
		h.Set(headerCSP, framingPolicy)
	}
	if !how.live {
		h.Set(echo.HeaderLastModified, how.modifiedAt.UTC().Format(http.TimeFormat))
	}
	live, frozen := kindOf(c).caching()
	if how.live || answer.status() >= http.StatusBadRequest {
		frozen = live // what is gone for a reason may come back
	}
	if how.past == (past{}) {
		return answer.write(c, live)
	}
	h.Set("X-Robots-Tag", "noindex")
	if how.past.number > 0 {
		return answer.write(c, frozen)
	}
	return answer.write(c, live)
}

// newRequest reads the path and the known parameters. A known one whose percent-encoding is
// broken is refused; a broken stranger is dropped like any other.
func newRequest(c echo.Context, lang locale.Lang, params []string) (Request, error) {
	r := Request{Lang: lang, Path: c.Request().URL.Path, Params: map[string]string{}, Query: url.Values{}}
	for _, name := range c.ParamNames() {
		r.Params[name] = c.Param(name)
	}
	known := append(slices.Clone(params), paramPublication, paramDay)
	given := c.QueryParams()
	for _, name := range known {
		if value := strings.TrimSpace(given.Get(name)); value != "" {
			r.Query.Set(name, value)
		}
	}
	for pair := range strings.SplitSeq(c.Request().URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, err := url.QueryUnescape(value); err != nil && slices.Contains(known, name) {
			return r, &segur.Error{Code: segur.CodeInvalid, Field: name, Err: err}
		}
	}
	if given := r.Query.Get(paramLang); given != "" {
		var ok bool
		if r.Lang, ok = locale.Parse(given); !ok {
			r.Lang = lang
			return r, &segur.Error{Code: segur.CodeInvalid, Field: paramLang}
		}
	}
	r.Canonical = r.canonical(params)
	return r, nil
}

// respond renders a page once for all encodings. What a reader typed stays out of the log, so
// a fault names the path alone.
func (s *Site) respond(page Page, key pageKey, request Request, finish func([]byte, Request) ([]byte, error)) (*response, error) {
	if page.MovedTo != "" {
		return &response{movedTo: page.MovedTo, mayMove: page.MayMove}, nil
	}
	file := page.File
	if file == nil {
		body, err := s.templates.Render(page.Template, page.Data)
		if err == nil && finish != nil {
			body, err = finish(body, request)
		}
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", request.Path, err)
		}
		file = &File{Body: body, Type: htmlType}
	}
	if page.Tag != "" {
		key.canonical += " " + page.Tag
	}
	answer, err := newResponse(*file, key.etag(s.build))
	if err != nil {
		return nil, err
	}
	answer.code, answer.frames = page.Status, page.Frames
	answer.kept = request.Query.Get(freeText) == "" && !page.Fleeting
	return answer, nil
}

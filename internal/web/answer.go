package web

import (
	"cmp"
	"context"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Answer is what a handler answers: a template with its typed data, a file, or a redirection.
type Answer struct {
	Template string
	Data     any
	File     *File  // in the place of a template
	Status   int    // 0 for 200
	MovedTo  string // when set, the reader is sent there for good
	MayMove  bool   // the next publication may send readers elsewhere: nobody keeps the redirection
	Frames   bool   // the page shows frames of the site
	Fleeting bool   // strangers can ask for more of its like than are worth keeping
	Tag      string // tells the answers of a live route apart, beside its address and publication
	// Answers to forms and of the desk only: where the reader is sent on, or when to try again.
	SeeOther   string
	RetryAfter time.Duration
	// Refusal is why an answer to a form or of the desk says no, nil where it does not.
	Refusal *Refusal
	// Words are those of the answer, which fails when they lacked one; nil for those of the request.
	Words *locale.Localizer
}

// File is an answer that no template makes.
type File struct {
	Body     []byte
	Type     string // media type
	Name     string // that a reader's disk takes, "" for that of the address
	Packed   bool   // compressed by itself
	Attached bool   // browsers keep it, and do not show it
}

// disposition is what tells browsers the name of the file.
func (f File) disposition() string {
	how := "inline"
	if f.Attached {
		how = "attachment"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": f.Name})
}

// A page of today is asked for again at each visit, which costs a 304: who has just published, and
// whoever goes back to a page, sees the new figures. What an earlier publication said does not
// change; how its page looks may, with a new program.
const (
	pageCacheControl  = "public, no-cache"
	pastCacheControl  = "public, max-age=3600, stale-while-revalidate=86400"
	movedCacheControl = "public, max-age=86400"
)

// anew makes an answer that no cache may keep.
func anew(ctx context.Context, _ pageKey, make func(context.Context) (*response, error)) (*response, error) {
	return make(ctx)
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
	h.Set(headerRobots, "noindex")
	if how.past.number > 0 {
		return answer.write(c, frozen)
	}
	return answer.write(c, live)
}

// respond renders a page once for all encodings. What a reader typed stays out of the log, so
// a problem names the path alone.
func (s *Site) respond(page Answer, kind Kind, key pageKey, request Request) (*response, error) {
	if page.MovedTo != "" {
		return &response{movedTo: page.MovedTo, mayMove: page.MayMove}, nil
	}
	file := page.File
	if file == nil {
		body, err := s.templates.Render(page.Template, page.Data)
		if err == nil && s.finish != nil && kind == KindPage {
			body, err = s.finish(body, request)
		}
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", request.Path, err)
		}
		file = &File{Body: body, Type: htmlType}
	}
	if err := request.Words.Err(); err != nil {
		return nil, fmt.Errorf("page %s: %w", request.Path, err)
	}
	if page.Tag != "" {
		key.canonical += " " + page.Tag
	}
	answer := newResponse(*file, key.etag(s.build))
	answer.code, answer.frames = page.Status, page.Frames
	answer.kept = request.Query.Get(freeText) == "" && !page.Fleeting
	return answer, nil
}

// once writes an answer that is made for one reader: it is neither kept nor compressed, for a
// flood of forms must not cost more than it has to.
func (s *Site) once(c echo.Context, a Answer) error {
	refused(c, a.Refusal)
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, neverKept)
	if a.SeeOther != "" {
		return c.Redirect(http.StatusSeeOther, a.SeeOther)
	}
	file := a.File
	if file == nil {
		body, err := s.templates.Render(a.Template, a.Data)
		if err != nil {
			return fmt.Errorf("page of %s: %w", c.Path(), err)
		}
		file = &File{Body: body, Type: htmlType}
	}
	if a.Words != nil && a.Words.Err() != nil {
		return fmt.Errorf("page of %s: %w", c.Path(), a.Words.Err())
	}
	h.Set(headerRobots, "noindex")
	if a.RetryAfter > 0 {
		h.Set(echo.HeaderRetryAfter, strconv.Itoa(int(a.RetryAfter.Seconds())+1))
	}
	if file.Name != "" {
		h.Set(echo.HeaderContentDisposition, file.disposition())
	}
	h.Set(echo.HeaderContentType, file.Type)
	c.Response().WriteHeader(cmp.Or(a.Status, http.StatusOK))
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := c.Response().Write(file.Body)
	return err
}

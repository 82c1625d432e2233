package web

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Posted is a form that a reader sent, who has neither account nor cookie.
type Posted struct {
	Request
	Form    url.Values // line ends are LF, text is valid UTF-8 and all visible
	Address netip.Addr // of the reader, as far as proxies are trusted
	Now     time.Time
}

// Post is an address that takes forms of readers in one language.
type Post[S Snapshot] struct {
	Path   string
	Lang   locale.Lang
	Most   int64 // bytes that a form may have
	Handle func(ctx context.Context, s S, p Posted) (Page, error)
}

// MountPosts adds addresses that take forms. Nothing that they answer is kept, and nothing is
// compressed: a flood of forms must not cost more than it has to. A form that another site sends
// is refused.
func MountPosts[S Snapshot](site *Site, pages Pages[S], posts []Post[S]) {
	guard := http.NewCrossOriginProtection()
	for _, post := range posts {
		site.echo.POST(post.Path, func(c echo.Context) error {
			if err := guard.Check(c.Request()); err != nil {
				return &segur.Error{Code: segur.CodeForbidden, Err: err}
			}
			posted, err := readPosted(c, post.Lang, post.Most)
			if err != nil {
				return err
			}
			posted.Now = site.clock()
			page, err := post.Handle(c.Request().Context(), pages.Shelf.Current(), posted)
			if err != nil {
				return err
			}
			return site.answerPost(c, page)
		})
	}
}

func readPosted(c echo.Context, lang locale.Lang, most int64) (Posted, error) {
	r := c.Request()
	p := Posted{Request: Request{Lang: lang, Path: r.URL.Path, Canonical: r.URL.Path, Query: url.Values{}}}
	p.Address, _ = netip.ParseAddr(c.RealIP()) // an address that cannot be read is one like another
	r.Body = http.MaxBytesReader(c.Response(), r.Body, most)
	if err := r.ParseForm(); err != nil {
		code := segur.CodeInvalid
		if errors.As(err, new(*http.MaxBytesError)) {
			code = segur.CodeTooLarge
		}
		return p, &segur.Error{Code: code, Err: err}
	}
	p.Form = r.PostForm
	if p.Form == nil {
		p.Form = url.Values{}
	}
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n") // browsers send CR LF; what is kept has one form
	for _, values := range p.Form {
		for i, value := range values {
			values[i] = segur.Visible(ends.Replace(strings.ToValidUTF8(value, "�")))
		}
	}
	return p, nil
}

func (s *Site) answerPost(c echo.Context, page Page) error {
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "no-store")
	if page.SeeOther != "" {
		return c.Redirect(http.StatusSeeOther, page.SeeOther)
	}
	body, err := s.templates.Render(page.Template, page.Data)
	if err != nil {
		return err
	}
	h.Set("X-Robots-Tag", "noindex")
	if page.RetryAfter > 0 {
		h.Set(echo.HeaderRetryAfter, strconv.Itoa(int(page.RetryAfter.Seconds())+1))
	}
	status := page.Status
	if status == 0 {
		status = http.StatusOK
	}
	return c.Blob(status, htmlType, body)
}

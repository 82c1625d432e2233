package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/segur-tracker/segur/internal/cache"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
)

// contentPolicy allows our own files and nothing else: no inline script or style, no other
// host, no frame around our pages.
const (
	contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
		"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " + unframed
	unframed = "frame-ancestors 'none'"
)

// middleware returns the chain in its order: an id first so that every line of log has
// one, recovery inside the log so that a panic is logged as the 500 that it becomes.
func (s *Site) middleware(o Options) []echo.MiddlewareFunc {
	return []echo.MiddlewareFunc{
		dropForeignRequestID,
		middleware.RequestID(),
		s.logRequests,
		middleware.RecoverWithConfig(middleware.RecoverConfig{
			DisablePrintStack:   true,
			DisableErrorHandler: true, // the log answers, so that it knows the cause
			LogErrorFunc: func(_ echo.Context, err error, stack []byte) error {
				return fmt.Errorf("panic: %w\n%s", err, stack)
			},
		}),
		securityHeaders(o.Secure),
	}
}

// plainEscapes writes characters of the path that need no percent-encoding as themselves, so that both spellings lead to the
// same route (RFC 3986, § 6.2.2.2).
func plainEscapes(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		if u.RawPath != "" {
			u.RawPath = needless.ReplaceAllStringFunc(u.RawPath, func(escape string) string {
				plain, err := url.PathUnescape(escape)
				if err != nil {
					return escape
				}
				return plain
			})
			if u.RawPath == (&url.URL{Path: u.Path}).EscapedPath() {
				u.RawPath = ""
			}
		}
		return next(c)
	}
}

// needless matches the percent-encodings of letters, digits and -._~ (RFC 3986, § 2.3).
var needless = regexp.MustCompile(`%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])`)

// dropForeignRequestID keeps strangers from choosing what our logs say.
func dropForeignRequestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Request().Header.Del(echo.HeaderXRequestID)
		return next(c)
	}
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

func securityHeaders(secure bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", contentPolicy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			return next(c)
		}
	}
}

// Refusal is why an answer says no. Its reader is told in other words; this is for the log, and holds nothing personal.
type Refusal struct {
	Cause string // a stable name: "throttled", "foreign", "sso_unavailable"
	Mend  bool   // those who run the site have something to mend
	Err   error  // what the program or a library says, nil where the name says it all
}

// CauseForeign names the refusal of what another site sends.
const CauseForeign = "foreign"

// refusalKey is where a request keeps the refusal of its answer.
const refusalKey = "segur.refusal"

// refused gives the log why the answer to a request says no.
func refused(c echo.Context, r *Refusal) {
	if r != nil {
		c.Set(refusalKey, r)
	}
}

// refusalOf returns why a request was refused, nil when it was not. An error that nobody else named is named by its code.
func refusalOf(c echo.Context, err error) *Refusal {
	if r, ok := c.Get(refusalKey).(*Refusal); ok {
		return r
	}
	if known, ok := errors.AsType[*segur.Error](err); ok {
		return &Refusal{Cause: string(known.Code)}
	}
	return nil
}

// logRequests writes one structured line per request: no address, no query, no agent, so
// that the log holds no personal data. A refusal is told by its cause, whatever its reader was told.
func (s *Site) logRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := s.clock()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		level, attrs := slog.LevelInfo, []slog.Attr{
			slog.String("request_id", requestID(c)),
			slog.String("method", c.Request().Method),
			slog.String("route", c.Path()),
			slog.String("path", printable(loggedPath(c.Request()), longestLoggedPath)),
			slog.Int("status", c.Response().Status),
			slog.Int64("bytes", c.Response().Size),
			slog.Duration("duration", s.clock().Sub(start)),
		}
		why := refusalOf(c, err)
		if why != nil {
			attrs = append(attrs, slog.String("cause", why.Cause))
			if why.Mend && !abandoned(why.Err) {
				level = slog.LevelWarn
			}
		}
		switch {
		case err != nil:
			attrs = append(attrs, slog.String("error", err.Error()))
			if c.Response().Status >= 500 && !abandoned(err) {
				level = slog.LevelError
			}
		case why != nil && why.Err != nil:
			attrs = append(attrs, slog.String("error", printable(why.Err.Error(), longestLoggedCause)))
		}
		s.log.LogAttrs(c.Request().Context(), level, "request", attrs...)
		return nil
	}
}

// abandoned reports whether an answer was given up because nobody waits for it or the site is stopping,
// which is nobody's fault.
func abandoned(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, cache.ErrClosed)
}

// What the log keeps of a text from outside, in bytes: a provider may answer with a whole page.
const (
	longestLoggedPath  = 200
	longestLoggedCause = 500
)

// tokenLength is that of the one-time tokens that addresses of the desk hold.
const tokenLength = 43

// loggedPath returns the path asked for. A one-time token in it opens something to whoever reads
// the log, whether or not the address leads anywhere: long parts of addresses of the desk are left out.
func loggedPath(r *http.Request) string {
	if !strings.Contains(r.URL.Path, paths.Root+"/") {
		return r.URL.Path
	}
	parts := strings.Split(r.URL.Path, "/")
	for i := range parts {
		if len(parts[i]) >= tokenLength {
			parts[i] = "…"
		}
	}
	return strings.Join(parts, "/")
}

func printable(text string, longest int) string {
	if len(text) > longest {
		text = text[:longest]
	}
	return strings.ToValidUTF8(text, "?")
}

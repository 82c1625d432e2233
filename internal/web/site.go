package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/forwarded"
)

// Limits of the HTTP server: none is left to the library's "for ever".
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
)

// Options are what a Site needs from the outside.
type Options struct {
	Logger    *slog.Logger
	Clock     func() time.Time
	Templates *Templates
	Assets    *Assets
	Catalogs  Catalogs
	Words     *locale.Bundle
	Zone      *time.Location              // days that readers ask for begin and end there
	Build     string                      // changes with the binary; part of every validator
	Origins   []string                    // scheme and host under which the site is reached
	Secure    bool                        // the site is reached by HTTPS: send Strict-Transport-Security
	Trusted   []netip.Prefix              // proxies whose forwarding headers are believed
	Guard     *http.CrossOriginProtection // of forms, as NewGuard makes it
	// Ready reports whether figures can be served; nil error means yes.
	Ready func(context.Context) error
	// Finish, when set, completes the rendered pages of the site, frames excepted, before they are kept.
	Finish func(body []byte, r Request) ([]byte, error)
	// Uncached makes each answer anew, which is for measuring what that costs.
	Uncached bool
}

// Site is the HTTP side of the product before its routes are mounted.
type Site struct {
	echo        *echo.Echo
	log         *slog.Logger
	clock       func() time.Time
	templates   *Templates
	catalogs    Catalogs
	words       *locale.Bundle
	zone        *time.Location
	finish      func(body []byte, r Request) ([]byte, error)
	guard       *http.CrossOriginProtection
	build       string
	started     time.Time // of this program, which may word the same figures differently
	framePolicy string
	today       *responseCache // pages of the latest publication
	past        *responseCache
	abroad      *responseCache // what other sites load
	problems    ProblemPages
	uncached    bool
}

// New prepares a site with its middleware, assets and health checks.
func New(o Options) *Site {
	s := &Site{
		echo: echo.New(), log: o.Logger, clock: o.Clock, templates: o.Templates, build: o.Build, catalogs: o.Catalogs, words: o.Words, zone: o.Zone,
		started: o.Clock(), framePolicy: framePolicy(o.Origins), finish: o.Finish, guard: o.Guard, uncached: o.Uncached,
		today: newResponseCache(cachedBytes), past: newResponseCache(cachedPast), abroad: newResponseCache(cachedAbroad),
	}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = s.ipExtractor(o.Trusted)
	s.echo.HTTPErrorHandler = s.handleError
	s.echo.Pre(plainEscapes)
	s.echo.Use(s.middleware(o)...)
	s.echo.Match(readMethods, assetPrefix+":name", o.Assets.serve)
	s.echo.Match(readMethods, "/healthz", func(c echo.Context) error { return plain(c, http.StatusOK, "ok\n") })
	s.echo.Match(readMethods, "/readyz", readiness(o.Ready))
	return s
}

// NewGuard returns what refuses forms of other sites. The address that readers see is no other site, "" where the settings name
// none: behind a proxy that gives another host, an older browser or one without TLS says nothing else of where a form comes from.
func NewGuard(baseURL string) (*http.CrossOriginProtection, error) {
	guard := http.NewCrossOriginProtection()
	if baseURL == "" {
		return guard, nil
	}
	return guard, guard.AddTrustedOrigin(baseURL)
}

var readMethods = []string{http.MethodGet, http.MethodHead}

// ServeHTTP answers one request through the whole stack.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// Server wraps the site in an http.Server with every timeout set.
func (s *Site) Server() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}

// Routes returns the method and path of everything mounted.
func (s *Site) Routes() []*echo.Route { return s.echo.Routes() }

// ipExtractor reads addresses past trusted proxies. One that names nobody makes all whom it serves one network for what
// bounds attempts, which is said once.
func (s *Site) ipExtractor(trusted []netip.Prefix) echo.IPExtractor {
	var once sync.Once
	reader := forwarded.New(trusted, func(header string) {
		once.Do(func() {
			s.log.Warn("a trusted proxy names no address of whom it serves: they count as one network, that of the proxy", "header", header)
		})
	})
	return func(r *http.Request) string { return reader.Address(r).String() }
}

func readiness(ready func(context.Context) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := ready(c.Request().Context()); err != nil {
			return &segur.Error{Code: segur.CodeUnavailable, Message: "not ready", Err: err}
		}
		return plain(c, http.StatusOK, "ready\n")
	}
}

func plain(c echo.Context, status int, text string) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.String(status, text)
}

// Serve answers on the listener until ctx ends, then lets running requests finish for at
// most grace.
func (s *Site) Serve(ctx context.Context, l net.Listener, grace time.Duration) error {
	server := s.Server()
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		stopped <- server.Shutdown(closing)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// English reports whether a path belongs to the English pages.
func English(path string) bool { return path == "/en" || strings.HasPrefix(path, "/en/") }

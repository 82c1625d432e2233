package admin

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/web/view"
)

// maxBody bounds what a form may send; the largest is the grid of an indicator.
const maxBody = 2 << 20

// Sessions knows who is behind a request.
type Sessions interface {
	// Middleware loads the session of a request and saves it with the answer.
	Middleware(next http.Handler) http.Handler
	// Account returns the signed-in account, 0 for nobody.
	Account(ctx context.Context) int64
	// SecondFactor reports whether the second factor was shown in this session.
	SecondFactor(ctx context.Context) bool
	// FormToken returns the token that every form of this session carries.
	FormToken(ctx context.Context) string
	// CheckFormToken compares in constant time.
	CheckFormToken(ctx context.Context, token string) bool
	// AddFlash keeps a message for the next page; TakeFlashes takes those kept.
	AddFlash(ctx context.Context, flash auth.Flash)
	TakeFlashes(ctx context.Context) []auth.Flash
	// SignOut ends the session.
	SignOut(ctx context.Context) error
}

// Accounts finds accounts, whatever their state.
type Accounts interface {
	Account(ctx context.Context, id int64) (desk.Account, error)
}

// Journal appends to the audit journal.
type Journal interface {
	Record(ctx context.Context, entry desk.Entry) error
}

// Options are what a Router needs from the outside.
type Options struct {
	Site     *view.Site
	Sessions Sessions
	Accounts Accounts
	Journal  Journal
	Catalog  func() *catalog.Catalog                // the publication that readers see now
	Reports  func(ctx context.Context) (int, error) // how many reports of readers wait for an answer
	Guard    *http.CrossOriginProtection            // of forms, the one of the site
	Clock    func() time.Time
	Logger   *slog.Logger
}

// Router joins the areas of the desk: it admits requests to their routes and answers them.
type Router struct {
	Options
	routes []Route
}

// New returns a router without routes.
func New(o Options) *Router { return &Router{Options: o} }

// Add declares routes; a route without a permission is a mistake of the program.
func (d *Router) Add(routes ...Route) {
	for _, r := range routes {
		if r.Need == "" {
			panic("route without a permission: " + r.Method + " " + r.Path)
		}
		d.routes = append(d.routes, r)
	}
}

// Routes returns every declared route.
func (d *Router) Routes() []Route { return d.routes }

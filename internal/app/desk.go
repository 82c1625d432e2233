package app

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/board"
	"github.com/segur-tracker/segur/internal/web/admin/entry"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/publish"
	"github.com/segur-tracker/segur/internal/web/admin/reports"
	"github.com/segur-tracker/segur/internal/web/admin/review"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Editorial returns the use cases about what is proposed and published.
func (a *App) Editorial() *editorial.Service { return a.editorial }

// Accounts returns the use cases about accounts.
func (a *App) Accounts() *accounts.Service { return a.accounts }

// Journal returns the record of what people do at the desk.
func (a *App) Journal() *journal.Journal { return a.journal }

// openDesk prepares the use cases. What they publish is shown to readers before they return.
func (a *App) openDesk(_ context.Context, o Options) error {
	a.journal = journal.New(a.store, o.Clock)
	a.accounts = accounts.New(a.store, a.journal)
	a.editorial = editorial.New(editorial.Options{
		Storage: a.store, Journal: a.journal, Logger: o.Logger,
		Published: func(ctx context.Context, _ int) error {
			select {
			case a.published <- struct{}{}:
			default: // a checkpoint is due already
			}
			return a.Refresh(ctx)
		},
	})
	return nil
}

// mountDesk joins the areas of the desk and mounts them.
func (a *App) mountDesk(o Options, site *view.Site, guard *http.CrossOriginProtection) error {
	a.sessions = auth.NewSessions(auth.SessionOptions{Store: a.store, Clock: o.Clock, Transport: transport(o.Config), Fail: admin.Fail})
	a.router = admin.New(admin.Options{
		Site: site, Sessions: a.sessions, Accounts: a.store, Journal: a.journal,
		Reports: a.editorial.OpenDoubts, Catalog: a.Catalog, Guard: guard, Clock: o.Clock, Logger: o.Logger,
	})
	a.router.Add(board.New(a.editorial, a.catalogs).Routes()...)
	a.router.Add(entry.New(&driver.Driver{Editorial: a.editorial, Journal: a.journal, Archive: a.store, Past: a.catalogs, Words: site.Words}).Routes()...)
	a.router.Add(review.New(a.editorial, site).Routes()...)
	a.router.Add(publish.New(a.editorial, site).Routes()...)
	a.router.Add(reports.New(a.editorial, site).Routes()...)
	a.router.Add(a.people(o).Routes()...)
	entrance, err := a.signIn(o)
	if err != nil {
		return err
	}
	a.router.Add(entrance.Routes()...)
	a.site.Mount(a.router.Mounted()...)
	return nil
}

func transport(c config.Config) auth.Transport {
	if strings.HasPrefix(c.BaseURL, "https://") {
		return auth.HTTPS
	}
	return auth.HTTP
}

// Sessions returns the sessions of the desk, for tests that sign people in.
func (a *App) Sessions() *auth.Sessions { return a.sessions }

// Router returns the router of the desk with its routes, for tests that walk them.
func (a *App) Router() *admin.Router { return a.router }

// Pace of the work that nobody asks for. A planned publication goes out within pollPlans of its
// moment.
const (
	pollPlans     = 250 * time.Millisecond
	sweepSessions = time.Hour
)

// catchUp shows readers a publication that could not be shown when it went out.
func (a *App) catchUp(ctx context.Context) error {
	latest, err := a.store.Latest(ctx)
	if err != nil || latest == a.Catalog().Version() {
		return err
	}
	return a.Refresh(ctx)
}

// keepHours publishes what is due and forgets what has expired, until ctx ends.
func (a *App) keepHours(ctx context.Context) {
	plans, sweep := time.NewTicker(pollPlans), time.NewTicker(sweepSessions)
	failing := failures{log: a.log, level: slog.LevelError}
	defer plans.Stop()
	defer sweep.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-plans.C:
			_, err := a.editorial.PublishDue(ctx)
			failing.note(ctx, "planned publications", err)
			failing.note(ctx, "show the latest publication", a.catchUp(ctx))
		case <-sweep.C:
			failing.note(ctx, "expired sessions", a.store.DropExpiredSessions(ctx, a.clock()))
		}
	}
}

// failures writes a failure down when it begins or changes, then once a minute while it lasts.
type failures struct {
	log   *slog.Logger
	level slog.Level
	last  map[string]failed
}

type failed struct {
	message string
	at      time.Time
}

func (f *failures) note(ctx context.Context, task string, err error) {
	if err == nil || ctx.Err() != nil {
		delete(f.last, task)
		return
	}
	if last := f.last[task]; last.message == err.Error() && time.Since(last.at) < time.Minute {
		return
	}
	if f.last == nil {
		f.last = map[string]failed{}
	}
	f.last[task] = failed{err.Error(), time.Now()}
	f.log.Log(ctx, f.level, task, "error", err)
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // containers may lack the time zones

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/atlas"
	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/concertation"
	"github.com/segur-tracker/segur/internal/web/crawl"
	"github.com/segur-tracker/segur/internal/web/documents"
	"github.com/segur-tracker/segur/internal/web/embed"
	"github.com/segur-tracker/segur/internal/web/feed"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/invest"
	"github.com/segur-tracker/segur/internal/web/news"
	"github.com/segur-tracker/segur/internal/web/public"
	"github.com/segur-tracker/segur/internal/web/region"
	"github.com/segur-tracker/segur/internal/web/report"
	"github.com/segur-tracker/segur/internal/web/search"
	"github.com/segur-tracker/segur/internal/web/share"
	"github.com/segur-tracker/segur/internal/web/terms"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Database is the file name of the database inside the data folder.
const Database = "segur.db"

// Options are what an App is made from. The file systems hold the embedded assets and the
// seed, so that tests and development may bring their own.
type Options struct {
	Config    config.Config
	Logger    *slog.Logger
	Clock     func() time.Time // nil means the system clock
	Version   string
	Templates fs.FS
	Locales   fs.FS
	Dist      fs.FS
	Geo       fs.FS
	Seed      fs.FS
	Renamed   view.Renames // names that charts had; nil means those of the tracker
	// Parts are shared with other programs of the process and outlive this one; nil means parts of its own, made from
	// the file systems.
	Parts *Parts
	Cold  bool // prepares no page ahead of its readers
	// Uncached makes each page anew, which is for measuring what that costs.
	Uncached bool
	// Compiles reports whether the engine of PNG pictures can be compiled on this machine; nil means that it is tried.
	Compiles func() bool
	Anew     bool // sets aside a database that is there and holds no site, and makes a new one
}

// App is the running program.
type App struct {
	config    config.Config
	log       *slog.Logger
	clock     func() time.Time
	zone      *time.Location // of the readers: days begin and end there
	store     *store.Store
	journal   *journal.Journal
	accounts  *accounts.Service
	editorial *editorial.Service
	catalogs  *catalogs
	parts     *Parts // its own, nil when they are shared
	exports   *exports.Exports
	cold      bool
	site      *web.Site
	sessions  *auth.Sessions
	router    *admin.Router
	published chan struct{} // holds a token once something was published, until a checkpoint follows
	closing   sync.Once
	closed    error // what closing said
}

// Open prepares everything: it opens the database, seeds it when it is new, builds the
// catalog of the latest publication and mounts the pages. The caller closes the App.
func Open(ctx context.Context, o Options) (*App, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	a := &App{config: o.Config, log: o.Logger, clock: o.Clock, zone: zone, cold: o.Cold, published: make(chan struct{}, 1)}
	settle := func(ctx context.Context, _ Options) error {
		a.newCheckpoints().once(ctx)
		return a.store.Complete()
	}
	refresh := func(ctx context.Context, _ Options) error { return a.Refresh(ctx) }
	for _, step := range []func(context.Context, Options) error{a.openStore, a.openDesk, a.seed, settle, refresh, a.mount} {
		if err := step(ctx, o); err != nil {
			return nil, errors.Join(err, a.Close())
		}
	}
	return a, nil
}

// Close ends what is made for readers who left, stops the chart engines and closes the database,
// each once nothing needs it any more. A second call says what the first one did.
func (a *App) Close() error {
	a.closing.Do(func() {
		if a.site != nil {
			a.site.Close()
		}
		if a.exports != nil {
			a.exports.Close()
		}
		if a.catalogs != nil {
			a.catalogs.past.Close()
		}
		if a.parts != nil {
			a.closed = a.parts.Close()
		}
		if a.store != nil {
			a.closed = errors.Join(a.closed, a.store.Close())
		}
	})
	return a.closed
}

// Site returns the HTTP side, for tests that go through the whole stack.
func (a *App) Site() *web.Site { return a.site }

// Catalog returns the current publication.
func (a *App) Catalog() *catalog.Catalog { return a.catalogs.Current() }

// Catalogs gives the current publication and every earlier one.
func (a *App) Catalogs() web.Catalogs { return a.catalogs }

// Refresh shows the latest publication to readers. It is to be called after each one.
func (a *App) Refresh(ctx context.Context) error { return a.catalogs.refresh(ctx) }

func (a *App) openStore(ctx context.Context, o Options) (err error) {
	a.store, err = store.Open(ctx, store.Options{Path: database(o.Config), Logger: o.Logger, Clock: o.Clock, Anew: o.Anew})
	if err != nil {
		return err
	}
	a.catalogs = newCatalogs(a.store)
	return nil
}

func (a *App) mount(_ context.Context, o Options) error {
	if o.Parts == nil {
		parts, err := LoadParts(o.Templates, o.Locales, o.Dist)
		if err != nil {
			return err
		}
		o.Parts, a.parts = parts, parts
	}
	words, templates, built := o.Parts.Words, o.Parts.Templates, o.Parts.Assets
	abbreviations, err := glossary.New(words)
	if err != nil {
		return err
	}
	departments, err := atlas.ReadDepartments(o.Geo)
	if err != nil {
		return err
	}
	build, err := fingerprint(o)
	if err != nil {
		return err
	}
	guard, err := web.NewGuard(o.Config.BaseURL)
	if err != nil {
		return err
	}
	a.site = web.New(web.Options{
		Logger: o.Logger, Clock: o.Clock, Templates: templates, Assets: built, Build: build,
		Catalogs: a.catalogs, Words: words, Zone: a.zone,
		Origins: o.Config.PublicURLs(), Secure: strings.HasPrefix(o.Config.BaseURL, "https://"),
		Trusted: o.Config.TrustedProxies, Guard: guard, Ready: a.ready,
		Finish: terms.NewMarker(abbreviations, words, templates).Mark, Uncached: o.Uncached,
	})
	advise(o)
	if o.Renamed == nil {
		o.Renamed = view.Renamed()
	}
	site := &view.Site{
		Words: words, Assets: built, ChartRenderer: o.Parts.ChartRenderer, BaseURL: o.Config.PublicURL(),
		Publisher: o.Config.Publisher, Hosting: o.Config.Hosting, Zone: a.zone, Renamed: o.Renamed,
		Reports: o.Config.Reports,
	}
	pages := public.New(site)
	frames := embed.New(embed.Options{
		Site: site, Addresses: o.Config.PublicURLs(), Latest: a.Catalog, At: a.catalogs.At, Scripts: built, Clock: o.Clock,
	})
	a.site.OnProblem(web.ProblemPages{Page: pages.Error(a.Catalog), Frame: frames.Error, Image: files.NewProblemPictures(site, o.Parts.Rasteriser).Picture})
	a.exports = newExports(o.Parts)
	reports := report.New(site, doubt.NewBox(a.store, o.Clock))
	a.site.Mount(slices.Concat(
		pages.Routes(), news.New(site).Routes(), region.New(site).Routes(), feed.New(site).Routes(), share.New(site, files.New(site, a.exports)).Routes(), frames.Routes(), reports.Routes(),
		concertation.New(site).Routes(), terms.New(site, abbreviations).Routes(), search.New(site, abbreviations).Routes(), invest.New(site, departments).Routes(), crawl.New(site).Routes(), documents.New(a.store).Routes(),
	)...)
	return a.mountDesk(o, site, guard)
}

func (a *App) ready(ctx context.Context) error {
	if a.Catalog() == nil {
		return errors.New("no catalog")
	}
	return a.store.Ready(ctx)
}

// Serve answers on the listener until ctx ends. It returns once requests and jobs have ended, or with an
// error when they take longer than the time to shut down. From then on no page is made any more.
func (a *App) Serve(ctx context.Context, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work := []func(context.Context){a.keepHours, a.keepCheckpoints}
	if !a.cold {
		work = append(work, a.keepWarm)
	}
	jobs := begin(ctx, a.config.ShutdownTimeout, work...)
	err := a.site.Serve(ctx, l, a.config.ShutdownTimeout)
	stop()
	a.site.Close() // pages that are being made for nobody but the jobs
	return errors.Join(err, jobs.wait())
}

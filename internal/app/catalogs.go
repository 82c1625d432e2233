package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/segur-tracker/segur/internal/cache"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
)

// keptCatalogs bounds the earlier publications held in memory, a few megabytes each.
const keptCatalogs = 6

// archive is the storage that catalogs are built from.
type archive interface {
	Load(ctx context.Context, n int) (segur.Dataset, error)
	Releases(ctx context.Context, after int) ([]segur.Release, error)
}

// catalogs holds the catalog of the latest publication and a few earlier ones, built when
// somebody asks for them.
type catalogs struct {
	archive archive
	latest  atomic.Pointer[latest]
	past    *cache.Cache[int, *catalog.Catalog]
	// building lets one old catalog be built at a time: a stroll through the past must not take the
	// processors away from the readers of today.
	building sync.Mutex
}

// latest is the current catalog with the publications that led to it, oldest first.
type latest struct {
	catalog  *catalog.Catalog
	editions []segur.Edition
}

func newCatalogs(a archive) *catalogs {
	c := &catalogs{archive: a, past: cache.New(cache.Options[int, *catalog.Catalog]{Most: keptCatalogs})}
	c.latest.Store(&latest{})
	return c
}

// Current returns the catalog of the latest publication, nil before the first refresh.
func (c *catalogs) Current() *catalog.Catalog { return c.latest.Load().catalog }

// At returns the catalog of a publication; CodeNotFound when there is none.
func (c *catalogs) At(ctx context.Context, number int) (*catalog.Catalog, error) {
	last := c.latest.Load()
	if number < 1 || number > len(last.editions) {
		return nil, &segur.Error{Code: segur.CodeNotFound, Err: fmt.Errorf("no publication %d", number)}
	}
	if number == last.catalog.Version() {
		return last.catalog, nil
	}
	return c.past.Get(ctx, number, func(ctx context.Context) (*catalog.Catalog, error) {
		c.building.Lock()
		defer c.building.Unlock()
		return c.build(ctx, last.editions[:number])
	})
}

// refresh builds the catalog of the latest publication and swaps it in. When several publications
// follow each other closely, one refresh may do the work of the next.
func (c *catalogs) refresh(ctx context.Context) error {
	before := c.latest.Load()
	releases, err := c.archive.Releases(ctx, len(before.editions))
	if err != nil || len(releases) == 0 {
		return err
	}
	after := &latest{editions: slices.Clone(before.editions)}
	for _, r := range releases {
		after.editions = append(after.editions, segur.Edition{
			Publication: r.Publication, Reverts: r.Reverts, Changes: r.Changes, Motives: r.Motives,
		})
	}
	if after.catalog, err = c.build(ctx, after.editions); err != nil {
		return err
	}
	c.swap(after)
	return nil
}

// swap shows a catalog unless a later one is shown already.
func (c *catalogs) swap(after *latest) {
	for before := c.latest.Load(); len(before.editions) < len(after.editions); before = c.latest.Load() {
		if c.latest.CompareAndSwap(before, after) {
			return
		}
	}
}

// build makes the catalog of the last of some editions.
func (c *catalogs) build(ctx context.Context, editions []segur.Edition) (*catalog.Catalog, error) {
	number := editions[len(editions)-1].Publication.Number
	dataset, err := c.archive.Load(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("catalog of publication %d: %w", number, err)
	}
	return catalog.Build(dataset, editions...)
}

// Store returns the storage, for tests that publish without the desk.
func (a *App) Store() *store.Store { return a.store }

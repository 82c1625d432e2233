package cache

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"sync"

	"github.com/maypok86/otter/v2"
)

// ErrClosed says that the cache makes nothing any more.
var ErrClosed = errors.New("the cache is closed")

// errExited says that a making ended its goroutine instead of returning.
var errExited = errors.New("the making of an entry did not return")

// Options bound a cache.
type Options[K comparable, V any] struct {
	// Most is what all entries may weigh together, in the unit of Weigh. It is above 0.
	Most int
	// Weigh returns what an entry weighs, at least 1; nil when each weighs 1. What is heavier than
	// Most is made and handed out, and not kept.
	Weigh func(K, V) int
	// Keep reports whether a value may be kept; nil when all may.
	Keep func(V) bool
}

// Cache keeps entries that weigh no more than its bound. Which ones stay depends on how often and
// how lately they were asked for: entries asked for once, however many, do not displace those asked
// for again and again. It serves any number of goroutines.
type Cache[K comparable, V any] struct {
	options Options[K, V]
	entries *otter.Cache[K, V]

	ending  context.Context // ends when the cache is closed
	end     context.CancelFunc
	closing sync.RWMutex // guards closed, so that no making begins once its end is waited for
	closed  bool
	making  sync.WaitGroup
}

// New returns an empty cache.
func New[K comparable, V any](o Options[K, V]) *Cache[K, V] {
	settings := &otter.Options[K, V]{
		// What is over the bound leaves on the goroutine that brought it, so that no work of the
		// cache goes on unseen.
		Executor: func(work func()) { work() },
	}
	if o.Weigh == nil {
		settings.MaximumSize = o.Most
	} else {
		settings.MaximumWeight = uint64(o.Most)
		settings.Weigher = func(k K, v V) uint32 { return uint32(min(o.Weigh(k, v), math.MaxUint32)) }
	}
	c := &Cache[K, V]{options: o, entries: otter.Must(settings)}
	c.ending, c.end = context.WithCancel(context.Background())
	return c
}

// unkept carries a value past the cache, which keeps no failure, to all who wait for it.
type unkept[V any] struct{ value V }

// Error is never read.
func (unkept[V]) Error() string { return "not kept" }

// outcome is what a making ended with.
type outcome[V any] struct {
	value V
	err   error
}

// Get returns the entry of a key. One that is not kept is made: once for all who ask at the same
// time, with the values of the first one's context but not its end. Who leaves meanwhile is told the
// error of ctx, and the making goes on for the others, and for who asks next. A failure or a panic
// is the error of all who waited, and is not kept. After Close it is an ErrClosed.
func (c *Cache[K, V]) Get(ctx context.Context, key K, make func(context.Context) (V, error)) (V, error) {
	if kept, ok := c.entries.GetIfPresent(key); ok {
		return kept, nil
	}
	var none V
	if err := ctx.Err(); err != nil {
		return none, err
	}
	done, err := c.begin(context.WithoutCancel(ctx), key, make)
	if err != nil {
		return none, err
	}
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case made := <-done:
		return made.value, made.err
	}
}

// begin makes an entry, or joins its making, on a goroutine of its own: the first one to ask may
// leave like any other.
func (c *Cache[K, V]) begin(ctx context.Context, key K, make func(context.Context) (V, error)) (<-chan outcome[V], error) {
	c.closing.RLock()
	defer c.closing.RUnlock()
	if c.closed {
		return nil, ErrClosed
	}
	done := newOutcome[V]()
	c.making.Go(func() {
		made := outcome[V]{err: errExited}
		defer func() { done <- made }()
		value, err := c.entries.Get(ctx, key, otter.LoaderFunc[K, V](func(ctx context.Context, key K) (V, error) {
			return c.load(ctx, key, make)
		}))
		if past := (unkept[V]{}); errors.As(err, &past) {
			value, err = past.value, nil
		}
		made = outcome[V]{value, err}
	})
	return done, nil
}

// newOutcome leaves room for one, so that nobody waits for a reader who left.
func newOutcome[V any]() chan outcome[V] { return make(chan outcome[V], 1) }

// load makes an entry outside any request, where nobody else would catch a panic.
func (c *Cache[K, V]) load(ctx context.Context, key K, make func(context.Context) (V, error)) (value V, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.ending, cancel)()
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
	}()
	if value, err = make(ctx); err != nil {
		return *new(V), err
	}
	tooHeavy := c.options.Weigh != nil && c.options.Weigh(key, value) > c.options.Most
	if tooHeavy || c.options.Keep != nil && !c.options.Keep(value) {
		return value, unkept[V]{value}
	}
	return value, nil
}

// Len returns the number of entries kept.
func (c *Cache[K, V]) Len() int {
	c.entries.CleanUp()
	return c.entries.EstimatedSize()
}

// Weight returns what the entries kept weigh together; 0 in a cache that does not weigh them.
func (c *Cache[K, V]) Weight() int {
	c.entries.CleanUp()
	return int(c.entries.WeightedSize())
}

// Close ends the context of each making under way and returns when all have ended. What is kept is
// handed out still.
func (c *Cache[K, V]) Close() {
	c.closing.Lock()
	c.closed = true
	c.closing.Unlock()
	c.end()
	c.making.Wait()
}

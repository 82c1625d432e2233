package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
)

// The caches are bounded in bytes: all pages of a publication in both languages take about
// 60 MB in their three encodings, and lists under a filter come and go. Earlier publications have
// a share of their own: who strolls through the past takes nothing away from today's readers. The
// number of entries is bounded too, so that bookkeeping cannot grow.
const (
	cachedBytes     = 96 << 20
	cachedPast      = 24 << 20
	cachedAbroad    = 64 << 20 // frames and files for other sites, of every publication
	cachedResponses = 4096
)

// pageKey names one answer: a new publication makes new keys, nothing is invalidated.
type pageKey struct {
	publication int
	canonical   string // path and query; the path gives the language
}

// etag returns the opaque part of a strong validator, to be completed by the encoding.
// The build is in it because a new binary may word the same figures differently.
func (k pageKey) etag(build string) string {
	sum := sha256.Sum256([]byte(build + "\n" + k.canonical))
	return fmt.Sprintf("p%d-%s", k.publication, hex.EncodeToString(sum[:8]))
}

func (k pageKey) String() string { return strconv.Itoa(k.publication) + " " + k.canonical }

// responseCache keeps rendered answers; concurrent requests for the same one share its making.
type responseCache struct {
	entries *lru.Cache[pageKey, *response]
	making  singleflight.Group
	most    int
	mu      sync.Mutex // guards bytes together with the entries they count
	bytes   int
}

func newResponseCache(most int) (*responseCache, error) {
	c := &responseCache{most: most}
	entries, err := lru.NewWithEvict(cachedResponses, func(_ pageKey, r *response) { c.bytes -= r.size() })
	if err != nil {
		return nil, fmt.Errorf("response cache: %w", err)
	}
	c.entries = entries
	return c, nil
}

// keep stores an answer and forgets the least used ones past the bound.
func (c *responseCache) keep(key pageKey, r *response) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries.Contains(key) {
		return
	}
	c.bytes += r.size()
	c.entries.Add(key, r)
	for c.bytes > c.most && c.entries.Len() > 1 {
		c.entries.RemoveOldest()
	}
}

// get returns the cached answer or makes it. A reader who leaves does not stop the making
// for the others, so it runs without that reader's deadline. Errors are not kept, nor answers
// that strangers can multiply at will.
func (c *responseCache) get(ctx context.Context, key pageKey, make func(context.Context) (*response, error)) (*response, error) {
	if r, ok := c.entries.Get(key); ok {
		return r, nil
	}
	made, err, _ := c.making.Do(key.String(), func() (any, error) {
		if r, ok := c.entries.Get(key); ok { // made between the look above and this turn
			return r, nil
		}
		r, err := make(context.WithoutCancel(ctx))
		if err == nil && r.kept {
			c.keep(key, r)
		}
		return r, err
	})
	if err != nil {
		return nil, err
	}
	return made.(*response), nil
}

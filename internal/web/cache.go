package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/segur-tracker/segur/internal/cache"
	"github.com/segur-tracker/segur/internal/segur"
)

// The caches are bounded in bytes: all pages of a publication in both languages take about
// 60 MB in their three encodings, and lists under a filter come and go. Earlier publications have
// a share of their own: who strolls through the past takes nothing away from today's readers. What
// surrounds an answer counts too, so that many small ones cannot grow past the bound.
const (
	cachedBytes  = 96 << 20
	cachedPast   = 24 << 20
	cachedAbroad = 64 << 20 // frames and files for other sites, of every publication
	bookkeeping  = 1 << 10
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

// responseCache keeps rendered answers; concurrent requests for the same one share its making.
type responseCache struct {
	answers *cache.Cache[pageKey, *response]
}

// newResponseCache bounds answers in bytes, and keeps none that strangers can multiply at will.
func newResponseCache(most int) *responseCache {
	return &responseCache{cache.New(cache.Options[pageKey, *response]{
		Most:  most,
		Weigh: func(k pageKey, r *response) int { return bookkeeping + len(k.canonical) + r.size() },
		Keep:  func(r *response) bool { return r.kept },
	})}
}

// get returns the cached answer or makes it. A reader who leaves does not stop the making for the
// others, and stays to its end, so that a server that waits for its requests waits for all that they began.
func (c *responseCache) get(ctx context.Context, key pageKey, make func(context.Context) (*response, error)) (*response, error) {
	answer, err := c.answers.Get(context.WithoutCancel(ctx), key, make)
	if errors.Is(err, cache.ErrClosed) || errors.Is(err, context.Canceled) {
		return nil, &segur.Error{Code: segur.CodeUnavailable, Message: "the site is stopping", Err: err}
	}
	return answer, err
}

// Close ends the answers that are being made, which is for when all readers have been answered, and returns when they
// have ended. From then on the site gives only what it keeps.
func (s *Site) Close() {
	for _, c := range []*responseCache{s.today, s.past, s.abroad} {
		c.answers.Close()
	}
}

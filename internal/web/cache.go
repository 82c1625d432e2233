package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
)

// cachedResponses bounds the cache; a page weighs about 60 kB in its three encodings, and
// all pages of a publication in both languages are fewer than half of this.
const cachedResponses = 1024

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
}

func newResponseCache() (*responseCache, error) {
	entries, err := lru.New[pageKey, *response](cachedResponses)
	if err != nil {
		return nil, fmt.Errorf("response cache: %w", err)
	}
	return &responseCache{entries: entries}, nil
}

// get returns the cached answer or makes it. A reader who leaves does not stop the making
// for the others, so it runs without that reader's deadline; errors are not kept.
func (c *responseCache) get(ctx context.Context, key pageKey, make func(context.Context) (*response, error)) (*response, error) {
	if r, ok := c.entries.Get(key); ok {
		return r, nil
	}
	made, err, _ := c.making.Do(key.String(), func() (any, error) {
		r, err := make(context.WithoutCancel(ctx))
		if err == nil {
			c.entries.Add(key, r)
		}
		return r, err
	})
	if err != nil {
		return nil, err
	}
	return made.(*response), nil
}

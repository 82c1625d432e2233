package svg

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/cache"
)

// Picture is clean inline SVG: no script, no style, no link, no handler, ids of its own.
type Picture string

// keptBytes bounds the pictures kept: two languages, two sizes and some 200 charts of the current
// publication, about 10 kB each, with room for a second one.
const keptBytes = 20 << 20

// patience is how long a drawing may wait for a free engine before the reader is told to come
// back; the server gives up on an answer at twice that.
const patience = 15 * time.Second

// Largest drawing in units; beyond it a request is a mistake.
const maxSide = 4096

// Request says what to draw. ID must be unique in the page: it prefixes every id inside.
type Request struct {
	Option        json.RawMessage
	Width, Height int    // units of the viewBox, and pixels at natural size
	ID            string // letters, digits, "-" and "_"
	Class         string // "seg-chart seg-wide"; "seg-chart" is added where it is missing
	Title         string // accessible name
	Description   string // accessible description, may be empty
	Lang          string // "fr" or "en"
}

var errRequest = errors.New("impossible picture request")

// Renderer draws and keeps pictures. It serves any number of goroutines.
type Renderer struct {
	pool *pool
	kept *cache.Cache[[sha256.Size]byte, Picture]
}

// New compiles the chart bundle and reads two OTF or TTF fonts. size is the number of engines,
// hence of pictures drawn at the same time; an engine takes some 10 MB.
func New(bundle []byte, regular, bold []byte, size int) (*Renderer, error) {
	m, err := NewMeasurer(regular, bold)
	if err != nil {
		return nil, fmt.Errorf("chart fonts: %w", err)
	}
	p, err := newPool(bundle, m, max(size, 1))
	if err != nil {
		return nil, err
	}
	kept := cache.New(cache.Options[[sha256.Size]byte, Picture]{
		Most:  keptBytes,
		Weigh: func(key [sha256.Size]byte, p Picture) int { return len(key) + len(p) },
	})
	return &Renderer{pool: p, kept: kept}, nil
}

// Measurer returns what the engines measure text with.
func (r *Renderer) Measurer() *Measurer { return r.pool.measurer }

// Picture returns the drawing of a request, from memory when it was drawn before. Requests for
// the same picture at the same time share one drawing, which goes on when one of them gives up.
func (r *Renderer) Picture(ctx context.Context, q Request) (Picture, error) {
	if q.Width < 1 || q.Height < 1 || q.Width > maxSide || q.Height > maxSide || !isID(q.ID) {
		return "", fmt.Errorf("%w: %q, %d × %d", errRequest, q.ID, q.Width, q.Height)
	}
	p, err := r.kept.Get(ctx, q.key(), func(ctx context.Context) (Picture, error) {
		text, err := r.pool.draw(ctx, q)
		if err != nil {
			return "", err
		}
		return clean(text, q)
	})
	if err != nil {
		return "", fmt.Errorf("picture %s: %w", q.ID, err)
	}
	return p, nil
}

// key separates the parts by their lengths, so that no two requests share one.
func (q Request) key() [sha256.Size]byte {
	h := sha256.New()
	for _, part := range []string{string(q.Option), q.ID, q.Class, q.Title, q.Description, q.Lang} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	fmt.Fprintf(h, "%dx%d", q.Width, q.Height)
	return [sha256.Size]byte(h.Sum(nil))
}

// Close frees the engines once the drawings under way are done; those that wait for an engine are given up.
// Later on only pictures that are kept are given.
func (r *Renderer) Close() {
	r.kept.Close()
	r.pool.close()
}

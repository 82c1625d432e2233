package svg

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
)

// Picture is clean inline SVG: no script, no style, no link, no handler, ids of its own.
type Picture string

// keptPictures bounds the cache: two languages, two sizes and some 200 charts of the current
// publication, with room for a second one; about 10 kB each.
const keptPictures = 2048

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
	pool   *pool
	flight singleflight.Group
	kept   *lru.Cache[[sha256.Size]byte, Picture]
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
	kept, err := lru.New[[sha256.Size]byte, Picture](keptPictures)
	if err != nil {
		return nil, fmt.Errorf("picture cache: %w", err)
	}
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
	key := q.key()
	if p, ok := r.kept.Get(key); ok {
		return p, nil
	}
	result := r.flight.DoChan(string(key[:]), func() (any, error) {
		if p, ok := r.kept.Get(key); ok { // drawn between the look above and this flight
			return p, nil
		}
		return r.draw(context.WithoutCancel(ctx), q, key)
	})
	select {
	case <-ctx.Done():
		return "", fmt.Errorf("picture %s: %w", q.ID, ctx.Err())
	case done := <-result:
		if done.Err != nil {
			return "", fmt.Errorf("picture %s: %w", q.ID, done.Err)
		}
		return done.Val.(Picture), nil
	}
}

// draw runs outside any request, where nobody would catch a panic, and waits for an engine
// only so long.
func (r *Renderer) draw(ctx context.Context, q Request, key [sha256.Size]byte) (p Picture, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	text, err := r.pool.draw(ctx, q)
	if err != nil {
		return "", err
	}
	if p, err = clean(text, q); err != nil {
		return "", err
	}
	r.kept.Add(key, p)
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

// Close frees the engines once the drawings under way are done. Picture must not be called after.
func (r *Renderer) Close() { r.pool.close() }

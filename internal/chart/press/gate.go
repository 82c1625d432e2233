package press

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// gate lets a few in, a few more wait, and sends the others away.
type gate struct {
	places   chan struct{}
	waiting  atomic.Int64
	queue    int64
	patience time.Duration
}

func newGate(places, queue int, patience time.Duration) *gate {
	return &gate{places: make(chan struct{}, places), queue: int64(queue), patience: patience}
}

// enter takes a place, which leave gives back.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > g.queue {
		return busy(nil)
	}
	ctx, cancel := context.WithTimeout(ctx, g.patience)
	defer cancel()
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return busy(ctx.Err())
	}
}

func (g *gate) leave() { <-g.places }

func busy(cause error) error {
	return &segur.Error{Code: segur.CodeUnavailable, Message: "too many pictures to make", Err: cause}
}

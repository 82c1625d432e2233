package queue

import (
	"context"
	"errors"
	"time"
)

// ErrFull refuses a caller because too many wait already.
var ErrFull = errors.New("too many are waiting")

// Limits bound a queue.
type Limits struct {
	Work     int           // callers at work at the same time; 1 or more
	Wait     int           // callers that wait for their turn
	Patience time.Duration // that one waits at most; 0 for as long as its context lasts
}

// Queue gives callers their turns in the order in which they came. It serves any number of
// goroutines.
type Queue struct {
	turns    chan struct{}
	places   places
	patience time.Duration
}

// places are those where callers may wait.
type places chan struct{}

// New returns a queue that nobody is in.
func New(l Limits) *Queue {
	return &Queue{turns: make(chan struct{}, l.Work), places: make(places, l.Wait), patience: l.Patience}
}

// Enter waits for a turn, which the caller gives back with leave. It fails with ErrFull when no place
// to wait is free, with context.DeadlineExceeded when the turn does not come in time, and with
// the error of ctx when that ends first.
func (q *Queue) Enter(ctx context.Context) (leave func(), err error) { return q.enter(ctx, q.places) }

func (q *Queue) enter(ctx context.Context, rooms ...places) (func(), error) {
	select {
	case q.turns <- struct{}{}:
		return q.leave, nil
	default:
	}
	for _, room := range rooms {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		default:
			return nil, ErrFull
		}
	}
	if q.patience > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, q.patience)
		defer cancel()
	}
	select {
	case q.turns <- struct{}{}:
		return q.leave, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (q *Queue) leave() { <-q.turns }

// Waiting returns how many wait for their turn.
func (q *Queue) Waiting() int { return len(q.places) }

// Share is an entrance whose callers may take some of the places only: the others are left to those
// who come by Enter.
type Share struct {
	queue  *Queue
	places places
}

// Share returns an entrance through which no more than wait callers wait at a time.
func (q *Queue) Share(wait int) *Share { return &Share{queue: q, places: make(places, wait)} }

// Enter is Queue.Enter for a caller of the share.
func (s *Share) Enter(ctx context.Context) (leave func(), err error) {
	return s.queue.enter(ctx, s.places, s.queue.places)
}

package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestTheQueueIsBounded lets a hundred come while nobody gets done.
func TestTheQueueIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const callers, work, wait = 100, 3, 20
		q, release := New(Limits{Work: work, Wait: wait}), make(chan struct{})
		var inside, most, served, refused atomic.Int64
		var all sync.WaitGroup
		for range callers {
			all.Go(func() {
				leave, err := q.Enter(t.Context())
				switch {
				case errors.Is(err, ErrFull):
					refused.Add(1)
					return
				case err != nil:
					t.Error(err)
					return
				}
				defer leave()
				if now := inside.Add(1); now > work {
					most.Store(now)
				}
				<-release
				inside.Add(-1)
				served.Add(1)
			})
		}
		synctest.Wait()
		if inside.Load() != work || q.Waiting() != wait || refused.Load() != callers-work-wait {
			t.Errorf("%d at work, %d wait, %d refused", inside.Load(), q.Waiting(), refused.Load())
		}
		close(release)
		all.Wait()
		if served.Load() != work+wait || most.Load() > 0 || q.Waiting() != 0 {
			t.Errorf("%d served, %d at the same time, %d still wait", served.Load(), most.Load(), q.Waiting())
		}
	})
}

func TestTurnsFollowTheOrderOfComing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Work: 1, Wait: 10})
		first, err := q.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var order []int // written by who is inside, one at a time
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				leave, err := q.Enter(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				order = append(order, i)
				leave()
			})
			synctest.Wait()
		}
		first()
		all.Wait()
		if !slices.IsSorted(order) || len(order) != 10 {
			t.Errorf("served in the order %v", order)
		}
	})
}

// TestWhoWaitsMayLeave gives places back to others, and turns to nobody who left.
func TestWhoWaitsMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Work: 1, Wait: 1, Patience: time.Minute})
		busy, err := q.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		leaving, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if _, err := q.Enter(leaving); !errors.Is(err, context.Canceled) {
				t.Errorf("who left was told %v", err)
			}
		})
		synctest.Wait()
		if _, err := q.Enter(t.Context()); !errors.Is(err, ErrFull) {
			t.Errorf("a second one in the only place: %v", err)
		}
		leave()
		all.Wait()
		start := time.Now() // of the bubble
		if _, err := q.Enter(t.Context()); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		busy()
		next, err := q.Enter(t.Context())
		if err != nil {
			t.Fatalf("the turn is lost: %v", err)
		}
		next()
	})
}

func TestNobodyMayHaveToWait(t *testing.T) {
	t.Parallel()
	q := New(Limits{Work: 1})
	leave, err := q.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.Enter(t.Context()); !errors.Is(err, ErrFull) {
		t.Errorf("without a place to wait: %v", err)
	}
	leave()
}

func TestAShareLeavesPlacesToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Work: 1, Wait: 4})
		share := q.Share(3)
		busy, err := q.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		served := map[string]int{}
		var all sync.WaitGroup
		come := func(who string, enter func(context.Context) (func(), error)) {
			all.Go(func() {
				leave, err := enter(t.Context())
				if err != nil {
					t.Errorf("%s: %v", who, err)
					return
				}
				served[who]++
				leave()
			})
			synctest.Wait()
		}
		for range 3 {
			come("share", share.Enter)
		}
		if _, err := share.Enter(t.Context()); !errors.Is(err, ErrFull) {
			t.Errorf("one more of the share: %v", err)
		}
		come("other", q.Enter)
		for name, enter := range map[string]func(context.Context) (func(), error){"share": share.Enter, "other": q.Enter} {
			if _, err := enter(t.Context()); !errors.Is(err, ErrFull) {
				t.Errorf("%s when all places are taken: %v", name, err)
			}
		}
		busy()
		all.Wait()
		if fmt.Sprint(served) != "map[other:1 share:3]" || q.Waiting() != 0 {
			t.Errorf("served %v, %d still wait", served, q.Waiting())
		}
		// A refusal of the whole queue gives the place of the share back.
		for range 3 {
			leave, err := share.Enter(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			leave()
		}
	})
}

package svg

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// TestQueueIsBounded holds the only engine while a hundred different drawings are asked for: as
// many as the queue holds are drawn, the others are told at once to come back.
func TestQueueIsBounded(t *testing.T) {
	t.Parallel()
	r := fake(t, `return '`+head+`<rect fill="#fff"/></svg>'`, 1)
	const asked = 100
	release, err := r.pool.queue.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var drawn, refused atomic.Int64
	var wait sync.WaitGroup
	for i := range asked {
		wait.Go(func() {
			_, err := r.Picture(context.Background(), plain(fmt.Sprint(i)))
			switch segur.ErrorCode(err) {
			case segur.CodeUnavailable:
				refused.Add(1)
			default:
				if err != nil {
					t.Error(err)
				}
				drawn.Add(1)
			}
		})
	}
	for refused.Load() < asked-longestQueue {
		time.Sleep(time.Millisecond)
	}
	release()
	wait.Wait()
	if drawn.Load() != longestQueue || refused.Load() != asked-longestQueue {
		t.Errorf("%d drawn and %d refused of %d, with a queue of %d", drawn.Load(), refused.Load(), asked, longestQueue)
	}
}

package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestJobsAreWaitedForAndToldToEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		release := make(chan struct{})
		done := 0
		j := begin(ctx, time.Minute, func(ctx context.Context) { <-ctx.Done(); <-release; done++ })
		waited := make(chan error, 1)
		stop()
		go func() { waited <- j.wait() }()
		synctest.Wait()
		select {
		case err := <-waited:
			t.Errorf("did not wait: %v", err)
		default:
		}
		close(release)
		if err := <-waited; err != nil || done != 1 {
			t.Errorf("%d jobs done: %v", done, err)
		}
		time.Sleep(2 * time.Minute) // of the bubble: the bound of a shutdown that is over
		if err := j.wait(); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestJobsAreNotWaitedForForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		release := make(chan struct{})
		j := begin(ctx, time.Minute, func(context.Context) { <-release })
		time.Sleep(time.Hour) // of the bubble: only the time after the end counts
		stop()
		start := time.Now()
		if err := j.wait(); !errors.Is(err, errJobs) || time.Since(start) != time.Minute {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		close(release)
	})
}

package app

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errJobs says that work in the background goes on after the time to shut down.
var errJobs = errors.New("jobs are still at work")

// jobs are what a program does besides answering.
type jobs struct {
	ended chan struct{} // closed when all have returned
	late  chan struct{} // closed when they should have
}

// begin starts jobs, each of which is to return when ctx ends. From then on they have grace.
func begin(ctx context.Context, grace time.Duration, work ...func(context.Context)) *jobs {
	j := &jobs{ended: make(chan struct{}), late: make(chan struct{})}
	var all sync.WaitGroup
	for _, job := range work {
		all.Go(func() { job(ctx) })
	}
	go func() {
		all.Wait()
		close(j.ended)
	}()
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, func() { close(j.late) }) })
	return j
}

// wait returns nil when all jobs have ended, errJobs when they took too long. Their context must
// have ended.
func (j *jobs) wait() error {
	select {
	case <-j.ended:
		return nil
	case <-j.late:
	}
	select {
	case <-j.ended: // requests took all the time there was
		return nil
	default:
		return errJobs
	}
}

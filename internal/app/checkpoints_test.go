package app

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestCheckpointsFollowPublicationsAndTicks, and one that cannot be made is made later. Nothing of it stops the job.
func TestCheckpointsFollowPublicationsAndTicks(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	asked, answers := make(chan struct{}), make(chan error)
	busy := errors.New("busy")
	c := &checkpoints{
		log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		make: func(context.Context) (bool, error) {
			asked <- struct{}{}
			err := <-answers
			if errors.Is(err, busy) {
				return false, nil
			}
			return err == nil, err
		},
	}
	c.failing = failures{log: c.log, level: slog.LevelWarn}
	ctx, stop := context.WithCancel(t.Context())
	published, ticks, ended := make(chan struct{}), make(chan time.Time), make(chan struct{})
	go func() { c.keep(ctx, published, ticks); close(ended) }()
	full := errors.New("disk full")
	for i, outcome := range []error{nil, busy, full, full, nil} {
		if i == 0 {
			published <- struct{}{}
		} else {
			ticks <- time.Time{}
		}
		<-asked
		answers <- outcome
	}
	stop()
	<-ended
	if said := log.String(); strings.Count(said, "level=DEBUG msg=\"checkpoint put off") != 1 || strings.Count(said, "level=WARN msg=checkpoint error=\"disk full\"") != 1 || strings.Contains(said, "ERROR") {
		t.Errorf("%s", said)
	}
}

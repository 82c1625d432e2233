package app

import (
	"context"
	"log/slog"
	"time"
)

// quiet is the time between two looks for what was written and is not in the file of the database yet, where
// whoever copies that file finds it.
const quiet = 2 * time.Second

// checkpoints keep the file of the database complete. One that somebody is in the way of is made good by a
// later one; nobody waits for them.
type checkpoints struct {
	log     *slog.Logger
	make    func(context.Context) (complete bool, err error)
	failing failures
}

func (a *App) newCheckpoints() *checkpoints {
	return &checkpoints{log: a.log, make: a.store.Checkpoint, failing: failures{log: a.log, level: slog.LevelWarn}}
}

// keepCheckpoints completes the file after each publication and at each tick, until ctx ends.
func (a *App) keepCheckpoints(ctx context.Context) {
	tick := time.NewTicker(quiet)
	defer tick.Stop()
	a.newCheckpoints().keep(ctx, a.published, tick.C)
}

func (c *checkpoints) keep(ctx context.Context, published <-chan struct{}, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-published:
		case <-ticks:
		}
		c.once(ctx)
	}
}

func (c *checkpoints) once(ctx context.Context) {
	complete, err := c.make(ctx)
	c.failing.note(ctx, "checkpoint", err)
	if err == nil && !complete {
		c.log.DebugContext(ctx, "checkpoint put off: somebody reads what was there before")
	}
}

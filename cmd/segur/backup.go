package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/segur-tracker/segur/internal/app"
)

type backupCommand struct {
	settings `embed:""`
	File     string `arg:"" help:"File to write; one that is there is not overwritten." type:"path"`
}

// Run leaves nothing behind when it is interrupted.
func (b backupCommand) Run() error {
	c, err := b.load()
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	return app.Backup(ctx, os.Stdout, c, b.File)
}

type restoreCommand struct {
	settings `embed:""`
	File     string `arg:"" help:"Backup, or any copy of the database that verifies." type:"existingfile"`
	Replace  bool   `help:"Set aside a database that is there, under a name with date and time, instead of refusing."`
}

// Run leaves everything as it was when it is interrupted.
func (r restoreCommand) Run() error {
	c, err := r.load()
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	return app.Restore(ctx, os.Stdout, c, r.File, r.Replace)
}

// interruptible ends with the signals that ask a program to stop.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

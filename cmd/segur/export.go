package main

import (
	"os"

	"github.com/segur-tracker/segur/internal/app"
)

type exportCommand struct {
	settings    `embed:""`
	Folder      string `arg:"" help:"Folder to make, for one CSV file per table; one that is there is not touched." type:"path"`
	Publication int    `help:"Number of the publication to write; the latest when not given." placeholder:"N"`
}

// Run leaves nothing behind when it fails.
func (e exportCommand) Run() error {
	c, err := e.load()
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	return app.Export(ctx, os.Stdout, c, e.Folder, e.Publication)
}

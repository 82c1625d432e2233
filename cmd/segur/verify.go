package main

import (
	"context"
	"fmt"
	"os"

	"github.com/segur-tracker/segur/internal/app"
)

type verifyCommand struct {
	settings `embed:""`
	File     string   `arg:"" optional:"" help:"Copy of the database to check, which is only read; that of the data folder when not given." type:"existingfile"`
	Journal  []string `help:"Line of the journal that an earlier run printed, which must still be there; may be given several times." placeholder:"N:HASH"`
}

// Run fails when anything in the database is not as it was published.
func (v verifyCommand) Run() error {
	c, err := v.load()
	if err != nil {
		return err
	}
	var faults int
	if v.File != "" {
		faults, err = app.VerifyFile(context.Background(), os.Stdout, v.File, v.Journal...)
	} else {
		faults, err = app.Verify(context.Background(), os.Stdout, c, v.Journal...)
	}
	if err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("the database is not as it was published; faults: %d", faults)
	}
	return nil
}

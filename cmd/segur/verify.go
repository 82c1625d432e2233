package main

import (
	"context"
	"fmt"
	"os"

	"github.com/segur-tracker/segur/internal/app"
)

type verifyCommand struct {
	settings `embed:""`
	Journal  []string `help:"Line of the journal that an earlier run printed, which must still be there; may be given several times." placeholder:"N:HASH"`
}

// Run fails when anything in the database is not as it was published.
func (v verifyCommand) Run() error {
	c, err := v.load()
	if err != nil {
		return err
	}
	faults, err := app.Verify(context.Background(), os.Stdout, c, v.Journal...)
	if err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("the database is not as it was published; faults: %d", faults)
	}
	return nil
}

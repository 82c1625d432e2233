package main

import (
	"context"
	"fmt"
	"os"

	"github.com/segur-tracker/segur/internal/app"
)

type verifyCommand struct {
	settings `embed:""`
}

// Run fails when anything in the database is not as it was published.
func (v verifyCommand) Run() error {
	c, err := v.load()
	if err != nil {
		return err
	}
	faults, err := app.Verify(context.Background(), os.Stdout, c)
	if err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("the database is not as it was published; faults: %d", faults)
	}
	return nil
}

package main

import (
	"context"
	"fmt"
	"os"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/seed"
)

type seedCommand struct {
	settings `embed:""`
	anew     `embed:""`
	Check    bool   `help:"Only validate the dataset; nothing is written."`
	From     string `help:"Folder of CSV files, or workbook with a sheet per table, to check instead of the embedded dataset (with --check)." placeholder:"PATH" type:"path"`
	Lang     string `help:"Language of the messages." enum:"fr,en" default:"fr"`
}

// Run checks the dataset, or makes sure that the database exists and holds it.
func (s seedCommand) Run() error {
	if s.Check || s.From != "" {
		return s.check()
	}
	c, err := s.load()
	if err != nil {
		return err
	}
	a, err := open(context.Background(), c, s.anew)
	if err != nil {
		return err
	}
	fmt.Printf("Publication %d\n", a.Catalog().Version())
	return a.Close()
}

func (s seedCommand) check() error {
	faults, err := app.CheckSeed(context.Background(), os.Stdout, app.Source{Path: s.From, Files: seed.Files}, assets.Locales, locale.Lang(s.Lang))
	if err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("the dataset is refused; faults: %d", faults)
	}
	return nil
}

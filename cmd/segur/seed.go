package main

import (
	"context"
	"fmt"
	"io/fs"
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
	From     string `help:"Folder of CSV files to check instead of the embedded dataset (with --check)." placeholder:"DIR" type:"existingdir"`
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
	var files fs.FS = seed.Files
	if s.From != "" {
		files = os.DirFS(s.From)
	}
	faults, err := app.CheckSeed(os.Stdout, files, assets.Locales, locale.Lang(s.Lang))
	if err != nil {
		return err
	}
	if faults > 0 {
		return fmt.Errorf("the dataset is refused; faults: %d", faults)
	}
	return nil
}

package main

import (
	"errors"
	"os"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/seed"
)

type updateCommand struct {
	settings `embed:""`
	Check    bool   `help:"Only print what would change; nothing is written."`
	SubmitAs string `help:"Account in whose name the changes are handed in for review." placeholder:"NAME"`
	From     string `help:"Folder of CSV files, or workbook with a sheet per table, to take in instead of the embedded dataset." placeholder:"PATH" type:"path"`
	Reason   string `help:"Reason that readers see, in French." default:"Nouvelle version du jeu de données du suivi."`
}

// Run proposes what a newer dataset changes; somebody else reviews it at the desk.
func (u updateCommand) Run() error {
	if u.Check == (u.SubmitAs != "") {
		return errors.New("say either --check, to look, or --submit-as NAME, to hand the changes in")
	}
	c, err := u.load()
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	return app.Update(ctx, os.Stdout, c, app.UpdateOrder{Dataset: app.Source{Path: u.From, Files: seed.Files}, As: u.SubmitAs, Reason: u.Reason})
}

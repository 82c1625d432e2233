package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/seed"
)

type updateCommand struct {
	settings `embed:""`
	Check    bool   `help:"Only print what would change; nothing is written."`
	SubmitAs string `help:"Account in whose name the changes are handed in for review." placeholder:"NAME"`
	From     string `help:"Folder of CSV files to take in instead of the embedded dataset." placeholder:"DIR" type:"existingdir"`
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
	var files fs.FS = seed.Files
	if u.From != "" {
		files = os.DirFS(u.From)
	}
	ctx, stop := interruptible()
	defer stop()
	return app.Update(ctx, os.Stdout, c, app.UpdateOrder{Dataset: files, As: u.SubmitAs, Reason: u.Reason})
}

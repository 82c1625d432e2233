// Command segur serves and maintains the public tracker of the Ségur de la santé.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// version is set by the build.
var version = "dev"

type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the site; creates and seeds the database when it is absent."`
	Seed    seedCommand    `cmd:"" help:"Create and seed the database, or check the dataset."`
	Update  updateCommand  `cmd:"" help:"Propose what a newer dataset changes, and leave alone what staff have changed; beside a running server or without one."`
	Verify  verifyCommand  `cmd:"" help:"Check that the database is as it was published; exits with 1 on any tampering."`
	Backup  backupCommand  `cmd:"" help:"Copy the database into a new file, beside a running server or without one, and verify the copy."`
	Restore restoreCommand `cmd:"" help:"Put a backup in the place of the database, verified, while no server runs."`
	Export  exportCommand  `cmd:"" help:"Write every table of a publication as CSV files, beside a running server or without one."`
	User    userCommand    `cmd:"" help:"Create, list, disable and reset accounts, beside a running server or without one."`
	Config  configCommand  `cmd:"" help:"Print the effective settings."`
	Health  healthCommand  `cmd:"" help:"Ask a running server whether it answers."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

type versionCommand struct{}

func (versionCommand) Run() error {
	_, err := fmt.Println(version)
	return err
}

func main() {
	var c commands
	run := kong.Parse(&c, kong.Name("segur"), kong.UsageOnError(),
		kong.Description("Public tracker of the Ségur de la santé. Settings come from flags, then from SEGUR_* variables."))
	if err := run.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "segur:", err)
		os.Exit(1)
	}
}

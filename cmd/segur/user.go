package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
)

type userCommand struct {
	Create  userCreate  `cmd:"" help:"Create an account and print a one-time link to choose its password."`
	List    userList    `cmd:"" help:"List the accounts."`
	Disable userDisable `cmd:"" help:"Shut an account out at once and end its sessions."`
	Enable  userEnable  `cmd:"" help:"Let a disabled account in again."`
	Reset   userReset   `cmd:"" help:"End the sessions of an account and print a one-time link to choose a new password."`
}

// withUsers runs an errand on the database, beside a running server or without one.
func withUsers(s settings, errand func(context.Context, *app.Users) error) (err error) {
	c, err := s.load()
	if err != nil {
		return err
	}
	ctx := context.Background()
	users, err := app.OpenUsers(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, users.Close()) }()
	return errand(ctx, users)
}

type userCreate struct {
	settings `embed:""`
	Name     string   `arg:"" help:"Sign-in name: lower-case letters, digits, points, hyphens, an at sign."`
	Role     string   `help:"One of regional, editor, approver, admin, observer." required:"" placeholder:"ROLE"`
	Display  string   `help:"Name that colleagues see; the sign-in name when not given." placeholder:"TEXT"`
	Region   []string `help:"INSEE code of a region to which the account is limited; may be given several times." placeholder:"CODE"`
	Measure  []int    `help:"Number of a measure to which the account is limited; may be given several times." placeholder:"N"`
	Lang     string   `help:"Language of the account: fr or en." enum:"fr,en" default:"fr"`
}

// Run creates an account; its owner chooses the password.
func (u userCreate) Run() error {
	return withUsers(u.settings, func(ctx context.Context, users *app.Users) error {
		h, err := users.Create(ctx, desk.Account{
			Name: u.Name, DisplayName: u.Display, Role: desk.Role(u.Role),
			Scope: desk.Scope{Measures: u.Measure, Regions: u.Region}, Lang: u.Lang,
		})
		if err != nil {
			return err
		}
		fmt.Printf("Account created: %s\n", strings.ToLower(u.Name))
		return hand(h)
	})
}

// hand prints a link with what its bearer must know.
func hand(h app.Handover) error {
	_, err := fmt.Printf("Link to choose a password, good once and until %s:\n%s\n", h.Until.Local().Format("2006-01-02 15:04 MST"), h.Address)
	if err == nil && strings.HasPrefix(h.Address, "/") {
		_, err = fmt.Println("(a path below the address of the site; --base-url or SEGUR_BASE_URL makes it whole)")
	}
	return err
}

type userList struct {
	settings `embed:""`
}

// Run prints one account a line.
func (u userList) Run() error {
	return withUsers(u.settings, func(ctx context.Context, users *app.Users) error {
		accounts, err := users.List(ctx)
		if err != nil {
			return err
		}
		if len(accounts) == 0 {
			_, err := fmt.Println("There is no account yet.")
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tROLE\tSTATE\tSECOND FACTOR\tLANG\tCREATED\tSCOPE\tDISPLAY NAME")
		for _, a := range accounts {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", a.Name, a.Role, state(a), factor(a), a.Lang,
				a.CreatedAt.Local().Format(time.DateOnly), scope(a.Scope), a.DisplayName)
		}
		return w.Flush()
	})
}

func state(a desk.Account) string {
	switch {
	case a.Disabled:
		return "disabled"
	case a.PasswordHash == "" && a.Subject == "":
		return "waiting for a password"
	}
	return "active"
}

func factor(a desk.Account) string {
	if a.TOTPSecret == "" {
		return "no"
	}
	return "yes"
}

// scope writes a scope as it is typed: "regions 11,84; measures 3".
func scope(s desk.Scope) string {
	var parts []string
	if len(s.Regions) > 0 {
		parts = append(parts, "regions "+strings.Join(s.Regions, ","))
	}
	if len(s.Measures) > 0 {
		parts = append(parts, "measures "+strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Measures), " ", ","), "[]"))
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, "; ")
}

type userDisable struct {
	settings `embed:""`
	Name     string `arg:"" help:"Sign-in name."`
}

// Run shuts an account out.
func (u userDisable) Run() error {
	return withUsers(u.settings, func(ctx context.Context, users *app.Users) error {
		changed, held, err := users.Disable(ctx, u.Name)
		if err != nil {
			return err
		}
		if !changed {
			_, err = fmt.Printf("This account was disabled already: %s\n", u.Name)
			return err
		}
		fmt.Printf("Account disabled and its sessions ended: %s\n", u.Name)
		for _, plan := range held {
			fmt.Printf("Planned publication %d, due %s: nobody else approved it. It waits until another approver confirms it under %s.\n",
				plan.ID, plan.DueAt.UTC().Format(time.RFC3339), paths.Publications)
		}
		return nil
	})
}

type userEnable struct {
	settings `embed:""`
	Name     string `arg:"" help:"Sign-in name."`
}

// Run lets an account in again.
func (u userEnable) Run() error {
	return withUsers(u.settings, func(ctx context.Context, users *app.Users) error {
		changed, err := users.Enable(ctx, u.Name)
		if err != nil {
			return err
		}
		if !changed {
			_, err = fmt.Printf("This account was not disabled: %s\n", u.Name)
			return err
		}
		_, err = fmt.Printf("Account enabled: %s\n", u.Name)
		return err
	})
}

type userReset struct {
	settings `embed:""`
	Name     string `arg:"" help:"Sign-in name."`
	Factor   bool   `help:"Also remove the second factor, for somebody who has lost it."`
}

// Run gives somebody a new start.
func (u userReset) Run() error {
	return withUsers(u.settings, func(ctx context.Context, users *app.Users) error {
		// The factor first: a session opened meanwhile must not keep its proof.
		if u.Factor {
			if err := users.RemoveFactor(ctx, u.Name); err != nil {
				return err
			}
			fmt.Printf("Second factor removed: %s\n", u.Name)
		}
		h, err := users.Reset(ctx, u.Name)
		if err != nil {
			return err
		}
		fmt.Printf("Sessions ended: %s\n", u.Name)
		return hand(h)
	})
}

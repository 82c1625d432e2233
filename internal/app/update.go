package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
)

// UpdateOrder says which dataset an installation takes in, and who answers for it.
type UpdateOrder struct {
	Dataset Source
	As      string // name of the account that hands the proposals in; "" to look only
	Reason  string // French, for the public
}

// Update hands in what a newer dataset changes in what is published, beside a running server or without one, and
// prints it: rows by table, then those that staff have changed themselves and that are left alone. With nobody to hand
// them in it only prints. CodeNotFound when there is no database yet.
func Update(ctx context.Context, w io.Writer, c config.Config, o UpdateOrder) (err error) {
	dataset, findings, err := o.Dataset.read(ctx)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		return &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf(
			"the dataset is refused: %d faults, the first: %s, %s; `segur seed --check` lists them all", len(findings), place(findings[0]), findings[0].Rule)}
	}
	u, err := OpenUsers(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, u.Close()) }()
	var found editorial.Update
	if o.As == "" {
		found, err = u.editorial.LookAhead(ctx, dataset)
	} else {
		account, unknown := u.account(ctx, o.As)
		switch {
		case unknown != nil:
			return unknown
		case account.Disabled:
			return fmt.Errorf("%s is disabled: enable it first", account.Name)
		}
		found, err = u.editorial.Offer(ctx, desk.Actor{Account: account, SecondFactor: true}, dataset, o.Reason)
	}
	if err != nil {
		return said(err)
	}
	printUpdate(w, found)
	return nil
}

func printUpdate(w io.Writer, u editorial.Update) {
	if edit.Empty(u.Changes) {
		fmt.Fprintln(w, "nothing changes")
	}
	for _, t := range segur.Tables() {
		var added, changed, withdrawn int
		for _, c := range t.Changes(u.Changes) {
			switch {
			case c.Old == nil:
				added++
			case c.New == nil:
				withdrawn++
			default:
				changed++
			}
		}
		if added+changed+withdrawn > 0 {
			fmt.Fprintf(w, "%s: %d new, %d changed, %d withdrawn\n", t.About().Name, added, changed, withdrawn)
		}
	}
	for _, row := range u.Kept {
		fmt.Fprintf(w, "left as staff have it: %s %s\n", row.Ref.Table, row.Ref.Key)
	}
	if len(u.Proposals) > 0 {
		var numbers []string
		for _, p := range u.Proposals {
			numbers = append(numbers, fmt.Sprint(p.ID))
		}
		fmt.Fprintf(w, "handed in for review: proposals %s\n", strings.Join(numbers, ", "))
	}
}

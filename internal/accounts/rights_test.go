package accounts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestRightsToAct walks every use case with every role; accounts that cannot be tell a refused right
// from everything that comes after it.
func TestRightsToAct(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	other := o.as("paul").ID
	const everybody = "ara edith anne admin olga"
	acts := map[string]struct {
		by  string
		act func(a desk.Actor) error
	}{
		"list":    {"admin", func(a desk.Actor) error { _, err := o.List(ctx, a); return err }},
		"account": {"admin", func(a desk.Actor) error { _, err := o.Account(ctx, a, other); return err }},
		"create":  {"admin", func(a desk.Actor) error { _, err := o.Create(ctx, a, accounts.NewAccount{}); return err }},
		"change": {"admin", func(a desk.Actor) error {
			_, err := o.Change(ctx, a, desk.Ref{ID: other}, accounts.Settings{})
			return err
		}},
		"remove factor": {"admin", func(a desk.Actor) error { _, err := o.RemoveSecondFactor(ctx, a, 99); return err }},
		"issue link":    {"admin", func(a desk.Actor) error { return o.IssueLink(ctx, a, desk.Link{Purpose: "x", Account: other}) }},
		"own account":   {everybody, func(a desk.Actor) error { _, err := o.Account(ctx, a, a.ID); return err }},
		"own password":  {everybody, func(a desk.Actor) error { _, err := o.SetOwnPassword(ctx, a, "hash"); return err }},
		"own language":  {everybody, func(a desk.Actor) error { _, err := o.SetOwnLanguage(ctx, a, "en"); return err }},
	}
	for name, c := range acts {
		for _, person := range strings.Fields(everybody) {
			err := c.act(o.as(person))
			if forbidden := segur.ErrorCode(err) == segur.CodeForbidden; forbidden == slices.Contains(strings.Fields(c.by), person) {
				t.Errorf("%s by %s: %v", name, person, err)
			}
		}
		disabled := o.as(strings.Fields(c.by)[0])
		disabled.Disabled = true
		if err := c.act(disabled); segur.ErrorCode(err) != segur.CodeForbidden {
			t.Errorf("%s by a disabled account: %v", name, err)
		}
		if err := c.act(desk.Actor{}); segur.ErrorCode(err) != segur.CodeForbidden {
			t.Errorf("%s by a stranger: %v", name, err)
		}
		if c.by == "admin" {
			plain := o.as("admin")
			plain.SecondFactor = false
			refused(t, name+" without second factor", c.act(plain), segur.CodeForbidden, refusal.SecondFactor)
		}
	}
}

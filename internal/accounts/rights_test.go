package accounts_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// TestRightsToAct walks every use case with every role; accounts that cannot be tell a refused right
// from everything that comes after it.
func TestRightsToAct(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	other := o.as("paul").ID
	const everybody = "ara edith anne admin olga"
	usecase.CheckRights(t, o.as, everybody, "admin", map[string]usecase.Act{
		"list":    {By: "admin", Do: func(a desk.Actor) error { _, err := o.List(ctx, a); return err }},
		"account": {By: "admin", Do: func(a desk.Actor) error { _, err := o.Account(ctx, a, other); return err }},
		"create":  {By: "admin", Do: func(a desk.Actor) error { _, err := o.Create(ctx, a, accounts.NewAccount{}); return err }},
		"change": {By: "admin", Do: func(a desk.Actor) error {
			_, err := o.Change(ctx, a, desk.Ref{ID: other}, accounts.Settings{})
			return err
		}},
		"remove factor": {By: "admin", Do: func(a desk.Actor) error { _, err := o.RemoveSecondFactor(ctx, a, 99); return err }},
		"issue link":    {By: "admin", Do: func(a desk.Actor) error { return o.IssueLink(ctx, a, desk.Link{Purpose: "x", Account: other}) }},
		"own account":   {By: everybody, Do: func(a desk.Actor) error { _, err := o.Account(ctx, a, a.ID); return err }},
		"own password":  {By: everybody, Do: func(a desk.Actor) error { _, err := o.SetOwnPassword(ctx, a, "hash"); return err }},
		"own language":  {By: everybody, Do: func(a desk.Actor) error { _, err := o.SetOwnLanguage(ctx, a, "en"); return err }},
	})
}

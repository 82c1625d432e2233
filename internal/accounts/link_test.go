package accounts_test

import (
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

func TestResetLink(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	link := desk.Link{TokenHash: "abc", Purpose: desk.LinkReset, Account: edith.ID, ExpiresAt: now().Add(time.Hour)}
	if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
		t.Fatal(err)
	}
	expired := link
	expired.ExpiresAt = now()
	_, err := o.UseResetLink(ctx, expired, "$argon2id$neuf")
	usecase.Refused(t, "too late", err, segur.CodeConflict, refusal.Link)
	if a := usecase.Must(o.UseResetLink(ctx, link, "$argon2id$neuf"))(t); a.PasswordHash != "$argon2id$neuf" {
		t.Error("the password is not set")
	}
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	usecase.Refused(t, "twice", err, segur.CodeConflict, refusal.Link)
	if got := o.actions("account/edith"); !slices.Equal(got, []desk.Action{desk.ActionAccountCreated, desk.ActionLinkIssued, desk.ActionPasswordSet}) {
		t.Errorf("journal %v", got)
	}
	for _, next := range []string{"ghi", "def"} {
		link.TokenHash = next
		if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
			t.Fatal(err)
		}
	}
	former := link
	former.TokenHash = "ghi"
	_, err = o.UseResetLink(ctx, former, "$argon2id$autre")
	usecase.Refused(t, "once another was issued", err, segur.CodeConflict, refusal.Link)
	usecase.Must(o.SetOwnPassword(ctx, o.as("edith"), "$argon2id$sien"))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	usecase.Refused(t, "once its owner has chosen a password", err, segur.CodeConflict, refusal.Link)
	link.TokenHash = "jkl"
	if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
		t.Fatal(err)
	}
	c := decision(o.as("edith").Account)
	c.Disabled = true
	usecase.Must(o.Change(ctx, o.as("admin"), at(o.as("edith").Account), c))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	usecase.Refused(t, "of a disabled account", err, segur.CodeConflict, refusal.Link)
	c.Disabled = false
	usecase.Must(o.Change(ctx, o.as("admin"), at(o.as("edith").Account), c))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	usecase.Refused(t, "of an account that was disabled meanwhile", err, segur.CodeConflict, refusal.Link)
}

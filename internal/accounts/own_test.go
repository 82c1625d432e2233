package accounts_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

func TestOwnSettings(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	if a := usecase.Must(o.SetOwnPassword(ctx, edith, "$argon2id$neuf"))(t); a.PasswordHash != "$argon2id$neuf" {
		t.Error("the password is not set")
	}
	_, err := o.SetOwnPassword(ctx, edith, "")
	usecase.Refused(t, "no password", err, segur.CodeInvalid, refusal.Password)
	if a := usecase.Must(o.SetOwnLanguage(ctx, edith, "en"))(t); a.Lang != "en" || a.PasswordHash != "$argon2id$neuf" {
		t.Errorf("afterwards %+v", a)
	}
	_, err = o.SetOwnLanguage(ctx, edith, "de")
	usecase.Refused(t, "another language", err, segur.CodeInvalid, refusal.Lang)

	edith.SecondFactor = false
	_, err = o.EnrolSecondFactor(ctx, edith, "SECRET", 7, "code", "code")
	usecase.Refused(t, "with codes that cannot be kept", err, segur.CodeConflict, "")
	if a := usecase.Must(o.EnrolSecondFactor(ctx, edith, "SECRET", 7, "one", "two"))(t); a.TOTPSecret != "SECRET" || a.TOTPStep != 7 {
		t.Errorf("enrolled %+v", a)
	}
	if left := usecase.Must(o.db.RecoveryCodesLeft(ctx, edith.ID))(t); left != 2 {
		t.Errorf("%d recovery codes are left", left)
	}
	_, err = o.EnrolSecondFactor(ctx, o.as("edith"), "", 8)
	usecase.Refused(t, "by nothing", err, segur.CodeInvalid, refusal.Secret)
	_, err = o.EnrolSecondFactor(ctx, edith, "OTHER", 8)
	usecase.Refused(t, "in the place of one that was not shown", err, segur.CodeForbidden, refusal.SecondFactor)
	_, err = o.EnrolSecondFactor(ctx, o.as("edith"), "OTHER", 8)
	usecase.Refused(t, "in the place of one that was shown", err, segur.CodeForbidden, refusal.SecondFactor)
	if a := usecase.Must(o.RemoveSecondFactor(ctx, o.as("admin"), edith.ID))(t); a.TOTPSecret != "" {
		t.Error("the second factor is still there")
	}
	for _, e := range usecase.Must(o.journal.Entries(ctx, o.as("admin"), desk.Search{}))(t) {
		if strings.Contains(e.Old+e.New, "SECRET") || strings.Contains(e.Old+e.New, "argon2id") {
			t.Errorf("a secret is in the journal: %+v", e)
		}
	}
}

package staff_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func isConflict(err error, field string) bool {
	var e *segur.Error
	return errors.As(err, &e) && e.Code == segur.CodeConflict && e.Field == field
}

func TestAccountsAreReadBack(t *testing.T) { engines.Each(t, testAccountsAreReadBack) }

func testAccountsAreReadBack(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	full := account("camille")
	full.Role, full.Lang, full.Disabled = desk.RoleAdmin, "en", true
	full.PasswordHash, full.Subject, full.TOTPSecret, full.TOTPStep = "$argon2id$", "https://id.example 7", "SECRET", 58
	plain := account("bruno")
	plain.Scope = desk.Scope{}
	b := &desk.Batch{Accounts: []desk.Account{full, plain}}
	commit(t, s, b)
	full, plain = b.Accounts[0], b.Accounts[1]
	byID, err := s.Account(t.Context(), full.ID)
	if err != nil || !reflect.DeepEqual(byID, full) {
		t.Errorf("by identifier: %+v, want %+v (%v)", byID, full, err)
	}
	byName, err := s.AccountByName(t.Context(), "bruno")
	if err != nil || !reflect.DeepEqual(byName, plain) {
		t.Errorf("by name: %+v, want %+v (%v)", byName, plain, err)
	}
	bySubject, err := s.AccountBySubject(t.Context(), "https://id.example 7")
	if err != nil || bySubject.ID != full.ID {
		t.Errorf("by subject: %+v (%v)", bySubject, err)
	}
	all, err := s.Accounts(t.Context())
	if err != nil || !reflect.DeepEqual(all, []desk.Account{plain, full}) {
		t.Errorf("all, by name: %+v (%v)", all, err)
	}
	_, err = s.Account(t.Context(), 99)
	wantCode(t, "unknown identifier", err, segur.CodeNotFound)
	_, err = s.AccountByName(t.Context(), "Camille")
	wantCode(t, "unknown name", err, segur.CodeNotFound)
	_, err = s.AccountBySubject(t.Context(), "")
	wantCode(t, "no subject", err, segur.CodeNotFound)
}

func TestAccountConflicts(t *testing.T) { engines.Each(t, testAccountConflicts) }

func testAccountConflicts(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{account("camille")}}), "name_taken")
	bound := account("eve")
	bound.Subject = "issuer 1"
	commit(t, s, &desk.Batch{Accounts: []desk.Account{bound}})
	bound.Name = "mallory"
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{bound}}), "subject_taken")

	camille, err := s.AccountByName(t.Context(), "camille")
	if err != nil {
		t.Fatal(err)
	}
	stale := camille
	camille.DisplayName = "Camille L."
	b := &desk.Batch{Accounts: []desk.Account{camille}}
	commit(t, s, b)
	if b.Accounts[0].Version != 2 {
		t.Errorf("version %d after one change, want 2", b.Accounts[0].Version)
	}
	stale.Disabled = true
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{stale}}), "account")
	renamed := b.Accounts[0]
	renamed.Name = "dominique"
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{renamed}}), "name_taken")
	if got, err := s.Account(t.Context(), camille.ID); err != nil || got.DisplayName != "Camille L." || got.Disabled {
		t.Errorf("the account reads %+v (%v)", got, err)
	}
	shouting := account("CAMILLE")
	wantCode(t, "upper case", s.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{shouting}}), segur.CodeInvalid)
}

func TestTimeStepCountsOnce(t *testing.T) { engines.Each(t, testTimeStepCountsOnce) }

func testTimeStepCountsOnce(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	won := atOnce(func() bool {
		ok, err := s.UseTOTPStep(t.Context(), 1, 100)
		return ok && err == nil
	})
	if won != 1 {
		t.Errorf("one step was taken %d times at once", won)
	}
	for step, want := range map[int64]bool{99: false, 100: false} {
		if ok, err := s.UseTOTPStep(t.Context(), 1, step); ok != want || err != nil {
			t.Errorf("step %d after 100: %v (%v)", step, ok, err)
		}
	}
	if ok, err := s.UseTOTPStep(t.Context(), 1, 101); !ok || err != nil {
		t.Errorf("the next step: %v (%v)", ok, err)
	}
	if ok, err := s.UseTOTPStep(t.Context(), 99, 1); ok || err != nil {
		t.Errorf("an unknown account: %v (%v)", ok, err)
	}
	if other, err := s.Account(t.Context(), 2); err != nil || other.TOTPStep != 0 {
		t.Errorf("another account's step is %d (%v)", other.TOTPStep, err)
	}
}

// TestAccountChangeKeepsTheTimeStep has somebody sign in while an account is being edited:
// writing the account must not make the code good again.
func TestAccountChangeKeepsTheTimeStep(t *testing.T) {
	engines.Each(t, testAccountChangeKeepsTheTimeStep)
}

func testAccountChangeKeepsTheTimeStep(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	edited, err := s.Account(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := s.UseTOTPStep(t.Context(), 1, 100); !ok || err != nil {
		t.Fatal(ok, err)
	}
	edited.DisplayName = "Camille L."
	b := &desk.Batch{Accounts: []desk.Account{edited}}
	commit(t, s, b)
	if b.Accounts[0].TOTPStep != 100 {
		t.Errorf("the step given back is %d, want 100", b.Accounts[0].TOTPStep)
	}
	if ok, err := s.UseTOTPStep(t.Context(), 1, 100); ok || err != nil {
		t.Errorf("the step was taken again: %v (%v)", ok, err)
	}
	enrolled := b.Accounts[0]
	enrolled.TOTPSecret, enrolled.TOTPStep = "NEW", 7 // a new secret counts anew
	commit(t, s, &desk.Batch{Accounts: []desk.Account{enrolled}})
	if ok, err := s.UseTOTPStep(t.Context(), 1, 8); !ok || err != nil {
		t.Errorf("a step of the new secret: %v (%v)", ok, err)
	}
}

func TestRecoveryCodesCountOnce(t *testing.T) { engines.Each(t, testRecoveryCodesCountOnce) }

func testRecoveryCodesCountOnce(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	left := func(account int64, want int) {
		t.Helper()
		if n, err := s.RecoveryCodesLeft(t.Context(), account); n != want || err != nil {
			t.Errorf("%d codes are left, want %d (%v)", n, want, err)
		}
	}
	if err := s.ReplaceRecoveryCodes(t.Context(), 1, []string{"a", "b", "c"}); err != nil {
		t.Fatal(err)
	}
	left(1, 3)
	won := atOnce(func() bool {
		ok, err := s.UseRecoveryCode(t.Context(), 1, "b")
		return ok && err == nil
	})
	if won != 1 {
		t.Errorf("one code was used %d times at once", won)
	}
	left(1, 2)
	if ok, err := s.UseRecoveryCode(t.Context(), 2, "a"); ok || err != nil {
		t.Errorf("the code of another account: %v (%v)", ok, err)
	}
	if err := s.ReplaceRecoveryCodes(t.Context(), 1, []string{"d", "e"}); err != nil {
		t.Fatal(err)
	}
	if ok, err := s.UseRecoveryCode(t.Context(), 1, "a"); ok || err != nil {
		t.Errorf("a replaced code: %v (%v)", ok, err)
	}
	wantCode(t, "a code given twice", s.ReplaceRecoveryCodes(t.Context(), 1, []string{"f", "f"}), segur.CodeConflict)
	left(1, 2) // what failed replaced nothing

	withFactor, err := s.Account(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	withFactor.TOTPSecret = "SECRET"
	b := &desk.Batch{Accounts: []desk.Account{withFactor}}
	commit(t, s, b)
	left(1, 2)
	b.Accounts[0].TOTPSecret = ""
	commit(t, s, b)
	left(1, 0) // without a second factor there is nothing to recover

	b.Accounts[0].TOTPSecret = "AGAIN"
	b.RecoveryCodes = map[int64][]string{1: {"g", "g"}}
	wantCode(t, "a factor with codes that cannot be kept", s.Commit(t.Context(), b), segur.CodeConflict)
	if a, err := s.Account(t.Context(), 1); err != nil || a.TOTPSecret != "" {
		t.Errorf("a factor without its codes: %+v, %v", a, err)
	}
}

func TestDevicesAreKnownToTheirAccount(t *testing.T) {
	engines.Each(t, testDevicesAreKnownToTheirAccount)
}

func testDevicesAreKnownToTheirAccount(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	for range 2 {
		if err := s.AddDevice(t.Context(), 1, "browser"); err != nil {
			t.Fatal(err)
		}
	}
	cases := map[string]struct {
		account int64
		hash    string
		want    bool
	}{"its own": {1, "browser", true}, "another account": {2, "browser", false}, "another browser": {1, "other", false}}
	for name, c := range cases {
		if got, err := s.HasDevice(t.Context(), c.account, c.hash); got != c.want || err != nil {
			t.Errorf("%s: %v (%v)", name, got, err)
		}
	}
	wantCode(t, "unknown account", s.AddDevice(t.Context(), 99, "browser"), segur.CodeInvalid)
}

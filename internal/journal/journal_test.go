package journal_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// now is the moment of every test, finer than storage keeps it.
func now() time.Time { return time.Date(2026, time.November, 22, 13, 0, 0, 123456789, time.UTC) }

func open(t *testing.T) (*journal.Journal, *store.Store) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "segur.db"), Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return journal.New(db, now), db
}

// actor is a person in a session that has shown its second factor.
func actor(name string, role desk.Role, scope desk.Scope) desk.Actor {
	return desk.Actor{Account: desk.Account{ID: 7, Name: name, Role: role, Scope: scope}, SecondFactor: true}
}

// last returns the newest line of the journal.
func last(t *testing.T, j *journal.Journal) desk.Entry {
	t.Helper()
	entries, err := j.Entries(t.Context(), desk.Operator(), desk.Search{Limit: 1})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d lines, %v", len(entries), err)
	}
	return entries[0]
}

func TestRecord(t *testing.T) {
	t.Parallel()
	j, _ := open(t)
	if err := j.Record(t.Context(), desk.Entry{Actor: "edith", Action: desk.ActionSignIn}); err != nil {
		t.Fatal(err)
	}
	e := last(t, j)
	if e.Actor != "edith" || e.Action != desk.ActionSignIn || !e.At.Equal(j.Now()) || e.Hash != e.Digest("") {
		t.Errorf("%+v", e)
	}
	earlier := now().Add(-time.Hour).Truncate(time.Microsecond)
	if err := j.Record(t.Context(), desk.Entry{At: earlier, Actor: "edith", Action: desk.ActionSignOut}); err != nil {
		t.Fatal(err)
	}
	if next := last(t, j); !next.At.Equal(earlier) || next.Hash != next.Digest(e.Hash) {
		t.Errorf("%+v", next)
	}
}

// TestRefusedRightsAreWrittenDown: what is refused, and what the line says of it.
func TestRefusedRightsAreWrittenDown(t *testing.T) {
	t.Parallel()
	j, db := open(t)
	bound := actor("ara", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	disabled, plain := actor("edith", desk.RoleEditor, desk.Scope{}), actor("anne", desk.RoleApprover, desk.Scope{})
	disabled.Disabled, plain.SecondFactor = true, false
	inside, outside := desk.Target{Measures: []int{25}, Territories: []string{"84"}}, desk.Target{Territories: []string{"11"}}
	for name, c := range map[string]struct {
		actor          desk.Actor
		right          desk.Permission
		targets        []desk.Target
		field          string
		reason, detail string
	}{
		"another role":     {bound, desk.Publish, nil, refusal.Permission, "publish", ""},
		"a disabled one":   {disabled, desk.Member, nil, refusal.Permission, "member", ""},
		"no second factor": {plain, desk.Decide, nil, refusal.SecondFactor, "second_factor", ""},
		"another region": {bound, desk.ProposeValue, []desk.Target{inside, outside}, refusal.Scope, "scope",
			`{"scope":{"measures":null,"regions":["11"]}}`},
	} {
		err := j.Require(t.Context(), c.actor, c.right, "proposal/3", c.targets...)
		usecase.Refused(t, name, err, segur.CodeForbidden, c.field)
		e := last(t, j)
		if e.Action != desk.ActionForbidden || e.Actor != c.actor.Name || e.Object != "proposal/3" || e.Reason != c.reason || e.New != c.detail {
			t.Errorf("%s: the journal says %+v", name, e)
		}
	}
	before, err := db.Audit(t.Context(), desk.Search{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		j.Require(t.Context(), bound, desk.ProposeValue, "proposal/3", inside), j.Require(t.Context(), plain, desk.Member, "account/anne"),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if after, err := db.Audit(t.Context(), desk.Search{}); err != nil || len(after) != len(before) {
		t.Errorf("%d lines and then %d, %v", len(before), len(after), err)
	}
}

func TestTheJournalIsForThoseWhoMayReadIt(t *testing.T) {
	t.Parallel()
	j, _ := open(t)
	admin := actor("admin", desk.RoleAdmin, desk.Scope{})
	if _, err := j.Entries(t.Context(), admin, desk.Search{}); err != nil {
		t.Error(err)
	}
	admin.SecondFactor = false
	_, err := j.Entries(t.Context(), admin, desk.Search{})
	usecase.Refused(t, "without second factor", err, segur.CodeForbidden, refusal.SecondFactor)
	admin.Disabled, admin.SecondFactor = true, true
	for name, nobody := range map[string]desk.Actor{"a disabled account": admin, "a stranger": {}} {
		_, err := j.Entries(t.Context(), nobody, desk.Search{})
		usecase.Refused(t, name, err, segur.CodeForbidden, refusal.Permission)
	}
	for _, role := range desk.Roles() {
		if role == desk.RoleAdmin {
			continue
		}
		_, err := j.Entries(t.Context(), actor("x", role, desk.Scope{}), desk.Search{})
		usecase.Refused(t, string(role), err, segur.CodeForbidden, refusal.Permission)
	}
}

// torn is a storage that cannot be written.
type torn struct{ err error }

func (s torn) Commit(context.Context, *desk.Batch) error                { return s.err }
func (s torn) Audit(context.Context, desk.Search) ([]desk.Entry, error) { return nil, s.err }

// TestARefusalStandsWithoutItsLine: whoever may not, may not because the journal is full either.
func TestARefusalStandsWithoutItsLine(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	err := journal.New(torn{full}, now).Require(t.Context(), actor("olga", desk.RoleObserver, desk.Scope{}), desk.Publish, "publication")
	usecase.Refused(t, "a right", err, segur.CodeForbidden, refusal.Permission)
	if !errors.Is(err, full) {
		t.Errorf("the cause is lost: %v", err)
	}
}

// TestWhatSomebodyElseHasChangedIsStale, whether the version tells before or storage at the end.
func TestWhatSomebodyElseHasChangedIsStale(t *testing.T) {
	t.Parallel()
	usecase.Refused(t, "an older version", journal.Fresh("plan", desk.Ref{ID: 2, Version: 1}, 2), segur.CodeConflict, refusal.Stale)
	if err := journal.Fresh("plan", desk.Ref{ID: 2, Version: 2}, 2); err != nil {
		t.Error(err)
	}
	for field, want := range map[string]string{
		"proposal": refusal.Stale, "plan": refusal.Stale, "account": refusal.Stale, "case": refusal.Stale, refusal.NameTaken: refusal.NameTaken,
	} {
		stored := &segur.Error{Code: segur.CodeConflict, Field: field}
		err := journal.New(torn{stored}, now).Commit(t.Context(), &desk.Batch{})
		usecase.Refused(t, field, err, segur.CodeConflict, want)
		if !errors.Is(err, stored) {
			t.Errorf("%s: the cause is lost: %v", field, err)
		}
	}
}

package staff_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func noon() time.Time { return time.Date(2026, time.March, 2, 12, 0, 0, 123456000, time.UTC) }

// scratch is an empty database.
func scratch(t testing.TB, at engines.Place) *store.Store { return openAt(t, at.Source(t), noon) }

func openAt(t testing.TB, path string, clock func() time.Time) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: path, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func commit(t testing.TB, s *store.Store, b *desk.Batch) {
	t.Helper()
	if err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// staffed is a database with the accounts camille (1) and dominique (2).
func staffed(t testing.TB, at engines.Place) *store.Store {
	t.Helper()
	s := scratch(t, at)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille"), account("dominique")}})
	return s
}

func account(name string) desk.Account {
	return desk.Account{
		Name: name, DisplayName: "Prénom Nom", Role: desk.RoleEditor, Lang: "fr", CreatedAt: noon(),
		Scope: desk.Scope{Measures: []int{9, 12}, Regions: []string{"84"}},
	}
}

func wantConflict(t *testing.T, err error, field string) {
	t.Helper()
	if !isConflict(err, field) {
		t.Errorf("got %v, want a conflict about %s", err, field)
	}
}

func wantCode(t *testing.T, what string, err error, want segur.Code) {
	t.Helper()
	if got := segur.ErrorCode(err); got != want {
		t.Errorf("%s: code %q, want %q (%v)", what, got, want, err)
	}
}

// atOnce runs try in 20 goroutines and returns how many of them it succeeded in.
func atOnce(try func() bool) int64 {
	var won atomic.Int64
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if try() {
				won.Add(1)
			}
		})
	}
	group.Wait()
	return won.Load()
}

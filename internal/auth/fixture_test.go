package auth

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store"
)

// newStore opens an empty database that lives by the watch.
func newStore(t *testing.T, w *watch) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "segur.db"), Clock: w.time})
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

// newAccount keeps an account and returns it with its number.
func newAccount(t *testing.T, s *store.Store, a desk.Account) desk.Account {
	t.Helper()
	a.Role, a.Lang = desk.RoleEditor, "fr"
	batch := desk.Batch{Accounts: []desk.Account{a}}
	if err := s.Commit(t.Context(), &batch); err != nil {
		t.Fatal(err)
	}
	return batch.Accounts[0]
}

// cancelled returns a context that has ended.
func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

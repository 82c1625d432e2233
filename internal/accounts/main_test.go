package accounts_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// now is the moment of every test.
func now() time.Time { return time.Date(2026, time.November, 22, 13, 0, 0, 123456000, time.UTC) }

// peopled is a closed database with people of every role; each test works on a copy.
var peopled string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "segur-accounts-")
	code := 1
	if err == nil {
		peopled = filepath.Join(dir, "segur.db")
		if err = fill(context.Background(), peopled); err == nil {
			code = m.Run()
		}
		err = errors.Join(err, os.RemoveAll(dir))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "database of the tests:", err)
		code = 1
	}
	os.Exit(code)
}

func fill(ctx context.Context, path string) (err error) {
	db, err := store.Open(ctx, store.Options{Path: path, Clock: now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s := accounts.New(db, journal.New(db, now))
	for _, n := range []accounts.NewAccount{
		{Name: "ara", Role: desk.RoleRegional, Scope: desk.Scope{Regions: []string{"84"}}},
		{Name: "edith", Role: desk.RoleEditor},
		{Name: "anne", Role: desk.RoleApprover},
		{Name: "paul", Role: desk.RoleApprover},
		{Name: "admin", Role: desk.RoleAdmin},
		{Name: "olga", Role: desk.RoleObserver},
	} {
		n.DisplayName, n.Lang, n.PasswordHash = n.Name, "fr", "$argon2id$"+n.Name
		if _, err := s.Create(ctx, desk.Operator(), n); err != nil {
			return err
		}
	}
	return nil
}

// office is the accounts of one test.
type office struct {
	testing.TB
	*accounts.Service
	db      *store.Store
	journal *journal.Journal
}

// open opens a database, a new one where there is none.
func open(t testing.TB, path string) *office {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: path, Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	j := journal.New(db, now)
	return &office{t, accounts.New(db, j), db, j}
}

// openEmpty opens a database where nobody has an account.
func openEmpty(t testing.TB) *office {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "segur.db"))
}

// openOffice opens a copy of the database with people.
func openOffice(t testing.TB) *office {
	t.Helper()
	path := filepath.Join(t.TempDir(), "segur.db")
	form, err := os.ReadFile(peopled)
	if err == nil {
		err = os.WriteFile(path, form, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

// as returns a person in a session that has shown its second factor.
func (o *office) as(name string) desk.Actor {
	o.Helper()
	return desk.Actor{Account: usecase.Must(o.db.AccountByName(o.Context(), name))(o), SecondFactor: true}
}

// actions returns what the journal says was done to an object, the oldest first.
func (o *office) actions(object string) []desk.Action {
	o.Helper()
	var actions []desk.Action
	for _, e := range slices.Backward(usecase.Must(o.db.Audit(o.Context(), desk.Search{Object: object}))(o)) {
		actions = append(actions, e.Action)
	}
	return actions
}

package staff_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

// watch is a clock that tests set.
type watch struct{ seconds atomic.Int64 }

func (w *watch) now() time.Time { return noon().Add(time.Duration(w.seconds.Load()) * time.Second) }

func content(account int64, seen time.Time) []byte {
	return fmt.Appendf(nil, `{"deadline":%q,"account":%d,"agent":"Firefox, Linux","created_at":%q,"seen_at":%q,"values":{"x":1}}`,
		noon().Format(time.RFC3339Nano), account, noon().Format(time.RFC3339Nano), seen.Format(time.RFC3339Nano))
}

func keepSession(t *testing.T, s *store.Store, id string, body []byte, expiry time.Time) {
	t.Helper()
	if err := s.CommitCtx(t.Context(), id, body, expiry); err != nil {
		t.Fatal(err)
	}
}

func wantSession(t *testing.T, s *store.Store, id string, want []byte) {
	t.Helper()
	body, exists, err := s.FindCtx(t.Context(), id)
	if err != nil || exists != (want != nil) || !slices.Equal(body, want) {
		t.Errorf("session %s: %q, %v, want %q (%v)", id, body, exists, want, err)
	}
}

func sessionIDs(t *testing.T, s *store.Store, account int64) []string {
	t.Helper()
	sessions, err := s.Sessions(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, found := range sessions {
		ids = append(ids, found.ID)
	}
	return ids
}

func TestSessionsAreFoundUntilTheyExpire(t *testing.T) {
	engines.Each(t, testSessionsAreFoundUntilTheyExpire)
}

func testSessionsAreFoundUntilTheyExpire(t *testing.T, at engines.Place) {
	var clock watch
	s := openAt(t, at.Source(t), clock.now)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	expiry := noon().Add(30 * time.Minute)
	keepSession(t, s, "a", content(1, noon()), expiry)
	keepSession(t, s, "stranger", content(0, noon()), expiry)
	wantSession(t, s, "a", content(1, noon()))
	wantSession(t, s, "stranger", content(0, noon()))
	wantSession(t, s, "none", nil)

	later := content(1, noon().Add(time.Minute))
	keepSession(t, s, "a", later, expiry.Add(time.Minute)) // used again
	wantSession(t, s, "a", later)
	want := []desk.Session{{
		ID: "a", Account: 1, CreatedAt: noon(), SeenAt: noon().Add(time.Minute), ExpiresAt: expiry.Add(time.Minute),
		Agent: "Firefox, Linux",
	}}
	if got, err := s.Sessions(t.Context(), 0); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("sessions: %+v, want %+v (%v)", got, want, err)
	}
	clock.seconds.Store(30 * 60)
	wantSession(t, s, "stranger", nil) // the moment of expiry is too late
	wantSession(t, s, "a", later)
	clock.seconds.Store(31 * 60)
	wantSession(t, s, "a", nil)
	if ids := sessionIDs(t, s, 1); ids != nil {
		t.Errorf("expired sessions are listed: %v", ids)
	}
	if err := s.CommitCtx(t.Context(), "b", []byte("not JSON"), expiry); err == nil {
		t.Error("a session of another form was kept")
	}
	wantCode(t, "unknown account", s.CommitCtx(t.Context(), "b", content(9, noon()), expiry), segur.CodeInvalid)
}

func TestRevokedSessionsStayRevoked(t *testing.T) { engines.Each(t, testRevokedSessionsStayRevoked) }

func testRevokedSessionsStayRevoked(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	expiry := noon().Add(time.Hour)
	for i, id := range []string{"a", "b", "c"} {
		keepSession(t, s, id, content(1, noon().Add(time.Duration(i)*time.Second)), expiry)
	}
	keepSession(t, s, "d", content(2, noon()), expiry)
	if ids := sessionIDs(t, s, 1); !slices.Equal(ids, []string{"c", "b", "a"}) {
		t.Errorf("sessions of account 1: %v", ids)
	}
	if err := s.RevokeSession(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	wantSession(t, s, "a", nil)
	// A request that began before the revocation ends after it, and writes its session.
	keepSession(t, s, "a", content(1, noon()), expiry)
	wantSession(t, s, "a", nil)
	if err := s.RevokeSessions(t.Context(), 1, "c"); err != nil {
		t.Fatal(err)
	}
	if ids := sessionIDs(t, s, 0); !slices.Equal(ids, []string{"c", "d"}) {
		t.Errorf("sessions of everybody: %v", ids)
	}
	if err := s.RevokeSessions(t.Context(), 1, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteCtx(t.Context(), "d"); err != nil {
		t.Fatal(err)
	}
	if ids := sessionIDs(t, s, 0); ids != nil {
		t.Errorf("sessions are left: %v", ids)
	}
	if err := s.DeleteCtx(t.Context(), "none"); err != nil {
		t.Errorf("deleting no session: %v", err)
	}
}

func TestExpiredSessionsAreDropped(t *testing.T) { engines.Each(t, testExpiredSessionsAreDropped) }

func testExpiredSessionsAreDropped(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	keepSession(t, s, "short", content(1, noon()), noon().Add(time.Minute))
	keepSession(t, s, "long", content(1, noon()), noon().Add(time.Hour))
	// Of two accounts, since a new link uses up the one before.
	for account, end := range map[int64]time.Duration{1: time.Minute, 2: time.Hour} {
		commit(t, s, &desk.Batch{Link: &desk.Link{
			TokenHash: fmt.Sprint("of-", account), Purpose: desk.LinkReset, Account: account, ExpiresAt: noon().Add(end),
		}})
	}
	if err := s.DropExpiredSessions(t.Context(), noon().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if ids := sessionIDs(t, s, 1); !slices.Equal(ids, []string{"long"}) {
		t.Errorf("sessions left: %v", ids)
	}
	_, err := s.Link(t.Context(), "of-1")
	wantCode(t, "the link that ended", err, segur.CodeNotFound)
	if _, err := s.Link(t.Context(), "of-2"); err != nil {
		t.Errorf("the link that goes on: %v", err)
	}
}

func TestLinksAreUsedOnce(t *testing.T) { engines.Each(t, testLinksAreUsedOnce) }

func testLinksAreUsedOnce(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	links := []desk.Link{
		{TokenHash: "set-up-1", Purpose: desk.LinkSetUp, ExpiresAt: noon().Add(time.Hour)},
		{TokenHash: "set-up", Purpose: desk.LinkSetUp, ExpiresAt: noon().Add(time.Hour)},
		{TokenHash: "camille", Purpose: desk.LinkReset, Account: 1, ExpiresAt: noon().Add(time.Hour)},
		{TokenHash: "dominique", Purpose: desk.LinkReset, Account: 2, ExpiresAt: noon().Add(time.Hour)},
	}
	for i := range links {
		commit(t, s, &desk.Batch{Link: &links[i]})
		if got, err := s.Link(t.Context(), links[i].TokenHash); err != nil || got != links[i] {
			t.Errorf("the link reads %+v, want %+v (%v)", got, links[i], err)
		}
	}
	won := atOnce(func() bool {
		err := s.Commit(t.Context(), &desk.Batch{UsedLink: "set-up"})
		if err != nil && !isConflict(err, "link") {
			t.Error(err)
		}
		return err == nil
	})
	if won != 1 {
		t.Errorf("one link was used %d times at once", won)
	}
	for _, gone := range []string{"set-up", "set-up-1", "unknown"} {
		_, err := s.Link(t.Context(), gone)
		wantCode(t, gone, err, segur.CodeNotFound)
		wantConflict(t, s.Commit(t.Context(), &desk.Batch{UsedLink: gone}), "link")
	}
	commit(t, s, &desk.Batch{UsedLink: "camille"})
	if _, err := s.Link(t.Context(), "dominique"); err != nil {
		t.Errorf("another account's link: %v", err)
	}
	wrong := desk.Link{TokenHash: "x", Purpose: desk.LinkReset, ExpiresAt: noon()}
	wantCode(t, "a reset for nobody", s.Commit(t.Context(), &desk.Batch{Link: &wrong}), segur.CodeInvalid)
}

// A link that went astray serves until the next one is issued, the password changes or the
// account is disabled, and no other account's link goes with it.
func TestLinksAreRetired(t *testing.T) { engines.Each(t, testLinksAreRetired) }

func testLinksAreRetired(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	write := func(change func(*desk.Account)) *desk.Batch {
		a, err := s.Account(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		change(&a)
		return &desk.Batch{Accounts: []desk.Account{a}}
	}
	issue := func(hash string, purpose desk.LinkPurpose, account int64) *desk.Batch {
		return &desk.Batch{Link: &desk.Link{TokenHash: hash, Purpose: purpose, Account: account, ExpiresAt: noon().Add(time.Hour)}}
	}
	commit(t, s, issue("dominique", desk.LinkReset, 2))
	commit(t, s, issue("set-up", desk.LinkSetUp, 0))
	for i, c := range []struct {
		what    string
		batch   func() *desk.Batch
		retires bool
	}{
		{"another name to show", func() *desk.Batch { return write(func(a *desk.Account) { a.DisplayName = "C." }) }, false},
		{"another link", func() *desk.Batch { return issue("another", desk.LinkReset, 1) }, true},
		{"a new password", func() *desk.Batch { return write(func(a *desk.Account) { a.PasswordHash = "new" }) }, true},
		{"disabled", func() *desk.Batch { return write(func(a *desk.Account) { a.Disabled = true }) }, true},
	} {
		hash := fmt.Sprintf("camille-%d", i)
		commit(t, s, issue(hash, desk.LinkReset, 1))
		commit(t, s, c.batch())
		if _, err := s.Link(t.Context(), hash); (err != nil) != c.retires {
			t.Errorf("%s: retired %t, want %t", c.what, err != nil, c.retires)
		}
	}
	for _, stays := range []string{"dominique", "set-up"} {
		if _, err := s.Link(t.Context(), stays); err != nil {
			t.Errorf("%s: %v", stays, err)
		}
	}
	commit(t, s, issue("set-up-2", desk.LinkSetUp, 0))
	_, err := s.Link(t.Context(), "set-up")
	wantCode(t, "the former set-up link", err, segur.CodeNotFound)
}

// TestStrangersDoNotFillTheDisk writes as many sessions of strangers as there may be with a
// second connection, then lets one more person come.
func TestStrangersDoNotFillTheDisk(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s := openAt(t, path, noon)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	keepSession(t, s, "signed in", content(1, noon().Add(-time.Hour)), noon().Add(time.Hour))
	keepSession(t, s, "first", content(0, noon().Add(-time.Minute)), noon().Add(time.Hour))
	keepSession(t, s, "second", content(0, noon().Add(-time.Second)), noon().Add(time.Hour))
	other, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = other.Exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 49998)" +
		" INSERT INTO sessions SELECT 'flood' || i, NULL, agent, created_at, seen_at, expires_at, content, FALSE FROM sessions, n WHERE id = 'second'")
	if err != nil {
		t.Fatal(err)
	}
	wantSession(t, s, "first", content(0, noon().Add(-time.Minute)))
	keepSession(t, s, "last", content(0, noon()), noon().Add(time.Hour))
	wantSession(t, s, "first", nil)
	for id, kept := range map[string][]byte{
		"second": content(0, noon().Add(-time.Second)), "last": content(0, noon()), "signed in": content(1, noon().Add(-time.Hour)),
	} {
		wantSession(t, s, id, kept)
	}
}

package auth

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store"
)

// house is a desk with nothing but sessions.
type house struct {
	t        *testing.T
	clock    *watch
	store    *store.Store
	sessions *Sessions
	anne     int64
	writes   atomic.Int64
	failures []error
}

// counting counts what is written.
type counting struct {
	SessionStore
	writes *atomic.Int64
}

func (c counting) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	c.writes.Add(1)
	return c.SessionStore.CommitCtx(ctx, token, b, expiry)
}

func newHouse(t *testing.T, transport Transport) *house {
	h := &house{t: t, clock: newWatch()}
	h.store = newStore(t, h.clock)
	h.anne = newAccount(t, h.store, desk.Account{Name: "anne"}).ID
	h.sessions = NewSessions(SessionOptions{
		Store: counting{h.store, &h.writes}, Clock: h.clock.time, Transport: transport,
		Fail: func(w http.ResponseWriter, _ *http.Request, err error) {
			h.failures = append(h.failures, err)
			http.Error(w, "failed", http.StatusInternalServerError)
		},
	})
	return h
}

// visitor is a browser with its cookies.
type visitor struct {
	house   *house
	cookies map[string]string
}

func (h *house) visitor() *visitor { return &visitor{h, map[string]string{}} }

// does sends a request that runs a handler below the middleware.
func (v *visitor) does(handler http.HandlerFunc) *http.Response {
	r := httptest.NewRequest(http.MethodPost, "/admin", nil)
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.house.sessions.Middleware(handler).ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		if v.cookies[cookie.Name] = cookie.Value; cookie.MaxAge < 0 {
			delete(v.cookies, cookie.Name)
		}
	}
	return w.Result()
}

// signsIn signs anne in.
func (v *visitor) signsIn() *http.Response {
	return v.does(func(_ http.ResponseWriter, r *http.Request) {
		if err := v.house.sessions.SignIn(r.Context(), SignedIn{Account: v.house.anne, Agent: "Firefox, Linux"}); err != nil {
			v.house.t.Error(err)
		}
	})
}

// who returns the account signed in.
func (v *visitor) who() (account int64) {
	v.does(func(_ http.ResponseWriter, r *http.Request) { account = v.house.sessions.Account(r.Context()) })
	return account
}

func (v *visitor) token() string {
	for _, value := range v.cookies {
		return value
	}
	return ""
}

func TestSessionCookie(t *testing.T) {
	t.Parallel()
	for transport, name := range map[Transport]string{HTTP: "segur-session", HTTPS: "__Secure-segur"} {
		h := newHouse(t, transport)
		v := h.visitor()
		answer := v.does(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
		if len(answer.Cookies()) != 0 || h.writes.Load() != 0 {
			t.Error("a session for somebody who only looks")
		}
		if answer.Header.Get("Cache-Control") != "no-store" || answer.Header.Get("Vary") != "Cookie" {
			t.Errorf("headers %v", answer.Header)
		}
		answer = v.signsIn()
		if len(answer.Cookies()) != 1 {
			t.Fatalf("cookies %v", answer.Cookies())
		}
		c := answer.Cookies()[0]
		if c.Name != name || !c.HttpOnly || c.Secure != (transport == HTTPS) || c.SameSite != http.SameSiteLaxMode || c.Path != "/admin" ||
			c.Domain != "" || c.MaxAge != 0 || !c.Expires.IsZero() || len(c.Value) != 43 {
			t.Errorf("cookie %s", c.Raw)
		}
		if got := answer.Header.Values("Cache-Control"); !slices.Equal(got, []string{"no-store"}) {
			t.Errorf("Cache-Control %q", got)
		}
		if v.who() != h.anne {
			t.Error("not signed in")
		}
		h.clock.pass(2 * refreshEvery)
		if answer := v.does(func(http.ResponseWriter, *http.Request) {}); len(answer.Cookies()) != 0 || h.writes.Load() != 2 {
			t.Errorf("the cookie is sent again: %v", answer.Cookies())
		}
	}
}

// Session fixation: a token that somebody planted, invented or issued to himself, is not that
// of the session after signing in, nor after the second factor.
func TestSessionFixation(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	attacker := h.visitor()
	var formToken string
	attacker.does(func(_ http.ResponseWriter, r *http.Request) { formToken = h.sessions.FormToken(r.Context()) })
	victim := h.visitor()
	victim.cookies["segur-session"] = attacker.token()
	victim.signsIn()
	if attacker.who() != 0 || victim.who() != h.anne || attacker.token() == victim.token() {
		t.Error("the planted token is signed in")
	}
	victim.does(func(_ http.ResponseWriter, r *http.Request) {
		if h.sessions.CheckFormToken(r.Context(), formToken) {
			t.Error("the form token that the attacker knows still works")
		}
	})

	invented := strings.Repeat("A", 43)
	victim = h.visitor()
	victim.cookies["segur-session"] = invented
	victim.does(func(_ http.ResponseWriter, r *http.Request) { h.sessions.FormToken(r.Context()) })
	if victim.token() == invented {
		t.Error("an invented token is adopted")
	}

	victim = h.visitor()
	victim.signsIn()
	thief := h.visitor()
	thief.cookies["segur-session"] = victim.token()
	before := victim.token()
	victim.does(func(_ http.ResponseWriter, r *http.Request) {
		if h.sessions.SecondFactor(r.Context()) {
			t.Error("second factor shown from the start")
		}
		old := h.sessions.FormToken(r.Context())
		if err := h.sessions.ShowSecondFactor(r.Context()); err != nil {
			t.Error(err)
		}
		if h.sessions.CheckFormToken(r.Context(), old) {
			t.Error("the form token outlives the second factor")
		}
	})
	victim.does(func(_ http.ResponseWriter, r *http.Request) {
		if !h.sessions.SecondFactor(r.Context()) || h.sessions.Account(r.Context()) != h.anne {
			t.Error("second factor not shown")
		}
	})
	if before == victim.token() || thief.who() != 0 {
		t.Error("the token from before the second factor still works")
	}
}

func TestSessionIdleLife(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	for range 8 {
		h.clock.pass(29 * time.Minute)
		if v.who() != h.anne {
			t.Fatal("ended while in use")
		}
	}
	h.clock.pass(59 * time.Second)
	if v.who() != h.anne {
		t.Fatal("ended while in use")
	}
	// The last visit was not written down: the session may end a minute early, not more.
	h.clock.pass(29 * time.Minute)
	if v.who() != h.anne {
		t.Error("ended more than a minute early")
	}
	h.clock.pass(30 * time.Minute)
	if v.who() != 0 {
		t.Error("still open after half an hour")
	}
}

func TestSessionAbsoluteLife(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	for n := range 12 * 6 {
		if v.who() != h.anne {
			t.Fatalf("ended after %d visits", n)
		}
		if n == 30 {
			v.does(func(_ http.ResponseWriter, r *http.Request) {
				if err := h.sessions.ShowSecondFactor(r.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		h.clock.pass(10*time.Minute - time.Second)
	}
	h.clock.pass(72 * time.Second)
	if v.who() != 0 {
		t.Error("still open after twelve hours")
	}
	stranger := h.visitor()
	var first, later string
	stranger.does(func(_ http.ResponseWriter, r *http.Request) { first = h.sessions.FormToken(r.Context()) })
	for range 3 {
		h.clock.pass(20 * time.Minute)
		stranger.does(func(_ http.ResponseWriter, r *http.Request) { later = h.sessions.FormToken(r.Context()) })
	}
	if first == later {
		t.Error("a stranger's session lives longer than an hour")
	}
}

func TestSessionsAreSeldomWritten(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	h.writes.Store(0)
	for range 600 {
		h.clock.pass(time.Second)
		v.who()
	}
	if got := h.writes.Load(); got != 10 {
		t.Errorf("%d writes in ten minutes of 600 visits, want 10", got)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	thief := h.visitor()
	thief.cookies["segur-session"] = v.token()
	answer := v.does(func(w http.ResponseWriter, r *http.Request) {
		if err := h.sessions.SignOut(r.Context()); err != nil {
			t.Error(err)
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies()) != 1 || answer.Cookies()[0].MaxAge >= 0 || len(v.cookies) != 0 {
		t.Errorf("%d, %v", answer.StatusCode, answer.Cookies())
	}
	if thief.who() != 0 {
		t.Error("the token outlives signing out")
	}
	v.signsIn()
	old := v.token()
	v.does(func(_ http.ResponseWriter, r *http.Request) {
		if err := h.sessions.SignOut(r.Context()); err != nil {
			t.Error(err)
		}
		h.sessions.AddFlash(r.Context(), Flash{Key: "signed_out"})
	})
	if v.token() == "" || v.token() == old || v.who() != 0 {
		t.Error("no new session for the message after signing out")
	}
	v.does(func(_ http.ResponseWriter, r *http.Request) {
		if got := h.sessions.TakeFlashes(r.Context()); len(got) != 1 || got[0].Key != "signed_out" {
			t.Errorf("messages %v", got)
		}
	})
}

// A session that is revoked while one of its requests is under way does not come back when
// that request ends.
func TestRevokedSessionStaysSo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	listed, err := h.store.Sessions(t.Context(), h.anne)
	if err != nil || len(listed) != 1 {
		t.Fatal(listed, err)
	}
	v.does(func(_ http.ResponseWriter, r *http.Request) {
		if got := h.sessions.ID(r.Context()); got != listed[0].ID {
			t.Errorf("ID %q, listed as %q", got, listed[0].ID)
		}
		h.sessions.AddFlash(r.Context(), Flash{Key: "x"})
		if err := h.store.RevokeSession(t.Context(), listed[0].ID); err != nil {
			t.Error(err)
		}
	})
	if v.who() != 0 {
		t.Error("the request wrote the revoked session anew")
	}
}

// What storage sees: the agreed fields, and nothing that opens the session.
func TestSessionAtRest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	listed, err := h.store.Sessions(t.Context(), 0)
	if err != nil || len(listed) != 1 {
		t.Fatal(listed, err)
	}
	want := desk.Session{
		ID: HashToken(v.token()), Account: h.anne, Agent: "Firefox, Linux", CreatedAt: h.clock.time(), SeenAt: h.clock.time(),
		ExpiresAt: h.clock.time().Add(30 * time.Minute),
	}
	if listed[0] != want {
		t.Errorf("got=%+v, want %+v", listed[0], want)
	}
	blob, _, err := h.store.FindCtx(t.Context(), want.ID)
	if err != nil || strings.Contains(string(blob), v.token()) {
		t.Errorf("%s, %v", blob, err)
	}
	var fields map[string]any
	if err := json.Unmarshal(blob, &fields); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"deadline", "account", "agent", "created_at", "seen_at", "values"} {
		if _, there := fields[name]; !there {
			t.Errorf("no %s in %s", name, blob)
		}
	}
	h.clock.pass(11*time.Hour + 40*time.Minute)
	v.signsIn()
	h.clock.pass(time.Minute)
	v.who()
	listed, err = h.store.Sessions(t.Context(), h.anne)
	if err != nil || len(listed) != 1 || listed[0].ExpiresAt != h.clock.time().Add(30*time.Minute) {
		t.Errorf("%+v, %v", listed, err)
	}
}

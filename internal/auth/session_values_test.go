package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

// in runs something in a request of the visitor.
func (v *visitor) in(do func(ctx context.Context, s *Sessions)) {
	v.does(func(_ http.ResponseWriter, r *http.Request) { do(r.Context(), v.house.sessions) })
}

func TestSessionValues(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	now := h.clock.time()
	handshake := Handshake{Issuer: "https://idp.example", State: "s", Nonce: "n", Verifier: "v", StartedAt: now}
	v.in(func(ctx context.Context, s *Sessions) {
		if s.TakeHandshake(ctx) != (Handshake{}) || s.TakeLogoutState(ctx) != "" || s.Secret(ctx) != "" || s.TakeReturn(ctx) != "/admin" ||
			s.TakeFlashes(ctx) != nil || s.ID(ctx) != "" || s.IDToken(ctx) != "" || s.CheckFormToken(ctx, "") {
			t.Error("a new session remembers something")
		}
	})
	if h.writes.Load() != 0 {
		t.Error("looking writes")
	}
	v.in(func(ctx context.Context, s *Sessions) {
		s.KeepHandshake(ctx, handshake)
		s.KeepLogoutState(ctx, "out")
		s.KeepSecret(ctx, "secret")
		s.KeepReturn(ctx, "/admin/propositions?etat=brouillon")
		s.AddFlash(ctx, Flash{Kind: "success", Key: "saved", Args: map[string]string{"Number": "3"}})
		s.AddFlash(ctx, Flash{Kind: "error", Key: "refused"})
	})
	v.in(func(ctx context.Context, s *Sessions) {
		if got := s.TakeHandshake(ctx); got != handshake {
			t.Errorf("handshake %+v", got)
		}
		if got := s.TakeLogoutState(ctx); got != "out" {
			t.Errorf("state %q", got)
		}
		if got := s.Secret(ctx); got != "secret" {
			t.Errorf("secret %q", got)
		}
		s.KeepSecret(ctx, "")
		if got := s.TakeReturn(ctx); got != "/admin/propositions?etat=brouillon" {
			t.Errorf("return %q", got)
		}
		want := []Flash{{Kind: "success", Key: "saved", Args: map[string]string{"Number": "3"}}, {Kind: "error", Key: "refused"}}
		if got := s.TakeFlashes(ctx); !reflect.DeepEqual(got, want) {
			t.Errorf("messages %v", got)
		}
	})
	v.in(func(ctx context.Context, s *Sessions) {
		if s.TakeHandshake(ctx) != (Handshake{}) || s.TakeLogoutState(ctx) != "" || s.Secret(ctx) != "" || s.TakeReturn(ctx) != "/admin" || s.TakeFlashes(ctx) != nil {
			t.Error("something was given twice")
		}
		s.KeepReturn(ctx, "//elsewhere.example")
		if got := s.TakeReturn(ctx); got != "/admin" {
			t.Errorf("return %q", got)
		}
	})
}

func TestFormToken(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v, other := h.visitor(), h.visitor()
	var own, foreign string
	v.in(func(ctx context.Context, s *Sessions) { own = s.FormToken(ctx) })
	other.in(func(ctx context.Context, s *Sessions) { foreign = s.FormToken(ctx) })
	if own == foreign || len(own) != 43 {
		t.Errorf("tokens %q, %q", own, foreign)
	}
	v.in(func(ctx context.Context, s *Sessions) {
		if !s.CheckFormToken(ctx, own) || s.FormToken(ctx) != own {
			t.Error("the own token is refused")
		}
		for _, wrong := range []string{"", foreign, own + "x", own[1:]} {
			if s.CheckFormToken(ctx, wrong) {
				t.Errorf("%q is accepted", wrong)
			}
		}
	})
}

// Between the password and the second factor nobody is signed in.
func TestAwaitedSecondFactor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.in(func(ctx context.Context, s *Sessions) { s.KeepReturn(ctx, "/admin/publier") })
	before := v.token()
	who := SignedIn{Account: h.anne, Agent: "Firefox, Linux", IDToken: "id"}
	v.in(func(ctx context.Context, s *Sessions) {
		if _, waiting := s.Awaited(ctx); waiting {
			t.Error("somebody is awaited")
		}
		if err := s.Await(ctx, who); err != nil {
			t.Error(err)
		}
	})
	if v.token() == before || v.who() != 0 {
		t.Errorf("signed in by half: %d", v.who())
	}
	if listed, err := h.store.Sessions(t.Context(), h.anne); len(listed) != 0 || err != nil {
		t.Errorf("listed: %v, %v", listed, err)
	}
	h.clock.pass(10 * time.Minute)
	v.in(func(ctx context.Context, s *Sessions) {
		got, waiting := s.Awaited(ctx)
		if !waiting || got != who {
			t.Errorf("%+v, %t", got, waiting)
		}
		got.SecondFactor = true
		if err := s.SignIn(ctx, got); err != nil {
			t.Error(err)
		}
	})
	v.in(func(ctx context.Context, s *Sessions) {
		if s.Account(ctx) != h.anne || !s.SecondFactor(ctx) || s.IDToken(ctx) != "id" || s.TakeReturn(ctx) != "/admin/publier" {
			t.Error("not signed in with the second factor")
		}
		if _, waiting := s.Awaited(ctx); waiting {
			t.Error("still awaited")
		}
		if err := s.Await(ctx, who); err != nil {
			t.Error(err)
		}
	})
	h.clock.pass(10*time.Minute + time.Second)
	v.in(func(ctx context.Context, s *Sessions) {
		if _, waiting := s.Awaited(ctx); waiting || s.Account(ctx) != 0 {
			t.Error("awaited for more than ten minutes")
		}
	})
}

// Whatever the answer, the cookie is in it.
func TestAnswersCarryTheCookie(t *testing.T) {
	t.Parallel()
	for name, finish := range map[string]http.HandlerFunc{
		"nothing":  func(http.ResponseWriter, *http.Request) {},
		"body":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "body") },
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/admin", http.StatusSeeOther) },
		"error":    func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusUnprocessableEntity) },
		"early hints": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusForbidden)
		},
		"flush": func(w http.ResponseWriter, _ *http.Request) {
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		},
	} {
		h := newHouse(t, HTTP)
		server := httptest.NewServer(h.sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := h.sessions.SignIn(r.Context(), SignedIn{Account: h.anne}); err != nil {
				t.Error(err)
			}
			finish(w, r)
		})))
		client := server.Client()
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		answer, err := client.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		server.Close()
		if len(answer.Cookies()) != 1 || answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", name, answer.StatusCode, answer.Header)
		}
	}
}

// What a handler changes after early hints is kept.
func TestEarlyHintsDoNotKeepTheSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	server := httptest.NewServer(h.sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		if err := h.sessions.SignIn(r.Context(), SignedIn{Account: h.anne}); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNoContent)
	})))
	defer server.Close()
	answer, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if listed, err := h.store.Sessions(t.Context(), h.anne); len(listed) != 1 || err != nil || len(answer.Cookies()) != 1 {
		t.Errorf("%v, %v, %v", listed, err, answer.Header)
	}
}

// Echo writes an answer for an error after the middleware has returned.
func TestAnswersOfEchoCarryTheCookie(t *testing.T) {
	t.Parallel()
	for status, returned := range map[int]error{
		http.StatusOK: nil, http.StatusForbidden: echo.ErrForbidden, http.StatusInternalServerError: errors.New("broken"),
	} {
		h := newHouse(t, HTTP)
		e := echo.New()
		e.Use(echo.WrapMiddleware(h.sessions.Middleware))
		e.GET("/admin", func(c echo.Context) error {
			h.sessions.AddFlash(c.Request().Context(), Flash{Key: "x"})
			if returned != nil {
				return returned
			}
			return c.String(http.StatusOK, "fine")
		})
		w := httptest.NewRecorder()
		e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/admin", nil))
		if w.Code != status || len(w.Result().Cookies()) != 1 {
			t.Errorf("%d: got=%d %v", status, w.Code, w.Header())
		}
	}
}

// When a session cannot be kept the answer says so, and nothing of what the handler wrote.
func TestSessionStorageFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	v := h.visitor()
	v.signsIn()
	for name, handler := range map[string]http.HandlerFunc{
		"load": nil,
		"keep": func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "all is well") },
		"keep, status": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusCreated)
			fmt.Fprint(w, "all is well")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		},
		"keep, redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/admin", http.StatusSeeOther) },
		"keep, nothing":  func(http.ResponseWriter, *http.Request) {},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		r := httptest.NewRequest(http.MethodPost, "/admin", nil).WithContext(ctx)
		r.AddCookie(&http.Cookie{Name: "segur-session", Value: v.token()})
		if handler == nil {
			cancel()
		}
		w := httptest.NewRecorder()
		h.failures = nil
		h.sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.sessions.AddFlash(r.Context(), Flash{Key: "x"})
			cancel()
			handler(w, r)
		})).ServeHTTP(w, r)
		if w.Code != http.StatusInternalServerError || w.Body.String() != "failed\n" || len(w.Result().Cookies()) != 0 || len(h.failures) != 1 {
			t.Errorf("%s: %d %q %v %v", name, w.Code, w.Body, w.Header(), h.failures)
		}
	}
	if v.who() != h.anne {
		t.Error("the session is lost")
	}
	ctx := cancelled(t)
	live, err := h.sessions.scs.Load(t.Context(), v.token())
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func(context.Context) error{
		"sign in": func(ctx context.Context) error { return h.sessions.SignIn(ctx, SignedIn{Account: h.anne}) },
		"factor":  h.sessions.ShowSecondFactor, "sign out": h.sessions.SignOut,
	} {
		if err := do(merged{ctx, live}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSessionStorageFailsWithoutAWord(t *testing.T) {
	t.Parallel()
	h := newHouse(t, HTTP)
	sessions := NewSessions(SessionOptions{Store: h.store, Clock: h.clock.time, Transport: HTTP})
	r := httptest.NewRequest(http.MethodGet, "/admin", nil).WithContext(cancelled(t))
	r.AddCookie(&http.Cookie{Name: "segur-session", Value: "x"})
	w := httptest.NewRecorder()
	sessions.Middleware(http.NotFoundHandler()).ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable || w.Body.Len() != 0 {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

// merged has the end of one context and the values of another.
type merged struct {
	context.Context
	values context.Context
}

func (m merged) Value(key any) any { return m.values.Value(key) }

package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/segur-tracker/segur/internal/desk/paths"
)

// Sessions are the browsers signed in to the desk. Only the hash of their token is kept, half
// an hour after they were last seen and twelve hours in all. What is asked of a session works
// below Middleware only.
type Sessions struct {
	scs       *scs.SessionManager
	clock     func() time.Time
	transport Transport
	fail      func(http.ResponseWriter, *http.Request, error)
}

// SessionOptions are the parts of Sessions.
type SessionOptions struct {
	Store     SessionStore
	Clock     func() time.Time
	Transport Transport
	// Fail answers when a session cannot be read or kept; nothing was written yet. Without it
	// the answer is a bare 503 and the cause is lost.
	Fail func(http.ResponseWriter, *http.Request, error)
}

// NewSessions returns a Sessions.
func NewSessions(o SessionOptions) *Sessions {
	if o.Fail == nil {
		o.Fail = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusServiceUnavailable) }
	}
	manager := scs.New()
	manager.Lifetime = strangerLife // both lives are set by our clock in update and SignIn
	manager.Store = sessionStore{o.Store}
	manager.Codec = codec{o.Clock}
	manager.HashTokenInStore = true
	return &Sessions{scs: manager, clock: o.Clock, transport: o.Transport, fail: o.Fail}
}

func (s *Sessions) cookie() http.Cookie {
	if s.transport == HTTPS {
		return s.transport.cookie("segur")
	}
	return s.transport.cookie("segur-session")
}

// Middleware loads the session of a request and keeps what the handler changed of it before
// the first byte of the answer leaves, whatever its status. No answer may be stored.
func (s *Sessions) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		w.Header().Set("Cache-Control", "no-store")
		presented := ""
		if cookie, err := r.Cookie(s.cookie().Name); err == nil {
			presented = cookie.Value
		}
		ctx, err := s.scs.Load(r.Context(), presented)
		if err != nil {
			s.fail(w, r, fmt.Errorf("load session: %w", err))
			return
		}
		if seen := s.record(ctx).SeenAt; !seen.IsZero() && s.clock().Sub(seen) >= refreshEvery {
			s.update(ctx, func(*record) {})
		}
		r = r.WithContext(ctx)
		out := &answer{ResponseWriter: w, request: r, sessions: s, presented: presented}
		next.ServeHTTP(out, r)
		out.settle()
	})
}

// answer keeps the session before the status is written, and swallows what the handler writes
// once that failed: the failure has been answered.
type answer struct {
	http.ResponseWriter
	request   *http.Request
	sessions  *Sessions
	presented string
	settled   bool
	failed    bool
}

// WriteHeader keeps the session first.
func (a *answer) WriteHeader(status int) {
	if status >= 200 {
		a.settle()
	}
	if !a.failed {
		a.ResponseWriter.WriteHeader(status)
	}
}

// Write keeps the session first.
func (a *answer) Write(b []byte) (int, error) {
	if a.settle(); a.failed {
		return len(b), nil
	}
	return a.ResponseWriter.Write(b)
}

// FlushError keeps the session before anything is sent.
func (a *answer) FlushError() error {
	if a.settle(); a.failed {
		return nil
	}
	return http.NewResponseController(a.ResponseWriter).Flush()
}

// Flush is FlushError for those who do not ask for the error.
func (a *answer) Flush() { _ = a.FlushError() }

// Unwrap gives http.ResponseController the rest of what the connection can do.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) settle() {
	if a.settled {
		return
	}
	a.settled = true
	ctx := a.request.Context()
	cookie := a.sessions.cookie()
	switch a.sessions.scs.Status(ctx) {
	case scs.Unmodified:
		return
	case scs.Destroyed:
		cookie.MaxAge = -1
	case scs.Modified:
		token, _, err := a.sessions.scs.Commit(ctx)
		if err != nil {
			a.failed = true
			a.sessions.fail(a.ResponseWriter, a.request, fmt.Errorf("keep session: %w", err))
			return
		}
		if token == a.presented {
			return
		}
		cookie.Value = token
	}
	http.SetCookie(a.ResponseWriter, &cookie)
}

func (s *Sessions) record(ctx context.Context) record {
	r, _ := s.scs.Get(ctx, slot).(record)
	return r
}

// update changes the session, and starts one when there is none.
func (s *Sessions) update(ctx context.Context, change func(*record)) {
	r := s.record(ctx)
	if r.CreatedAt.IsZero() {
		r.CreatedAt = s.clock().UTC()
		s.scs.SetDeadline(ctx, r.CreatedAt.Add(strangerLife))
	}
	change(&r)
	s.scs.Put(ctx, slot, r)
}

// renew gives the session a new token, which a stranger who planted or saw the old one does not
// have, a new form token and nothing of the old content but where to go next.
func (s *Sessions) renew(ctx context.Context, life time.Duration, start func(*record)) error {
	before := s.record(ctx)
	if err := s.scs.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	r := record{CreatedAt: s.clock().UTC(), Values: values{FormToken: NewToken(), Return: before.Values.Return}}
	s.scs.SetDeadline(ctx, r.CreatedAt.Add(life))
	start(&r)
	s.scs.Put(ctx, slot, r)
	return nil
}

// SignedIn is who signs in and how.
type SignedIn struct {
	Account      int64  `json:"account"`
	SecondFactor bool   `json:"second_factor,omitempty"` // shown
	Agent        string `json:"agent,omitempty"`         // see Agent
	IDToken      string `json:"id_token,omitempty"`      // of single sign-on, for signing out there
	PasswordMark string `json:"witness,omitempty"`       // the caller's mark of what was shown before the second factor
}

// SignIn starts the twelve hours of an account, under a new token.
func (s *Sessions) SignIn(ctx context.Context, in SignedIn) error {
	return s.renew(ctx, absoluteLife, func(r *record) {
		r.Account, r.Agent = in.Account, in.Agent
		r.Values.SecondFactor, r.Values.IDToken = in.SecondFactor, in.IDToken
	})
}

// Await remembers, under a new token, who has shown a password and is now asked for a second
// factor. Nobody is signed in by it.
func (s *Sessions) Await(ctx context.Context, in SignedIn) error {
	return s.renew(ctx, strangerLife, func(r *record) {
		r.Values.Awaited, r.Values.AwaitedSince = &in, s.clock().UTC()
	})
}

// Awaited returns who is asked for a second factor; false when nobody is, or for more than ten
// minutes.
func (s *Sessions) Awaited(ctx context.Context) (SignedIn, bool) {
	v := s.record(ctx).Values
	if v.Awaited == nil || s.clock().Sub(v.AwaitedSince) > awaitLife {
		return SignedIn{}, false
	}
	return *v.Awaited, true
}

// ShowSecondFactor records, under a new token and until the same deadline, that the session
// has shown its second factor.
func (s *Sessions) ShowSecondFactor(ctx context.Context) error {
	deadline := s.scs.Deadline(ctx)
	if err := s.scs.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.scs.SetDeadline(ctx, deadline)
	s.update(ctx, func(r *record) {
		r.Values.SecondFactor, r.Values.FormToken = true, NewToken()
	})
	return nil
}

// SignOut ends the session at once. What the handler sets afterwards starts a new one.
func (s *Sessions) SignOut(ctx context.Context) error {
	if err := s.scs.Destroy(ctx); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Account returns who is signed in, 0 for nobody.
func (s *Sessions) Account(ctx context.Context) int64 { return s.record(ctx).Account }

// SecondFactor reports whether the session has shown its second factor.
func (s *Sessions) SecondFactor(ctx context.Context) bool { return s.record(ctx).Values.SecondFactor }

// IDToken returns what single sign-on gave when it signed the session in, "" otherwise.
func (s *Sessions) IDToken(ctx context.Context) string { return s.record(ctx).Values.IDToken }

// ID returns the desk.Session.ID of the session, "" when it is not kept.
func (s *Sessions) ID(ctx context.Context) string {
	token := s.scs.Token(ctx)
	if token == "" {
		return ""
	}
	return HashToken(token)
}

// FormToken returns what every form of the session carries, and starts a session when there is
// none.
func (s *Sessions) FormToken(ctx context.Context) string {
	if s.record(ctx).Values.FormToken == "" {
		s.update(ctx, func(r *record) { r.Values.FormToken = NewToken() })
	}
	return s.record(ctx).Values.FormToken
}

// CheckFormToken reports whether a form comes from a page of this session.
func (s *Sessions) CheckFormToken(ctx context.Context, given string) bool {
	own := s.record(ctx).Values.FormToken
	return own != "" && subtle.ConstantTimeCompare([]byte(own), []byte(given)) == 1
}

// Flash is a message for the next page: what was done, or why not.
type Flash struct {
	Kind string            `json:"kind"` // of the component that shows it
	Key  string            `json:"key"`  // of its words
	Args map[string]string `json:"args,omitempty"`
}

// AddFlash keeps a message for the next page.
func (s *Sessions) AddFlash(ctx context.Context, f Flash) {
	s.update(ctx, func(r *record) { r.Values.Flashes = append(r.Values.Flashes, f) })
}

// TakeFlashes returns the messages that wait, once.
func (s *Sessions) TakeFlashes(ctx context.Context) []Flash {
	flashes := s.record(ctx).Values.Flashes
	if len(flashes) > 0 {
		s.update(ctx, func(r *record) { r.Values.Flashes = nil })
	}
	return flashes
}

// KeepReturn remembers where to go after signing in; ReturnPath says what it may be.
func (s *Sessions) KeepReturn(ctx context.Context, path string) {
	s.update(ctx, func(r *record) { r.Values.Return = ReturnPath(path) })
}

// TakeReturn returns where to go after signing in, once; the desk when nothing was kept.
func (s *Sessions) TakeReturn(ctx context.Context) string {
	path := s.record(ctx).Values.Return
	if path == "" {
		return paths.Root
	}
	s.update(ctx, func(r *record) { r.Values.Return = "" })
	return ReturnPath(path)
}

// KeepSecret remembers the secret of an authenticator until its first code confirms it; ""
// forgets it.
func (s *Sessions) KeepSecret(ctx context.Context, secret string) {
	s.update(ctx, func(r *record) { r.Values.Secret = secret })
}

// Secret returns what KeepSecret kept, "" for nothing.
func (s *Sessions) Secret(ctx context.Context) string { return s.record(ctx).Values.Secret }

// KeepHandshake remembers what the provider's answer must fit.
func (s *Sessions) KeepHandshake(ctx context.Context, h Handshake) {
	s.update(ctx, func(r *record) { r.Values.Handshake = &h })
}

// TakeHandshake returns what KeepHandshake kept, once; the zero Handshake, which fits nothing,
// when there is none.
func (s *Sessions) TakeHandshake(ctx context.Context) Handshake {
	kept := s.record(ctx).Values.Handshake
	if kept == nil {
		return Handshake{}
	}
	s.update(ctx, func(r *record) { r.Values.Handshake = nil })
	return *kept
}

// KeepLogoutState remembers the state of a logout at the provider.
func (s *Sessions) KeepLogoutState(ctx context.Context, state string) {
	s.update(ctx, func(r *record) { r.Values.LogoutState = state })
}

// TakeLogoutState returns what KeepLogoutState kept, once; "" when there is none.
func (s *Sessions) TakeLogoutState(ctx context.Context) string {
	state := s.record(ctx).Values.LogoutState
	if state != "" {
		s.update(ctx, func(r *record) { r.Values.LogoutState = "" })
	}
	return state
}

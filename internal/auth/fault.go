package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/segur-tracker/segur/internal/segur"
)

// Fault is the cause inside a refusal of single sign-on that no reader can help: a setting, the provider or a clock
// has to be mended by those who run the site. It says nothing of the person.
type Fault struct{ Err error }

// Error says what is to be mended.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap returns what failed.
func (f *Fault) Unwrap() error { return f.Err }

// status is an answer of the provider other than 200.
type status struct {
	code int
}

// Error names the status.
func (s *status) Error() string { return fmt.Sprintf("status %d", s.code) }

// broken tells a provider that failed from one that refused.
func broken(err error) error {
	var lost *url.Error
	var retrieve *oauth2.RetrieveError
	var answered *status
	switch {
	case errors.As(err, &lost), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &retrieve) && retrieve.Response.StatusCode >= 500,
		errors.As(err, &answered) && answered.code >= 500:
		return unavailable(err)
	}
	return refused(&Fault{err})
}

func unavailable(cause error) error {
	return &segur.Error{
		Code: segur.CodeUnavailable, Field: "sso_unavailable", Message: "The sign-in service does not answer; use a local account or try later.",
		Err: &Fault{cause},
	}
}

func refused(cause error) error {
	return &segur.Error{
		Code: segur.CodeUnauthenticated, Field: "sso_refused", Message: "The sign-in service did not confirm who you are.", Err: cause,
	}
}

// undiscovered tells a provider that cannot be reached from one that is not what the settings say. Names of issuers are
// compared letter by letter (OpenID Connect Discovery 1.0, § 4.3): one slash more or less is another provider.
func undiscovered(err error, answered bool) error {
	if !answered {
		return unavailable(err)
	}
	found := &segur.Error{
		Code: segur.CodeUnavailable, Field: "sso_setting", Err: &Fault{err},
		Message: "The sign-in service answers otherwise than the settings say; use a local account.",
	}
	if other, ok := errors.AsType[*oidc.IssuerMismatchError](err); ok && strings.TrimSuffix(other.Provided, "/") == strings.TrimSuffix(other.Discovered, "/") {
		found.Field = "sso_setting_slash"
		found.Err = &Fault{fmt.Errorf("%w: only the final slash differs, the setting must be exactly what the provider calls itself", err)}
	}
	return found
}

// witness sees whether a provider answered whole, and not that it is broken.
type witness struct {
	next     http.RoundTripper
	answered atomic.Bool
}

// RoundTrip implements http.RoundTripper.
func (w *witness) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := w.next.RoundTrip(r)
	if err == nil && answer.StatusCode < http.StatusInternalServerError {
		answer.Body = &watched{answer.Body, w}
	}
	return answer, err
}

type watched struct {
	io.ReadCloser
	by *witness
}

// Read implements io.Reader.
func (b *watched) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		b.by.answered.Store(true)
	}
	return n, err
}

// What a provider may say in the place of a code (RFC 6749, § 4.1.2.1; OpenID Connect Core 1.0, § 3.1.2.6): the first are
// the person's own doing, the others that of settings.
var (
	declined = []string{"access_denied", "login_required", "interaction_required", "consent_required", "account_selection_required"}
	disputed = []string{
		"invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable",
		"invalid_request_uri", "invalid_request_object", "request_not_supported", "request_uri_not_supported", "registration_not_supported",
		"unmet_authentication_requirements",
	}
)

// answeredWith words an error of the provider. It came through the browser, so that anybody may have written it: only known
// ones are repeated, and no description.
func answeredWith(name string) error {
	switch {
	case slices.Contains(declined, name):
		return fmt.Errorf("the provider says %q", name)
	case slices.Contains(disputed, name):
		return &Fault{fmt.Errorf("the provider says %q", name)}
	}
	return errors.New("the provider says an error that no specification names")
}

// unexchanged is why a code gave no token. The provider's description is left out, since it may name the person.
func unexchanged(err error) error {
	if told, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return &untold{fmt.Sprintf("exchange code: status %d %q", told.Response.StatusCode, told.ErrorCode), err}
	}
	return fmt.Errorf("exchange code: %w", err)
}

// untold is an error in other words than its own.
type untold struct {
	words string
	error
}

// Error says the words.
func (u *untold) Error() string { return u.words }

// Unwrap returns the error itself.
func (u *untold) Unwrap() error { return u.error }

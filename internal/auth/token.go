package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
)

// LinkLife is how long a one-time link is good for.
const LinkLife = 24 * time.Hour

// longestPath bounds what a session keeps, in bytes.
const longestPath = 2000

// deviceLife is the longest that browsers keep a cookie.
const deviceLife = 400 * 24 * time.Hour

// NewToken returns 256 random bits as 43 characters that need no escaping in an address.
func NewToken() string {
	raw := make([]byte, 32)
	rand.Read(raw)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// HashToken returns the hexadecimal SHA-256 under which a token is kept.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// NewLink returns the token of a new one-time link, for its address, and what is kept of it.
// Account is 0 for desk.LinkSetUp.
func NewLink(purpose desk.LinkPurpose, account int64, now time.Time) (token string, link desk.Link) {
	token = NewToken()
	return token, desk.Link{TokenHash: HashToken(token), Purpose: purpose, Account: account, ExpiresAt: now.Add(LinkLife)}
}

// CheckLink returns nil when a link that storage knows is for the purpose and still good,
// otherwise segur.CodeGone with Field "link".
func CheckLink(link desk.Link, purpose desk.LinkPurpose, now time.Time) error {
	if link.Purpose != purpose || !now.Before(link.ExpiresAt) {
		return &segur.Error{Code: segur.CodeGone, Field: "link", Message: "This link is no longer good; ask for a new one."}
	}
	return nil
}

// DeviceStore keeps which browsers signed in to which account.
type DeviceStore interface {
	AddDevice(ctx context.Context, account int64, hash string) error
	HasDevice(ctx context.Context, account int64, hash string) (bool, error)
}

// Devices recognises browsers that once signed in to an account, by a cookie for each account
// so that none takes another's place on a shared computer. The cookie opens nothing: it only
// spares its owner the waits that strangers cause.
type Devices struct {
	store     DeviceStore
	transport Transport
}

// NewDevices returns a Devices.
func NewDevices(store DeviceStore, transport Transport) *Devices {
	return &Devices{store: store, transport: transport}
}

// Transport is what the browser talks to us over; it decides the names and flags of cookies.
type Transport string

// The transports.
const (
	HTTP  Transport = "http" // development only
	HTTPS Transport = "https"
)

// cookie returns a cookie of the desk, without value.
func (t Transport) cookie(name string) http.Cookie {
	if t == HTTPS {
		name = "__Secure-" + name
	}
	return http.Cookie{Name: name, Path: paths.Root, HttpOnly: true, Secure: t == HTTPS, SameSite: http.SameSiteLaxMode}
}

// Known returns the hash that names the browser when it once signed in to the account, for
// Attempt.Device; "" when it did not or when account is 0.
func (d *Devices) Known(r *http.Request, account int64) (string, error) {
	cookie, err := r.Cookie(d.cookie(account).Name)
	if err != nil || account == 0 {
		return "", nil // no cookie is no fault
	}
	hash := HashToken(cookie.Value)
	known, err := d.store.HasDevice(r.Context(), account, hash)
	if err != nil {
		return "", fmt.Errorf("look up browser of account %d: %w", account, err)
	}
	if !known {
		return "", nil
	}
	return hash, nil
}

// Remember makes the browser known to the account, unless it is already. Call it once every
// factor of the account was shown, before the answer is written.
func (d *Devices) Remember(w http.ResponseWriter, r *http.Request, account int64) error {
	known, err := d.Known(r, account)
	if err != nil || known != "" {
		return err
	}
	token := NewToken()
	if err := d.store.AddDevice(r.Context(), account, HashToken(token)); err != nil {
		return fmt.Errorf("remember browser of account %d: %w", account, err)
	}
	cookie := d.cookie(account)
	cookie.Value, cookie.MaxAge = token, int(deviceLife/time.Second)
	http.SetCookie(w, &cookie)
	return nil
}

func (d *Devices) cookie(account int64) http.Cookie {
	return d.transport.cookie(fmt.Sprintf("segur-device-%d", account))
}

// ReturnPath returns the address to go to after signing in: raw when it is a path of the desk,
// with or without a query, and the desk for whatever else somebody may have put there.
func ReturnPath(raw string) string {
	if strings.ContainsFunc(raw, unicode.IsControl) || strings.ContainsAny(raw, `\`) {
		return paths.Root
	}
	address, err := url.Parse(raw)
	if err != nil || address.Scheme != "" || address.Host != "" || address.User != nil || address.Opaque != "" {
		return paths.Root
	}
	plain := address.Path
	if !paths.Inside(plain) || path.Clean(plain) != strings.TrimSuffix(plain, "/") ||
		strings.ContainsFunc(plain, unicode.IsControl) || strings.ContainsAny(plain, `\`) {
		return paths.Root
	}
	written := (&url.URL{Path: plain, RawQuery: address.RawQuery}).String()
	if len(written) > longestPath {
		return paths.Root
	}
	return written
}

package auth

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// Shape of second factors. SHA-1, six digits and 30 s are what every authenticator knows; the
// secret has the 160 bits that RFC 4226 recommends.
const (
	stepSeconds   = 30
	codeDigits    = otp.DigitsSix
	secretBytes   = 20
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits: a plain SHA-256 of it cannot be searched
)

// FactorStore keeps what second factors need to remember.
type FactorStore interface {
	// UseTOTPStep reports whether the step is later than any used before, and keeps it.
	UseTOTPStep(ctx context.Context, account int64, step int64) (bool, error)
	// UseRecoveryCode reports whether the code was there, and takes it away.
	UseRecoveryCode(ctx context.Context, account int64, hash string) (bool, error)
}

// Factors checks second factors.
type Factors struct {
	store FactorStore
	clock func() time.Time
}

// NewFactors returns a Factors.
func NewFactors(store FactorStore, clock func() time.Time) *Factors {
	return &Factors{store: store, clock: clock}
}

// Check returns nil when the code is that of the account's authenticator, now or half a minute
// off, and was never used. Otherwise segur.CodeInvalid with Field "code", "code_used" or, without
// an authenticator, "no_factor".
func (f *Factors) Check(ctx context.Context, a desk.Account, code string) error {
	step, err := f.match(a.TOTPSecret, code)
	if err != nil {
		return err
	}
	fresh, err := f.store.UseTOTPStep(ctx, a.ID, step)
	if err != nil {
		return fmt.Errorf("use code of account %d: %w", a.ID, err)
	}
	if !fresh {
		return &segur.Error{Code: segur.CodeInvalid, Field: "code_used", Message: "This code was used already; wait for the next one."}
	}
	return nil
}

// Confirm checks the first code of an authenticator before its secret is kept. It returns the
// code's step, to be kept as desk.Account.TOTPStep so that the same code opens nothing. Errors
// as Check, without "code_used".
func (f *Factors) Confirm(secret, code string) (step int64, err error) {
	return f.match(secret, code)
}

// match returns the step that a code belongs to. All three are computed whichever is right.
func (f *Factors) match(secret, code string) (int64, error) {
	if secret == "" { // a code can be computed from it as from any other
		return 0, &segur.Error{Code: segur.CodeInvalid, Field: "no_factor", Message: "The account has no second factor."}
	}
	code = strings.Join(strings.Fields(code), "")
	now := f.clock().Unix() / stepSeconds
	found := int64(-1)
	for step := now - 1; step <= now+1; step++ {
		right, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: codeDigits, Algorithm: otp.AlgorithmSHA1})
		if err != nil && !errors.Is(err, otp.ErrValidateInputInvalidLength) {
			return 0, fmt.Errorf("check code: %w", err)
		}
		if right {
			found = step
		}
	}
	if found < 0 {
		return 0, &segur.Error{Code: segur.CodeInvalid, Field: "code", Message: "This code is not right."}
	}
	return found, nil
}

// Recover uses up a recovery code, as typed. It returns nil or segur.CodeInvalid with Field
// "recovery_code".
func (f *Factors) Recover(ctx context.Context, account int64, code string) error {
	right, err := f.store.UseRecoveryCode(ctx, account, hashRecovery(code))
	if err != nil {
		return fmt.Errorf("use recovery code of account %d: %w", account, err)
	}
	if !right {
		return &segur.Error{Code: segur.CodeInvalid, Field: "recovery_code", Message: "This recovery code is not right or was used already."}
	}
	return nil
}

// Enrolment is an authenticator being set up. Secret is base32 without padding.
type Enrolment struct {
	Issuer, Account, Secret string
}

// NewEnrolment returns an enrolment with a new secret. Issuer and account are what the
// authenticator shows beside the code.
func NewEnrolment(issuer, account string) Enrolment {
	secret := make([]byte, secretBytes)
	rand.Read(secret)
	return Enrolment{Issuer: issuer, Account: account, Secret: base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)}
}

// URL returns the otpauth address that authenticators read.
func (e Enrolment) URL() string {
	query := url.Values{"secret": {e.Secret}, "issuer": {e.Issuer}, "algorithm": {"SHA1"}, "digits": {codeDigits.String()}, "period": {fmt.Sprint(stepSeconds)}}
	return (&url.URL{
		Scheme: "otpauth", Host: "totp", Path: "/" + e.Issuer + ":" + e.Account,
		RawQuery: strings.ReplaceAll(query.Encode(), "+", "%20"), // authenticators show a plus sign as it is
	}).String()
}

// QR returns the address as a PNG picture, a square of so many pixels.
func (e Enrolment) QR(pixels int) ([]byte, error) {
	key, err := otp.NewKeyFromURL(e.URL())
	if err != nil {
		return nil, fmt.Errorf("read enrolment address: %w", err)
	}
	picture, err := key.Image(pixels, pixels)
	if err != nil {
		return nil, fmt.Errorf("draw enrolment code: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("write enrolment code: %w", err)
	}
	return out.Bytes(), nil
}

// Grouped returns the secret in groups of four, for typing.
func (e Enrolment) Grouped() string { return groups(e.Secret, " ") }

// RecoveryCodes are shown once and kept as hashes.
type RecoveryCodes struct {
	Codes  []string // "7k2m-q0xd-…", for their owner
	Hashes []string // hexadecimal SHA-256, for storage
}

// NewRecoveryCodes returns ten codes of 80 random bits.
func NewRecoveryCodes() RecoveryCodes {
	var made RecoveryCodes
	for range recoveryCodes {
		raw := make([]byte, recoveryBytes)
		rand.Read(raw)
		code := groups(base32.NewEncoding(recoveryLetters).WithPadding(base32.NoPadding).EncodeToString(raw), "-")
		made.Codes = append(made.Codes, code)
		made.Hashes = append(made.Hashes, hashRecovery(code))
	}
	return made
}

// recoveryLetters leaves out i, l and o, which read like digits, and u.
const recoveryLetters = "0123456789abcdefghjkmnpqrstvwxyz"

// hashRecovery hashes what a code says, however it is typed.
func hashRecovery(code string) string {
	code = strings.Map(func(r rune) rune {
		switch {
		case r == 'o':
			return '0'
		case r == 'i', r == 'l':
			return '1'
		case strings.ContainsRune(recoveryLetters, r):
			return r
		}
		return -1
	}, strings.ToLower(code))
	return HashToken(code)
}

func groups(text, between string) string {
	var parts []string
	for ; len(text) > 4; text = text[4:] {
		parts = append(parts, text[:4])
	}
	return strings.Join(append(parts, text), between)
}

package auth

import (
	"bytes"
	"errors"
	"image/color"
	"image/png"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// showing returns what an authenticator shows at a moment.
func showing(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestCodesOfAnAuthenticator(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	factors := NewFactors(s, w.time)
	secret := NewEnrolment("Ségur", "anne").Secret
	anne := newAccount(t, s, desk.Account{Name: "anne", TOTPSecret: secret})

	code := showing(t, secret, w.time())
	if err := factors.Check(t.Context(), anne, " "+code[:3]+" "+code[3:]+"\n"); err != nil {
		t.Errorf("the code of now: %v", err)
	}
	refusal(t, factors.Check(t.Context(), anne, code), segur.CodeInvalid, "code_used")
	refusal(t, factors.Check(t.Context(), anne, showing(t, secret, w.time().Add(-30*time.Second))), segur.CodeInvalid, "code_used")
	if err := factors.Check(t.Context(), anne, showing(t, secret, w.time().Add(30*time.Second))); err != nil {
		t.Errorf("an authenticator half a minute ahead: %v", err)
	}
	w.pass(10 * time.Minute)
	if err := factors.Check(t.Context(), anne, showing(t, secret, w.time().Add(-30*time.Second))); err != nil {
		t.Errorf("an authenticator half a minute late: %v", err)
	}
	refusal(t, factors.Check(t.Context(), anne, code), segur.CodeInvalid, "code")
	for _, wrong := range []string{
		"", "12345", "1234567", "abcdef", "०१२३४५", showing(t, secret, w.time().Add(time.Minute)), showing(t, secret, w.time().Add(-time.Minute)),
	} {
		if wrong != showing(t, secret, w.time()) {
			refusal(t, factors.Check(t.Context(), anne, wrong), segur.CodeInvalid, "code")
		}
	}
	bob := newAccount(t, s, desk.Account{Name: "bob"})
	refusal(t, factors.Check(t.Context(), bob, showing(t, "", w.time())), segur.CodeInvalid, "no_factor")
	if err := factors.Check(t.Context(), desk.Account{ID: bob.ID, TOTPSecret: "!"}, "123456"); segur.ErrorCode(err) != segur.CodeInternal {
		t.Errorf("a secret that cannot be read: %v", err)
	}
}

// The code that confirms an enrolment cannot also sign in.
func TestEnrolment(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	factors := NewFactors(s, w.time)
	enrolment := NewEnrolment("Suivi du Ségur", "anne@ars.example")
	if len(enrolment.Secret) != 32 || NewEnrolment("x", "y").Secret == enrolment.Secret {
		t.Errorf("secret %q", enrolment.Secret)
	}
	_, err := factors.Confirm(enrolment.Secret, "000000")
	if showing(t, enrolment.Secret, w.time()) != "000000" {
		refusal(t, err, segur.CodeInvalid, "code")
	}
	_, err = factors.Confirm("", showing(t, "", w.time()))
	refusal(t, err, segur.CodeInvalid, "no_factor")
	code := showing(t, enrolment.Secret, w.time())
	step, err := factors.Confirm(enrolment.Secret, code)
	if err != nil || step != w.time().Unix()/30 {
		t.Fatal(step, err)
	}
	anne := newAccount(t, s, desk.Account{Name: "anne", TOTPSecret: enrolment.Secret, TOTPStep: step})
	refusal(t, factors.Check(t.Context(), anne, code), segur.CodeInvalid, "code_used")

	key, err := otp.NewKeyFromURL(enrolment.URL())
	if err != nil {
		t.Fatal(err)
	}
	if key.Type() != "totp" || key.Issuer() != enrolment.Issuer || key.AccountName() != enrolment.Account || key.Secret() != enrolment.Secret ||
		key.Period() != 30 || key.Digits() != otp.DigitsSix || key.Algorithm() != otp.AlgorithmSHA1 {
		t.Errorf("authenticators read %s", key)
	}
	if u, err := url.Parse(enrolment.URL()); err != nil || strings.Contains(u.RawQuery, "+") {
		t.Errorf("%q, %v", enrolment.URL(), err)
	}
	if got := enrolment.Grouped(); !regexp.MustCompile(`^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$`).MatchString(got) || strings.ReplaceAll(got, " ", "") != enrolment.Secret {
		t.Errorf("grouped: %q", got)
	}
}

func TestEnrolmentPicture(t *testing.T) {
	t.Parallel()
	raw, err := NewEnrolment("Ségur", "anne").QR(240)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(raw))
	if err != nil || picture.Bounds().Dx() != 240 || picture.Bounds().Dy() != 240 {
		t.Fatal(picture.Bounds(), err)
	}
	dark := 0
	for x := range 240 {
		for y := range 240 {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 128 {
				dark++
			}
		}
	}
	if share := float64(dark) / (240 * 240); share < 0.2 || share > 0.7 {
		t.Errorf("%.2f of the picture is dark", share)
	}
	if _, err := NewEnrolment("Ségur", "anne").QR(1); err == nil {
		t.Error("a picture of one pixel")
	}
}

func TestRecoveryCodes(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	factors := NewFactors(s, w.time)
	anne := newAccount(t, s, desk.Account{Name: "anne", TOTPSecret: NewEnrolment("x", "anne").Secret})
	bob := newAccount(t, s, desk.Account{Name: "bob", TOTPSecret: NewEnrolment("x", "bob").Secret})
	made := NewRecoveryCodes()
	if len(made.Codes) != 10 || len(made.Hashes) != 10 {
		t.Fatalf("%d codes, %d hashes", len(made.Codes), len(made.Hashes))
	}
	seen := map[string]bool{}
	for i, code := range made.Codes {
		if !regexp.MustCompile(`^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$`).MatchString(code) || seen[code] {
			t.Errorf("code %q", code)
		}
		seen[code] = true
		if !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(made.Hashes[i]) {
			t.Errorf("hash %q", made.Hashes[i])
		}
	}
	if err := s.ReplaceRecoveryCodes(t.Context(), anne.ID, made.Hashes); err != nil {
		t.Fatal(err)
	}
	confused := strings.NewReplacer("0", "O", "1", "l").Replace(made.Codes[4])
	for i, typed := range []string{
		made.Codes[0], strings.ToUpper(made.Codes[1]), " " + strings.ReplaceAll(made.Codes[2], "-", "") + " ",
		strings.ReplaceAll(made.Codes[3], "-", " "), confused,
	} {
		refusal(t, factors.Recover(t.Context(), bob.ID, typed), segur.CodeInvalid, "recovery_code")
		if err := factors.Recover(t.Context(), anne.ID, typed); err != nil {
			t.Errorf("%q for %q: %v", typed, made.Codes[i], err)
		}
		refusal(t, factors.Recover(t.Context(), anne.ID, made.Codes[i]), segur.CodeInvalid, "recovery_code")
	}
	for _, wrong := range []string{"", "0000-0000-0000-0000", made.Hashes[7], made.Codes[7][1:]} {
		refusal(t, factors.Recover(t.Context(), anne.ID, wrong), segur.CodeInvalid, "recovery_code")
	}
	if left, err := s.RecoveryCodesLeft(t.Context(), anne.ID); left != 5 || err != nil {
		t.Errorf("%d left, %v", left, err)
	}
}

// A storage that fails is neither a right code nor a wrong one.
func TestFactorsWithoutStorage(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	anne := newAccount(t, s, desk.Account{Name: "anne", TOTPSecret: NewEnrolment("x", "anne").Secret})
	factors := NewFactors(s, w.time)
	gone := cancelled(t)
	for _, err := range []error{
		factors.Check(gone, anne, showing(t, anne.TOTPSecret, w.time())), factors.Recover(gone, anne.ID, "0000"),
	} {
		var e *segur.Error
		if err == nil || errors.As(err, &e) && e.Code == segur.CodeInvalid {
			t.Errorf("%v", err)
		}
	}
	if err := factors.Check(t.Context(), anne, showing(t, anne.TOTPSecret, w.time())); err != nil {
		t.Errorf("the code was spent for nothing: %v", err)
	}
}

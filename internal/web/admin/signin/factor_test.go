package signin_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

func TestTheSecondFactorComesAfterThePassword(t *testing.T) {
	a := account(t, shared, "agent-two", desk.RoleApprover)
	phone := authenticator(t, shared, a)
	v := visit(t, shared)
	v.get("/admin/connexion?retour=/admin/publications")
	v.submit("/admin/connexion", "nom", "agent-two", "mot-de-passe", password)
	want(t, "leads to", v.to(), "/admin/second-facteur")
	awaited := *v.session()
	want(t, "in with the password only", v.isIn(), false)
	if len(v.cookies) != 1 {
		t.Errorf("the browser is known too early: %v", v.cookies)
	}

	v.get("/admin/second-facteur")
	for _, wrong := range []string{"000000", "", "abc", phone.code(5)} {
		v.submit("/admin/second-facteur", "code", wrong)
		want(t, "status of "+wrong, v.page.Status, http.StatusUnprocessableEntity)
		want(t, "the box", v.doc().Find("#f-code.govuk-input--error").Length(), 1)
		want(t, "the summary", v.doc().Find(`.govuk-error-summary a[href="#f-code"]`).Length(), 1)
		want(t, "in with "+wrong, v.isIn(), false)
		v.get("/admin/second-facteur")
	}
	v.submit("/admin/second-facteur", "code", phone.code(0))
	want(t, "leads to", v.to(), "/admin/publications")
	if v.session().Value == awaited.Value {
		t.Error("the token is the one from before the second factor")
	}
	want(t, "in", v.isIn(), true)
	planted := visit(t, shared)
	planted.cookies[awaited.Name] = &awaited
	want(t, "in with the token from before", planted.isIn(), false)

	lines := journal(t, shared, "agent-two")
	want(t, "journal", lines[0], "sign_in agent-two password_code")
	want(t, "journal of refusals", lines[1], "second_factor_refused  code")
}

// A code that somebody saw over a shoulder opens nothing once it was used.
func TestACodeServesOnce(t *testing.T) {
	phone := authenticator(t, shared, account(t, shared, "agent-once", desk.RoleApprover))
	code := phone.code(0)
	visit(t, shared).in("agent-once").submit2(code)
	thief := visit(t, shared).in("agent-once")
	thief.submit2(code)
	want(t, "status", thief.page.Status, http.StatusUnprocessableEntity)
	if !strings.Contains(thief.said(), "déjà servi") {
		t.Error(thief.said())
	}
	want(t, "in", thief.isIn(), false)
	thief.submit2(phone.code(-1))
	want(t, "an earlier one", thief.page.Status, http.StatusUnprocessableEntity)
	thief.submit2(phone.code(1))
	want(t, "the next one", thief.page.Status, http.StatusSeeOther)
}

func TestRecoveryCodesServeOnce(t *testing.T) {
	account(t, shared, "agent-lost", desk.RoleApprover)
	v := visit(t, shared).in("agent-lost")
	want(t, "leads to", v.to(), "/admin/compte/second-facteur")
	_, codes := v.enrol()
	want(t, "codes", len(codes), 10)
	typed := strings.ToUpper(strings.ReplaceAll(codes[3], "-", " "))
	lost := visit(t, shared).in("agent-lost")
	lost.get("/admin/second-facteur")
	lost.submit("/admin/second-facteur", "code-de-secours", typed)
	want(t, "status", lost.page.Status, http.StatusSeeOther)
	lost.get("/admin/compte")
	if !strings.Contains(strings.ReplaceAll(lost.said(), "\u00a0", " "), "Codes de secours restants : 9") || !strings.Contains(strings.ReplaceAll(lost.said(), "\u00a0", " "), "Il reste 9 codes") {
		t.Error(lost.said())
	}
	thief := visit(t, shared).in("agent-lost")
	thief.get("/admin/second-facteur")
	thief.submit("/admin/second-facteur", "code-de-secours", typed)
	want(t, "a second time", thief.page.Status, http.StatusUnprocessableEntity)
	want(t, "the box is open", thief.doc().Find("details[open] #f-code-de-secours").Length(), 1)
	want(t, "in a second time", thief.isIn(), false)
	lines := strings.Join(journal(t, shared, "agent-lost"), "; ")
	for _, line := range []string{"recovery_code_used agent-lost", "sign_in agent-lost password_recovery_code", "second_factor_refused  recovery_code"} {
		want(t, line, strings.Count(lines, line), 1)
	}
}

// enrol sets a second factor up as a person does, and returns the authenticator with the
// recovery codes as the page shows them.
func (v *visitor) enrol() (*phone, []string) {
	v.t.Helper()
	v.get("/admin/compte/second-facteur")
	p := &phone{t: v.t, site: v.site, secret: strings.ReplaceAll(v.doc().Find(".seg-secret").Text(), " ", "")}
	v.submit("/admin/compte/second-facteur", "code", p.code(-1))
	var codes []string
	for _, item := range v.doc().Find(".seg-codes li").EachIter() {
		codes = append(codes, item.Text())
	}
	if v.page.Status != http.StatusOK || len(codes) == 0 {
		v.t.Fatalf("enrolling answers %d: %s", v.page.Status, v.said())
	}
	return p, codes
}

// Guessing codes is slowed down by itself: whoever does it knows the password.
func TestGuessingCodesIsSlowedDown(t *testing.T) {
	s := testkit.Open(t)
	phone := authenticator(t, s, account(t, s, "agent-guess", desk.RoleApprover))
	v := visit(t, s).in("agent-guess")
	for range 5 {
		want(t, "a guess", v.submit2("000000").Status, http.StatusUnprocessableEntity)
	}
	v.submit2(phone.code(0))
	want(t, "the right one among too many", v.page.Status, http.StatusTooManyRequests)
	if v.page.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	elsewhere := visit(t, s).in("agent-guess")
	want(t, "from another network", elsewhere.submit2(phone.code(0)).Status, http.StatusTooManyRequests)
	s.Clock.Set(s.Clock.Now().Add(2 * time.Second))
	want(t, "after the wait", elsewhere.submit2(phone.code(0)).Status, http.StatusSeeOther)
	for range 8 { // right codes are no guesses
		s.Clock.Set(s.Clock.Now().Add(30 * time.Second))
		want(t, "a right code", visit(t, s).in("agent-guess").submit2(phone.code(0)).Status, http.StatusSeeOther)
	}
}

// The session of a person who signed in without it shows the second factor later.
func TestSteppingUp(t *testing.T) {
	account(t, shared, "agent-up", desk.RoleAdmin)
	v := visit(t, shared).in("agent-up")
	want(t, "leads to", v.to(), "/admin/compte/second-facteur")
	v.get("/admin/comptes")
	want(t, "a right that waits leads to", v.to(), "/admin/second-facteur?retour=%2Fadmin%2Fcomptes")
	v.get(v.to())
	want(t, "without an authenticator leads to", v.to(), "/admin/compte/second-facteur")
	v.get(v.to())
	before := *v.session()
	phone, _ := v.enrol()
	if v.session().Value == before.Value {
		t.Error("the token is the one from before the second factor")
	}
	want(t, "leads on to", v.doc().Find("main a.govuk-button").AttrOr("href", ""), "/admin/comptes")
	want(t, "the right is there", v.get("/admin/comptes").Status, http.StatusOK)

	// Another session of the same account, opened before: it has the password only.
	other := visit(t, shared)
	other.cookies[before.Name] = &before
	want(t, "in with the token from before", other.isIn(), false)
	again := visit(t, shared).in("agent-up")
	again.submit2(phone.code(0))
	want(t, "the right is there", again.get("/admin/comptes").Status, http.StatusOK)
	want(t, "who has shown it is sent on", again.get("/admin/second-facteur?retour=/admin/comptes").Header.Get("Location"), "/admin/comptes")
}

// Nobody is asked for a second factor out of the blue, and for ten minutes only.
func TestTheQuestionEnds(t *testing.T) {
	s := testkit.Open(t)
	stranger := visit(t, s)
	want(t, "a stranger", stranger.get("/admin/second-facteur").Header.Get("Location"), "/admin/connexion")
	want(t, "a stranger's form", stranger.do(http.MethodPost, "/admin/second-facteur", map[string][]string{"code": {"123456"}}).Header.Get("Location"), "/admin/connexion")

	a := account(t, s, "agent-slow", desk.RoleApprover)
	phone := authenticator(t, s, a)
	v := visit(t, s).in("agent-slow")
	v.get("/admin/second-facteur")
	s.Clock.Set(s.Clock.Now().Add(10*time.Minute + time.Second))
	v.submit("/admin/second-facteur", "code", phone.code(0))
	want(t, "too late", v.to(), "/admin/connexion")
	want(t, "in", v.isIn(), false)

	v = visit(t, s).in("agent-slow")
	v.get("/admin/second-facteur")
	a, err := s.App.Accounts().Account(t.Context(), desk.Actor{Account: a}, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	disable(t, s, a)
	v.submit("/admin/second-facteur", "code", phone.code(0))
	want(t, "disabled meanwhile", v.to(), "/admin/connexion")
	want(t, "in", v.isIn(), false)
}

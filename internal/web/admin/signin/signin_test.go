package signin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

func TestSigningInAndOut(t *testing.T) {
	account(t, shared, "agent-in", desk.RoleEditor)
	v := visit(t, shared)
	v.get("/admin/propositions?statut=submitted")
	want(t, "a stranger is led to", v.to(), "/admin/connexion?retour=%2Fadmin%2Fpropositions%3Fstatut%3Dsubmitted")
	v.get(v.to())
	if v.session() != nil {
		t.Error("the sign-in page starts a session for whoever looks at it")
	}
	v.submit("/admin/connexion", "nom", " Agent-IN ", "mot-de-passe", password)
	want(t, "status", v.page.Status, http.StatusSeeOther)
	want(t, "leads to", v.to(), "/admin/propositions?statut=submitted")
	cookie := v.session()
	if cookie == nil || !cookie.HttpOnly || cookie.Path != "/admin" || cookie.SameSite != http.SameSiteLaxMode || cookie.MaxAge != 0 || cookie.Secure {
		t.Errorf("cookie %+v", cookie)
	}
	want(t, "no-store", v.page.Header.Get("Cache-Control"), "no-store")
	want(t, "is in", v.isIn(), true)
	want(t, "the sign-in page sends those on who are in", v.get("/admin/connexion?retour=/admin/journal").Header.Get("Location"), "/admin/journal")

	v.get("/admin/deconnexion")
	v.submit("/admin/deconnexion")
	want(t, "leads to", v.to(), "/admin/deconnexion")
	want(t, "is in", v.isIn(), false)
	if v.get("/admin/deconnexion"); !strings.Contains(v.said(), "Session fermée") {
		t.Error(v.said())
	}
	old := visit(t, shared)
	old.cookies[cookie.Name] = cookie
	want(t, "the former cookie is in", old.isIn(), false)
	want(t, "journal", strings.Join(journal(t, shared, "agent-in"), "; "), "sign_out agent-in; sign_in agent-in password")
}

// Unknown account, wrong password, disabled account, account that never chose one: whoever
// tries cannot tell them apart, those who read the journal can.
func TestRefusalsReadTheSame(t *testing.T) {
	account(t, shared, "agent-real", desk.RoleEditor)
	disable(t, shared, account(t, shared, "agent-gone", desk.RoleEditor))
	pages := map[string]string{}
	for _, c := range []struct{ name, password, reason string }{
		{"agent-real", "tout autre chose", "wrong_password"},
		{"agent-gone", password, "disabled_account"},
		{"agent-gone", "tout autre chose", "wrong_password"},
		{"agent-nobd", password, "unknown_account"},
		{"agent-nobe", strings.Repeat("x", 5000), "unknown_account"},
	} {
		v := visit(t, shared)
		r := v.enter(c.name, c.password)
		want(t, c.name+" status", r.Status, http.StatusUnprocessableEntity)
		want(t, c.name+" cookies", len(v.cookies), 0)
		want(t, c.name+" name kept", v.doc().Find("#f-nom").AttrOr("value", ""), c.name)
		want(t, c.name+" password kept", v.doc().Find("#f-mot-de-passe").AttrOr("value", ""), "")
		noted := c.name
		if c.reason == "unknown_account" {
			noted = "age…" // no more of what may be a password in the wrong box
		}
		want(t, c.name+" journal", journal(t, shared, noted)[0], "sign_in_refused  "+c.reason)
		pages[strings.ReplaceAll(string(r.Body), c.name, "NAME")] = c.name
	}
	if len(pages) != 1 {
		t.Errorf("%d different answers: %v", len(pages), pages)
	}
	v := visit(t, shared)
	v.enter("", "")
	want(t, "empty boxes", v.page.Status, http.StatusUnprocessableEntity)
	want(t, "faults", v.doc().Find(".govuk-error-summary__list li").Length(), 2)
}

// What a stranger types as a name is cut before it is written down.
func TestStrangeNamesInTheJournal(t *testing.T) {
	v := visit(t, shared)
	v.enter("zz\x00\u202e\n"+strings.Repeat("é", 500), password)
	v.enter(strings.Repeat("\u0000", 80)+"zy", password)
	want(t, "journal", len(journal(t, shared, "zzé…")), 1)
	want(t, "journal", len(journal(t, shared, "zy…")), 1)
}

// Somebody who guesses is told to wait, the person whose account it is signs in all the same.
func TestGuessingIsSlowedDown(t *testing.T) {
	s := testkit.Open(t)
	account(t, s, "agent-aim", desk.RoleEditor)
	colleague := visit(t, s).in("agent-aim")
	thief := visit(t, s)
	for range 5 {
		want(t, "a guess", thief.enter("agent-aim", "faux").Status, http.StatusUnprocessableEntity)
	}
	for range 30 {
		thief.enter("agent-aim", password)
		want(t, "a guess too many", thief.page.Status, http.StatusTooManyRequests)
	}
	wait, err := strconv.Atoi(thief.page.Header.Get("Retry-After"))
	if err != nil || wait < 1 || !strings.Contains(thief.said(), "Réessayez dans "+strconv.Itoa(wait)+" seconde") {
		t.Errorf("wait %d, %v: %s", wait, err, thief.said())
	}
	throttled := 0
	for _, line := range journal(t, s, "agent-aim") {
		if strings.HasPrefix(line, "throttled") {
			throttled++
		}
	}
	want(t, "lines about it within a minute", throttled, 1)

	// The owner, from the browser that signed in before, even on the network of the thief; and
	// from elsewhere.
	colleague.address = thief.address
	colleague.get("/admin/deconnexion")
	colleague.submit("/admin/deconnexion")
	colleague.in("agent-aim")
	visit(t, s).in("agent-aim")

	s.Clock.Set(s.Clock.Now().Add(time.Duration(wait) * time.Second))
	thief.enter("agent-aim", password)
	want(t, "after the wait", thief.page.Status, http.StatusSeeOther)

	office := visit(t, s).address
	for range 40 { // right passwords are no guesses, however many come from one network
		v := visit(t, s)
		v.address = office
		v.in("agent-aim")
	}
}

// Guesses at names that nobody has leave one line a minute, however many names.
func TestAFloodOfNamesDoesNotFillTheJournal(t *testing.T) {
	s := testkit.Open(t)
	v := visit(t, s)
	for i := range 60 {
		v.enter("nobody-"+strconv.Itoa(i), "faux")
	}
	want(t, "at the end", v.page.Status, http.StatusTooManyRequests)
	lines := map[desk.Action]int{}
	for _, e := range everything(t, s) {
		lines[e.Action]++
	}
	if lines[desk.ActionSignInRefused] > 31 || lines[desk.ActionThrottled] != 1 {
		t.Errorf("%v", lines)
	}
}

// hostile are addresses outside of the desk, in many spellings.
func hostile() []string {
	return []string{
		"//evil.example", "///evil.example", "////evil.example/admin", "https://evil.example", "http://evil.example/admin", "https:evil.example",
		"https:/evil.example", "//evil.example/admin", `\\evil.example`, `/\evil.example`, `/admin\..\..\evil`, `\/evil.example`, "/admin/../mesures",
		"/admin/%2e%2e/mesures", "/admin/..%2f..%2f", "/administrateur", "/mesures", "/", "", "admin", "../admin", "javascript:alert(1)",
		"data:text/html,x", "//evil.example%2f@/admin", "/admin//evil.example", "/admin/%5cevil.example", "https://admin@evil.example/admin",
		"\t//evil.example", " //evil.example", "/admin\r\nLocation: https://evil.example", "/admin/%0d%0aSet-Cookie:a=b", "//evil.example\x00/admin",
	}
}

// Nobody is led away from the desk by a link that asks for it, wherever the wish is put.
func TestNobodyIsLedAway(t *testing.T) {
	a := account(t, shared, "agent-led", desk.RoleApprover)
	phone := authenticator(t, shared, a)
	member := visit(t, shared).in("agent-led")
	member.submit2(phone.code(0))
	account(t, shared, "agent-led-2", desk.RoleEditor)
	for _, address := range hostile() {
		in := visit(t, shared)
		in.get("/admin/connexion?retour=" + url.QueryEscape(address))
		want(t, address+" in the page", in.doc().Find("input[name=retour]").AttrOr("value", ""), "/admin")
		in.submit("/admin/connexion", "nom", "agent-led-2", "mot-de-passe", password, "retour", address)
		want(t, address+" after signing in", in.to(), "/admin")
		want(t, address+" when in already", member.get("/admin/connexion?retour="+url.QueryEscape(address)).Header.Get("Location"), "/admin")
		want(t, address+" after the factor", member.get("/admin/second-facteur?retour="+url.QueryEscape(address)).Header.Get("Location"), "/admin")
	}
}

func TestCookiesOverHTTPS(t *testing.T) {
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL = "https://segur.example.org" }))
	account(t, s, "agent-tls", desk.RoleEditor)
	v := visit(t, s).in("agent-tls")
	if len(v.cookies) != 2 {
		t.Errorf("cookies %v", v.cookies)
	}
	for name, c := range v.cookies {
		if !strings.HasPrefix(name, "__Secure-") || !c.Secure || !c.HttpOnly || c.Path != "/admin" || c.SameSite != http.SameSiteLaxMode || c.Domain != "" {
			t.Errorf("%+v", c)
		}
	}
	for _, path := range []string{"/", "/mesures", "/en/", "/healthz", "/nope", "/administration"} {
		r := v.get(path)
		if len(r.Header.Values("Set-Cookie")) > 0 || strings.Contains(r.Header.Get("Vary"), "Cookie") {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

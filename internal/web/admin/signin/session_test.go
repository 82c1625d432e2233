package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

// Whoever plants a session of their own in somebody's browser, or saw its cookie before,
// is not in once that person signs in.
func TestSessionFixation(t *testing.T) {
	account(t, shared, "agent-bait", desk.RoleEditor)
	authenticator(t, shared, account(t, shared, "agent-crook", desk.RoleApprover))
	crook := visit(t, shared).in("agent-crook") // half way in: the session exists
	planted := *crook.session()
	victim := visit(t, shared)
	victim.cookies[planted.Name] = &planted
	victim.in("agent-bait")
	if victim.session().Value == planted.Value {
		t.Fatal("the victim goes on with the planted token")
	}
	want(t, "the victim is in", victim.isIn(), true)
	crook.cookies[planted.Name] = &planted
	want(t, "the crook is in", crook.isIn(), false)
	want(t, "the crook's own question is gone", crook.get("/admin/second-facteur").Header.Get("Location"), "/admin/connexion")

	made := visit(t, shared)
	made.cookies[planted.Name] = &http.Cookie{Name: planted.Name, Value: strings.Repeat("A", 43)}
	made.in("agent-bait")
	if made.session().Value == strings.Repeat("A", 43) {
		t.Error("a token made up by a stranger becomes a session")
	}
}

func TestSessionsEnd(t *testing.T) {
	s := testkit.Open(t)
	account(t, s, "agent-time", desk.RoleEditor)
	pass := func(d time.Duration) { s.Clock.Set(s.Clock.Now().Add(d)) }
	v := visit(t, s).in("agent-time")
	pass(29 * time.Minute)
	want(t, "after 29 minutes", v.isIn(), true)
	pass(29 * time.Minute)
	want(t, "after 29 more", v.isIn(), true)
	pass(31 * time.Minute)
	want(t, "idle for 31 minutes", v.isIn(), false)

	v = visit(t, s).in("agent-time")
	for range 35 { // 11 h 40
		pass(20 * time.Minute)
		want(t, "busy all day", v.isIn(), true)
	}
	pass(21 * time.Minute)
	want(t, "after 12 hours", v.isIn(), false)
}

func TestPeopleEndTheirSessions(t *testing.T) {
	account(t, shared, "agent-many", desk.RoleEditor)
	account(t, shared, "agent-else", desk.RoleEditor)
	here, there, third := visit(t, shared).in("agent-many"), visit(t, shared).in("agent-many"), visit(t, shared).in("agent-many")
	foreign := visit(t, shared).in("agent-else")
	here.get("/admin/compte")
	want(t, "sessions shown", here.doc().Find(".seg-account .seg-queue li").Length(), 3)
	want(t, "marked as this one", here.doc().Find(".seg-account .seg-queue .seg-badge").Length(), 1)
	if !strings.Contains(here.said(), "Firefox, Linux") {
		t.Error(here.said())
	}
	there.get("/admin/compte")
	one := there.doc().Find(".seg-account input[name=session]").First().AttrOr("value", "")
	there.submit("/admin/compte/sessions", "session", one)
	want(t, "status", there.page.Status, http.StatusSeeOther)
	left := 0
	for _, v := range []*visitor{here, third} {
		if v.isIn() {
			left++
		}
	}
	want(t, "others left", left, 1)

	visit(t, shared).in("agent-many")
	there.get("/admin/compte")
	there.submit("/admin/compte/sessions", "session", "autres")
	want(t, "here", here.isIn(), false)
	want(t, "third", third.isIn(), false)
	want(t, "there", there.isIn(), true)

	foreign.get("/admin/compte")
	want(t, "foreign sessions", foreign.doc().Find(".seg-account .seg-queue li").Length(), 1)
	there.get("/admin/compte")
	token := there.doc().Find("input[name=jeton]").First().AttrOr("value", "")
	there.do(http.MethodPost, "/admin/compte/sessions", url.Values{"jeton": {token}, "session": {auth.HashToken(foreign.session().Value)}})
	want(t, "somebody else's session", foreign.isIn(), true)
	want(t, "journal", strings.Count(strings.Join(journal(t, shared, "agent-many"), ";"), "session_revoked agent-many"), 3)
}

// An account that is taken out of use ends at once, in every browser.
func TestADisabledAccountIsOutAtOnce(t *testing.T) {
	a := account(t, shared, "agent-fired", desk.RoleEditor)
	v := visit(t, shared).in("agent-fired")
	want(t, "in", v.isIn(), true)
	disable(t, shared, a)
	v.get("/admin/compte")
	want(t, "leads to", v.to(), "/admin/connexion?retour=%2Fadmin%2Fcompte")
	if v.session() != nil {
		t.Error("the cookie stays")
	}
}

// What another site sends is refused, whatever it knows.
func TestRequestsFromOtherSites(t *testing.T) {
	account(t, shared, "agent-csrf", desk.RoleEditor)
	v := visit(t, shared).in("agent-csrf")
	v.get("/admin/compte")
	token := v.doc().Find("input[name=jeton]").First().AttrOr("value", "")
	for _, header := range []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example", "Origin: null"} {
		for path, form := range map[string]url.Values{
			"/admin/compte/langue": {"jeton": {token}, "langue": {"en"}},
			"/admin/deconnexion":   {"jeton": {token}},
			"/admin/connexion":     {"nom": {"agent-csrf"}, "mot-de-passe": {password}},
		} {
			r := v.do(http.MethodPost, path, form, header)
			want(t, header+" "+path, r.Status, http.StatusForbidden)
		}
	}
	want(t, "still in, in French", strings.Contains(string(v.get("/admin/compte").Body), "Votre compte"), true)
	lines := 0
	for _, e := range everything(t, shared) {
		if e.Actor == "agent-csrf" && e.Action == desk.ActionForbidden && e.Reason == "foreign" {
			lines++
		}
	}
	want(t, "lines of the journal, one for each", lines, 12)
	own := v.do(http.MethodPost, "/admin/compte/langue", url.Values{"jeton": {token}, "langue": {"fr"}}, "Sec-Fetch-Site: same-origin")
	want(t, "one's own form", own.Status, http.StatusSeeOther)
}

// A form without the token of its session changes nothing, and what was typed comes back.
func TestFormsOfAnotherSession(t *testing.T) {
	account(t, shared, "agent-form", desk.RoleEditor)
	account(t, shared, "agent-form-2", desk.RoleEditor)
	v, other := visit(t, shared).in("agent-form"), visit(t, shared).in("agent-form-2")
	other.get("/admin/compte")
	foreign := other.doc().Find("input[name=jeton]").First().AttrOr("value", "")
	for name, token := range map[string]string{"none": "", "made up": strings.Repeat("x", 43), "somebody else's": foreign} {
		v.do(http.MethodPost, "/admin/compte/mot-de-passe", url.Values{
			"jeton": {token}, "mot-de-passe-actuel": {password}, "mot-de-passe": {"une autre phrase longue"}, "motif": {"ce qui a été tapé"},
		})
		want(t, name, v.page.Status, http.StatusForbidden)
		want(t, name+": kept", v.doc().Find("textarea[name=motif]").Text(), "ce qui a été tapé")
		if body := string(v.page.Body); strings.Contains(body, "une autre phrase") || strings.Contains(body, password) {
			t.Errorf("%s: a password is sent back", name)
		}
	}
	want(t, "the password is the same", visit(t, shared).enter("agent-form", password).Status, http.StatusSeeOther)
	authenticator(t, shared, account(t, shared, "agent-form-3", desk.RoleApprover))
	half := visit(t, shared).in("agent-form-3")
	r := half.do(http.MethodPost, "/admin/second-facteur", url.Values{"code": {"123456"}, "jeton": {foreign}})
	want(t, "the form of the second factor", r.Status, http.StatusUnprocessableEntity)
	if !strings.Contains(half.said(), "session qui n’est plus la vôtre") {
		t.Error(half.said())
	}
}

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

// link issues a one-time link and returns its path.
func link(t testing.TB, s *testkit.Site, purpose desk.LinkPurpose, account int64) string {
	t.Helper()
	token, link := auth.NewLink(purpose, account, s.Clock.Now())
	if err := s.App.Accounts().IssueLink(t.Context(), desk.Operator(), link); err != nil {
		t.Fatal(err)
	}
	if purpose == desk.LinkSetUp {
		return "/admin/installation/" + token
	}
	return "/admin/lien/" + token
}

const other = "sept nuages verts au plafond"

func TestALinkResetsThePasswordOnce(t *testing.T) {
	a := account(t, shared, "agent-forgot", desk.RoleEditor)
	in := visit(t, shared).in("agent-forgot")
	path := link(t, shared, desk.LinkReset, a.ID)
	v := visit(t, shared)
	want(t, "the page", v.get(path).Status, http.StatusOK)
	want(t, "looking at it twice", v.get(path).Status, http.StatusOK)
	if !strings.Contains(v.said(), "agent-forgot") || len(v.cookies) > 0 {
		t.Errorf("%v: %s", v.cookies, v.said())
	}
	for _, c := range []struct{ first, again, box string }{
		{"zk81", "zk81", "#f-mot-de-passe"},
		{"motdepasse2026", "motdepasse2026", "#f-mot-de-passe"},
		{"xx-agent-forgot-zk81", "xx-agent-forgot-zk81", "#f-mot-de-passe"},
		{other, other + " ", "#f-mot-de-passe-encore"},
		{strings.Repeat("long ", 60), strings.Repeat("long ", 60), "#f-mot-de-passe"},
	} {
		v.submit(path, "mot-de-passe", c.first, "mot-de-passe-encore", c.again)
		want(t, c.first, v.page.Status, http.StatusUnprocessableEntity)
		want(t, c.first+" box", v.doc().Find(c.box+`[aria-invalid="true"]`).Length(), 1)
		if strings.Contains(string(v.page.Body), c.first) {
			t.Errorf("%q is sent back", c.first)
		}
	}
	want(t, "still in", in.isIn(), true)
	stale := v.page
	v.submit(path, "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "leads to", v.to(), "/admin/connexion?fait=mot-de-passe")
	want(t, "other sessions", in.isIn(), false)
	if v.get(v.to()); !strings.Contains(v.said(), "Votre mot de passe est enregistré") {
		t.Error(v.said())
	}
	want(t, "the former password", visit(t, shared).enter("agent-forgot", password).Status, http.StatusUnprocessableEntity)
	want(t, "the new one", visit(t, shared).enter("agent-forgot", other).Status, http.StatusSeeOther)

	want(t, "the page again", v.get(path).Status, http.StatusGone)
	v.page = stale
	v.submit(path, "mot-de-passe", password, "mot-de-passe-encore", password)
	want(t, "the form again", v.page.Status, http.StatusGone)
	want(t, "the new one stays", visit(t, shared).enter("agent-forgot", other).Status, http.StatusSeeOther)
}

func TestLinksThatLeadNowhere(t *testing.T) {
	s := testkit.Open(t)
	a := account(t, s, "agent-late", desk.RoleEditor)
	late, gone := link(t, s, desk.LinkReset, a.ID), link(t, s, desk.LinkReset, account(t, s, "agent-off", desk.RoleEditor).ID)
	off, err := s.App.Accounts().Account(t.Context(), desk.Operator(), a.ID+1)
	if err != nil {
		t.Fatal(err)
	}
	disable(t, s, off)
	v := visit(t, s)
	setUp := strings.Replace(late, "/admin/lien/", "/admin/installation/", 1)
	form := url.Values{"mot-de-passe": {other}, "mot-de-passe-encore": {other}, "nom": {"crook"}, "nom-affiche": {"Crook"}, "langue": {"fr"}}
	for _, path := range []string{gone, setUp, "/admin/lien/" + auth.NewToken(), "/admin/installation/" + auth.NewToken(), "/admin/lien/x"} {
		want(t, path, v.get(path).Status, http.StatusGone)
		want(t, path+" form", v.do(http.MethodPost, path, form).Status, http.StatusGone)
	}
	want(t, "lines within a minute", deadLinks(t, s), 1)
	s.Clock.Set(s.Clock.Now().Add(24 * time.Hour))
	want(t, "after a day", v.get(late).Status, http.StatusGone)
	want(t, "after a day, form", v.do(http.MethodPost, late, form).Status, http.StatusGone)
	want(t, "lines a day later", deadLinks(t, s), 2)
	want(t, "the former password", visit(t, s).enter("agent-late", password).Status, http.StatusSeeOther)
}

// deadLinks counts the lines about links that lead nowhere.
func deadLinks(t testing.TB, s *testkit.Site) int {
	t.Helper()
	n := 0
	for _, e := range everything(t, s) {
		if e.Object == "link" && e.Action == desk.ActionSignInRefused && e.Reason == "dead_link" && e.Old+e.New == "" {
			n++
		}
	}
	return n
}

// A link dies with the next one, and with a password that its owner chose otherwise.
func TestLinksDieBeforeTheyAreUsed(t *testing.T) {
	s := testkit.Open(t)
	a := account(t, s, "agent-lost", desk.RoleEditor)
	v := visit(t, s).in("agent-lost")
	first := link(t, s, desk.LinkReset, a.ID)
	second := link(t, s, desk.LinkReset, a.ID)
	want(t, "the first", visit(t, s).get(first).Status, http.StatusGone)
	want(t, "the second", visit(t, s).get(second).Status, http.StatusOK)
	v.get("/admin/compte")
	v.submit("/admin/compte/mot-de-passe", "mot-de-passe-actuel", password, "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "leads to", v.to(), "/admin/compte")
	want(t, "the second, afterwards", visit(t, s).get(second).Status, http.StatusGone)
}

func TestTheFirstAccount(t *testing.T) {
	s := testkit.Open(t)
	former := link(t, s, desk.LinkSetUp, 0)
	path := link(t, s, desk.LinkSetUp, 0)
	want(t, "the link of an earlier start", visit(t, s).get(former).Status, http.StatusGone)
	v := visit(t, s)
	if v.get("/admin/connexion"); !strings.Contains(v.said(), "Aucun compte n’existe encore") {
		t.Error(v.said())
	}
	v.get(path)
	v.submit(path, "nom", "Chef de projet", "nom-affiche", "", "langue", "fr", "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "status", v.page.Status, http.StatusUnprocessableEntity)
	want(t, "name kept", v.doc().Find("#f-nom").AttrOr("value", ""), "Chef de projet")
	want(t, "both names at once", v.doc().Find(`#f-nom[aria-invalid="true"], #f-nom-affiche[aria-invalid="true"]`).Length(), 2)
	v.submit(path, "nom", "", "nom-affiche", "", "langue", "fr", "mot-de-passe", "", "mot-de-passe-encore", "")
	want(t, "everything at once", v.doc().Find(".govuk-error-summary a").Length(), 3)
	want(t, "the password among it", v.doc().Find(`#f-mot-de-passe[aria-invalid="true"]`).Length(), 1)
	v.submit(path, "nom", "system", "nom-affiche", "Cheffe", "langue", "fr", "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "the name of the program", v.doc().Find(`#f-nom[aria-invalid="true"]`).Length(), 1)
	v.submit(path, "nom", "Chef@ars.example", "nom-affiche", "", "langue", "fr", "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "box", v.doc().Find(`#f-nom-affiche[aria-invalid="true"]`).Length(), 1)
	v.submit(path, "nom", "Chef@ars.example", "nom-affiche", "Cheffe de projet", "langue", "en", "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "leads to", v.to(), "/admin/compte/second-facteur")
	if v.get(v.to()); !strings.Contains(v.said(), "Set up the second factor") {
		t.Error(v.said())
	}
	v.enrol()
	want(t, "administers", v.get("/admin/comptes").Status, http.StatusOK)
	want(t, "cannot publish", v.get("/admin/saisir").Status, http.StatusForbidden)

	second := visit(t, s)
	want(t, "the link again", second.get(path).Status, http.StatusGone)
	again := link(t, s, desk.LinkSetUp, 0)
	want(t, "another link once there is an account", second.get(again).Status, http.StatusGone)
	form := url.Values{"nom": {"crook"}, "nom-affiche": {"x"}, "langue": {"fr"}, "mot-de-passe": {other}, "mot-de-passe-encore": {other}}
	want(t, "its form", second.do(http.MethodPost, again, form).Status, http.StatusGone)
	want(t, "accounts", strings.Contains(second.get("/admin/connexion").Path+second.said(), "Aucun compte"), false)
}

func TestPeopleSettleTheirAccount(t *testing.T) {
	account(t, shared, "agent-own", desk.RoleRegional)
	v, elsewhere := visit(t, shared).in("agent-own"), visit(t, shared).in("agent-own")
	v.get("/admin/compte")
	if !strings.Contains(v.said(), "Auvergne-Rhône-Alpes") {
		t.Error(v.said())
	}
	v.submit("/admin/compte/mot-de-passe", "mot-de-passe-actuel", "faux", "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "a wrong present password", v.page.Status, http.StatusUnprocessableEntity)
	want(t, "its box", v.doc().Find(`#f-mot-de-passe-actuel[aria-invalid="true"]`).Length(), 1)
	v.submit("/admin/compte/mot-de-passe", "mot-de-passe-actuel", password, "mot-de-passe", "court", "mot-de-passe-encore", "court")
	want(t, "a short new one", v.doc().Find(`#f-mot-de-passe[aria-invalid="true"]`).Length(), 1)
	v.submit("/admin/compte/mot-de-passe", "mot-de-passe-actuel", password, "mot-de-passe", other, "mot-de-passe-encore", other)
	want(t, "leads to", v.to(), "/admin/compte")
	if v.get("/admin/compte"); !strings.Contains(v.said(), "Votre mot de passe est changé") {
		t.Error(v.said())
	}
	want(t, "here", v.isIn(), true)
	want(t, "elsewhere", elsewhere.isIn(), false)
	want(t, "the former password", visit(t, shared).enter("agent-own", password).Status, http.StatusUnprocessableEntity)

	v.get("/admin/compte")
	v.submit("/admin/compte/langue", "langue", "en")
	if v.get("/admin/compte"); !strings.Contains(v.said(), "Your account") {
		t.Error(v.said())
	}
	v.submit("/admin/compte/langue", "langue", "de")
	want(t, "a language that is none", v.page.Status, http.StatusBadRequest)
}

func TestPeopleManageTheirSecondFactor(t *testing.T) {
	s := testkit.Open(t)
	account(t, s, "agent-fact", desk.RoleEditor)
	v := visit(t, s).in("agent-fact")
	want(t, "an editor is not sent to enrol", v.to(), "/admin")
	want(t, "no picture before", v.get("/admin/compte/second-facteur.png").Status, http.StatusNotFound)
	v.get("/admin/compte/second-facteur")
	secret := v.doc().Find(".seg-secret").Text()
	if v.get("/admin/compte/second-facteur"); v.doc().Find(".seg-secret").Text() != secret {
		t.Error("the secret changes while it is being set up")
	}
	picture := v.get("/admin/compte/second-facteur.png")
	if picture.Header.Get("Content-Type") != "image/png" || picture.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(string(picture.Body), "\x89PNG") {
		t.Errorf("picture %v", picture.Header)
	}
	v.get("/admin/compte/second-facteur")
	v.submit("/admin/compte/second-facteur", "code", "123")
	want(t, "a wrong first code", v.page.Status, http.StatusUnprocessableEntity)
	phone, codes := v.enrol()
	want(t, "the secret is shown no more", strings.Contains(string(v.get("/admin/compte/second-facteur").Body), secret), false)
	want(t, "nor drawn", v.get("/admin/compte/second-facteur.png").Status, http.StatusNotFound)

	v.get("/admin/compte/second-facteur")
	v.submit("/admin/compte/second-facteur/gerer", "action", "codes", "code", "000000", "code-de-secours", codes[0])
	want(t, "codes for a recovery code", v.page.Status, http.StatusUnprocessableEntity)
	v.submit("/admin/compte/second-facteur/gerer", "action", "codes", "code", phone.code(0))
	want(t, "new codes", v.doc().Find(".seg-codes li").Length(), 10)
	lost := visit(t, s).in("agent-fact")
	lost.get("/admin/second-facteur")
	lost.submit("/admin/second-facteur", "code-de-secours", codes[0])
	want(t, "a former code", lost.page.Status, http.StatusUnprocessableEntity)

	v.get("/admin/compte/second-facteur")
	v.submit("/admin/compte/second-facteur/gerer", "action", "retirer", "code", phone.code(0))
	want(t, "a code used before", v.page.Status, http.StatusUnprocessableEntity)
	s.Clock.Set(s.Clock.Now().Add(time.Minute))
	v.submit("/admin/compte/second-facteur/gerer", "action", "retirer", "code", phone.code(0))
	want(t, "leads to", v.to(), "/admin/connexion?fait=second-facteur")
	want(t, "out", v.isIn(), false)
	want(t, "in with the password alone", visit(t, s).in("agent-fact").to(), "/admin")
}

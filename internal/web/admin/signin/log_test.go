package signin_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/idp"
)

// logged returns the one line that the log has about the page shown, as "LEVEL route cause", and the error in it.
func (v *visitor) logged() (line, failed string) {
	v.t.Helper()
	records, err := v.site.Log.Records()
	if err != nil {
		v.t.Fatal(err)
	}
	for _, record := range records {
		if record["request_id"] != v.page.Header.Get("X-Request-Id") {
			continue
		}
		if line != "" {
			v.t.Errorf("the log tells %s twice", v.page.Path)
		}
		line = fmt.Sprintf("%v %v %v", record["level"], record["route"], record["cause"])
		failed, _ = record["error"].(string)
	}
	return line, failed
}

// TestTheLogSaysWhySingleSignOnFails: what a page words for the person, the log words for those who mend it.
func TestTheLogSaysWhySingleSignOnFails(t *testing.T) {
	var called string
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"issuer": "`+called+`"}`)
	}))
	defer there.Close()
	setting := there.URL + "/realms/x"
	for _, c := range []struct{ called, line, page string }{
		{setting + "/", "WARN /admin/oidc/depart sso_setting_slash", "par la barre oblique finale"},
		{there.URL + "/realms/y", "WARN /admin/oidc/depart sso_setting", "SEGUR_OIDC_ISSUER"},
	} {
		called = c.called
		v := visit(t, withProvider(t, setting, func(*config.SSO) {}))
		want(t, c.called, v.get(paths.SSOStart).Status, http.StatusServiceUnavailable)
		line, failed := v.logged()
		want(t, c.called, line, c.line)
		if !strings.Contains(failed, `"`+setting+`"`) || !strings.Contains(failed, `"`+c.called+`"`) {
			t.Errorf("the log says %q", failed)
		}
		if said := v.said(); !strings.Contains(said, c.page) || strings.Contains(said, "ne répond pas") {
			t.Errorf("the page says %q", said)
		}
		v.get(paths.SSOStart + "?lang=en")
		want(t, "in English", strings.Contains(v.said(), "needs mending"), true)
	}
	down := visit(t, withProvider(t, "http://127.0.0.1:1", func(*config.SSO) {}))
	down.get(paths.SSOStart)
	line, failed := down.logged()
	want(t, "a provider that is down", line, "WARN /admin/oidc/depart sso_unavailable")
	want(t, "its cause", strings.Contains(failed, "refused"), true)
}

// TestTheLogSaysWhoseClockIsWrong: tokens of the provider live for 10 minutes, by its clock.
func TestTheLogSaysWhoseClockIsWrong(t *testing.T) {
	s := withProvider(t, idp.Start(t, idp.Addresses{Callback: callback, AfterLogout: afterLogout}), func(*config.SSO) {})
	unclaimed(t, s, "erin@example.org", desk.RoleEditor)
	const life = 10 * time.Minute
	s.Clock.Set(time.Now().Add(life + 70*time.Second))
	v := visit(t, s)
	want(t, "70 seconds ahead", v.through(idp.NewBrowser(t), "erin", "/admin").Status, http.StatusSeeOther)
	want(t, "in", v.isIn(), true)

	s.Clock.Set(time.Now().Add(life + 5*time.Minute))
	v = visit(t, s)
	want(t, "5 minutes ahead", v.through(idp.NewBrowser(t), "erin", "/admin").Status, http.StatusUnauthorized)
	line, failed := v.logged()
	want(t, "its line", line, "WARN /admin/oidc/retour sso_refused")
	want(t, "its cause", strings.Contains(failed, "a clock is wrong"), true)

	s.Clock.Set(time.Now())
	v = visit(t, s)
	want(t, "who says no", v.through(idp.NewBrowser(t), "", "/admin").Status, http.StatusUnauthorized)
	line, failed = v.logged()
	want(t, "the line of who says no", line+" "+failed, `INFO /admin/oidc/retour sso_refused the provider says "access_denied"`)
	v = visit(t, s)
	v.through(idp.NewBrowser(t), "carol", "/admin")
	line, _ = v.logged()
	want(t, "the line of a stranger", line, "INFO /admin/oidc/retour sso_no_account_for_identity")
	v = visit(t, s)
	v.get("/admin/oidc/depart")
	answer := idp.NewBrowser(t).Visit(v.to(), "erin", callback)
	answer.Set("code", "spentcode")
	v.get("/admin/oidc/retour?" + answer.Encode())
	line, failed = v.logged()
	want(t, "the line of a wrong code", line, "WARN /admin/oidc/retour sso_refused")
	want(t, "its cause", strings.Contains(failed, "invalid_grant"), true)
	for _, personal := range []string{"erin", "carol", "spentcode", answer.Get("state"), "left without"} {
		if strings.Contains(s.Log.String(), personal) {
			t.Errorf("the log holds %q", personal)
		}
	}
}

// TestTheLogSaysWhyTheDeskRefuses goes through the kinds of refusals that people are told of in other words.
func TestTheLogSaysWhyTheDeskRefuses(t *testing.T) {
	s := testkit.Open(t)
	account(t, s, "agent-log", desk.RoleEditor)
	stranger, member := visit(t, s), visit(t, s).in("agent-log")
	foreign := "Sec-Fetch-Site: cross-site"
	for _, c := range []struct {
		what   string
		v      *visitor
		do     func(*visitor)
		status int
		line   string
	}{
		{"another site's form", stranger, func(v *visitor) { v.do(http.MethodPost, paths.SignIn, url.Values{}, foreign) }, 403, "INFO /admin/connexion foreign"},
		{"another site's form, signed in", member, func(v *visitor) { v.do(http.MethodPost, paths.SignOut, url.Values{}, foreign) }, 403, "INFO /admin/deconnexion foreign"},
		{"a form of another session", member, func(v *visitor) { v.do(http.MethodPost, paths.SignOut, url.Values{"jeton": {"x"}}) }, 403, "INFO /admin/deconnexion form_token"},
		{"a form after the session", stranger, func(v *visitor) { v.do(http.MethodPost, paths.MyLanguage, url.Values{"lang": {"en"}}) }, 401, "INFO /admin/compte/langue unauthenticated"},
		{"a right that the role lacks", member, func(v *visitor) { v.get(paths.Journal) }, 403, "INFO /admin/journal permission"},
		{"a wrong password", stranger, func(v *visitor) { v.enter("agent-log", "secretguess") }, 422, "INFO /admin/connexion sign_in"},
		{"a dead link", stranger, func(v *visitor) { v.get(paths.Reset.Of("x")) }, 410, "INFO /admin/lien/:token link"},
	} {
		c.do(c.v)
		want(t, c.what, c.v.page.Status, c.status)
		line, _ := c.v.logged()
		want(t, c.what, line, c.line)
	}
	for stranger.page.Status != http.StatusTooManyRequests {
		if stranger.enter("agent-log", "secretguess"); stranger.page.Status != http.StatusUnprocessableEntity && stranger.page.Status != http.StatusTooManyRequests {
			t.Fatalf("a guess is answered %d", stranger.page.Status)
		}
	}
	line, failed := stranger.logged()
	want(t, "who guesses too often", line, "INFO /admin/connexion throttled")
	want(t, "its cause", strings.HasPrefix(failed, "next attempt in"), true)
	for _, personal := range []string{"agent-log", "secretguess", "lang=en"} {
		if strings.Contains(s.Log.String(), personal) {
			t.Errorf("the log holds %q", personal)
		}
	}
}

// TestProxiesWriteAddressesInManyWays: a port beside the address makes no difference to whom a wait is for. Those whom a proxy
// does not name share one, and the log says so, once and without an address.
func TestProxiesWriteAddressesInManyWays(t *testing.T) {
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }))
	proxy := visit(t, s)
	proxy.address = "127.0.0.1:5000"
	proxy.get(paths.SignIn)
	guess := func(i int, header string) int {
		form := url.Values{"nom": {fmt.Sprintf("nobody-%d", i)}, "mot-de-passe": {"secretguess"}}
		return proxy.do(http.MethodPost, paths.SignIn, form, header).Status
	}
	const more = 35 // failures than one network may have
	for i := range more {
		header := fmt.Sprintf([]string{"X-Forwarded-For: 203.0.%d.5:4711", "X-Forwarded-For: [2001:db8:%x::1]:4400", `Forwarded: for="[2001:db8:1%x::1]:4711"`}[i%3], i)
		want(t, header, guess(i, header), http.StatusUnprocessableEntity)
	}
	waits := 0
	for i := range more {
		if guess(more+i, "X-Forwarded-For: unknown") == http.StatusTooManyRequests {
			waits++
		}
	}
	want(t, "those whom nobody names wait", waits > 0, true)
	records, err := s.Log.Records()
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, record := range records {
		if record["header"] == "X-Forwarded-For" {
			want(t, "level", record["level"], "WARN")
			said++
		}
	}
	want(t, "lines about the proxy", said, 1)
	for _, address := range []string{"203.0.", "2001:db8", "127.0.0.1"} {
		want(t, "the log holds "+address, strings.Contains(s.Log.String(), address), false)
	}
}

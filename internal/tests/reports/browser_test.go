package reports

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// sideways tells a page that is wider than its window.
const sideways = `document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['scrolls sideways'] : []`

// TestInBrowser looks at every page of reports at the width of a phone and of a desk, in both schemes,
// with the accessibility checker; a reader without scripts sends the form and corrects it.
func TestInBrowser(t *testing.T) {
	s := testkit.Open(t)
	for i := range 3 {
		s.Post("/signaler", filled("texte", said, "annee", []string{"2021", "2022", "2023"}[i]), home)
	}
	people := hire(t, s)
	people.editor.Post("/admin/signalements/2/reponse", refusal("citer", "oui"))
	people.editor.Post("/admin/signalements/3/reponse", acceptance())
	server := httptest.NewServer(s.App.Site())
	t.Cleanup(server.Close)
	b, check := browser.Launch(t), browser.Checker(t)
	look := func(path string) browser.Job {
		return browser.Job{Path: path, Run: func(tab *browser.Tab) { lookAt(tab, path, check) }}
	}
	b.Do(t, browser.Options{Origin: server.URL}, []browser.Job{
		look("/signaler"), look("/signaler?mesure=12&annee=2022"), look("/en/report?indicateur=msp-count&periode=2022-12&territoire=FR"),
		look("/signalements"), look("/signalements/1"), look("/signalements/2"), look("/en/reports/3"),
		{Path: "/signaler", Where: "without scripts", Run: sendsByHand},
	})
	b.Do(t, browser.Options{Origin: server.URL, Members: true, Prepare: signIn(server.URL, people.editor)}, []browser.Job{
		look("/admin/signalements"), look("/admin/signalements?q=rapport"), look("/admin/signalements?vue=repondus"),
		look("/admin/signalements/1"), look("/admin/signalements/3"),
	})
}

func lookAt(tab *browser.Tab, path string, check func(*browser.Tab, browser.Rules)) {
	for i, width := range []int64{390, 1280} {
		if !tab.Media("", "prefers-color-scheme", "light") || !tab.Size(width) || (i == 0 && !tab.Visit(path)) {
			return
		}
		tab.Ask(sideways)
		tab.Eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
		check(tab, browser.AllRules)
		tab.Media("", "prefers-color-scheme", "dark")
		check(tab, browser.Contrast)
	}
	tab.Media("")
}

func signIn(origin string, p *staff.Person) func(*browser.Tab) {
	return func(tab *browser.Tab) {
		name, value := p.CookieParts()
		where, err := url.Parse(origin)
		if err != nil {
			tab.Fault("%v", err)
			return
		}
		tab.Run("sign in", network.SetCookie(name, value).WithDomain(where.Hostname()).WithPath(admin.Root))
	}
}

// sendsByHand fills the form in as a reader whose browser runs no script, once without the address.
func sendsByHand(tab *browser.Tab) {
	tab.Run("no scripts", emulation.SetScriptExecutionDisabled(true))
	if !tab.Visit("/signaler?mesure=12&annee=2024") {
		return
	}
	var summary, kept, heading string
	tab.Run("fill in", chromedp.Click("#f-nature", chromedp.ByQuery), chromedp.SendKeys("#f-texte", said, chromedp.ByQuery))
	tab.Expect(422)
	tab.Leave("send", chromedp.Click(".seg-tell button", chromedp.ByQuery))
	tab.Run("read", chromedp.Text(".govuk-error-summary", &summary, chromedp.ByQuery), chromedp.Value("#f-texte", &kept, chromedp.ByQuery))
	if kept != said {
		tab.Fault("the text came back as %q after %q", kept, summary)
	}
	tab.Expect(200)
	tab.Run("correct", chromedp.SendKeys("#f-document", address, chromedp.ByQuery))
	tab.Leave("send again", chromedp.Click(".seg-tell button", chromedp.ByQuery))
	tab.Run("read the answer", chromedp.Text("h1", &heading, chromedp.ByQuery))
	if heading == "" || len(tab.Cookies()) > 0 {
		tab.Fault("the case is headed %q, with %d cookies", heading, len(tab.Cookies()))
	}
	tab.Run("scripts again", emulation.SetScriptExecutionDisabled(false))
}

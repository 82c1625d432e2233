package reports

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
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
	})
	b.Do(t, browser.Options{Origin: server.URL, Prepare: withoutScripts}, []browser.Job{{Path: "/signaler", Where: "without scripts", Run: sendsByHand}})
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
		tab.Run("sign in", network.SetCookie(name, value).WithDomain(where.Hostname()).WithPath(paths.Root))
	}
}

// withoutScripts is for readers whose browsers run none.
func withoutScripts(tab *browser.Tab) {
	tab.Run("no scripts", emulation.SetScriptExecutionDisabled(true))
}

// sendsByHand fills the form in and presses Enter, once without the address of the document.
func sendsByHand(tab *browser.Tab) {
	if !tab.Size(390) || !tab.Visit("/signaler?mesure=12&annee=2024") {
		return
	}
	var kept, heading string
	tab.Click("#f-nature")
	tab.Click("#f-texte")
	tab.Run("type", input.InsertText(said))
	tab.Expect(422)
	tab.Click("#f-courriel")
	tab.Leave("send", chromedp.KeyEvent(kb.Enter))
	if tab.Eval("document.querySelector('.govuk-error-summary') ? document.querySelector('#f-texte').value : ''", &kept); kept != said {
		tab.Fault("the text came back as %q", kept)
	}
	tab.Expect(200)
	tab.Click("#f-document")
	tab.Run("type", input.InsertText(address))
	tab.Leave("send again", chromedp.KeyEvent(kb.Enter))
	if tab.Eval("location.pathname + ' ' + document.querySelector('h1').textContent", &heading); heading != "/signalements/4 Mesure 12, Lits à la demande (état de 2024)" {
		tab.Fault("the case is %q", heading)
	}
	if cookies := tab.Cookies(); len(cookies) > 0 {
		tab.Fault("%d cookies", len(cookies))
	}
}

package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit/browser"
)

// faulty is a page with one of each fault that the other tests look for.
const faulty = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>x</title><script src="/faulty.js"></script>
<style>body { color: red }</style></head><body><main><h1>x</h1><img src="https://elsewhere.invalid/x.png" alt=""><img src="/missing.png" alt="">
<div id="wide"><svg width="3000" height="10"></svg></div><p id="late">text</p>
<figure data-chart="dead"><div class="seg-chart__box"><svg width="100" height="100"><text x="5" y="20">1</text></svg></div><script type="application/json" class="seg-option">{}</script></figure>
<data value="1" hidden>1</data><button></button></main></body></html>`

const faultyScript = `console.warn('spoke'); document.cookie = 'a=b'; alert('boo');
addEventListener('load', () => setTimeout(() => { const p = document.createElement('p'); p.style.height = '300px'; document.querySelector('main').prepend(p); throw new Error('thrown'); }, 300));`

func serveFaulty(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; img-src *")
	switch r.URL.Path {
	case "/":
		h.Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(w, faulty)
	case "/faulty.js":
		h.Set("Content-Type", "text/javascript")
		_, _ = fmt.Fprint(w, faultyScript)
	default:
		http.NotFound(w, r)
	}
}

// testWatch looks at a page that has every fault and holds that each is seen, so that silence
// about our pages means something.
func testWatch(t *testing.T, s *suite) {
	server := httptest.NewServer(http.HandlerFunc(serveFaulty))
	t.Cleanup(server.Close)
	bare, err := s.browser.Open(browser.Options{Origin: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	check := browser.Checker(t)
	faults := bare.Work(func(bare *browser.Tab) {
		b := &tab{bare}
		b.Size(390)
		b.Visit("/")
		for _, question := range []string{"testing.tour(2000)", "testing.sideways()", "testing.misdeeds()", "testing.moved()"} {
			b.Ask(question)
		}
		b.noCookies()
		check(bare, browser.AllRules)
		if b.inject("plain.js") {
			b.Ask("plain.read(2)")
		}
		b.Eval("document.cookie = 'a=; max-age=0'", nil) // cookies are of a host, whatever the port: pages after this one have it too
	})
	for _, want := range []string{
		"console warning: ", "exception: ", "the policy refuses style-src", "log error, security", "log error, network", "dialog: boo",
		"request to https://elsewhere.invalid", "/missing.png answers 404", "cookie a", "scrolls sideways", "the layout shifts",
		"chart dead never comes to life", "axe button-name", "the page has 1 figures", "a figure does not show",
	} {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("nothing says %q; seen:\n%s", want, strings.Join(faults, "\n"))
		}
	}
}

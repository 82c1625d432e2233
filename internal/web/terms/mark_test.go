package terms_test

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/terms"
)

func marker(t testing.TB) *terms.Marker {
	t.Helper()
	words, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.New(words)
	if err != nil {
		t.Fatal(err)
	}
	files, err := testkit.Templates()
	if err != nil {
		t.Fatal(err)
	}
	templates, err := web.LoadTemplates(files)
	if err != nil {
		t.Fatal(err)
	}
	return terms.NewMarker(g, words, templates)
}

var (
	link = regexp.MustCompile(`<span class="seg-term"><a class="seg-term__link" href="[^"]*#([a-z0-9]+)"><abbr>([^<]*)</abbr></a>`)
	said = regexp.MustCompile(`<span class="seg-term__say">([^<]*)</span></span>`)
	mute = regexp.MustCompile(`\]</span>`)
)

// short writes a mark as [CPTS] and what it says as {…}, so that a test can be read.
func short(body string) string {
	body = link.ReplaceAllString(body, "[$2]")
	return mute.ReplaceAllString(said.ReplaceAllString(body, "{$1}"), "]")
}

func TestFirstUses(t *testing.T) {
	t.Parallel()
	m := marker(t)
	for _, c := range []struct{ name, lang, in, want string }{
		{"running text", "fr", `<p>L’ARS décide. L’ARS paie.</p>`, `<p>L’[ARS]{ (agence régionale de santé)} décide. L’ARS paie.</p>`},
		{"escaped apostrophe", "fr", `<p>d&#39;IFSI</p>`, `<p>d&#39;[IFSI]{ (institut de formation en soins infirmiers)}</p>`},
		{"spelled before", "fr", `<p>Les communautés professionnelles territoriales de santé (CPTS)</p>`, `<p>Les communautés professionnelles territoriales de santé ([CPTS])</p>`},
		{"spelled after", "fr", `<p>CPTS (communautés professionnelles territoriales de santé) et CPTS</p>`, `<p>[CPTS] (communautés professionnelles territoriales de santé) et CPTS</p>`},
		{"spelled across elements", "fr", `<p>Les maisons de santé <b>pluriprofessionnelles</b> (MSP)</p>`, `<p>Les maisons de santé <b>pluriprofessionnelles</b> ([MSP])</p>`},
		{"spelled in another sentence", "fr", `<p>Une agence régionale de santé.</p><p>ARS</p>`, `<p>Une agence régionale de santé.</p><p>[ARS]{ (agence régionale de santé)}</p>`},
		{"in parentheses", "fr", `<p>équipes (CPTS)</p>`, `<p>équipes ([CPTS]{, communauté professionnelle territoriale de santé})</p>`},
		{"heading first", "fr", `<h1>Les CPTS</h1><p>CPTS</p>`, `<h1>Les [CPTS]</h1><p>[CPTS]{ (communauté professionnelle territoriale de santé)}</p>`},
		{"heading last", "fr", `<p>ARS</p><h2>ARS</h2>`, `<p>[ARS]{ (agence régionale de santé)}</p><h2>ARS</h2>`},
		{"cell", "fr", `<table><tr><th>ARS</th><td>ARS</td></tr></table>`, `<table><tr><th>ARS</th><td>[ARS]</td></tr></table>`},
		{"link and button", "fr", `<a href="/">ARS</a><button>ARS</button><h2><a href="/">ARS</a></h2>`, `<a href="/">ARS</a><button>ARS</button><h2><a href="/">ARS</a></h2>`},
		{"drawing, code, field, script", "fr", `<svg><text>ARS</text></svg><code>ARS</code><textarea>ARS</textarea><select><option>ARS</option></select><script type="application/json">"ARS"</script>`,
			`<svg><text>ARS</text></svg><code>ARS</code><textarea>ARS</textarea><select><option>ARS</option></select><script type="application/json">"ARS"</script>`},
		{"another language", "en", `<p lang="fr">ARS</p><p lang="en">ARS</p>`, `<p lang="fr">ARS</p><p lang="en">[ARS]{ (regional health agency)}</p>`},
		{"hidden", "fr", `<span aria-hidden="true">ARS</span><span class="govuk-visually-hidden">ARS</span><div data-plain>ARS</div>`,
			`<span aria-hidden="true">ARS</span><span class="govuk-visually-hidden">ARS</span><div data-plain>ARS</div>`},
		{"whole words", "fr", `<p>SASU, PRE-ARS, ARS-x, ÉARS, sas, T2Ab</p>`, `<p>SASU, PRE-ARS, ARS-x, ÉARS, sas, T2Ab</p>`},
		{"other spelling", "fr", `<p>Ehpad</p>`, `<p>[Ehpad]{ (établissement d’hébergement pour personnes âgées dépendantes)}</p>`},
		{"English plural", "en", `<p>IPAs</p>`, `<p>[IPAs]{ (advanced practice nurse)}</p>`},
		{"two in one word", "fr", `<p>CRSA/CSA</p>`, `<p>[CRSA]{ (conférence régionale de la santé et de l’autonomie)}/[CSA]{ (conférence de la santé et de l’autonomie)}</p>`},
		{"outside of the main part", "fr", `</main><footer>ARS</footer><main>`, `</main><footer>ARS</footer><main>`},
	} {
		out, err := m.Mark([]byte("<main>"+c.in+"</main>"), web.Request{Lang: locale.Lang(c.lang)})
		if err != nil {
			t.Fatal(err)
		}
		if got := short(strings.TrimSuffix(strings.TrimPrefix(string(out), "<main>"), "</main>")); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTheListStandsWhereItsPlaceIs(t *testing.T) {
	t.Parallel()
	m := marker(t)
	for in, want := range map[string]bool{
		`<main><div><div data-terms></div></div><p>ARS</p></main>`: true,
		`<main><p>ARS</p><div><div data-terms></div></div></main>`: true,
		`<main><a>ARS</a><div data-terms></div><p>x</p></main>`:    true, // noticed, though not marked
		`<main><p>rien</p><div data-terms></div></main>`:           false,
	} {
		out, err := m.Mark([]byte(in), web.Request{Lang: locale.FR})
		if err != nil {
			t.Fatal(err)
		}
		box := strings.Index(string(out), `<aside class="seg-terms"`)
		if strings.Contains(string(out), "data-terms") || (box >= 0) != want {
			t.Errorf("%s gives %s", in, out)
		}
		if before, _, _ := strings.Cut(in, "<div data-terms>"); want && !strings.Contains(before, "ARS</p>") && box != len(before) {
			t.Errorf("%s: the list is at %d instead of %d", in, box, len(before))
		}
	}
}

// BenchmarkMark marks a page of 300 kB with as many drawings, tables and sentences as real ones.
func BenchmarkMark(b *testing.B) {
	m := marker(b)
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><html><body><main>")
	for i := 0; page.Len() < 300_000; i++ {
		fmt.Fprintf(&page, `<section><h2 id="s%d">Les CPTS et la T2A</h2><p class="govuk-body">L’ARS finance %s.</p><svg viewBox="0 0 1 1"><path d="M0 0"/><text>ARS</text></svg>`+
			`<table><tr><th scope="row">ONDAM</th><td><data value="1">1</data></td></tr></table></section>`, i, template.HTMLEscapeString("l'IFSI & le GHT"))
	}
	page.WriteString("</main></body></html>")
	body := []byte(page.String())
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := m.Mark(body, web.Request{Lang: locale.FR}); err != nil {
			b.Fatal(err)
		}
	}
}

package reports

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

const (
	said    = "Le rapport annuel donne un décompte pour 2022, page 14."
	address = "https://www.exemple.fr/rapport-2022"
	contact = "lectrice@exemple.fr"
)

// filled is a form that nothing is wrong with, about the state of measure 12 in 2021.
func filled(more ...string) url.Values {
	form := url.Values{
		"mesure": {"12"}, "annee": {"2021"}, "nature": {"document"}, "texte": {said}, "document": {address}, "courriel": {contact}, "site": {""},
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

const home = "192.0.2.1:4000"

// words is the text of a part of a page, with plain spaces.
func words(part *goquery.Selection) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(testkit.Words(part))
}

func open(t *testing.T, s *testkit.Site) int {
	t.Helper()
	n, err := s.App.Editorial().OpenDoubts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAReaderIsHeardWithoutAccountCookieOrScript(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	asked := s.Get("/signaler?annee=2021&mesure=12&utm=x")
	doc := asked.Doc(t)
	form := doc.Find("form[method=post]")
	if asked.Status != http.StatusOK || form.Length() != 1 || form.AttrOr("action", "") != "/signaler" {
		t.Fatalf("status %d, %d forms", asked.Status, form.Length())
	}
	if about := words(doc.Find(".seg-tell__about")); !strings.Contains(about, "Mesure 12") || !strings.Contains(about, "état de 2021") {
		t.Errorf("the form is about %q", about)
	}
	if form.Find("input[type=hidden][name=mesure]").AttrOr("value", "") != "12" || form.Find("input[type=hidden][name=annee]").AttrOr("value", "") != "2021" {
		t.Error("the form forgets what it is about")
	}
	if vain := words(s.Get("/signaler?mesure=12&annee=2022").Doc(t).Find(".seg-tell__side")); !strings.Contains(vain, "Déjà cherché en vain") || !strings.Contains(vain, "29 novembre 2026") {
		t.Errorf("what was looked for in vain is not said: %s", vain)
	}
	sent := s.Post("/signaler", filled(), home)
	if sent.Status != http.StatusSeeOther || sent.Header.Get("Location") != "/signalements/1" {
		t.Fatalf("status %d to %q: %s", sent.Status, sent.Header.Get("Location"), s.Log.Cause(sent))
	}
	page := s.Get("/signalements/1")
	told := words(page.Doc(t).Find("main"))
	for _, want := range []string{"Signalement nº 1", "Mesure 12", "état de 2021", "Reçu", "21 novembre 2026", "/signalements/1"} {
		if !strings.Contains(told, want) {
			t.Errorf("the page of the case lacks %q: %s", want, told)
		}
	}
	for _, secret := range []string{said, address, contact, "192.0.2"} {
		if strings.Contains(string(page.Body), secret) {
			t.Errorf("the page of the case tells %q", secret)
		}
	}
	if page.Doc(t).Find("meta[name=robots]").AttrOr("content", "") != "noindex" {
		t.Error("search engines may keep an unanswered case")
	}
	for _, r := range []testkit.Response{asked, sent, page} {
		if r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", r.Path)
		}
	}
	if english := s.Get("/en/reports/1"); !strings.Contains(words(english.Doc(t).Find("h1")), "Measure 12") {
		t.Error("the case is not told in English")
	}
}

// Who presses twice has one case; who says something else, or leaves another address, has another.
func TestTheSameReportIsOneCase(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for i, c := range []struct{ form url.Values }{
		{filled()}, {filled()}, {filled("texte", said+" Et page 15.")}, {filled("courriel", "autre@exemple.fr")}, {filled("annee", "2022")},
	} {
		want := map[int]string{0: "1", 1: "1", 2: "2", 3: "3", 4: "4"}[i]
		if r := s.Post("/signaler", c.form, home); r.Header.Get("Location") != "/signalements/"+want {
			t.Errorf("report %d: %d to %q, want case %s", i, r.Status, r.Header.Get("Location"), want)
		}
	}
}

func TestWhatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	long := strings.Repeat("é", doubt.MaxText+1)
	for _, c := range []struct {
		path, lang string
		form       url.Values
		faults     map[string]string // field to a part of the message
	}{
		{"/signaler", "fr", filled("nature", ""), map[string]string{"nature": "Choisissez"}},
		{"/signaler", "fr", filled("texte", ""), map[string]string{"texte": "Écrivez ce que vous savez"}},
		{"/signaler", "fr", filled("texte", long), map[string]string{"texte": "1 500 caractères au plus"}},
		{"/signaler", "fr", filled("document", ""), map[string]string{"document": "Donnez l’adresse"}},
		{"/signaler", "fr", filled("document", "exemple.fr", "courriel", "moi@"), map[string]string{"document": "https://", "courriel": "prenom@exemple.fr"}},
		{"/en/report", "en", filled("document", "exemple.fr", "texte", "too few"), map[string]string{"document": "https://", "texte": "Say a little more"}},
	} {
		r := s.Post(c.path, c.form, home)
		doc := r.Doc(t)
		if r.Status != http.StatusUnprocessableEntity || doc.Find("html").AttrOr("lang", "") != c.lang {
			t.Errorf("%v: status %d in %s", c.faults, r.Status, doc.Find("html").AttrOr("lang", ""))
		}
		links := doc.Find(".govuk-error-summary__list a")
		if links.Length() != len(c.faults) {
			t.Errorf("%v: %d faults: %s", c.faults, links.Length(), words(links))
		}
		for field, part := range c.faults {
			link := doc.Find(`.govuk-error-summary__list a[href="#f-` + field + `"]`)
			if said := words(link); !strings.Contains(said, part) {
				t.Errorf("%s: %q does not say %q", field, said, part)
			}
			if target := doc.Find("#f-" + field); target.Length() != 1 {
				t.Errorf("%s: the link leads to %d places", field, target.Length())
			}
		}
		if got := strings.TrimPrefix(doc.Find("textarea").Text(), "\n"); got != c.form.Get("texte") {
			t.Errorf("the text came back as %q", got)
		}
		for _, field := range []string{"document", "courriel", "mesure", "annee"} {
			if got := doc.Find(`input[name="`+field+`"]`).AttrOr("value", ""); got != c.form.Get(field) {
				t.Errorf("%s came back as %q", field, got)
			}
		}
		if kind := c.form.Get("nature"); kind != "" && doc.Find(`input[name=nature][checked]`).AttrOr("value", "") != kind {
			t.Error("the choice is lost")
		}
	}
	if n := open(t, s); n != 0 {
		t.Errorf("%d cases were kept", n)
	}
}

func TestOtherSitesCannotReport(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for _, header := range []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://elsewhere.example", "Origin: null"} {
		for path, says := range map[string]string{"/signaler": "autre site", "/en/report": "another site"} {
			r := s.Post(path, filled(), home, header)
			if r.Status != http.StatusForbidden || !strings.Contains(string(r.Body), says) {
				t.Errorf("%s with %s: status %d", path, header, r.Status)
			}
		}
	}
	if n := open(t, s); n != 0 {
		t.Errorf("%d cases were kept", n)
	}
	if r := s.Post("/signaler", filled(), home, "Sec-Fetch-Site: same-origin"); r.Status != http.StatusSeeOther {
		t.Errorf("our own form: status %d", r.Status)
	}
}

func TestWhatIsNoReport(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for _, query := range []string{
		"mesure=99", "mesure=012", "mesure=12&annee=1999", "annee=2021", "indicateur=nope", "indicateur=msp-count&periode=1999&territoire=FR",
		"indicateur=msp-count&periode=2022-12", "mesure=12&graphique=matrice", "graphique=nope", "graphique=indicateur-msp-count",
	} {
		if r := s.Get("/signaler?" + query); r.Status != http.StatusNotFound || !strings.Contains(words(r.Doc(t).Find("main")), "ne connaît pas") {
			t.Errorf("GET %s: status %d", query, r.Status)
		}
		form, _ := url.ParseQuery(query)
		form.Set("nature", "doubt")
		form.Set("texte", said)
		if r := s.Post("/signaler", form, home); r.Status != http.StatusNotFound {
			t.Errorf("POST %s: status %d", query, r.Status)
		}
	}
	if r := s.Post("/signaler", filled("texte", strings.Repeat("a", 70<<10)), home); r.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("70 KiB: status %d", r.Status)
	}
	for _, path := range []string{"/signalements/1", "/signalements/0", "/signalements/01", "/signalements/x", "/signalements/99999999999999999999", "/en/reports/1"} {
		if r := s.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, r.Status)
		}
	}
	if n := open(t, s); n != 0 {
		t.Errorf("%d cases were kept", n)
	}
}

// Subjects of every kind, each told in words; a reader who comes from nowhere chooses.
func TestReportsAreAboutAnything(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for query, want := range map[string]string{
		"mesure=12": "Mesure 12", "mesure=12&annee=2023": "état de 2023", "indicateur=msp-count": "Maisons de santé",
		"indicateur=msp-count&periode=2022-12&territoire=FR": "décembre 2022", "graphique=matrice": "mesures",
	} {
		r := s.Get("/signaler?" + query)
		if about := words(r.Doc(t).Find(".seg-tell__about")); r.Status != http.StatusOK || !strings.Contains(about, want) {
			t.Errorf("%s: status %d, about %q", query, r.Status, about)
		}
		form, _ := url.ParseQuery(query)
		form.Set("nature", "doubt")
		form.Set("texte", said)
		if r := s.Post("/signaler", form, home); r.Status != http.StatusSeeOther {
			t.Errorf("%s: status %d", query, r.Status)
		}
	}
	if options := s.Get("/signaler").Doc(t).Find("select[name=mesure] option").Length(); options != 34 {
		t.Errorf("%d choices, want the site and 33 measures", options)
	}
	if r := s.Post("/signaler", filled("mesure", "", "annee", ""), home); r.Status != http.StatusSeeOther {
		t.Errorf("about the site: status %d", r.Status)
	}
}

// Nobody reports on an old publication: what it said may be corrected since.
func TestThePastTakesNoReports(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for path, want := range map[string]string{"/signaler?publication=1": "tel qu’il était", "/en/report?mesure=12&publication=1": "as it was"} {
		doc := s.Get(path).Doc(t)
		if doc.Find("form[method=post]").Length() > 0 || !strings.Contains(words(doc.Find("main")), want) {
			t.Errorf("%s: %s", path, words(doc.Find("main")))
		}
		if doc.Find(`meta[name=robots][content=noindex]`).Length() != 1 {
			t.Errorf("%s is open to search engines", path)
		}
	}
	if doc := s.Get("/signaler").Doc(t); doc.Find("meta[name=robots]").Length() > 0 || doc.Find("link[hreflang]").Length() != 2 {
		t.Error("search engines are kept out of the form")
	}
}

func off(o *app.Options) error {
	return testkit.WithConfig(func(c *config.Config) { c.Reports = false })(o)
}

// TestACaseFollowsItsMeasure holds that a renumbering takes the cases along, both ways.
func TestACaseFollowsItsMeasure(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	sent := s.Post("/signaler", filled("mesure", "20"), home)
	other := s.Post("/signaler", filled("mesure", "9"), home)
	move := func(pillar, place int) {
		t.Helper()
		d, err := s.App.Editorial().Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Slug == "interim-medical" })
		c, err := edit.Move(d, d.Measures[i], pillar, place)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Publish(t.Context(), testkit.Revision{Changes: c, Note: segur.Text{FR: "Numéros", EN: "Numbers"}}); err != nil {
			t.Fatal(err)
		}
	}
	about := func(step string, r testkit.Response, slug string) {
		t.Helper()
		doc := s.Get(r.Header.Get("Location")).Doc(t)
		if doc.Find(`main a[href$="-`+slug+`"]`).Length() == 0 {
			t.Errorf("%s: the case is not about %s: %s", step, slug, words(doc.Find("main")))
		}
	}
	about("at first", sent, "interim-medical")
	move(1, 9)
	about("moved", sent, "interim-medical")
	about("moved", other, "plan-19-milliards")
	move(3, 5)
	about("moved back", sent, "interim-medical")
	about("moved back", other, "plan-19-milliards")
}

func TestASiteCanTakeNoReports(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := testkit.WithConfig(func(c *config.Config) { c.DataDir = dir })
	on := testkit.Open(t, at)
	if links := on.Get("/indicateurs/msp-count").Doc(t).Find(`a[href^="/signaler"]`).Length(); links < 2 {
		t.Fatalf("%d links to the form on the page of an indicator", links)
	}
	if links := on.Get("/graphiques/matrice").Doc(t).Find(`a[href="/signaler?graphique=matrice"]`).Length(); links != 1 {
		t.Errorf("%d links to the form on the page of a chart", links)
	}
	if r := on.Post("/signaler", filled(), home); r.Status != http.StatusSeeOther {
		t.Fatalf("status %d", r.Status)
	}
	if err := on.App.Close(); err != nil {
		t.Fatal(err)
	}
	s := testkit.Open(t, at, off)
	if r := s.Post("/signaler", filled(), home); r.Status != http.StatusNotFound {
		t.Errorf("a form is taken: status %d", r.Status)
	}
	if r := s.Get("/signaler?mesure=12"); r.Status != http.StatusNotFound || !strings.Contains(words(r.Doc(t).Find("main")), "ne reçoit pas") {
		t.Errorf("the form is shown: status %d", r.Status)
	}
	for _, path := range []string{"/", "/mesures", "/indicateurs/msp-count", "/graphiques/matrice", "/plan-du-site", "/donnees-personnelles", "/signalements", "/signalements/1"} {
		r := s.Get(path)
		if links := r.Doc(t).Find(`a[href*="signaler"]`).Length(); r.Status != http.StatusOK || links > 0 {
			t.Errorf("%s: status %d, %d links to the form", path, r.Status, links)
		}
	}
}

// TestAContactGoesWithItsCase reads the bytes of the database.
func TestAContactGoesWithItsCase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.DataDir = dir }))
	s.Post("/signaler", filled(), home)
	s.Post("/signaler", filled("courriel", "autre@exemple.fr", "texte", "achetez mes montres"), home)
	team := hire(t, s)
	if got := team.editor.Get("/admin/signalements/1"); !strings.Contains(string(got.Body), contact) {
		t.Error("the editor cannot reach the reader of an open case")
	}
	if r := team.editor.Post("/admin/signalements/1/reponse", refusal(), same); r.Status != http.StatusSeeOther {
		t.Fatalf("answer: status %d", r.Status)
	}
	if r := team.editor.Post("/admin/signalements/indesirables", url.Values{"jusqua": {"2"}, "numero": {"2"}}); r.Status != http.StatusSeeOther {
		t.Fatalf("spam: status %d", r.Status)
	}
	for _, path := range []string{"/admin/signalements/1", "/admin/signalements/2", "/admin/signalements?vue=repondus"} {
		if body := string(team.editor.Get(path).Body); strings.Contains(body, contact) || strings.Contains(body, "autre@exemple.fr") || strings.Contains(body, "montres") {
			t.Errorf("%s still tells the contact, or what spam said", path)
		}
	}
	if err := s.App.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, app.Database+"*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	held := false
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		held = held || strings.Contains(string(raw), address)
		for _, gone := range []string{contact, "autre@exemple.fr", "achetez mes montres"} {
			if strings.Contains(string(raw), gone) {
				t.Errorf("%s still holds %q", filepath.Base(file), gone)
			}
		}
	}
	if !held {
		t.Error("the case itself is not in the database: nothing was proved")
	}
}

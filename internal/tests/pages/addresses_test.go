package pages

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestOldAndUntidyAddressesRedirect follows what people type and what links may become.
func TestOldAndUntidyAddressesRedirect(t *testing.T) {
	measure, other := site.Catalog().Measure(12), "/mesures/12-lits-a-la-demande"
	if "/mesures/12-"+measure.Slug != other {
		t.Fatalf("measure 12 is %s", measure.Slug)
	}
	for _, c := range []struct{ asked, want string }{
		{"/mesures/12", other},
		{"/mesures/12-", other},
		{"/mesures/12-wrong", other},
		{"/mesures/12-wrong?annee=2021", other},
		{"/mesures/12-%22%3E%3Cscript%3E", other},
		{"/en/measures/12-wrong", "/en/measures/12-lits-a-la-demande"},
		{"/mesures/012-lits-a-la-demande", other},
		{other + "/annexe", other},
		{"/mesures/", "/mesures"},
		{"/mesures//", "/mesures"},
		{"//mesures", "/mesures"},
		{"/mesures/?pilier=1", "/mesures?pilier=1"},
		{"/en", "/en/"},
		{"/en//", "/en/"},
		{"/en/measures/", "/en/measures"},
		{"/en/../mesures", "/mesures"},
		{"/./mesures", "/mesures"},
		{other + "/", other},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := site.Do(method, c.asked)
			if r.Status != http.StatusMovedPermanently || r.Header.Get("Location") != c.want {
				t.Errorf("%s %s: %d to %q instead of %q", method, c.asked, r.Status, r.Header.Get("Location"), c.want)
			}
			if r.Header.Get("Set-Cookie") != "" || r.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("%s %s: headers %v", method, c.asked, r.Header)
			}
		}
		if r := site.Get(c.want); r.Status != http.StatusOK {
			t.Errorf("%s leads to %s, which answers %d: %s", c.asked, c.want, r.Status, site.Log.Cause(r))
		}
	}
}

// TestNoAddressLeadsToAnotherHost tries the forms that browsers read as another host.
func TestNoAddressLeadsToAnotherHost(t *testing.T) {
	for _, path := range []string{
		"//evil.example/", "//evil.example", "///evil.example/", "//evil.example/..", "//evil.example/%2e%2e", "//evil.example/en/../",
		`/\evil.example`, `/\\evil.example/`, "/%5Cevil.example/", "/%5C%5Cevil.example/", `/\/evil.example/`, "/%2F%2Fevil.example", "/%2Fevil.example/",
		"/%2F%2Fevil.example/", "/.//evil.example/", "/..//evil.example/", "/en//evil.example/", "/mesures//evil.example/",
		"/mesures/12-//evil.example", "/mesures/12-%2F%2Fevil.example", "/%09/evil.example/", "/%0D%0ALocation:%20https://evil.example/", "/https://evil.example/", "/http:%2F%2Fevil.example/",
		"/mesures/?x=//evil.example", "/?next=https://evil.example/", "/en?//evil.example",
	} {
		seen := map[string]bool{}
		for asked := path; asked != "" && !seen[asked]; {
			seen[asked] = true
			r := site.Get(asked)
			asked = r.Header.Get("Location")
			if asked == "" {
				break
			}
			target, err := url.Parse(asked)
			if err != nil || target.Host != "" || target.Scheme != "" || !strings.HasPrefix(asked, "/") ||
				strings.HasPrefix(asked, "//") || strings.HasPrefix(asked, `/\`) || strings.ContainsAny(asked, "\r\n\t\\") {
				t.Errorf("%s leads to %q", path, asked)
			}
			if len(r.Header.Values("Location")) != 1 {
				t.Errorf("%s: locations %q", path, r.Header.Values("Location"))
			}
		}
	}
}

// TestAddressesThatMeanNothing holds that mistakes get a real page in the right language with
// a way back, and that no cause leaks.
func TestAddressesThatMeanNothing(t *testing.T) {
	long := strings.Repeat("é", 101)
	for _, c := range []struct {
		path   string
		status int
		lang   locale.Lang
	}{
		{"/nope", 404, locale.FR}, {"/en/nope", 404, locale.EN}, {"/english", 404, locale.FR},
		{"/mesures/99", 404, locale.FR}, {"/mesures/0", 404, locale.FR}, {"/mesures/-1", 404, locale.FR}, {"/mesures/abc", 404, locale.FR},
		{"/en/measures/99", 404, locale.EN}, {"/mesures/99999999999999999999", 404, locale.FR}, {"/mesures/1e1", 404, locale.FR},
		{"/indicateurs/nope", 404, locale.FR}, {"/en/indicators/nope", 404, locale.EN}, {"/indicateurs/MSP-COUNT", 404, locale.FR},
		{"/indicateurs/%00", 404, locale.FR}, {"/indicateurs/%ff", 404, locale.FR}, {"/indicateurs/..%2f..%2fetc%2fpasswd", 404, locale.FR},
		{"/?annee=abc", 400, locale.FR}, {"/mesures?q=%zz", 400, locale.FR}, {"/en/?annee=%2", 400, locale.EN}, {"/?annee=1999", 400, locale.FR}, {"/?annee=2021abc", 400, locale.FR}, {"/?annee=-2021", 400, locale.FR},
		{"/?annee=02021", 400, locale.FR}, {"/?annee=%2B2021", 400, locale.FR}, {"/?annee=2021.0", 400, locale.FR}, {"/?annee=%ff", 400, locale.FR},
		{"/en/?annee=1999", 400, locale.EN}, {"/mesures?annee=2099", 400, locale.FR},
		{"/mesures?pilier=9", 400, locale.FR}, {"/mesures?pilier=0", 400, locale.FR}, {"/mesures?pilier=01", 400, locale.FR}, {"/mesures?pilier=1%2C2", 400, locale.FR},
		{"/mesures?etat=foo", 400, locale.FR}, {"/mesures?etat=DONE", 400, locale.FR}, {"/en/measures?etat=foo", 400, locale.EN},
		{"/mesures?q=" + url.QueryEscape(long), 400, locale.FR}, {"/mesures?q=%ff%fe", 400, locale.FR}, {"/indicateurs?q=" + url.QueryEscape(long), 400, locale.FR},
		{"/mesures?pilier=1&etat=foo", 400, locale.FR},
	} {
		checkFault(t, site.Get(c.path), c.status, c.lang)
		if r := site.Do(http.MethodHead, c.path); r.Status != c.status || len(r.Body) > 0 {
			t.Errorf("HEAD %s: %d with %d bytes", c.path, r.Status, len(r.Body))
		}
	}
	if r := site.Get("/mesures?q=" + url.QueryEscape(long[:200])); r.Status != 200 {
		t.Errorf("100 characters are refused: %d", r.Status)
	}
}

func checkFault(t *testing.T, r testkit.Response, status int, lang locale.Lang) {
	t.Helper()
	doc := r.Doc(t)
	if r.Status != status || doc.Find("html").AttrOr("lang", "") != string(lang) {
		t.Errorf("%s: %d in %s instead of %d in %s", r.Path, r.Status, doc.Find("html").AttrOr("lang", ""), status, lang)
	}
	for _, fault := range site.CheckHTML(r.Body) {
		t.Errorf("%s: %s", r.Path, fault)
	}
	home := map[locale.Lang]string{locale.FR: "/", locale.EN: "/en/"}[lang]
	if doc.Find(`main a[href="`+home+`"]`).Length() == 0 {
		t.Errorf("%s: no way back home", r.Path)
	}
	if doc.Find(`meta[name="robots"][content="noindex"]`).Length() == 0 || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Etag") != "" {
		t.Errorf("%s may be kept or indexed: %v", r.Path, r.Header)
	}
	if status < 500 && doc.Find("main code").Length() > 0 {
		t.Errorf("%s: a reader's mistake shows a reference", r.Path)
	}
	for _, leak := range []string{"strconv", "segur.Error", "goroutine", "invalid:", "code="} {
		if bytes.Contains(r.Body, []byte(leak)) {
			t.Errorf("%s: the page says %q", r.Path, leak)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions} {
		for path, lang := range map[string]locale.Lang{"/": locale.FR, "/en/": locale.EN, "/mesures?pilier=1": locale.FR, "/indicateurs/msp-count": locale.FR} {
			r := site.Do(method, path)
			if method == http.MethodOptions && r.Status == http.StatusNoContent {
				continue
			}
			checkFault(t, r, http.StatusMethodNotAllowed, lang)
			if allow := r.Header.Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "HEAD") {
				t.Errorf("%s %s: Allow is %q", method, path, allow)
			}
		}
	}
}

// TestAStateMayBeWrittenAsInTheData holds that both forms of its name give the same page.
func TestAStateMayBeWrittenAsInTheData(t *testing.T) {
	a, b := site.Get("/mesures?etat=in-progress"), site.Get("/mesures?etat=in_progress")
	if a.Status != 200 || !bytes.Equal(a.Body, b.Body) {
		t.Errorf("%d and %d", a.Status, b.Status)
	}
}

// TestOddQueriesAreOneAddress holds that what means the same is the same answer: same bytes,
// same validator, same canonical address.
func TestOddQueriesAreOneAddress(t *testing.T) {
	for want, same := range map[string][]string{
		"/":             {"/?", "/?utm_source=x", "/?utm_source=%zz", "/?q=ignored", "/?annee=", "/?annee=%20", "/?ANNEE=2021", "/?%00=1"},
		"/?annee=2021":  {"/?annee=2021&annee=2022", "/?annee=%32021", "/?annee=2021&fbclid=1", "/?x[]=1&annee=2021", "/?annee=+2021+"},
		"/methode":      {"/methode?annee=1999", "/methode?q=%ff"},
		"/mesures?q=ab": {"/mesures?q=ab&pilier=&etat=", "/mesures?lang=en&q=ab", "/mesures?q=+ab+"},
		"/mesures?pilier=1&etat=done&annee=2022&q=a": {"/mesures?q=a&annee=2022&etat=done&pilier=1", "/mesures?pilier=1&etat=done&annee=2022&q=a#frag"},
	} {
		reference := site.Get(want)
		if reference.Status != http.StatusOK || reference.Header.Get("Etag") == "" {
			t.Fatalf("%s answers %d", want, reference.Status)
		}
		for _, path := range same {
			path, _, _ = strings.Cut(path, "#")
			r := site.Get(path)
			if r.Status != http.StatusOK || r.Header.Get("Etag") != reference.Header.Get("Etag") || !bytes.Equal(r.Body, reference.Body) {
				t.Errorf("%s answers %d, %s instead of what %s does", path, r.Status, r.Header.Get("Etag"), want)
			}
		}
	}
}

package week

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/idp"
)

// passphrase is everybody's.
const passphrase = "quatre mots sans rapport"

// visitor is a browser: it keeps cookies, says where its requests come from, and sends the forms of the page that it shows.
type visitor struct {
	*testing.T
	origin string
	client http.Client

	path   string
	status int
	header http.Header
	body   []byte
}

// do sends a request as browsers do: they say on any scheme which site a form stands on, and on https also whether it is
// that of the address.
func (v *visitor) do(method, path string, form url.Values) {
	v.Helper()
	request, err := http.NewRequestWithContext(v.Context(), method, v.origin+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", v.origin)
	}
	if strings.HasPrefix(v.origin, "https:") {
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	response, err := v.client.Do(request)
	if err != nil {
		v.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	v.path, v.status, v.header = path, response.StatusCode, response.Header
	if v.body, err = io.ReadAll(response.Body); err != nil {
		v.Fatal(err)
	}
}

// gets opens a page that must be there.
func (v *visitor) gets(path string) []byte {
	v.Helper()
	v.do(http.MethodGet, strings.TrimPrefix(path, v.origin), nil)
	if v.status != http.StatusOK {
		v.Fatalf("%s answers %d %s: %s", path, v.status, v.to(), v.words())
	}
	return v.body
}

// to returns where the answer leads, below the site where it stays there.
func (v *visitor) to() string { return strings.TrimPrefix(v.header.Get("Location"), v.origin) }

// led holds that the answer leads somewhere, and goes there.
func (v *visitor) led(where string) {
	v.Helper()
	if v.status != http.StatusSeeOther || !strings.HasPrefix(v.to(), where) {
		v.Fatalf("%s answers %d, leads to %q and not to %q: %s", v.path, v.status, v.to(), where, v.words())
	}
	v.gets(v.to())
}

func (v *visitor) doc() *goquery.Document {
	v.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(v.body))
	if err != nil {
		v.Fatal(err)
	}
	return doc
}

func (v *visitor) words() string { return testkit.Words(v.doc().Find("main")) }

// sends sends the form of the page that goes to a path, with what stands in it and what is typed: name, value pairs.
func (v *visitor) sends(path string, typed ...string) {
	v.Helper()
	form := v.doc().Find("form[method=post]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.HasPrefix(s.AttrOr("action", ""), path)
	}).First()
	if form.Length() == 0 {
		v.Fatalf("%s has no form for %s: %s", v.path, path, v.words())
	}
	values := filled(form)
	for i := 0; i+1 < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	v.do(http.MethodPost, form.AttrOr("action", ""), values)
}

// shown opens a page and returns what stands in its form that goes to a path.
func (v *visitor) shown(page, path string) url.Values {
	v.Helper()
	v.gets(page)
	form := v.doc().Find(`form[method=post][action="` + path + `"]`).First()
	if form.Length() == 0 {
		v.Fatalf("%s has no form for %s: %s", page, path, v.words())
	}
	return filled(form)
}

// fills sends a form to a path with what is typed into it, and holds that it is taken.
func (v *visitor) fills(path string, form url.Values, typed ...string) {
	v.Helper()
	for i := 0; i+1 < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	if v.do(http.MethodPost, path, form); v.status != http.StatusSeeOther {
		v.Fatalf("%s answers %d: %s", path, v.status, v.words())
	}
}

// filled reads what stands in a form.
func filled(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, s *goquery.Selection) {
		name, value := s.AttrOr("name", ""), s.AttrOr("value", "")
		_, checked := s.Attr("checked")
		switch kind := s.AttrOr("type", ""); {
		case goquery.NodeName(s) == "textarea":
			value = strings.TrimPrefix(s.Text(), "\n")
		case goquery.NodeName(s) == "select":
			value = s.Find("option[selected]").AttrOr("value", s.Find("option").First().AttrOr("value", ""))
		case (kind == "radio" || kind == "checkbox") && !checked:
			return
		}
		values.Add(name, value)
	})
	return values
}

// confirms ticks whatever the page asks to confirm, where it does, and sends its form again.
func (v *visitor) confirms(path string, typed ...string) {
	v.Helper()
	boxes := v.doc().Find("input[name=confirme]")
	if v.status != http.StatusUnprocessableEntity || boxes.Length() == 0 {
		return
	}
	values := filled(v.doc().Find(`form[method=post][action^="` + path + `"]`).First())
	values.Del("confirme")
	boxes.Each(func(_ int, s *goquery.Selection) { values.Add("confirme", s.AttrOr("value", "")) })
	for i := 0; i+1 < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	v.do(http.MethodPost, path, values)
}

// chooses follows a one-time link and chooses the password.
func (v *visitor) chooses(link string, typed ...string) {
	v.Helper()
	v.gets(link)
	v.sends(strings.TrimPrefix(link, v.origin), append(typed, "mot-de-passe", passphrase, "mot-de-passe-encore", passphrase)...)
}

// signsIn shows name and password.
func (v *visitor) signsIn(name string) {
	v.Helper()
	v.gets("/admin/connexion")
	v.sends("/admin/connexion", "nom", name, "mot-de-passe", passphrase)
}

// enrols sets the second factor up and returns the recovery codes.
func (v *visitor) enrols() (codes []string) {
	v.Helper()
	v.gets("/admin/compte/second-facteur")
	secret := strings.ReplaceAll(v.doc().Find("code.seg-secret").Text(), " ", "")
	code, err := totp.GenerateCode(secret, time.Now())
	if err != nil {
		v.Fatalf("the secret %q: %v", secret, err)
	}
	v.sends("/admin/compte/second-facteur", "code", code)
	v.doc().Find("ol.seg-codes li").Each(func(_ int, s *goquery.Selection) { codes = append(codes, testkit.Words(s)) })
	if len(codes) != 10 {
		v.Fatalf("%d %d recovery codes: %s", v.status, len(codes), v.words())
	}
	return codes
}

// arrives signs in at the provider.
func (v *visitor) arrives(b *idp.Browser, somebody string) {
	v.Helper()
	v.gets("/admin/connexion")
	v.do(http.MethodGet, v.doc().Find("main a.govuk-button").AttrOr("href", ""), nil)
	if v.status != http.StatusSeeOther {
		v.Fatalf("leaving for the provider: %d %s", v.status, v.words())
	}
	answer := b.Visit(v.header.Get("Location"), somebody, v.origin)
	v.do(http.MethodGet, "/admin/oidc/retour?"+answer.Encode(), nil)
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

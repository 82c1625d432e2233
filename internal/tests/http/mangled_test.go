package http

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

// mangled are what programs make of the "&" between two parameters.
var mangled = []string{"&amp;", "&amp;amp;", "&#038;", "&#38;", "&AMP;", ";", "&amp%3B", "&amp", "&%20", "&%E2%80%8B", "& "}

// TestMangledSeparatorsAreRead holds that a parameter behind a separator that some program wrote twice counts, on every kind of address:
// frozen figures stay frozen. The answer is that of the tidy address, to the byte.
func TestMangledSeparatorsAreRead(t *testing.T) {
	const view = "de=2021&a=2024&publication=1"
	for _, path := range []string{
		"/embed/indicateur-cpts-active", "/graphiques/indicateur-cpts-active.csv", "/graphiques/indicateur-cpts-active.json",
		"/graphiques/indicateur-cpts-active.svg", "/graphiques/indicateur-cpts-active", "/en/charts/indicateur-cpts-active.csv",
	} {
		tidy, live := site.Get(path+"?"+view), site.Get(path)
		if tidy.Status != http.StatusOK || bytes.Equal(tidy.Body, live.Body) {
			t.Fatalf("%s: %d, or no view of its own", path, tidy.Status)
		}
		for _, separator := range mangled[:len(mangled)-1] {
			query := strings.ReplaceAll(view, "&", separator)
			if r := site.Get(path + "?" + query); r.Status != http.StatusOK || !bytes.Equal(r.Body, tidy.Body) || r.Header.Get("Etag") != tidy.Header.Get("Etag") {
				t.Errorf("%s?%s: %d, not the answer of the tidy address", path, query, r.Status)
			}
		}
	}
	tidy := site.Get("/mesures?pilier=2&annee=2022")
	for _, separator := range append([]string{"&annee%3D2022&"}, mangled[:len(mangled)-1]...) {
		if r := site.Get("/mesures?pilier=2" + separator + "annee=2022"); !bytes.Equal(r.Body, tidy.Body) {
			t.Errorf("/mesures with %q answers another list", separator)
		}
	}
	for query, field := range map[string]string{"amp;de=abc": "de", "de=2021&amp;a=abc": "a", "de=2021;publication=x": "publication", "a=%zz&amp;de=2021": "a"} {
		if r := site.Get("/graphiques/indicateur-cpts-active.json?" + query); r.Status != http.StatusBadRequest || !strings.Contains(string(r.Body), `"parameter":"`+field+`"`) {
			t.Errorf("%s: %d %s", query, r.Status, r.Body)
		}
	}
}

// TestSemicolonsOfTextsStay holds that what readers type is no separator, but before the name of a parameter.
func TestSemicolonsOfTextsStay(t *testing.T) {
	for query, want := range map[string]string{"q=lits;places": "lits;places", "q=a%3Bannee=2022": "a;annee=2022", "q=&amp;lits": ""} {
		doc := site.Get("/mesures?" + query).Doc(t)
		if got := doc.Find("#q").AttrOr("value", ""); got != want {
			t.Errorf("%s searches for %q", query, got)
		}
	}
}

// TestMangledAddressesInOEmbed holds the same of addresses that are asked about.
func TestMangledAddressesInOEmbed(t *testing.T) {
	s := testkit.Open(t)
	ask := func(address string) string {
		return string(s.Get("/oembed?url=" + url.QueryEscape(address)).Body)
	}
	const page = ourOrigin + "/graphiques/indicateur-cpts-active?"
	want := ask(page + "de=2021&a=2024&publication=1")
	if !strings.Contains(want, "publication=1") || !strings.Contains(want, "a=2024") {
		t.Fatalf("the tidy address: %s", want)
	}
	for _, broken := range []string{"publication=%zz", "de=%zz&a=2024"} {
		if got := ask(page + broken); !strings.Contains(got, `"status":400`) {
			t.Errorf("%s is answered: %s", broken, got)
		}
	}
	for _, separator := range []string{"&", "&amp;", ";"} { // as by programs that encode nothing
		plain := page + strings.ReplaceAll("de=2021&a=2024&publication=1", "&", separator)
		if got := string(s.Get("/oembed?url=" + plain).Body); got != want {
			t.Errorf("as it is, with %q: %s", separator, got)
		}
	}
	for _, separator := range mangled {
		if got := ask(page + strings.ReplaceAll("de=2021&a=2024&publication=1", "&", separator)); got != want {
			t.Errorf("with %q: %s", separator, got)
		}
	}
}

// TestNeedlessEscapesLeadToTheSame holds that both spellings of a character that needs no percent-encoding are one address, in every
// part of a path and on every kind of route.
func TestNeedlessEscapesLeadToTheSame(t *testing.T) {
	for _, path := range []string{
		"/graphiques/indicateur-cpts-active", "/graphiques/indicateur-cpts-active.csv", "/graphiques/indicateur-cpts-active.png", "/embed/indicateur-cpts-active",
		"/indicateurs/cpts-active", "/en/indicators/cpts-active", "/mesures/25-exercice-coordonne", "/en/whats-new", "/plan-du-site", "/mentions-legales", "/embed/derniere.json",
	} {
		want := site.Get(path)
		if want.Status != http.StatusOK {
			t.Fatalf("%s: %d", path, want.Status)
		}
		for _, spelled := range []string{
			strings.ReplaceAll(path, "-", "%2D"), strings.ReplaceAll(path, "-", "%2d"), strings.ReplaceAll(path, "e", "%65"), strings.ReplaceAll(path, ".", "%2E"),
		} {
			if r := site.Get(spelled); r.Status != http.StatusOK || !bytes.Equal(r.Body, want.Body) {
				t.Errorf("%s: %d, not the page of %s", spelled, r.Status, path)
			}
		}
	}
	for _, path := range []string{"/embed/nope%2Fx", "/mesures/%2E%2E/sources", "/%61dmin%2Fx"} {
		if r := site.Get(path); r.Status == http.StatusOK {
			t.Errorf("%s is answered", path)
		}
	}
}

// TestPreflight holds that browsers which ask first, for a program on another site, hear that they may read data and pictures with any
// header but credentials; pages and the desk allow nothing.
func TestPreflight(t *testing.T) {
	ask := []string{"Origin: https://lecho.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: cache-control, if-none-match, content-type, x-requested-with"}
	for _, path := range []string{"/graphiques/avancement.json", "/graphiques/avancement.csv", "/graphiques/avancement.png", "/en/charts/avancement.svg", "/embed/derniere.json", "/embed.js", "/oembed"} {
		r := site.Do(http.MethodOptions, path, ask...)
		h := r.Header
		if r.Status != http.StatusNoContent || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Access-Control-Allow-Headers") != "*" ||
			!strings.Contains(h.Get("Access-Control-Allow-Methods"), "GET") || h.Get("Access-Control-Max-Age") != "86400" || h.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %d %v", path, r.Status, h)
		}
		if got := site.Get(path+"?url=x", "Origin: https://lecho.example").Header.Get("Access-Control-Expose-Headers"); !strings.Contains(got, "ETag") {
			t.Errorf("%s exposes %q", path, got)
		}
	}
	for _, path := range []string{"/", "/graphiques/avancement", "/embed/avancement", "/mesures", "/admin/connexion", "/signaler"} {
		if r := site.Do(http.MethodOptions, path, ask...); r.Header.Get("Access-Control-Allow-Origin") != "" || r.Header.Get("Access-Control-Allow-Headers") != "" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

// TestIfModifiedSince holds that readers who know a moment alone get a 304 as those who know a tag do, and that a tag goes before it.
func TestIfModifiedSince(t *testing.T) {
	for _, path := range []string{"/", "/mesures", "/embed/avancement", "/graphiques/avancement.csv", "/graphiques/avancement.png", "/indicateurs/msp-count?publication=1"} {
		first := site.Get(path)
		moment, tag := first.Header.Get("Last-Modified"), first.Header.Get("Etag")
		for _, c := range []struct {
			headers []string
			want    int
		}{
			{[]string{"If-Modified-Since: " + moment}, 304}, {[]string{"If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT"}, 304},
			{[]string{"If-Modified-Since: Fri, 01 Jan 2010 00:00:00 GMT"}, 200}, {[]string{"If-Modified-Since: hier"}, 200},
			{[]string{"If-None-Match: " + tag}, 304}, {[]string{"If-None-Match: \"other\"", "If-Modified-Since: " + moment}, 200},
			{[]string{"If-None-Match: " + tag, "If-Modified-Since: Fri, 01 Jan 2010 00:00:00 GMT"}, 304},
		} {
			r := site.Get(path, c.headers...)
			if r.Status != c.want || (c.want == 304) != (len(r.Body) == 0) {
				t.Errorf("%s with %v: %d, %d bytes", path, c.headers, r.Status, len(r.Body))
			}
		}
	}
}

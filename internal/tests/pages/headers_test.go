package pages

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"strings"
	"testing"
)

// types are the media types of files.
var types = map[string]string{
	"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8; header=present", "json": "application/json; charset=utf-8",
}

const (
	live   = "public, max-age=60, stale-while-revalidate=86400"
	frozen = "public, max-age=31536000, immutable"
)

func TestFilesMayBeTakenAnywhere(t *testing.T) {
	for ending, kind := range types {
		for address, caching := range map[string]string{
			"/graphiques/" + some + "." + ending:                     live,
			"/en/charts/" + some + "." + ending + "?theme=sombre":    live,
			"/graphiques/" + some + "." + ending + "?publication=1":  frozen,
			"/graphiques/" + some + "." + ending + "?au=2026-11-21":  live,
			"/graphiques/avancement." + ending + "?de=2021&a=2023":   live,
			"/graphiques/" + some + "." + ending + "?publication=1&": frozen,
		} {
			r := fetch(t, address)
			for name, want := range map[string]string{
				"Content-Type": kind, "Cache-Control": caching, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin",
				"X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding", "Set-Cookie": "",
			} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q instead of %q", address, name, got, want)
				}
			}
			policy := r.Header.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "script-src") || r.Header.Get("Etag") == "" {
				t.Errorf("%s: %v", address, r.Header)
			}
		}
	}
}

func TestFilesAreNamed(t *testing.T) {
	for address, want := range map[string]string{
		"/graphiques/" + some + ".csv":                                       "segur-" + some + "-p1.csv",
		"/en/charts/" + some + ".json":                                       "segur-" + some + "-en-p1.json",
		"/graphiques/" + some + ".svg?theme=sombre&taille=carre":             "segur-" + some + "-sombre-p1.svg",
		"/graphiques/" + some + ".png?theme=sombre&taille=carre&vue=tableau": "segur-" + some + "-tableau-sombre-carre-p1.png",
		"/graphiques/avancement.png?de=2021&a=2023&theme=auto&taille=social": "segur-avancement-2021-2023-p1.png",
		"/graphiques/avancement.csv?de=2021&theme=clair&publication=1":       "segur-avancement-2021-p1.csv",
	} {
		disposition, parameters, err := mime.ParseMediaType(fetch(t, address).Header.Get("Content-Disposition"))
		if err != nil || disposition != "inline" || parameters["filename"] != want {
			t.Errorf("%s: %s %v, %v instead of %s", address, disposition, parameters, err, want)
		}
	}
}

func TestFilesAreNotSentTwice(t *testing.T) {
	for ending := range types {
		address := "/graphiques/" + some + "." + ending
		for _, encoding := range []string{"", "gzip", "br"} {
			full := site.Get(address, "Accept-Encoding: "+encoding)
			want := encoding
			if ending == "png" {
				want = ""
			}
			if got := full.Header.Get("Content-Encoding"); got != want {
				t.Errorf("%s in %q comes in %q", address, encoding, got)
			}
			body, err := full.Plain()
			if err != nil || !bytes.Equal(body, site.Get(address).Body) {
				t.Errorf("%s in %q: %d bytes, %v", address, encoding, len(body), err)
			}
			head := site.Do(http.MethodHead, address, "Accept-Encoding: "+encoding)
			for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Cache-Control", "Content-Disposition", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"} {
				if head.Status != 200 || len(head.Body) > 0 || head.Header.Get(name) != full.Header.Get(name) {
					t.Errorf("HEAD %s: %d, %s is %q instead of %q", address, head.Status, name, head.Header.Get(name), full.Header.Get(name))
				}
			}
			again := site.Get(address, "Accept-Encoding: "+encoding, "If-None-Match: "+full.Header.Get("Etag"))
			if again.Status != 304 || len(again.Body) > 0 || again.Header.Get("Access-Control-Allow-Origin") != "*" || again.Header.Get("Cache-Control") != live {
				t.Errorf("%s in %q again: %d, %v", address, encoding, again.Status, again.Header)
			}
		}
	}
}

// TestOneViewIsOneFile holds that parameters in another order, defaults and strangers change
// nothing that a cache would see, and that other views are other files.
func TestOneViewIsOneFile(t *testing.T) {
	base := "/graphiques/avancement.csv"
	whole := fetch(t, base)
	for _, same := range []string{"?vue=&de=", "?&", "?region=++"} {
		if r := fetch(t, base+same); r.Header.Get("Etag") != whole.Header.Get("Etag") {
			t.Errorf("%s is another file", same)
		}
	}
	a, b := fetch(t, base+"?de=2021&a=2023"), fetch(t, base+"?a=2023&vue=&de=2021")
	if a.Header.Get("Etag") != b.Header.Get("Etag") || bytes.Equal(a.Body, whole.Body) || a.Header.Get("Etag") == whole.Header.Get("Etag") {
		t.Error("the years of a view are not what tells files apart")
	}
	if bytes.Contains(a.Body, []byte("\n2020,")) || !bytes.Contains(a.Body, []byte("\n2021,")) || bytes.Contains(a.Body, []byte("\n2024,")) {
		t.Errorf("years from 2021 to 2023 give %.400s", a.Body)
	}
}

func TestImpossibleFilesAreRefused(t *testing.T) {
	for address, want := range map[string]struct {
		status int
		words  string
	}{
		"/graphiques/nope.csv":                                {404, "pas de graphique"},
		"/en/charts/nope.png":                                 {404, "no chart"},
		"/graphiques/.csv":                                    {404, ""},
		"/graphiques/" + some + ".xlsx":                       {404, ""},
		"/graphiques/" + some + ".csv.png":                    {404, "pas de graphique"},
		"/graphiques/avancement.csv?region=84":                {400, "territoire"},
		"/graphiques/" + some + ".svg?region=99":              {400, "territoire"},
		"/graphiques/avancement.png?de=hier":                  {400, "commencer"},
		"/graphiques/avancement.json?a=x":                     {400, "finir"},
		"/en/charts/avancement.json?de=2023&a=2021":           {400, "cannot end"},
		"/graphiques/avancement.svg?vue=carte":                {400, "vue"},
		"/graphiques/avancement.svg?theme=rose":               {400, "thème"},
		"/graphiques/avancement.png?taille=5000":              {400, "taille"},
		"/graphiques/avancement.png?publication=99":           {404, "99"},
		"/graphiques/avancement.csv?publication=x":            {400, "numéro"},
		"/graphiques/avancement.csv?publication=1&de=%zz":     {400, ""},
		"/graphiques/avancement.csv?au=1999-01-01":            {404, "1999"},
		"/graphiques/avancement.csv?publication=1&au=2026-11": {400, ""},
	} {
		r := site.Get(address)
		// A PNG says what kind of fault it is; the SVG of the same address says it in words.
		if said := strings.Replace(address, ".png", ".svg", 1); strings.Contains(address, ".png") && r.Header.Get("Content-Type") == "image/png" {
			r.Body = site.Get(said).Body
		}
		if r.Status != want.status || !bytes.Contains(bytes.ReplaceAll(r.Body, []byte("</text>"), nil), []byte(want.words)) || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %q, want %d and %q", address, r.Status, r.Header.Get("Cache-Control"), want.status, want.words)
		}
		if bytes.Contains(r.Body, []byte("no such choice")) {
			t.Errorf("%s: the words are those of the program", address)
		}
	}
}

// TestDataLinkToTheSameView follows the links of a JSON file.
func TestDataLinkToTheSameView(t *testing.T) {
	address := "/en/charts/avancement.json?de=2021&a=2023&publication=1"
	var d struct {
		Links    map[string]string
		Citation map[string]string
		View     map[string]any
	}
	if err := json.Unmarshal(fetch(t, address).Body, &d); err != nil {
		t.Fatal(err)
	}
	for name, link := range d.Links {
		if !strings.Contains(link, "de=2021&a=2023") || !strings.Contains(link, "publication=1") {
			t.Errorf("%s leads to %s", name, link)
		}
		if r := site.Get(link); r.Status != 200 {
			t.Errorf("%s leads to %s, which answers %d", name, link, r.Status)
		}
	}
	if !strings.HasSuffix(d.Links["json"], address) || d.Links["frozen"] != d.Links["json"] || len(d.Links) != 7 {
		t.Errorf("links are %v", d.Links)
	}
	if d.View["from"] != 2021.0 || d.View["to"] != 2023.0 || d.View["territory"] != nil || d.View["kind"] != "graphique" {
		t.Errorf("view is %v", d.View)
	}
	if d.Citation["short"] == "" || d.Citation["long"] == "" || d.Citation["sentence"] == "" {
		t.Errorf("citation is %v", d.Citation)
	}
}

// TestPicturesCarryTheirWords reads what stands in a drawing that is found alone.
func TestPicturesCarryTheirWords(t *testing.T) {
	for address, want := range map[string][]string{
		"/graphiques/" + some + ".svg": {"Dernier chiffre : mai 2025. Publication nº 1 du 21 novembre 2026", "Sources : ", "Licence Ouverte 2.0", "/graphiques/" + some},
		"/en/charts/" + some + ".svg":  {"Latest figure: May 2025. Publication No. 1 of 21 November 2026", "Sources: ", "Licence Ouverte 2.0", "/en/charts/" + some},
	} {
		var all strings.Builder
		for _, one := range readPicture(t, fetch(t, address).Body) {
			all.WriteString(spaced(one.text) + " ")
		}
		for _, words := range want {
			if !strings.Contains(all.String(), words) {
				t.Errorf("%s does not say %q: %s", address, words, all.String())
			}
		}
	}
}

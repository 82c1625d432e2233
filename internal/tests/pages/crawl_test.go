package pages

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

// TestTheListOfAddressesHasEveryPage reads the list as programs do and opens what it names.
func TestTheListOfAddressesHasEveryPage(t *testing.T) {
	var list struct {
		Pages []struct {
			Address string `xml:"loc"`
			On      string `xml:"lastmod"`
			Twins   []struct {
				Lang    string `xml:"hreflang,attr"`
				Address string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	r := site.Get("/sitemap.xml")
	if err := xml.Unmarshal(r.Body, &list); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/xml") {
		t.Fatalf("%v, %s", err, r.Header.Get("Content-Type"))
	}
	listed := map[string]bool{}
	for _, p := range list.Pages {
		path := strings.TrimPrefix(p.Address, site.URL())
		if listed[path] || path == p.Address || p.On != "2026-11-21" || len(p.Twins) != 2 {
			t.Errorf("%s is listed twice, or is not of the site, or lacks its day or its twins: %+v", p.Address, p)
		}
		listed[path] = true
		doc := docAt(t, path)
		for _, twin := range p.Twins {
			if named := doc.Find(`link[hreflang="`+twin.Lang+`"]`).AttrOr("href", ""); named != twin.Address {
				t.Errorf("%s calls its version in %s %q, the list %q", path, twin.Lang, named, twin.Address)
			}
		}
	}
	for _, path := range testkit.Paths(site) {
		if !strings.Contains(path, "?") && !listed[path] && !slices.Contains([]string{"/recherche", "/en/search", "/signaler", "/en/report"}, path) {
			t.Errorf("%s is not in the list", path)
		}
	}
}

func TestProgramsMayReadAndFindTheIcon(t *testing.T) {
	r := site.Get("/robots.txt")
	if text := string(r.Body); r.Status != 200 || !strings.Contains(text, "Allow: /\n") || !strings.Contains(text, "Sitemap: "+site.URL()+"/sitemap.xml") {
		t.Errorf("robots.txt answers %d: %s", r.Status, text)
	}
	icon := site.Get("/favicon.ico")
	if drawn := site.Get(icon.Header.Get("Location")); icon.Status != 301 || drawn.Status != 200 || drawn.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("the icon answers %d, then %d", icon.Status, drawn.Status)
	}
}

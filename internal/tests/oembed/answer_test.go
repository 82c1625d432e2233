package oembed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// good are addresses of the site with the frame that each stands for.
func good(s *suite) map[string]string {
	measure := view.Links{}.Measure(s.site.Catalog().Measure(25))
	var bare string // a measure without an indicator: its page shows the chart of the plan
	for _, m := range s.site.Catalog().Measures() {
		if len(m.Indicators) == 0 {
			bare = view.Links{Lang: "en"}.Measure(m)
		}
	}
	return map[string]string{
		bare:                                 "/embed/avancement?lecture=dernier&lang=en",
		"/graphiques/" + some:                "/embed/" + some,
		"/graphiques/%69ndicateur-msp-count": "/embed/" + some,
		"/graphiques/" + some + "/":          "/embed/" + some,
		"/en/charts/" + some:                 "/embed/" + some + "?lang=en",
		"/embed/" + some:                     "/embed/" + some,
		"/embed/" + some + "?lang=en&theme=sombre&de=2018": "/embed/" + some + "?de=2018&theme=sombre&lang=en",
		"/indicateurs/msp-count":                           "/embed/" + some,
		"/en/indicators/msp-count?publication=1":           "/embed/" + some + "?lang=en&publication=1",
		measure:                                            "/embed/" + some,
		measure + "?publication=1":                         "/embed/" + retired + "?publication=1", // its first chart then
		"/graphiques/" + some + "?publication=2&a=2024&utm_source=x#h":            "/embed/" + some + "?a=2024&publication=2",
		"/graphiques/" + some + "?au=2026-11-22":                                  "/embed/" + some + "?publication=1",
		"/graphiques/" + some + "?vue=tableau&taille=grand&theme=clair&region=FR": "/embed/" + some + "?vue=tableau&theme=clair",
		"/graphiques/" + before + "?de=2018&publication=1":                        "/embed/" + some + "?de=2018&publication=1",
		"/graphiques/" + some + ".png?theme=sombre":                               "/embed/" + some + "?theme=sombre",
		"/graphiques/indicateur-invr-envelope?vue=carte":                          "/embed/indicateur-invr-envelope?vue=carte",
		"/graphiques/indicateur-invr-envelope?region=84":                          "/embed/indicateur-invr-envelope?region=84",
		"/graphiques/avancement?de=2021&a=2023":                                   "/embed/avancement?de=2021&a=2023",
		"/embed/" + retired + "?publication=1":                                    "/embed/" + retired + "?publication=1",
	}
}

// testAddresses holds that each address gives the frame of its view and figures, and that it is there.
func testAddresses(t *testing.T, s *suite) {
	cases := good(s)
	cases["https"+strings.TrimPrefix(s.origin, "http")+"/graphiques/"+some] = "/embed/" + some
	for address, want := range cases {
		r := s.ask(address)
		said := decode(t, r)
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(said["html"]))
		if err != nil {
			t.Fatal(err)
		}
		frame, script := doc.Find("iframe"), doc.Find("script")
		if frame.Length() != 1 || script.Length() != 1 || frame.AttrOr("src", "") != s.origin+want || script.AttrOr("src", "") != s.origin+"/embed.js" {
			t.Errorf("%s: %s instead of a frame of %s", address, said["html"], want)
			continue
		}
		if title := frame.AttrOr("title", ""); title == "" || title != said["title"] || frame.AttrOr("width", "") != "100%" || frame.AttrOr("height", "") != said["height"] {
			t.Errorf("%s: %s", address, said["html"])
		}
		for field, want := range map[string]string{"version": "1.0", "type": "rich", "thumbnail_width": "1200", "thumbnail_height": "630"} {
			if said[field] != want {
				t.Errorf("%s: %s is %q", address, field, said[field])
			}
		}
		if r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %v", address, r.Header)
		}
		if shown := s.site.Get(want); shown.Status != 200 {
			t.Errorf("%s: the frame %s answers %d", address, want, shown.Status)
		}
	}
	if french, english := decode(t, s.ask("/graphiques/"+some)), decode(t, s.ask("/graphiques/"+some, "lang", "en")); french["title"] == english["title"] ||
		!strings.Contains(english["html"], "lang=en") {
		t.Errorf("the language asked for is not that of %v", english)
	}
}

// testRefusals holds that nothing but addresses of charts is turned into a frame.
func testRefusals(t *testing.T, s *suite) {
	host := strings.TrimPrefix(s.origin, "http://")
	for address, want := range map[string]int{
		"": 400, "graphiques/avancement": 400, "javascript:alert(1)": 400, "http://%zz/": 400, "data:text/html,x": 400, "http:///graphiques/avancement": 400,
		"https://evil.example/graphiques/avancement": 404, "http://" + host + "@evil.example/embed/avancement": 404, "http://me@" + host + "/embed/avancement": 404,
		"http://" + host + ".evil.example/embed/avancement": 400, "http://evil.example#" + s.origin + "/embed/avancement": 404, "ftp://" + host + "/embed/avancement": 404,
		"http://127.0.0.1:1/embed/avancement": 404, "/graphiques/" + strings.Repeat("a", 5000): 404, "/graphiques/avancement?de=" + strings.Repeat("2", 5000): 400,
		"//evil.example/embed/avancement": 404, "/graphiques/..%2f..%2fadmin": 404, "/graphiques/avancement%00": 404, "/graphiques/avancement\x00": 400,
		"/": 404, "/methode": 404, "/graphiques": 404, "/graphiques/": 404, "/graphiques/zzzz": 404, "/indicateurs/zzzz": 404, "/mesures/99-x": 404, "/mesures/x": 404,
		"/embed/avancement/x": 404, "/embed.js": 404, "/en/embed/avancement": 404, "/embed/derniere.json": 404,
		"/graphiques/" + retired: 404, "/indicateurs/cpts-active": 404,
		"/graphiques/avancement?publication=99": 404, "/graphiques/avancement?publication=x": 400, "/graphiques/avancement?au=x": 400, "/graphiques/avancement?au=2026-11-25&publication=1": 400,
		"/graphiques/avancement?au=1999-01-01": 404, "/graphiques/avancement?de=hier": 400, "/graphiques/avancement?vue=camembert": 400, "/graphiques/avancement?theme=rose": 400,
	} {
		for _, format := range []string{"json", "xml"} {
			if r := s.ask(address, "format", format); r.Status != want || r.Header.Get("Access-Control-Allow-Origin") != "*" || strings.Contains(string(r.Body), "<iframe") {
				t.Errorf("%q: %d instead of %d, %v", address, r.Status, want, r.Header)
			}
		}
	}
	for _, c := range []struct {
		name, value string
		want        int
	}{
		{"format", "yaml", 501}, {"format", "JSON", 501}, {"format", "", 200}, {"lang", "de", 400}, {"lang", "fr", 200},
		{"maxwidth", "0", 400}, {"maxwidth", "-5", 400}, {"maxwidth", "wide", 400}, {"maxheight", "1.5", 400}, {"maxheight", "99999999999999999999", 400}, {"callback", "alert", 200},
	} {
		if r := s.ask("/graphiques/avancement", c.name, c.value); r.Status != c.want {
			t.Errorf("%s=%s: %d instead of %d", c.name, c.value, r.Status, c.want)
		}
	}
}

// testSizes holds that a frame is never larger than it may be, nor larger than what is in it needs.
func testSizes(t *testing.T, s *suite) {
	for _, address := range []string{"/graphiques/avancement", "/graphiques/matrice", "/graphiques/" + some + "?vue=tableau", "/graphiques/indicateur-invr-envelope?vue=carte"} {
		high := map[int]int{}
		for _, c := range []struct{ wide, high, want int }{{0, 0, 720}, {1, 0, 1}, {320, 0, 320}, {600, 0, 600}, {720, 300, 720}, {5000, 0, 1600}, {0, 1, 720}, {320, 99999, 320}} {
			var more []string
			if c.wide > 0 {
				more = append(more, "maxwidth", strconv.Itoa(c.wide))
			}
			if c.high > 0 {
				more = append(more, "maxheight", strconv.Itoa(c.high))
			}
			said := decode(t, s.ask(address, more...))
			width, errWidth := strconv.Atoi(said["width"])
			height, errHeight := strconv.Atoi(said["height"])
			if err := errors.Join(errWidth, errHeight); err != nil || width != c.want || height < 1 || (c.high > 0 && height > c.high) {
				t.Errorf("%s in %d × %d: %d × %d, %v", address, c.wide, c.high, width, height, err)
			}
			if c.high == 0 {
				high[c.wide] = height
			}
		}
		if high[320] < 300 || high[600] < 250 {
			t.Errorf("%s: heights %v", address, high)
		}
	}
}

// testFormats holds that both formats say the same, field by field, whatever the texts hold.
func testFormats(t *testing.T, s *suite) {
	hostile := open(t, testkit.WithHostileTexts(t))
	for _, s := range []*suite{s, hostile} {
		for address := range good(s) {
			asJSON, asXML := decode(t, s.ask(address, "format", "json")), decodeXML(t, s.ask(address, "format", "xml"))
			if !maps.Equal(asJSON, asXML) {
				t.Errorf("%s:\n%v\n%v", address, asJSON, asXML)
			}
			if want := []string{
				"cache_age", "height", "html", "provider_name", "provider_url", "thumbnail_height", "thumbnail_url", "thumbnail_width", "title", "type", "version", "width",
			}; !slices.Equal(slices.Sorted(maps.Keys(asJSON)), want) {
				t.Errorf("%s has %v", address, slices.Sorted(maps.Keys(asJSON)))
			}
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(asJSON["html"]))
			if err != nil || doc.Find("body *, head *").Length() != 5 || doc.Find("iframe").AttrOr("title", "") != asJSON["title"] ||
				doc.Find("blockquote + iframe + script").Length() != 1 || doc.Find("blockquote > small > a[href^=http]").Text() == "" {
				t.Errorf("%s: a text breaks out: %s", address, asJSON["html"])
			}
		}
	}
}

// decode reads an answer in JSON as texts by name.
func decode(t *testing.T, r testkit.Response) map[string]string {
	t.Helper()
	if r.Status != 200 {
		t.Errorf("%s: %d", r.Path, r.Status)
		return map[string]string{}
	}
	var fields map[string]any
	decoder := json.NewDecoder(strings.NewReader(string(r.Body)))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		t.Fatalf("%s: %v", r.Path, err)
	}
	said := map[string]string{}
	for name, value := range fields {
		said[name] = fmt.Sprint(value)
	}
	return said
}

func decodeXML(t *testing.T, r testkit.Response) map[string]string {
	t.Helper()
	if r.Status != 200 || r.Header.Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Errorf("%s: %d %s", r.Path, r.Status, r.Header.Get("Content-Type"))
	}
	said, decoder, depth, name := map[string]string{}, xml.NewDecoder(strings.NewReader(string(r.Body))), 0, ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return said
		}
		if err != nil {
			t.Fatalf("%s: %v", r.Path, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 && token.Name.Local != "oembed" {
				t.Errorf("%s: the root is %s", r.Path, token.Name.Local)
			}
			if name = token.Name.Local; depth == 2 {
				said[name] = ""
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 2 {
				said[name] += string(token)
			}
		}
	}
}

package oembed

import (
	"bytes"
	"encoding/json"
	"image/png"
	"maps"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// discoverable are pages that say how to show their chart.
func discoverable(s *suite) []string {
	var paths []string
	for _, lang := range []view.Links{{Lang: "fr"}, {Lang: "en"}} {
		paths = append(paths, lang.Chart(some, view.Asked{}.View, view.Style{}), lang.Indicator("msp-count"), lang.Measure(s.site.Catalog().Measure(25)))
	}
	return append(paths, "/graphiques/"+some+"?de=2018&vue=tableau&theme=sombre", "/graphiques/avancement?publication=1", "/indicateurs/"+strings.TrimPrefix(retired, "indicateur-")+"?publication=1")
}

// testDiscovery holds that pages name the endpoint for their own address, in both formats.
func testDiscovery(t *testing.T, s *suite) {
	for _, path := range discoverable(s) {
		doc, want := s.site.Get(path).Doc(t), decode(t, s.ask(path))
		for kind, read := range map[string]func(string) map[string]string{
			"application/json+oembed": func(address string) map[string]string { return decode(t, s.site.Get(address)) },
			"text/xml+oembed":         func(address string) map[string]string { return decodeXML(t, s.site.Get(address)) },
		} {
			link := doc.Find(`head link[rel="alternate"][type="` + kind + `"]`)
			address, ours := strings.CutPrefix(link.AttrOr("href", ""), s.origin)
			if link.Length() != 1 || !ours || link.AttrOr("title", "") == "" {
				t.Errorf("%s: %d links of %s, to %s", path, link.Length(), kind, address)
				continue
			}
			if got := read(address); !maps.Equal(got, want) {
				t.Errorf("%s: %s leads to\n%v instead of\n%v", path, kind, got, want)
			}
		}
	}
}

// testAdvertised holds that whatever address a page names for other programs answers them, and that the title which
// is shown with a link says what the page is about.
func testAdvertised(t *testing.T, s *suite) {
	advertised := 0
	for _, path := range testkit.Paths(s.site) {
		doc := s.site.Get(path).Doc(t)
		for _, link := range doc.Find(`link[type$="+oembed"]`).EachIter() {
			advertised++
			address, ours := strings.CutPrefix(link.AttrOr("href", ""), s.origin)
			if r := s.site.Get(address); !ours || r.Status != http.StatusOK {
				t.Errorf("%s names %s, which answers %d", path, address, r.Status)
			}
		}
		if title := doc.Find(`meta[property="og:title"]`).AttrOr("content", ""); !strings.Contains(title, "Ségur de la santé") {
			t.Errorf("%s is shown as %q", path, title)
		}
	}
	if advertised < 100 {
		t.Errorf("only %d addresses are named", advertised)
	}
}

// testThumbnail holds that the picture of an answer is one, of the size that it says.
func testThumbnail(t *testing.T, s *suite) {
	address, ours := strings.CutPrefix(decode(t, s.ask("/graphiques/avancement?theme=sombre&publication=1"))["thumbnail_url"], s.origin)
	if !ours || !strings.Contains(address, "theme=sombre") || !strings.Contains(address, "publication=1") {
		t.Fatalf("the picture is at %s", address)
	}
	r := s.site.Get(address)
	size, err := png.DecodeConfig(bytes.NewReader(r.Body))
	if err != nil || size.Width != 1200 || size.Height != 630 {
		t.Errorf("%s: %d, %d × %d, %v", address, r.Status, size.Width, size.Height, err)
	}
}

// testSamePicture holds that the picture which stands for the page of a measure and the frame that
// programs get for its address show the same chart.
func testSamePicture(t *testing.T, s *suite) {
	for _, m := range s.site.Catalog().Measures() {
		path := view.Links{}.Measure(m)
		own := s.site.Get(path).Doc(t).Find(`meta[property="og:image"]`).AttrOr("content", "none")
		if told := decode(t, s.ask(path))["thumbnail_url"]; told != own {
			t.Errorf("%s shows %s and is told with %s", path, own, told)
		}
	}
}

// testConsumer lets the tool of others find the frames of our pages, over the network.
func testConsumer(t *testing.T, s *suite) {
	paths := discoverable(s)
	for _, format := range []string{"json", "xml"} {
		found := consume(t, s, map[string]any{"pages": full(s, append(paths, "/methode")), "xml": format == "xml", "options": map[string]int{"maxwidth": 400}})
		if last := found[len(paths)]; last["failed"] == nil {
			t.Errorf("%s: a page without a chart is shown as %v", format, last)
		}
		for i, path := range paths {
			want := decode(t, s.ask(path, "maxwidth", "400"))
			got := found[i]
			if got["type"] != "rich" || got["html"] != want["html"] || got["width"] != 400.0 || got["title"] != want["title"] || (got["_xml"] == true) != (format == "xml") {
				t.Errorf("%s in %s: %v instead of %v", path, format, got, want)
			}
			address, err := url.Parse(want["thumbnail_url"])
			if err != nil || got["thumbnail_url"] != address.String() {
				t.Errorf("%s in %s: picture %v, %v", path, format, got["thumbnail_url"], err)
			}
		}
	}
}

func full(s *suite, paths []string) []string {
	var list []string
	for _, path := range paths {
		list = append(list, s.origin+path)
	}
	return list
}

// consume runs the tool, which npm installs with the front-end build.
func consume(t *testing.T, _ *suite, question map[string]any) (answers []map[string]any) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("the tool that reads oEmbed needs Node: %v", err)
	}
	input, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, filepath.Join("test", "oembed-consumer.mjs"))
	command.Dir = filepath.FromSlash("../../../assets")
	command.Stdin = bytes.NewReader(input)
	complaints := new(strings.Builder)
	command.Stderr = complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("the tool failed, run make assets: %v\n%s", err, complaints)
	}
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(question["pages"].([]string)) {
		t.Fatalf("%v: %s", err, out)
	}
	return answers
}

package http

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

// TestFaultsHaveTheShapeOfWhatWasAskedFor: who asks for a picture, for data or for a frame gets a
// fault that can stand in its place.
func TestFaultsHaveTheShapeOfWhatWasAskedFor(t *testing.T) {
	for address, want := range map[string]struct {
		status int
		kind   string
		says   string
	}{
		"/graphiques/nope":                          {404, "text/html; charset=utf-8", "Il n"},
		"/embed/nope":                               {404, "text/html; charset=utf-8", "Il n"},
		"/embed/nope?lang=en":                       {404, "text/html; charset=utf-8", "chart"},
		"/graphiques/nope.png":                      {404, "image/png", ""},
		"/graphiques/nope.svg":                      {404, "image/svg+xml", "Cette image n’existe pas"},
		"/en/charts/nope.svg":                       {404, "image/svg+xml", "This picture does not exist"},
		"/graphiques/avancement.svg?region=99":      {400, "image/svg+xml", "comprise"},
		"/graphiques/avancement.png?publication=99": {404, "image/png", ""},
		"/graphiques/nope.json":                     {404, "application/problem+json", "graphique"},
		"/en/charts/nope.csv":                       {404, "application/problem+json", "chart"},
		"/graphiques/avancement.csv?region=99":      {400, "application/problem+json", "region"},
		"/graphiques/avancement.json?au=hier":       {400, "application/problem+json", `"parameter":"au"`},
		"/graphiques/avancement.csv?regoin=11":      {400, "application/problem+json", "regoin"},
		"/en/charts/avancement.json?utm_source=x":   {400, "application/problem+json", "“utm_source”"},
		"/graphiques/avancement.csv?amp;regoin=11":  {400, "application/problem+json", "regoin"},
		"/oembed?url=x":                             {400, "application/problem+json", "adresse"},
		"/oembed":                                   {400, "application/problem+json", "adresse"},
		"/oembed?url=x&format=xml&lang=en":          {400, "application/problem+xml", "address"},
		"/oembed?url=x&format=yaml":                 {501, "application/problem+json", "json"},
		"/nulle/part.png":                           {404, "image/png", ""},
		"/nulle/part.json":                          {404, "application/problem+json", "rien"},
		"/en/nowhere/at/all.csv":                    {404, "application/problem+json", "nothing"},
		"/nulle/part":                               {404, "text/html; charset=utf-8", "adresse"},
	} {
		r := site.Get(address)
		if got := r.Header.Get("Content-Type"); r.Status != want.status || got != want.kind || !strings.Contains(string(r.Body), want.says) {
			t.Errorf("%s: %d %s, %.300s", address, r.Status, got, r.Body)
			continue
		}
		if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Etag") != "" {
			t.Errorf("%s may be kept: %v", address, r.Header)
		}
		checkShape(t, address, want.kind, r)
		if head := site.Do(http.MethodHead, address); head.Status != want.status || head.Header.Get("Content-Type") != want.kind || len(head.Body) > 0 {
			t.Errorf("HEAD %s: %d %v, %d bytes", address, head.Status, head.Header, len(head.Body))
		}
	}
}

func checkShape(t *testing.T, address, kind string, r testkit.Response) {
	t.Helper()
	switch kind {
	case "image/png":
		if picture, err := png.Decode(bytes.NewReader(r.Body)); err != nil || picture.Bounds().Dx() != 640 {
			t.Errorf("%s: no picture (%v)", address, err)
		}
	case "image/svg+xml":
		if err := xml.Unmarshal(r.Body, new(struct{})); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	case "application/problem+json":
		var p struct {
			Title, Detail string
			Status        int
			Instead       []struct{ Label, Href string }
		}
		if err := json.Unmarshal(r.Body, &p); err != nil || p.Status != r.Status || p.Title != http.StatusText(r.Status) || p.Detail == "" {
			t.Errorf("%s: %s (%v)", address, r.Body, err)
		}
		for _, one := range p.Instead {
			if there := site.Get(one.Href); there.Status != http.StatusOK || one.Label == "" {
				t.Errorf("%s offers %q at %s, which answers %d", address, one.Label, one.Href, there.Status)
			}
		}
	case "application/problem+xml":
		var p struct {
			XMLName xml.Name `xml:"urn:ietf:rfc:7807 problem"`
			Title   string   `xml:"title"`
			Detail  string   `xml:"detail"`
			Status  int      `xml:"status"`
		}
		if err := xml.Unmarshal(r.Body, &p); err != nil || p.Status != r.Status || p.Detail == "" {
			t.Errorf("%s: %s (%v)", address, r.Body, err)
		}
	}
}

// TestStrangersAreDroppedWhereNothingIsMisread: pages, frames and pictures are shared with parameters
// of all kinds, and programs of others ask by oEmbed with more than it knows.
func TestStrangersAreDroppedWhereNothingIsMisread(t *testing.T) {
	page, _ := site.Get("/graphiques/avancement").Doc(t).Find("link[rel=canonical]").Attr("href")
	for _, address := range []string{
		"/graphiques/avancement?utm_source=x", "/embed/avancement?utm_source=x", "/graphiques/avancement.svg?fbclid=x", "/embed.js?v=3",
		"/embed/derniere.json?_=17", "/oembed?dnt=1&url=" + url.QueryEscape(page), "/graphiques/avancement.csv?region=FR&",
	} {
		if r := site.Get(address); r.Status != http.StatusOK {
			t.Errorf("%s: %d %.300s", address, r.Status, r.Body)
		}
	}
}

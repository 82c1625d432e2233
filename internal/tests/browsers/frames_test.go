package browsers

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Charts that the tests show: one that fits a phone's window, one that does not, one that is withdrawn.
const (
	some    = "indicateur-msp-count"
	high    = "matrice"
	retired = "indicateur-cpts-active"
)

// world is our site, and another one that shows its frames.
type world struct {
	site   *testkit.Site
	origin string // of our site
	other  string // of the other one
	files  string // folder of articles that are kept as files
	mu     sync.Mutex
	pages  map[string]string
	script []byte // of WordPress
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{pages: map[string]string{}, files: t.TempDir()}
	server := httptest.NewUnstartedServer(nil)
	w.origin = "http://" + server.Listener.Addr().String()
	w.site = testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL = w.origin }))
	if err := w.site.Withdraw(context.Background(), retired); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = w.site.App.Site()
	server.Start()
	t.Cleanup(server.Close)
	other := httptest.NewServer(w)
	t.Cleanup(other.Close)
	w.other = strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	var err error
	if w.script, err = os.ReadFile("driver/wordpress/wp-embed.js"); err != nil {
		t.Fatalf("WordPress's script is missing: run make deps-test: %v", err)
	}
	return w
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	page, found := w.pages[r.URL.Path]
	w.mu.Unlock()
	switch {
	case found:
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(rw, page)
	case r.URL.Path == "/wp-embed.js":
		rw.Header().Set("Content-Type", "text/javascript")
		_, _ = rw.Write(w.script)
	default:
		http.NotFound(rw, r)
	}
}

// article is a page with a column of a width in pixels.
func article(column int, body string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La Gazette</title><link rel="icon" href="data:,">
<style>body { margin: 0; font: 17px/1.5 serif } article { width: %dpx; margin: 0 auto } iframe { max-width: 100%% }</style></head>
<body><article><h1>La Gazette</h1><p>Voici les chiffres.</p>%s<p>La suite demain.</p></article></body></html>`, column, body)
}

// put keeps a page of the other site.
func (w *world) put(name, page string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages["/"+name] = page
	return w.other + "/" + name
}

// code is what the page of a chart offers to paste.
func (w *world) code(t *testing.T, name, kind string) string {
	t.Helper()
	code := w.site.Get(view.Links{}.Chart(name, chart.View{}, view.Style{})).Doc(t).Find("#t-" + kind).Text()
	if !strings.Contains(code, "<iframe ") {
		t.Fatalf("%s offers no code %q: %q", name, kind, code)
	}
	return strings.ReplaceAll(code, ` loading="lazy"`, "")
}

// sandboxed is what a tool makes of a code that it does not know: it keeps the frame with a sandbox, and nothing else.
func sandboxed(code string) string {
	frame, _, _ := strings.Cut(code, "</iframe>")
	return strings.Replace(frame, "<iframe ", `<iframe sandbox="allow-scripts" `, 1) + "</iframe>"
}

// withoutScript is what a tool makes of a code whose scripts it takes away, with the styles of elements.
func withoutScript(code string) string {
	before, _, _ := strings.Cut(code, "<script")
	return styles.ReplaceAllString(before, "")
}

var styles = regexp.MustCompile(` style="[^"]*"`)

// wordpress is what WordPress makes of our oEmbed answer for an address: it is not on its list of providers. By its function
// wp_filter_oembed_result, a quote and a frame stay with few attributes each; the frame gets a sandbox and a secret, and stands aside
// until it speaks. The functions of WordPress 6.1.9, run on an answer of ours, write the same.
func (w *world) wordpress(t *testing.T, name string, wide int) string {
	t.Helper()
	address := w.origin + view.Links{}.Chart(name, chart.View{}, view.Style{})
	r := w.site.Get(fmt.Sprintf("/oembed?maxwidth=%d&url=%s", wide, url.QueryEscape(address)))
	var said struct{ HTML string }
	if err := json.Unmarshal(r.Body, &said); err != nil {
		t.Fatalf("%s: %v", r.Body, err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(said.HTML))
	if err != nil || doc.Find("blockquote ~ iframe").Length() != 1 {
		t.Fatalf("no quote before a frame: %s (%v)", said.HTML, err)
	}
	frame, link := doc.Find("iframe"), doc.Find("blockquote a")
	var kept strings.Builder
	for _, attribute := range []string{"width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"} {
		if value, has := frame.Attr(attribute); has {
			fmt.Fprintf(&kept, ` %s="%s"`, attribute, html.EscapeString(value))
		}
	}
	const secret = "aB3dE6gH9k"
	return fmt.Sprintf(`<div class="wp-block-embed__wrapper"><blockquote class="wp-embedded-content" data-secret="%[1]s"><a href="%[2]s">%[3]s</a>%[6]s</blockquote>`+
		`<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="position: absolute; clip: rect(1px, 1px, 1px, 1px);" src="%[4]s#?secret=%[1]s" data-secret="%[1]s"%[5]s></iframe></div>`+
		`<script src="/wp-embed.js"></script>`,
		secret, html.EscapeString(link.AttrOr("href", "")), html.EscapeString(link.Text()), html.EscapeString(frame.AttrOr("src", "")), kept.String(),
		html.EscapeString(strings.TrimPrefix(doc.Find("blockquote").Text(), link.Text())))
}

// ask has a frame of ours say what it looks like; others say nothing.
const ask = `async () => {
  if (!location.pathname.startsWith('/embed/') || !document.querySelector('main')) return null;
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const foot = document.querySelector('.seg-frame__source') ?? document.querySelector('.seg-frame__links');
  const box = foot && foot.getBoundingClientRect();
  const out = [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.closest('.seg-scroll, svg, .govuk-visually-hidden')
    && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1));
  return { href: location.pathname, sheets: document.styleSheets.length, fonts: [...document.fonts].filter((f) => f.status === 'loaded').length,
    width: innerWidth, height: innerHeight, needs: Math.ceil(document.documentElement.getBoundingClientRect().height),
    foot: Boolean(box) && box.bottom <= innerHeight + 1 && box.top >= 0 && box.height > 0, chart: Boolean(document.querySelector('figure')),
    out: out.slice(0, 3).map((e) => e.className + ' ' + e.textContent.trim().slice(0, 40)) };
}`

// fits waits until every frame of a page has a height that was told; spoken until WordPress's script lets its frame be seen.
const (
	fits = `async () => {
  const frames = [...document.querySelectorAll('iframe[data-segur]')];
  return frames.length > 0 && frames.every((f) => f.style.getPropertyPriority('height') === 'important');
}`
	spoken = `async () => [...document.querySelectorAll('iframe.wp-embedded-content')].every((f) => !f.hasAttribute('style')) && document.querySelector('blockquote').style.display === 'none'`
	loaded = `async () => document.readyState === 'complete'`
)

// host is a kind of page around our frames.
type host struct {
	name string
	put  func(t *testing.T, w *world, name, chart string, column int) string // returns the address
	wait string
	told bool // the frame is as high as it needs to be
}

func hosts() []host {
	return []host{
		{"plain", func(t *testing.T, w *world, name, chart string, column int) string {
			return w.put(name, article(column, w.code(t, chart, "script")))
		}, fits, true},
		{"sandboxed", func(t *testing.T, w *world, name, chart string, column int) string {
			return w.put(name, article(column, sandboxed(w.code(t, chart, "script"))))
		}, loaded, false},
		{"stripped", func(t *testing.T, w *world, name, chart string, column int) string {
			return w.put(name, article(column, withoutScript(w.code(t, chart, "script"))))
		}, loaded, false},
		{"srcdoc", func(t *testing.T, w *world, name, chart string, column int) string {
			inner := article(column, w.code(t, chart, "script"))
			return w.put(name, article(760, `<iframe sandbox="allow-scripts" width="740" height="1500" srcdoc="`+html.EscapeString(inner)+`"></iframe>`))
		}, loaded, false},
		{"file", func(t *testing.T, w *world, name, chart string, column int) string {
			path := filepath.Join(w.files, name+".html")
			if err := os.WriteFile(path, []byte(article(column, w.code(t, chart, "script"))), 0o600); err != nil {
				t.Fatal(err)
			}
			return fileURL(path)
		}, fits, true},
		{"wordpress", func(t *testing.T, w *world, name, chart string, column int) string {
			return w.put(name, article(column, w.wordpress(t, chart, 600)))
		}, spoken, false},
	}
}

// mostInWordPress is the height in pixels that WordPress's script allows a frame.
const mostInWordPress = 1000

// TestFramesInEveryBrowser shows frames in every kind of page, on a phone and in an article: they have style and font, nothing sticks out,
// and sources and licence are in sight.
func TestFramesInEveryBrowser(t *testing.T) {
	w := open(t)
	for _, e := range engines(t) {
		var jobs []job
		hostOf := map[string]host{}
		for _, h := range hosts() {
			for _, column := range []int{340, 680} {
				for _, shown := range []string{some, high} {
					name := fmt.Sprintf("%s-%d-%s", h.name, column, shown)
					one := job{Name: name, URL: h.put(t, w, name, shown, column), Wait: h.wait, Ask: ask}
					if h.name == "wordpress" {
						one.Click = map[int]string{340: ".seg-frame__site", 680: ".seg-frame__source a"}[column]
					}
					jobs, hostOf[name] = append(jobs, one), h
				}
			}
		}
		for _, gone := range []string{"indicateur-nulle-part", retired} {
			name := "sandboxed-" + gone
			code := strings.ReplaceAll(w.code(t, some, "script"), some, gone)
			jobs, hostOf[name] = append(jobs, job{Name: name, URL: w.put(name, article(680, sandboxed(code))), Wait: loaded, Ask: ask}), host{name: "gone"}
		}
		t.Run(e.name, func(t *testing.T) {
			for name, a := range e.look(t, jobs) {
				if len(a.Frames) != 1 {
					t.Errorf("%s: %d frames of ours show", name, len(a.Frames))
					continue
				}
				w.judge(t, name, hostOf[name], a)
			}
		})
	}
}

func (w *world) judge(t *testing.T, name string, h host, a answer) {
	t.Helper()
	f := a.Frames[0]
	switch {
	case f.Sheets != 1 || f.Fonts == 0:
		t.Errorf("%s: %d style sheets and %d fonts", name, f.Sheets, f.Fonts)
	case len(f.Out) > 0:
		t.Errorf("%s: sticks out of %d px: %q", name, f.Width, f.Out)
	case h.name != "gone" && !f.Status:
		t.Errorf("%s shows no chart", name)
	case !f.Foot:
		t.Errorf("%s: sources and licence are out of sight: %d px for %d", name, f.Height, f.Needs)
	case h.told && f.Height != f.Needs:
		t.Errorf("%s: %d px for %d", name, f.Height, f.Needs)
	case h.name == "wordpress" && f.Height != min(f.Needs, mostInWordPress):
		t.Errorf("%s: WordPress gives %d px to %d", name, f.Height, f.Needs)
	}
	// A link to a document of others leads to the page that lists it, as WordPress follows links of ours alone.
	if h.name == "wordpress" && !strings.HasPrefix(a.Top, w.origin+"/") {
		t.Errorf("%s: the link leads to %q", name, a.Top)
	}
}

// TestFarFramesArePrinted prints an article with a chart far below what was read: it is on the paper.
func TestFarFramesArePrinted(t *testing.T) {
	w := open(t)
	code := strings.ReplaceAll(w.code(t, some, "script"), "<iframe ", `<iframe loading="lazy" `)
	page := w.put("far", article(680, `<p style="height: 12000px">Long.</p>`+code))
	for _, e := range engines(t) {
		if e.name == "webkit" {
			continue // its driver prints nothing
		}
		t.Run(e.name, func(t *testing.T) {
			sheet := filepath.Join(t.TempDir(), "sheet.pdf")
			e.look(t, []job{{Name: "far", URL: page, Wait: fits, Print: sheet}})
			text, err := exec.Command("pdftotext", sheet, "-").Output()
			if err != nil || !strings.Contains(string(text), "La suite demain") {
				t.Fatalf("nothing was printed: %v", err)
			}
			if words := strings.Join(strings.Fields(string(text)), " "); !strings.Contains(words, "Licence Ouverte") {
				t.Errorf("the chart is a blank on paper: %s", words)
			}
		})
	}
}

package embedded

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// scene is a page of the other site with frames of ours.
type scene struct {
	name   string
	width  int64
	dark   bool // the reader prefers dark
	page   article
	frames int     // how many show, 0 where browsers keep them to themselves
	spare  float64 // how much higher than their contents frames may be: 0.35 is a third, 0 for not a pixel
	night  bool    // the frames are dark
	status int     // of frames that cannot be shown, 0 for none
	reveal string  // what the page does before it is looked at
}

// tabbed is a tab in a suite.
type tabbed struct {
	*browser.Tab
	suite *suite
	scene scene
}

// scenes are what the issue of charts that travel is about: pages that nobody of us writes.
func scenes(t *testing.T, s *suite) []scene {
	whole, dark := chart.View{}, view.Style{Theme: view.ThemeDark}
	table := chart.View{Kind: chart.KindTable}
	script := func(name string, v chart.View, d view.Style) string { return s.code(t, "script", name, v, d) }
	alone := strip(script(some, whole, view.Style{}))
	if alone == script(some, whole, view.Style{}) || strings.Contains(alone, "script") {
		t.Fatalf("nothing was stripped: %s", alone)
	}
	frozen := s.codeOf(t, "script", "/graphiques/"+some+"?publication=1")
	gone := strings.ReplaceAll(script(some, whole, view.Style{}), some, retired)
	unknown := strings.ReplaceAll(script(some, whole, view.Style{}), some, "indicateur-nulle-part")
	night := "body { background: #14161a; color: #e6e6e6; } header { border-color: #e6e6e6; }"
	return []scene{
		{name: "stripped-600", width: 680, page: article{body: alone}, frames: 1, spare: 0.45},
		{name: "stripped-320", width: 320, page: article{body: alone}, frames: 1, spare: 0.6},
		{name: "stripped-720", width: 800, page: article{body: alone, style: "article { width: 720px }"}, frames: 1, spare: 0.6},
		{name: "script-600", width: 680, page: article{body: script(some, whole, view.Style{})}, frames: 1},
		{name: "column-320", width: 320, page: article{body: script(wide, whole, view.Style{})}, frames: 1},
		{name: "wide-600", width: 680, page: article{body: script(wide, whole, view.Style{})}, frames: 1},
		{name: "hidden-tab", width: 680, page: article{body: `<div id="tab" style="display:none">` + script(some, whole, view.Style{}) + `</div>`},
			frames: 1, reveal: "document.getElementById('tab').style.display = 'block'"},
		{name: "height-100", width: 680, page: article{body: script(some, whole, view.Style{}),
			style: "iframe { height: 100% !important; min-height: 100%; max-height: 400px }"}, frames: 1},
		{name: "bordered", width: 680, page: article{body: script(some, whole, view.Style{}), style: "iframe { border: 5px solid #222 !important; padding: 7px }"}, frames: 1},
		{name: "dark-page", width: 680, page: article{body: script(some, whole, dark), style: night}, frames: 1, night: true},
		{name: "dark-reader", width: 680, dark: true, page: article{body: script("investissement", whole, view.Style{}), style: ":root { color-scheme: light dark } " + night}, frames: 1, night: true},
		{name: "right-to-left", width: 680, page: article{dir: "rtl", body: script(some, whole, view.Style{})}, frames: 1},
		{name: "table", width: 680, page: article{body: script(some, table, view.Style{})}, frames: 1},
		{name: "table-320", width: 320, page: article{body: script(some, table, view.Style{})}, frames: 1},
		{name: "frozen", width: 680, page: article{body: frozen}, frames: 1},
		{name: "table-stripped", width: 680, page: article{body: strip(script(some, table, view.Style{}))}, frames: 1, spare: 0.7},
		{name: "frozen-stripped", width: 320, page: article{body: strip(frozen)}, frames: 1, spare: 0.4},
		{name: "withdrawn", width: 680, page: article{body: gone}, frames: 1},
		{name: "fault", width: 680, page: article{body: unknown}, frames: 1, status: 404},
		{name: "sandbox", width: 680, page: article{body: strings.Replace(script(some, whole, view.Style{}), "<iframe ", `<iframe sandbox="allow-scripts allow-popups" `, 1)}},
	}
}

// testHosts looks at each page: what shows in its frames is all there, nothing is refused, nothing
// is asked of others, and the page looks as it did.
func testHosts(t *testing.T, s *suite) {
	var jobs []browser.Job
	for _, one := range append(scenes(t, s), twenty(t, s)) {
		path := s.hosts.put(one.name, one.page)
		jobs = append(jobs, browser.Job{Path: path, Run: func(tab *browser.Tab) {
			b := &tabbed{tab, s, one}
			if b.open(path) {
				b.hold()
				b.forgive()
				b.compare(t)
			}
		}})
	}
	s.do(t, jobs)
}

// tall is the height of the window in pixels: frames below it would wait for the reader to scroll.
const tall = 2000

func (b *tabbed) open(path string) bool {
	scheme := "light"
	if b.scene.dark {
		scheme = "dark"
	}
	if !b.Media("", "prefers-color-scheme", scheme) || !b.Run("resize", emulation.SetDeviceMetricsOverride(b.scene.width, tall, 1, false)) || !b.Visit(path) {
		return false
	}
	if b.scene.reveal != "" {
		b.Eval("new Promise((done) => setTimeout(done, 400)).then(() => { "+b.scene.reveal+"; return true; })", nil)
	}
	return true
}

func (b *tabbed) hold() {
	found := b.settle()
	for _, one := range found {
		switch {
		case one.Night != b.scene.night:
			b.Fault("%s is dark: %v", one.Href, one.Night)
		case one.Needs > one.Height:
			b.Fault("%s: %d px are cut off a frame of %d px", one.Href, one.Needs-one.Height, one.Height)
		case float64(one.Height) > float64(one.Needs)*(1+b.scene.spare):
			b.Fault("%s: the frame has %d px for %d", one.Href, one.Height, one.Needs)
		}
	}
	b.Ask("testing.sideways()")
	b.Ask("testing.misdeeds()")
	for _, c := range b.Cookies() {
		b.Fault("cookie %s", c.Name)
	}
}

// forgive drops what a scene is about: the answer of a frame that cannot be shown.
func (b *tabbed) forgive() {
	if b.scene.status == 0 {
		return
	}
	expected := fmt.Sprint(b.scene.status)
	forgiven := 0
	for _, fault := range b.Take() {
		if strings.Contains(fault, "answers "+expected) || strings.Contains(fault, "status of "+expected) {
			forgiven++
			continue
		}
		b.Fault("%s", fault)
	}
	if forgiven == 0 {
		b.Fault("no frame answers %s", expected)
	}
}

// settle waits until as many frames as the scene has show, and what they say of themselves stays the same.
func (b *tabbed) settle() (found []inside) {
	var before []inside
	for range 100 {
		found = b.suite.inside(b.Tab)
		if b.scene.frames == 0 {
			b.Ask("testing.until(() => [...document.querySelectorAll('iframe')].every((f) => f.style.getPropertyPriority('height')), 8000).then((told) => told ? [] : ['a frame never tells its height'])")
			b.Eval("testing.until(() => false, 300)", nil)
			return found
		}
		if len(found) >= b.scene.frames && slices.EqualFunc(found, before, same) {
			if b.scene.spare > 0 || !slices.ContainsFunc(found, func(one inside) bool { return one.Height != one.Needs }) {
				break
			}
		}
		before = found
		b.Eval("new Promise((done) => setTimeout(() => done(true), 60))", nil)
	}
	if b.scene.frames > 0 && len(found) != b.scene.frames {
		b.Fault("%d frames show instead of %d", len(found), b.scene.frames)
	}
	return found
}

func same(a, b inside) bool {
	return a.Href == b.Href && a.Width == b.Width && a.Height == b.Height && a.Needs == b.Needs
}

// twenty is a page with as many frames, of several charts and views, and one script.
func twenty(t *testing.T, s *suite) scene {
	t.Helper()
	names := chart.Names(s.site.Catalog())
	var body strings.Builder
	n := 0
	for i := 0; n < 20; i += 3 {
		name := names[i%len(names)]
		if name == retired {
			continue
		}
		n++
		code := s.code(t, "script", name, chart.View{}, view.Style{})
		if n > 1 {
			code = strip(code)
		}
		body.WriteString(eager(code) + "\n<p>" + name + "</p>\n")
	}
	return scene{name: "twenty", width: 680, page: article{body: body.String()}, frames: 20}
}

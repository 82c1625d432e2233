package embedded

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// alone opens a frame by itself, which is the same document.
func (b *tabbed) alone(path string, width int64, scheme string) bool {
	return b.Media("", "prefers-color-scheme", scheme) && b.Run("resize", emulation.SetDeviceMetricsOverride(width, 900, 1, false)) && b.Visit(path)
}

// testAxe checks frames of each kind in light and dark, at the width of a column and of a phone.
func testAxe(t *testing.T, s *suite) {
	check := browser.Checker(t)
	to, english := view.Links{}, view.Links{Lang: "en"}
	table := chart.View{Kind: chart.KindTable}
	var jobs []browser.Job
	for path, status := range map[string]int64{
		to.Embed(some, chart.View{}, view.Style{}): 200, english.Embed(wide, chart.View{}, view.Style{}): 200,
		to.Embed(some, table, view.Style{}): 200, to.At(1).Embed(some, chart.View{}, view.Style{}): 200,
		english.Embed(retired, chart.View{}, view.Style{}): 200, to.Embed("nulle-part", chart.View{}, view.Style{}): 404,
	} {
		for scheme, width := range map[string]int64{"light": 600, "dark": 320} {
			jobs = append(jobs, browser.Job{Path: path, Where: scheme, Run: func(tab *browser.Tab) {
				tab.Expect(status)
				b := &tabbed{tab, s, scene{}}
				if b.alone(path, width, scheme) {
					b.Eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
					check(tab, browser.AllRules)
					b.Ask("testing.sideways()")
					b.Ask("testing.misdeeds()")
				}
			}})
		}
	}
	s.browser.Do(t, browser.Options{Origin: s.origin}, jobs)
}

// unasked says that a page that was drawn fetched what makes its chart live, though nobody turned to it. It is asked while the window
// ignores the pointer: the browser tells each new page where that rests, which is a sign too.
const unasked = `testing.painted().then(testing.frame).then(testing.frame).then(() =>
	[...document.scripts].some((s) => s.src.includes('/charts.')) ? ['the chart lives before anybody turns to it'] : [])`

// testKeyboard walks through live frames with the keyboard alone: links, words to unfold, switches
// of the legend, tables that scroll.
func testKeyboard(t *testing.T, s *suite) {
	var jobs []browser.Job
	for name, switches := range map[string]bool{"avancement-par-pilier": true, some: false, wide: false} {
		path := view.Links{}.Embed(name, chart.View{}, view.Style{})
		for width, scheme := range map[int64]string{320: "dark", 600: "light"} {
			jobs = append(jobs, browser.Job{Path: path, Where: fmt.Sprintf("%d px", width), Run: func(tab *browser.Tab) {
				b := &tabbed{tab, s, scene{}}
				if !b.Run("ignore the pointer", input.SetIgnoreInputEvents(true)) || !b.alone(path, width, scheme) {
					return
				}
				b.Ask(unasked)
				b.Run("point", input.SetIgnoreInputEvents(false), chromedp.ActionFunc(input.DispatchMouseEvent(input.MouseMoved, 100, 250).Do))
				b.Ask("testing.tour()")
				b.Ask("testing.moved()")
				if switches {
					b.Ask("document.querySelectorAll('button.seg-legend__switch').length > 0 ? [] : ['the legend has no switches']")
				}
				b.Eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
				b.Walk()
			}})
		}
	}
	s.browser.Do(t, browser.Options{Origin: s.origin}, jobs)
}

// testWatch breaks a page on purpose, so that silence about the others means something.
func testWatch(t *testing.T, s *suite) {
	for name, other := range map[string]string{"script-600": "dark-page", "dark-reader": "dark-page", "table": "script-600", "withdrawn": "fault"} {
		if n := differing(read(t, name), read(t, other)); n <= mostPerMill*5 {
			t.Errorf("%s and %s differ in %d blocks of a thousand only", name, other, n)
		}
	}
	path := s.hosts.put("broken", article{body: strip(s.code(t, "script", some, chart.View{}, view.Style{}))})
	tab, err := s.browser.Open(browser.Options{Origin: s.hosts.origin, Also: []string{s.origin}, Prepare: s.listen})
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	faults := tab.Work(func(tab *browser.Tab) {
		b := &tabbed{tab, s, scene{name: "script-600", width: 680, frames: 1, spare: 9}}
		if !b.open(path) {
			return
		}
		b.settle()
		b.Eval("document.querySelector('iframe').style.height = '300px'; true", nil)
		s.run(tab, "/embed/", `document.querySelector('main').insertAdjacentHTML('beforeend', '<p style="color: red"><b id="long">x</b></p>');
			document.getElementById('long').style.cssText = 'display: block; width: 3000px'; document.cookie = 'a=b'; fetch('https://elsewhere.invalid/').catch(() => {})`)
		b.hold()
		if !*update {
			b.compare(t)
		}
	})
	for _, want := range []string{"are cut off a frame of 300 px", "sticks out of the frame", "cookie a", "the policy refuses style-src", "the policy refuses connect-src"} {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("nothing says %q; seen:\n%s", want, strings.Join(faults, "\n"))
		}
	}
	if !*update && !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, "looks other than") }) {
		t.Errorf("a frame cut in half looks like a whole one: %s", strings.Join(faults, "\n"))
	}
}

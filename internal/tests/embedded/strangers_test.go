package embedded

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// forger is a frame of a stranger that says what ours say, and worse.
const forger = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"></head><body><p>x</p><script>
const say = (data) => parent.postMessage(data, '*');
for (const height of [1e9, 20001, 0, -50, NaN, Infinity, '900', '9e3', null, [700], { valueOf: 1 }, true]) say({ type: 'segur:height', height });
for (const data of [null, 'segur:height', 900, [], { type: 'segur:height' }, { height: 900 }, { type: 'segur:ask' }]) say(data);
HONEST
</script></body></html>`

// testForgery lets a stranger's frame post what ours post: it changes no frame, neither ours nor,
// but for one that bears our mark, its own; and heights that no chart has are not believed.
func testForgery(t *testing.T, s *suite) {
	code := s.code(t, "script", some, chart.View{}, view.Style{})
	s.hosts.mu.Lock()
	s.hosts.pages["/embed/absurd"] = strings.Replace(forger, "HONEST", "", 1)
	s.hosts.pages["/embed/honest"] = strings.Replace(forger, "HONEST", "setTimeout(() => say({ type: 'segur:height', height: 321.4 }), 300);", 1)
	s.hosts.mu.Unlock()
	frame := `<iframe id="%s" title="x" src="/embed/%s" style="border:0;height:111px"%s></iframe>`
	path := s.hosts.put("forgery", article{head: "<script>addEventListener('message', () => { window.heard = (window.heard || 0) + 1; });</script>",
		body: fmt.Sprintf(frame, "absurd", "absurd", " data-segur") + fmt.Sprintf(frame, "stranger", "honest", "") + fmt.Sprintf(frame, "marked", "honest", " data-segur") + code})
	s.do(t, []browser.Job{{Path: path, Run: func(tab *browser.Tab) {
		b := &tabbed{tab, s, scene{frames: 1}}
		if !b.Run("resize", emulation.SetDeviceMetricsOverride(800, tall, 1, false)) || !b.Visit(path) {
			return
		}
		b.Ask("testing.until(() => document.getElementById('marked').offsetHeight !== 111, 8000).then((came) => came ? [] : ['no message is believed, so that the test proves nothing'])")
		b.Ask(`Object.entries({ absurd: 111, stranger: 111, marked: 322 }).flatMap(([id, want]) => {
			const { offsetHeight } = document.getElementById(id); return offsetHeight === want ? [] : [id + ' has ' + offsetHeight + ' px instead of ' + want]; })`)
		b.Ask("window.heard >= 57 ? [] : ['only ' + window.heard + ' messages came']")
		var ours []inside
		for _, one := range b.settleAs(func(found []inside) bool { return exactlyOurs(found, s.origin) }) {
			if strings.HasPrefix(one.Href, s.origin) {
				ours = append(ours, one)
			}
		}
		if len(ours) != 1 {
			b.Fault("%d of our frames show", len(ours))
		}
		b.exact(ours)
	}}})
}

func exactlyOurs(found []inside, origin string) bool {
	for _, one := range found {
		if strings.HasPrefix(one.Href, origin) {
			return one.Height == one.Needs
		}
	}
	return false
}

// testOtherSite embeds from another host, not only another port: browsers then run frames in
// processes of their own. The same with a sandbox around, for which a frame has no origin at all.
func testOtherSite(t *testing.T, s *suite) {
	code := s.code(t, "script", some, chart.View{}, view.Style{})
	sandboxed := strings.Replace(code, "<iframe ", `<iframe sandbox="allow-scripts allow-popups" `, 1)
	path := s.hosts.put("other-site", article{body: code + sandboxed})
	elsewhere := strings.Replace(s.hosts.origin, "127.0.0.1", "localhost", 1)
	s.browser.Do(t, browser.Options{Origin: elsewhere, Also: []string{s.origin}}, []browser.Job{{Path: path, Run: func(tab *browser.Tab) {
		if !tab.Run("resize", emulation.SetDeviceMetricsOverride(800, tall, 1, false)) || !tab.Visit(path) {
			return
		}
		tab.Ask(`testing.until(() => [...document.querySelectorAll('iframe')].every((f) => f.style.height), 10000).then(() =>
			[...document.querySelectorAll('iframe')].filter((f) => !f.style.height).map((f) => 'a frame never tells its height: ' + f.outerHTML))`)
		var heights []int
		tab.Eval("testing.until(() => false, 300).then(() => [...document.querySelectorAll('iframe')].map((f) => f.offsetHeight))", &heights)
		tab.Ask("testing.misdeeds()")
		var needs int
		tab.Origin = s.origin
		if !tab.Run("resize", emulation.SetDeviceMetricsOverride(600, tall, 1, false)) || !tab.Visit("/embed/"+some) ||
			!tab.Eval("document.fonts.ready.then(() => Math.ceil(document.documentElement.getBoundingClientRect().height))", &needs) {
			return
		}
		for _, height := range heights {
			if height != needs {
				tab.Fault("frames are %v px high, and need %d", heights, needs)
			}
		}
		tab.Origin = elsewhere
	}}})
}

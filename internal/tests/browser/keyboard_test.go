package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// skipLink leads past the head of the page to its content.
const skipLink = "a.govuk-skip-link"

// key strikes a key.
func (b *tab) key(key string) { b.run("key", chromedp.KeyEvent(key)) }

// focus is where the keyboard is.
type focus struct {
	At      string `json:"at"` // describes the element, "" for the page itself
	Place   int    `json:"place"`
	Visible bool   `json:"visible"`
	Inside  bool   `json:"inside"` // in the main part
}

// testKeyboard walks through pages of each kind with the keyboard alone.
func testKeyboard(t *testing.T, s *suite) {
	var jobs []job
	for i, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		width := []int64{390, 1280}[i%2]
		for j, path := range []string{
			to.Measures(view.Filter{Text: "hopital"}), to.Home(), to.Indicator("msp-count"), to.Measure(busiest(s.site)), to.Section("method"),
		} {
			jobs = append(jobs, job{path: path, where: "skip link", run: func(b *tab) { skip(b, path, width) }})
			if j%2 == i%2 { // hundreds of stops: each page in one language
				jobs = append(jobs, job{path: path, where: "tab order", run: func(b *tab) { walk(b, path, width) }})
			}
		}
		jobs = append(jobs, job{path: to.Home(), where: "unfold by keyboard", run: func(b *tab) { unfoldByKeyboard(b, to.Home(), width) }})
	}
	s.do(t, s.origin, nil, jobs)
}

func (b *tab) focused() (f focus) {
	b.eval("keyboard.focused()", &f)
	return f
}

// skip holds that the first stop is the link to the content, and that it leads there.
func skip(b *tab, path string, width int64) {
	if !b.size(width) || !b.visit(path) || !b.inject("keyboard.js") {
		return
	}
	b.key(kb.Tab)
	if f := b.focused(); f.At != skipLink || !f.Visible {
		b.fault("the first stop is %q (visible: %v)", f.At, f.Visible)
	}
	b.key(kb.Enter)
	b.key(kb.Tab)
	if f := b.focused(); !f.Inside {
		b.fault("after the link to the content the next stop is %q", f.At)
	}
}

// walk goes from stop to stop to the end of the page, where the browser takes over or begins
// again: every stop once, in the order of the page, each seen.
func walk(b *tab, path string, width int64) {
	var stops int
	if !b.alive(path, width) || !b.inject("keyboard.js") || !b.eval("keyboard.stops()", &stops) {
		return
	}
	last := focus{Place: -1}
	for met := range stops + 1 {
		b.key(kb.Tab)
		f := b.focused()
		if f.At == "" || f.At == skipLink && met > 0 {
			if met != stops {
				b.fault("the keyboard meets %d of %d stops, the last is %s", met, stops, last.At)
			}
			return
		}
		if f.Place <= last.Place {
			b.fault("the stop after %s is %s, which is before it", last.At, f.At)
			return
		}
		if !f.Visible {
			b.fault("nothing shows that the keyboard is at %s", f.At)
		}
		last = f
	}
	b.fault("the keyboard never leaves the page: after %d stops it is at %s", stops, last.At)
}

func unfoldByKeyboard(b *tab, path string, width int64) {
	if !b.alive(path, width) || !b.inject("keyboard.js") {
		return
	}
	b.eval("document.querySelector('figure summary').focus(); true", nil)
	for _, want := range []bool{true, false} {
		b.key(kb.Enter)
		var open bool
		if b.eval("document.querySelector('figure details').open", &open) && open != want {
			b.fault("after the enter key the table is open: %v", open)
		}
	}
}

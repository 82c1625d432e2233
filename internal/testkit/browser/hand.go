package browser

import (
	"strconv"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// SkipLink leads past the head of every page to its content.
const SkipLink = "a.govuk-skip-link"

// Key strikes a key.
func (t *Tab) Key(key string) { t.Run("key", chromedp.KeyEvent(key)) }

// Click presses the left button in the middle of the first element that matches.
func (t *Tab) Click(selector string) {
	var at [2]float64
	if t.Eval("(() => { const e = document.querySelector("+strconv.Quote(selector)+"); e.scrollIntoView({ block: 'center' }); "+
		"const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()", &at) {
		t.Run("mouse", Mouse(at)...)
	}
}

// Mouse is a click of the left button at a point of the window, in CSS pixels.
func Mouse(at [2]float64) []chromedp.Action {
	var actions []chromedp.Action
	for _, kind := range []input.MouseType{input.MouseMoved, input.MousePressed, input.MouseReleased} {
		event := input.DispatchMouseEvent(kind, at[0], at[1])
		if kind != input.MouseMoved {
			event = event.WithButton(input.Left).WithClickCount(1)
		}
		actions = append(actions, event)
	}
	return actions
}

// Focus is where the keyboard is.
type Focus struct {
	At      string `json:"at"` // describes the element, "" for the page itself
	Place   int    `json:"place"`
	Visible bool   `json:"visible"`
	Inside  bool   `json:"inside"` // in the main part
}

func (t *Tab) focused() (f Focus) {
	t.Eval("keyboard.focused()", &f)
	return f
}

// Skip holds that the first stop of the keyboard is the link to the content, and that it leads
// there.
func (t *Tab) Skip() {
	if !t.injectOwn("keyboard.js") {
		return
	}
	t.Key(kb.Tab)
	if f := t.focused(); f.At != SkipLink || !f.Visible {
		t.Fault("the first stop is %q (visible: %v)", f.At, f.Visible)
	}
	t.Key(kb.Enter)
	t.Key(kb.Tab)
	if f := t.focused(); !f.Inside {
		t.Fault("after the link to the content the next stop is %q", f.At)
	}
}

// Walk goes from stop to stop to the end of the page, where the browser takes over or begins
// again: every stop once, in the order of the page, each seen.
func (t *Tab) Walk() {
	var stops int
	if !t.injectOwn("keyboard.js") || !t.Eval("keyboard.stops()", &stops) {
		return
	}
	last := Focus{Place: -1}
	for met := range stops + 1 {
		t.Key(kb.Tab)
		f := t.focused()
		if f.At == "" || f.At == SkipLink && met > 0 {
			if met != stops {
				t.Fault("the keyboard meets %d of %d stops, the last is %s", met, stops, last.At)
			}
			return
		}
		if f.Place <= last.Place {
			t.Fault("the stop after %s is %s, which is before it", last.At, f.At)
			return
		}
		if !f.Visible {
			t.Fault("nothing shows that the keyboard is at %s", f.At)
		}
		last = f
	}
	t.Fault("the keyboard never leaves the page: after %d stops it is at %s", stops, last.At)
}

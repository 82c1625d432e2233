package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// place is a region of a map with what the table says of it.
type place struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Figures []string `json:"figures"` // of its row, as they are written
	Href    string   `json:"href"`
	Listed  bool     `json:"listed"`
}

// pointedAt is what a map says at a moment.
type pointedAt struct {
	Said   string `json:"said"`
	Chosen string `json:"chosen"`
	Here   int    `json:"here"` // outlines that are marked so that it shows
}

// testMaps walks maps with the keyboard, a mouse and a finger: each of the 18 regions says what the table says of it.
func testMaps(t *testing.T, s *suite) {
	var jobs []job
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		for _, path := range []string{
			to.Section("regions"), to.Chart("indicateur-invr-health", chart.View{Kind: chart.KindMap}, view.Style{}),
			to.Chart("indicateur-pop", chart.View{Kind: chart.KindMap}, view.Style{}),
		} {
			for _, width := range []int64{390, 1280} {
				at := fmt.Sprint(width, " px")
				jobs = append(jobs,
					job{path: path, where: at + ", keyboard", run: func(b *tab) { b.walksByKeyboard(path, width) }},
					job{path: path, where: at + ", finger", run: func(b *tab) { b.walksByFinger(path, width) }})
			}
			for _, wish := range [][]string{nil, {"forced-colors", "active"}, {"prefers-color-scheme", "dark", "prefers-reduced-motion", "reduce"}} {
				jobs = append(jobs, job{path: path, where: "mouse " + strings.Join(wish, " "), run: func(b *tab) {
					b.Media("", wish...)
					b.walksByMouse(path)
					b.Media("")
				}})
			}
			jobs = append(jobs,
				job{path: path, where: "squares", run: func(b *tab) {
					if b.mapped(path, 390) != nil {
						b.Ask("walk.squares()")
					}
				}})
		}
	}
	s.do(t, s.origin, nil, jobs)
}

// mapped opens a page with a map and returns its regions, nil when they are not the 18.
func (b *tab) mapped(path string, width int64) (all []place) {
	if !b.Size(width) || !b.Visit(path) || !b.inject("walk.js") || !b.Eval("walk.regions()", &all) {
		return nil
	}
	if len(all) != 18 {
		b.Fault("the list has %d regions", len(all))
		return nil
	}
	return all
}

// says holds that a map names a region with the figures of the table, and marks it.
func (b *tab) says(p place, chosen string) {
	var now pointedAt
	b.Until("the map says "+p.Name, func() (bool, string) {
		if err := b.Try("walk.read()", &now); err != nil {
			return false, err.Error()
		}
		return strings.HasPrefix(now.Said, p.Name+" "), now.Said
	})
	for _, figure := range p.Figures {
		if !strings.Contains(now.Said, figure) {
			b.Fault("%s: the table says %s, the map %q", p.Name, figure, now.Said)
		}
	}
	if none := strings.Contains(now.Said, "Pas de valeur publiée") || strings.Contains(now.Said, "No value published"); none == (len(p.Figures) > 0) {
		b.Fault("%s: the table says %q, the map %q", p.Name, p.Figures, now.Said)
	}
	if now.Chosen != chosen || now.Here == 0 {
		b.Fault("%s: the list holds %q, %d outlines are marked", p.Name, now.Chosen, now.Here)
	}
}

// walksByKeyboard goes down the list, takes the last region back and goes to the page of the first.
func (b *tab) walksByKeyboard(path string, width int64) {
	all := b.mapped(path, width)
	var hint string
	if all == nil || !b.Eval("walk.focus()", &hint) {
		return
	}
	for _, p := range all {
		b.Key(kb.ArrowDown)
		b.says(p, p.Code)
	}
	b.Key(kb.Escape)
	var now pointedAt
	if b.Eval("walk.read()", &now); now.Said != hint || now.Chosen != "" || now.Here != 0 {
		b.Fault("after the escape key the map says %q, the list holds %q", now.Said, now.Chosen)
	}
	b.Key(kb.ArrowDown)
	b.says(all[0], all[0].Code)
	b.Key(kb.Tab) // the button, then the link
	b.Key(kb.Tab)
	b.entersRegion(all[0], chromedp.KeyEvent(kb.Enter))
}

// entersRegion follows the link to a region.
func (b *tab) entersRegion(p place, how ...chromedp.Action) {
	var shown string
	if b.Leave("the link to "+p.Name, how...) && b.Eval("location.pathname + location.search + ' ' + document.querySelector('h1').textContent.trim()", &shown) {
		if address, name, _ := strings.Cut(shown, " "); address != p.Href || !strings.HasPrefix(strings.ReplaceAll(name, "’", "'"), strings.ReplaceAll(p.Name, "’", "'")) {
			b.Fault("the link to %s leads to %s", p.Name, shown)
		}
	}
}

// walksByMouse hovers over each region, which the map forgets, and clicks on one, which it keeps.
func (b *tab) walksByMouse(path string) {
	all, at := b.mapped(path, 1280), map[string][2]float64{}
	if all == nil || !b.Eval("walk.spots()", &at) {
		return
	}
	for _, p := range all {
		if _, found := at[p.Code]; !found {
			b.Fault("nothing is drawn of %s", p.Name)
			continue
		}
		b.hover(at[p.Code])
		b.says(p, "")
	}
	last := all[len(all)-1]
	b.Run("click", browser.Mouse(at[last.Code])...)
	b.hover(at[all[0].Code])
	b.says(all[0], last.Code)
	b.hover([2]float64{2, 2})
	b.says(last, last.Code)
	var link [2]float64
	if b.Eval(linkSpot, &link) {
		b.entersRegion(last, browser.Mouse(link)...)
	}
}

// walksByFinger taps each region and then the link that came.
func (b *tab) walksByFinger(path string, width int64) {
	b.fingers(true)
	defer b.fingers(false)
	all, at := b.mapped(path, width), map[string][2]float64{}
	if all == nil || !b.Eval("walk.spots()", &at) {
		return
	}
	slices.Reverse(all)
	for _, p := range all {
		if _, found := at[p.Code]; found {
			b.tap(at[p.Code])
			b.says(p, p.Code)
		} else {
			b.Fault("nothing is drawn of %s", p.Name)
		}
	}
	var link [2]float64
	if b.Eval(linkSpot, &link) {
		b.entersRegion(all[len(all)-1], input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: link[0], Y: link[1]}}),
			input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	}
}

// linkSpot is the middle of the link to the page of the region that is pointed at.
const linkSpot = `(() => {
	const link = document.querySelector('form.seg-map [aria-live] a');
	link.scrollIntoView({ block: 'center' });
	const r = link.getClientRects()[0];
	return [r.x + r.width / 2, r.y + r.height / 2];
})()`

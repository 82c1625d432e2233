package browser

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// reading is what a chart says at a moment.
type reading struct {
	Texts []string `json:"texts"`
	Out   []string `json:"out"` // texts that leave the window
}

// pointed points at the shapes of a live chart until it says something more, and returns what
// it says, "" when it stays silent. point moves the pointer or a finger.
func (b *tab) pointed(id string, shapes int, point func([2]float64)) []string {
	var spots [][2]float64
	if !b.inject("pointer.js") || !b.Eval(fmt.Sprintf("pointer.spots(%q, %d)", id, shapes), &spots) {
		return nil
	}
	before := b.read(id)
	var said []string
	for _, at := range spots {
		point(at)
		now := b.read(id)
		for _, out := range now.Out {
			if !slices.Contains(before.Out, out) {
				b.Fault("%s: the tooltip leaves the window: %s", id, out)
			}
		}
		said = append(said, added(before.Texts, now.Texts)...)
	}
	if len(said) == 0 {
		b.Fault("%s has no tooltip on %d shapes", id, len(spots))
	}
	return said
}

func (b *tab) read(id string) (r reading) {
	b.Eval(fmt.Sprintf("pointer.read(%q)", id), &r)
	return r
}

// added returns the texts that a chart says now and did not before.
func added(before, now []string) []string {
	rest := slices.Clone(before)
	var more []string
	for _, text := range now {
		if i := slices.Index(rest, text); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		more = append(more, text)
	}
	return more
}

func (b *tab) hover(at [2]float64) {
	b.Run("mouse", input.DispatchMouseEvent(input.MouseMoved, at[0], at[1]))
}

func (b *tab) tap(at [2]float64) {
	b.Run("touch", input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: at[0], Y: at[1]}}))
	b.Run("touch", input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
}

// testTooltips points at charts with a mouse and a finger: what they say is in the language of
// the page, with its numbers, and stays inside the window.
func testTooltips(t *testing.T, s *suite) {
	share := map[locale.Lang]*regexp.Regexp{
		locale.FR: regexp.MustCompile(`^\d+ mesures? sur \d+$`),
		locale.EN: regexp.MustCompile(`^\d+ measures? of \d+$`),
	}
	var jobs []job
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		ways := map[int64]func(*tab) func([2]float64){
			390:  func(b *tab) func([2]float64) { b.fingers(true); return b.tap },
			1000: func(b *tab) func([2]float64) { b.fingers(false); return b.hover },
		}
		for width, way := range ways {
			where := fmt.Sprintf("%d px", width)
			jobs = append(jobs, job{path: to.Home(), where: where, run: func(b *tab) {
				point := way(b)
				b.alive(to.Home(), width)
				for _, id := range []string{"g-avancement", "g-avancement-par-pilier"} {
					if said := b.pointed(id, 12, point); !slices.ContainsFunc(said, share[lang].MatchString) {
						b.Fault("%s says %q", id, said)
					}
				}
			}})
			for _, code := range []string{"msp-count", "tlc-all"} {
				jobs = append(jobs, job{path: to.Indicator(code), where: where, run: func(b *tab) {
					point := way(b)
					b.alive(to.Indicator(code), width)
					s.wantFigures(b, lang, code, b.pointed("g-indicateur-"+code, 20, point))
				}})
			}
		}
	}
	s.do(t, s.origin, nil, jobs)
}

// wantFigures holds that tooltips say figures of the catalog as the language writes them.
func (s *suite) wantFigures(b *tab, lang locale.Lang, code string, said []string) {
	l, series := s.site.Words.For(lang), s.site.Catalog().Indicator(code).Main()
	for _, v := range series.Values {
		number := l.Number(v.Number.Float(), series.Indicator.Decimals)
		for _, text := range said {
			if strings.Contains(text, number) {
				return
			}
		}
	}
	b.Fault("the tooltips of %s say no figure of the catalog: %q", code, said)
}

func (b *tab) fingers(on bool) { b.Run("touch screen", emulation.SetTouchEmulationEnabled(on)) }

// alive loads a page and brings its charts to life.
func (b *tab) alive(path string, width int64) bool {
	if !b.Size(width) || !b.Visit(path) {
		return false
	}
	b.Ask("testing.tour()")
	return true
}

// testLegends hides and shows a state in the charts of the home page from its list of signs,
// by mouse and by keyboard; what is hidden stays so in the drawing of the other width.
func testLegends(t *testing.T, s *suite) {
	var jobs []job
	for _, lang := range locale.Langs() {
		path := view.Links{Lang: lang}.Home()
		jobs = append(jobs,
			job{path: path, where: "switches", run: func(b *tab) { switchStates(b, path, "g-avancement-par-pilier", 1280) }},
			job{path: path, where: "narrow switches", run: func(b *tab) { switchStates(b, path, "g-avancement", 390) }},
			job{path: path, where: "other width", run: func(b *tab) { hiddenStays(b, path) }})
	}
	s.do(t, s.origin, nil, jobs)
}

// busiestStanding is the state that most columns print a number of.
const busiestStanding = segur.InProgress

// busiestState selects its switch.
func busiestState(id string) string {
	return "#" + id + " .seg-legend button:has(.seg-s--" + busiestStanding.Slug() + ")"
}

// painted counts the shapes of the busiest state: what is documented, what is carried, the boxes around.
func (b *tab) painted(id string) (n int) {
	fresh, carried := plot.FillOf(busiestStanding), plot.CarriedFillOf(busiestStanding)
	b.Eval(fmt.Sprintf("pointer.painted(%q, [%q, %q, %q])", id, fresh.Colour, carried.Colour, carried.Open), &n)
	return n
}

func switchStates(b *tab, path, id string, width int64) {
	if !b.alive(path, width) || !b.inject("pointer.js") {
		return
	}
	b.Ask("pointer.entries('" + id + "')")
	all, shapes := b.read(id).Texts, b.painted(id)
	b.Click(busiestState(id))
	if left := b.painted(id); shapes == 0 || left > 0 {
		b.Fault("%s: a click leaves %d of %d shapes of the state", id, left, shapes)
	}
	if hidden := b.read(id).Texts; len(hidden) >= len(all) || b.pressed(id) != "false" {
		b.Fault("%s: a click hides nothing (%s): %d texts, then %d", id, b.pressed(id), len(all), len(hidden))
	}
	b.Eval("document.querySelector("+strconv.Quote(busiestState(id))+").focus(); true", nil)
	b.Key(" ")
	if again := b.painted(id); again != shapes {
		b.Fault("%s: the space bar shows %d of %d shapes of the state again", id, again, shapes)
	}
	if back := b.read(id).Texts; !slices.Equal(back, all) || b.pressed(id) != "true" {
		b.Fault("%s: the space bar does not show the state again (%s): %d texts, then %d", id, b.pressed(id), len(all), len(back))
	}
}

func (b *tab) pressed(id string) (state string) {
	b.Eval("document.querySelector("+strconv.Quote(busiestState(id))+").getAttribute('aria-pressed')", &state)
	return state
}

func hiddenStays(b *tab, path string) {
	const id = "g-avancement-par-pilier"
	if !b.alive(path, 1280) || !b.inject("pointer.js") {
		return
	}
	b.Click(busiestState(id))
	b.Size(390)
	b.Eval("testing.until(() => testing.boxOf(document.getElementById('"+id+"')).querySelector('.seg-chart__live svg'), 5000)", nil)
	hidden := b.read(id).Texts
	b.Click(busiestState(id))
	b.Eval("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))", nil)
	if all := b.read(id).Texts; len(hidden) >= len(all) || b.pressed(id) != "true" {
		b.Fault("%s: the narrow drawing forgets what is hidden: %d texts, then %d", id, len(hidden), len(all))
	}
}

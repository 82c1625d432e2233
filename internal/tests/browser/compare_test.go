package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testCompare sets regions side by side with the links of the page, where scripts run and where none does, until no more
// fit, then takes one away.
func testCompare(t *testing.T, s *suite) {
	var jobs []job
	for _, lang := range locale.Langs() {
		for _, width := range []int64{390, 1280} {
			to := view.Links{Lang: lang}
			jobs = append(jobs, job{path: to.Section("regions"), where: fmt.Sprint(width, " px"), run: func(b *tab) { b.compares(s, to, width) }})
		}
	}
	s.do(t, s.origin, nil, jobs)
	s.do(t, s.origin, withoutScripts, jobs)
}

// sideBySide is what the page of a comparison shows.
type sideBySide struct {
	On    []string `json:"on"`    // regions that are chosen
	More  int      `json:"more"`  // links that add one
	Names []string `json:"names"` // heads of the columns, the country's last
	Apart []string `json:"apart"` // regions whose envelope stands apart
	Per   []string `json:"per"`   // those whose envelope has its amount per inhabitant
	Fifth string   `json:"fifth"` // what is said of one more
}

const readSides = `(() => {
	const plain = (e) => [...e.childNodes].filter((n) => !n.classList?.contains('govuk-visually-hidden') && !n.hasAttribute?.('aria-hidden')).map((n) => n.textContent).join('').trim();
	const row = document.querySelector('.seg-abreast tr:has(a[href$="/invr-envelope"])');
	const cells = row ? [...row.querySelectorAll('td[data-label]')].slice(0, -1) : [];
	return {
		on: [...document.querySelectorAll('.seg-chip.is-on')].map(plain), more: document.querySelectorAll('a.seg-chip:not(.is-on)').length,
		names: [...document.querySelectorAll('.seg-abreast thead th')].slice(1).map((th) => th.textContent.trim()),
		apart: cells.filter((c) => !c.querySelector('data')).map((c) => c.dataset.label), per: cells.filter((c) => c.querySelectorAll('data').length > 1).map((c) => c.dataset.label),
		fifth: document.querySelector('#comparer + p').textContent,
	};
})()`

func (b *tab) compares(s *suite, to view.Links, width int64) {
	if !b.Size(width) || !b.Visit(to.Section("regions")) {
		return
	}
	l, all := s.site.Words.For(to.Lang), s.site.Catalog().Comparable(segur.EnvelopeIndicator)
	var codes []string
	for _, code := range []string{"84", "93", "04", "11"} { // two whose envelopes compare, two that stand apart
		codes = append(codes, code)
		if !b.follows(codes) {
			return
		}
		b.showsSides(l, s.site.Catalog(), all, codes)
	}
	b.Expect(400)
	b.Visit(to.Section("regions") + "?avec=84,93,04,11,53")
	b.Expect(200)
	for _, left := range [][]string{codes, codes[:3]} {
		if b.follows(left) {
			b.showsSides(l, s.site.Catalog(), all, left)
		}
	}
}

// follows clicks on the link of the page that leads to a choice of regions.
func (b *tab) follows(codes []string) bool {
	var at [2]float64
	return b.Eval(fmt.Sprintf(linkTo, chosenAs(codes)), &at) && b.Leave("the link to "+chosenAs(codes), browser.Mouse(at)...)
}

const linkTo = `(() => {
	const link = [...document.querySelectorAll('main a')].find((a) => new URL(a.href).searchParams.get('avec') === %q && a.checkVisibility());
	link.scrollIntoView({ block: 'center' });
	const r = link.getClientRects()[0];
	return [r.x + r.width / 2, r.y + r.height / 2];
})()`

// chosenAs writes a choice as addresses do.
func chosenAs(codes []string) string { return strings.Join(slices.Sorted(slices.Values(codes)), ",") }

// showsSides holds that the page shows these regions, compares those that compare and says what stands apart.
func (b *tab) showsSides(l *locale.Localizer, c *catalog.Catalog, all *catalog.Comparison, codes []string) {
	var now sideBySide
	if !b.Eval(readSides, &now) {
		return
	}
	if full := len(codes) == chart.MostChosen; len(now.On) != len(codes) || (now.More == 0) != full {
		b.Fault("%v: %q are chosen, %d can be added (%s)", codes, now.On, now.More, now.Fifth)
	}
	if len(codes) > 1 && len(now.Names) != len(codes)+1 {
		b.Fault("%v: the columns are %q", codes, now.Names)
	}
	for _, code := range codes {
		region, _ := c.Region(code)
		name := l.Text(region.Name.In(string(l.Lang())))
		_, compares := all.Of(code)
		if !slices.Contains(now.On, name) {
			b.Fault("%s is not chosen: %q", name, now.On)
		}
		if len(codes) > 2 && (slices.Contains(now.Per, name) != compares || slices.Contains(now.Apart, name) == compares) {
			b.Fault("%s compares: %v; with an amount per inhabitant are %q, apart %q", name, compares, now.Per, now.Apart)
		}
	}
	b.Ask("testing.sideways()")
}

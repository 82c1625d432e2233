package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testHostile opens pages whose texts try to break out, lets their charts live and points at
// them: nothing runs, nothing is loaded, nothing sticks out, the texts show as texts.
func testHostile(t *testing.T, s *suite) {
	site := testkit.Open(t, testkit.WithHostileTexts(t))
	origin := site.Serve(t)
	var jobs []job
	for i, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		l, measure, indicator := site.Words.For(lang), site.Catalog().Measure(25), site.Catalog().Indicator("msp-count")
		width := []int64{390, 1280}[i%2]
		title, label := l.Text(measure.Title.In(string(lang))), l.Text(indicator.Label.In(string(lang)))
		pages := map[string]string{
			to.Home(): title, to.Measures(view.Filter{}): title, to.Section("indicators"): label, to.Section("sitemap"): title,
			to.Section("timeline"): "mot", to.Section("sources"): "mot", to.Section("data"): "mot", to.Measure(measure): title,
		}
		if lang == locale.EN {
			pages = map[string]string{to.Home(): title, to.Section("indicators"): label, to.Measure(measure): title}
		}
		for path, shown := range pages {
			jobs = append(jobs, job{path: path, where: "hostile", run: func(b *tab) { resist(b, path, shown, width) }})
		}
		jobs = append(jobs, job{path: to.Indicator(indicator.Code), where: "hostile", run: func(b *tab) {
			resist(b, to.Indicator(indicator.Code), label, width)
			b.pointed("g-indicateur-msp-count", 20, b.hover)
		}}, job{path: to.Measure(measure), where: "hostile, both charts", run: func(b *tab) {
			resist(b, to.Measure(measure), title, 1670-width)
			b.pointed("g-indicateur-msp-count", 20, b.hover)
			b.Ask("testing.misdeeds()")
		}})
	}
	s.do(t, origin, nil, jobs)
}

func resist(b *tab, path, shown string, width int64) {
	if !b.alive(path, width) {
		return
	}
	b.Ask("testing.sideways()")
	b.Ask(`[...document.querySelectorAll('img, script:not([src]):not([type="application/json"]), foreignObject, iframe')].map((e) => 'a text became ' + e.outerHTML.slice(0, 80))`)
	var text string
	if b.Eval("document.querySelector('main').textContent", &text) && !strings.Contains(text, shown) {
		b.Fault("does not show %s", fmt.Sprintf("%.60q…", shown))
	}
	b.Ask("testing.misdeeds()")
}

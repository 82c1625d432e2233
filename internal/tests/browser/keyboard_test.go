package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testKeyboard walks through pages of each kind with the keyboard alone.
func testKeyboard(t *testing.T, s *suite) {
	var jobs []job
	for i, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		width := []int64{390, 1280}[i%2]
		for j, path := range []string{
			to.Measures(view.Filter{Text: "hopital"}), to.Home(), to.Indicator("msp-count"), to.Measure(busiest(s.site)), to.Section("method"),
		} {
			jobs = append(jobs, job{path: path, where: "skip link", run: func(b *tab) {
				if b.Size(width) && b.Visit(path) {
					b.Skip()
				}
			}})
			if j%2 == i%2 { // hundreds of stops: each page in one language
				jobs = append(jobs, job{path: path, where: "tab order", run: func(b *tab) {
					if b.alive(path, width) {
						b.Walk()
					}
				}})
			}
		}
		jobs = append(jobs, job{path: to.Home(), where: "unfold by keyboard", run: func(b *tab) { unfoldByKeyboard(b, to.Home(), width) }})
	}
	s.do(t, s.origin, nil, jobs)
}

func unfoldByKeyboard(b *tab, path string, width int64) {
	if !b.alive(path, width) {
		return
	}
	b.Eval("document.querySelector('figure summary').focus(); true", nil)
	for _, want := range []bool{true, false} {
		b.Key(kb.Enter)
		var open bool
		if b.Eval("document.querySelector('figure details').open", &open) && open != want {
			b.Fault("after the enter key the table is open: %v", open)
		}
	}
}

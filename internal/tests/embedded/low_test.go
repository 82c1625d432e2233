package embedded

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// behind names what the keyboard comes to and the foot of the frame covers.
const behind = `(() => {
	const foot = document.querySelector('.seg-figure__foot');
	return [...document.querySelectorAll('a[href], summary, [tabindex="0"]')].filter((e) => testing.shown(e) && !foot.contains(e)).filter((e) => {
		e.focus();
		return e.getBoundingClientRect().height < foot.getBoundingClientRect().top && e.getBoundingClientRect().bottom > foot.getBoundingClientRect().top + 1;
	}).map((e) => testing.describe(e) + ' has the focus behind the foot');
})()`

// testLow shows frames that are too low for their chart, as where a page keeps the height of our code on a phone: sources and licence are in
// sight, the chart or its table has room above them, nothing that has the focus is behind them, and words that unfold stay with their title.
func testLow(t *testing.T, s *suite) {
	var jobs []browser.Job
	for name, v := range map[string]chart.View{wide: {}, some: {Kind: chart.KindTable}, "avancement": {}} {
		path := view.Links{}.Embed(name, v, view.Style{})
		jobs = append(jobs, browser.Job{Path: path, Where: "low", Run: func(tab *browser.Tab) {
			b := &tabbed{tab, s, scene{}}
			if !b.Run("resize", emulation.SetDeviceMetricsOverride(340, 480, 1, false)) || !b.Visit(path) {
				return
			}
			b.Ask(`(() => {
				const { top, bottom } = document.querySelector('.seg-figure__foot').getBoundingClientRect();
				return document.documentElement.scrollHeight > innerHeight && bottom <= innerHeight + 1 && top > innerHeight / 2 ? [] :
					['the foot of a low frame stands from ' + top + ' to ' + bottom + ' of ' + innerHeight];
			})()`)
			b.Ask(behind)
			b.Ask(`(async () => {
				const summary = document.querySelector('summary');
				if (!summary) return [];
				scrollTo(0, 0);
				summary.click();
				await testing.frame();
				await testing.frame();
				const { top, bottom } = summary.getBoundingClientRect();
				return top >= -1 && bottom <= innerHeight ? [] : ['the title of what was unfolded is at ' + top];
			})()`)
		}})
	}
	s.browser.Do(t, browser.Options{Origin: s.origin}, jobs)
}

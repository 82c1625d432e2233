package embedded

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// mostBlank bounds what stays empty under a frame that no script changes, in pixels, in a column of the width that its code
// was made for.
const mostBlank = 79

// perArticle is how many charts stand in one article: a browser draws them all at once.
const perArticle = 24

// testEveryChartAlone holds that the height which a code fixes shows all of its chart in the column that it was made for, and
// leaves no hole there, since nothing will change it where scripts are stripped; that all of it shows on a phone too; and that
// nothing sticks out of any frame. Every chart stands in each width, in the languages by turns.
func testEveryChartAlone(t *testing.T, s *suite) {
	var jobs []browser.Job
	names := slices.DeleteFunc(chart.Names(s.site.Catalog()), func(name string) bool { return name == retired })
	for turn, column := range []int{320, 480, 680} {
		part := 0
		for some := range slices.Chunk(names, perArticle) {
			var body strings.Builder
			for i, name := range some {
				body.WriteString(eager(s.fixed(t, name, locale.Langs()[(i+turn)%2], column)))
			}
			path := s.hosts.put(fmt.Sprintf("every-chart-%d-%d", column, part), article{body: body.String()})
			part++
			jobs = append(jobs, browser.Job{Path: path, Run: func(tab *browser.Tab) {
				b := &tabbed{tab, s, scene{frames: len(some), spare: 9}}
				if b.Run("resize", emulation.SetDeviceMetricsOverride(800, tall, 1, false)) && b.Visit(path) {
					b.column(column)
					b.holds(column, mostBlank)
					b.Run("resize", emulation.SetDeviceMetricsOverride(320, tall, 1, false))
					b.column(min(column, 320))
					b.holds(min(column, 320), tall)
				}
			}})
		}
	}
	s.do(t, jobs)
}

// fixed returns the frame of a chart as its page gives it for a column, without drawing that page.
func (s *suite) fixed(t *testing.T, name string, lang locale.Lang, column int) string {
	t.Helper()
	draw := view.Drawer{Catalog: s.site.Catalog(), Words: s.site.Words.For(lang), To: view.Links{Lang: lang}}
	made, err := chart.Make(draw.Catalog, name, draw.Words)
	if err != nil {
		t.Fatal(err)
	}
	framed := view.NewFramed(draw, made, chart.View{})
	return view.Snippet{Frame: s.origin + draw.To.Embed(name, chart.View{}, view.Style{}), Title: name, Room: framed.In(column)}.Iframe()
}

// holds reports frames of a column that cut something off, or leave more than some pixels blank.
func (b *tabbed) holds(column, blank int) {
	for _, one := range b.settle() {
		switch {
		case one.Width != column:
			b.Fault("%s is %d px wide in a column of %d", one.Href, one.Width, column)
		case one.Needs > one.Height:
			b.Fault("%s: in a column of %d px, %d px are cut off its %d", one.Href, column, one.Needs-one.Height, one.Height)
		case one.Height > one.Needs+blank:
			b.Fault("%s: in a column of %d px, %d px are blank under its %d", one.Href, column, one.Height-one.Needs, one.Needs)
		}
	}
}

// column makes the text of the page so many pixels wide, and waits for the frames to follow.
func (b *tabbed) column(width int) {
	b.Eval(fmt.Sprintf("document.querySelector('article').style.cssText = 'max-width: none; width: %dpx'; "+
		"new Promise((done) => setTimeout(() => done(true), 250))", width), nil)
}

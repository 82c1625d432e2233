package embedded

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// A fixed height must suit the tallest of the columns looked at: it is never less than the frame
// needs there, and not a quarter more than what it needs in the worst of them, or this many pixels
// for frames of a few lines.
const (
	mostOver = 1.25
	fewLines = 120
)

// testEveryChartAlone holds, for every chart in French and some in English, that the height which
// its code fixes shows all of it in columns of four widths, since nothing will change it where
// scripts are stripped; and that nothing sticks out of any frame.
func testEveryChartAlone(t *testing.T, s *suite) {
	var jobs []browser.Job
	names := chart.Names(s.site.Catalog())
	for part := range 2 {
		var body strings.Builder
		n := 0
		for i, name := range names {
			if i%2 != part || name == retired {
				continue
			}
			lang := locale.FR
			if i%7 == 0 {
				lang = locale.EN
			}
			n++
			body.WriteString(eager(s.fixed(t, name, lang)))
		}
		path := s.hosts.put(fmt.Sprintf("every-chart-%d", part), article{body: body.String()})
		jobs = append(jobs, browser.Job{Path: path, Run: func(tab *browser.Tab) {
			b := &tabbed{tab, s, scene{frames: n, spare: 9}}
			if b.Run("resize", emulation.SetDeviceMetricsOverride(800, tall, 1, false)) && b.Visit(path) {
				b.columns(320, 460, 600, 720)
			}
		}})
	}
	s.do(t, jobs)
}

// fixed returns the frame of a chart as its page gives it, without drawing that page.
func (s *suite) fixed(t *testing.T, name string, lang locale.Lang) string {
	t.Helper()
	draw := view.Drawer{Catalog: s.site.Catalog(), Words: s.site.Words.For(lang), To: view.Links{Lang: lang}}
	made, err := chart.Make(draw.Catalog, name, draw.Words)
	if err != nil {
		t.Fatal(err)
	}
	framed, err := view.NewFramed(draw, made, chart.View{})
	if err != nil {
		t.Fatal(err)
	}
	return view.Snippet{Frame: s.origin + draw.To.Embed(name, chart.View{}, view.Dress{}), Title: name, Height: framed.SafeHeight()}.Iframe()
}

// columns holds the frames of a page in columns of some widths.
func (b *tabbed) columns(widths ...int) {
	most := map[string]int{}
	fixed := map[string]int{}
	for _, width := range widths {
		b.column(width)
		for _, one := range b.settle() {
			if one.Width != width {
				b.Fault("%s is %d px wide in a column of %d", one.Href, one.Width, width)
			}
			if one.Needs > one.Height {
				b.Fault("%s: in a column of %d px, %d px are cut off its %d", one.Href, width, one.Needs-one.Height, one.Height)
			}
			most[one.Href], fixed[one.Href] = max(most[one.Href], one.Needs), one.Height
		}
	}
	for href, height := range fixed {
		if float64(height) > float64(most[href])*mostOver && height > most[href]+fewLines {
			b.Fault("%s: %d px are fixed for %d at most", href, height, most[href])
		}
	}
}

// column makes the text of the page so many pixels wide, and waits for the frames to follow.
func (b *tabbed) column(width int) {
	b.Eval(fmt.Sprintf("document.querySelector('article').style.cssText = 'max-width: none; width: %dpx'; "+
		"new Promise((done) => setTimeout(() => done(true), 250))", width), nil)
}

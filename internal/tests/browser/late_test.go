package browser

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testLateFont has the font of every kind of page come after its first paint, as on a slow line, and holds
// that the system's face which stood in for it took about the same room.
func testLateFont(t *testing.T, s *suite) {
	to := view.Links{Lang: locale.FR}
	paths := append(charted(s.site, locale.FR), plain(s.site, locale.FR)...)
	paths = append(paths, to.Chart("matrice", chart.View{Kind: chart.KindTable}, view.Style{}))
	var jobs []job
	for _, width := range []int64{390, 1280} {
		for _, path := range paths {
			jobs = append(jobs, job{path, fmt.Sprintf("%d px", width), func(b *tab) {
				if b.Size(width) && b.Visit(path) {
					b.Ask("testing.settled()")
					b.Ask("testing.late()")
					b.Ask("testing.movedAtAll()")
				}
			}})
		}
	}
	s.do(t, s.origin, holdFonts, jobs)
}

// holdFonts holds back the fonts of each page that the tab will show, until something of the page was on the screen.
func holdFonts(b *tab) {
	fonts := &fetch.RequestPattern{URLPattern: "*.woff2"}
	b.Run("hold fonts back", network.SetCacheDisabled(true), fetch.Enable().WithPatterns([]*fetch.RequestPattern{fonts}),
		chromedp.ActionFunc(func(ctx context.Context) error {
			chromedp.ListenTarget(ctx, func(event any) {
				if held, ok := event.(*fetch.EventRequestPaused); ok {
					go release(ctx, held.RequestID) // whoever hears must not wait for an answer
				}
			})
			return nil
		}))
}

// release lets a font go once its page is painted. A page that has gone has no use for it: what fails then is no fault.
func release(ctx context.Context, font fetch.RequestID) {
	_ = chromedp.Run(ctx, chromedp.Evaluate("testing.painted()", nil, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
	_ = chromedp.Run(ctx, fetch.ContinueRequest(font))
}

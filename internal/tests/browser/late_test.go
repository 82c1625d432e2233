package browser

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
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

// heldFonts are the fonts that a page has asked for and gets once something of it is painted.
type heldFonts struct {
	tab     context.Context
	page    cdp.FrameID
	mu      sync.Mutex
	painted bool
	waiting []fetch.RequestID
}

// holdFonts holds back the fonts of each page that the tab will show.
func holdFonts(b *tab) {
	fonts := &fetch.RequestPattern{URLPattern: "*.woff2"}
	b.Run("hold fonts back", network.SetCacheDisabled(true), page.SetLifecycleEventsEnabled(true),
		fetch.Enable().WithPatterns([]*fetch.RequestPattern{fonts}), chromedp.ActionFunc(func(ctx context.Context) error {
			held := &heldFonts{tab: ctx, page: cdp.FrameID(chromedp.FromContext(ctx).Target.TargetID)}
			chromedp.ListenTarget(ctx, held.hear)
			return nil
		}))
}

func (f *heldFonts) hear(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *page.EventLifecycleEvent:
		if e.FrameID == f.page && e.Name == "init" {
			f.painted = false
		}
		if e.FrameID == f.page && e.Name == "firstContentfulPaint" {
			f.painted = true
		}
	case *fetch.EventRequestPaused:
		f.waiting = append(f.waiting, e.RequestID)
	}
	if !f.painted {
		return
	}
	for _, id := range f.waiting {
		go func() { _ = chromedp.Run(f.tab, fetch.ContinueRequest(id)) }() // whoever hears must not wait for an answer
	}
	f.waiting = nil
}

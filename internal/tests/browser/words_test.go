package browser

import (
	"fmt"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
)

// widths lie above the width of phones: of tablets, and of a desk's window at 125 to 200 % zoom.
func widths() []int64 { return []int64{641, 700, 768, 820, 1024} }

// testWords holds that no word is laid over two lines inside its letters.
func testWords(t *testing.T, s *suite) {
	paths := append(s.kinds(locale.FR), s.framed(locale.FR)...)
	s.each(t, "", paths, func(b *browser.Tab, path string) {
		if !b.Size(widths()[0]) || !b.Visit(path) || !b.Inject(legible) {
			return
		}
		for _, width := range widths() {
			b.Size(width)
			b.Ask(fmt.Sprintf("legible.broken().map((fault) => '%d px: ' + fault)", width))
			b.Ask("testing.sideways()")
		}
	})
	s.each(t, "", s.kinds(locale.EN), func(b *browser.Tab, path string) {
		if b.Size(768) && b.Visit(path) && b.Inject(legible) {
			b.Ask("legible.broken()")
		}
	})
}

// testTargets holds that the links of the head and the foot of a page, and the switches of a chart, are
// 24 px high and more.
func testTargets(t *testing.T, s *suite) {
	s.each(t, "on a phone", s.kinds(locale.FR)[:1], func(b *browser.Tab, path string) {
		if b.Size(390) && b.Visit(path) && b.Inject(legible) {
			b.Ask("testing.tour()")
			b.Ask("legible.small('.seg-masthead a, .seg-footer a, .seg-legend__switch')")
		}
	})
}

package browser

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testSheets prints pages and frames: every figure lies whole on its sheet, none on another, the text of
// the sheets holds them all, and pages take few sheets.
func testSheets(t *testing.T, s *suite) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatalf("the text of printed pages is read with pdftotext, of poppler-utils: install it: %v", err)
	}
	s.each(t, "on paper", append(s.kinds(locale.FR), s.framed(locale.FR)...), func(b *browser.Tab, path string) {
		if !b.Media("print") || !b.Size(paper) || !b.Visit(path) || !b.Inject(legible) {
			return
		}
		b.Ask("testing.sideways()")
		b.Ask(fmt.Sprintf("legible.cut(%d)", paper))
		b.Ask("legible.heaped()")
		var figures []string
		b.Eval("legible.figures()", &figures)
		b.Media("")
		printed(b, path, figures)
	})
}

// most returns how many sheets a page may take, 0 for as many as it has to say.
func most(path string) int {
	to := view.Links{Lang: locale.FR}
	switch {
	case path == to.Home():
		return 10
	case strings.HasPrefix(path, to.Section("measures")+"/"):
		return 10
	case strings.HasPrefix(path, "/embed/"):
		return 3
	}
	return 0
}

func printed(b *browser.Tab, path string, figures []string) {
	var sheets []byte
	b.Run("print", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		sheets, _, err = page.PrintToPDF().WithPrintBackground(true).WithPaperWidth(8.27).WithPaperHeight(11.69).Do(ctx)
		return err
	}))
	extract := exec.Command("pdftotext", "-layout", "-", "-")
	extract.Stdin = bytes.NewReader(sheets)
	text, err := extract.Output()
	if err != nil {
		b.Fault("the printed page cannot be read: %v", err)
		return
	}
	if n, limit := bytes.Count(text, []byte("\f")), most(path); n == 0 || limit > 0 && n > limit {
		b.Fault("printed on %d sheets, at most %d are wanted", n, limit)
	}
	bare := closed(string(text))
	for _, figure := range figures {
		if !strings.Contains(bare, closed(figure)) {
			b.Fault("the sheets do not hold the figure %q", figure)
		}
	}
}

// closed leaves the spaces of a text out: sheets do not tell which of them are no-break spaces.
func closed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

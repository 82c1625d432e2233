package embedded

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/testkit/golden"
)

var update = flag.Bool("update", false, "rewrite the goldens of testdata")

// shotsIn names the folder that takes whole screenshots, to be looked at; without it none is kept.
const shotsIn = "EMBEDDED_SHOTS"

// block is how many pixels of a side one golden pixel averages: goldens stay small, and how two
// versions of a browser smooth letters matters little.
const block = 4

// A page looks as it did when no more than a few blocks in a thousand differ by more than a tenth
// of the range. A chart that goes, a wrong theme, a frame cut off or a line of text more move
// everything below and change hundreds of blocks in a thousand.
const (
	tolerance   = 26
	mostPerMill = 8
)

// compare takes a picture of the page and holds it beside its golden.
func (b *tabbed) compare(t *testing.T) {
	var shot []byte
	var high int64
	b.Eval("Math.ceil(document.documentElement.getBoundingClientRect().height)", &high)
	b.Run("screenshot", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot, err = page.CaptureScreenshot().WithClip(&page.Viewport{Width: float64(b.scene.width), Height: float64(min(high, tall)), Scale: 1}).Do(ctx)
		return err
	}))
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.Fault("screenshot: %v", err)
		return
	}
	if folder := os.Getenv(shotsIn); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, b.scene.name+".png"), shot, 0o644); err != nil {
			t.Error(err)
		}
	}
	small := golden.Shrink(picture, block)
	if *update {
		if err := golden.Keep(pathOf(b.scene.name), small); err != nil {
			t.Error(err)
		}
		return
	}
	if n := differing(small, read(t, b.scene.name)); n > mostPerMill {
		b.Fault("looks other than testdata/%s.png in %d blocks of a thousand; look at it (%s=folder), then run go test ./internal/tests/embedded -update", b.scene.name, n, shotsIn)
	}
}

// differing returns how many blocks in a thousand differ.
func differing(a, b *image.Gray) int {
	return golden.Differing(a, b, tolerance) * 1000 / max(len(a.Pix), 1)
}

// read returns the golden of a scene.
func read(t *testing.T, name string) *image.Gray {
	t.Helper()
	kept, err := golden.Read(pathOf(name))
	if err != nil {
		t.Error(err)
		return image.NewGray(image.Rectangle{})
	}
	return kept
}

func pathOf(name string) string { return filepath.Join("testdata", name+".png") }

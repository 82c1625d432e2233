package embedded

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
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
	small, golden := shrink(picture), filepath.Join("testdata", b.scene.name+".png")
	if *update {
		keep(t, golden, small)
		return
	}
	if n := differing(small, read(t, golden)); n > mostPerMill {
		b.Fault("looks other than testdata/%s.png in %d blocks of a thousand; look at it (%s=folder), then run go test ./internal/tests/embedded -update", b.scene.name, n, shotsIn)
	}
}

// shrink averages the luminance of blocks.
func shrink(p image.Image) *image.Gray {
	size := p.Bounds().Size().Div(block)
	small := image.NewGray(image.Rect(0, 0, size.X, size.Y))
	for y := range size.Y {
		for x := range size.X {
			sum := 0
			for i := range block * block {
				sum += int(color.GrayModel.Convert(p.At(x*block+i%block, y*block+i/block)).(color.Gray).Y)
			}
			small.SetGray(x, y, color.Gray{Y: uint8(sum / (block * block))})
		}
	}
	return small
}

// differing returns how many blocks in a thousand differ, all of them when the sizes do.
func differing(a, b *image.Gray) int {
	if a.Bounds() != b.Bounds() {
		return 1000
	}
	count := 0
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d > tolerance || d < -tolerance {
			count++
		}
	}
	return count * 1000 / max(len(a.Pix), 1)
}

func read(t *testing.T, path string) *image.Gray {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return image.NewGray(image.Rectangle{})
	}
	picture, err := png.Decode(bytes.NewReader(file))
	gray, ok := picture.(*image.Gray)
	if err != nil || !ok {
		t.Errorf("%s is no grey picture: %v", path, err)
		return image.NewGray(image.Rectangle{})
	}
	return gray
}

func keep(t *testing.T, path string, picture image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture); err != nil {
		t.Error(err)
		return
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Error(err)
	}
}

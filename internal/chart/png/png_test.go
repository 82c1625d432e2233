package png

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/chart/svg"
)

func built(t testing.TB, name string) []byte {
	t.Helper()
	file, err := os.ReadFile("../../../assets/dist/server/" + name)
	if err != nil {
		t.Fatalf("%v: build the assets first", err)
	}
	return file
}

// renderer prints with the fonts named; the engine is compiled once for all tests that share it.
func renderer(t testing.TB, fonts ...string) *Renderer {
	t.Helper()
	var files [][]byte
	for _, name := range fonts {
		files = append(files, built(t, name))
	}
	r, err := New(built(t, "resvg.wasm"), files...)
	if err != nil {
		t.Fatal(err)
	}
	if r.compiled, r.failed = sharedEngine(); r.failed != nil {
		t.Fatal(r.failed)
	}
	return r
}

var sharedEngine = sync.OnceValues(func() (*engine, error) {
	wasm, err := os.ReadFile("../../../assets/dist/server/resvg.wasm")
	if err != nil {
		return nil, err
	}
	return compile(wasm)
})

func full(t testing.TB) *Renderer { return renderer(t, "Inter-Regular.ttf", "Inter-Bold.ttf") }

func draw(t testing.TB, r *Renderer, svg string, width int) image.Image {
	t.Helper()
	file, err := r.Render(context.Background(), []byte(svg), width)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" font-family="Inter Variable, Inter, sans-serif">`

func TestSizeAndColours(t *testing.T) {
	t.Parallel()
	picture := draw(t, full(t), open+`<rect width="40" height="20" fill="#faf7f1"/><circle cx="20" cy="10" r="5" fill="#a8244e"/></svg>`, 400)
	if size := picture.Bounds().Size(); size != image.Pt(400, 200) {
		t.Fatalf("%v, want 400 × 200", size)
	}
	for at, want := range map[image.Point]string{{200, 100}: "a8244e", {10, 10}: "faf7f1"} {
		r, g, b, a := picture.At(at.X, at.Y).RGBA()
		if got := fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8); got != want || a != 0xffff {
			t.Errorf("%v: %s, want %s", at, got, want)
		}
	}
}

// TestTheEngineIsTheOneThatWeSpeakWith changes one letter of one import, which is what another
// version does.
func TestTheEngineIsTheOneThatWeSpeakWith(t *testing.T) {
	t.Parallel()
	if _, err := sharedEngine(); err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(built(t, "resvg.wasm"), []byte("__wbg_push_a5b05aedc7234f9f"), []byte("__wbg_push_a5b05aedc7234f90"), 1)
	if _, err := compile(other); !errors.Is(err, ErrEngine) || !strings.Contains(err.Error(), "4f90") {
		t.Errorf("another import list: %v", err)
	}
	if _, err := New([]byte("not wasm"), built(t, "Inter-Bold.ttf")); !errors.Is(err, ErrEngine) {
		t.Errorf("no WebAssembly: %v", err)
	}
	if _, err := New(built(t, "resvg.wasm")); err == nil {
		t.Error("no font was accepted")
	}
}

// printed is what our texts are made of beyond ASCII; every one of them must be a glyph of ours.
const printed = "éèêëàâäçîïôöùûüÿœŒÉÈÀÇÔ€’‘“”«»–—…•·−→←↑↓≥≤×‰½²³°±§ᵉʳ✓▲▼●"

// TestGlyphsAreRight prints every character between two bars: the second stands where the font's
// own advance puts it, give or take kerning, ink lies between them unless it is a space, and it is not the box that a
// font shows for what it lacks. Both the full fonts and those that SVG files carry must pass.
func TestGlyphsAreRight(t *testing.T) {
	t.Parallel()
	m, err := svg.NewMeasurer(built(t, "Inter-Regular.ttf"), built(t, "Inter-Bold.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	const size = 100.0
	for _, fonts := range [][]string{{"Inter-Regular.ttf", "Inter-Bold.ttf"}, {"inter-regular.woff2", "inter-bold.woff2"}} {
		r := renderer(t, fonts...)
		bar := m.Regular("n") * size
		print := func(text string) (image.Image, int) {
			wide := 2*bar + m.Regular(text)*size
			canvas := int(wide + 40)
			picture := draw(t, r, fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 140" font-family="Inter"><text xml:space="preserve" x="10" y="100" font-size="100">n%sn</text></svg>`, canvas, text), canvas)
			return picture, last(picture) - 10 - int(wide)
		}
		_, origin := print("n")
		missing, _ := print("\U000e0fff")
		for _, c := range printed + "\u00a0\u202f\u2009" {
			picture, off := print(string(c))
			if off-origin < -6 || off-origin > 6 {
				t.Errorf("%s: %U ends %d pixels from where the font says", fonts[0], c, off-origin)
			}
			from, to := 10+int(bar), 10+int(bar+m.Regular(string(c))*size)
			dark := ink(picture, image.Rect(from, 0, to, 140))
			if space := strings.ContainsRune("\u00a0\u202f\u2009", c); (dark < 20) != space {
				t.Errorf("%s: %U has %d dark pixels", fonts[0], c, dark)
			}
			if same(picture, missing) {
				t.Errorf("%s: %U looks like a missing character", fonts[0], c)
			}
		}
	}
}

func alpha(p image.Image, x, y int) bool { _, _, _, a := p.At(x, y).RGBA(); return a > 0x7fff }

func last(p image.Image) int {
	for x := p.Bounds().Max.X - 1; x >= 0; x-- {
		for y := range p.Bounds().Max.Y {
			if alpha(p, x, y) {
				return x
			}
		}
	}
	return -1
}

func ink(p image.Image, r image.Rectangle) (count int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if alpha(p, x, y) {
				count++
			}
		}
	}
	return count
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Max.Y {
		for x := range a.Bounds().Max.X {
			if alpha(a, x, y) != alpha(b, x, y) {
				return false
			}
		}
	}
	return true
}

func TestSamePictureSameBytesForEveryone(t *testing.T) {
	t.Parallel()
	r := full(t)
	var files sync.Map
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			file, err := r.Render(context.Background(), []byte(open+`<text y="12" font-size="10" font-weight="600">Écœuré</text></svg>`), 300)
			if err != nil {
				t.Error(err)
			}
			files.Store(string(file), true)
		})
	}
	wait.Wait()
	count := 0
	files.Range(func(any, any) bool { count++; return true })
	if count != 1 {
		t.Errorf("%d different files", count)
	}
}

// TestImpossiblePicturesAreErrors also asks for one that needs more memory than allowed; the
// renderer must serve on after each.
func TestImpossiblePicturesAreErrors(t *testing.T) {
	t.Parallel()
	r := full(t)
	for name, c := range map[string]struct {
		svg   string
		width int
	}{
		"nothing": {"", 10}, "text": {"hello", 10}, "cut": {open + "<g>", 10}, "no width": {open + "</svg>", 0}, "wide": {open + "</svg>", maxWidth + 1},
		"long": {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9000"><rect width="1" height="9"/></svg>`, 4000},
		"file": {strings.Repeat(" ", maxSVG+1), 10},
	} {
		if file, err := r.Render(context.Background(), []byte(c.svg), c.width); !errors.Is(err, ErrPicture) {
			t.Errorf("%s: %d bytes, %v", name, len(file), err)
		}
		draw(t, r, open+`</svg>`, 10)
	}
}

// TestNothingOutsideIsRead renders what would read files or the network elsewhere.
func TestNothingOutsideIsRead(t *testing.T) {
	t.Parallel()
	for _, href := range []string{"/etc/passwd", "file:///etc/hostname", "https://example.test/x.png"} {
		picture := draw(t, full(t), open+`<image href="`+href+`" width="40" height="20"/></svg>`, 40)
		if n := ink(picture, picture.Bounds()); n > 0 {
			t.Errorf("%s: %d pixels", href, n)
		}
	}
}

func TestRenderingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := full(t).Render(ctx, []byte(open+`</svg>`), 10); !errors.Is(err, context.Canceled) || errors.Is(err, ErrPicture) {
		t.Errorf("got %v", err)
	}
}

func TestClosedRendererRefuses(t *testing.T) {
	t.Parallel()
	r, err := New(built(t, "resvg.wasm"), built(t, "Inter-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Error(err)
	}
	if _, err := r.Render(context.Background(), []byte(open+`</svg>`), 10); !errors.Is(err, ErrClosed) || !errors.Is(r.Prepare(), ErrClosed) {
		t.Errorf("got %v", err)
	}
}

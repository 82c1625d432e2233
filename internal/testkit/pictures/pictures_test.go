package pictures

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/segur-tracker/segur/internal/chart/svg"
)

func engines(t *testing.T) (*ChartRenderer, *Rasteriser) {
	t.Helper()
	chartRenderer, rasteriser, _, err := Engines(os.DirFS("../../../assets/dist"))
	if err != nil {
		t.Fatal(err)
	}
	return chartRenderer, rasteriser
}

// TestWhatIsKeptIsWhatIsDrawn asks twice for pictures, drawn and then kept, and compares them with those of the engine.
func TestWhatIsKeptIsWhatIsDrawn(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	option := json.RawMessage(`{"xAxis":{"data":["2020","2021"]},"yAxis":{},"series":[{"type":"bar","data":[1,2],"itemStyle":{"color":"#14315c"}}]}`)
	asked := []svg.Request{
		{Option: option, Width: 300, Height: 200, ID: "g", Class: "seg-wide", Title: "Titre", Lang: "fr"},
		{Option: option, Width: 300, Height: 200, ID: "g", Class: "seg-wide", Title: "Title", Lang: "en"},
	}
	file := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#a8244e"/></svg>`)
	first, exports := engines(t)
	draws, err := first.Engine()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		drawn, err := draws.Picture(t.Context(), q)
		if err != nil || drawn == "" {
			t.Fatalf("%s: %v, %q", q.Lang, err, drawn)
		}
		for range 2 {
			again, _ := engines(t)
			if kept, err := again.Picture(t.Context(), q); err != nil || kept != drawn {
				t.Errorf("%s: %v\nkept  %s\ndrawn %s", q.Lang, err, kept, drawn)
			}
		}
	}
	for _, width := range []int{40, 80} {
		drawn, err := exports.engine.Render(t.Context(), file, width)
		if err != nil || len(drawn) == 0 {
			t.Fatalf("%d pixels: %v", width, err)
		}
		_, again := engines(t)
		for _, e := range []*Rasteriser{exports, again} {
			if kept, err := e.Render(t.Context(), file, width); err != nil || string(kept) != string(drawn) {
				t.Errorf("%d pixels: %v, %d bytes kept and %d drawn", width, err, len(kept), len(drawn))
			}
		}
	}
	for kind, want := range map[string]int{"svg": 2, "png": 2} {
		if files, err := filepath.Glob(filepath.Join(cache, "segur-tests", kind, "*", "*")); err != nil || len(files) != want {
			t.Errorf("%d files of %s are kept: %v", len(files), kind, err)
		}
	}
}

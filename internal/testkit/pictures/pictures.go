package pictures

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"runtime"
	"strconv"
	"sync"

	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/chart/png"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/kept"
)

// ChartRenderer draws charts. It serves any number of goroutines.
type ChartRenderer struct {
	folder *kept.Folder
	engine func() (*svg.Renderer, error) // started by the first picture that is not there yet
}

// Rasteriser turns SVG files into PNG files. It serves any number of goroutines.
type Rasteriser struct {
	folder *kept.Folder
	engine *png.Renderer
}

// Engines are those of the built files, and the fonts that they draw with.
func Engines(dist fs.FS) (*ChartRenderer, *Rasteriser, layout.Fonts, error) {
	files, err := read(dist, "charts.js", "Inter-Regular.ttf", "Inter-Bold.ttf", "resvg.wasm", "inter-regular.woff2", "inter-bold.woff2")
	if err != nil {
		return nil, nil, layout.Fonts{}, fmt.Errorf("chart engines, run make assets: %w", err)
	}
	bundle, regular, bold, wasm := files[0], files[1], files[2], files[3]
	fonts := layout.Fonts{Regular: files[4], Bold: files[5]}
	if fonts.Measurer, err = svg.NewMeasurer(regular, bold); err != nil {
		return nil, nil, fonts, err
	}
	p := &ChartRenderer{engine: sync.OnceValues(func() (*svg.Renderer, error) { return svg.New(bundle, regular, bold, runtime.GOMAXPROCS(0)) })}
	if p.folder, err = kept.Open("svg", []string{"internal/chart/svg"}, bundle, regular, bold); err != nil {
		return nil, nil, fonts, err
	}
	e := &Rasteriser{}
	if e.folder, err = kept.Open("png", []string{"internal/chart/png"}, wasm, regular, bold); err != nil {
		return nil, nil, fonts, err
	}
	e.engine, err = png.New(wasm, regular, bold)
	return p, e, fonts, err
}

func read(dist fs.FS, names ...string) (files [][]byte, err error) {
	for _, name := range names {
		file, err := fs.ReadFile(dist, "server/"+name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// Engine returns the renderer that draws each picture anew, for benchmarks.
func (p *ChartRenderer) Engine() (*svg.Renderer, error) { return p.engine() }

// Picture returns what svg.Renderer.Picture would.
func (p *ChartRenderer) Picture(ctx context.Context, q svg.Request) (svg.Picture, error) {
	// The key is of the bytes: JSON would write two spellings of an option in one way.
	rest := q
	rest.Option = nil
	asked, err := json.Marshal(rest)
	if err != nil {
		return "", err
	}
	picture, err := p.folder.Get(kept.Key(q.Option, asked), func() ([]byte, error) {
		engine, err := p.engine()
		if err != nil {
			return nil, err
		}
		picture, err := engine.Picture(ctx, q)
		for segur.ErrorCode(err) == segur.CodeUnavailable && ctx.Err() == nil { // a busy machine takes its time
			picture, err = engine.Picture(ctx, q)
		}
		return []byte(picture), err
	})
	return svg.Picture(picture), err
}

// Render returns what png.Renderer.Render would.
func (e *Rasteriser) Render(ctx context.Context, file []byte, width int) ([]byte, error) {
	picture, err := e.folder.Get(kept.Key(file, []byte(strconv.Itoa(width))), func() ([]byte, error) {
		return e.engine.Render(ctx, file, width)
	})
	return picture, err
}

package app

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"

	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/chart/png"
	"github.com/segur-tracker/segur/internal/chart/svg"
)

// serverFiles reads built files that only the program uses.
func serverFiles(dist fs.FS, names ...string) ([][]byte, error) {
	files := make([][]byte, len(names))
	for i, name := range names {
		body, err := fs.ReadFile(dist, "server/"+name)
		if err != nil {
			return nil, fmt.Errorf("chart engine (run make assets): %w", err)
		}
		files[i] = body
	}
	return files, nil
}

// newChartRenderer starts as many chart engines as there are processors, from the server's copy
// of the chart bundle and full fonts.
func newChartRenderer(dist fs.FS) (*svg.Renderer, error) {
	files, err := serverFiles(dist, "charts.js", "Inter-Regular.ttf", "Inter-Bold.ttf")
	if err != nil {
		return nil, err
	}
	return svg.New(files[0], files[1], files[2], runtime.GOMAXPROCS(0))
}

// newRasteriser costs nothing before its first picture: the engine is compiled then.
func newRasteriser(dist fs.FS) (*png.Renderer, error) {
	files, err := serverFiles(dist, "resvg.wasm", "Inter-Regular.ttf", "Inter-Bold.ttf")
	if err != nil {
		return nil, err
	}
	return png.New(files[0], files[1], files[2])
}

// newExports leaves a processor to pages, where there are several.
func newExports(p *Parts) *exports.Exports {
	return exports.New(p.ChartRenderer, p.Rasteriser, p.Fonts, exports.Limits{Makers: max(1, runtime.GOMAXPROCS(0)-1), Patience: p.Patience})
}

// newFonts are what picture files are measured with, and carry.
func newFonts(dist fs.FS, m *svg.Measurer) (layout.Fonts, error) {
	files, err := serverFiles(dist, "inter-regular.woff2", "inter-bold.woff2")
	if err != nil {
		return layout.Fonts{}, err
	}
	return layout.Fonts{Measurer: m, Regular: files[0], Bold: files[1]}, nil
}

// prepareRasteriser compiles the engine before the first reader asks for a picture.
func (a *App) prepareRasteriser() {
	if err := a.parts.rasteriser.Prepare(); err != nil && !errors.Is(err, png.ErrClosed) {
		a.log.Error("PNG engine", "error", err)
	}
}

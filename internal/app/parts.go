package app

import (
	"io/fs"
	"time"

	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/chart/png"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web"
)

// Parts are what depends on neither a database nor a setting: words, templates, built files, and the engines that
// draw. They serve any number of goroutines, so the programs of one process may share them, as those of tests do.
type Parts struct {
	Words         *locale.Bundle
	Templates     *web.Templates
	Assets        *web.Assets
	ChartRenderer exports.ChartRenderer
	Rasteriser    exports.Rasteriser
	Fonts         layout.Fonts
	Patience      time.Duration // how long a picture file waits for its turn at most; 0 for the usual

	chartRenderer *svg.Renderer
	rasteriser    *png.Renderer
}

// LoadParts reads the file systems of Options. The caller closes the parts, once nothing draws any more.
func LoadParts(templates, locales, dist fs.FS) (*Parts, error) {
	p := &Parts{}
	for _, read := range []func() error{
		func() (err error) { p.Words, err = locale.Load(locales); return err },
		func() (err error) { p.Templates, err = web.LoadTemplates(templates); return err },
		func() (err error) { p.Assets, err = web.LoadAssets(dist); return err },
		func() (err error) { p.rasteriser, err = newRasteriser(dist); return err },
		func() (err error) { p.chartRenderer, err = newChartRenderer(dist); return err }, // last: it has to be closed
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	var err error
	if p.Fonts, err = newFonts(dist, p.chartRenderer.Measurer()); err != nil {
		p.chartRenderer.Close()
		return nil, err
	}
	p.ChartRenderer, p.Rasteriser = p.chartRenderer, p.rasteriser
	return p, nil
}

// Close stops the engines.
func (p *Parts) Close() error {
	p.chartRenderer.Close()
	return p.rasteriser.Close()
}

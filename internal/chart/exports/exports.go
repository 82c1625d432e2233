package exports

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/cache"
	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/queue"
	"github.com/segur-tracker/segur/internal/segur"
)

// Order says which picture to make. Text is worded by who orders; where its Legend is nil the
// chart's is taken.
type Order struct {
	Chart spec.Chart
	Text  layout.Text
	Size  layout.Size
	Theme layout.Theme
}

// ChartRenderer draws a chart; it keeps and bounds its own work.
type ChartRenderer interface {
	Picture(ctx context.Context, q svg.Request) (svg.Picture, error)
}

// Rasteriser turns an SVG file into a PNG file of a width in pixels.
type Rasteriser interface {
	Render(ctx context.Context, file []byte, width int) ([]byte, error)
}

// Limits bound the work. The zero value of a field is the usual one.
type Limits struct {
	Makers   int           // pictures made at the same time
	Queue    int           // that wait for their turn; 16
	Patience time.Duration // that one waits at most; 10 s
	Kept     int           // bytes of pictures kept; 64 MiB
}

// Exports makes and keeps picture files. It serves any number of goroutines.
type Exports struct {
	chartRenderer ChartRenderer
	rasteriser    Rasteriser
	fonts         layout.Fonts
	queue         *queue.Queue
	kept          *cache.Cache[key, []byte]
}

// New makes an export service. fonts measure all pictures, and stand inside SVG files.
func New(p ChartRenderer, e Rasteriser, fonts layout.Fonts, l Limits) *Exports {
	return &Exports{
		chartRenderer: p, rasteriser: e, fonts: fonts,
		queue: queue.New(queue.Limits{Work: max(l.Makers, 1), Wait: cmp.Or(l.Queue, 16), Patience: cmp.Or(l.Patience, 10*time.Second)}),
		kept: cache.New(cache.Options[key, []byte]{
			Most:  cmp.Or(l.Kept, 64<<20),
			Weigh: func(k key, file []byte) int { return len(k) + len(file) },
		}),
	}
}

// Close gives up the pictures that wait for their turn and returns when those under way are done. Later on only files
// that are kept are given.
func (p *Exports) Close() { p.kept.Close() }

// SVG returns the SVG file of an order, with its fonts inside. Beyond the bounds of concurrency,
// queue and time it is a segur.Error of CodeUnavailable. The bytes are shared: they must not be
// changed.
func (p *Exports) SVG(ctx context.Context, o Order) ([]byte, error) {
	return p.file(ctx, "svg", o, func(ctx context.Context) ([]byte, error) { return p.compose(ctx, o, p.fonts) })
}

// PNG returns the PNG file of an order, on the same terms as SVG. The engine prints with fonts of
// its own, so the picture that it reads carries none.
func (p *Exports) PNG(ctx context.Context, o Order) ([]byte, error) {
	return p.file(ctx, "png", o, func(ctx context.Context) ([]byte, error) {
		file, err := p.compose(ctx, o, layout.Fonts{Measurer: p.fonts.Measurer})
		if err != nil {
			return nil, err
		}
		wide, _ := o.Size.Pixels()
		return p.rasteriser.Render(ctx, file, wide)
	})
}

// file returns what is kept, or makes it: once for all who ask at the same time, and to its end
// even when they leave, because the next reader will ask again.
func (p *Exports) file(ctx context.Context, kind string, o Order, produce func(context.Context) ([]byte, error)) ([]byte, error) {
	key, err := o.key(kind)
	if err != nil {
		return nil, err
	}
	file, err := p.kept.Get(ctx, key, func(ctx context.Context) ([]byte, error) {
		leave, err := p.queue.Enter(ctx)
		if err != nil {
			return nil, &segur.Error{Code: segur.CodeUnavailable, Message: "too many pictures to make", Err: err}
		}
		defer leave()
		return produce(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("picture of %s: %w", o.Chart.Name, err)
	}
	return file, nil
}

// compose draws the sizes of the chart that may serve and sets the picture.
func (p *Exports) compose(ctx context.Context, o Order, fonts layout.Fonts) ([]byte, error) {
	sizes := []struct {
		name    string
		drawing spec.Drawing
		named   bool
	}{{"wide", o.Chart.Wide, o.Chart.NamesParts}}
	if _, high := o.Size.Pixels(); high > 0 {
		sizes = append(sizes, struct {
			name    string
			drawing spec.Drawing
			named   bool
		}{"narrow", o.Chart.Narrow, false})
	}
	var drawings []layout.Drawing
	for _, z := range sizes {
		if z.drawing.Option == nil {
			continue
		}
		// The same request as that of the chart's page, so that a chart is drawn once for both.
		picture, err := p.chartRenderer.Picture(ctx, svg.Request{
			Option: z.drawing.Option, Width: z.drawing.Width, Height: z.drawing.Height,
			ID: "g-" + o.Chart.Name + "-" + z.name, Class: "seg-" + z.name, Lang: string(o.Chart.Lang),
			Title: o.Chart.Title.String(), Description: o.Chart.Alt.String(),
		})
		if err != nil {
			return nil, err
		}
		drawings = append(drawings, layout.Drawing{Picture: picture, Wide: z.drawing.Width, High: z.drawing.Height, NamesParts: z.named})
	}
	text := o.Text
	if text.Legend == nil {
		text.Legend = o.Chart.Legend
	}
	text.Lone = o.Chart.Lone
	return layout.Compose(drawings, text, o.Size, o.Theme, fonts)
}

type key [sha256.Size]byte

// key names what a picture shows. Fonts and engines do not change while the program runs.
func (o Order) key(kind string) (key, error) {
	shown, err := json.Marshal([]any{
		kind, o.Size, o.Theme, o.Text, o.Chart.Name, o.Chart.Lang, o.Chart.Title.String(), o.Chart.Alt.String(),
		o.Chart.Legend, o.Chart.NamesParts, o.Chart.Lone, o.Chart.Wide, o.Chart.Narrow,
	})
	if err != nil {
		return key{}, fmt.Errorf("picture of %s: %w", o.Chart.Name, err)
	}
	return sha256.Sum256(shown), nil
}

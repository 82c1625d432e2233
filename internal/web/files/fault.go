package files

import (
	"context"
	"fmt"
	"html"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Rasteriser turns an SVG file into a PNG file of a width in pixels.
type Rasteriser interface {
	Render(ctx context.Context, svg []byte, width int) ([]byte, error)
}

// Faults makes the pictures that stand where a picture cannot. There are but a few of them: what
// exactly is wrong is in words of pages and data, and no stranger has pictures made of words of theirs.
type Faults struct {
	site *view.Site
	draw Rasteriser
	mu   sync.Mutex // held while one is drawn, so that a flood draws each once
	made map[string][]byte
}

// NewFaults returns the faults of a site.
func NewFaults(site *view.Site, draw Rasteriser) *Faults {
	return &Faults{site: site, draw: draw, made: map[string][]byte{}}
}

// faultWidth and faultHeight are those of the picture of a fault, in pixels.
const (
	faultWidth  = 640
	faultHeight = 200
)

// Picture returns the picture of a fault in the format that its address ends with; its body is empty
// where even that cannot be drawn.
func (f *Faults) Picture(ctx context.Context, fault web.Fault) web.File {
	file := web.File{Type: typeSVG}
	svg, err := f.svg(fault)
	if err != nil {
		return file
	}
	if path.Ext(fault.Path) != ".png" {
		file.Body = svg
		return file
	}
	file.Type = typePNG
	f.mu.Lock()
	defer f.mu.Unlock()
	if kept, ok := f.made[string(svg)]; ok {
		file.Body = kept
		return file
	}
	if file.Body, err = f.draw.Render(context.WithoutCancel(ctx), svg, faultWidth); err == nil {
		f.made[string(svg)] = file.Body
	}
	return file
}

func (f *Faults) svg(fault web.Fault) ([]byte, error) {
	l := f.site.Words.For(fault.Lang)
	class := web.FaultClass(fault.Status)
	switch class {
	case "ours":
		class = "busy"
	case "method":
		class = "invalid"
	}
	said := l.T("fault.picture." + class)
	address := view.Links{Lang: fault.Lang}.Section("charts")
	if site, err := url.Parse(f.site.BaseURL); err == nil {
		address = site.Host + address
	}
	elsewhere := l.T("fault.picture.elsewhere", "address", address)
	name := l.T("site.name")
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" lang="%s" role="img" aria-label="%s">`,
		faultWidth, faultHeight, fault.Lang, html.EscapeString(said))
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="%d" fill="%s" stroke="%s"/><path d="M32 32H80" stroke="%s" stroke-width="4"/>`,
		faultWidth-1, faultHeight-1, plot.Paper, plot.Rule, plot.Brand)
	for _, line := range []struct {
		text, look string
		y          int
	}{
		{said, `font-size="24" font-weight="700" fill="` + plot.Ink + `"`, 84},
		{elsewhere, `font-size="16" fill="` + plot.Ink + `"`, 120},
		{name, `font-size="14" fill="` + plot.Muted + `"`, 168},
	} {
		fmt.Fprintf(&b, `<text x="32" y="%d" font-family="Inter, Helvetica, Arial, sans-serif" %s>%s</text>`, line.y, line.look, html.EscapeString(line.text))
	}
	b.WriteString("</svg>\n")
	return []byte(b.String()), l.Err()
}

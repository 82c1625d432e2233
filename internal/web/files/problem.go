package files

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Rasteriser turns an SVG file into a PNG file of a width in pixels.
type Rasteriser interface {
	Render(ctx context.Context, svg []byte, width int) ([]byte, error)
}

// ProblemPictures makes the pictures that stand where a picture cannot. In SVG they say all that is known. In
// PNG there are but a few of them, unless a chart was withdrawn: no stranger has pictures made of words
// of theirs.
type ProblemPictures struct {
	site *view.Site
	draw Rasteriser
	mu   sync.Mutex // held while one is drawn, so that a flood draws each once
	made map[string][]byte
}

// NewProblemPictures returns those of a site.
func NewProblemPictures(site *view.Site, draw Rasteriser) *ProblemPictures {
	return &ProblemPictures{site: site, draw: draw, made: map[string][]byte{}}
}

// The picture of a problem, in pixels; wrapped is how many characters of a line fit.
const (
	problemWidth = 640
	lineHeight   = 24
	wrapped      = 70
)

// Picture returns the picture of a problem in the format that its address ends with; its body is empty
// where even that cannot be drawn.
func (f *ProblemPictures) Picture(ctx context.Context, problem web.Problem) web.File {
	file := web.File{Type: typeSVG}
	raster := path.Ext(problem.Path) == ".png"
	if raster && problem.Status != http.StatusGone {
		problem.Message, problem.Choices = "", nil
	}
	svg, err := f.svg(problem)
	if err != nil {
		return file
	}
	if !raster {
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
	if file.Body, err = f.draw.Render(context.WithoutCancel(ctx), svg, problemWidth); err == nil {
		f.made[string(svg)] = file.Body
	}
	return file
}

// line is one line of the picture, with the attributes of its text and the room above its foot.
type line struct {
	text, look string
	step       int
}

func (f *ProblemPictures) svg(problem web.Problem) ([]byte, error) {
	l := f.site.Words.For(problem.Lang)
	class := web.ProblemClass(problem.Status)
	switch class {
	case "ours":
		class = "busy"
	case "method":
		class = "invalid"
	}
	host := ""
	if site, err := url.Parse(f.site.BaseURL); err == nil {
		host = site.Host
	}
	plain := `font-size="16" fill="` + plot.Ink + `"`
	lines := []line{{l.T("fault.picture." + class), `font-size="24" font-weight="700" fill="` + plot.Ink + `"`, 84}}
	for _, text := range wrap(problem.Message) {
		lines = append(lines, line{text, plain, lineHeight})
	}
	for _, choice := range problem.Choices[:min(1, len(problem.Choices))] {
		lines = append(lines, line{choice.Label + l.T("site.colon") + " " + host + choice.Href, plain, lineHeight})
	}
	elsewhere := l.T("fault.picture.elsewhere", "address", host+view.Links{Lang: problem.Lang}.Section("charts"))
	lines = append(lines, line{elsewhere, plain, 36}, line{l.T("site.name"), `font-size="14" fill="` + plot.Muted + `"`, 48})
	high := 32
	for _, one := range lines {
		high += one.step
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" lang="%s" role="img" aria-label="%s">`,
		problemWidth, high, problem.Lang, html.EscapeString(lines[0].text))
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="%d" fill="%s" stroke="%s"/><path d="M32 32H80" stroke="%s" stroke-width="4"/>`,
		problemWidth-1, high-1, plot.Paper, plot.Rule, plot.Brand)
	y := 0
	for _, one := range lines {
		y += one.step
		fmt.Fprintf(&b, `<text x="32" y="%d" font-family="Inter, Helvetica, Arial, sans-serif" %s>%s</text>`, y, one.look, html.EscapeString(one.text))
	}
	b.WriteString("</svg>\n")
	return []byte(b.String()), l.Err()
}

// wrap breaks a text into lines at its spaces.
func wrap(text string) (lines []string) {
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= wrapped {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

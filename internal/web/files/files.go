package files

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/opendata"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Media types of what is no data.
const (
	typeSVG = "image/svg+xml"
	typePNG = "image/png"
)

// Exports makes pictures; over its bound it answers with CodeUnavailable.
type Exports interface {
	SVG(ctx context.Context, o exports.Order) ([]byte, error)
	PNG(ctx context.Context, o exports.Order) ([]byte, error)
}

// Files makes the files of charts.
type Files struct {
	site    *view.Site
	exports Exports
}

// New returns the files of a site.
func New(site *view.Site, exports Exports) *Files { return &Files{site, exports} }

// Endings lists the formats of files as their addresses end, without the dot.
func Endings() []string { return []string{"svg", "png", "csv", "json"} }

// Split takes the last part of an address apart: the name of a chart and the format that is asked
// for, "" for its page.
func Split(last string) (chart, ending string) {
	for _, ending := range Endings() {
		if chart, ok := strings.CutSuffix(last, "."+ending); ok {
			return chart, ending
		}
	}
	return last, ""
}

// KindOf says whether an address is that of a picture, of data or of a page, for the route of all three.
func KindOf(address string) web.Kind {
	if _, ending := Split(path.Base(address)); ending != "" {
		return web.KindByEnding(address)
	}
	return web.KindPage
}

// Handle answers with a file of a chart, in the view that the request asks for; ending is one of
// Endings. A chart that was renamed leads to its file of today, one that is withdrawn says since
// when and why with the status 410. Errors are worded: CodeNotFound for an unknown chart,
// CodeInvalid for a parameter that it cannot follow, CodeUnavailable when too many pictures are
// being made.
func (f *Files) Handle(ctx context.Context, c *catalog.Catalog, r web.Request, name, ending string) (web.Answer, error) {
	l := r.Words
	asked, err := f.site.Ask(c, l, name, r.Query)
	if err != nil {
		return web.Answer{}, err
	}
	if asked.Renamed {
		return web.Answer{MovedTo: r.At(path.Dir(r.Path) + "/" + asked.Chart + "." + ending)}, nil
	}
	one := file{
		site: f.site, exports: f.exports, catalog: c, words: l, asked: asked, ending: ending,
		to: view.Links{Lang: r.Lang, Publication: r.Publication},
	}
	if withdrawal, withdrawn := c.Withdrawal(asked.Chart); withdrawn {
		return web.Answer{}, one.withdrawn(withdrawal)
	}
	if one.chart, err = chart.MakeView(c, asked.Chart, asked.View, l); err != nil {
		return web.Answer{}, err
	}
	if ending == "png" && asked.Style.Size != view.SizeLarge {
		card, stands, err := chart.Card(c, asked.Chart, asked.View, l)
		if err != nil {
			return web.Answer{}, err
		}
		if stands {
			one.chart = card
		}
	}
	made, err := one.make(ctx)
	if err != nil {
		return web.Answer{}, err
	}
	made.Name = one.name()
	return web.Answer{File: &made}, nil
}

// file is one file being made.
type file struct {
	site    *view.Site
	exports Exports
	catalog *catalog.Catalog
	words   *locale.Localizer
	to      view.Links
	asked   view.Asked
	ending  string
	chart   chart.Chart
}

func (f file) make(ctx context.Context) (made web.File, err error) {
	if f.ending == "svg" || f.ending == "png" {
		return f.picture(ctx)
	}
	data := f.data()
	if f.ending == "csv" {
		made.Type = opendata.TypeCSV
		made.Body, err = data.CSV()
	} else {
		made.Type = opendata.TypeJSON
		made.Body, err = data.JSON()
	}
	return made, err
}

func (f file) picture(ctx context.Context) (made web.File, err error) {
	order := f.order()
	if f.ending == "png" {
		made.Type = typePNG
		made.Body, err = f.exports.PNG(ctx, order)
	} else {
		made.Type = typeSVG
		made.Body, err = f.exports.SVG(ctx, order)
	}
	return made, err
}

// withdrawn says what was withdrawn, and where its last version is.
func (f file) withdrawn(w catalog.Withdrawal) error {
	on := f.site.Publication(f.words, w.On)
	reason, _ := view.Withdrawn(f.words, w)
	said := f.words.T("files.withdrawn", "date", on.Date, "reason", reason)
	gone := &segur.Error{Code: segur.CodeGone, Message: said}
	if w.Last > 0 {
		label := f.words.T("files.last_version")
		_, query, _ := strings.Cut(f.to.At(w.Last).File(f.asked.Chart, f.ending, f.asked.View, f.asked.Style), "?")
		gone.Choices = []segur.Choice{{Label: label, Query: query}}
	}
	return gone
}

// name is what the file is called on a reader's disk: the view and the publication are in it, so
// that two files side by side can be told apart.
func (f file) name() string {
	parts := []string{"segur", f.asked.Chart}
	query := f.asked.View.Query()
	for _, param := range []string{"region", "de", "a", "vue", "lecture"} {
		parts = append(parts, query.Get(param))
	}
	if f.ending == "svg" || f.ending == "png" {
		parts = append(parts, f.asked.Style.Theme)
	}
	if f.ending == "png" {
		parts = append(parts, f.asked.Style.Size)
	}
	if f.to.Lang != locale.FR {
		parts = append(parts, string(f.to.Lang))
	}
	parts = append(parts, "p"+strconv.Itoa(f.catalog.Version()))
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return strings.Join(parts, "-") + "." + f.ending
}

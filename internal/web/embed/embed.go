package embed

import (
	"context"
	"encoding/json"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Options are what the answers are made from.
type Options struct {
	Site      *view.Site
	Addresses []string                // of the site, by scheme and host: pages that others ask about
	Latest    func() *catalog.Catalog // today's figures
	At        func(ctx context.Context, publication int) (*catalog.Catalog, error)
	Scripts   Scripts
	Clock     func() time.Time
}

// Scripts gives built files by their logical name.
type Scripts interface {
	File(logical string) (web.File, error)
}

// Embed answers for other sites.
type Embed struct{ Options }

// New returns the answers for a site.
func New(o Options) *Embed { return &Embed{o} }

const paramLang = "lang"

// Routes returns every address that other sites may load. /embed.js and /embed/derniere.json are
// written into pages that nobody will change any more: they stay.
func (e *Embed) Routes() []web.Route {
	return []web.Route{
		{Path: "/embed/:chart", Lang: locale.FR, Kind: web.KindFrame, Params: append(view.ChartParams(), paramLang), Read: e.frame},
		{Path: "/embed/derniere.json", Lang: locale.FR, Kind: web.KindData, Lenient: true, Read: e.latest},
		{Path: "/embed.js", Lang: locale.FR, Kind: web.KindData, Lenient: true, Read: e.script},
		{
			Path: "/oembed", Lang: locale.FR, Kind: web.KindData, Lenient: true, // oembed.com, § 2.2: what is not expected is ignored
			// Programs that do not encode the address leave its parameters among ours.
			Params: append([]string{"url", "maxwidth", "maxheight", "format", paramLang}, view.ChartParams()...), Read: e.oembed,
		},
	}
}

// latest tells frozen frames which publication is the last.
func (e *Embed) latest(_ context.Context, c *catalog.Catalog, r web.Request) (web.Answer, error) {
	body, err := json.Marshal(struct {
		Publication int    `json:"publication"`
		Date        string `json:"date"` // YYYY-MM-DD
	}{c.Version(), e.Site.Publication(r.Words, c.Publication()).ISO})
	return web.Answer{File: &web.File{Body: body, Type: "application/json"}}, err
}

func (e *Embed) script(context.Context, *catalog.Catalog, web.Request) (web.Answer, error) {
	file, err := e.Scripts.File("embed.js")
	return web.Answer{File: &file}, err
}

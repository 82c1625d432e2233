package web

import (
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// Kind says who loads an answer. It decides on the headers that guard it, on how long it may be
// kept, on what becomes of unknown parameters, and on the shape of a problem.
type Kind int

// The kinds of answers.
const (
	KindPage     Kind = iota // a page of the site, which nobody may frame
	KindFrame                // a page made to stand in pages of other sites
	KindImage                // a picture that other sites may load
	KindData                 // figures or a script that other programs may load
	KindDesk                 // a page of the desk, for one person at one moment
	KindDocument             // a document of others, which browsers keep and do not show
)

// The policies of what leaves the site. A picture that is opened by itself runs nothing and loads
// nothing; the one style element inside it declares the fonts that it carries, which nothing but
// 'unsafe-inline' or a digest per font build allows. Pages have no such exception.
const (
	imagePolicy     = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
	documentPolicy  = "default-src 'none'; frame-ancestors 'none'; sandbox"
	framingPolicy   = contentPolicy + "; frame-src 'self'"
	liveAbroad      = "public, max-age=60, stale-while-revalidate=86400"
	frozenAbroad    = "public, max-age=31536000, immutable"
	neverKept       = "no-store"
	headerCSP       = "Content-Security-Policy"
	headerFraming   = "X-Frame-Options"
	headerEmbedding = "Cross-Origin-Resource-Policy"
	headerRobots    = "X-Robots-Tag"
)

// kindKey is where a request keeps the kind of its answer.
const kindKey = "segur.kind"

func kindOf(c echo.Context) Kind {
	k, _ := c.Get(kindKey).(Kind)
	return k
}

// framePolicy allows frames what pages may load, and leaves it to those around whether to show them. A
// frame in a sandbox has an origin of its own, which 'self' means nothing to in WebKit: ours is named beside it. There is no
// frame-ancestors: even * refuses pages that came from no network, as those of an app or a file (CSP level 3, § 6.7.2.7).
func framePolicy(origins []string) string {
	ours := "'self'"
	for _, origin := range origins {
		if !strings.Contains(origin, "[") { // for which a policy has no word
			ours += " " + origin
		}
	}
	return strings.ReplaceAll(strings.TrimSuffix(contentPolicy, "; "+unframed), "'self'", ours)
}

// admit sets the headers of a kind, over those of pages. Problems go out with them too: a frame whose
// chart cannot be shown says so, where a browser would say that the site refuses.
func (s *Site) admit(c echo.Context, k Kind) {
	c.Set(kindKey, k)
	h := c.Response().Header()
	switch k {
	case KindPage:
	case KindFrame:
		h.Set(headerCSP, s.framePolicy)
		h.Del(headerFraming)
		h.Del("Cross-Origin-Opener-Policy")
		h.Set(headerEmbedding, "cross-origin")
	case KindImage, KindData:
		h.Set(headerCSP, imagePolicy)
		h.Set(headerEmbedding, "cross-origin")
		h.Set(echo.HeaderAccessControlAllowOrigin, "*")
		h.Set(echo.HeaderAccessControlExposeHeaders, "Content-Disposition, ETag")
	case KindDocument:
		h.Set(headerCSP, documentPolicy)
		h.Set(headerRobots, "noindex")
	case KindDesk:
		h.Set(echo.HeaderCacheControl, neverKept)
		h.Set(headerRobots, "noindex")
	}
}

// abroad reports whether other sites load what is of the kind.
func (k Kind) abroad() bool { return k == KindFrame || k == KindImage || k == KindData }

// caching returns how long readers may keep an answer of today's figures, and one whose address
// names a publication.
func (k Kind) caching() (live, frozen string) {
	if !k.abroad() {
		return pageCacheControl, pastCacheControl
	}
	return liveAbroad, frozenAbroad
}

// KindByEnding returns the kind of what an address without a route seems to ask for: pictures and
// data have problems that are no pages.
func KindByEnding(address string) Kind {
	switch path.Ext(address) {
	case ".png", ".svg":
		return KindImage
	case ".csv", ".json":
		return KindData
	}
	return KindPage
}

// readsOnly reports whether a method asks for an answer and changes nothing.
func readsOnly(method string) bool { return method == http.MethodGet || method == http.MethodHead }

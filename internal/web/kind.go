package web

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// Kind says who loads an answer: readers of the site, or other sites.
type Kind int

// The kinds of answers.
const (
	KindPage  Kind = iota // a page of the site, which nobody may frame
	KindFrame             // a page made to stand in pages of other sites
	KindFile              // a picture or data that other sites may load
)

// The policies of what leaves the site. A picture that is opened by itself runs nothing; its fonts
// are inside it.
const (
	filePolicy      = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
	unframed        = "frame-ancestors 'none'"
	framed          = "frame-ancestors *"
	liveAbroad      = "public, max-age=60, stale-while-revalidate=86400"
	frozenAbroad    = "public, max-age=31536000, immutable"
	headerCSP       = "Content-Security-Policy"
	headerFraming   = "X-Frame-Options"
	headerEmbedding = "Cross-Origin-Resource-Policy"
)

// admit sets the headers of a kind, over those of pages. Faults go out with them too: a frame whose
// chart cannot be shown says so, where a browser would say that the site refuses.
func (k Kind) admit(c echo.Context) {
	h := c.Response().Header()
	switch k {
	case KindPage:
	case KindFrame:
		h.Set(headerCSP, strings.Replace(contentPolicy, unframed, framed, 1))
		h.Del(headerFraming)
		h.Del("Cross-Origin-Opener-Policy")
		h.Set(headerEmbedding, "cross-origin")
	case KindFile:
		h.Set(headerCSP, filePolicy)
		h.Set(headerEmbedding, "cross-origin")
		h.Set(echo.HeaderAccessControlAllowOrigin, "*")
	}
}

// caching returns how long readers may keep an answer of today's figures, and one whose address
// names a publication.
func (k Kind) caching() (live, frozen string) {
	if k == KindPage {
		return pageCacheControl, pastCacheControl
	}
	return liveAbroad, frozenAbroad
}

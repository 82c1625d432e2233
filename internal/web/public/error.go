package public

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// ErrorPage says what went wrong and where to go.
type ErrorPage struct {
	view.Page
	Heading   string
	Message   string
	Status    int
	RequestID string // shown when only the log can tell more
}

// worded are the statuses with words of their own; others use those of their class.
var worded = map[int]bool{400: true, 404: true, 405: true, 500: true, 503: true}

// Error returns the page of a fault. It must not fail, so a missing word leaves a gap.
func (p *Pages) Error(current func() *catalog.Catalog) web.ErrorPage {
	return func(f web.Fault) web.Page {
		links := view.Links{Lang: f.Lang}
		page := ErrorPage{Page: p.site.Frame(current(), f.Lang, links.Home()), Status: f.Status, Message: f.Message}
		page.NoIndex = true
		key := "error." + strconv.Itoa(errorClass(f.Status))
		page.Heading, _ = page.T(key + ".title")
		if page.Message == "" {
			page.Message, _ = page.T(key + ".message")
		}
		if f.Status >= 500 {
			page.RequestID = f.RequestID
		}
		page.Title, page.Description = page.Heading, page.Message
		return web.Page{Template: "public/error", Data: page}
	}
}

func errorClass(status int) int {
	switch {
	case worded[status]:
		return status
	case status >= 500:
		return 500
	}
	return 400
}

package public

import (
	"net/http"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Withdrawn says that an indicator is not followed any more, since when and why.
type Withdrawn struct {
	view.Page
	Name       string
	Date       string
	Number     int // of the publication that withdrew it
	Reason     string
	ReasonLang string // when it is not the reader's: Lang is that of the page
	Last       string // its page in the last publication that shows it
}

// withdrawn answers for an indicator that an earlier publication shows.
func (c *call) withdrawn(site *view.Site, g catalog.Gone) web.Answer {
	on := site.Publication(c.words, g.On)
	page := Withdrawn{Name: c.text(g.Label), Date: on.Date, Number: on.Number, Last: c.page.To.At(g.Last).Indicator(g.Code)}
	page.Reason, page.ReasonLang = view.Withdrawn(c.words, catalog.Withdrawal{Reason: segur.Text{FR: g.Reason}})
	c.page.Title = c.words.T("withdraw.public_title", "name", page.Name)
	c.page.Description = c.words.T("withdraw.public_on", "date", page.Date, "number", page.Number)
	c.page.NoIndex = true
	page.Page = c.page
	return web.Answer{Template: "public/withdrawn", Data: page, Status: http.StatusGone}
}

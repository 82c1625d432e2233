package embed

import (
	"context"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Frame is a chart as it stands in pages of other sites.
type Frame struct {
	Shell
	Chart  view.Chart
	Href   string // the page of the chart, in the view of the frame
	Data   string // the same with its figures in a table
	Frozen bool   // it keeps the figures of a publication
	Newer  string // the frame of today's figures
	Late   bool   // newer figures were out when the frame was made
}

// Gone is a frame whose chart is shown no longer.
type Gone struct {
	Shell
	Name       string
	Date       string
	Number     int // of the publication that withdrew it
	Reason     string
	ReasonLang string // when it is not the reader's: Lang is that of the page
	Last       string // the frame of its last version, "" for none
}

// ProblemFrame is a frame that cannot be shown.
type ProblemFrame struct {
	Shell
	Heading   string
	Message   string
	Choices   []web.Choice // what is there instead
	RequestID string       // "" when the reader is to correct something
}

// Shell is what every frame has.
type Shell struct {
	view.Page
	Theme string // "light", "dark" or "" for that of the reader
}

func (e *Embed) frame(ctx context.Context, c *catalog.Catalog, r web.Request) (web.Answer, error) {
	words := r.Words
	asked, err := e.Site.Ask(c, words, r.Params["chart"], r.Query)
	if err != nil {
		return web.Answer{}, err
	}
	if asked.Renamed {
		return web.Answer{MovedTo: r.At("/embed/" + asked.Chart)}, nil
	}
	to := view.Links{Lang: r.Lang, Publication: r.Publication}
	shell := e.shell(c, r.Words, to.Chart(asked.Chart, asked.View, view.Style{}), asked.Style.Theme)
	shell.To = to
	if w, withdrawn := c.Withdrawal(asked.Chart); withdrawn {
		return e.gone(shell, asked, c, w), nil
	}
	page := Frame{
		Shell: shell, Href: to.Chart(asked.Chart, asked.View, view.Style{}), Frozen: r.Publication > 0,
		Newer: to.At(0).Embed(asked.Chart, asked.View, asked.Style), Late: c.Version() < e.Latest().Version(),
	}
	table := asked.View
	table.Kind = chart.KindTable
	page.Data = to.Chart(asked.Chart, table, view.Style{})
	draw := view.Drawer{Catalog: c, Words: words, To: to, ChartRenderer: e.Site.ChartRenderer}
	made, err := chart.MakeView(c, asked.Chart, asked.View, words)
	if err != nil {
		return web.Answer{}, err
	}
	if page.Chart, err = draw.Made(ctx, made, asked.View, 1); err != nil {
		return web.Answer{}, err
	}
	said := e.quote(c, words, made, asked.View)
	page.Title, page.Description = said.Title, said.Sentence.String()
	page.Stand(page.Chart, asked.Style) // who pastes the address of a frame where no frame may stand gets a card
	return web.Answer{Template: "embed/frame", Data: page}, err
}

// shell starts a frame; path is the page of the site that shows the same.
func (e *Embed) shell(c *catalog.Catalog, words *locale.Localizer, path, theme string) Shell {
	s := Shell{Page: e.Site.Frame(c, words, path)}
	s.NoIndex = true
	switch theme {
	case view.ThemeLight:
		s.Theme = "light"
	case view.ThemeDark:
		s.Theme = "dark"
	}
	return s
}

// gone stays an answer like others: an article that shows the chart must not show a broken frame.
func (e *Embed) gone(shell Shell, asked view.Asked, c *catalog.Catalog, w catalog.Withdrawal) web.Answer {
	words := shell.Localizer
	on := e.Site.Publication(words, w.On)
	page := Gone{Shell: shell, Date: on.Date, Number: on.Number}
	page.Reason, page.ReasonLang = view.Withdrawn(words, w)
	if w.Last > 0 {
		page.Last = shell.To.At(w.Last).Embed(asked.Chart, asked.View, asked.Style)
	}
	page.Name = sentence.Chart(c, words, asked.Chart)
	page.Title = words.T("share.withdrawn_title", "name", page.Name)
	page.Description = page.Reason
	return web.Answer{Template: "embed/gone", Data: page}
}

// Error makes the page of a problem that can stand in a frame.
func (e *Embed) Error(f web.Problem) web.Answer {
	page := ProblemFrame{Shell: e.shell(e.Latest(), e.Site.Words.For(f.Lang), view.Links{Lang: f.Lang}.Home(), ""), Message: f.Message, Choices: f.Choices}
	key := "embed.broken"
	if f.Status < 500 {
		key = "embed.unknown"
	} else {
		page.RequestID = f.RequestID
	}
	page.Heading = page.T(key)
	if strings.TrimSpace(page.Message) == "" {
		page.Message = page.T(key + "_message")
	}
	page.Title, page.Description = page.Heading, page.Message
	return web.Answer{Template: "embed/fault", Data: page}
}

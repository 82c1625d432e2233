package report

import (
	"context"
	"fmt"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// perPage is how many answers a page of the list holds.
const perPage = 30

// List is a page of the answered cases, the latest answer first.
type List struct {
	view.Page
	Lines        []Line
	Newer, Older string // "" for none
}

// Line is one answered case.
type Line struct {
	Number  int64
	Href    string
	Subject string
	Outcome string
	Date    string
	ISO     string
}

func (p *Pages) list(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	number := 1
	if asked := r.Query.Get("page"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 2 || n > 1_000_000 || strconv.Itoa(n) != asked {
			return web.Answer{}, &segur.Error{Code: segur.CodeInvalid}
		}
		number = n
	}
	found, err := p.box.Answered(ctx, perPage+1, (number-1)*perPage)
	if err != nil {
		return web.Answer{}, err
	}
	var page List
	for _, n := range found[:min(len(found), perPage)] {
		page.Lines = append(page.Lines, c.line(n))
	}
	if len(found) > perPage {
		page.Older = c.page.To.ReportsPage(number + 1)
	}
	if number > 1 {
		page.Newer = c.page.To.ReportsPage(number - 1)
	}
	c.page.Title, c.page.Description = c.words.T("report.list_title"), c.words.T("report.list_summary")
	page.Page = c.page
	return web.Answer{Template: "report/list", Data: page, Tag: fmt.Sprint(page.Lines, page.Older, p.site.Reports)}, nil
}

func (c *call) line(n doubt.Notice) Line {
	subject := c.tell.Subject(n.Subject)
	return Line{
		Number: n.ID, Href: c.page.To.ReportCase(n.ID), Subject: heading(subject, n.Subject),
		Outcome: c.words.T("report_outcome." + string(n.Status)), Date: c.day(n.AnsweredAt), ISO: n.AnsweredAt.In(c.zone).Format("2006-01-02"),
	}
}

// heading names a subject in one line, with its year or period where it has one.
func heading(s view.Subject, about doubt.Subject) string {
	if s.Detail == "" || (about.Year == 0 && about.Period == "") {
		return s.Text
	}
	return s.Text + " (" + s.Detail + ")"
}

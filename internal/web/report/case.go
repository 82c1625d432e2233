package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Case is the public page of a report.
type Case struct {
	view.Page
	Number       int64
	Heading      string
	Kind         string
	About        view.Subject
	Status       doubt.Status
	Outcome      string // « Non retenu »
	Reason       string // of the catalogue, "" unless refused
	Answer       string // what staff wrote, "" for nothing
	Steps        []Step
	Publications []Publication
	Address      string // of this page, to note
	Again        string // form about the same subject, "" while there is none
}

// Step is one thing that happened to the case.
type Step struct {
	Date, ISO string
	Title     string
	Said      string // the reader's own words, where they are shown
	Document  string // address that the reader gave, likewise
	Note      string
}

// Publication is one that brought what the case led to.
type Publication struct{ Text, Href string }

func (p *Pages) one(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	n, err := strconv.ParseInt(r.Params["number"], 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != r.Params["number"] {
		return web.Answer{}, c.missing("report.no_case")
	}
	notice, err := p.box.Notice(ctx, n)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return web.Answer{}, c.missing("report.no_case")
	}
	if err != nil {
		return web.Answer{}, err
	}
	page := c.casePage(notice)
	tag := fmt.Sprintf("%s %v %v", notice.Status, notice.Publications, p.site.Reports)
	return web.Answer{Template: "report/case", Data: page, Tag: tag}, nil
}

func (c *call) casePage(n doubt.Notice) Case {
	page := Case{
		Number: n.ID, About: c.tell.Subject(n.Subject), Status: n.Status, Kind: c.words.T("report.sent_" + string(n.Kind)),
		Outcome: c.words.T("report_outcome." + string(n.Status)), Address: c.page.Absolute(c.page.To.ReportCase(n.ID)),
	}
	page.Heading = heading(page.About, n.Subject)
	page.Answer = strings.TrimSpace(c.words.Text(n.Answer.In(string(c.words.Lang()))))
	if n.Reason != "" {
		page.Reason = c.words.T("report_reason." + string(n.Reason))
	}
	for _, number := range n.Publications {
		page.Publications = append(page.Publications, Publication{
			c.words.T("report.publication", "number", number), c.page.To.At(0).News(number),
		})
	}
	page.Steps = c.steps(n)
	if c.page.Reports && !page.About.Gone {
		page.Again = c.page.To.Report(n.Subject)
	}
	c.page.Title = c.words.T("report.case_title", "number", n.ID, "subject", page.Heading)
	c.page.Description = c.words.T("report.case_summary", "number", n.ID, "outcome", page.Outcome)
	c.page.NoIndex = n.Status == doubt.StatusOpen || n.Status == doubt.StatusSpam
	page.Page = c.page
	return page
}

func (c *call) steps(n doubt.Notice) []Step {
	received := Step{
		Date: c.day(n.ReceivedAt), ISO: n.ReceivedAt.In(c.zone).Format("2006-01-02"), Title: c.words.T("report.step_received"),
		Said: n.Text, Document: n.Document,
	}
	if n.Status == doubt.StatusOpen {
		return []Step{received, {Title: c.words.T("report.step_waiting"), Note: c.words.T("report.step_waiting_note")}}
	}
	answered := Step{
		Date: c.day(n.AnsweredAt), ISO: n.AnsweredAt.In(c.zone).Format("2006-01-02"), Title: c.words.T("report.step_answered"),
		Note: c.words.T("report_outcome_note." + string(n.Status)),
	}
	return []Step{received, answered}
}

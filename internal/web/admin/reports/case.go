package reports

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// The fields of an answer.
const (
	fieldOutcome = "issue"
	fieldReason  = "motif"
	fieldFrench  = "reponse_fr"
	fieldEnglish = "reponse_en"
	fieldQuoted  = "citer"
)

// Case is one report as staff see it.
type Case struct {
	admin.Frame
	Report    doubt.Case
	About     view.Subject
	Kind      string
	Received  string
	Language  string
	Alike     string // address of the reports about the same subject
	Public    string // its public page
	Closed    string // outcome, who and when, "" while open
	Reason    string
	Ways      []admin.Crumb // entry forms that an accepted report leads to
	Proposals []admin.Crumb // what it led to
	Form      *form.Form    // nil where the person cannot answer
	Action    string
}

func (p *Pages) show(asked *admin.Call) (admin.Answer, error) {
	c, report, err := p.open(asked)
	if err != nil {
		return admin.Answer{}, err
	}
	page, err := c.casePage(report)
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/doubt", page), nil
}

func (p *Pages) open(asked *admin.Call) (*call, doubt.Case, error) {
	id, err := asked.Number("id")
	if err != nil {
		return nil, doubt.Case{}, err
	}
	report, err := p.editorial.Doubt(asked, asked.Actor, int64(id))
	return p.begin(asked), report, err
}

func (c *call) casePage(report doubt.Case) (Case, error) {
	frame, err := c.Begin("reports", "report.case_crumb", "number", report.ID)
	if err != nil {
		return Case{}, err
	}
	frame.Crumbs = []admin.Crumb{{Label: c.Words.T("desk.nav_reports"), Href: paths.Reports}, {Label: frame.Title}}
	page := Case{
		Frame: frame, Report: report, About: c.tell.Subject(report.Subject), Kind: c.Words.T("report.kind_" + string(report.Kind)),
		Received: c.Moment(report.ReceivedAt), Language: c.Words.T("doubts.lang_" + report.Lang), Alike: subjectHref(report.Subject),
		Public: c.tell.To.ReportCase(report.ID), Action: paths.AnswerReport.Of(report.ID),
	}
	live, err := c.pages.editorial.Live(c)
	if err != nil {
		return Case{}, err
	}
	if report.Status == doubt.StatusOpen {
		if c.Actor.MayOn(desk.AnswerDoubt, editorial.DoubtTarget(live, report.Subject)) {
			page.Form = c.answerForm()
		}
		return page, nil
	}
	page.Closed = c.Words.T("doubts.closed", "outcome", c.Words.T("report_outcome."+string(report.Status)), "by", report.AnsweredBy, "moment", c.Moment(report.AnsweredAt))
	if report.Reason != "" {
		page.Reason = c.Words.T("report_reason." + string(report.Reason))
	}
	if report.Status == doubt.StatusAccepted {
		page.Ways = c.ways(live, report)
		err = c.proposals(&page, report)
	}
	return page, err
}

func (c *call) answerForm() *form.Form {
	reasons := []form.Option{{Label: c.Words.T("doubts.no_reason")}}
	for _, r := range doubt.Reasons() {
		reasons = append(reasons, form.Option{Value: string(r), Label: c.Words.T("report_reason." + string(r))})
	}
	return &form.Form{Fields: []form.Field{
		{Name: fieldOutcome, Kind: form.Radios, Label: c.Words.T("doubts.ask_outcome"), Options: []form.Option{
			{Value: string(doubt.StatusAccepted), Label: c.Words.T("report_outcome.accepted"), Hint: c.Words.T("doubts.accepted_hint")},
			{Value: string(doubt.StatusRefused), Label: c.Words.T("report_outcome.refused"), Hint: c.Words.T("doubts.refused_hint")},
		}},
		{Name: fieldReason, Kind: form.Select, Label: c.Words.T("doubts.ask_reason"), Options: reasons},
		{Name: fieldFrench, Kind: form.Area, Rows: 4, Lang: "fr", Label: c.Words.T("doubts.ask_fr"), Hint: c.Words.T("doubts.words_hint")},
		{Name: fieldEnglish, Kind: form.Area, Rows: 4, Lang: "en", Label: c.Words.T("doubts.ask_en")},
		{Name: fieldQuoted, Kind: form.Checkboxes, Label: c.Words.T("doubts.ask_quoted"), Options: []form.Option{
			{Value: yes, Label: c.Words.T("doubts.quote"), Hint: c.Words.T("doubts.quote_hint")},
		}},
	}}
}

// proposals lists what an accepted report led to, as far as the person may see it.
func (c *call) proposals(page *Case, report doubt.Case) error {
	found, err := c.pages.editorial.Proposals(c, c.Actor, desk.Filter{Case: report.ID})
	if err != nil {
		return err
	}
	for _, p := range found {
		label := c.Words.T("doubts.proposal", "number", p.ID, "status", c.Words.T("review.status."+string(p.Status)))
		page.Proposals = append(page.Proposals, admin.Crumb{Label: label, Href: paths.Proposal.Of(p.ID)})
	}
	return nil
}

// ways lists the entry forms in which an accepted report becomes a proposal.
func (c *call) ways(live segur.Dataset, report doubt.Case) []admin.Crumb {
	var ways []admin.Crumb
	add := func(label string, kind desk.Kind, form string, query url.Values) {
		query.Set("signalement", strconv.FormatInt(report.ID, 10))
		if href := c.Entry(kind, form); href != "" {
			ways = append(ways, admin.Crumb{Label: label, Href: href + "?" + query.Encode()})
		}
	}
	about := report.Subject
	switch {
	case about.Measure > 0:
		for _, year := range c.years(about) {
			add(c.Words.T("doubts.way_state", "year", year), desk.KindState, paths.State.Of(about.Measure, year), url.Values{})
		}
	case about.Indicator != "":
		if v := reported(live, about); v != nil {
			add(c.Words.T("doubts.way_replace"), desk.KindValue, paths.Figure.Of(about.Indicator, paths.Replace), url.Values{"sur": {v.RowKey()}})
		}
		place := url.Values{}
		if about.Period != "" {
			place = url.Values{"periode": {about.Period}, "territoire": {about.Territory}}
		}
		add(c.Words.T("doubts.way_add"), desk.KindValue, paths.Figure.Of(about.Indicator, paths.Add), place)
	}
	return ways
}

// years lists the years whose state a report may correct: its own, else all.
func (c *call) years(about doubt.Subject) []int {
	if about.Year > 0 {
		return []int{about.Year}
	}
	return c.Catalog.Years()
}

// reported finds the published figure that a report is about, nil for none.
func reported(d segur.Dataset, about doubt.Subject) *segur.Value {
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool {
		return v.Indicator == about.Indicator && v.Territory == about.Territory && v.Period.String() == about.Period && v.Reference
	})
	if i < 0 {
		return nil
	}
	return &d.Values[i]
}

func (p *Pages) answer(asked *admin.Call) (admin.Answer, error) {
	c, report, err := p.open(asked)
	if err != nil {
		return admin.Answer{}, err
	}
	version, err := strconv.Atoi(c.Form.Get("version"))
	if err != nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	closed, err := p.editorial.AnswerDoubt(c, c.Actor, desk.Ref{ID: report.ID, Version: version}, editorial.DoubtAnswer{
		Status: doubt.Status(c.Form.Get(fieldOutcome)), Reason: doubt.Reason(c.Form.Get(fieldReason)),
		Words:  segur.Text{FR: c.Form.Get(fieldFrench), EN: c.Form.Get(fieldEnglish)},
		Quoted: c.Form.Get(fieldQuoted) == yes,
	})
	if err != nil {
		return c.refused(report, err)
	}
	c.Say("doubts.said_answered", "number", strconv.FormatInt(closed.ID, 10))
	return c.onwards(closed)
}

// onwards leads from an accepted report to the form of its correction where there is one only.
func (c *call) onwards(closed doubt.Case) (admin.Answer, error) {
	live, err := c.pages.editorial.Live(c)
	if err != nil {
		return admin.Answer{}, err
	}
	if ways := c.ways(live, closed); closed.Status == doubt.StatusAccepted && len(ways) > 0 && (len(ways) == 1 || closed.Subject.Period != "") {
		first := ways[0]
		if closed.Kind == doubt.KindDocument {
			first = ways[len(ways)-1] // a document brings a figure of its own
		}
		return admin.SeeOther(first.Href), nil
	}
	return admin.SeeOther(paths.Report.Of(closed.ID)), nil
}

// refused shows the form again where what was typed is at fault.
func (c *call) refused(report doubt.Case, failed error) (admin.Answer, error) {
	field := map[string]string{
		refusal.Status: fieldOutcome, refusal.Catalogue: fieldReason,
		refusal.Answer: fieldFrench, refusal.AnswerEN: fieldEnglish,
	}
	at := refusal.Field(failed)
	if segur.ErrorCode(failed) != segur.CodeInvalid || field[at] == "" {
		return admin.Answer{}, failed
	}
	page, err := c.casePage(report)
	if err != nil || page.Form == nil {
		return admin.Answer{}, errors.Join(failed, err)
	}
	page.Form.Fill(c.Form)
	message := c.Word(failed)
	if at == refusal.Status {
		message = c.Words.T("doubts.no_outcome")
	}
	page.Form.Refuse(field[at], message)
	page.Errors = page.Form.Errors
	return admin.Answer{Status: http.StatusUnprocessableEntity, Template: "admin/doubt", Data: page}, err
}

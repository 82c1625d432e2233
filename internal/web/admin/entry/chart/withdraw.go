package chart

import (
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// fieldWhy is why a chart is withdrawn, for readers.
const fieldWhy = "raison"

// withdrawal answers the form that withdraws a chart, words the reason anew or brings it back.
func (p *Pages) withdrawal(s *sheet.Sheet, name string) (admin.Answer, error) {
	of, err := about(s, name, segur.TextWithdrawn(name))
	if err != nil {
		return admin.Answer{}, err
	}
	title := "entry.chart_withdraw"
	if of.isGone {
		title = "entry.chart_withdrawn_title"
	}
	page, err := of.start(s, title)
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Lede, page.Warn = withdrawalPath(name), s.T("entry.chart_withdraw_lede"), !of.isGone
	if of.isGone {
		page.Lede = s.T("entry.chart_withdrawn_lede")
		page.Facts = []sheet.Fact{{
			Label: s.T("entry.chart_withdrawn"),
			Text:  s.T("entry.chart_withdrawn_since", "date", s.Day(of.gone.On.PublishedAt), "number", of.gone.On.Number),
		}}
	}
	s.AskBoth(fieldWhy, 3, of.published(), of.shown)
	s.AtMost(fieldWhy, segur.LongestWithdrawn)
	s.AskReason()
	page.Sections = []sheet.Section{{Title: s.T("entry.chart_why"), Questions: []string{fieldWhy + "_fr", fieldWhy + "_en"}}}
	elsewhere(s, page, of)
	return s.Finish(page, page.Action, func() sheet.Outcome { return readWithdrawal(s, of) })
}

func readWithdrawal(s *sheet.Sheet, of subject) sheet.Outcome {
	o := sheet.Outcome{Fields: fieldsOf(fieldWhy)}
	text := read(s, fieldWhy, segur.LongestWithdrawn)
	if text == (segur.Text{}) && !of.isGone && s.Submitting() {
		s.Require(fieldWhy + "_fr")
		s.Require(fieldWhy + "_en")
	}
	bothOrNone(s, fieldWhy, text, "entry.chart_both")
	if !s.Asked.Refused() {
		o.Changes, o.Err = edit.Text(s.Base, segur.SiteText{ID: of.id, Text: text})
	}
	return o
}

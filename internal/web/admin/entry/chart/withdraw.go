package chart

import (
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// fieldWhy is why a chart is withdrawn, for readers.
const fieldWhy = "raison"

// withdrawalForm withdraws a chart, words the reason anew or brings the chart back.
type withdrawalForm struct {
	subject
}

func withdrawalOf(name string) *withdrawalForm {
	return &withdrawalForm{subject{name: name, id: segur.TextWithdrawn(name)}}
}

// Ask asks why, for readers.
func (f *withdrawalForm) Ask(r *driver.Request, q *driver.Questions) error {
	page, words := q.Page, r.Words
	title, lede := "entry.chart_withdraw", "entry.chart_withdraw_lede"
	if f.isGone {
		title, lede = "entry.chart_withdrawn_title", "entry.chart_withdrawn_lede"
		page.Facts = []driver.Fact{{
			Label: words.T("entry.chart_withdrawn"),
			Text:  words.T("entry.chart_withdrawn_since", "date", words.Day(f.gone.On.PublishedAt), "number", f.gone.On.Number),
		}}
	}
	page.Action, page.Lede, page.Warn = paths.WithdrawChart.Of(f.name), words.T(lede), !f.isGone
	q.Start = page.Action
	q.AskBoth(fieldWhy, 3, f.published(), f.shown)
	q.AtMost(fieldWhy, segur.LongestWithdrawn)
	f.begin(r, q, title, fieldWhy)
	page.Sections = []driver.Section{{Title: words.T("entry.chart_why"), Questions: []string{fieldWhy + "_fr", fieldWhy + "_en"}}}
	f.elsewhere(r, page)
	return nil
}

// Read takes the reason in both languages; none brings a chart back.
func (f *withdrawalForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	text := read(a, fieldWhy, segur.LongestWithdrawn)
	if text == (segur.Text{}) && !f.isGone && r.Submitting {
		a.Require(fieldWhy + "_fr")
		a.Require(fieldWhy + "_en")
	}
	bothOrNone(r, a, fieldWhy, text, "entry.chart_both")
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Text(r.Base, segur.SiteText{ID: f.id, Text: text})
}

package entry

import (
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// fieldText is the message shown on top of every public page.
const fieldText = "message"

// Bounds of the message: it stands above everything else.
const (
	longestMessage = 400
	mostLines      = 6
)

func (p *Pages) banner(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindText)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerBanner(s)
}

func bannerOf(d segur.Dataset) segur.Text {
	if t := find(d.Texts, func(t segur.SiteText) bool { return t.ID == segur.TextBanner }); t != nil {
		return t.Text
	}
	return segur.Text{}
}

func (p *Pages) answerBanner(s *sheet.Sheet) (admin.Answer, error) {
	if err := s.Allow(country()); err != nil {
		return admin.Answer{}, err
	}
	live := bannerOf(s.Live)
	shown, ok := proposed(s, func(c segur.ChangeSet) segur.Changes[segur.SiteText] { return c.Texts })
	if !ok && s.Proposal == nil {
		shown.Text = live
	}
	page, err := s.Start("entry.banner_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Lede = sheet.Root+"/bandeau", s.T("entry.banner_lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: page.Title})
	s.AskBoth(fieldText, 3, published(live != segur.Text{}, live), shown.Text)
	s.AtMost(fieldText, longestMessage)
	s.AskReason()
	page.Sections = []sheet.Section{{
		Questions: []string{fieldText + "_fr", fieldText + "_en"},
		Button:    &sheet.Button{Do: "apercu", Label: s.T("entry.preview"), To: page.Action + "#apercu"},
	}}
	page.Preview = preview(s, shown.Text)
	if s.Answering() {
		page.Preview = preview(s, segur.Text{FR: s.Call.Form.Get(fieldText + "_fr"), EN: s.Call.Form.Get(fieldText + "_en")})
	}
	return s.Finish(page, sheet.Root+"/bandeau", func() sheet.Outcome { return readBanner(s) })
}

// preview sets the message as readers will see it.
func preview(s *sheet.Sheet, text segur.Text) []sheet.Preview {
	var out []sheet.Preview
	for _, lang := range locale.Langs() {
		var lines []string
		for line := range strings.Lines(text.In(string(lang))) {
			if line = strings.TrimSpace(line); line != "" && len(lines) < mostLines {
				lines = append(lines, locale.Typography(lang, line))
			}
		}
		if len(lines) > 0 {
			out = append(out, sheet.Preview{Lang: string(lang), Label: s.T("entry.lang." + string(lang)), Lines: lines})
		}
	}
	return out
}

func readBanner(s *sheet.Sheet) sheet.Outcome {
	o := sheet.Outcome{Fields: sheet.Columns{segur.TableTexts: {"text_fr": fieldText + "_fr", "text_en": fieldText + "_en"}}}
	text := segur.Text{FR: s.ReadOptional(fieldText + "_fr"), EN: s.ReadOptional(fieldText + "_en")}
	for _, lang := range locale.Langs() {
		field, written := fieldText+"_"+string(lang), text.In(string(lang))
		switch {
		case written == "" && text != (segur.Text{}) && s.Submitting():
			s.Refuse(field, "entry.banner_both")
		case strings.Count(written, "\n") >= mostLines:
			s.Refuse(field, "entry.banner_lines", "count", mostLines)
		}
	}
	if !s.Asked.Refused() {
		o.Changes, o.Err = edit.Text(s.Base, segur.SiteText{ID: segur.TextBanner, Text: text})
	}
	return o
}

package entry

import (
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// fieldText is the message shown on top of every public page.
const fieldText = "message"

// Bounds of the message: it stands above everything else.
const (
	longestMessage = 400
	mostLines      = 6
)

// bannerForm writes the message on top of every public page.
type bannerForm struct{}

// Allow refuses those who may write of some measures or regions only.
func (bannerForm) Allow(*driver.Request) ([]desk.Target, error) { return []desk.Target{country()}, nil }

// Ask asks for the message and shows it as readers will see it.
func (bannerForm) Ask(r *driver.Request, q *driver.Questions) error {
	live := bannerOf(r.Live)
	shown, ok := proposed(r, func(c segur.ChangeSet) segur.Changes[segur.SiteText] { return c.Texts })
	if !ok && r.Proposal == nil {
		shown.Text = live
	}
	page, words := q.Page, r.Words
	page.Title, page.Lede = words.T("entry.banner_title"), words.T("entry.banner_lede")
	page.Action, q.Start = paths.Banner, paths.Banner
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: page.Title})
	q.AskBoth(fieldText, 3, published(live != segur.Text{}, live), shown.Text)
	q.AtMost(fieldText, longestMessage)
	q.Hold(driver.Columns{segur.TableTexts: {"text_fr": fieldText + "_fr", "text_en": fieldText + "_en"}})
	page.Sections = []driver.Section{{
		Questions: []string{fieldText + "_fr", fieldText + "_en"},
		Button:    &driver.Button{Do: "apercu", Label: words.T("entry.preview"), To: page.Action + "#apercu"},
	}}
	if r.Answering {
		shown.Text = segur.Text{FR: r.Call.Form.Get(fieldText + "_fr"), EN: r.Call.Form.Get(fieldText + "_en")}
	}
	page.Preview = preview(words, shown.Text)
	return nil
}

func bannerOf(d segur.Dataset) segur.Text {
	if t := find(d.Texts, func(t segur.SiteText) bool { return t.ID == segur.TextBanner }); t != nil {
		return t.Text
	}
	return segur.Text{}
}

// preview sets the message as readers will see it.
func preview(words *driver.Words, text segur.Text) []driver.Preview {
	var out []driver.Preview
	for _, lang := range locale.Langs() {
		var lines []string
		for line := range strings.Lines(text.In(string(lang))) {
			if line = strings.TrimSpace(line); line != "" && len(lines) < mostLines {
				lines = append(lines, locale.Typography(lang, line))
			}
		}
		if len(lines) > 0 {
			out = append(out, driver.Preview{Lang: string(lang), Label: words.T("entry.lang." + string(lang)), Lines: lines})
		}
	}
	return out
}

// Read takes the message in both languages, or none.
func (bannerForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	text := segur.Text{FR: a.Optional(fieldText + "_fr"), EN: a.Optional(fieldText + "_en")}
	for _, lang := range locale.Langs() {
		field, written := fieldText+"_"+string(lang), text.In(string(lang))
		switch {
		case written == "" && text != (segur.Text{}) && r.Submitting:
			a.Refuse(field, "entry.banner_both")
		case strings.Count(written, "\n") >= mostLines:
			a.Refuse(field, "entry.banner_lines", "count", mostLines)
		}
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Text(r.Base, segur.SiteText{ID: segur.TextBanner, Text: text})
}

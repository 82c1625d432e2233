package chart

import (
	"slices"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// fieldAlt is the text that stands in for the picture.
const fieldAlt = "texte"

// doTake puts the generated text of a language, which follows, into its box.
const doTake = "reprendre_"

// alt answers the form of a chart's text alternative.
func (p *Pages) alt(s *sheet.Sheet, name string) (admin.Answer, error) {
	of, err := about(s, name, segur.TextAlt(name))
	if err != nil {
		return admin.Answer{}, err
	}
	generated := map[locale.Lang]chart.Figure{}
	for _, lang := range locale.Langs() {
		if generated[lang], err = chart.Make(s.Catalog.WithoutText(of.id), name, p.course.Words.For(lang)); err != nil {
			return admin.Answer{}, err
		}
	}
	page, err := of.start(s, "entry.alt_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Lede = Path(name), s.T("entry.alt_lede")
	if page.Caution, err = p.aged(s, of); err != nil {
		return admin.Answer{}, err
	}
	s.AskBoth(fieldAlt, 6, of.published(), of.shown)
	s.AtMost(fieldAlt, segur.LongestAlt)
	s.AskReason()
	for _, lang := range locale.Langs() {
		page.Sections = append(page.Sections, sheet.Section{
			Title:     s.T("entry.alt_lang." + string(lang)),
			Quote:     &sheet.Quote{Label: s.T("entry.alt_generated"), Text: generated[lang].Alt.String(), Lang: string(lang)},
			Questions: []string{fieldAlt + "_" + string(lang)},
			Button:    &sheet.Button{Do: doTake + string(lang), Label: s.T("entry.alt_take"), To: page.Action + "#f-" + fieldAlt + "_" + string(lang)},
		})
		if s.Answering() && s.Does() == doTake+string(lang) {
			s.Call.Form.Set(fieldAlt+"_"+string(lang), generated[lang].Alt.String())
		}
	}
	elsewhere(s, page, of)
	return s.Finish(page, page.Action, func() sheet.Outcome { return readAlt(s, of, generated) })
}

// aged warns that the figures are no longer those that the text was published with.
func (p *Pages) aged(s *sheet.Sheet, of subject) (string, error) {
	found, err := p.outdated(s)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(found, func(o effect.Outdated) bool { return o.Chart == of.name })
	if i < 0 {
		return "", nil
	}
	return s.T("entry.alt_aged", "date", s.Day(found[i].Since.PublishedAt)), nil
}

// elsewhere links what else concerns the chart.
func elsewhere(s *sheet.Sheet, page *sheet.Page, of subject) {
	withdraw := admin.Crumb{Label: s.T("entry.chart_withdraw"), Href: withdrawalPath(of.name)}
	if of.isGone {
		withdraw.Label = s.T("entry.chart_bring_back")
	}
	if of.id != segur.TextAlt(of.name) {
		withdraw = admin.Crumb{Label: s.T("entry.alt_title"), Href: Path(of.name)}
	}
	page.Elsewhere = append(page.Elsewhere, withdraw)
	if code, ok := segur.ChartIndicator(of.name); ok {
		page.Elsewhere = append(page.Elsewhere, admin.Crumb{Label: s.T("entry.chart_indicator"), Href: page.To.Indicator(code)})
		if s.Actor.Holds(desk.ProposeValue) {
			page.Elsewhere = append(page.Elsewhere, admin.Crumb{Label: s.T("entry.chart_figures"), Href: sheet.Root + "/valeur/" + code})
		}
	}
}

func readAlt(s *sheet.Sheet, of subject, generated map[locale.Lang]chart.Figure) sheet.Outcome {
	o := sheet.Outcome{Fields: fieldsOf(fieldAlt)}
	text := read(s, fieldAlt, segur.LongestAlt)
	bothOrNone(s, fieldAlt, text, "entry.alt_both")
	if s.Asked.Refused() {
		return o
	}
	for _, lang := range locale.Langs() {
		if strange := strangers(text.In(string(lang)), lang, generated[lang]); len(strange) > 0 {
			s.Doubts(sheet.Doubt{
				Token: "nombres " + string(lang) + " " + s.French().List(strange),
				Text:  s.T("entry.alt_numbers_"+string(lang), "count", len(strange), "list", s.Words.List(strange)),
			})
		}
	}
	o.Changes, o.Err = edit.Text(s.Base, segur.SiteText{ID: of.id, Text: text})
	return o
}

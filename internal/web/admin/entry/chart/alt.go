package chart

import (
	"slices"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// fieldAlt is the text that stands in for the picture.
const fieldAlt = "texte"

// doTake puts the generated text of a language, which follows, into its box.
const doTake = "reprendre_"

// altForm writes the text that stands in for the picture of a chart.
type altForm struct {
	subject
	pages     *Pages
	generated map[locale.Lang]chart.Chart // what stands there while nobody writes
}

func (p *Pages) altOf(name string) *altForm {
	return &altForm{subject: subject{name: name, id: segur.TextAlt(name)}, pages: p, generated: map[locale.Lang]chart.Chart{}}
}

// Ask asks for the text in both languages, below the generated one.
func (f *altForm) Ask(r *driver.Request, q *driver.Questions) (err error) {
	page, words := q.Page, r.Words
	page.Action, page.Lede, q.Start = paths.Chart.Of(f.name), words.T("entry.alt_lede"), paths.Chart.Of(f.name)
	if page.Caution, err = f.aged(r); err != nil {
		return err
	}
	q.AskBoth(fieldAlt, 6, f.published(), f.shown)
	q.AtMost(fieldAlt, segur.LongestAlt)
	f.begin(r, q, "entry.alt_title", fieldAlt)
	for _, lang := range locale.Langs() {
		f.generated[lang], err = chart.Make(r.Call.Catalog.WithoutText(f.id), f.name, r.Call.Words.In(lang))
		if err != nil {
			return err
		}
		page.Sections = append(page.Sections, driver.Section{
			Title:     words.T("entry.alt_lang." + string(lang)),
			Quote:     &driver.Quote{Label: words.T("entry.alt_generated"), Text: f.generated[lang].Alt.String(), Lang: string(lang)},
			Questions: []string{fieldAlt + "_" + string(lang)},
			Button:    &driver.Button{Do: doTake + string(lang), Label: words.T("entry.alt_take"), To: page.Action + "#f-" + fieldAlt + "_" + string(lang)},
		})
	}
	f.elsewhere(r, page)
	return nil
}

// aged warns that the figures are no longer those that the text was published with.
func (f *altForm) aged(r *driver.Request) (string, error) {
	found, err := f.pages.outdated(r)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(found, func(o effect.Outdated) bool { return o.Chart == f.name })
	if i < 0 {
		return "", nil
	}
	return r.Words.T("entry.alt_aged", "date", r.Words.Day(found[i].Since.PublishedAt)), nil
}

// Fill takes the generated text over where that was asked for.
func (f *altForm) Fill(r *driver.Request, a *driver.Answers) (notice string, ok bool) {
	for _, lang := range locale.Langs() {
		if r.Button == doTake+string(lang) {
			a.Field(fieldAlt + "_" + string(lang)).Values = driver.One(f.generated[lang].Alt.String())
			return "", true
		}
	}
	return "", false
}

// Read takes the text, and doubts numbers that the chart does not hold.
func (f *altForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	text := read(a, fieldAlt, segur.LongestAlt)
	bothOrNone(r, a, fieldAlt, text, "entry.alt_both")
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	for _, lang := range locale.Langs() {
		if strange := strangers(text.In(string(lang)), lang, f.generated[lang]); len(strange) > 0 {
			a.Doubt("nombres "+string(lang)+" "+r.Words.French.List(strange),
				r.Words.T("entry.alt_numbers_"+string(lang), "count", len(strange), "list", r.Words.Localizer.List(strange)))
		}
	}
	return edit.Text(r.Base, segur.SiteText{ID: f.id, Text: text})
}

// elsewhere links what else concerns the chart.
func (of *subject) elsewhere(r *driver.Request, page *driver.Page) {
	withdraw := admin.Crumb{Label: r.Words.T("entry.chart_withdraw"), Href: paths.WithdrawChart.Of(of.name)}
	if of.isGone {
		withdraw.Label = r.Words.T("entry.chart_bring_back")
	}
	if of.id != segur.TextAlt(of.name) {
		withdraw = admin.Crumb{Label: r.Words.T("entry.alt_title"), Href: paths.Chart.Of(of.name)}
	}
	page.Elsewhere = append(page.Elsewhere, withdraw)
	if code, ok := segur.ChartIndicator(of.name); ok {
		page.Elsewhere = append(page.Elsewhere, admin.Crumb{Label: r.Words.T("entry.chart_indicator"), Href: page.To.Indicator(code)})
		if r.Call.Actor.Holds(desk.ProposeValue) {
			page.Elsewhere = append(page.Elsewhere, admin.Crumb{Label: r.Words.T("entry.chart_figures"), Href: paths.Figures.Of(code)})
		}
	}
}

package pages

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// filters returns every combination of pillar, state, year and reading, and some of them with words.
func filters() []view.Filter {
	var all []view.Filter
	words := []string{"hopital", "l'hôpital", "coeur", "CPTS", "zzzz", "a&b=c #%+ é\"<"}
	pillars := []int{0}
	for _, p := range site.Catalog().Pillars() {
		pillars = append(pillars, p.Number)
	}
	states := []string{""}
	for _, s := range segur.Standings() {
		states = append(states, s.Slug())
	}
	for _, pillar := range pillars {
		for _, state := range states {
			for _, year := range append([]int{0}, site.Catalog().Years()...) {
				f := view.Filter{Pillar: pillar, State: state, Year: year}
				if all = append(all, f); len(all)%4 == 0 {
					f.Text = words[len(all)/4%len(words)]
					all = append(all, f)
				}
				if f.Text = ""; year != 0 && year != site.Catalog().LastYear() {
					f.Reading = segur.LastKnown
					all = append(all, f)
				}
			}
		}
	}
	return all
}

func query(f view.Filter) catalog.MeasureQuery {
	q := catalog.MeasureQuery{Pillar: f.Pillar, Year: f.Year, Text: f.Text, Reading: segur.ByYear}
	if f.Year == 0 || f.Reading == segur.LastKnown {
		q.Reading = segur.LastKnown
	}
	if state, ok := segur.ParseStanding(f.State); ok && f.State != "" {
		q.State = &state
	}
	return q
}

func TestFiltersFindWhatTheCatalogFinds(t *testing.T) {
	byPath := map[string]view.Filter{}
	var paths []string
	for i, f := range filters() {
		path := view.Links{Lang: locale.Langs()[i%2]}.Measures(f)
		byPath[path] = f
		paths = append(paths, path)
	}
	visit(t, paths, func(p *page) {
		f := byPath[p.Path]
		found := site.Catalog().FindMeasures(query(f))
		p.checkFound(found)
		p.checkForm(f)
		p.checkChips(f)
		if canonical := local(p.Find(`link[rel="canonical"]`).AttrOr("href", "")); canonical != p.Path && f.Text == "" {
			p.fault("canonical address %s", canonical)
		}
	})
}

func (p *page) checkFound(found []*catalog.Measure) {
	var want, got []string
	for _, m := range found {
		want = append(want, strconv.Itoa(m.Number))
	}
	p.find("li.seg-list__item .seg-list__no", func(s *goquery.Selection) { got = append(got, s.Text()) })
	if strings.Join(got, " ") != strings.Join(want, " ") {
		p.fault("lists %v instead of %v", got, want)
	}
	l := p.words()
	phrase := l.Phrase("measures.found", "count", len(found),
		"n", sentence.Count(l, len(found)), "total", sentence.Count(l, len(site.Catalog().Measures())))
	if said := testkit.Words(p.Find("#resultat")); said != phrase.String() {
		p.fault("says %q instead of %q", said, phrase)
	}
}

func (p *page) checkForm(f view.Filter) {
	year := f.Year
	if year == 0 {
		year = site.Catalog().LastYear()
	}
	for name, want := range map[string]string{"pilier": strconv.Itoa(f.Pillar), "etat": f.State, "annee": strconv.Itoa(year)} {
		chosen := p.Find(`form.seg-filter select[name="` + name + `"] option[selected]`)
		if got := chosen.AttrOr("value", ""); got != want && want != "0" || chosen.Length() > 1 {
			p.fault("the form has %s = %q instead of %q", name, got, want)
		}
	}
	if got := p.Find(`form.seg-filter input[name="q"]`).AttrOr("value", ""); got != f.Text {
		p.fault("the form has q = %q instead of %q", got, f.Text)
	}
}

// checkChips holds that each part of the filter can be dropped alone and all together.
func (p *page) checkChips(f view.Filter) {
	to := view.Links{Lang: locale.Lang(p.lang)}
	var want []string
	drop := func(set bool, without view.Filter) {
		if set {
			want = append(want, to.Measures(without))
		}
	}
	drop(f.Pillar != 0, view.Filter{State: f.State, Year: f.Year, Reading: f.Reading, Text: f.Text})
	drop(f.State != "", view.Filter{Pillar: f.Pillar, Year: f.Year, Reading: f.Reading, Text: f.Text})
	drop(f.Year != 0, view.Filter{Pillar: f.Pillar, State: f.State, Text: f.Text})
	drop(f.Text != "", view.Filter{Pillar: f.Pillar, State: f.State, Year: f.Year, Reading: f.Reading})
	if len(want) > 0 {
		want = append(want, to.Section("measures"))
	}
	var got []string
	p.find("ul.seg-chips a", func(s *goquery.Selection) { got = append(got, s.AttrOr("href", "")) })
	if strings.Join(got, " ") != strings.Join(want, " ") {
		p.fault("the chips lead to %v instead of %v", got, want)
	}
}

func TestSearchForgivesAccentsAndCase(t *testing.T) {
	for _, pair := range [][2]string{{"hopital", "Hôpital"}, {"COEUR", "cœur"}, {"l'hopital", "l’hôpital"}, {"sante  mentale", "Santé mentale"}} {
		var answers []string
		for _, text := range pair {
			doc := docAt(t, "/mesures?q="+url.QueryEscape(text))
			answers = append(answers, doc.Find(".seg-list__no").Text())
		}
		if answers[0] != answers[1] || answers[0] == "" && pair[0] != "COEUR" {
			t.Errorf("%q finds %q and %q finds %q", pair[0], answers[0], pair[1], answers[1])
		}
	}
}

func TestIndicatorSearch(t *testing.T) {
	for _, text := range []string{"", "lits", "médecins", "msp", "zzzz"} {
		for _, lang := range locale.Langs() {
			path := view.Links{Lang: lang}.Section("indicators") + "?q=" + url.QueryEscape(text)
			doc, found := docAt(t, path), site.Catalog().FindIndicators(text)
			if rows := doc.Find("table.seg-lines tbody tr").Length(); rows != len(found) {
				t.Errorf("%s lists %d indicators instead of %d", path, rows, len(found))
			}
			if said := number(doc.Find("#liste")); said != len(found) {
				t.Errorf("%s says %d instead of %d", path, said, len(found))
			}
		}
	}
}

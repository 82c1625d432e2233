package pages

import (
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Every document stands once on the pages of the list, with its uses; alone under the address that
// links give it; and, on the first page, under the bare name that addresses of before point to.
func TestEverySourceSaysWhereItIsUsed(t *testing.T) {
	for _, lang := range locale.Langs() {
		to, listed := view.Links{Lang: lang}, map[string]int{}
		for address := to.Section("sources"); address != ""; {
			doc := docAt(t, address)
			entries := doc.Find("ol.seg-bibliography > li")
			entries.Each(func(_ int, s *goquery.Selection) { listed[s.AttrOr("id", "")]++ })
			if n := entries.Length(); n == 0 || n > 40 {
				t.Errorf("%s lists %d documents", address, n)
			}
			address = doc.Find(`a[rel="next"]`).AttrOr("href", "")
		}
		first := docAt(t, to.Section("sources"))
		for _, s := range site.Catalog().Sources() {
			if listed[s.ID] != 1 {
				t.Errorf("%s is listed %d times", s.ID, listed[s.ID])
			}
			if n := first.Find(`[id="` + s.ID + `"]`).Length(); n != 1 {
				t.Errorf("%s#%s lands on %d places", to.Section("sources"), s.ID, n)
			}
		}
		if len(listed) != len(site.Catalog().Sources()) {
			t.Errorf("%d documents are listed", len(listed))
		}
	}
	var alone []string
	for _, s := range site.Catalog().Sources() {
		address, _, _ := strings.Cut(view.Links{Lang: locale.FR}.Source(s.ID), "#")
		alone = append(alone, address)
	}
	visit(t, alone, func(p *page) {
		entry := p.Find("ol.seg-bibliography > li")
		s := site.Catalog().Source(entry.AttrOr("id", ""))
		if s == nil || entry.Length() != 1 || !p.cites(entry, s.ID) {
			p.fault("%d documents, %q", entry.Length(), entry.AttrOr("id", ""))
			return
		}
		uses := len(s.Measures) + len(s.Indicators) + min(len(s.Events), 1) + min(s.Others, 1) + min(s.Searches, 1)
		if n := entry.Find("ul.seg-related > li:not(.seg-muted)").Length(); n != uses || n == 0 {
			p.fault("%s has %d uses instead of %d", s.ID, n, uses)
		}
	})
}

// Documents are found by words, kind and publisher; what is no choice is refused.
func TestSourcesAreFiltered(t *testing.T) {
	to := view.Links{Lang: locale.FR}
	for _, f := range []view.SourceFilter{{Text: "pluripro"}, {Text: "senat 2021"}, {Kind: "press"}, {Kind: "other_kind"}, {Kind: "press", Text: "segur", Page: 2}, {Text: "introuvable zzz"}} {
		found := site.Catalog().FindSources(catalog.SourceQuery{Text: f.Text, Kind: f.Kind, Publisher: f.Publisher})
		address := to.Sources(f)
		if f.Page > 1 && len(found) <= 40 {
			t.Fatalf("%s: only %d documents", address, len(found))
		}
		doc := docAt(t, address)
		from := max(f.Page-1, 0) * 40
		if n := doc.Find("ol.seg-bibliography > li").Length(); n != min(len(found)-from, 40) {
			t.Errorf("%s lists %d documents of %d", address, n, len(found))
		}
		if got := doc.Find("#liste data").First().AttrOr("value", ""); got != strconv.Itoa(len(found)) {
			t.Errorf("%s counts %s documents instead of %d", address, got, len(found))
		}
		if f.Page == 0 && f.Kind == "" && len(found) > 0 && len(found) == len(site.Catalog().Sources()) {
			t.Errorf("%s narrows nothing", address)
		}
	}
	publisher := site.Catalog().Sources()[0].PublisherSlug()
	docAt(t, to.Sources(view.SourceFilter{Publisher: publisher})).Find("ol.seg-bibliography > li").Each(func(_ int, s *goquery.Selection) {
		if got := site.Catalog().Source(s.AttrOr("id", "")).PublisherSlug(); got != publisher {
			t.Errorf("%s is of %s", s.AttrOr("id", ""), got)
		}
	})
	for path, status := range map[string]int{
		"/sources?genre=nope": 400, "/sources?editeur=nope": 400, "/sources?page=0": 404, "/sources?page=999": 404, "/sources?page=02": 404, "/sources?doc=nope": 404,
		"/indicateurs?filtre=nope": 400, "/indicateurs?pilier=9": 400, "/indicateurs?filtre=retard&pilier=2": 200,
	} {
		if got := site.Get(path).Status; got != status {
			t.Errorf("%s answers %d instead of %d", path, got, status)
		}
	}
}

// The list of indicators is folded by measure, each table has its name, and its filters show what
// they say.
func TestIndicatorsAreFoldedAndFiltered(t *testing.T) {
	c, to := site.Catalog(), view.Links{Lang: locale.FR}
	doc := docAt(t, to.Section("indicators"))
	if n := doc.Find("table.seg-lines tbody tr").Length(); n != len(c.Indicators()) {
		t.Errorf("%d indicators are listed of %d", n, len(c.Indicators()))
	}
	doc.Find("table").Each(func(i int, s *goquery.Selection) {
		if testkit.Words(s.Find("caption")) == "" {
			t.Errorf("table %d has no caption", i)
		}
	})
	if n := doc.Find("details[open]").Length(); n != 0 {
		t.Errorf("%d parts stand open", n)
	}
	for filter, shows := range map[string]func(*catalog.Indicator) bool{
		"objectif": func(i *catalog.Indicator) bool { return !i.Regional() && i.Main().Trajectory.Target != nil },
		"ecart": func(i *catalog.Indicator) bool {
			o := i.Main().Trajectory.Outcome
			return !i.Regional() && o != segur.TargetMet && o != segur.OnTrack && o != segur.NotAssessable
		},
		"retard": c.Late,
	} {
		want := map[string]bool{}
		for _, i := range c.Indicators() {
			if shows(i) {
				want[to.Indicator(i.Code)] = true
			}
		}
		doc, n := docAt(t, to.Section("indicators")+"?filtre="+filter), 0
		doc.Find("table.seg-lines tbody th > a").Each(func(_ int, s *goquery.Selection) {
			if n++; !want[s.AttrOr("href", "")] {
				t.Errorf("%s shows %s", filter, s.AttrOr("href", ""))
			}
		})
		if n != len(want) || n == 0 || n == len(c.Indicators()) {
			t.Errorf("%s shows %d indicators instead of %d", filter, n, len(want))
		}
	}
}

// Where nothing is aimed at nothing is said: no tag, no dash, and the word that was the loudest of
// the site is nowhere.
func TestSilenceWithoutATarget(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		doc := docAt(t, to.Section("indicators"))
		for _, i := range site.Catalog().Indicators() {
			row := doc.Find(`table.seg-lines a[href="` + to.Indicator(i.Code) + `"]`).Closest("tr")
			cell := strings.TrimSpace(row.Find("td.seg-lines__verdict").Text())
			if silent := i.Regional() || i.Main().Trajectory.Silent(); row.Length() != 1 || (cell == "") != silent {
				t.Errorf("%s: %q", i.Code, cell)
			}
		}
		for _, path := range []string{to.Home(), to.Section("indicators"), to.Chart("objectifs", chart.View{}, view.Style{})} {
			text := docAt(t, path).Text()
			for _, loud := range []string{"Non évaluable", "aucun objectif chiffré", "Cannot be judged", "no numerical target"} {
				if strings.Contains(text, loud) {
					t.Errorf("%s says %q", path, loud)
				}
			}
		}
	}
}

// The key figures and the pages of indicators say when the next figure is expected, as the catalog
// knows it, and what changed in the count is explained once a page.
func TestPagesSayWhenTheNextFigureIsExpected(t *testing.T) {
	c, l := site.Catalog(), site.Words.For(locale.FR)
	day := docAt(t, "/").Find(".seg-kicker time").First().Text()
	tiles := docAt(t, "/").Find(".seg-tile")
	late := 0
	for n, ind := range c.Headline() {
		said, isLate := sentence.Next(c, ind, day, l)
		if got := testkit.Words(tiles.Eq(n).Find(".seg-tile__next")); got != said {
			t.Errorf("%s: the tile says %q instead of %q", ind.Code, got, said)
		}
		if isLate {
			late++
		}
		doc := docAt(t, view.Links{Lang: locale.FR}.Indicator(ind.Code))
		if !strings.Contains(testkit.Words(doc.Find(".seg-facts")), said) {
			t.Errorf("%s: its page does not say %q", ind.Code, said)
		}
	}
	if late == 0 {
		t.Error("no key figure is late")
	}
	for _, m := range c.Measures() {
		text := docAt(t, view.Links{Lang: locale.FR}.Measure(m)).Text()
		if n := strings.Count(text, "recenseur") + strings.Count(text, l.Text("l'organisme qui compte, ou ce qu'il compte")); n > 1 {
			t.Errorf("measure %d explains %d times that the count changed", m.Number, n)
		}
	}
}

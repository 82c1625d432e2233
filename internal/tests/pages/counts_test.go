package pages

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// TestHomeCountsEveryMeasure holds, for every year, that key, bar and matrix of the home page
// are the catalog's and always account for all measures.
func TestHomeCountsEveryMeasure(t *testing.T) {
	var paths []string
	for _, lang := range locale.Langs() {
		paths = append(paths, view.Links{Lang: lang}.Home())
		for _, year := range site.Catalog().Years() {
			paths = append(paths, view.Links{Lang: lang}.Year(year))
		}
	}
	visit(t, paths, func(p *page) {
		year := site.Catalog().LastYear()
		if _, asked, ok := strings.Cut(p.Path, "annee="); ok {
			year, _ = strconv.Atoi(asked)
		}
		p.checkKey(year)
		p.checkBar(year)
		p.checkMatrix()
		if current := strings.TrimSpace(p.Find(`.seg-years__link[aria-current="true"]`).Text()); current != strconv.Itoa(year) {
			p.fault("the selector marks %q as current instead of %d", current, year)
		}
	})
}

// standing returns the slug that the class of an element names.
func standing(s *goquery.Selection) string {
	for class := range strings.FieldsSeq(s.AttrOr("class", "")) {
		if slug, ok := strings.CutPrefix(class, "seg-s--"); ok {
			return slug
		}
	}
	return ""
}

func number(s *goquery.Selection) int {
	n, err := strconv.Atoi(s.Find("data").First().AttrOr("value", ""))
	if err != nil {
		return -1
	}
	return n
}

func (p *page) checkKey(year int) {
	counts, total := site.Catalog().Counts(year), 0
	lines := p.Find("ul.seg-key > li")
	if lines.Length() != len(segur.Standings()) {
		p.fault("the key has %d lines", lines.Length())
		return
	}
	for i, state := range segur.Standings() {
		line := lines.Eq(i)
		if slug := standing(line.Find(".seg-state")); slug != state.Slug() || number(line) != counts[state] {
			p.fault("the key counts %d %s in %d, the catalog %d %s", number(line), slug, year, counts[state], state.Slug())
		}
		want := view.Links{Lang: locale.Lang(p.lang)}.Measures(view.Filter{State: state.Slug(), Year: year})
		if href := line.Find("a").AttrOr("href", ""); href != want {
			p.fault("the key leads to %s instead of %s", href, want)
		}
		total += number(line)
	}
	if total != len(site.Catalog().Measures()) {
		p.fault("the key of %d sums to %d", year, total)
	}
}

func (p *page) checkBar(year int) {
	counts, total := site.Catalog().Counts(year), 0
	p.find("ul.seg-bar > li", func(s *goquery.Selection) {
		state, known := segur.ParseStanding(standing(s))
		n := number(s)
		if cells := s.Find(".seg-bar__cells > i").Length(); !known || n != counts[state] || cells != n || !s.HasClass(fmt.Sprintf("seg-span-%d", n)) {
			p.fault("the bar of %d has %d %s in %d cells, the catalog %d", year, n, standing(s), cells, counts[state])
		}
		total += n
	})
	if total != len(site.Catalog().Measures()) {
		p.fault("the bar of %d sums to %d", year, total)
	}
}

func (p *page) checkMatrix() {
	rows := p.Find("table.seg-matrix tr.seg-matrix__row")
	if rows.Length() != len(site.Catalog().Measures()) {
		p.fault("the matrix has %d rows", rows.Length())
		return
	}
	for i, m := range site.Catalog().Measures() {
		row := rows.Eq(i)
		cells := row.Find("td.seg-matrix__cell")
		if no := row.Find(".seg-matrix__no").Text(); no != strconv.Itoa(m.Number) || cells.Length() != len(m.Cells) {
			p.fault("row %d of the matrix is measure %s with %d years", i, no, cells.Length())
			continue
		}
		for j, cell := range m.Cells {
			if slug := standing(cells.Eq(j)); slug != cell.State().Slug() {
				p.fault("the matrix has measure %d in %d as %s instead of %s", m.Number, cell.Year, slug, cell.State().Slug())
			}
			if strings.TrimSpace(cells.Eq(j).Text()) == "" {
				p.fault("the matrix says measure %d in %d by colour alone", m.Number, cell.Year)
			}
		}
	}
}

// TestMeasureStripsAreTheCatalogs holds it for the years drawn on a measure's page and in
// the list of measures.
func TestMeasureStripsAreTheCatalogs(t *testing.T) {
	visit(t, measurePaths(), func(p *page) { p.checkStrip(p.Find("ul.seg-strip > li"), p.measure()) })
	var lists []string
	for _, lang := range locale.Langs() {
		lists = append(lists, view.Links{Lang: lang}.Section("measures"))
	}
	visit(t, lists, func(p *page) {
		p.find("li.seg-list__item", func(s *goquery.Selection) {
			n, _ := strconv.Atoi(s.Find(".seg-list__no").Text())
			p.checkStrip(s.Find("ul.seg-dots > li"), site.Catalog().Measure(n))
		})
	})
}

func (p *page) checkStrip(cells *goquery.Selection, m *catalog.Measure) {
	if m == nil || cells.Length() != len(m.Cells) {
		p.fault("a strip has %d years", cells.Length())
		return
	}
	for i, cell := range m.Cells {
		if slug := standing(cells.Eq(i)); slug != cell.State().Slug() || !strings.Contains(cells.Eq(i).Text(), strconv.Itoa(cell.Year)) {
			p.fault("measure %d in %d is drawn as %s instead of %s", m.Number, cell.Year, slug, cell.State().Slug())
		}
	}
}

// TestChartTablesAreTheCatalogs compares the tables of the two counting charts with the
// catalog, number by number, and the others by what they must hold.
func TestChartTablesAreTheCatalogs(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		home := site.Get(to.Home()).Doc(t)
		checkCounts(t, home.Find(`[data-chart="avancement"] tbody tr`), site.Catalog().Tallies(segur.ByYear))
		var byPillar []catalog.YearCounts
		for _, pillar := range site.Catalog().Pillars() {
			byPillar = append(byPillar, site.Catalog().PillarTallies(pillar, segur.ByYear)...)
		}
		checkCounts(t, home.Find(`[data-chart="avancement-par-pilier"] tbody tr`), byPillar)
		checkMatrixTable(t, site.Words.For(lang), site.Get(to.Section("measures")).Doc(t).Find(`[data-chart="matrice"] tbody tr`))
	}
}

func checkCounts(t *testing.T, rows *goquery.Selection, want []catalog.YearCounts) {
	t.Helper()
	if rows.Length() != len(want) {
		t.Fatalf("%d rows instead of %d", rows.Length(), len(want))
	}
	for i, line := range want {
		figures := rows.Eq(i).Find("data")
		expected := []int{}
		for _, s := range segur.Standings() {
			expected = append(expected, line.Counts[s])
		}
		expected = append(expected, line.Counts.Total())
		if header := rows.Eq(i).Find("th").Text(); !strings.Contains(header, strconv.Itoa(line.Year)) || figures.Length() != len(expected) {
			t.Fatalf("row %q has %d figures, for %d", header, figures.Length(), line.Year)
		}
		for j, n := range expected {
			if got := figures.Eq(j).AttrOr("value", ""); got != strconv.Itoa(n) {
				t.Errorf("%s, column %d: %s instead of %d", rows.Eq(i).Find("th").Text(), j+1, got, n)
			}
		}
	}
}

func checkMatrixTable(t *testing.T, l *locale.Localizer, rows *goquery.Selection) {
	t.Helper()
	if rows.Length() != len(site.Catalog().Measures()) {
		t.Fatalf("%d rows", rows.Length())
	}
	for i, m := range site.Catalog().Measures() {
		for j, cell := range m.Cells {
			word, err := l.T("state." + cell.State().Slug())
			if got := testkit.Words(rows.Eq(i).Find("td").Eq(j)); err != nil || !strings.HasPrefix(got, word) {
				t.Errorf("measure %d in %d reads %q instead of %q (%v)", m.Number, cell.Year, got, word, err)
			}
		}
	}
}

// TestIndicatorChartTablesHoldTheSeries holds that the table under a chart has every value of
// the series drawn, the competing ones included.
func TestIndicatorChartTablesHoldTheSeries(t *testing.T) {
	drawn := 0
	for _, i := range site.Catalog().Indicators() {
		rows := site.Get(view.Links{Lang: locale.FR}.Indicator(i.Code)).Doc(t).Find(`[data-chart="indicateur-` + i.Code + `"] tbody`)
		if rows.Length() == 0 {
			continue
		}
		drawn++
		shown := map[string]bool{}
		rows.Find("data").Each(func(_ int, s *goquery.Selection) { shown[s.AttrOr("data-of", "")+"="+s.AttrOr("value", "")] = true })
		all := i.AllSeries()
		if i.Series(segur.France) != nil {
			all = all[:1]
		}
		for _, s := range all {
			for _, v := range s.Values {
				if !shown[v.FigureID()+"="+v.Number.String()] {
					t.Errorf("the table of %s lacks %s = %s", i.Code, v.FigureID(), v.Number)
				}
			}
		}
	}
	if drawn < 20 {
		t.Errorf("only %d indicators have a chart", drawn)
	}
}

// TestHomeShowsTheHeadlineFigures holds the eight tiles to the figures that the catalog ranks.
func TestHomeShowsTheHeadlineFigures(t *testing.T) {
	const named = 8 // by the customer
	for _, lang := range locale.Langs() {
		tiles := site.Get(view.Links{Lang: lang}.Home()).Doc(t).Find("ul.seg-tiles > li.seg-tile")
		if tiles.Length() != named || len(site.Catalog().Headline()) != named {
			t.Fatalf("%d tiles for %d indicators", tiles.Length(), len(site.Catalog().Headline()))
		}
		for i, ind := range site.Catalog().Headline() {
			tile, want := tiles.Eq(i), ind.Main().Shown()
			figure := tile.Find(".seg-tile__value data")
			if figure.AttrOr("data-of", "") != want.FigureID() || figure.AttrOr("value", "") != want.Number.String() {
				t.Errorf("tile of %s shows %s", ind.Code, figure.AttrOr("data-of", ""))
			}
			if label := testkit.Words(tile.Find("h3")); label != site.Words.For(lang).Text(ind.Label.In(string(lang))) {
				t.Errorf("tile of %s is named %q", ind.Code, label)
			}
			for _, part := range []string{".seg-tile__date", ".seg-tile__line", ".seg-traj", ".seg-tile__foot"} {
				if testkit.Words(tile.Find(part)) == "" {
					t.Errorf("tile of %s in %s lacks %s", ind.Code, lang, part)
				}
			}
		}
	}
}

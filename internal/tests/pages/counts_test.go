package pages

import (
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

// TestHomeCountsEveryMeasure holds, for every year and both readings, that table, rows and matrix of
// the home page are the catalog's and always account for all measures.
func TestHomeCountsEveryMeasure(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		last := site.Catalog().LastYear()
		for _, year := range site.Catalog().Years() {
			visit(t, []string{to.Year(year)}, func(p *page) { p.checkHome(segur.ByYear, year) })
			path := to.Then(year)
			if year == last {
				path = to.Home()
			}
			visit(t, []string{path}, func(p *page) { p.checkHome(segur.LastKnown, year) })
		}
	}
}

func (p *page) checkHome(r segur.Reading, year int) {
	tally := site.Catalog().Tally(r, year)
	p.checkTally(tally, r)
	p.checkRows(tally, r, year)
	p.checkMatrix()
	want := strconv.Itoa(year)
	if r == segur.LastKnown {
		want = ""
		if year == site.Catalog().LastYear() {
			want = p.words().T("reading_word.dernier")
		}
	}
	current := p.Find(`.seg-years__link[aria-current="true"]`).Clone()
	current.Find("small").Remove()
	if got := strings.TrimSpace(current.Text()); got != want {
		p.fault("the selector marks %q as current instead of %q", got, want)
	}
	said := sentence.Headline(site.Catalog(), r, year, p.words())
	if got := testkit.Words(p.Find(".seg-headline")); got != said.String() {
		p.fault("the headline is %q instead of %q", got, said)
	}
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

func (p *page) checkTally(want catalog.YearCounts, r segur.Reading) {
	lines := p.Find("table.seg-tally tbody tr")
	if lines.Length() != len(segur.Standings()) {
		p.fault("the table has %d lines", lines.Length())
		return
	}
	total := 0
	for i, state := range segur.Standings() {
		line, expected := lines.Eq(i), []int{want.Counts[state]}
		if r == segur.LastKnown {
			documented := want.Documented(state)
			if state == segur.Unknown {
				documented = 0
			}
			expected = []int{documented, want.Carried[state], want.Counts[state]}
		}
		figures := line.Find("data")
		for k, n := range expected {
			if got := figures.Eq(k).AttrOr("value", ""); got != strconv.Itoa(n) || figures.Length() != len(expected) {
				p.fault("%s, column %d: %s instead of %d", state.Slug(), k, got, n)
			}
		}
		if slug := standing(line.Find(".seg-state")); slug != state.Slug() {
			p.fault("line %d is of %s", i, slug)
		}
		total += want.Counts[state]
	}
	if total != len(site.Catalog().Measures()) {
		p.fault("the table sums to %d", total)
	}
}

func (p *page) checkRows(want catalog.YearCounts, r segur.Reading, year int) {
	counts, carried := segur.Counts{}, segur.Counts{}
	p.find("li.seg-cell", func(s *goquery.Selection) {
		state, known := segur.ParseStanding(standing(s))
		n, _ := strconv.Atoi(s.Find(".seg-cell__no").Text())
		m := site.Catalog().Measure(n)
		if !known || m == nil || m.Cell(year).In(r) != state || s.HasClass("seg-carried") != m.Cell(year).Carried(r) {
			p.fault("measure %d is drawn as %s", n, standing(s))
			return
		}
		counts[state]++
		if s.HasClass("seg-carried") {
			carried[state]++
			if older := s.Find(".seg-cell__year").Text(); older != strconv.Itoa(m.Cell(year).Standing.Year) {
				p.fault("measure %d is of %s", n, older)
			}
		}
	})
	for _, state := range segur.Standings() {
		if counts[state] != want.Counts[state] || carried[state] != want.Carried[state] {
			p.fault("%d cells are %s, %d of them carried", counts[state], state.Slug(), carried[state])
		}
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
			if slug := standing(cells.Eq(j)); slug != cell.In(segur.LastKnown).Slug() || cells.Eq(j).HasClass("seg-is-carried") != cell.Carried(segur.LastKnown) {
				p.fault("the matrix has measure %d in %d as %s instead of %s", m.Number, cell.Year, slug, cell.In(segur.LastKnown).Slug())
			}
			if drawn := cells.Eq(j).Find(".seg-matrix__block").Length() == 1; drawn != (cell.Assessment != nil) {
				p.fault("the matrix does not tell what is documented of measure %d in %d", m.Number, cell.Year)
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
		if slug := standing(cells.Eq(i)); slug != cell.In(segur.LastKnown).Slug() || !strings.Contains(cells.Eq(i).Text(), strconv.Itoa(cell.Year)) ||
			cells.Eq(i).HasClass("seg-is-carried") != cell.Carried(segur.LastKnown) {
			p.fault("measure %d in %d is drawn as %s instead of %s", m.Number, cell.Year, slug, cell.In(segur.LastKnown).Slug())
		}
	}
}

// TestChartTablesAreTheCatalogs compares the tables of the two counting charts with the
// catalog, number by number, and the others by what they must hold.
func TestChartTablesAreTheCatalogs(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		home := docAt(t, to.Home())
		checkCounts(t, home.Find(`[data-chart="avancement"] tbody tr`), site.Catalog().Tallies(segur.LastKnown))
		var byPillar []catalog.YearCounts
		for _, pillar := range site.Catalog().Pillars() {
			byPillar = append(byPillar, site.Catalog().PillarTallies(pillar, segur.LastKnown)...)
		}
		checkCounts(t, home.Find(`[data-chart="avancement-par-pilier"] tbody tr`), byPillar)
		checkMatrixTable(t, site.Words.For(lang), docAt(t, to.Section("measures")).Find(`[data-chart="matrice"] tbody tr`))
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
		expected = append(expected, line.Counts.Total(), line.Carried.Total(), line.Silent.Total())
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
			word := l.T("state." + cell.In(segur.LastKnown).Slug())
			said := rows.Eq(i).Find("td").Eq(j).Clone()
			said.Find(".seg-cited").Remove()
			got := testkit.Words(said)
			if !strings.HasPrefix(got, word) {
				t.Errorf("measure %d in %d reads %q instead of %q", m.Number, cell.Year, got, word)
			}
			from := strconv.Itoa(cell.Standing.Year)
			if strings.HasSuffix(got, from) != cell.Carried(segur.LastKnown) {
				t.Errorf("measure %d in %d reads %q and is of %s", m.Number, cell.Year, got, from)
			}
		}
	}
}

// TestIndicatorChartTablesHoldTheSeries holds that the table under a chart has every value of
// the series drawn, the competing ones included.
func TestIndicatorChartTablesHoldTheSeries(t *testing.T) {
	drawn := 0
	for _, i := range site.Catalog().Indicators() {
		rows := docAt(t, view.Links{Lang: locale.FR}.Indicator(i.Code)).Find(`[data-chart="indicateur-` + i.Code + `"] tbody`)
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
		tiles := docAt(t, view.Links{Lang: lang}.Home()).Find("ul.seg-tiles > li.seg-tile")
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
			for _, part := range []string{".seg-tile__date", ".seg-tile__line", ".seg-tile__foot"} {
				if testkit.Words(tile.Find(part)) == "" {
					t.Errorf("tile of %s in %s lacks %s", ind.Code, lang, part)
				}
			}
			tr := ind.Main().Trajectory
			if told := tile.Find(".seg-tile__traj").Length() > 0; told == tr.Silent() {
				t.Errorf("tile of %s in %s, silent %v, speaks of its target: %v", ind.Code, lang, tr.Silent(), told)
			}
			if judged := testkit.Words(tile.Find(".seg-traj")) != ""; judged == (tr.Outcome == segur.NotAssessable) {
				t.Errorf("tile of %s in %s has a verdict: %v, the catalog says %s", ind.Code, lang, judged, tr.Outcome)
			}
		}
	}
}

package pages

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// sections opens one section in both languages.
func sections(t *testing.T, name string, check func(*page)) {
	t.Helper()
	var paths []string
	for _, lang := range locale.Langs() {
		paths = append(paths, view.Links{Lang: lang}.Section(name))
	}
	visit(t, paths, check)
}

// TestHomeSetsTheOfficialCountBesideOurs holds the one overall figure of the ministry and
// what it is compared with.
func TestHomeSetsTheOfficialCountBesideOurs(t *testing.T) {
	counts := site.Catalog().Counts(2021)
	done := counts[segur.Done] + counts[segur.DoneModified]
	sections(t, "home", func(p *page) {
		aside := p.Find("aside.seg-aside")
		if value := aside.Find(".seg-official__value data"); value.AttrOr("value", "") != "75" || value.AttrOr("data-of", "") != "seg-done-pct/FR/actual/2021-07" {
			p.fault("the official figure is %s of %s", value.AttrOr("value", ""), value.AttrOr("data-of", ""))
		}
		var said []string
		aside.Find("p data").Each(func(_ int, s *goquery.Selection) { said = append(said, s.AttrOr("value", "")) })
		want := []int{done + counts[segur.InProgress], len(site.Catalog().Measures()), done}
		if len(said) != len(want) {
			p.fault("compared with %v", said)
			return
		}
		for i, n := range want {
			if said[i] != strconv.Itoa(n) {
				p.fault("compared with %v instead of %v", said, want)
			}
		}
	})
}

func TestHomeTellsTheLatestChangesAndTheAxes(t *testing.T) {
	sections(t, "home", func(p *page) {
		changes := p.Find("ul.seg-changes > li")
		for i, latest := range site.Catalog().LatestAssessments(changes.Length()) {
			line := changes.Eq(i)
			if href := line.Find("a").First().AttrOr("href", ""); href != (view.Links{Lang: locale.Lang(p.lang)}).Measure(latest.Measure) {
				p.fault("change %d is about %s", i, href)
			}
			if slug := standing(line.Find(".seg-state")); slug != latest.Assessment.State.Slug() {
				p.fault("change %d is %s instead of %s", i, slug, latest.Assessment.State.Slug())
			}
			for _, id := range latest.Assessment.Sources {
				if !p.cites(line, id) {
					p.fault("change %d does not name %s", i, id)
				}
			}
		}
		axes := p.Find("ol.seg-axes > li")
		if changes.Length() < 3 || axes.Length() != 7 || p.Find(".seg-axis--method").Length() != 1 {
			p.fault("%d changes, %d axes", changes.Length(), axes.Length())
			return
		}
		for i, axis := range onlyAxes() {
			if title := testkit.Words(axes.Eq(i).Find("h3")); title != p.words().Text(axis.Title.In(p.lang)) {
				p.fault("axis %d is %q", i, title)
			}
			if n := axes.Eq(i).Find("ul > li").Length(); n != len(axis.Measures) {
				p.fault("axis %d has %d measures instead of %d", i, n, len(axis.Measures))
			}
			for _, id := range axis.Sources {
				if !p.cites(axes.Eq(i), id) {
					p.fault("axis %d does not name %s", i, id)
				}
			}
		}
	})
}

// onlyAxes are the priorities without the heading of method.
func onlyAxes() []segur.Priority {
	var axes []segur.Priority
	for _, axis := range site.Catalog().Priorities() {
		if axis.IsAxis() {
			axes = append(axes, axis)
		}
	}
	return axes
}

// TestMeasurePagesSayWhatIsKnown holds what a measure's page must carry besides its states.
func TestMeasurePagesSayWhatIsKnown(t *testing.T) {
	visit(t, measurePaths(), func(p *page) {
		m, l := p.measure(), p.words()
		if title := testkit.Words(p.Find("h1")); title != l.Text(m.Title.In(p.lang)) {
			p.fault("is titled %q", title)
		}
		for _, key := range []string{"number_basis." + m.NumberBasis, "title_basis." + m.TitleBasis} {
			badge := l.T(key)
			if shown := strings.Contains(p.Find(".seg-surety").Text(), badge); !shown {
				p.fault("lacks the badge %q", badge)
			}
		}
		for _, axis := range m.Priorities {
			if !strings.Contains(testkit.Words(p.Find(".seg-facts")), l.Text(axis.Title.In(p.lang))) {
				p.fault("does not name its axis %s", axis.ID)
			}
		}
		for _, id := range m.Sources {
			if !p.cites(p.Find(".seg-documents"), id) {
				p.fault("does not list %s", id)
			}
		}
		shown := p.Find("figure[data-chart]").Length() + p.Find("table.seg-lines tbody tr").Length()
		if shown != len(m.Indicators) {
			p.fault("shows %d indicators instead of %d", shown, len(m.Indicators))
		}
		for rel, number := range map[string]int{"prev": m.Number - 1, "next": m.Number + 1} {
			want := ""
			if n := site.Catalog().Measure(number); n != nil {
				want = view.Links{Lang: locale.Lang(p.lang)}.Measure(n)
			}
			if got := p.Find(`.seg-pager a[rel="`+rel+`"]`).AttrOr("href", ""); got != want {
				p.fault("%s leads to %q instead of %q", rel, got, want)
			}
		}
	})
}

// TestTrajectoriesUnfoldTheCatalogs holds the sum on an indicator's page to the arithmetic of the
// domain, its verdict to the word of the outcome, and its silence to the want of a target.
func TestTrajectoriesUnfoldTheCatalogs(t *testing.T) {
	judged, missed := 0, 0
	for _, i := range site.Catalog().Indicators() {
		tr, l := i.Main().Trajectory, site.Words.For(locale.FR)
		if i.Regional() {
			tr = segur.Trajectory{Outcome: segur.NotAssessable}
		}
		doc := docAt(t, view.Links{Lang: locale.FR}.Indicator(i.Code))
		facts, sum := doc.Find(".seg-facts"), doc.Find("dl.seg-sum")
		verdict := strings.TrimSpace(facts.Find(".seg-traj").First().Text())
		told := strings.Contains(facts.Text(), l.Text("Par rapport à l'objectif"))
		if told == tr.Silent() {
			t.Errorf("%s: told %v of %+v", i.Code, told, tr)
		}
		if tr.Outcome == segur.NotAssessable {
			if verdict != "" || sum.Length() > 0 {
				t.Errorf("%s: %q, or a sum, without verdict", i.Code, verdict)
			}
			continue
		}
		if word := l.T("outcome." + tr.Outcome.Slug()); verdict != word {
			t.Errorf("%s: verdict %q instead of %q", i.Code, verdict, word)
		}
		judged++
		if tr.Outcome == segur.TargetMissed {
			missed++
		}
		if way := tr.Baseline != nil || tr.FromZero; (sum.Length() > 0) != way {
			t.Errorf("%s: a sum %v, a way %v", i.Code, sum.Length() > 0, way)
		} else if way {
			checkSum(t, i.Code, sum, tr)
		}
	}
	if judged == 0 || missed == 0 {
		t.Errorf("%d trajectories are unfolded, %d missed their target", judged, missed)
	}
}

func checkSum(t *testing.T, code string, sum *goquery.Selection, tr segur.Trajectory) {
	t.Helper()
	var values []string
	sum.Find("data").Not(".seg-small data").Each(func(_ int, s *goquery.Selection) { values = append(values, s.AttrOr("value", "")) })
	want := []string{tr.Start().String(), tr.Current.Number.String(), tr.Target.Number.String()}
	for _, step := range tr.Steps {
		want = append(want, step.Number.String())
	}
	if !tr.Bound {
		want = append(want, thousandths(tr.Share))
		if !math.IsNaN(tr.Expected) {
			want = append(want, thousandths(tr.Expected))
		}
		if !math.IsNaN(tr.Expected) && !tr.Settled {
			want = append(want, thousandths(tr.Ratio()))
		}
		if n := sum.Find(".seg-small data").Length(); n < 5 {
			t.Errorf("%s: the formulas hold %d figures", code, n)
		}
	}
	if strings.Join(values, " ") != strings.Join(want, " ") {
		t.Errorf("%s: the sum has %v instead of %v", code, values, want)
	}
}

func thousandths(x float64) string { return segur.Number(math.Round(x * 1000)).String() }

// TestConflictsStandSideBySide holds that figures that disagree are listed together, the
// reference first.
func TestConflictsStandSideBySide(t *testing.T) {
	found := 0
	for _, i := range site.Catalog().Indicators() {
		var want [][]string
		for _, s := range i.AllSeries() {
			for _, group := range s.Conflicts() {
				var numbers []string
				for _, v := range group {
					numbers = append(numbers, v.Number.String())
				}
				want = append(want, numbers)
			}
		}
		tables := docAt(t, view.Links{Lang: locale.FR}.Indicator(i.Code)).Find(`section[aria-labelledby="desaccords"] table`)
		if tables.Length() != len(want) {
			t.Errorf("%s shows %d conflicts instead of %d", i.Code, tables.Length(), len(want))
			continue
		}
		for j, numbers := range want {
			found++
			var got []string
			tables.Eq(j).Find("data").Each(func(_ int, s *goquery.Selection) { got = append(got, s.AttrOr("value", "")) })
			if strings.Join(got, " ") != strings.Join(numbers, " ") {
				t.Errorf("%s: %v instead of %v", i.Code, got, numbers)
			}
		}
	}
	if found == 0 {
		t.Error("no conflict is shown")
	}
}

func TestTheTimelineHasEveryEvent(t *testing.T) {
	sections(t, "timeline", func(p *page) {
		lines := p.Find("ol.seg-changes > li")
		if lines.Length() != len(site.Catalog().Events()) {
			p.fault("%d events instead of %d", lines.Length(), len(site.Catalog().Events()))
			return
		}
		for i, e := range site.Catalog().Events() {
			line := lines.Eq(i)
			if iso := line.Find("time").AttrOr("datetime", ""); iso != e.Date.String() || !strings.Contains(testkit.Words(line), p.words().Text(e.Title.In(p.lang))) {
				p.fault("event %d is of %s", i, iso)
			}
			for _, id := range e.Sources {
				if !p.cites(line, id) {
					p.fault("event %d does not name %s", i, id)
				}
			}
			if n := line.Find("ul.seg-related > li").Length(); n != len(e.Measures) {
				p.fault("event %d has %d measures instead of %d", i, n, len(e.Measures))
			}
		}
	})
}

func TestTheDataPageCountsTheDataset(t *testing.T) {
	sections(t, "data", func(p *page) {
		c, totals := site.Catalog(), site.Catalog().Totals()
		want := []int{
			totals.Measures, totals.Assessments, totals.Indicators, totals.Values, totals.Sources, totals.Events,
			totals.Priorities - 1, // the heading of method is no axis
			totals.Consultations, totals.Projects, totals.Strategies, totals.Searches, len(c.GuideSteps()) + len(c.GuideThemes()), len(c.PillarWordings()), len(c.ReviewGroups()),
		}
		p.find("ul.seg-totals > li", func(s *goquery.Selection) {
			if len(want) == 0 || number(s) != want[0] {
				p.fault("%q instead of %v", testkit.Words(s), want)
			}
			want = want[min(1, len(want)):]
		})
		rows := p.Find("table.seg-complete tbody tr")
		if rows.Length() != totals.Measures || len(want) != 0 {
			p.fault("%d measures are described, %d totals are missing", rows.Length(), len(want))
		}
		for i, line := range site.Catalog().Completeness() {
			for j, n := range []int{line.YearsDocumented, line.Indicators, line.WithTarget, line.Assessable, line.Fresh} {
				if got := rows.Eq(i).Find("data").Eq(j).AttrOr("value", ""); got != strconv.Itoa(n) {
					p.fault("measure %d, column %d: %s instead of %d", line.Measure.Number, j, got, n)
				}
			}
		}
	})
}

// TestTheAccessibilityStatementHasItsExactWords holds the words that the law prescribes until
// an audit; only the space before the colon is the printer's.
func TestTheAccessibilityStatementHasItsExactWords(t *testing.T) {
	words := site.Words.For(locale.FR).Text("Accessibilité : non conforme")
	for _, path := range []string{"/", "/accessibilite", "/mesures/12-lits-a-la-demande", "/nope"} {
		if footer := testkit.Words(docAt(t, path).Find("footer")); !strings.Contains(footer, words) {
			t.Errorf("%s does not say it: %q", path, footer)
		}
	}
}

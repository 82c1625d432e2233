package effect_test

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// dataset reads the real seed, published on 1 March 2026.
func dataset(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	return d
}

func build(t testing.TB, d segur.Dataset) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func words(t testing.TB) *locale.Localizer {
	t.Helper()
	files, err := fs.Sub(assets.Locales, "locales")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.For(locale.FR)
}

// of publishes changes on top of the seed, at the same moment, under the next number.
func of(t testing.TB, changes segur.ChangeSet) effect.Effect {
	t.Helper()
	before := dataset(t)
	after, err := changes.Apply(before)
	if err != nil {
		t.Fatal(err)
	}
	after.Publication.Number++
	e, err := effect.Of(effect.Sight{Before: build(t, before), After: build(t, after), Words: words(t)}, changes)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func state(t testing.TB, key string) segur.Assessment {
	t.Helper()
	d := dataset(t)
	i := slices.IndexFunc(d.Assessments, func(a segur.Assessment) bool { return a.RowKey() == key })
	return d.Assessments[i]
}

func value(t testing.TB, prefix string) segur.Value {
	t.Helper()
	d := dataset(t)
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool { return strings.HasPrefix(v.RowKey(), prefix) })
	return d.Values[i]
}

// thin returns a text without its no-break spaces and typographic apostrophes.
func thin(p locale.Phrase) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "’", "'").Replace(p.String())
}

// TestAStateMovesTheCountsAndTheSentence: in 2021 the seed has one measure done (10), 28 in
// progress, 3 in preparation and 1 suspended. Measure 12, in progress, becomes done.
func TestAStateMovesTheCountsAndTheSentence(t *testing.T) {
	t.Parallel()
	old := state(t, "12/2021")
	done := old
	done.State = segur.Done
	var c segur.ChangeSet
	c.Assessments.Replace = []segur.Replacement[segur.Assessment]{{Old: old, New: done}}
	e := of(t, c)
	want := []effect.Count{{Year: 2021, State: segur.Done, Was: 1, Now: 2}, {Year: 2021, State: segur.InProgress, Was: 28, Now: 27}}
	if old.State != segur.InProgress || !reflect.DeepEqual(e.Counts, want) {
		t.Errorf("from %s: %+v", old.State, e.Counts)
	}
	if len(e.Headlines) != 2 || e.Headlines[1].Year != 2021 ||
		!strings.HasPrefix(thin(e.Headlines[0].Was), "6 mesures sur 33 sont réalisées") ||
		!strings.HasPrefix(thin(e.Headlines[0].Now), "7 mesures sur 33 sont réalisées") ||
		!strings.HasPrefix(thin(e.Headlines[1].Was), "En 2021, 28 mesures sont en cours de déploiement, 3 sont en préparation, 1 est réalisée") ||
		!strings.HasPrefix(thin(e.Headlines[1].Now), "En 2021, 27 mesures sont en cours de déploiement, 3 sont en préparation, 2 sont réalisées") {
		t.Errorf("%+v", e.Headlines)
	}
	if !slices.Equal(e.Charts, []string{"avancement", "avancement-par-pilier", "matrice"}) || len(e.Series) != 0 {
		t.Errorf("charts %v, series %v", e.Charts, e.Series)
	}
	if !reflect.DeepEqual(e.Pages, effect.Pages{Measures: []int{12}, Home: true}) {
		t.Errorf("pages %+v", e.Pages)
	}
	if e.LastYear != (effect.Years{Was: 2026, Now: 2026}) {
		t.Errorf("last year %+v", e.LastYear)
	}
}

// TestANewYearOpens: a state of 2027 is the first of its year, and 32 measures have none.
func TestANewYearOpens(t *testing.T) {
	t.Parallel()
	added := state(t, "12/2021")
	added.Year, added.EffectiveOn = 2027, segur.Date{Year: 2027, Month: 2}
	var c segur.ChangeSet
	c.Assessments.Add = []segur.Assessment{added}
	e := of(t, c)
	if e.LastYear != (effect.Years{Was: 2026, Now: 2027}) {
		t.Errorf("last year %+v", e.LastYear)
	}
	want := []effect.Count{{Year: 2027, State: segur.InProgress, Now: 1}, {Year: 2027, State: segur.Unknown, Now: 32}}
	if !reflect.DeepEqual(e.Counts, want) {
		t.Errorf("%+v", e.Counts)
	}
	if len(e.Headlines) != 1 || e.Headlines[0].Was != nil || !strings.HasPrefix(thin(e.Headlines[0].Now), "En 2027, 1 mesure") {
		t.Errorf("%+v", e.Headlines)
	}
}

// TestAFigureMovesTheTrajectory: health houses go from 1 500 on 31 December 2020 to 4 000 on
// 31 December 2027, 2 556 days later. On 31 January 2026, 1 857 days in, 72.7 % of the way is
// expected. 3 000 is 60 % of the way, a ratio of 0.83: slightly late. 3 400 is 76 %, 1.05: on
// track. 2 400 is 36 %, 0.50: late.
func TestAFigureMovesTheTrajectory(t *testing.T) {
	t.Parallel()
	for number, want := range map[int]segur.Outcome{3400: segur.OnTrack, 2400: segur.Late, 3001: segur.SlightlyLate} {
		old := value(t, "msp-count actual 2026-01 FR")
		now := old
		now.Number = segur.Int(number)
		var c segur.ChangeSet
		c.Values.Replace = []segur.Replacement[segur.Value]{{Old: old, New: now}}
		e := of(t, c)
		if len(e.Series) != 1 || e.Series[0].Indicator != "msp-count" || e.Series[0].Territory != "FR" {
			t.Fatalf("%d: %+v", number, e.Series)
		}
		s := e.Series[0]
		if s.Was.Trajectory.Outcome != segur.SlightlyLate || s.Now.Trajectory.Outcome != want || s.Verdict() != (want != segur.SlightlyLate) {
			t.Errorf("%d: from %s to %s", number, s.Was.Trajectory.Outcome, s.Now.Trajectory.Outcome)
		}
		if !s.Shown() || s.Was.Shown().Number != segur.Int(3000) || s.Now.Shown().Number != segur.Int(number) {
			t.Errorf("%d: shown %s, then %s", number, s.Was.Shown().Number, s.Now.Shown().Number)
		}
		if !slices.Equal(e.Pages.Indicators, []string{"msp-count"}) || !slices.Equal(e.Pages.Measures, []int{25}) || !e.Pages.Home {
			t.Errorf("%d: pages %+v", number, e.Pages)
		}
		if len(e.Counts) != 0 || len(e.Headlines) != 0 {
			t.Errorf("%d: counts %v, sentences %v", number, e.Counts, e.Headlines)
		}
		if !slices.Contains(e.Charts, "indicateur-msp-count") || slices.Contains(e.Charts, "avancement") {
			t.Errorf("%d: charts %v", number, e.Charts)
		}
	}
}

// TestAnOldFigureChangesNoVerdict: the figure of 2022 is neither the start nor the latest.
func TestAnOldFigureChangesNoVerdict(t *testing.T) {
	t.Parallel()
	old := value(t, "msp-count actual 2022-12 FR")
	now := old
	now.Number, now.Flag = segur.Int(2251), "final"
	var c segur.ChangeSet
	c.Values.Replace = []segur.Replacement[segur.Value]{{Old: old, New: now}}
	e := of(t, c)
	if len(e.Series) != 1 || e.Series[0].Shown() || e.Series[0].Verdict() {
		t.Errorf("%+v", e.Series)
	}
}

// TestANewIndicatorHasNothingBefore adds an indicator with figures for two regions.
func TestANewIndicatorHasNothingBefore(t *testing.T) {
	t.Parallel()
	var c segur.ChangeSet
	d := dataset(t)
	ind := d.Indicators[slices.IndexFunc(d.Indicators, func(i segur.Indicator) bool { return i.Code == "msp-count" })]
	ind.Code, ind.HeadlineRank = "antennes", 0
	c.Indicators.Add = []segur.Indicator{ind}
	for _, region := range []string{"84", "11"} {
		v := value(t, "msp-count actual 2025-01 FR")
		v.Indicator, v.Territory = "antennes", region
		c.Values.Add = append(c.Values.Add, v)
	}
	e := of(t, c)
	if len(e.Series) != 2 || e.Series[0].Territory != "11" || e.Series[0].Was != nil || !e.Series[0].Shown() || e.Series[0].Verdict() {
		t.Errorf("%+v", e.Series)
	}
	if !slices.Contains(e.Charts, "indicateur-antennes") {
		t.Errorf("charts %v", e.Charts)
	}
}

// TestTextsDatesAndDocuments touch pages and no figure.
func TestTextsDatesAndDocuments(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	event := d.Events[0]
	event.Title = segur.Text{FR: "Autre", EN: "Other"}
	event.Measures = []int{3, 1}
	source := d.Sources[0]
	source.ID = "document"
	var c segur.ChangeSet
	c.Events.Add = []segur.Event{event}
	c.Sources.Add = []segur.Source{source}
	c.Texts.Add = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}}
	e := of(t, c)
	if want := (effect.Pages{Measures: []int{1, 3}, Timeline: true, Sources: true, Everywhere: true}); !reflect.DeepEqual(e.Pages, want) {
		t.Errorf("pages %+v", e.Pages)
	}
	if len(e.Charts)+len(e.Counts)+len(e.Headlines)+len(e.Series) != 0 {
		t.Errorf("%+v", e)
	}
}

// TestConsultationsTouchTheirPage holds it for a session, which stands nowhere else.
func TestConsultationsTouchTheirPage(t *testing.T) {
	t.Parallel()
	var c segur.ChangeSet
	c.Sessions.Add = []segur.Session{{ID: "seance", Territory: "11"}}
	if want := (effect.Pages{Consulted: true, Regions: []string{"11"}}); !reflect.DeepEqual(of(t, c).Pages, want) {
		t.Errorf("pages %+v", of(t, c).Pages)
	}
}

func TestNoChangeHasNoEffect(t *testing.T) {
	t.Parallel()
	e := of(t, segur.ChangeSet{})
	e.LastYear = effect.Years{}
	if !reflect.DeepEqual(e, effect.Effect{}) {
		t.Errorf("%+v", e)
	}
}

// TestTimeAgesFigures: a figure dated before its deadline says nothing any more after 24 months.
func TestTimeAgesFigures(t *testing.T) {
	t.Parallel()
	now := dataset(t)
	later := dataset(t)
	later.Publication.PublishedAt = time.Date(2028, 2, 2, 0, 0, 0, 0, time.UTC)
	before, after := build(t, now), build(t, later)
	aged := effect.Aged(before, after)
	i := slices.IndexFunc(aged, func(s effect.Series) bool { return s.Indicator == "msp-count" && s.Territory == "FR" })
	if i < 0 || aged[i].Was.Trajectory.Outcome != segur.SlightlyLate || aged[i].Now.Trajectory.Reason != segur.Stale {
		t.Errorf("%+v", aged)
	}
	if same := effect.Aged(before, build(t, dataset(t))); len(same) != 0 {
		t.Errorf("%d series age in no time", len(same))
	}
}

func BenchmarkOf(b *testing.B) {
	before := dataset(b)
	old := value(b, "msp-count actual 2026-01 FR")
	now := old
	now.Number = segur.Int(3400)
	var c segur.ChangeSet
	c.Values.Replace = []segur.Replacement[segur.Value]{{Old: old, New: now}}
	after, err := c.Apply(before)
	if err != nil {
		b.Fatal(err)
	}
	s := effect.Sight{Before: build(b, before), After: build(b, after), Words: words(b)}
	for b.Loop() {
		if _, err := effect.Of(s, c); err != nil {
			b.Fatal(err)
		}
	}
}

// TestTextsOfChartsTouchTheirPages and redraw nothing.
func TestTextsOfChartsTouchTheirPages(t *testing.T) {
	t.Parallel()
	both := segur.Text{FR: "Un texte.", EN: "A text."}
	for id, want := range map[string]effect.Pages{
		segur.TextAlt("indicateur-msp-count"):       {Indicators: []string{"msp-count"}},
		segur.TextAlt("avancement"):                 {Home: true},
		segur.TextAlt("objectifs"):                  {},
		segur.TextWithdrawn("indicateur-msp-count"): {},
	} {
		e := of(t, segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Add: []segur.SiteText{{ID: id, Text: both}}}})
		if !reflect.DeepEqual(e.Pages, want) || len(e.Charts) > 0 {
			t.Errorf("%s: pages %+v, charts %v", id, e.Pages, e.Charts)
		}
	}
}

// TestATextIsOutdatedByFiguresAlone compares what a chart shows with what it showed.
func TestATextIsOutdatedByFiguresAlone(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	d.Texts = []segur.SiteText{{ID: segur.TextAlt("indicateur-msp-count"), Text: segur.Text{FR: "Un texte.", EN: "A text."}}}
	first := segur.Edition{Publication: d.Publication, Changes: segur.Additions(d)}
	at := slices.IndexFunc(d.Values, func(v segur.Value) bool {
		return strings.HasPrefix(v.RowKey(), "msp-count actual 2022-12 FR")
	})
	for name, c := range map[string]struct {
		change func(*segur.Value)
		want   int
	}{
		"another number": {func(v *segur.Value) { v.Number += segur.Int(1) }, 1},
		"another note":   {func(v *segur.Value) { v.Note = "Autre note" }, 0},
	} {
		value := d.Values[at]
		c.change(&value)
		changes := segur.ChangeSet{Values: segur.Changes[segur.Value]{Replace: []segur.Replacement[segur.Value]{{Old: d.Values[at], New: value}}}}
		after, err := changes.Apply(d)
		if err != nil {
			t.Fatal(err)
		}
		after.Publication.Number++
		now, err := catalog.Build(after, first, segur.Edition{Publication: after.Publication, Changes: changes})
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		found, err := effect.OutdatedTexts(now, func(n int) (*catalog.Catalog, error) { asked = n; return build(t, d), nil }, words(t))
		if err != nil || len(found) != c.want || asked != 1 {
			t.Errorf("%s: %+v, %v; publication %d was asked for", name, found, err, asked)
		}
	}
}

// TestRegionalFiguresBringViews: an indicator of the country gets figures of its regions: a map, and
// a view of each of them, though its own chart stays as it is.
func TestRegionalFiguresBringViews(t *testing.T) {
	t.Parallel()
	var c segur.ChangeSet
	d := dataset(t)
	for _, region := range segur.RegionCodes() {
		if slices.ContainsFunc(d.Values, func(v segur.Value) bool { return v.Indicator == "cpts-active" && v.Territory == region }) {
			continue
		}
		v := value(t, "cpts-active actual 2025-05 FR")
		v.Territory = region
		c.Values.Add = append(c.Values.Add, v)
	}
	e := of(t, c)
	if len(e.Views) != 1 || e.Views[0].Chart != "indicateur-cpts-active" || !e.Views[0].Map || e.Views[0].Count() != len(c.Values.Add)+1 {
		t.Fatalf("views %+v", e.Views)
	}
	if slices.Contains(e.Charts, "indicateur-cpts-active") || len(e.Gone) > 0 {
		t.Errorf("charts %v, gone %v", e.Charts, e.Gone)
	}
	before := dataset(t)
	after, err := c.Apply(before)
	if err != nil {
		t.Fatal(err)
	}
	corrected := c.Values.Add[3]
	corrected.Number = segur.Int(99)
	next := segur.ChangeSet{Values: segur.Changes[segur.Value]{Replace: []segur.Replacement[segur.Value]{{Old: c.Values.Add[3], New: corrected}}}}
	later, err := next.Apply(after)
	if err != nil {
		t.Fatal(err)
	}
	again, err := effect.Of(effect.Sight{Before: build(t, after), After: build(t, later), Words: words(t)}, next)
	if err != nil || !slices.Contains(again.Charts, "indicateur-cpts-active") || len(again.Views) > 0 {
		t.Errorf("a figure of one region redraws %v, new %v, %v", again.Charts, again.Views, err)
	}
}

// TestAWithdrawnIndicatorTakesItsChartAway and leaves the others alone.
func TestAWithdrawnIndicatorTakesItsChartAway(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	var c segur.ChangeSet
	for _, ind := range d.Indicators {
		if ind.Code == "cpts-aci" {
			c.Indicators.Remove = []segur.Indicator{ind}
		}
	}
	for _, v := range d.Values {
		if v.Indicator == "cpts-aci" {
			c.Values.Remove = append(c.Values.Remove, v)
		}
	}
	e := of(t, c)
	if !slices.Equal(e.Gone, []string{"indicateur-cpts-aci"}) || slices.Contains(e.Charts, "indicateur-cpts-aci") || len(e.Views) > 0 ||
		!slices.Contains(e.Pages.Indicators, "cpts-aci") {
		t.Errorf("gone %v, charts %v, pages %+v", e.Gone, e.Charts, e.Pages)
	}
}

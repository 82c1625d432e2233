package edit_test

import (
	"reflect"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// change replaces a row of a dataset by a copy that set has changed.
func change[T any](rows []T, at int, set func(*T)) segur.Changes[T] {
	now := rows[at]
	set(&now)
	return segur.Changes[T]{Replace: []segur.Replacement[T]{{Old: rows[at], New: now}}}
}

// rivals are two changes of one row and what becomes of it.
type rivals struct {
	theirs, mine segur.ChangeSet
	kept         segur.ChangeSet // from the row as it was to what keeping mine publishes
	contested    bool
	sides        edit.Sides // those of columns that anybody changed
}

func onMeasure(d segur.Dataset, theirs, mine, kept func(*segur.Measure)) rivals {
	on := func(set func(*segur.Measure)) segur.ChangeSet {
		return segur.ChangeSet{Measures: change(d.Measures, 0, set)}
	}
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func onState(d segur.Dataset, theirs, mine, kept func(*segur.Assessment)) rivals {
	on := func(set func(*segur.Assessment)) segur.ChangeSet {
		return segur.ChangeSet{Assessments: change(d.Assessments, 1, set)}
	}
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func onIndicator(d segur.Dataset, theirs, mine, kept func(*segur.Indicator)) rivals {
	on := func(set func(*segur.Indicator)) segur.ChangeSet {
		return segur.ChangeSet{Indicators: change(d.Indicators, 0, set)}
	}
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

// onValue is about the reference of 2021, 1 889 after the document "bilan".
func onValue(d segur.Dataset, theirs, mine, kept func(*segur.Value)) rivals {
	on := func(set func(*segur.Value)) segur.ChangeSet { return segur.ChangeSet{Values: change(d.Values, 2, set)} }
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func onSource(d segur.Dataset, theirs, mine, kept func(*segur.Source)) rivals {
	on := func(set func(*segur.Source)) segur.ChangeSet {
		return segur.ChangeSet{Sources: change(d.Sources, 0, set)}
	}
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func onEvent(d segur.Dataset, theirs, mine, kept func(*segur.Event)) rivals {
	on := func(set func(*segur.Event)) segur.ChangeSet { return segur.ChangeSet{Events: change(d.Events, 0, set)} }
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func onText(d segur.Dataset, theirs, mine, kept func(*segur.SiteText)) rivals {
	on := func(set func(*segur.SiteText)) segur.ChangeSet {
		return segur.ChangeSet{Texts: change(d.Texts, 0, set)}
	}
	return rivals{theirs: on(theirs), mine: on(mine), kept: on(kept)}
}

func (r rivals) with(sides edit.Sides) rivals {
	r.sides = sides
	for _, side := range sides {
		r.contested = r.contested || side == edit.SideBoth
	}
	return r
}

// TestRowsJoinColumnByColumn: what only one side changed is kept without asking, and keeping mine
// decides no more than the columns that both changed.
func TestRowsJoinColumnByColumn(t *testing.T) {
	t.Parallel()
	d := small()
	d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bandeau", EN: "Banner"}}}
	for name, c := range map[string]rivals{
		"measure": onMeasure(d, func(m *segur.Measure) { m.Title.FR, m.Summary.FR = "Leur titre", "Leur résumé" },
			func(m *segur.Measure) { m.Title.FR, m.ShortTitle.FR = "Mon titre", "Court" },
			func(m *segur.Measure) {
				m.Title.FR, m.Summary.FR, m.ShortTitle.FR = "Mon titre", "Leur résumé", "Court"
			}).
			with(edit.Sides{"title_fr": edit.SideBoth, "summary_fr": edit.SideTheirs, "short_title_fr": edit.SideMine}),
		"two languages": onMeasure(d, func(m *segur.Measure) { m.Title.FR = "Leur titre" }, func(m *segur.Measure) { m.Title.EN = "My title" },
			func(m *segur.Measure) { m.Title = segur.Text{FR: "Leur titre", EN: "My title"} }).
			with(edit.Sides{"title_fr": edit.SideTheirs, "title_en": edit.SideMine}),
		"a list is one column": onMeasure(d, func(m *segur.Measure) { m.Sources = []string{"bilan", "presse"} },
			func(m *segur.Measure) { m.Sources = []string{"presse"}; m.TitleBasis = "official" },
			func(m *segur.Measure) { m.Sources = []string{"presse"}; m.TitleBasis = "official" }).
			with(edit.Sides{"sources": edit.SideBoth, "title_basis": edit.SideMine}),
		"the same twice": onMeasure(d, func(m *segur.Measure) { m.Title.FR, m.Slug = "Un titre", "neuf" }, func(m *segur.Measure) { m.Title.FR, m.Pillar = "Un titre", 2 },
			func(m *segur.Measure) { m.Title.FR, m.Slug, m.Pillar = "Un titre", "neuf", 2 }).
			with(edit.Sides{"title_fr": edit.SideEqual, "slug": edit.SideTheirs, "pillar": edit.SideMine}),
		"state": onState(d, func(a *segur.Assessment) { a.State, a.EffectiveOn = segur.Suspended, day("2022-05") },
			func(a *segur.Assessment) { a.State, a.Justification.FR = segur.DoneModified, "Pourquoi" },
			func(a *segur.Assessment) {
				a.State, a.EffectiveOn, a.Justification.FR = segur.DoneModified, day("2022-05"), "Pourquoi"
			}).with(edit.Sides{"state": edit.SideBoth, "effective_on": edit.SideTheirs, "justification_fr": edit.SideMine}),
		"indicator": onIndicator(d, func(i *segur.Indicator) { i.Label.FR, i.Measures = "Maisons", []int{9, 25} },
			func(i *segur.Indicator) { i.BreakNote, i.Direction = "Rupture", segur.DirectionUp },
			func(i *segur.Indicator) {
				i.Label.FR, i.Measures, i.BreakNote, i.Direction = "Maisons", []int{9, 25}, "Rupture", segur.DirectionUp
			}).with(edit.Sides{"label_fr": edit.SideTheirs, "measures": edit.SideTheirs, "break_note": edit.SideMine, "direction": edit.SideMine}),
		"source": onSource(d, func(s *segur.Source) { s.URL, s.Title = "https://example.org/a", "Leur bilan" },
			func(s *segur.Source) { s.PublishedOn, s.Title = day("2021-05-04"), "Mon bilan" },
			func(s *segur.Source) {
				s.URL, s.PublishedOn, s.Title = "https://example.org/a", day("2021-05-04"), "Mon bilan"
			}).with(edit.Sides{"url": edit.SideTheirs, "published_on": edit.SideMine, "title": edit.SideBoth}),
		"event of another day": onEvent(d, func(e *segur.Event) { e.Date = day("2021-07-22") }, func(e *segur.Event) { e.Title.FR = "Un an déjà" },
			func(e *segur.Event) { e.Date, e.Title.FR = day("2021-07-22"), "Un an déjà" }).
			with(edit.Sides{"date": edit.SideTheirs, "title_fr": edit.SideMine}),
		"text": onText(d, func(s *segur.SiteText) { s.Text.FR = "Leur bandeau" }, func(s *segur.SiteText) { s.Text = segur.Text{FR: "Mon bandeau", EN: "Mine"} },
			func(s *segur.SiteText) { s.Text = segur.Text{FR: "Mon bandeau", EN: "Mine"} }).
			with(edit.Sides{"text_fr": edit.SideBoth, "text_en": edit.SideMine}),

		"a number and a note": onValue(d, func(v *segur.Value) { v.Number, v.Flag = segur.Int(1880), "rounded" }, func(v *segur.Value) { v.Note = "Revu" },
			func(v *segur.Value) { v.Number, v.Flag, v.Note = segur.Int(1880), "rounded", "Revu" }).
			with(edit.Sides{"number": edit.SideTheirs, "flag": edit.SideTheirs, "note": edit.SideMine}),
		"a number from elsewhere and a note": onValue(d, func(v *segur.Value) { v.Number, v.Source = segur.Int(1880), "presse" },
			func(v *segur.Value) { v.Note = "Revu" }, func(v *segur.Value) { v.Number, v.Source, v.Note = segur.Int(1880), "presse", "Revu" }).
			with(edit.Sides{"number": edit.SideTheirs, "source": edit.SideTheirs, "note": edit.SideMine}),
		"a note and a number from elsewhere": onValue(d, func(v *segur.Value) { v.Note, v.Confidence = "Revu", "low" },
			func(v *segur.Value) { v.Number, v.Source = segur.Int(1895), "presse" },
			func(v *segur.Value) {
				v.Number, v.Source, v.Note, v.Confidence = segur.Int(1895), "presse", "Revu", "low"
			}).with(edit.Sides{"number": edit.SideMine, "source": edit.SideMine, "note": edit.SideTheirs, "confidence": edit.SideTheirs}),
		"a number and its document": onValue(d, func(v *segur.Value) { v.Number, v.Note = segur.Int(1880), "Revu" },
			func(v *segur.Value) { v.Source, v.Flag = "presse", "rounded" },
			func(v *segur.Value) { v.Source, v.Flag, v.Note = "presse", "rounded", "Revu" }).
			with(edit.Sides{"number": edit.SideBoth, "source": edit.SideBoth, "note": edit.SideTheirs, "flag": edit.SideMine}),
	} {
		now := published(t, d, c.theirs)
		conflict := edit.Conflicts(now, c.mine)
		if conflict == nil || len(conflict.Rows) != 1 {
			t.Errorf("%s: %+v", name, conflict)
			continue
		}
		row, changed := conflict.Rows[0], edit.Sides{}
		for column, side := range row.Sides() {
			if side != edit.SideNobody {
				changed[column] = side
			}
		}
		if !reflect.DeepEqual(changed, c.sides) || row.Contested() != c.contested {
			t.Errorf("%s: contested is %v, sides are %v", name, row.Contested(), changed)
		}
		kept, err := edit.Rebase(now, c.mine)
		after, want := published(t, now, made(t, kept, err)), published(t, d, c.kept)
		if !reflect.DeepEqual(after, want) {
			t.Errorf("%s: keeping mine publishes\n%+v, not\n%+v", name, edit.List(kept), edit.List(c.kept))
		}
	}
}

// TestTheRestOfARowStays: of a row that gives way only the contested columns do, and a new
// document that only they cited.
func TestTheRestOfARowStays(t *testing.T) {
	t.Parallel()
	d := small()
	c := onMeasure(d, func(m *segur.Measure) { m.Title.FR, m.Sources = "Leur titre", []string{"presse"} },
		func(m *segur.Measure) {
			m.Title.FR, m.ShortTitle.FR, m.Sources = "Mon titre", "Court", []string{"bilan", "neuf"}
		},
		func(m *segur.Measure) {
			m.Title.FR, m.ShortTitle.FR, m.Sources = "Leur titre", "Court", []string{"presse"}
		})
	c.mine.Sources.Add = []segur.Source{{ID: "neuf"}}
	now := published(t, d, c.theirs)
	left := edit.Without(c.mine, edit.Conflicts(now, c.mine).Rows)
	if len(left.Sources.Add) != 0 {
		t.Errorf("the document that nothing cites stays: %+v", left.Sources)
	}
	kept, err := edit.Rebase(now, left)
	if after := published(t, now, made(t, kept, err)); !reflect.DeepEqual(after, published(t, d, c.kept)) {
		t.Errorf("%+v", edit.List(kept))
	}
}

// TestWhichValueIsShownIsAsked: both have changed it, one of them by another value.
func TestWhichValueIsShownIsAsked(t *testing.T) {
	t.Parallel()
	d := small()
	prefer := func(at int) segur.ChangeSet {
		return intent(t, d, edit.ValueIntent{Action: edit.ValueReference, Old: &d.Values[at]})
	}
	corrected := intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, New: value("msp", segur.KindActual, "2021", 1880, "bilan", true)})
	noted := intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, New: with(d.Values[2], func(v *segur.Value) { v.Note = "Revu" })})
	for name, c := range map[string]struct {
		theirs, mine segur.ChangeSet
		asked        bool
	}{
		"two others":              {prefer(3), prefer(4), true},
		"a number and another":    {corrected, prefer(3), true},
		"another and a number":    {prefer(3), corrected, true},
		"another and a mere note": {prefer(3), noted, false},
		"a mere note and another": {noted, prefer(3), false},
	} {
		now, asked := published(t, d, c.theirs), false
		for _, row := range edit.Conflicts(now, c.mine).Rows {
			asked = asked || row.Contested()
			if row.Contested() && row.Rest() != nil {
				t.Errorf("%s: half of a figure would stay: %v", name, row.Rest())
			}
		}
		if asked != c.asked {
			t.Errorf("%s: asked is %v", name, asked)
		}
		if left := edit.Without(c.mine, edit.Conflicts(now, c.mine).Rows); c.asked && !edit.Empty(left) {
			t.Errorf("%s: giving way leaves %v", name, edit.List(left))
		}
	}
	now := published(t, d, prefer(3))
	kept, err := edit.Rebase(now, noted)
	if got := figure(published(t, now, made(t, kept, err)), "msp/FR/actual/2021"); got[0] != "1889 bilan" || got[1] != "1900 presse*" {
		t.Errorf("a note turns the choice of others back: %v", got)
	}
}

// TestARowThatIsGoneIsAskedWhole: nothing can be joined with it.
func TestARowThatIsGoneIsAskedWhole(t *testing.T) {
	t.Parallel()
	d := small()
	gone, err := edit.WithdrawState(d, 9, 2022)
	now := published(t, d, made(t, gone, err))
	mine, err := edit.State(d, assessment(9, 2022, segur.Suspended))
	row := edit.Conflicts(now, made(t, mine, err)).Rows[0]
	if row.Sides() != nil || !row.Contested() || row.Rest() != nil {
		t.Errorf("%+v", row)
	}
	// Another event has taken the day and title that mine moves to: it is no version of mine.
	moved, err := edit.Event(d, &d.Events[0], &segur.Event{Date: day("2022-07-21"), Title: d.Events[0].Title, Kind: "report", Sources: []string{"bilan"}})
	other, failed := edit.Event(d, nil, &segur.Event{Date: day("2022-07-21"), Title: d.Events[0].Title, Kind: "law", Sources: []string{"presse"}})
	taken := edit.Conflicts(published(t, d, made(t, other, failed)), made(t, moved, err)).Rows[0]
	if taken.Theirs == nil || taken.Sides() != nil || !taken.Contested() {
		t.Errorf("%+v", taken)
	}
}

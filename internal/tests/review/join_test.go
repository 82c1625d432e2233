package review

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// reworded changes the texts of measure 9.
func (r *room) reworded(change func(*segur.Measure)) segur.ChangeSet {
	r.Helper()
	m := r.measure()
	change(&m)
	c, err := edit.Measure(r.live(), m)
	if err != nil {
		r.Fatal(err)
	}
	return c
}

// measure is measure 9 as it is published.
func (r *room) measure() segur.Measure {
	r.Helper()
	all := r.live().Measures
	return all[slices.IndexFunc(all, func(m segur.Measure) bool { return m.Number == 9 })]
}

// overtaken has a title and a short title proposed before another title and summary come out.
func overtaken(r *room) desk.Proposal {
	r.Helper()
	mine := r.submitted("saisie-07", r.reworded(func(m *segur.Measure) { m.Title.FR, m.ShortTitle.FR = "Titre proposé", "Titre court proposé" }))
	r.published("saisie-08", r.reworded(func(m *segur.Measure) {
		m.Title.FR, m.Summary.FR = "Titre publié entre-temps", "Résumé publié entre-temps."
	}))
	return mine
}

// states returns who changed each column of the conflict table, by its label.
func (p page) states() map[string]string {
	p.Helper()
	states := map[string]string{}
	heads := p.Doc(p.T).Find(".seg-versions tbody th")
	for i := range heads.Nodes {
		head := heads.Eq(i)
		if said := head.Find(".seg-small").Text(); said != "" {
			states[thin(strings.TrimSpace(head.Contents().First().Text()))] = thin(said)
		}
	}
	return states
}

// TestEachColumnSaysWhoChangedIt: only what the author really changed is shown as proposed.
func TestEachColumnSaysWhoChangedIt(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := overtaken(r)
	seen := r.get("saisie-07", path(mine)+"/conflit")
	want := map[string]string{
		"Intitulé": "Changé des deux côtés", "Intitulé court": "Changé par la proposition seulement", "Résumé": "Changé par d'autres seulement",
	}
	got := seen.states()
	for label, state := range want {
		if got[label] != state {
			t.Errorf("%s is %q, not %q, of %v", label, got[label], state, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("changed are %v", got)
	}
	seen.has(".seg-versions .seg-diff__new", 2)
	if shown := thin(seen.Doc(t).Find(".seg-versions .seg-diff__new").Text()); shown != "Titre proposéTitre court proposé" {
		t.Errorf("shown as proposed: %q", shown)
	}
	seen.says("Votre version l'emporte pour « Intitulé ».", "Ce qui est publié reste pour « Intitulé ». Vos autres changements restent proposés : « Intitulé court ».")
	seen.has("input[type=radio]", 2)
	r.post("saisie-07", path(mine)+"/conflit", seen.settle("rien"), http.StatusUnprocessableEntity)
}

// TestKeepingMineKeepsWhatOthersChanged: the summary was never mine to turn back.
func TestKeepingMineKeepsWhatOthersChanged(t *testing.T) {
	t.Parallel()
	for choice, title := range map[string]string{"garder": "Titre proposé", "reprendre": "Titre publié entre-temps"} {
		r := open(t)
		mine := overtaken(r)
		seen := r.get("saisie-07", path(mine)+"/conflit")
		r.post("saisie-07", path(mine)+"/conflit", seen.settle(choice), http.StatusSeeOther)
		r.publish(r.approve(r.proposal(mine.ID)))
		m := r.measure()
		if m.Title.FR != title || m.ShortTitle.FR != "Titre court proposé" || m.Summary.FR != "Résumé publié entre-temps." {
			t.Errorf("%s: published are %q, %q and %q", choice, m.Title.FR, m.ShortTitle.FR, m.Summary.FR)
		}
	}
}

// TestDifferentColumnsLeaveNothingToChoose: the author only brings the proposal up to date.
func TestDifferentColumnsLeaveNothingToChoose(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := r.submitted("saisie-07", r.reworded(func(m *segur.Measure) { m.ShortTitle.FR = "Titre court proposé" }))
	r.published("saisie-08", r.reworded(func(m *segur.Measure) { m.Summary.FR = "Résumé publié entre-temps." }))
	seen := r.get("saisie-07", path(mine)+"/conflit")
	seen.says("mais pas dans les mêmes champs", "Rien à choisir ici : personne d'autre n'a changé les mêmes champs que vous.", "Mettre la proposition à jour")
	seen.has("input[type=radio]", 0)
	r.post("saisie-07", path(mine)+"/conflit", seen.settle("garder"), http.StatusSeeOther)
	r.publish(r.approve(r.proposal(mine.ID)))
	if m := r.measure(); m.ShortTitle.FR != "Titre court proposé" || m.Summary.FR != "Résumé publié entre-temps." {
		t.Errorf("published are %q and %q", m.ShortTitle.FR, m.Summary.FR)
	}
}

// TestWhatIsPublishedAlreadyLeavesTheProposal: both have proposed the same.
func TestWhatIsPublishedAlreadyLeavesTheProposal(t *testing.T) {
	t.Parallel()
	r := open(t)
	same := func(m *segur.Measure) { m.ShortTitle.FR = "Un seul titre court" }
	mine := r.submitted("saisie-07", r.reworded(same))
	r.published("saisie-08", r.reworded(same))
	seen := r.get("saisie-07", path(mine)+"/conflit")
	seen.says("ce que vous proposez sur cette ligne est déjà publié")
	seen.has("input[type=radio]", 0)
	r.post("saisie-07", path(mine)+"/conflit", seen.settle("garder"), http.StatusSeeOther)
	if now := r.proposal(mine.ID); now.Status != desk.StatusWithdrawn {
		t.Errorf("the proposal is %s", now.Status)
	}
}

// TestANoteOfOthersStaysUnderMyNumber: the columns of a figure join as those of a text do.
func TestANoteOfOthersStaysUnderMyNumber(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := r.submitted("saisie-07", r.corrected(msp, 3400))
	noted := r.value(msp)
	noted.Note = "Chiffre vérifié auprès de la Fédération"
	c, err := edit.Value(r.live(), edit.ValueIntent{Action: edit.ValueReplace, New: noted})
	if err != nil {
		t.Fatal(err)
	}
	r.published("saisie-08", c)
	seen := r.get("saisie-07", path(mine)+"/conflit")
	if got := seen.states(); len(got) != 2 || got["Valeur"] != "Changé par la proposition seulement" || got["Note"] != "Changé par d'autres seulement" {
		t.Errorf("states %v", got)
	}
	r.post("saisie-07", path(mine)+"/conflit", seen.settle("garder"), http.StatusSeeOther)
	r.publish(r.approve(r.proposal(mine.ID)))
	if v := r.value(msp); v.Number != segur.Int(3400) || v.Note != noted.Note {
		t.Errorf("published is %+v", v)
	}
}

// TestEveryColumnThatIsShownHasASide: the page and the rules call the columns by the same names.
func TestEveryColumnThatIsShownHasASide(t *testing.T) {
	t.Parallel()
	r := open(t)
	d := r.live()
	describer := changelog.Describer{After: r.site.Catalog(), Words: r.site.Words.For(locale.FR)}
	for _, c := range []edit.ConflictRow{
		{Base: segur.Measure{}, Theirs: d.Measures[0], Mine: segur.Measure{}},
		{Base: segur.Assessment{}, Theirs: d.Assessments[0], Mine: segur.Assessment{}},
		{Base: segur.Indicator{}, Theirs: d.Indicators[0], Mine: segur.Indicator{}},
		{Base: segur.Source{}, Theirs: d.Sources[0], Mine: segur.Source{}},
		{Base: segur.Event{}, Theirs: d.Events[0], Mine: segur.Event{}},
		{Base: segur.Priority{}, Theirs: d.Priorities[0], Mine: segur.Priority{}},
		{Base: segur.Consultation{}, Theirs: d.Consultations[0], Mine: segur.Consultation{}},
		{Base: segur.Pillar{}, Theirs: d.Pillars[0], Mine: segur.Pillar{}},
		{Base: segur.Territory{}, Theirs: d.Territories[1], Mine: segur.Territory{}},
	} {
		fields := describer.Row(c.Theirs)
		if len(fields) == 0 {
			t.Errorf("%T has no fields", c.Theirs)
		}
		for _, f := range fields {
			if f.NewRaw != "" && f.NewRaw != "0" && c.Sides().Of(f.Name) != edit.SideTheirs {
				t.Errorf("%T: nobody changed %s, which is %q", c.Theirs, f.Name, f.NewRaw)
			}
		}
	}
}

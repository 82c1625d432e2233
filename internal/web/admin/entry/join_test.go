package entry_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestADraftKeepsWhatOthersPublished: reopened after others have changed a text that it leaves
// alone, a draft does not turn that text back, whether it is kept or looked at once more.
func TestADraftKeepsWhatOthersPublished(t *testing.T) {
	t.Parallel()
	for _, choice := range []string{"garder", "modifier"} {
		s := testkit.Open(t)
		who := staff.Join(t, s, "brouillon-01", desk.RoleEditor, desk.Scope{})
		draft := open(t, who, "/admin/saisir/mesure/9").put("titre_fr", "Titre saisi", "titre_court_fr", "Titre court saisi", "motif", reason).accepted(s, "brouillon")
		d, err := s.App.Editorial().Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		old := d.Measures[slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Number == 9 })]
		theirs := old
		theirs.Title.FR, theirs.Summary.FR = "Titre publié entre-temps", "Résumé publié entre-temps."
		if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Measures: segur.Changes[segur.Measure]{
			Replace: []segur.Replacement[segur.Measure]{{Old: old, New: theirs}},
		}}}); err != nil {
			t.Fatal(err)
		}
		r := open(t, who, "/admin/propositions/"+id(draft)+"/modifier").refused("soumettre")
		sound(t, s, r)
		states := map[string]string{}
		rows := r.Doc(t).Find(".seg-diff tbody tr")
		for i := range rows.Nodes {
			head := rows.Eq(i).Find("th")
			states[head.Contents().First().Text()] = head.Find(".seg-small").Text()
		}
		if len(states) != 3 || states["Intitulé"] != "Changé des deux côtés" || states["Intitulé court"] != "Changé par vous seulement" || states["Résumé"] != "Changé par d’autres seulement" {
			t.Errorf("states %q", states)
		}
		if n := r.Doc(t).Find(".seg-diff__apart").Length(); n != 2 {
			t.Errorf("%d columns are shown as proposed", n)
		}
		chosen := read(t, who, r).put("conflit", choice)
		if choice == "modifier" {
			chosen = read(t, who, chosen.exports("soumettre"))
		}
		p := chosen.accepted(s, "soumettre")
		if c := p.Changes.Measures.Replace; len(c) != 1 || c[0].New.Title.FR != "Titre saisi" || c[0].New.ShortTitle.FR != "Titre court saisi" || c[0].New.Summary.FR != theirs.Summary.FR {
			t.Errorf("%s: %+v", choice, p.Changes.Measures)
		}
	}
}

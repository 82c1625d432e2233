package scenes

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
)

// playConflict has two people change the same figure. The first is published while the second has
// the form open, and once more while the second's proposal waits.
func playConflict(s *scene) {
	first, second := s.joins("redaction-1", desk.RoleEditor), s.joins("redaction-2", desk.RoleEditor)
	approver := s.joins("relecture", desk.RoleApprover)
	second.opens("/admin/saisir/valeur/msp-count")
	second.presses("Remplacer France, janvier 2026")
	const why, note = "La Fédération publie son décompte exact.", "Sans les antennes."
	second.types("Valeur", "3 120")
	second.picks("Précision", "provisoire")
	second.types("Note", note)
	second.ticks("Négociations ACI, docteur junior")
	second.types("Motif", why)

	first.corrects("3 100")
	approver.approves("/admin/propositions/1")
	approver.publishes("Janvier corrigé", "January corrected")

	second.pressesRefused("Soumettre à relecture", 422)
	second.reads("Quelqu'un a publié un changement entre-temps", "Quand vous avez ouvert", "Publié maintenant", "Votre saisie")
	second.row("Valeur", "3 000", "3 100", "3 120")
	second.row("Note", "AVECsanté, chiffre rond", "AVECsanté, chiffre rond", note)
	second.ticks("Garder ma saisie")
	second.presses("Continuer")
	second.reads("Proposition nº 2 soumise à relecture.", "3 100", "3 120", why, note)

	first.fills("3 150")
	first.pressesRefused("Soumettre à relecture", 422)
	first.reads("Une autre proposition porte sur la même donnée : la nº 2, de redaction-2.")
	first.confirms()
	first.presses("Soumettre à relecture")
	approver.approves("/admin/propositions/3")
	approver.publishes("Encore janvier", "January again")
	second.opens("/admin")
	second.opens("/admin/propositions/2")
	second.reads("Ce qui est publié a changé depuis la rédaction")
	second.presses("Comparer les trois versions")
	second.row("Valeur", "3 100", "3 150", "3 120")
	second.ticks("Garder ce que je propose")
	second.presses("Enregistrer ces choix")
	second.reads("Conflit résolu : la proposition nº 2 part de ce qui est publié maintenant.", "À relire", "3 150", "3 120", why, note)
	approver.approves("/admin/propositions/2")
}

// row holds what the three cells of a line of the comparison say.
func (a *agent) row(head string, cells ...string) {
	a.t.Helper()
	var got []string
	// Under the name stands who changed the field.
	a.eval("[...[...document.querySelectorAll('th[scope=row]')].find((e) => hand.plain(e.firstChild.textContent) === "+quoted(head)+").parentElement.querySelectorAll('td')].map((e) => hand.plain(e.innerText))", &got)
	if !slices.Equal(got, cells) {
		a.t.Errorf("%s reads %q in the row %s, want %q", a.name, got, head, cells)
	}
}

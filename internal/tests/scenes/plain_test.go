package scenes

import (
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// playWithoutScripts goes from a form to the public page in browsers that run no script.
func playWithoutScripts(s *scene) {
	plain := func(name string, role desk.Role) *agent {
		return s.enters(staff.Join(s, s.site, name, role, desk.Scope{}), scriptsOff)
	}
	editor, approver := plain("redaction", desk.RoleEditor), plain("relecture", desk.RoleApprover)
	editor.fills("31 000")
	editor.pressesRefused("Soumettre à relecture", 422)
	editor.corrected("Un point est à vérifier")
	editor.finds("Motif", "Le décompte de janvier a été corrigé par la Fédération.")
	editor.finds("Valeur", "31 000")
	editor.types("Valeur", "3 400")
	editor.presses("Garder en brouillon")
	editor.reads("Brouillon nº 1 gardé. Il n'est visible que de vous.")
	editor.presses("Modifier")
	editor.finds("Valeur", "3 400")
	editor.presses("Soumettre à relecture")
	editor.reads("Proposition nº 1 soumise à relecture.")

	approver.opens("/admin")
	approver.presses("Valeur : " + houses)
	approver.reads("3 000", "3 400", "Léger retard → devient Dans les temps")
	approver.readsIn(chart+" svg", "3 400")
	approver.ticks("Demander une correction")
	approver.pressesRefused("Enregistrer la décision", 422)
	approver.corrected("Dites pourquoi, en 10 lettres ou chiffres au moins.")
	approver.ticked("Demander une correction")
	approver.approves("/admin/propositions/1")
	approver.publishes("Janvier corrigé", "January corrected")

	reader := s.sits("reader", browser.Options{}, scriptsOff)
	reader.opens(housesURL)
	reader.reads("De 1 500 en 2020 à 3 400 en janvier 2026", "Valeur 3 400 au lieu de 3 000")
	reader.readsIn(chart+" svg", "3 400")
	reader.opens("/nouveautes")
	reader.reads("Publication nº 2", "Janvier corrigé")
}

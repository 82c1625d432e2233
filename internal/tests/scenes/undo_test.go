package scenes

import "github.com/segur-tracker/segur/internal/desk"

// playUndo publishes a figure, proposes to undo it, has somebody else approve and publishes that.
func playUndo(s *scene) {
	editor, approver, second := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover), s.joins("relecture-2", desk.RoleApprover)
	editor.corrects("3 400")
	approver.approves("/admin/propositions/1")
	approver.publishes("Janvier corrigé", "January corrected")
	approver.presses("Proposer l'annulation (2)")
	approver.reads("Proposer d'annuler la publication nº 2", "Rien n'est effacé. Une autre personne devra approuver.", "3 400", "3 000")
	approver.types("Motif", "Trop")
	approver.pressesRefused("Proposer l'annulation", 422)
	approver.corrected("Donnez un motif")
	approver.finds("Motif", "Trop")
	approver.types("Motif", "La Fédération a démenti ce décompte.")
	approver.presses("Proposer l'annulation")
	approver.reads("Annulation de la publication nº 2 proposée. Une autre personne doit l'approuver.")

	approver.opens("/admin/propositions/2")
	approver.readsNot("Enregistrer la décision")
	second.opens("/admin")
	second.presses("Annulation : ")
	second.reads("Annule la publication nº 2", "La Fédération a démenti ce décompte.", "3 400", "3 000")
	second.approves("/admin/propositions/2")
	second.publishes("Retour au décompte d'avant", "Back to the former count")
	second.reads("Annulée par la nº 3")

	reader := s.reader()
	reader.opens(housesURL)
	reader.reads("De 1 500 en 2020 à 3 000 en janvier 2026", "La Fédération a démenti ce décompte.", "3 400 au lieu de 3 000", "3 000 au lieu de 3 400")
	reader.opens(housesURL + "?publication=2")
	reader.reads("(publication nº 2)", "De 1 500 en 2020 à 3 400 en janvier 2026")
	reader.opens("/nouveautes")
	reader.reads("Retour au décompte d'avant", "Publication nº 3", "La Fédération a démenti ce décompte.", "Publication nº 2", "Janvier corrigé")
}

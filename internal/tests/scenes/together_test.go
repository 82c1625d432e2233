package scenes

import "github.com/segur-tracker/segur/internal/desk"

// playTogether has somebody submit several drafts with one reason.
func playTogether(s *scene) {
	a := s.joins("redaction", desk.RoleEditor)
	a.fills("3 400")
	a.presses("Garder en brouillon")
	a.opens("/admin/saisir/etat/12/2021")
	a.ticks("Suspendue")
	a.presses("Garder en brouillon")
	a.reads("Brouillon nº 2 gardé.")
	a.opens("/admin/propositions")
	a.reads("Vos brouillons et propositions à corriger 2")
	a.unfolds("Soumettre plusieurs brouillons ensemble")
	a.types("Motif", "Le bilan de novembre donne les deux.")
	a.pressesRefused("Soumettre à la relecture", 422)
	a.corrected("Choisissez au moins une proposition.")
	a.finds("Motif", "Le bilan de novembre donne les deux.")
	a.ticks("Valeur : " + houses)
	a.ticks("État : Mesure 12")
	a.presses("Soumettre à la relecture")
	a.reads("2 propositions sont soumises à la relecture.")
	for _, path := range []string{"/admin/propositions/1", "/admin/propositions/2"} {
		a.opens(path)
		a.reads("À relire", "Le bilan de novembre donne les deux.")
	}
}

package scenes

import "github.com/segur-tracker/segur/internal/desk"

const (
	found   = "La liste officielle des 33 mesures donne ce numéro."
	forth   = "La mesure 20 (Intérim médical) devient la mesure 9, dans le pilier 1 ; les mesures 9 à 19 prennent le numéro suivant"
	retour  = "La mesure 9 (Intérim médical) devient la mesure 20, dans le pilier 3 ; les mesures 10 à 20 prennent le numéro précédent"
	interim = "Intérim médical"
)

// playRenumber moves measure 20 into pillar 1 and back, through the desk, while a state of it waits
// for review; readers find it under each of its addresses.
func playRenumber(s *scene) {
	editor, approver, second := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover), s.joins("relecture-2", desk.RoleApprover)
	reader := s.reader()
	reader.opens("/mesures/20-interim-medical")
	editor.opens("/admin/saisir/etat/20/2021")
	editor.ticks("En préparation")
	editor.types("Motif", "Les contrôles se préparent, dit le bilan.")
	editor.presses("Soumettre à relecture")

	editor.opens("/admin/saisir")
	editor.presses(interim)
	editor.presses("Changer de numéro ou de pilier")
	editor.reads("L'ancienne adresse mène à la nouvelle.", "/mesures/20-interim-medical")
	editor.types("Motif", found)
	editor.pressesRefused("Soumettre à relecture", 422)
	editor.corrected("Rien ne change par rapport à ce qui est publié.")
	editor.picks("Numéro et pilier", "Mesure 9, après « Carrières médicales »")
	editor.pressesRefused("Voir l'ordre qui en résulte", 422)
	editor.reads(forth, "20 (pilier 3)", "9 (pilier 1)", "19 (pilier 3)")
	editor.finds("Motif", found)
	editor.ticks("officiel", "D'où vient le numéro")
	editor.pressesRefused("Soumettre à relecture", 422)
	editor.ticks("Une autre proposition porte sur la même donnée : la nº 1")
	editor.ticks(official("9, 12, 14"))
	editor.presses("Soumettre à relecture")
	editor.reads("Proposition nº 2 soumise à relecture.", forth, "20 (pilier 3)", "9 (pilier 1)", "Statut du numéro", found)
	editor.readsNot("Justification", "Indicateur")

	approver.opens("/admin")
	approver.presses("La mesure 20")
	approver.reads(forth, "La proposition nº 1 de redaction touche la même donnée.")
	approver.approves("/admin/propositions/2")
	approver.publishes("La liste officielle est retrouvée", "The official list is found")
	movedForReaders(reader)
	reader.opens("/nouveautes")
	reader.reads(forth, found, "1 modification")

	editor.opens("/admin/propositions/1")
	editor.reads("Mesure 9", interim, "Numéros de mesures mis à jour par le programme")
	second.approves("/admin/propositions/1")
	second.publishes("Un état", "A status")

	editor.opens("/admin/saisir/mesure/9/numero")
	editor.picks("Numéro et pilier", "Mesure 20, après « GHT médicalisés »")
	editor.types("Motif", "La liste était celle d'un projet abandonné.")
	editor.pressesRefused("Soumettre à relecture", 422)
	editor.ticks(official("9, 10, 13, 15"))
	editor.presses("Soumettre à relecture")
	editor.reads(retour)
	approver.approves("/admin/propositions/3")
	approver.publishes("Retour à l'ordre d'avant", "Back to the former order")
	backForReaders(reader)
}

// movedForReaders follows the old address, today and in the past.
func movedForReaders(a *agent) {
	a.t.Helper()
	a.opens("/mesures/20-interim-medical")
	a.at("/mesures/9-interim-medical")
	a.reads("Mesure 9", interim, "Pilier 1", forth, found)
	a.presses("Voir cette page telle qu'elle était alors")
	a.at("/mesures/9-interim-medical?publication=2")
	a.opens("/mesures/9-interim-medical?publication=1")
	a.at("/mesures/20-interim-medical?publication=1")
	a.reads("Mesure 20", "Pilier 3")
	a.opens("/mesures/20")
	a.at("/mesures/20-ght-medicalises")
	a.opens("/en/measures/20-interim-medical")
	a.at("/en/measures/9-interim-medical")
}

// backForReaders holds that a browser that was sent on before is not sent round now.
func backForReaders(a *agent) {
	a.t.Helper()
	for _, path := range []string{"/mesures/20-interim-medical", "/mesures/9-interim-medical", "/mesures/20"} {
		a.opens(path)
		a.at("/mesures/20-interim-medical")
	}
	a.reads("Mesure 20", "Pilier 3", retour, forth, "En préparation")
	a.opens("/mesures/20-interim-medical?publication=3")
	a.at("/mesures/9-interim-medical?publication=3")
	a.opens("/mesures")
	a.readsIn("main", interim)
}

// official is what is asked about measures whose official numbers change.
func official(numbers string) string {
	return "Les mesures " + numbers + " ont un numéro qu'un document officiel cite. Elles en changent, et le site dira officiel leur nouveau numéro : une liste officielle le donne bien."
}

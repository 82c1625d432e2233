package scenes

import (
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
)

const (
	houses    = "Maisons de santé pluriprofessionnelles (MSP) ouvertes"
	housesURL = "/indicateurs/msp-count"
	chart     = "#g-indicateur-msp-count"
)

// corrects proposes another number of health houses for January 2026; 3 000 is published.
func (a *agent) corrects(number string) {
	a.t.Helper()
	a.fills(number)
	a.presses("Soumettre à relecture")
	a.reads("soumise à relecture", "« "+number+" » est lu "+number+" (France, janvier 2026).")
}

// fills writes that correction into its form, which it looks for as people do.
func (a *agent) fills(number string) {
	a.t.Helper()
	a.opens("/admin/saisir")
	a.types("Trouver un indicateur", "maisons de santé")
	a.presses("Chercher")
	a.presses(houses)
	a.presses("Remplacer France, janvier 2026")
	a.types("Valeur", number)
	a.ticks("Négociations ACI, docteur junior")
	a.types("Motif", "Le décompte de janvier a été corrigé par la Fédération.")
}

// approves opens a proposal and approves it.
func (a *agent) approves(path string) {
	a.t.Helper()
	a.opens(path)
	a.ticks("Approuver")
	a.presses("Enregistrer la décision")
	a.reads("approuvée : elle est prête à être publiée.")
}

// publishes sends out what is approved, with a note in both languages.
func (a *agent) publishes(french, english string) {
	a.t.Helper()
	a.opens("/admin/publications")
	a.types("Note de publication, en français", french)
	a.types("Note de publication, en anglais", english)
	a.ticks("Maintenant")
	a.presses("Publier ou programmer")
	a.reads("est en ligne.", french)
}

// playLife takes a figure and a state from two people's forms to the public pages.
func playLife(s *scene) {
	editor, approver, second := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover), s.joins("relecture-2", desk.RoleApprover)
	reader := s.reader()
	reader.opens("/?annee=2021")
	reader.reads("En 2021, 28 mesures sont en cours de déploiement, 3 sont en préparation, 1 est réalisée")
	editor.corrects("3 400")
	done(approver)
	review(s, approver)
	second.opens("/admin/propositions")
	second.reads("Approuvée", "À relire")
	second.approves("/admin/propositions/2")
	second.publishes("Janvier corrigé, lits ouverts", "January corrected, beds opened")
	second.presses("Lire ce que le public voit")
	second.at("/nouveautes/2")
	publicHasChanged(reader)
	pastHasNot(reader)
}

// review has somebody look at the figure and at a state of their own.
func review(s *scene, a *agent) {
	s.Helper()
	a.opens("/admin")
	a.presses("Valeur : " + houses)
	a.at("/admin/propositions/1")
	a.reads("Ce qui change", "Avant (publié)", "Après (proposé)", "3 000", "3 400", "Trajectoire", "Léger retard → devient Dans les temps",
		"Le décompte de janvier a été corrigé par la Fédération.", "Effets si la proposition est publiée", "Ce que le public verrait")
	if drawn := a.text(chart + " svg"); !strings.Contains(drawn, "3 400") || strings.Contains(drawn, "3 000 3 000") {
		s.Errorf("the preview does not draw the new figure: %q", drawn)
	}
	a.approves("/admin/propositions/1")
	a.opens("/admin/propositions/2")
	a.reads("C'est votre proposition : une autre personne doit la relire. On ne décide jamais de son propre travail.",
		"Mesures réalisées en 2021", "1 → devient 2", "Mesures en cours de déploiement en 2021", "28 → devient 27")
	a.readsNot("Enregistrer la décision")
}

// publicHasChanged looks at the home page, the measure, the indicator with its chart in words and
// in its table, and the news.
func publicHasChanged(a *agent) {
	a.t.Helper()
	a.opens("/?annee=2021")
	a.reads("En 2021, 27 mesures sont en cours de déploiement, 3 sont en préparation, 2 sont réalisées", "Publication nº 2")
	a.opens("/mesures/12-lits-a-la-demande")
	a.reads("Les 4 000 lits sont ouverts selon le bilan.")
	a.readsIn("main", "Réalisée")
	a.opens(housesURL)
	a.reads("De 1 500 en 2020 à 3 400 en janvier 2026, soit 76 % du chemin vers 4 000", "Dans les temps", "Valeur 3 400 au lieu de 3 000")
	a.readsIn(chart+" svg", "3 400")
	a.unfolds("Lire en mots et en tableau", "Maisons de santé")
	a.readsIn(chart+" details p", "3 400")
	a.readsIn(chart+" table", "janvier 2026 3 400")
	a.opens("/nouveautes")
	a.reads("Publication nº 2", "Janvier corrigé, lits ouverts", "2 modifications, dont 2 corrections",
		"Valeur 3 400 au lieu de 3 000", "État Réalisée au lieu de En cours de déploiement", "Le décompte de janvier a été corrigé par la Fédération.")
}

// pastHasNot looks at the same pages as they were, each with its banner.
func pastHasNot(a *agent) {
	a.t.Helper()
	for path, text := range map[string]string{
		"/?annee=2021&publication=1": "En 2021, 28 mesures sont en cours de déploiement, 3 sont en préparation, 1 est réalisée",
		housesURL + "?publication=1": "De 1 500 en 2020 à 3 000 en janvier 2026, soit 60 % du chemin vers 4 000",
	} {
		a.opens(path)
		a.reads("Chiffres tels que publiés le 21 novembre 2026 (publication nº 1).", text)
		a.readsNot("3 400")
		var robots string
		if a.eval("document.querySelector('meta[name=robots]')?.content ?? ''", &robots); !strings.Contains(robots, "noindex") {
			a.t.Errorf("%s: robots %q", path, robots)
		}
	}
	a.presses("Voir les chiffres d'aujourd'hui")
	a.reads("Publication nº 2")
}

// done proposes that measure 12 was done in 2021.
func done(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/etat/12/2021")
	a.ticks("Réalisée")
	a.types("Motif", "Les 4 000 lits sont ouverts selon le bilan.")
	a.presses("Soumettre à relecture")
}

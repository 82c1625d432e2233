package scenes

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
)

// playState has an editor give a state without a source, correct it and submit it.
func playState(s *scene) {
	a := s.joins("redaction", desk.RoleEditor)
	a.opens("/admin/saisir")
	a.presses("Simplification administrative")
	a.presses("Donner un état 2026")
	a.reads("État en 2026", "Publié aujourd'hui : Non renseigné")
	const why = "Le bilan de 2026 confirme l'engagement, sans l'achever."
	a.ticks("En cours de déploiement")
	a.types("Date d'effet", "12 mars 2026")
	a.ticks("un état officiel")
	a.types("Justification en français", "Le ministre fait le point au Sénat le 12 mars.")
	a.types("Justification en anglais", "The minister reports to the Senate on 12 March.")
	a.types("Motif", why)
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("Ajoutez au moins une source : rien n'est publié sans document à l'appui.")
	var marked []string
	a.eval(`[...document.querySelectorAll('.govuk-form-group--error legend, .govuk-form-group--error > label')].map((e) => e.textContent.trim())`, &marked)
	if !slices.Contains(marked, "Documents à l’appui") || len(marked) != 1 {
		a.t.Errorf("marked fields: %q", marked)
	}
	a.follows("Ajoutez au moins une source", "documents à l'appui")
	a.finds("Date d'effet", "12 mars 2026")
	a.finds("Justification en français", "Le ministre fait le point au Sénat le 12 mars.")
	a.finds("Justification en anglais", "The minister reports to the Senate on 12 March.")
	a.finds("Motif", why)
	a.ticked("En cours de déploiement", "un état officiel")
	s.addSource(a)
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 1 soumise à relecture.", "À relire", "Compte rendu du Sénat, séance du 12 mars 2026", why)
	a.opens("/admin/saisir/etat/22/2026")
	a.reads("Publié aujourd'hui : Non renseigné")
}

// addSource describes a document, first without saying who publishes it.
func (s *scene) addSource(a *agent) {
	s.Helper()
	a.ticks("Un document qui n'est pas encore dans la liste")
	a.unfolds("Décrire un nouveau document")
	a.types("Titre du document", "Compte rendu du Sénat, séance du 12 mars 2026")
	a.types("Adresse", "www.senat.fr/seances")
	a.types("Date du document", "12/03/2026")
	a.picks("Genre", "Parlement")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("Dites qui publie le document.", "Cette adresse n'est pas complète")
	a.finds("Titre du document", "Compte rendu du Sénat, séance du 12 mars 2026")
	a.types("Éditeur", "Sénat")
	a.types("Adresse", "https://www.senat.fr/seances/s202603/s20260312.html")
}

// follows presses a fault in the summary and holds that the keyboard is in its field then.
func (a *agent) follows(fault, field string) {
	a.t.Helper()
	a.unfolds(fault)
	var at string
	a.eval("(() => { const e = document.activeElement; return (e.closest('fieldset')?.querySelector('legend') ?? e.labels?.[0] ?? e).textContent.replace(/’/g, \"'\").toLowerCase(); })()", &at)
	if at != field {
		a.t.Errorf("« %s » leads to %q, not to %q", fault, at, field)
	}
}

// ticked holds that choices are still made.
func (a *agent) ticked(labels ...string) {
	a.t.Helper()
	for _, label := range labels {
		var ticked bool
		if a.eval("hand.ticked("+quoted(label)+")", &ticked); !ticked {
			a.t.Errorf("%s: « %s » is no longer chosen", a.name, label)
		}
	}
}

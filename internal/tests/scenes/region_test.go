package scenes

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/desk"
)

const (
	region   = "Auvergne-Rhône-Alpes"
	contract = "MSP adhérentes à l'accord conventionnel (ACI)"
	document = "En cinq ans, la rémunération des maisons de santé a été multipliée par trois"
)

// playRegion has an agent of region 84 propose figures of her region by the form and by the grid,
// and try those of another region.
func playRegion(s *scene) {
	a := s.joins("agent-84", desk.RoleRegional, "84")
	a.opens("/admin")
	a.presses("Saisir")
	a.reads("Que voulez-vous saisir ?", "Les chiffres de vos régions", "Indicateurs déjà suivis pour : "+region)
	a.readsNot("L'état d'une mesure", "Le message du site")
	a.presses(contract)
	proposeByForm(a)
	tamper(a)
	typeIntoGrid(a)
	pasteIntoGrid(a)
	pasteTooMuch(a)
	tamperWithGrid(a)

	admin := s.joins("tenue-des-comptes", desk.RoleAdmin)
	admin.opens("/admin/journal?action=forbidden")
	admin.reads("Accès refusé", "agent-84", "hors périmètre", "11")
}

// proposeByForm adds the figure of 2024 to that of 2023.
func proposeByForm(a *agent) {
	a.t.Helper()
	a.reads("Hors de votre périmètre : lecture seule.")
	a.presses("Ajouter une valeur")
	a.reads("Publié aujourd'hui : 280, " + region + ", 2023")
	a.types("Période", "2024")
	a.types("Valeur", "1 889,5")
	a.ticks(document)
	a.types("Motif", "L'Assurance maladie publie le décompte de 2024.")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("« 1 889,5 » : cet indicateur se compte sans décimale.")
	a.types("Valeur", "3 105")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("Un point est à vérifier")
	a.reads("« 3 105 » est lu 3 105 ("+region+", 2024).", "c'est environ 11 fois plus que la valeur précédente (2023), 280")
	a.types("Valeur", "310")
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 1 soumise à relecture.", "« 310 » est lu 310 ("+region+", 2024).", "À relire", contract+", "+region+", 2024")
}

// tamper sends the figure of another region, which the list does not offer.
func tamper(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/valeur/msp-aci/ajouter")
	a.types("Période", "2024")
	a.types("Valeur", "171")
	a.ticks(document)
	a.types("Motif", "L'Assurance maladie publie le décompte de 2024.")
	a.eval(`(() => { const list = hand.control('Territoire'); const o = document.createElement('option'); o.value = '11'; o.textContent = 'Île-de-France'; list.append(o); return hand.choose('Territoire', 'Île-de-France'); })()`, nil)
	a.pressesRefused("Soumettre à relecture", 403)
	a.reads("Accès refusé", "Cette donnée sort de votre périmètre (mesures ou régions). La tentative est notée au journal.")
}

// strike strikes a key.
func (a *agent) strike(keys ...string) {
	a.t.Helper()
	a.step("strikes keys", func() {
		for _, key := range keys {
			a.Key(key)
		}
	})
}

// writes types where the keyboard is.
func (a *agent) writes(text string) {
	a.t.Helper()
	a.step("writes "+text, func() { a.Run("type", input.InsertText(text)) })
}

// typeIntoGrid goes through the row of the region with the keyboard alone.
func typeIntoGrid(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/grille/msp-aci")
	a.step("goes to the first cell", func() { a.Eval("document.querySelector('.seg-grid input').focus(); true", nil) })
	a.writes("201")
	a.strike(kb.ArrowRight)
	a.writes("240")
	a.strike(kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.ArrowLeft, kb.ArrowDown)
	var cells string
	a.eval("[...document.querySelectorAll('.seg-grid input')].map((i) => i.value).join('|') + ' at ' + document.activeElement.getAttribute('aria-label')", &cells)
	if cells != "201|240|280||| at "+region+", 2024" {
		a.t.Errorf("after the keys the grid holds %s", cells)
	}
	a.types("Motif", "Les décomptes des années passées manquaient.")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("Ajoutez au moins une source")
	a.ticks(document)
	a.pressesRefused("Soumettre à relecture", 422)
	a.reads("2 cases changent.", region+", 2021 : rien devient 201.", region+", 2022 : rien devient 240.")
	a.confirms()
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 2 soumise à relecture.", "À relire", "2022", "240")
}

// confirms ticks every doubt that the page shows.
func (a *agent) confirms() {
	a.t.Helper()
	doubts := strings.Split(a.text(".seg-confirm .govuk-checkboxes__label"), "\n")
	for _, doubt := range doubts {
		a.ticks(doubt)
	}
}

// pasteIntoGrid copies two columns in one place and pastes them into two cells.
func pasteIntoGrid(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/grille/msp-aci")
	a.types("Tableau copié d'un tableur", "330\t351")
	a.step("copies and pastes", func() {
		a.Run("copy", selectAll(), shortcut("c", "copy"), chromedp.KeyEvent(kb.Backspace))
		a.Eval(`document.querySelector('[aria-label="`+region+`, 2025"]').focus(); true`, nil)
		a.Run("paste", shortcut("v", "paste"))
	})
	var cells string
	a.eval("[...document.querySelectorAll('.seg-grid input')].map((i) => i.value).join('|')", &cells)
	if cells != "||280||330|351" {
		a.t.Fatalf("after pasting the grid holds %s", cells)
	}
	a.ticks(document)
	a.types("Motif", "Le décompte trimestriel est paru en novembre.")
	a.pressesRefused("Soumettre à relecture", 422)
	a.confirms()
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 3 soumise à relecture.", "2025", "330", "2026", "351")
}

// pasteTooMuch pastes a block that is wider than the grid and goes on into regions that are closed, with a line end in a cell.
func pasteTooMuch(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/grille/msp-aci")
	a.step("presses somewhere", func() { a.Click("h1") }) // or the browser would not ask before leaving
	var shown string
	a.eval(`(() => {
		const block = new DataTransfer();
		block.setData('text/plain', '"1 200\r\n(estimation)"\t2\t3\t4\t5\t6\t7\t"8 ""bis"""\r\n9\t\r\n');
		const into = document.querySelector('[aria-label="`+region+`, 2021"]');
		into.dispatchEvent(new ClipboardEvent('paste', { clipboardData: block, bubbles: true, cancelable: true }));
		return [...document.querySelectorAll('.seg-grid input')].map((i) => i.value).join('|') + ' and ' + document.querySelector('[data-surplus]:not([hidden])')?.innerText;
	})()`, &shown)
	shown = strings.Join(strings.Fields(shown), " ")
	want := "1 200 (estimation)|2|3|4|5|6 and Une partie du bloc collé n’a pas trouvé de case ouverte dans cette grille et n’a pas été reprise : " +
		`Ligne 1, colonne 7 du bloc : « 7 » Ligne 1, colonne 8 du bloc : « 8 "bis" » Ligne 2, colonne 1 du bloc : « 9 »`
	if shown != want {
		a.t.Errorf("the grid shows %s", shown)
	}
}

// tamperWithGrid adds a cell of another region to the form, and is asked before leaving it.
func tamperWithGrid(a *agent) {
	a.t.Helper()
	a.opens("/admin/saisir/grille/msp-aci")
	a.types("Note", "Saisie en cours")
	asked := a.Asked()
	a.opens("/admin/saisir/grille/msp-aci")
	if a.Asked() != asked+1 {
		a.t.Error("a form with unsaved input is left without a question")
	}
	a.eval(`(() => { const i = document.createElement('input'); i.name = 'c-11-2023'; i.value = '170'; document.querySelector('.seg-write').append(i); return true; })()`, nil)
	a.ticks(document)
	a.types("Motif", "Le décompte trimestriel est paru en novembre.")
	a.pressesRefused("Soumettre à relecture", 403)
	a.reads("Cette donnée sort de votre périmètre (mesures ou régions).")
}

package scenes

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// sight is a page of the desk as somebody sees it.
type sight struct {
	path    string
	first   string // a script to run there, "" for none
	exports string // what is pressed there to come to the page, "" for nothing
	status  int64  // of the page, 0 for 200
	walk    bool   // to every stop of the keyboard
}

// sights are pages of every kind that the desk has, by who sees them.
func (o *office) sights() map[string][]sight {
	at := func(n int) string { return fmt.Sprintf("/admin/propositions/%d", n) }
	return map[string][]sight{
		"stranger": {
			{path: "/admin/connexion", walk: true}, {path: "/admin/connexion", exports: "Se connecter", status: 422}, {path: "/admin/deconnexion"},
			{path: o.resetLink()}, {path: "/admin/lien/inconnu", status: 410},
		},
		"hidden": {{path: "/admin/second-facteur?retour=/admin"}, {path: "/admin/second-facteur", exports: "Vérifier", status: 422}, {path: "/admin/compte/second-facteur"}},
		"editor": {
			{path: "/admin", walk: true}, {path: "/admin/compte"}, {path: "/admin/compte/second-facteur"}, {path: "/admin/saisir?q=maisons"},
			{path: "/admin/saisir/etat/25"}, {path: "/admin/saisir/etat/25/2025", walk: true}, {path: "/admin/saisir/etat/25/2026", exports: "Soumettre à relecture", status: 422},
			{path: "/admin/saisir/etat/25/2025/retirer"}, {path: "/admin/saisir/etat/4/2025/recherche", exports: "Soumettre à relecture", status: 422}, {path: "/admin/saisir/mesure/25"}, {path: "/admin/saisir/mesure/25/numero"}, {path: "/admin/saisir/valeur/msp-count"},
			{path: "/admin/saisir/valeur/msp-count/ajouter", walk: true}, {path: "/admin/saisir/valeur/msp-count/ajouter", exports: "Soumettre à relecture", status: 422},
			{path: o.figure("remplacer")}, {path: o.figure("retirer")}, {path: o.figure("alternative")},
			{path: "/admin/saisir/grille/msp-aci", walk: true}, {path: "/admin/saisir/grille/msp-aci", exports: "Soumettre à relecture", status: 422},
			{path: "/admin/saisir/sources?q=senat"}, {path: "/admin/saisir/source"}, {path: "/admin/saisir/source/concours-pluripro-2021-chiffres"},
			{path: "/admin/saisir/evenements"}, {path: "/admin/saisir/evenement", exports: "Soumettre à relecture", status: 422}, {path: "/admin/saisir/bandeau"},
			{path: "/admin/saisir/indicateur"}, {path: "/admin/saisir/indicateur/msp-count"},
			{path: "/admin/propositions", walk: true}, {path: at(waiting)}, {path: at(drafted)}, {path: at(returned)}, {path: at(contested) + "/conflit", walk: true},
			{path: at(drafted) + "/modifier"}, {path: "/admin/publications"}, {path: "/admin/comptes", status: 403}, {path: "/admin/propositions/999", status: 404},
		},
		"regional": append([]sight{{path: "/admin"}, {path: "/admin/saisir"}, {path: "/admin/saisir/grille/msp-aci"}, {path: "/admin/saisir/valeur/msp-aci"}}, o.regionalSights()...),
		"approver": {
			{path: "/admin"}, {path: "/admin/propositions?qui=moi"}, {path: at(waiting), exports: "Enregistrer la décision", status: 422},
			{path: at(contested)}, {path: at(contested) + "/conflit"}, {path: at(ofApprover)}, {path: at(reverting)},
			{path: "/admin/publications", walk: true}, {path: "/admin/publications", first: "document.querySelector('#f-note_fr').value = ''", exports: "Publier ou programmer", status: 422},
			{path: "/admin/publications/4/annuler"}, {path: "/admin/publications/2/annuler"},
		},
		"admin": {
			{path: "/admin"}, {path: "/admin/comptes"}, {path: "/admin/comptes/nouveau"}, {path: "/admin/comptes/nouveau", exports: "Créer et obtenir le lien", status: 422},
			{path: "/admin/comptes/1", walk: true}, {path: "/admin/comptes/1", exports: "Remettre un lien"}, {path: "/admin/journal", walk: true}, {path: "/admin/journal?du=hier", status: 422},
		},
		"observer": {{path: "/admin"}, {path: at(approved), walk: true}},
	}
}

// regionalSights are the forms about rows of a region, as they open and as they come back with faults.
func (o *office) regionalSights() (list []sight) {
	o.Helper()
	for i, form := range []string{"projet", "orientation", "regle", "session"} {
		path := "/admin/saisir/" + form + "?region=84"
		list = append(list, sight{path: path, walk: i == 0 || i == 3}, sight{path: path, exports: "Soumettre à relecture", status: 422})
	}
	for _, p := range o.site.Catalog().Projects() {
		if p.Territory == "84" {
			return append(list, sight{path: "/admin/saisir/projet/" + p.ID}, sight{path: "/admin/saisir/projets"}, sight{path: "/admin/saisir/projet/" + p.ID + "/retirer"},
				sight{path: "/admin/saisir/strategies"}, sight{path: "/admin/saisir/sessions"})
		}
	}
	o.Fatal("region 84 has no project")
	return nil
}

func (o *office) figure(action string) string {
	o.Helper()
	for _, v := range o.site.Catalog().Indicator("msp-count").Main().Values {
		if v.Period.String() == "2026-01" && v.Reference {
			return "/admin/saisir/valeur/msp-count/" + action + "?sur=" + url.QueryEscape(v.RowKey())
		}
	}
	o.Fatal("no figure of January 2026")
	return ""
}

func (o *office) resetLink() string {
	o.Helper()
	token, link := auth.NewLink(desk.LinkReset, o.people["observer"].Account.ID, o.site.Clock.Now())
	if err := o.site.App.Accounts().IssueLink(o.Context(), desk.Operator(), link); err != nil {
		o.Fatal(err)
	}
	return "/admin/lien/" + token
}

// playDesk looks at every kind of page: what axe says at two widths and in two schemes, what
// sticks out, what the console and the policy say, where the keyboard goes.
func playDesk(s *scene) {
	o := s.office()
	s.registers("hidden", desk.RoleApprover)
	account, err := s.site.App.Store().AccountByName(s.Context(), "hidden")
	if err != nil {
		s.Fatal(err)
	}
	o.people["hidden"] = staff.SignIn(s, s.site, account, staff.FactorHidden)
	check := browser.Checker(s)
	for who, sights := range o.sights() {
		s.Run(who, func(t *testing.T) {
			var jobs []browser.Job
			for i, seen := range sights {
				schemes := []string{"light", "dark"}
				if i%2 == 1 {
					slices.Reverse(schemes)
				}
				jobs = append(jobs, browser.Job{Path: seen.path, Where: who + " " + seen.exports, Run: func(tab *browser.Tab) { seen.look(tab, schemes, check) }})
			}
			for i, seen := range sights {
				if seen.exports == "" && i%2 == 0 {
					jobs = append(jobs, browser.Job{Path: seen.path, Where: who + ", in English", Run: seen.english})
				}
			}
			s.browser.Do(t, o.badge(who), jobs)
		})
	}
}

// english opens one page in two in English on a small telephone: other words, other widths.
func (s sight) english(tab *browser.Tab) {
	mark := "?"
	if strings.Contains(s.path, "?") {
		mark = "&"
	}
	tab.Expect(max(s.status, 200))
	if tab.Size(320) && tab.Visit(s.path+mark+"lang=en") {
		tab.Ask("testing.sideways()")
		tab.Ask("testing.misdeeds()")
		tab.Ask("document.documentElement.lang === 'en' ? [] : ['the page is in ' + document.documentElement.lang]")
	}
}

// arrive opens the page.
func (s sight) arrive(tab *browser.Tab) bool {
	if s.exports == "" {
		tab.Expect(max(s.status, 200))
		return tab.Visit(s.path)
	}
	var at [2]float64
	if !tab.Visit(s.path) || !tab.Inject(s.first) || !tab.Inject(hand) || !tab.Eval("hand.spot(hand.button("+quoted(s.exports, "")+"))", &at) {
		return false
	}
	tab.Expect(max(s.status, 200))
	return tab.Leave(s.exports, browser.Mouse(at)...)
}

// look checks the page at a desk in one scheme and on a telephone in the other: widths change the
// layout, schemes the colours.
func (s sight) look(tab *browser.Tab, schemes []string, check func(*browser.Tab, browser.Rules)) {
	if !tab.Media("", "prefers-color-scheme", schemes[0]) || !tab.Size(1280) || !s.arrive(tab) {
		return
	}
	tab.Ask("testing.misdeeds()")
	if s.walk {
		tab.Walk()
		tab.Visit(s.path)
	}
	if s.status != 422 {
		tab.Skip()
	}
	tab.Eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
	tab.Ask("testing.sideways()")
	check(tab, browser.AllRules)
	tab.Media("", "prefers-color-scheme", schemes[1])
	tab.Size(390)
	tab.Ask("testing.sideways()")
	check(tab, browser.AllRules)
	tab.Size(320)
	tab.Ask("testing.sideways()")
}

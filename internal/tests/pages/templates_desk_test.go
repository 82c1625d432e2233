package pages

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// elsewhere are pages that take another state of the world than one visit makes: an identity
// provider, a link, a second factor, a conflict, a chart that is withdrawn, more figures than the seed has. The tests of their own corner run them.
func elsewhere() []string {
	return []string{
		"admin/signin-leave.html", "admin/signin-stranger.html", "admin/signin-link.html", "admin/signin-factor.html",
		"admin/account-factor.html", "admin/account-codes.html", "admin/entry-conflict.html", "admin/conflict.html",
		"components/preview.html versions", "admin/publish.html plan-conflict", "share/withdrawn.html", "embed/gone.html",
		"public/withdrawn.html", "public/indicator.html value-places",
	}
}

// crew is who works at the desk of a visited site.
type crew struct{ editor, approver, admin, regional *staff.Person }

func hire(t *testing.T, s *testkit.Site) crew {
	t.Helper()
	return crew{
		staff.Join(t, s, "redaction-01", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "relecture-01", desk.RoleApprover, desk.Scope{}),
		staff.Join(t, s, "comptes-01", desk.RoleAdmin, desk.Scope{}), staff.Join(t, s, "agence-84", desk.RoleRegional, desk.Scope{Regions: []string{"84"}}),
	}
}

// deskPages visits the desk as its people do and returns what they were shown.
func deskPages(t *testing.T, s *testkit.Site) []testkit.Response {
	t.Helper()
	c := hire(t, s)
	first, second := submitted(t, s, c.editor, 3), submitted(t, s, c.editor, 5)
	approved, err := s.App.Editorial().Decide(t.Context(), c.approver.Actor(), second, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.App.Editorial().Plan(t.Context(), c.approver.Actor(), []desk.Ref{{ID: approved.ID, Version: approved.Version}},
		segur.Text{FR: "À venir.", EN: "To come."}, s.Catalog().ModifiedAt().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // two that exclude each other
		third := submitted(t, s, c.editor, 7)
		if _, err := s.App.Editorial().Decide(t.Context(), c.approver.Actor(), third, editorial.Decision{Status: desk.StatusApproved}); err != nil {
			t.Fatal(err)
		}
	}
	shown := append([]testkit.Response{s.Get("/admin/connexion")}, reportPages(s)...)
	for _, visit := range []struct {
		who   *staff.Person
		paths []string
	}{
		{c.editor, []string{
			"/admin", "/admin/saisir", "/admin/saisir?q=msp", "/admin/saisir/etat/25", "/admin/saisir/etat/25/2024", "/admin/saisir/etat/4", "/admin/saisir/etat/4/2025/recherche", "/admin/saisir/valeur/msp-count",
			"/admin/saisir/valeur/msp-count/ajouter", "/admin/saisir/grille/cpts-pop-pct", "/admin/saisir/sources", "/admin/saisir/source", paths.WithdrawSource.Of(s.Catalog().Sources()[0].ID),
			"/admin/saisir/evenements", "/admin/saisir/evenement", "/admin/saisir/bandeau", "/admin/saisir/graphiques",
			paths.Projects, paths.Strategies, paths.Sessions, paths.NewProject, paths.NewSession,
			"/admin/saisir/graphique/indicateur-msp-count", "/admin/saisir/graphique/matrice/retrait", "/admin/saisir/indicateur", "/admin/saisir/mesure/1", "/admin/saisir/mesure/20/numero",
			"/admin/propositions", "/admin/propositions/" + strconv.FormatInt(first.ID, 10), "/admin/journal",
			"/admin/signalements", "/admin/signalements?q=rapport", "/admin/signalements/1", "/admin/deconnexion",
		}},
		{c.approver, []string{
			"/admin", "/admin/propositions/" + strconv.FormatInt(first.ID, 10), "/admin/publications", "/admin/publications/2/annuler", "/admin/publications/4/annuler",
			"/admin/compte", "/admin/compte/second-facteur",
		}},
		{c.admin, []string{"/admin/comptes", "/admin/comptes/nouveau", "/admin/comptes/2", "/admin/journal"}},
		{c.regional, []string{"/admin/saisir", "/admin/saisir/grille/cpts-pop-pct"}},
	} {
		for _, path := range visit.paths {
			shown = append(shown, visit.who.Get(path))
		}
	}
	return append(shown,
		c.editor.Post("/admin/saisir/mesure/20/numero", url.Values{"place": {"1:2"}, "faire": {"apercu"}}),
		c.editor.Post("/admin/saisir/valeur/msp-count/ajouter", url.Values{"nature": {"actual"}, "territoire": {"FR"}, "periode": {"2027"}, "valeur": {"99 999"}, "geste": {"soumettre"}}),
		c.admin.Post("/admin/comptes/nouveau", url.Values{"nom": {"saisie-09"}, "nom-affiche": {"Saisie 09"}, "role": {"observer"}, "langue": {"fr"}}),
		c.editor.Post("/admin/deconnexion", url.Values{}))
}

// reportPages reports something, once with a fault, and returns what the reader was shown.
func reportPages(s *testkit.Site) []testkit.Response {
	form := url.Values{"mesure": {"12"}, "annee": {"2021"}, "nature": {"doubt"}, "texte": {"Un rapport dit le contraire."}}
	sent := s.Post("/signaler", form, "192.0.2.1:4000")
	return []testkit.Response{sent, s.Post("/signaler", url.Values{"mesure": {"12"}}, "192.0.2.1:4000"), s.Get(sent.Header.Get("Location"))}
}

// submitted proposes another number for the latest count of a series.
func submitted(t *testing.T, s *testkit.Site, author *staff.Person, more int) desk.Ref {
	t.Helper()
	live, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	old := s.Catalog().Indicator("msp-count").Main().Observed[more].Value
	changed := old
	changed.Number += segur.Int(1)
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: changed})
	if err != nil {
		t.Fatal(err)
	}
	proposed := editorial.Draft{Kind: desk.KindValue, Changes: changes}
	check, err := s.App.Editorial().Check(t.Context(), author.Actor(), proposed)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range check.Warnings {
		proposed.Confirmed = append(proposed.Confirmed, w.Token())
	}
	draft, err := s.App.Editorial().Save(t.Context(), author.Actor(), proposed)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := s.App.Editorial().Submit(t.Context(), author.Actor(), []desk.Ref{{ID: draft.ID, Version: draft.Version}}, "Le décompte a été repris.")
	if err != nil {
		t.Fatal(err)
	}
	return desk.Ref{ID: sent[0].ID, Version: sent[0].Version}
}

package entry_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

const (
	charts  = "/admin/saisir/graphiques"
	ofMSP   = "/admin/saisir/graphique/indicateur-msp-count"
	goneMSP = ofMSP + "/retrait"
)

// words are what a page says, with plain spaces and apostrophes.
func words(t testing.TB, r testkit.Response, selector string) string {
	t.Helper()
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(testkit.Words(r.Doc(t).Find(selector)))
}

// released approves a proposal and publishes it.
func released(t testing.TB, s *testkit.Site, approver *staff.Person, p desk.Proposal) segur.Publication {
	t.Helper()
	e := s.App.Editorial()
	approved, err := e.Decide(t.Context(), approver.Actor(), desk.Ref{ID: p.ID, Version: p.Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.Publish(t.Context(), approver.Actor(), []desk.Ref{{ID: approved.ID, Version: approved.Version}}, segur.Text{FR: "Textes de graphiques", EN: "Texts of charts"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// written fills the form of the alternative text of a chart with figures that it holds.
func written(f *form) *form {
	return f.put("texte_fr", "De 1 500 maisons de santé en 2020 à 3 000 en janvier 2026.", "texte_en", "From 1,500 health houses in 2020 to 3,000 in January 2026.", "motif", reason)
}

// TestTheTextOfAChartLives takes an alternative text from the form to the public and back.
func TestTheTextOfAChartLives(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who, approver := staff.Join(t, s, "graphique-01", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "graphique-02", desk.RoleApprover, desk.Scope{})
	alt := segur.TextAlt("indicateur-msp-count")

	draft := written(open(t, who, ofMSP)).put("texte_en", "").accepted(s, "brouillon")
	again := open(t, who, "/admin/propositions/"+id(draft)+"/modifier")
	if got := again.values.Get("texte_fr"); !strings.HasPrefix(got, "De 1 500") || again.action != ofMSP {
		t.Fatalf("the draft reopens at %s with %q", again.action, got)
	}
	p := written(again).accepted(s, "soumettre")
	if p.ID != draft.ID || p.Kind != desk.KindText || len(p.Changes.Texts.Add) != 1 || p.Changes.Texts.Add[0].ID != alt {
		t.Fatalf("proposal %+v", p)
	}
	seen := words(t, approver.Get("/admin/propositions/"+id(p)), "main")
	for _, want := range []string{"Texte de remplacement du graphique « Maisons de santé pluriprofessionnelles (MSP) ouvertes »", "De 1 500 maisons", "Texte de remplacement en anglais"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the reviewer does not read %q: %s", want, seen)
		}
	}
	out := released(t, s, approver, p)
	if text, ok := s.Catalog().Text(alt); !ok || text.EN != "From 1,500 health houses in 2020 to 3,000 in January 2026." {
		t.Errorf("published: %+v %v", text, ok)
	}
	if since, ok := s.Catalog().TextSince(alt); !ok || since.Number != out.Number {
		t.Errorf("since publication %d", since.Number)
	}
	if list := words(t, who.Get(charts), "main section:first-of-type"); !strings.Contains(list, "Ce que l'équipe a écrit") || !strings.Contains(list, "De 1 500 maisons de santé") {
		t.Errorf("the list says %q", list)
	}
	news := words(t, s.Get("/nouveautes/2"), "main")
	if !strings.Contains(news, "Texte de remplacement du graphique « Maisons de santé pluriprofessionnelles (MSP) ouvertes »") || !strings.Contains(news, reason) {
		t.Errorf("readers are told %q", news)
	}

	p = open(t, who, ofMSP).put("texte_fr", "De 1 500 à 3 000.", "motif", reason).accepted(s, "soumettre")
	if c := p.Changes.Texts.Replace; len(c) != 1 || c[0].New.Text.FR != "De 1 500 à 3 000." || !strings.HasPrefix(c[0].Old.Text.FR, "De 1 500 maisons") {
		t.Errorf("changes %+v", p.Changes)
	}
	diff := words(t, approver.Get("/admin/propositions/"+id(p)), ".seg-diff")
	if !strings.Contains(diff, "De 1 500 maisons de santé") || !strings.Contains(diff, "De 1 500 à 3 000.") {
		t.Errorf("old and new: %q", diff)
	}
	if p = open(t, who, ofMSP).put("texte_fr", "", "texte_en", "", "motif", reason).accepted(s, "brouillon"); len(p.Changes.Texts.Remove) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	if again := open(t, who, "/admin/propositions/"+id(p)+"/modifier"); again.values.Get("texte_fr") != "" || again.action != ofMSP {
		t.Errorf("the removal reopens at %s with %q", again.action, again.values)
	}
}

func TestTheTextOfAChartIsRefusedWhereSomethingIsWrong(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "graphique-03", desk.RoleEditor, desk.Scope{})
	for name, c := range map[string]struct{ field, typed, want string }{
		"one language": {"texte_en", "", "deux langues"},
		"too long":     {"texte_fr", strings.Repeat("é", segur.LongestAlt+1), "2 000"},
		"very long":    {"texte_en", strings.Repeat("e", 7000), "trop long"},
	} {
		f := written(open(t, who, ofMSP)).put(c.field, c.typed)
		r := f.refused("soumettre")
		sound(t, site, r)
		if found := faults(t, r); len(found) != 1 || !strings.Contains(strings.ReplaceAll(found[c.field], "\u00a0", " "), c.want) {
			t.Errorf("%s: %q", name, found)
		}
	}
	empty := open(t, who, ofMSP).put("motif", reason)
	if found := faults(t, empty.refused("soumettre")); !strings.Contains(found[""], "Rien ne change") {
		t.Errorf("nothing to change: %q", found)
	}
	for _, path := range []string{"/admin/saisir/graphique/indicateur-rien", "/admin/saisir/graphique/rien/retrait", "/admin/saisir/graphique/alt"} {
		if r := who.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
}

// TestANumberThatTheChartDoesNotHold has to be confirmed, and another one anew.
func TestANumberThatTheChartDoesNotHold(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "graphique-04", desk.RoleEditor, desk.Scope{})
	f := written(open(t, who, ofMSP)).put("texte_fr", "De 1 500 à 3 100 maisons, contre la COVID-19.")
	r := f.refused("soumettre")
	sound(t, site, r)
	confirm := r.Doc(t).Find("[name=confirme]")
	if said := words(t, r, "main .seg-confirm"); confirm.Length() != 1 || !strings.Contains(said, "un nombre que le graphique ne contient pas : 3 100.") {
		t.Fatalf("%d questions: %s", confirm.Length(), said)
	}
	f.tick("confirme", confirm.AttrOr("value", ""))
	if p := f.put("texte_fr", "De 1 500 à 3 100 maisons.").accepted(site, "soumettre"); len(p.Changes.Texts.Add) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	f = written(open(t, who, ofMSP)).put("texte_en", "From 1,500 to 3,200 and 17.5 million houses.").tick("confirme", confirm.AttrOr("value", ""))
	if said := words(t, f.exports("soumettre"), "main .seg-confirm"); !strings.Contains(said, "Le texte anglais donne des nombres que le graphique ne contient pas : 3,200 et 17.5.") {
		t.Errorf("other numbers: %q", said)
	}
}

func TestTheGeneratedTextMayBeTaken(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "graphique-05", desk.RoleEditor, desk.Scope{})
	f := open(t, who, ofMSP).put("texte_fr", "Mon début", "motif", reason)
	r := f.exports("reprendre_en")
	again := read(t, who, r)
	quote := r.Doc(t).Find(".seg-write__quote blockquote[lang=en]").Text()
	if again.values.Get("texte_fr") != "Mon début" || again.values.Get("texte_en") != quote || len(quote) < 40 {
		t.Errorf("taken %q, offered %q", again.values.Get("texte_en"), quote)
	}
	// What is generated holds no number that the chart does not.
	for _, path := range []string{"/admin/saisir/graphique/indicateur-hprox-label", "/admin/saisir/graphique/matrice", "/admin/saisir/graphique/objectifs", "/admin/saisir/graphique/investissement", "/admin/saisir/graphique/indicateur-cpts-uncovered-pct"} {
		f = open(t, who, path).put("motif", reason)
		f = read(t, who, f.exports("reprendre_fr"))
		f = read(t, who, f.exports("reprendre_en"))
		f.accepted(site, "soumettre")
	}
}

// TestAChartIsWithdrawnAndBroughtBack goes through the same course.
func TestAChartIsWithdrawnAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who, approver := staff.Join(t, s, "graphique-06", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "graphique-07", desk.RoleApprover, desk.Scope{})
	f := open(t, who, goneMSP).put("motif", reason)
	if found := faults(t, f.refused("soumettre")); len(found) != 2 || found["raison_fr"] == "" || found["raison_en"] == "" {
		t.Errorf("without a reason: %q", found)
	}
	f.put("raison_fr", strings.Repeat("x", segur.LongestWithdrawn+1), "raison_en", "double counting")
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["raison_fr"] == "" {
		t.Errorf("a long reason: %q", found)
	}
	p := f.put("raison_fr", "la série compte deux fois\nles mêmes maisons").accepted(s, "soumettre")
	if c := p.Changes.Texts.Add; len(c) != 1 || c[0].ID != segur.TextWithdrawn("indicateur-msp-count") || c[0].Text.FR != "la série compte deux fois les mêmes maisons" {
		t.Fatalf("changes %+v", p.Changes)
	}
	if seen := words(t, approver.Get("/admin/propositions/"+id(p)), "main"); !strings.Contains(seen, "Graphique « Maisons de santé") || !strings.Contains(seen, "Motif du retrait") {
		t.Errorf("the reviewer reads %q", seen)
	}
	out := released(t, s, approver, p)
	gone, ok := s.Catalog().Withdrawal("indicateur-msp-count")
	if !ok || gone.On.Number != out.Number || gone.Last != out.Number-1 || gone.Reason.EN != "double counting" {
		t.Fatalf("%+v %v", gone, ok)
	}
	if list := words(t, who.Get(charts), "main section:first-of-type"); !strings.Contains(list, "publication nº 2 : la série compte deux fois") || !strings.Contains(list, "Rétablir") {
		t.Errorf("the list says %q", list)
	}
	if news := words(t, s.Get("/nouveautes/2"), "main"); !strings.Contains(news, "Graphique retiré") || !strings.Contains(news, "la série compte deux fois") {
		t.Errorf("readers are told %q", news)
	}
	f = open(t, who, goneMSP).put("raison_en", "", "motif", reason)
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found["raison_en"], "rétablir") {
		t.Errorf("one language: %q", found)
	}
	released(t, s, approver, f.put("raison_fr", "").accepted(s, "soumettre"))
	if _, ok := s.Catalog().Withdrawal("indicateur-msp-count"); ok {
		t.Error("the chart is still withdrawn")
	}
	if news := words(t, s.Get("/nouveautes/3"), "main"); !strings.Contains(news, "Graphique rétabli") {
		t.Errorf("readers are told %q", news)
	}
}

// TestTwoWriteTheTextOfAChart: the second is shown what the first published.
func TestTwoWriteTheTextOfAChart(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who := staff.Join(t, s, "graphique-08", desk.RoleEditor, desk.Scope{})
	f := written(open(t, who, ofMSP))
	theirs := segur.SiteText{ID: segur.TextAlt("indicateur-msp-count"), Text: segur.Text{FR: "Leur texte.", EN: "Their text."}}
	if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Add: []segur.SiteText{theirs}}}}); err != nil {
		t.Fatal(err)
	}
	r := f.refused("soumettre")
	sound(t, s, r)
	if diff := words(t, r, ".seg-diff"); !strings.Contains(diff, "Leur texte.") || !strings.Contains(diff, "De 1 500 maisons") {
		t.Errorf("the conflict says %q", diff)
	}
	p := read(t, who, r).put("conflit", "garder").accepted(s, "soumettre")
	if c := p.Changes.Texts.Replace; len(c) != 1 || c[0].Old.Text != theirs.Text {
		t.Errorf("changes %+v", p.Changes)
	}
}

// TestTheTextsOfChartsAreOfTheWholeSite: who has a scope reads no form and finds no link.
func TestTheTextsOfChartsAreOfTheWholeSite(t *testing.T) {
	t.Parallel()
	narrow := staff.Join(t, site, "graphique-09", desk.RoleEditor, desk.Scope{Measures: []int{25}})
	for _, path := range []string{charts, ofMSP, goneMSP} {
		if r := narrow.Get(path); r.Status != http.StatusForbidden {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
	if n := forbidden(t, site, narrow); n != 3 {
		t.Errorf("%d refusals are noted", n)
	}
	if links := narrow.Get("/admin/saisir").Doc(t).Find("a[href='" + charts + "']"); links.Length() != 0 {
		t.Error("a link leads nowhere")
	}
	found := staff.Join(t, site, "graphique-13", desk.RoleEditor, desk.Scope{}).Get(charts + "?q=PLURIprofessionnelles").Doc(t)
	if lines := found.Find("main .seg-queue li"); lines.Length() == 0 || lines.Length() > 9 || lines.FilterFunction(func(_ int, l *goquery.Selection) bool {
		return !strings.Contains(l.Text(), "pluriprofessionnelles")
	}).Length() > 0 {
		t.Errorf("the search finds %q", testkit.Words(lines))
	}
	wide := staff.Join(t, site, "graphique-10", desk.RoleEditor, desk.Scope{})
	if links := wide.Get("/admin/saisir").Doc(t).Find("a[href='" + charts + "']"); links.Length() != 1 {
		t.Error("no link to the charts")
	}
}

// TestATextOlderThanItsFigures is to review, on the board and in the area.
func TestATextOlderThanItsFigures(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who := staff.Join(t, s, "graphique-11", desk.RoleEditor, desk.Scope{})
	alt := func(chart string) segur.SiteText {
		return segur.SiteText{ID: segur.TextAlt(chart), Text: segur.Text{FR: "Oui.", EN: "Yes."}}
	}
	texts := segur.Changes[segur.SiteText]{Add: []segur.SiteText{alt("indicateur-msp-count"), alt("indicateur-cpts-active"), alt("matrice")}}
	if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Texts: texts}}); err != nil {
		t.Fatal(err)
	}
	review := func() string {
		group := who.Get("/admin").Doc(t).Find(".seg-board__group").FilterFunction(func(_ int, g *goquery.Selection) bool {
			return strings.Contains(g.Find("h3").Text(), "Textes de graphiques")
		})
		return testkit.Words(group.Find("li"))
	}
	if got := review(); got != "" {
		t.Errorf("nothing has changed and this is to review: %q", got)
	}
	publishOther(t, s, "msp-count actual 2025-01 FR")
	board := who.Get("/admin").Doc(t)
	if got := review(); !strings.Contains(got, "Maisons de santé") || strings.Contains(got, "CPTS") || strings.Contains(got, "mesures") {
		t.Errorf("to review: %q", got)
	}
	if board.Find("a[href='"+ofMSP+"']").Length() != 1 {
		t.Error("the board does not lead to the form")
	}
	if list := who.Get(charts).Doc(t).Find("main li:has(.seg-badge--fault)"); list.Length() != 1 || list.Find("a[href='"+ofMSP+"']").Length() != 1 {
		t.Errorf("the list marks %q", testkit.Words(list))
	}
	if notice := words(t, who.Get(ofMSP), "main .seg-flash"); !strings.Contains(notice, "ont changé depuis") {
		t.Errorf("the form says %q", notice)
	}
	old := texts.Add[0]
	now := alt("indicateur-msp-count")
	now.Text.FR = "Oui, toujours."
	if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Replace: []segur.Replacement[segur.SiteText]{{Old: old, New: now}}}}}); err != nil {
		t.Fatal(err)
	}
	if got := review(); got != "" {
		t.Errorf("reviewed and still to review: %q", got)
	}
	one := staff.Join(t, s, "graphique-12", desk.RoleEditor, desk.Scope{Measures: []int{25}})
	publishOther(t, s, "msp-count actual 2021-07 FR")
	if review() == "" || one.Get("/admin").Doc(t).Find("a[href='"+ofMSP+"']").Length() != 0 {
		t.Error("the board asks of somebody what they may not do")
	}
}

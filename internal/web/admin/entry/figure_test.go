package entry_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

const msp = "/admin/saisir/valeur/msp-count"

// counted fills a whole figure.
func counted(f *form) *form {
	return f.put("nature", "actual", "territoire", "FR", "periode", "juin 2025", "valeur", "2 800", "motif", reason).tick("source", f.near())
}

func TestAFigureIsAdded(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-01", desk.RoleEditor, desk.Scope{})
	f := counted(open(t, who, msp+"/ajouter")).put("precision", "provisional", "confiance", "medium", "note", "Décompte de juin").described("bilan-juin")
	f.tick("source", "nouvelle")
	doubts := f.refused("soumettre") // an older figure than the latest one
	if found := faults(t, doubts); len(found) != 1 || !strings.Contains(found["confirme"], "Un point est à vérifier") {
		t.Fatalf("faults %q", found)
	}
	if said := testkit.Words(doubts.Doc(t).Find(".seg-confirm")); !strings.Contains(said, "est lu 2\u00a0800 (France, juin\u00a02025)") {
		t.Errorf("read back as %q", said)
	}
	p := confirmed(t, who, doubts).accepted(site, "soumettre")
	if len(p.Changes.Values.Add) != 1 || len(p.Confirmed) != 1 || !strings.HasPrefix(p.Confirmed[0], "older ") {
		t.Fatalf("changes %+v, confirmed %q", p.Changes, p.Confirmed)
	}
	want := segur.Value{
		Indicator: "msp-count", Kind: segur.KindActual, Territory: "FR", Number: segur.Int(2800), Flag: "provisional", Reference: true,
		Source: p.Changes.Sources.Add[0].ID, Confidence: "medium", Note: "Décompte de juin",
	}
	want.Period, _ = segur.ParsePeriod("2025-06")
	if p.Changes.Values.Add[0] != want {
		t.Errorf("value %+v", p.Changes.Values.Add[0])
	}
}

// confirmed ticks every box of a form that asks for confirmations.
func confirmed(t testing.TB, who *staff.Person, r testkit.Response) *form {
	t.Helper()
	f := read(t, who, r)
	for _, box := range r.Doc(t).Find("input[name=confirme]").Nodes {
		for _, a := range box.Attr {
			if a.Key == "value" {
				f.values.Add("confirme", a.Val)
			}
		}
	}
	return f
}

// TestTheOutcomeIsSaidInASentence: the message on the next page tells how the number was read.
func TestTheOutcomeIsSaidInASentence(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-02", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/valeur/mspsy-sessions/ajouter")
	p := counted(f).put("periode", "novembre 2026", "valeur", "17 M").accepted(site, "brouillon")
	if p.Changes.Values.Add[0].Number != segur.Int(17_000_000) {
		t.Errorf("kept as %s", p.Changes.Values.Add[0].Number)
	}
	said := testkit.Words(who.Get("/admin/saisir").Doc(t).Find(".seg-flash"))
	if !strings.Contains(said, "Brouillon nº\u00a0"+id(p)+" gardé") || !strings.Contains(said, "est lu 17\u00a0000\u00a0000 (France, novembre\u00a02026)") {
		t.Errorf("said %q", said)
	}
}

func TestWhatCannotBeReadIsNamedWithAnExample(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-03", desk.RoleEditor, desk.Scope{})
	for _, c := range []struct{ field, typed, want string }{
		{"valeur", "3.000 env.", "n’est pas un nombre. Écrivez par exemple 3\u00a0000"},
		{"valeur", "", "Donnez le nombre"},
		{"valeur", "12 34", "groupes de trois"},
		{"valeur", "1.889", "deux façons"},
		{"valeur", "1 889 €", "cette unité n’est pas celle de l’indicateur. Par exemple 1\u00a0889"},
		{"valeur", "12 %", "cette unité n’est pas celle de l’indicateur"},
		{"valeur", "-5", "ne peut pas être inférieur à zéro"},
		{"valeur", strings.Repeat("9", 40), "trop de chiffres"},
		{"valeur", "12,5", "sans décimale"},
		{"periode", "31/06/2025", "n’existe pas"},
		{"periode", "21/07/2025", "est un jour"},
		{"periode", "06/25", "quatre chiffres"},
		{"periode", "", "Donnez la période"},
		{"periode", "2029-2021", "doit suivre"},
		{"periode", "1970", "de 1990 à 2035"},
		{"periode", "1850", "de 1990 à 2035"},
		{"periode", "l'an dernier", "n’est pas une période"},
		{"territoire", "", "Choisissez un territoire"},
		{"territoire", "99", "Choisissez un territoire"},
	} {
		for _, button := range []string{"soumettre", "brouillon"} {
			f := counted(open(t, who, msp+"/ajouter")).put(c.field, c.typed)
			f.values.Set("territoire", cmpOr(c.field, c.typed))
			r := f.exports(button)
			if found := faults(t, r); r.Status != http.StatusUnprocessableEntity || len(found) != 1 || !strings.Contains(found[c.field], c.want) {
				t.Errorf("%s %q by %s: %d, faults %q", c.field, c.typed, button, r.Status, found)
			}
			if got := read(t, who, r).values.Get(c.field); got != c.typed && c.typed != "99" {
				t.Errorf("%s %q came back as %q", c.field, c.typed, got)
			}
			sound(t, site, r)
		}
	}
	share := counted(open(t, who, "/admin/saisir/valeur/cpts-pop-pct/ajouter"))
	for typed, want := range map[string]string{"101": "de 0 à 100", "12,55": "1 décimale"} {
		if found := faults(t, share.put("valeur", typed).refused("soumettre")); !strings.Contains(found["valeur"], want) {
			t.Errorf("%q: %q", typed, found)
		}
	}
	for typed, want := range map[string]string{"12 %": "12\u00a0%", "62,5%": "62,5\u00a0%"} {
		p := share.put("valeur", typed, "periode", "2024").exports("brouillon")
		if said := testkit.Words(who.Get("/admin/saisir").Doc(t).Find(".seg-flash")); p.Status != http.StatusSeeOther || !strings.Contains(said, "est lu "+want) {
			t.Errorf("%q: %d, said %q", typed, p.Status, said)
		}
	}
	money := counted(open(t, who, "/admin/saisir/valeur/cpts-funding/ajouter"))
	if found := faults(t, money.put("valeur", "17 Md").refused("soumettre")); !strings.Contains(found["valeur"], "déjà le million") {
		t.Errorf("billions of millions: %q", found)
	}
	p := money.put("valeur", "17 M").exports("brouillon")
	if said := testkit.Words(who.Get("/admin/saisir").Doc(t).Find(".seg-flash")); p.Status != http.StatusSeeOther || !strings.Contains(said, "est lu 17\u00a0M€") {
		t.Errorf("millions where millions are counted: %d, said %q", p.Status, said)
	}
}

func cmpOr(field, typed string) string {
	if field == "territoire" {
		return typed
	}
	return "FR"
}

func TestAFigureWithoutSourceIsRefused(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-04", desk.RoleEditor, desk.Scope{})
	f := counted(open(t, who, msp+"/ajouter"))
	f.values.Del("source")
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found["source"], "Ajoutez au moins une source") {
		t.Errorf("faults %q", found)
	}
	f.tick("source", f.near()).described("autre")
	if found := faults(t, f.refused("soumettre")); !strings.Contains(found["source"], "gardez l’un des deux") {
		t.Errorf("two documents for one figure: %q", found)
	}
}

// TestAFigureThatIsPublishedAlready: the form asks what becomes of the one that is there.
func TestAFigureThatIsPublishedAlready(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-05", desk.RoleEditor, desk.Scope{})
	for choice, check := range map[string]func(c segur.Changes[segur.Value]) bool{
		"remplacer": func(c segur.Changes[segur.Value]) bool {
			return len(c.Replace) == 1 && c.Replace[0].New.Number == segur.Int(1900)
		},
		"alternative": func(c segur.Changes[segur.Value]) bool { return len(c.Add) == 1 && !c.Add[0].Reference },
	} {
		r := counted(open(t, who, msp+"/ajouter")).put("periode", "07/2021", "valeur", "1 900").refused("soumettre")
		if found := faults(t, r); !strings.Contains(found["existant"], "1\u00a0889") || len(found) != 1 {
			t.Fatalf("faults %q", found)
		}
		p := read(t, who, r).put("existant", choice).accepted(site, "brouillon")
		if !check(p.Changes.Values) {
			t.Errorf("%s: %+v", choice, p.Changes.Values)
		}
		again := open(t, who, "/admin/propositions/"+id(p)+"/modifier")
		if again.values.Get("valeur") != "1\u00a0900" || again.values.Get("periode") != "juillet 2021" {
			t.Errorf("%s reopens with %v", choice, again.values)
		}
	}
}

func TestAFigureIsReplacedSetBesidePreferredWithdrawn(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-06", desk.RoleEditor, desk.Scope{})
	old := valueOf(t, site, "msp-count actual 2022-12 FR")
	on := "?sur=" + url.QueryEscape(old.RowKey())
	f := open(t, who, msp+"/remplacer"+on)
	if f.values.Get("valeur") != "2\u00a0250" || f.values.Get("periode") != "décembre 2022" || f.values.Get("precision") != "rounded" {
		t.Errorf("the form opens with %v", f.values)
	}
	p := f.put("valeur", "2 251", "precision", "final", "motif", reason).tick("source", f.near()).accepted(site, "brouillon")
	if r := p.Changes.Values.Replace; len(r) != 1 || r[0].Old != old || r[0].New.Number != segur.Int(2251) || !r[0].New.Reference {
		t.Errorf("replace: %+v", p.Changes.Values)
	}
	f = open(t, who, msp+"/alternative"+on)
	if f.values.Get("valeur") != "" || f.values.Get("periode") != "décembre 2022" {
		t.Errorf("beside, the form opens with %v", f.values)
	}
	p = f.put("valeur", "2 300", "motif", reason).tick("source", f.near()).accepted(site, "brouillon")
	if a := p.Changes.Values.Add; len(a) != 1 || a[0].Reference || a[0].FigureID() != old.FigureID() {
		t.Errorf("beside: %+v", p.Changes.Values)
	}
	revised := open(t, who, "/admin/propositions/"+id(p)+"/modifier").put("valeur", "2 301").accepted(site, "brouillon")
	if a := revised.Changes.Values.Add; revised.ID != p.ID || len(a) != 1 || a[0].Reference || a[0].Number != segur.Int(2301) {
		t.Errorf("beside, revised: %+v", revised.Changes.Values)
	}
	rival, reference := disputed(t)
	p = open(t, who, "/admin/saisir/valeur/"+rival.Indicator+"/reference?sur="+url.QueryEscape(rival.RowKey())).put("motif", reason).accepted(site, "soumettre")
	if c := p.Changes.Values.Replace; len(c) != 2 {
		t.Errorf("reference: %+v", p.Changes.Values)
	}
	f = open(t, who, "/admin/saisir/valeur/"+rival.Indicator+"/retirer?sur="+url.QueryEscape(reference.RowKey()))
	p = f.put("suivante", rival.RowKey(), "motif", reason).accepted(site, "brouillon")
	if c := p.Changes.Values; len(c.Remove) != 1 || c.Remove[0] != reference || len(c.Replace) != 1 || !c.Replace[0].New.Reference {
		t.Errorf("withdraw: %+v", p.Changes.Values)
	}
	again := open(t, who, "/admin/propositions/"+id(p)+"/modifier")
	if again.values.Get("suivante") != rival.RowKey() || again.values.Get("sur") != reference.RowKey() {
		t.Errorf("the withdrawal reopens with %v", again.values)
	}
}

// disputed finds the figure on which three sources disagree: a rival and the reference.
func disputed(t testing.TB) (rival, reference segur.Value) {
	t.Helper()
	d, err := site.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range d.Values {
		switch {
		case v.FigureID() != "tlc-all/FR/actual/2020":
		case v.Reference:
			reference = v
		default:
			rival = v
		}
	}
	return rival, reference
}

func TestARegionalAgentEntersHerOwnRegionOnly(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "ara-01", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	f := open(t, who, "/admin/saisir/valeur/cds-count/ajouter")
	var offered []string
	who.Get(f.action).Doc(t).Find("#f-territoire option").Each(func(_ int, o *goquery.Selection) { offered = append(offered, o.AttrOr("value", "")) })
	if len(offered) != 1 || offered[0] != "84" {
		t.Errorf("territories offered: %q", offered)
	}
	p := f.put("periode", "2024", "valeur", "240", "motif", reason).tick("source", f.near()).accepted(site, "brouillon")
	if p.Changes.Values.Add[0].Territory != "84" {
		t.Errorf("kept for %s", p.Changes.Values.Add[0].Territory)
	}
	for _, button := range []string{"soumettre", "brouillon"} {
		before := forbidden(t, site, who)
		r := f.put("territoire", "11").exports(button)
		if r.Status != http.StatusForbidden || forbidden(t, site, who) != before+1 {
			t.Errorf("another region, %s: status %d, %d refusals noted", button, r.Status, forbidden(t, site, who)-before)
		}
	}
	foreign := valueOf(t, site, "cpts-project actual 2019-09 11")
	before := forbidden(t, site, who)
	if r := who.Get("/admin/saisir/valeur/cpts-project/retirer?sur=" + url.QueryEscape(foreign.RowKey())); r.Status != http.StatusForbidden || forbidden(t, site, who) != before+1 {
		t.Errorf("the form of another region answers %d", r.Status)
	}
	list := who.Get("/admin/saisir/valeur/cpts-project").Doc(t)
	first := list.Find("main section").First()
	if testkit.Words(first.Find("h2")) != "Auvergne-Rhône-Alpes" || first.Find("a").Length() == 0 || list.Find("main section").Last().Find("a").Length() != 0 {
		t.Errorf("the list begins with %q", testkit.Words(first.Find("h2")))
	}
}

func TestAFigureThatIsNotThere(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-07", desk.RoleEditor, desk.Scope{})
	other := url.QueryEscape(valueOf(t, site, "cpts-active actual 2024 FR").RowKey())
	for _, path := range []string{
		"/admin/saisir/valeur/rien", msp + "/remplacer", msp + "/remplacer?sur=x", msp + "/remplacer?sur=" + other, msp + "/effacer", "/admin/saisir/valeur/rien/ajouter",
	} {
		if r := who.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
}

// TestTheBoardLeadsToAFilledForm: what the page before knows is in the boxes.
func TestTheBoardLeadsToAFilledForm(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-08", desk.RoleEditor, desk.Scope{})
	f := open(t, who, msp+"/ajouter?nature=target&periode=2021/2029&territoire=53")
	if f.values.Get("nature") != "target" || f.values.Get("periode") != "2021-2029" || f.values.Get("territoire") != "53" {
		t.Errorf("the form opens with %v", f.values)
	}
	f = open(t, who, msp+"/ajouter?nature=x&periode=x&territoire=x")
	if f.values.Get("nature") != "actual" || f.values.Get("periode") != "" || f.values.Get("territoire") != "" {
		t.Errorf("nonsense opens with %v", f.values)
	}
}

// TestLookingADocumentUpKeepsEverything: the search shows documents and touches nothing else.
func TestLookingADocumentUpKeepsEverything(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "valeur-09", desk.RoleEditor, desk.Scope{})
	f := counted(open(t, who, msp+"/ajouter")).put("source_cherche", "Assemblee  nationale", "valeur", "n'importe quoi")
	for _, button := range []string{"chercher", ""} {
		r := f.refused(button)
		if len(faults(t, r)) != 0 {
			t.Errorf("looking up finds faults: %q", faults(t, r))
		}
		if said := testkit.Words(r.Doc(t).Find("[role=status]")); !strings.Contains(said, "documents trouvés") || r.Doc(t).Find("input[name=source]").Length() < 10 {
			t.Errorf("said %q", said)
		}
	}
	r := f.put("source_cherche", "zzz").refused("chercher")
	if said := testkit.Words(r.Doc(t).Find("[role=status]")); !strings.Contains(said, "0 document trouvé") {
		t.Errorf("said %q", said)
	}
}

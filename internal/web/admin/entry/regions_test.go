package entry_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// crew is a site of its own with an agent of region 84 and somebody who approves.
type crew struct {
	*testing.T
	site     *testkit.Site
	agent    *staff.Person
	approver *staff.Person
}

func enrolled(t *testing.T) *crew {
	t.Helper()
	s := testkit.Open(t)
	return &crew{
		t, s, staff.Join(t, s, "agent-84", desk.RoleRegional, desk.Scope{Regions: []string{"84"}}),
		staff.Join(t, s, "relecture-01", desk.RoleApprover, desk.Scope{}),
	}
}

// published takes a submitted proposal to readers, by way of the page of review.
func (c *crew) published(p desk.Proposal) {
	c.Helper()
	path := "/admin/propositions/" + id(p)
	decision := url.Values{"id": {id(p)}, "version": {strconv.Itoa(p.Version)}, "decision": {"approuver"}}
	if r := c.approver.Post(path+"/decision", decision); r.Status != http.StatusSeeOther {
		c.Fatalf("approving: %d %s", r.Status, brief(r))
	}
	now, err := c.site.App.Editorial().Proposal(c.Context(), c.approver.Actor(), p.ID)
	if err != nil {
		c.Fatal(err)
	}
	note := segur.Text{FR: "Données des régions", EN: "Data of regions"}
	if _, err := c.site.App.Editorial().Publish(c.Context(), c.approver.Actor(), []desk.Ref{{ID: p.ID, Version: now.Version}}, note); err != nil {
		c.Fatal(err)
	}
}

func (c *crew) live() segur.Dataset {
	c.Helper()
	d, err := c.site.App.Editorial().Live(c.Context())
	if err != nil {
		c.Fatal(err)
	}
	return d
}

func projected(f *form) *form {
	return f.put("departement", "01", "commune", "Bourg-en-Bresse", "porteur", "Centre hospitalier de Fleyriat", "titre_fr", "Nouveau plateau technique",
		"titre_en", "New technical facilities", "secteur", "health", "cout", "12,5 M€", "aide", "4", "etape", "validated", "etape_date", "21/07/2021",
		"debut", "2022", "fin", "2025", "motif", reason).described("plateau-de-bourg").tick("source", "nouvelle")
}

// TestAProjectFromFormToPublication: an agent of the region adds a project, another day its stage
// changes, then it is withdrawn; each time somebody else approves.
func TestAProjectFromFormToPublication(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	first := projected(open(t, c.agent, "/admin/saisir/projet?region=84")).accepted(c.site, "soumettre")
	if p := first.Changes.Projects.Add[0]; first.Status != desk.StatusSubmitted || p.Territory != "84" || p.Amount.String() != "12.5" {
		t.Errorf("%+v", p)
	}
	page := c.approver.Get("/admin/propositions/" + id(first))
	for _, text := range []string{"Projet ajouté", "Nouveau plateau technique (Bourg-en-Bresse)", "12,5 M€", "validé", "projets d’investissement", "Auvergne-Rhône-Alpes"} {
		if !strings.Contains(plainly(page), text) {
			t.Errorf("the review does not say %q:\n%s", text, plainly(page))
		}
	}
	c.published(first)
	key := first.Changes.Projects.Add[0].ID
	same := open(t, c.agent, "/admin/saisir/projet/"+key).put("etape", "works", "etape_date", "21/07/2021", "motif", reason)
	if found := faults(t, same.refused("soumettre")); !strings.Contains(found["etape_date"], "celui de l’étape d’avant") {
		t.Errorf("%q", found)
	}
	moved := same.put("etape_date", "mars 2022").accepted(c.site, "soumettre")
	if page := c.approver.Get("/admin/propositions/" + id(moved)); !strings.Contains(string(page.Body), "Étape du projet changée") {
		t.Error("the change of the stage is not told")
	}
	c.published(moved)
	if p, _ := find(c.live().Projects, key); p.Stage != segur.StageWorks || p.StageOn.String() != "2022-03" {
		t.Errorf("%+v", p)
	}
	c.published(open(t, c.agent, "/admin/saisir/projet/"+key+"/retirer").put("motif", reason).accepted(c.site, "soumettre"))
	if _, there := find(c.live().Projects, key); there {
		t.Error("the project is still published")
	}
	if news := c.site.Get("/nouveautes"); !strings.Contains(string(news.Body), "Projet retiré") {
		t.Error("readers are not told")
	}
}

// plainly returns the words of a page with plain spaces.
func plainly(r testkit.Response) string {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(r.Body))
	if err != nil {
		return err.Error()
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(testkit.Words(doc.Find("main")))
}

func find[T segur.Row](rows []T, key string) (row T, ok bool) {
	for _, row := range rows {
		if row.RowKey() == key {
			return row, true
		}
	}
	return row, false
}

// TestProjectFaultsStandAtTheirFields: what is missing or cannot be read is said in its place.
func TestProjectFaultsStandAtTheirFields(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "projets-01", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/projet")
	found := faults(t, f.put("cout", "beaucoup", "fin", "hier", "motif", reason).refused("soumettre"))
	if n := len(found); n != 11 { // ten, and how many more there are
		t.Errorf("%d faults: %q", n, found)
	}
	for _, field := range []string{"departement", "commune", "porteur", "titre_fr", "titre_en", "secteur", "cout", "etape"} {
		if found[field] == "" {
			t.Errorf("nothing is said at %s: %q", field, found)
		}
	}
	late := projected(open(t, who, "/admin/saisir/projet")).put("debut", "2025", "fin", "2022")
	if found := faults(t, late.refused("soumettre")); found["fin"] == "" {
		t.Errorf("%q", found)
	}
}

// TestAidBeyondTheEnvelope: who writes and who reviews are told, readers are not.
func TestAidBeyondTheEnvelope(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	envelope, ok := edit.Envelope(c.live().Values, "84")
	if !ok {
		t.Fatal("region 84 has no envelope")
	}
	f := projected(open(t, c.agent, "/admin/saisir/projet")).put("cout", "9000", "aide", "8000")
	asked := doubts(t, f.refused("soumettre"))
	if len(asked) != 1 || !strings.Contains(asked[0], "plus que son enveloppe") || !strings.Contains(asked[0], "Auvergne-Rhône-Alpes") {
		t.Fatalf("%q (envelope %v)", asked, envelope)
	}
	again := f.exports("soumettre")
	f = read(t, c.agent, again)
	box := again.Doc(t).Find("input[name=confirme]").AttrOr("value", "")
	p := f.tick("confirme", box).accepted(c.site, "soumettre")
	page := c.approver.Get("/admin/propositions/" + id(p))
	if text := testkit.Words(page.Doc(t).Find("main")); !strings.Contains(text, "plus que l’enveloppe") {
		t.Errorf("the review is not warned: %s", text)
	}
	c.published(p)
	for _, path := range []string{"/", "/nouveautes", "/nouveautes/2", "/mesures/9-x", "/indicateurs/invr-envelope"} {
		if body := string(c.site.Get(path).Body); strings.Contains(body, "plus que l’enveloppe") || strings.Contains(body, "plus que son enveloppe") {
			t.Errorf("%s tells readers of the envelope", path)
		}
	}
}

func TestAStrategyFromFormToPublication(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	f := open(t, c.agent, "/admin/saisir/orientation?region=84").put("orientation_fr", "Soins de montagne", "orientation_en", "Mountain care",
		"periode", "2021-2029", "connu", "full", "motif", reason).described("strategie-montagne").tick("source", "nouvelle")
	p := f.accepted(c.site, "soumettre")
	added := p.Changes.Strategies.Add[0]
	c.published(p)
	rule := open(t, c.agent, "/admin/saisir/regle?region=84").put("genre", "criterion", "regle_fr", "Aller au plus près", "regle_en", "Go nearest", "motif", reason).
		described("criteres-montagne").tick("source", "nouvelle")
	if found := faults(t, rule.put("rang", "1").refused("soumettre")); !strings.Contains(found["rang"], "a déjà le rang 1") {
		t.Errorf("%q", found)
	}
	c.published(rule.put("rang", "").accepted(c.site, "soumettre"))
	on := "?sur=" + url.QueryEscape(added.RowKey())
	c.published(open(t, c.agent, "/admin/saisir/orientation/corriger"+on).put("orientation_fr", "Soins en montagne", "motif", reason).accepted(c.site, "soumettre"))
	if s, _ := find(c.live().Strategies, added.RowKey()); s.Orientation.FR != "Soins en montagne" || s.Order != added.Order {
		t.Errorf("%+v", s)
	}
	c.published(open(t, c.agent, "/admin/saisir/orientation/retirer"+on).put("motif", reason).accepted(c.site, "soumettre"))
	if _, there := find(c.live().Strategies, added.RowKey()); there {
		t.Error("the orientation is still published")
	}
}

func held(f *form) *form {
	return f.put("date", "05/06/2020", "forme", "in_person", "titre_fr", "Réunion des soignants de l'Ain", "nombre_hospital_medical", "3",
		"nombre_users", "4", "synthese_fr", "Chacun a parlé de l'hôpital.", "propositions_2_fr", "Simplifier les tarifs.",
		"entendus", "Ordre des infirmiers\nConseil départemental", "motif", reason).tick("piliers", "2")
}

func TestASessionFromFormToPublication(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	f := held(open(t, c.agent, "/admin/saisir/session?region=84"))
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found["source"], "l’un des deux") {
		t.Errorf("%q", found)
	}
	f = f.described("reunion-ain").tick("source", "nouvelle")
	for want, fill := range map[string][]string{
		"forme 10 personnes au plus":                {"nombre_users", "8"},
		"propositions_1_fr Cochez le pilier 1":      {"propositions_1_fr", "Recruter."},
		"propositions_2_fr proposé sur le pilier 2": {"propositions_2_fr", ""},
		"nombre_users n’est pas un nombre":          {"nombre_users", "quelques-uns"},
		"date Donnez le jour":                       {"date", ""},
		"titre_fr À remplir":                        {"titre_fr", ""},
		"synthese_fr À remplir":                     {"synthese_fr", ""},
	} {
		field, text, _ := strings.Cut(want, " ")
		was := f.values.Get(fill[0])
		if found := faults(t, f.put(fill...).refused("soumettre")); len(found) != 1 || !strings.Contains(found[field], text) {
			t.Errorf("%s: %q", want, found)
		}
		f.put(fill[0], was)
	}
	p := f.accepted(c.site, "soumettre")
	if s := p.Changes.Sessions.Add[0]; s.Participants.Total() != 7 || s.Territory != "84" || s.Source == "" || len(s.Organisations()) != 2 {
		t.Errorf("%+v", s)
	}
	c.published(p)
	key := p.Changes.Sessions.Add[0].ID
	c.published(open(t, c.agent, "/admin/saisir/session/"+key).put("nombre_elected", "1", "motif", reason).accepted(c.site, "soumettre"))
	c.published(open(t, c.agent, "/admin/saisir/session/"+key+"/retirer").put("motif", reason).accepted(c.site, "soumettre"))
	if len(c.live().Sessions) != 0 {
		t.Errorf("%+v", c.live().Sessions)
	}
}

// TestOneRegionKeepsToItself: an agent sees no form of another region's rows, and what she sends all the
// same is refused and noted: neither hers moved there, nor theirs moved here.
func TestOneRegionKeepsToItself(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	theirs, ours := "", ""
	for _, p := range c.live().Projects {
		switch {
		case p.Territory == "93" && theirs == "":
			theirs = p.ID
		case p.Territory == "84" && ours == "":
			ours = p.ID
		}
	}
	var strategy string
	for _, s := range c.live().Strategies {
		if s.Territory != "84" {
			strategy = url.QueryEscape(s.RowKey())
		}
	}
	before := forbidden(t, c.site, c.agent)
	tried := 0
	for _, path := range []string{
		"/admin/saisir/projet/" + theirs, "/admin/saisir/projet/" + theirs + "/retirer", "/admin/saisir/projet?region=93",
		"/admin/saisir/orientation/corriger?sur=" + strategy, "/admin/saisir/orientation/retirer?sur=" + strategy,
		"/admin/saisir/orientation?region=93", "/admin/saisir/regle?region=93", "/admin/saisir/session?region=93",
	} {
		tried++
		if r := c.agent.Get(path); r.Status != http.StatusForbidden {
			t.Errorf("%s: %d", path, r.Status)
		}
	}
	away := projected(open(t, c.agent, "/admin/saisir/projet/"+ours))
	for _, f := range []*form{
		away.put("departement", "13"), projected(open(t, c.agent, "/admin/saisir/projet")).put("departement", "13"),
		held(open(t, c.agent, "/admin/saisir/session")).put("region", "93"),
		open(t, c.agent, "/admin/saisir/orientation").put("region", "93"), open(t, c.agent, "/admin/saisir/regle").put("region", "93"),
	} {
		tried++
		if r := f.exports("brouillon"); r.Status != http.StatusForbidden {
			t.Errorf("%s: %d %s", f.action, r.Status, brief(r))
		}
	}
	stolen := away.put("departement", "01")
	stolen.action = "/admin/saisir/projet/" + theirs
	tried++
	if r := stolen.exports("soumettre"); r.Status != http.StatusForbidden {
		t.Errorf("a project of another region moved: %d", r.Status)
	}
	if noted := forbidden(t, c.site, c.agent) - before; noted != tried {
		t.Errorf("%d refusals noted, %d tried", noted, tried)
	}
	list := c.agent.Get("/admin/saisir/projets?region=93")
	if strings.Contains(string(list.Body), "/admin/saisir/projet/"+theirs) || list.Status != http.StatusOK {
		t.Errorf("%d: the list leads to forms of another region", list.Status)
	}
}

// TestTwoPeopleOnOneProject: what was published meanwhile is put beside what was typed.
func TestTwoPeopleOnOneProject(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	var ours segur.Project
	for _, p := range c.live().Projects {
		if p.Territory == "84" {
			ours = p
		}
	}
	f := open(t, c.agent, "/admin/saisir/projet/"+ours.ID).put("etape", "delivered", "etape_date", "2025", "motif", reason)
	theirs := ours
	theirs.Stage, theirs.StageOn = segur.StageWorks, segur.Date{Year: 2024}
	if _, err := c.site.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Projects: segur.Changes[segur.Project]{
		Replace: []segur.Replacement[segur.Project]{{Old: ours, New: theirs}},
	}}}); err != nil {
		t.Fatal(err)
	}
	r := f.exports("soumettre")
	if text := testkit.Words(r.Doc(t).Find("main")); r.Status != http.StatusUnprocessableEntity || !strings.Contains(text, "Quelqu’un a publié un changement entre-temps") ||
		!strings.Contains(text, "livré") {
		t.Errorf("%d %s", r.Status, text)
	}
}

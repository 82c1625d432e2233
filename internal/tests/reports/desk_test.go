package reports

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// same is what a browser says of a form of the desk.
const same = "Sec-Fetch-Site: same-origin"

type team struct{ editor, approver, observer, elsewhere *staff.Person }

func hire(t *testing.T, s *testkit.Site) team {
	t.Helper()
	return team{
		staff.Join(t, s, "redaction-01", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "relecture-01", desk.RoleApprover, desk.Scope{}),
		staff.Join(t, s, "lecture-01", desk.RoleObserver, desk.Scope{}), staff.Join(t, s, "redaction-20", desk.RoleEditor, desk.Scope{Measures: []int{20}}),
	}
}

func refusal(more ...string) url.Values {
	form := url.Values{
		"version": {"1"}, "issue": {"refused"}, "motif": {"other_figure"},
		"reponse_fr": {"Le rapport compte les lits de toute nature, non ceux ouverts à la demande."},
		"reponse_en": {"The report counts beds of every kind, not those opened on demand."},
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

func acceptance(more ...string) url.Values {
	return refusal(append([]string{"issue", "accepted", "motif", "", "reponse_fr", "", "reponse_en", ""}, more...)...)
}

func TestWhoReadsAndWhoAnswers(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	s.Post("/signaler", filled(), home)
	people := hire(t, s)
	for name, c := range map[string]struct {
		who     *staff.Person
		answers bool
	}{
		"an editor": {people.editor, true}, "an approver": {people.approver, true},
		"an observer": {people.observer, false}, "an editor of another measure": {people.elsewhere, false},
	} {
		r := c.who.Get("/admin/signalements/1")
		body, doc := string(r.Body), r.Doc(t)
		if r.Status != http.StatusOK || !strings.Contains(body, said) {
			t.Errorf("%s cannot read: status %d", name, r.Status)
		}
		if has := strings.Contains(body, contact); has != c.answers {
			t.Errorf("%s sees the contact: %v", name, has)
		}
		if form := doc.Find(`form[action="/admin/signalements/1/reponse"]`).Length() == 1; form != c.answers {
			t.Errorf("%s is asked to answer: %v", name, form)
		}
		if nav := words(doc.Find(".seg-nav")); !strings.Contains(nav, "Signalements 1") {
			t.Errorf("%s reads the navigation %q", name, nav)
		}
		if c.answers {
			continue
		}
		for path, form := range map[string]url.Values{
			"/admin/signalements/1/reponse": refusal(), "/admin/signalements/indesirables": {"jusqua": {"1"}, "numero": {"1"}},
		} {
			if r := c.who.Post(path, form); r.Status != http.StatusForbidden {
				t.Errorf("%s: POST %s: status %d", name, path, r.Status)
			}
		}
	}
	if n := open(t, s); n != 1 {
		t.Errorf("%d open cases", n)
	}
	keeper := staff.Join(t, s, "comptes-01", desk.RoleAdmin, desk.Scope{})
	refused, err := s.App.Journal().Entries(t.Context(), keeper.Actor(), desk.Search{Action: desk.ActionForbidden})
	if err != nil || len(refused) != 4 {
		t.Errorf("%d refused attempts in the journal, want 4: %v", len(refused), err)
	}
}

func TestARefusalIsPublicWithItsReason(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	s.Post("/signaler", filled(), home)
	people := hire(t, s)
	before := s.Get("/signalements/1")
	for name, form := range map[string]url.Values{
		"no outcome": refusal("issue", ""), "no reason": refusal("motif", ""), "no English": refusal("reponse_en", " "), "a reason of ours": refusal("motif", "x"),
		"too long": refusal("reponse_fr", strings.Repeat("a", 2001)), "half an acceptance": acceptance("reponse_fr", "Le rapport est exact, nous corrigeons."),
	} {
		r := people.editor.Post("/admin/signalements/1/reponse", form)
		if r.Status != http.StatusUnprocessableEntity || r.Doc(t).Find(".govuk-error-summary__list a").Length() != 1 {
			t.Errorf("%s: status %d", name, r.Status)
		}
		if got := strings.TrimPrefix(r.Doc(t).Find("textarea[name=reponse_fr]").Text(), "\n"); got != form.Get("reponse_fr") {
			t.Errorf("%s: the answer came back as %q", name, got)
		}
	}
	if r := people.editor.Post("/admin/signalements/1/reponse", refusal("version", "9")); r.Status != http.StatusConflict {
		t.Errorf("another version: status %d", r.Status)
	}
	if r := people.editor.Post("/admin/signalements/1/reponse", refusal()); r.Status != http.StatusSeeOther {
		t.Fatalf("status %d", r.Status)
	}
	if r := people.approver.Post("/admin/signalements/1/reponse", acceptance("version", "2")); r.Status != http.StatusConflict {
		t.Errorf("a second answer: status %d", r.Status)
	}
	after := s.Get("/signalements/1", "If-None-Match: "+before.Header.Get("ETag"))
	told := words(after.Doc(t).Find("main"))
	for _, want := range []string{"Non retenu", "Le document compte autre chose.", "lits de toute nature"} {
		if after.Status != http.StatusOK || !strings.Contains(told, want) {
			t.Errorf("status %d, the answer lacks %q: %s", after.Status, want, told)
		}
	}
	for _, secret := range []string{said, address, contact, "redaction-01"} {
		if strings.Contains(string(after.Body), secret) {
			t.Errorf("the answer tells %q", secret)
		}
	}
	if after.Doc(t).Find("meta[name=robots]").Length() > 0 {
		t.Error("search engines are kept out of an answer")
	}
	if english := words(s.Get("/en/reports/1").Doc(t).Find("main")); !strings.Contains(english, "beds of every kind") || !strings.Contains(english, "Not accepted") {
		t.Errorf("in English: %s", english)
	}
	if list := words(s.Get("/signalements").Doc(t).Find("main")); !strings.Contains(list, "Mesure 12") || !strings.Contains(list, "Non retenu") {
		t.Errorf("the list of answers: %s", list)
	}
}

// TestAnAcceptedReportBecomesAPublication goes from the report to the figure that readers see.
func TestAnAcceptedReportBecomesAPublication(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	figure := s.Catalog().Indicator("msp-count").Main().Observed[3].Value
	about := []string{"mesure", "", "annee", "", "indicateur", "msp-count", "periode", figure.Period.String(), "territoire", "FR", "nature", "doubt"}
	s.Post("/signaler", filled(about...), home)
	people := hire(t, s)
	r := people.editor.Post("/admin/signalements/1/reponse", acceptance("citer", "oui"))
	to := r.Header.Get("Location")
	if r.Status != http.StatusSeeOther || !strings.HasPrefix(to, "/admin/saisir/valeur/msp-count/remplacer?") {
		t.Fatalf("status %d to %q: %s", r.Status, to, s.Log.Cause(r))
	}
	page := s.Get("/signalements/1")
	if told := words(page.Doc(t).Find("main")); !strings.Contains(told, "Retenu") || !strings.Contains(told, said) || !strings.Contains(told, "pas encore publiée") {
		t.Errorf("after the answer: %s", told)
	}
	form := people.editor.Get(to).Doc(t)
	if reason := strings.TrimPrefix(form.Find("textarea[name=motif]").Text(), "\n"); !strings.HasPrefix(strings.ReplaceAll(reason, "\u00a0", " "), "Signalement nº 1") {
		t.Errorf("the reason begins with %q", reason)
	}
	if form.Find("input[name=signalement]").AttrOr("value", "") != "1" {
		t.Error("the form forgets the report")
	}
	changed := figure
	changed.Number += segur.Int(1)
	live, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &figure, New: changed})
	if err != nil {
		t.Fatal(err)
	}
	published(t, s, people, editorial.Draft{Kind: desk.KindValue, Changes: changes, Reason: "Signalement nº 1 : décompte corrigé.", Case: 1})
	page = s.Get("/signalements/1", "If-None-Match: "+page.Header.Get("ETag"))
	if link := page.Doc(t).Find(`.seg-outcome a[href="/nouveautes/2"]`); page.Status != http.StatusOK || link.Length() != 1 {
		t.Errorf("status %d, %d links to the publication", page.Status, link.Length())
	}
	if told := words(people.editor.Get("/admin/signalements/1").Doc(t).Find("main")); !strings.Contains(told, "Proposition nº 1") {
		t.Errorf("the case does not name its proposal: %s", told)
	}
}

// published takes a draft to the public: its warnings are confirmed, somebody else approves.
func published(t *testing.T, s *testkit.Site, people team, d editorial.Draft) {
	t.Helper()
	e := s.App.Editorial()
	check, err := e.Check(t.Context(), people.editor.Actor(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range check.Warnings {
		d.Confirmed = append(d.Confirmed, w.Token())
	}
	draft, err := e.Save(t.Context(), people.editor.Actor(), d)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := e.Submit(t.Context(), people.editor.Actor(), []desk.Ref{{ID: draft.ID, Version: draft.Version}}, "")
	if err != nil {
		t.Fatal(err)
	}
	approved, err := e.Decide(t.Context(), people.approver.Actor(), desk.Ref{ID: sent[0].ID, Version: sent[0].Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Publish(t.Context(), people.approver.Actor(), []desk.Ref{{ID: approved.ID, Version: approved.Version}}, segur.Text{FR: "Un décompte corrigé", EN: "A count corrected"})
	if err != nil {
		t.Fatal(err)
	}
}

// A proposal comes from a report that was accepted, and from no other.
func TestAProposalComesFromAnAcceptedReport(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	s.Post("/signaler", filled(), home)
	people := hire(t, s)
	figure := s.Catalog().Indicator("msp-count").Main().Observed[3].Value
	changed := figure
	changed.Number += segur.Int(1)
	live, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &figure, New: changed})
	if err != nil {
		t.Fatal(err)
	}
	for number, code := range map[int64]segur.Code{1: segur.CodeConflict, 7: segur.CodeNotFound} {
		_, err := s.App.Editorial().Save(t.Context(), people.editor.Actor(), editorial.Draft{Kind: desk.KindValue, Changes: changes, Case: number})
		if segur.ErrorCode(err) != code {
			t.Errorf("from report %d: %v", number, err)
		}
	}
}

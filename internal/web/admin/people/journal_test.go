package people_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// lines returns the entries of a page of the journal in words.
func lines(t *testing.T, p *staff.Person, query string) []string {
	t.Helper()
	var found []string
	page(t, p, "/admin/journal"+query).Find(".seg-journal > li").Each(func(_ int, line *goquery.Selection) {
		found = append(found, plain(line))
	})
	return found
}

// plain returns words with the spaces that people type.
func plain(s *goquery.Selection) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(testkit.Words(s))
}

func record(t *testing.T, s *testkit.Site, e desk.Entry) {
	t.Helper()
	if err := s.App.Journal().Record(t.Context(), e); err != nil {
		t.Fatal(err)
	}
}

func TestTheJournalSaysWhatWasDone(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	agent := staff.Join(t, site, "agent-01", desk.RoleObserver, desk.Scope{})
	form := typed(page(t, admin, path(agent.Account)), path(agent.Account))
	form.Set("role", "regional")
	form["regions"] = []string{"84"}
	admin.Post(path(agent.Account), form)
	agent.Get("/admin/comptes")

	got := lines(t, admin, "?objet=account/agent-01")
	if len(got) != 2 {
		t.Fatalf("%q", got)
	}
	for _, words := range []string{"21 novembre 2026", "13:00:00", "Compte modifié", "Compte agent-01", "admin-01", "Rôle consultation → saisie régionale", "Régions Auvergne-Rhône-Alpes"} {
		if !strings.Contains(got[0], words) {
			t.Errorf("the change lacks %q: %s", words, got[0])
		}
	}
	if strings.Contains(got[0], "Langue") {
		t.Errorf("what did not change is told: %s", got[0])
	}
	doc := page(t, admin, "/admin/journal?objet=compte+agent-01")
	if href := doc.Find(".seg-journal__what a").First().AttrOr("href", ""); href != path(agent.Account) {
		t.Errorf("the object leads to %q", href)
	}
	refused := lines(t, admin, "?action=forbidden")
	if len(refused) != 1 || !strings.Contains(refused[0], "Accès refusé") || !strings.Contains(refused[0], "il faut pouvoir tenir les comptes") {
		t.Errorf("the refusal: %q", refused)
	}
	hidden := staff.SignIn(t, site, admin.Account, staff.FactorHidden)
	if r := hidden.Get("/admin/journal"); !strings.HasPrefix(r.Header.Get("Location"), "/admin/second-facteur?retour=") {
		t.Errorf("without the second factor: status %d to %q", r.Status, r.Header.Get("Location"))
	}
}

func TestTheJournalTellsProposals(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	author := staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{})
	approver := staff.Join(t, site, "relecture-01", desk.RoleApprover, desk.Scope{})
	e, ctx := site.App.Editorial(), t.Context()
	live, err := e.Live(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var old segur.Value
	for _, v := range live.Values {
		if v.Indicator == "msp-count" && v.Kind == segur.KindActual && v.Reference {
			old = v
		}
	}
	changed := old
	changed.Number += segur.Int(1)
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: changed})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := e.Save(ctx, author.Actor(), editorial.Draft{Kind: desk.KindValue, Changes: changes})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := e.Submit(ctx, author.Actor(), []desk.Ref{{ID: draft.ID, Version: draft.Version}}, "Le décompte officiel a été corrigé.")
	if err != nil {
		t.Fatal(err)
	}
	approved, err := e.Decide(ctx, approver.Actor(), desk.Ref{ID: sent[0].ID, Version: sent[0].Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	note := segur.Text{FR: "Correction d'un décompte.", EN: "A count is corrected."}
	ref := desk.Ref{ID: approved.ID, Version: approved.Version}
	plan, err := e.Plan(ctx, approver.Actor(), []desk.Ref{ref}, note, testkit.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.CancelPlan(ctx, approver.Actor(), desk.Ref{ID: plan.ID, Version: plan.Version}); err != nil {
		t.Fatal(err)
	}
	if approved, err = e.Proposal(ctx, approver.Actor(), approved.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Publish(ctx, approver.Actor(), []desk.Ref{{ID: approved.ID, Version: approved.Version}}, note); err != nil {
		t.Fatal(err)
	}

	for query, says := range map[string][]string{
		"?action=submitted":                     {"Proposition déposée", "Proposition 1", "Le décompte officiel a été corrigé.", "Maisons de santé", "→"},
		"?action=approved":                      {"relecture-01", "Avancement déposée → approuvée"},
		"?action=drafted":                       {"Brouillon créé", "Valeur : Maisons de santé pluriprofessionnelles (MSP) ouvertes, Corse, octobre 2022 (constaté)"},
		"?action=planned":                       {"Programmation 1", "· Correction d'un décompte.", "Note en anglais A count is corrected.", "Prévue le 21 novembre 2026 à 14"},
		"?action=published&objet=proposition+1": {"Avancement approuvée → publiée"},
		"?objet=publication+2":                  {"Publication 2", "relecture-01 · Correction d'un décompte.", "Note en anglais A count is corrected."},
	} {
		got := lines(t, admin, query)
		if len(got) != 1 {
			t.Errorf("%s: %q", query, got)
			continue
		}
		for _, words := range says {
			if !strings.Contains(got[0], words) {
				t.Errorf("%s lacks %q: %s", query, words, got[0])
			}
		}
	}
	doc := page(t, admin, "/admin/journal?objet=publication/2")
	if href := doc.Find(".seg-journal__what a").AttrOr("href", ""); href != "/nouveautes/2" || site.Get(href).Status != http.StatusOK {
		t.Errorf("a publication leads to %q", href)
	}
	if english := lines(t, admin, "?action=submitted&lang=en"); len(english) != 1 || !strings.Contains(english[0], "Proposal submitted") {
		t.Errorf("in English: %q", english)
	}
}

func TestTheJournalIsSearched(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	day := func(d, hour int) time.Time { return time.Date(2026, time.October, d, hour, 0, 0, 0, time.UTC) }
	for i, at := range []time.Time{day(1, 12), day(2, 21), day(2, 22), day(4, 12)} { // 22 o'clock UTC is the next day in Paris
		record(t, site, desk.Entry{At: at, Actor: "veille", Action: desk.ActionSignOut, Object: fmt.Sprintf("account/veille-%d", i), Reason: "Été " + fmt.Sprint(i)})
	}
	for query, want := range map[string]int{
		"": 4, "&du=02/10/2026": 3, "&du=3+octobre+2026": 2, "&au=2026-10-02": 2, "&du=2/10/2026&au=2.10.2026": 1, "&du=octobre+2026&au=10/2026": 4,
		"&au=2025": 0, "&texte=" + url.QueryEscape("éTÉ 2"): 1, "&texte=zzz": 0, "&objet=compte+veille-3": 1, "&action=sign_in": 0, "&action=sign_out": 4,
	} {
		if got := lines(t, admin, "?personne=Veille"+query); len(got) != want {
			t.Errorf("%s: %d lines: %q", query, len(got), got)
		}
	}
	for _, typed := range []string{"hier", "31/02/2026", "01/10/26", "<script>"} {
		answer := admin.Get("/admin/journal?personne=veille&texte=abc&du=" + url.QueryEscape(typed))
		doc := answer.Doc(t)
		if answer.Status != http.StatusUnprocessableEntity || doc.Find(".govuk-error-summary a").AttrOr("href", "") != "#f-du" {
			t.Errorf("du=%s: %d", typed, answer.Status)
		}
		if doc.Find("#f-du").AttrOr("value", "") != typed || doc.Find("#f-texte").AttrOr("value", "") != "abc" || doc.Find(".seg-journal li").Length() != 0 {
			t.Errorf("du=%s: the form loses what was typed, or shows lines all the same", typed)
		}
		if got := admin.Get("/admin/journal.csv?du=" + url.QueryEscape(typed)); got.Status != http.StatusBadRequest {
			t.Errorf("export du=%s: %d", typed, got.Status)
		}
	}
	for lang, says := range map[string]string{"fr": "« 2025 » vient avant « 01/2026 »", "en": "“2025” comes before “01/2026”"} {
		doc := admin.Get("/admin/journal?du=01/2026&au=2025&lang=" + lang).Doc(t)
		if fault := plain(doc.Find("#f-au-fault")); !strings.Contains(fault, says) || doc.Find("#f-du").AttrOr("value", "") != "01/2026" {
			t.Errorf("reversed dates: %q", fault)
		}
	}
	if got := admin.Get("/admin/journal.csv?du=2026&au=2025"); got.Status != http.StatusBadRequest {
		t.Errorf("export with reversed dates: %d", got.Status)
	}
	if got := admin.Get("/admin/journal?avant=x"); got.Status != http.StatusNotFound {
		t.Errorf("avant=x: %d", got.Status)
	}
}

func TestTheJournalHasPages(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	for i := range 120 {
		record(t, site, desk.Entry{Actor: "veille", Action: desk.ActionSignOut, Reason: fmt.Sprintf("numéro %03d.", i)})
	}
	at, seen := "?personne=veille", []string{}
	for range 3 {
		doc := page(t, admin, "/admin/journal"+at)
		doc.Find(".seg-journal > li").Each(func(_ int, line *goquery.Selection) { seen = append(seen, testkit.Words(line)) })
		at = strings.TrimPrefix(doc.Find(`a[rel="next"]`).AttrOr("href", ""), "/admin/journal")
	}
	if len(seen) != 120 || at != "" {
		t.Fatalf("%d lines on three pages, then %q", len(seen), at)
	}
	for i, line := range seen {
		if want := fmt.Sprintf("numéro %03d.", 119-i); !strings.Contains(line, want) {
			t.Fatalf("line %d is %q", i, line)
		}
	}
}

func TestTheJournalIsExported(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	hostile := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", `a;"b"` + "\nc"}
	for _, reason := range hostile {
		record(t, site, desk.Entry{Actor: "veille", Action: desk.ActionCommented, Object: "proposal/1", Reason: reason})
	}
	answer := admin.Get("/admin/journal.csv?personne=veille")
	if answer.Status != http.StatusOK || answer.Header.Get("Content-Type") != "text/csv; charset=utf-8" ||
		!strings.Contains(answer.Header.Get("Content-Disposition"), "attachment; filename=journal-2026-11-21.csv") {
		t.Fatalf("%d %v", answer.Status, answer.Header)
	}
	text, marked := strings.CutPrefix(string(answer.Body), "\ufeff")
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil || !marked || len(rows) != 1+len(hostile) {
		t.Fatalf("%d rows, marked %v, %v", len(rows), marked, err)
	}
	reason := slices.Index(rows[0], "reason")
	for i, want := range hostile {
		want = strings.ReplaceAll(want, "\r", "") // ends of lines are all alike in such a file
		if i < len(hostile)-1 {
			want = "'" + want
		}
		if got := rows[len(hostile)-i][reason]; got != want {
			t.Errorf("row %d holds %q, want %q", i, got, want)
		}
	}

	answer = admin.Get("/admin/journal.json")
	var all []struct {
		desk.Entry
		Previous string
	}
	if err := json.Unmarshal(answer.Body, &all); err != nil || answer.Status != http.StatusOK {
		t.Fatalf("%d, %v", answer.Status, err)
	}
	for i, e := range all {
		if e.Hash == "" || e.Hash != e.Digest(e.Previous) || (i > 0 && all[i-1].Previous != e.Hash) {
			t.Errorf("entry %d does not carry on the chain: %+v", e.ID, e)
		}
	}
	if first := all[len(all)-1]; first.ID != 1 || first.Previous != "" {
		t.Errorf("the first entry: %+v", first)
	}
	filtered := admin.Get("/admin/journal.json?action=account_created&personne=system")
	if err := json.Unmarshal(filtered.Body, &all); err != nil || len(all) != 1 || all[0].Hash != all[0].Digest(all[0].Previous) {
		t.Errorf("a selection: %v, %s", err, filtered.Body)
	}
	if got := admin.Get("/admin/journal.json?personne=nobody"); strings.TrimSpace(string(got.Body)) != "[]" {
		t.Errorf("nothing is %q", got.Body)
	}
	left := entries(t, site, desk.Search{Action: desk.ActionExported})
	if len(left) != 4 || left[0].Actor != "admin-01" || !strings.Contains(left[3].New, `"lines":7`) || !strings.Contains(left[3].New, "personne=veille") {
		t.Errorf("exports in the journal: %+v", left)
	}
}

func TestTheJournalTellsWhatItCannotRead(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	for _, text := range []string{`{"sources":1}`, `{"a":{"b":{"c":[1,{"d":null}]}}}`, `{broken`, `[1,2]`, `<b>gras</b>`, `{"role":"nouveau","x":null,"big":1234567890123456789}`} {
		record(t, site, desk.Entry{Actor: "veille", Action: desk.Action("sign_out"), Object: "/une/adresse?a=b", Old: text, New: "ensuite", Reason: "…"})
	}
	if got := lines(t, admin, "?personne=veille"); len(got) != 6 || !strings.Contains(strings.Join(got, "\n"), "<b>gras</b>") {
		t.Errorf("%d lines: %q", len(got), got)
	}
}

func TestTheJournalNamesRowsInWords(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	record(t, site, desk.Entry{
		Actor: "veille", Action: desk.ActionDrafted,
		New: `[{"table":"values","key":"msp-aci actual 2023 84 280 gone"},{"table":"sources","key":"egora-1000-cpts-2022"},{"table":"sources","key":"gone-for-good"}]`,
	})
	for lang, says := range map[string][]string{
		"fr": {"Valeur : MSP adhérentes à l’accord conventionnel (ACI), Auvergne-Rhône-Alpes, 2023 (constaté) : 280", "Source : Egora, « 1000 CPTS en 2022", "Source : gone-for-good"},
		"en": {"Auvergne-Rhône-Alpes, 2023 (observed): 280", "Source: Egora, ", "Source: gone-for-good"},
	} {
		got := lines(t, admin, "?personne=veille&lang="+lang)
		for _, words := range says {
			if len(got) != 1 || !strings.Contains(got[0], words) || strings.Contains(got[0], "msp-aci") {
				t.Errorf("%s lacks %q: %q", lang, words, got)
			}
		}
	}
}

package publish_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestPublishingNowShowsAtOnce: figure, count and news change with the answer to the form; the
// past stays.
func TestPublishingNowShowsAtOnce(t *testing.T) {
	t.Parallel()
	o := open(t)
	measure, year, changes := o.done()
	state := o.approved(desk.KindState, changes)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	was := o.Catalog().Counts(year)[segur.Done]

	doc := o.page(o.approver.Get(root), http.StatusOK)
	if got := ticked(doc); len(got) != 2 {
		t.Errorf("ticked at first: %q", got)
	}
	o.holds(doc.Find(".seg-candidates"), "Maisons de santé", "déposée par redaction-01, approuvée par relecture-01")
	if href := doc.Find(".seg-candidates a").First().AttrOr("href", ""); href != fmt.Sprintf("/admin/propositions/%d", state.ID) {
		t.Errorf("the first proposal leads to %q", href)
	}
	o.holds(doc.Find(".seg-aside"), fmt.Sprintf("Mesures réalisées en %d", year), fmt.Sprintf("%d →devient %d", was, was+1), "3 137", "mesure "+strconv.Itoa(measure))
	if note := plain(doc.Find("#f-note_fr")); note != fmt.Sprintf("Un état mis à jour : mesure %d ; une valeur corrigée : %s.", measure, o.subject()) {
		t.Errorf("proposed note: %q", note)
	}
	o.holds(doc.Find("#f-note_en"), fmt.Sprintf("One status updated: measure %d; one value corrected: ", measure))
	if strings.Contains(o.public("/indicateurs/msp-count"), "3 137") {
		t.Fatal("the figure is there before it is published")
	}

	doc = o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{state, value}, "note_fr", "Deux corrections d’automne.")))
	o.holds(doc.Find(".seg-flash"), "La publication nº 2 est en ligne.")
	if href := doc.Find(".seg-flash a").AttrOr("href", ""); href != "/nouveautes/2" {
		t.Errorf("the message leads to %q", href)
	}
	o.holds(doc.Find("#publiees li").First(), "Publication nº 2", "Deux corrections d’automne.")
	if now := o.Catalog().Counts(year)[segur.Done]; now != was+1 {
		t.Errorf("done in %d: %d, then %d", year, was, now)
	}
	for path, part := range map[string]string{
		"/indicateurs/msp-count": "3 137", "/nouveautes/2": "Deux corrections d’automne.", "/en/whats-new/2": "A note.",
	} {
		if !strings.Contains(o.public(path), part) {
			t.Errorf("%s does not say %q", path, part)
		}
	}
	if strings.Contains(o.public("/indicateurs/msp-count?publication=1"), "3 137") {
		t.Error("the past has changed")
	}
	entries := must(o.App.Journal().Entries(t.Context(), staff.Join(t, o.Site, "admin-01", desk.RoleAdmin, desk.Scope{}).Actor(),
		desk.Search{Action: desk.ActionPublished, Actor: "relecture-01"}))(o)
	if len(entries) != 3 || entries[0].Object != "publication/2" || entries[0].Reason != "Deux corrections d’automne." {
		t.Errorf("journal: %+v", entries)
	}
}

// subject is what the page calls the proposed figure, without its kind.
func (o *office) subject() string {
	o.Helper()
	label := o.Catalog().Indicator("msp-count").Label.FR
	p := o.figure("msp-count").Period
	month := o.Words.For("fr").Date(p.To.Year, p.To.Month, 0)
	return strings.ReplaceAll(label+", France, "+month, "\u00a0", " ")
}

// TestOnlyWhatIsTickedGoesOut, with a note that says no more than that.
func TestOnlyWhatIsTickedGoesOut(t *testing.T) {
	t.Parallel()
	o := open(t)
	_, _, changes := o.done()
	state, value := o.approved(desk.KindState, changes), o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	first := o.page(o.approver.Get(root), http.StatusOK)
	fr, en := first.Find("#f-note_fr").Text(), first.Find("#f-note_en").Text()
	untouched := []string{"note_fr", strings.TrimPrefix(fr, "\n"), "note_en", strings.TrimPrefix(en, "\n"),
		"proposee_fr", first.Find("[name=proposee_fr]").AttrOr("value", ""), "proposee_en", first.Find("[name=proposee_en]").AttrOr("value", "")}

	doc := o.page(o.approver.Post(root, order([]desk.Proposal{value}, untouched...)), http.StatusUnprocessableEntity)
	o.holds(doc.Find(".govuk-error-summary"), "La note proposée ne disait plus la sélection")
	if note := plain(doc.Find("#f-note_fr")); strings.Contains(note, "état") || !strings.HasPrefix(note, "Une valeur corrigée") {
		t.Errorf("note: %q", note)
	}
	if strings.Contains(plain(doc.Find(".seg-aside")), "Mesures réalisées") {
		t.Error("the effects are those of a proposal that is not ticked")
	}
	form := order([]desk.Proposal{state}, "faire", "apercu", "note_fr", "Mon texte", "note_en", "My text")
	doc = o.page(o.approver.Post(root, form), http.StatusOK)
	o.holds(doc.Find(".seg-aside"), "Mesures réalisées")
	if got := doc.Find("#f-note_fr").Text(); strings.TrimSpace(got) != "Mon texte" {
		t.Errorf("a preview wrote %q over what was typed", got)
	}
	if o.live().Publication.Number != 1 {
		t.Fatal("a preview published")
	}
	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{value})))
	if left := ticked(o.page(o.approver.Get(root), http.StatusOK)); !slices.Equal(left, []string{fmt.Sprintf("%d:%d", state.ID, state.Version)}) {
		t.Errorf("left: %q", left)
	}
}

// TestTheProposedNoteCountsWhatChanges, in the words of each language.
func TestTheProposedNoteCountsWhatChanges(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	o.approved(desk.KindValue, o.corrected("sas-pilot", 23))
	o.approved(desk.KindText, must(edit.Text(o.live(), segur.SiteText{
		ID: segur.TextBanner, Text: segur.Text{FR: "Le site change d’adresse.", EN: "The site moves."},
	}))(o))
	doc := o.page(o.approver.Get(root), http.StatusOK)
	msp, sas := o.Catalog().Indicator("msp-count").Label, o.Catalog().Indicator("sas-pilot").Label
	for id, want := range map[string]string{
		"#f-note_fr": "Deux valeurs corrigées : " + msp.FR + " et " + sas.FR + " ; le bandeau du site modifié.",
		"#f-note_en": "Two values corrected: " + msp.EN + " and " + sas.EN + "; the message on the site changed.",
	} {
		if got := plain(doc.Find(id)); got != want {
			t.Errorf("%s: %q instead of %q", id, got, want)
		}
	}
}

// TestFaultsLoseNothing: what is wrong is said on top and at the field; text and ticks stay.
func TestFaultsLoseNothing(t *testing.T) {
	t.Parallel()
	o := open(t)
	_, _, changes := o.done()
	state, value := o.approved(desk.KindState, changes), o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	_ = state
	for name, c := range map[string]struct {
		fields []string
		href   string
		says   string
	}{
		"no English note": {[]string{"note_en", "  "}, "#f-note_en", "Écrivez la note en anglais."},
		"no French note":  {[]string{"note_fr", ""}, "#f-note_fr", "Écrivez la note en français."},
		"no moment":       {[]string{"quand", ""}, "#f-quand", "Choisissez quand publier."},
		"no day":          {[]string{"quand", "date", "heure", "12:00"}, "#f-jour", "Donnez le jour."},
		"only a month":    {[]string{"quand", "date", "jour", "07/2027", "heure", "12:00"}, "#f-jour", "« 07/2027 » n’est pas une date complète. Écrivez le jour, le mois et l’année, par exemple 21/07/2027."},
		"a short year":    {[]string{"quand", "date", "jour", "25/12/26", "heure", "12:00"}, "#f-jour", "« 25/12/26 » : écrivez l’année avec ses quatre chiffres, par exemple 21/07/2027."},
		"no such day":     {[]string{"quand", "date", "jour", "31/02/2027", "heure", "12:00"}, "#f-jour", "La date « 31/02/2027 » n’existe pas."},
		"no time":         {[]string{"quand", "date", "jour", "21/07/2027"}, "#f-heure", "Donnez l’heure. Par exemple 12:00:00 ou 12 h 30."},
		"no such time":    {[]string{"quand", "date", "jour", "21/07/2027", "heure", "25:00"}, "#f-heure", "Cette heure n’est pas lisible."},
		"the past":        {[]string{"quand", "date", "jour", "21/07/2021", "heure", "12:00"}, "#f-jour", "doit être à venir"},
		"skipped":         {[]string{"quand", "date", "jour", "28/03/2027", "heure", "2 h 30"}, "#f-heure", "Cette heure n’existe pas ce jour-là"},
	} {
		form := order([]desk.Proposal{value}, append([]string{"note_fr", "Ma note <b>", "note_en", "My note"}, c.fields...)...)
		answer := o.approver.Post(root, form)
		doc := o.page(answer, http.StatusUnprocessableEntity)
		link := doc.Find(fmt.Sprintf(".govuk-error-summary a[href=%q]", c.href))
		if !strings.Contains(plain(link), c.says) || doc.Find(c.href).Length() != 1 {
			t.Errorf("%s: %q", name, plain(doc.Find(".govuk-error-summary")))
		}
		for field, id := range map[string]string{"note_fr": "#f-note_fr", "note_en": "#f-note_en"} {
			if got := strings.TrimPrefix(doc.Find(id).Text(), "\n"); got != form.Get(field) {
				t.Errorf("%s: %s became %q", name, field, got)
			}
		}
		if got := ticked(doc); !slices.Equal(got, form["proposition"]) {
			t.Errorf("%s: ticks %q", name, got)
		}
		if got := doc.Find("#f-jour").AttrOr("value", ""); got != form.Get("jour") {
			t.Errorf("%s: day %q", name, got)
		}
		o.sound(answer)
	}
	doc := o.page(o.approver.Post(root, order(nil)), http.StatusUnprocessableEntity)
	o.holds(doc.Find(".govuk-error-summary"), "Choisissez au moins une proposition.")
	if o.live().Publication.Number != 1 || len(must(o.App.Editorial().Plans(t.Context(), o.approver.Actor()))(o)) > 0 {
		t.Error("something was published or planned")
	}
}

// TestWhoMayPublish: others look; a hidden second factor is asked for; a scope is kept to.
func TestWhoMayPublish(t *testing.T) {
	t.Parallel()
	o := open(t)
	measure, _, changes := o.done()
	state, value := o.approved(desk.KindState, changes), o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	for _, p := range []*staff.Person{o.author, staff.Join(t, o.Site, "lecture-01", desk.RoleObserver, desk.Scope{})} {
		doc := o.page(p.Get(root), http.StatusOK)
		o.holds(doc.Find("main"), "Maisons de santé", "Publier revient aux comptes de relecture.", "Effets si ces propositions sortent ensemble", "Publications sorties")
		if doc.Find("main form, main input").Length() > 0 {
			t.Errorf("%s gets a form", p.Account.Name)
		}
		o.page(p.Post(root, order([]desk.Proposal{value})), http.StatusForbidden)
		o.page(p.Post(root+"/2/annuler", order(nil)), http.StatusForbidden)
	}
	hidden := staff.SignIn(t, o.Site, o.approver.Account, staff.FactorHidden)
	doc := o.page(hidden.Get(root), http.StatusOK)
	if href := doc.Find("main .govuk-inset-text a").AttrOr("href", ""); href != "/admin/second-facteur?retour=/admin/publications" && href != "/admin/second-facteur?retour=%2fadmin%2fpublications" {
		t.Errorf("the second factor is asked for at %q", href)
	}
	o.page(hidden.Post(root, order([]desk.Proposal{value})), http.StatusForbidden)
	scoped := staff.Join(t, o.Site, "relecture-02", desk.RoleApprover, desk.Scope{Measures: []int{measure}})
	doc = o.page(scoped.Get(root), http.StatusOK)
	if got := ticked(doc); len(got) != 1 || !strings.HasPrefix(got[0], strconv.FormatInt(state.ID, 10)+":") {
		t.Errorf("within the scope: %q", got)
	}
	o.holds(doc.Find(".seg-candidates__outside"), "Hors de votre périmètre")
	o.page(scoped.Post(root, order([]desk.Proposal{value})), http.StatusForbidden)
	if o.live().Publication.Number != 1 {
		t.Error("somebody without the right has published")
	}
}

// TestOthersWereFaster: what changed since the page was opened is named, and must be ticked anew.
func TestOthersWereFaster(t *testing.T) {
	t.Parallel()
	o := open(t)
	_, _, changes := o.done()
	state, value := o.approved(desk.KindState, changes), o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	rival := o.approved(desk.KindValue, o.corrected("msp-count", 3138))
	doc := o.page(o.approver.Get(root), http.StatusOK)
	if got := ticked(doc); len(got) != 2 || slices.Contains(got, fmt.Sprintf("%d:%d", rival.ID, rival.Version)) {
		t.Errorf("the later of two that exclude each other: %q", got)
	}
	o.holds(doc.Find(".seg-candidates__clash").First(), fmt.Sprintf("Contredit la nº %d", rival.ID), "Maisons de santé")
	o.holds(doc.Find(".seg-candidates__clash").Last(), fmt.Sprintf("Contredit la nº %d", value.ID), "Maisons de santé")
	if doc.Find(fmt.Sprintf(`.seg-candidates__clash a[href="/admin/propositions/%d"]`, value.ID)).Length() != 1 {
		t.Error("the other proposal is not linked")
	}
	doc = o.page(o.approver.Post(root, order([]desk.Proposal{value, rival})), http.StatusConflict)
	o.holds(doc.Find(".govuk-error-summary"), fmt.Sprintf("La proposition nº %d contredit la nº %d, approuvée avant elle (Maisons de santé", rival.ID, value.ID))
	if got := ticked(doc); len(got) != 1 || !strings.HasPrefix(got[0], fmt.Sprint(value.ID, ":")) {
		t.Errorf("left ticked: %q", got)
	}
	doc = o.page(o.approver.Post(root, order([]desk.Proposal{value, rival}, "note_en", "", "proposee_en", "A note.")), http.StatusConflict)
	o.holds(doc.Find(".govuk-error-summary"), "contredit la nº", "Écrivez la note en anglais.")

	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{value})))
	doc = o.page(o.approver.Post(root, order([]desk.Proposal{state, value}, "note_fr", "Gardée")), http.StatusConflict)
	o.holds(doc.Find(".govuk-error-summary"), fmt.Sprintf("Proposition Nº %d : elle a changé ou est déjà partie", value.ID))
	if got := ticked(doc); len(got) != 1 || strings.TrimSpace(doc.Find("#f-note_fr").Text()) != "Gardée" {
		t.Errorf("after a stale form: %q, %q", got, doc.Find("#f-note_fr").Text())
	}
	stale := state
	stale.Version--
	doc = o.page(o.approver.Post(root, order([]desk.Proposal{stale})), http.StatusConflict)
	o.holds(doc.Find(".govuk-error-summary"), fmt.Sprintf("Proposition Nº %d", state.ID))
	// The rival no longer fits: it is marked, and not ticked by itself.
	doc = o.page(o.approver.Get(root), http.StatusOK)
	if got := ticked(doc); len(got) != 1 || doc.Find(fmt.Sprintf(`a[href="/admin/propositions/%d/conflit"]`, rival.ID)).Length() != 1 {
		t.Errorf("ticked beside a conflict: %q", got)
	}
	if n := o.live().Publication.Number; n != 2 {
		t.Errorf("publication %d", n)
	}
}

// TestHostileNotesHarmNobody: a note is text, for the public and at the desk.
func TestHostileNotesHarmNobody(t *testing.T) {
	t.Parallel()
	o := open(t)
	fr, en := testkit.Hostile("fr"), testkit.Hostile("en")
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	refused := o.approver.Post(root, order([]desk.Proposal{value}, "note_fr", fr, "note_en", ""))
	if got := strings.TrimPrefix(refused.Doc(t).Find("#f-note_fr").Text(), "\n"); got != fr {
		t.Errorf("the form gives back %q", got)
	}
	plan := o.plan(later("21/07/2027", "12:00", value))
	o.sent(o.approver, plan)
	path, form := cancelForm(o.page(o.approver.Get(root), http.StatusOK))
	o.sent(o.approver, o.approver.Post(path, form))
	value = must(o.App.Editorial().Proposal(t.Context(), o.approver.Actor(), value.ID))(o)
	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{value}, "note_fr", fr, "note_en", en)))
	for _, answer := range []testkit.Response{
		refused, o.approver.Get(root), o.approver.Get(root + "/2/annuler"), o.Get("/nouveautes/2"), o.Get("/nouveautes"), o.Get("/en/whats-new/2"),
	} {
		doc := answer.Doc(t)
		if doc.Find("script:not([src]):not([type])").Length() > 0 || doc.Find("main img[src=x]").Length() > 0 {
			t.Errorf("%s runs the note", answer.Path)
		}
		o.sound(answer)
	}
}

package publish_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestAnEmbargoIsKeptToTheSecond, in Paris, and by the program that runs after a restart.
func TestAnEmbargoIsKeptToTheSecond(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	doc := o.sent(o.approver, o.plan(later("21 juillet 2027", "12 h 00 min 30 s", value)))
	o.holds(doc.Find(".seg-flash"), "Publication programmée pour le mercredi 21 juillet 2027 à 12:00:30, heure de Paris.")
	o.holds(doc.Find("#programmees"), "mercredi 21 juillet 2027 à 12:00:30", "heure de Paris", "Une note.", "Maisons de santé", "Programmée par relecture-01")
	if doc.Find("input[name=proposition]").Length() > 0 {
		t.Error("what is planned can be published twice")
	}
	o.at("2027-07-21 12:00:29")
	if got := o.due(); got != nil || strings.Contains(o.public("/indicateurs/msp-count"), "3 137") {
		t.Fatalf("published %v a second early", got)
	}
	o.at("2027-07-21 12:00:30")
	if got := o.due(); !slices.Equal(got, []int{2}) || !strings.Contains(o.public("/indicateurs/msp-count"), "3 137") {
		t.Errorf("published %v", got)
	}
	doc = o.page(o.approver.Get(root), http.StatusOK)
	o.holds(doc.Find("#programmees"), "Aucune publication n’est programmée.")
	o.holds(doc.Find("#publiees li").First(), "Publication nº 2", "21 juillet 2027")
}

func TestAnEmbargoSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	here := testkit.WithConfig(func(c *config.Config) { c.DataDir = dir })
	o := open(t, here)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	o.sent(o.approver, o.plan(later("21/07/2027", "12:00:00", value)))
	if err := o.App.Close(); err != nil {
		t.Fatal(err)
	}
	again := &office{T: t, Site: testkit.Open(t, here)}
	again.at("2027-07-21 11:59:59")
	if got := again.due(); got != nil {
		t.Errorf("published %v a second early", got)
	}
	again.at("2027-07-21 12:00:00")
	if got := again.due(); !slices.Equal(got, []int{2}) || !strings.Contains(again.public("/indicateurs/msp-count"), "3 137") {
		t.Errorf("published %v", got)
	}
}

// TestClocksThatChange: of a time that sounds twice the second counts, and the page says so.
func TestClocksThatChange(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	doc := o.sent(o.approver, o.plan(later("31/10/2027", "2h30", value)))
	o.holds(doc.Find(".seg-flash"), "c’est la seconde qui compte, à l’heure d’hiver")
	o.holds(doc.Find("#programmees"), "31 octobre 2027 à 02:30:00", "la seconde des deux fois")
	plan := must(o.App.Editorial().Plans(t.Context(), o.approver.Actor(), desk.PlanWaiting))(o)[0]
	if got := plan.DueAt.UTC().Format("15:04:05"); got != "01:30:00" {
		t.Errorf("due at %s UTC", got)
	}
}

// TestTimesAsPeopleTypeThem reads them all as the same moment.
func TestTimesAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	for _, typed := range [][2]string{
		{"21/07/2027", "12:00"}, {"21 juillet 2027", "12h"}, {"2027-07-21", "12 h 00"}, {"21/7/2027", "12:00:00"}, {"21.07.2027", "midi"},
		{"21/07/2027 12:00", ""}, {" 21/07/2027 ", "12\u00a0h\u00a000"}, {"1er juillet 2027", "12h00"},
	} {
		if answer := o.plan(later(typed[0], typed[1], value)); answer.Status != http.StatusSeeOther {
			t.Fatalf("%q: status %d", typed, answer.Status)
		}
		plan := must(o.App.Editorial().Plans(t.Context(), o.approver.Actor(), desk.PlanWaiting))(o)[0]
		want := "2027-07-21 10:00:00"
		if strings.HasPrefix(typed[0], "1er") {
			want = "2027-07-01 10:00:00"
		}
		if got := plan.DueAt.UTC().Format("2006-01-02 15:04:05"); got != want {
			t.Errorf("%q is read as %s UTC", typed, got)
		}
		must(o.App.Editorial().CancelPlan(t.Context(), o.approver.Actor(), desk.Ref{ID: plan.ID, Version: plan.Version}))(o)
		value = must(o.App.Editorial().Proposal(t.Context(), o.approver.Actor(), value.ID))(o)
	}
}

func TestCallingAPlanOff(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	doc := o.sent(o.approver, o.plan(later("21/07/2027", "12:00", value)))
	path, form := cancelForm(doc)
	if path != root+"/planifiees/1/annuler" {
		t.Fatalf("a plan is called off at %q", path)
	}
	if o.page(o.author.Get(root), http.StatusOK).Find(".seg-plans form").Length() > 0 {
		t.Error("an editor could call a plan off")
	}
	o.page(o.author.Post(path, cloned(form)), http.StatusForbidden)
	doc = o.sent(o.approver, o.approver.Post(path, cloned(form)))
	o.holds(doc.Find(".seg-flash"), "Programmation annulée")
	if got := ticked(doc); len(got) != 1 {
		t.Errorf("what waits again: %q", got)
	}
	doc = o.page(o.approver.Post(path, cloned(form)), http.StatusConflict)
	o.holds(doc.Find(".govuk-error-summary"), "vient de sortir, d’être annulée ou de changer")
	o.at("2027-07-21 12:00:00")
	if got := o.due(); got != nil {
		t.Errorf("published %v", got)
	}
}

// TestAPlanThatCannotGoOut says why in words, and its proposals wait again.
func TestAPlanThatCannotGoOut(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	rival := o.approved(desk.KindValue, o.corrected("msp-count", 3138))
	o.sent(o.approver, o.plan(later("21/07/2027", "12:00", value)))
	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{rival})))
	o.at("2027-07-21 12:00:00")
	if got := o.due(); got != nil {
		t.Fatalf("published %v", got)
	}
	for _, p := range []string{root, root + "?lang=en"} {
		doc := o.page(o.approver.Get(p), http.StatusOK)
		why := "Ce qui est publié a changé entre-temps, et une proposition n’y correspondait plus. Rien n’est sorti."
		if p != root {
			why = "What is published had changed meanwhile, and a proposal no longer fitted it. Nothing went out."
		}
		o.holds(doc.Find(".seg-plans--failed"), why)
		if doc.Find(fmt.Sprintf(`.seg-plans--failed a[href="/admin/propositions/%d/conflit"]`, value.ID)).Length() != 1 {
			t.Error("the conflict is not named")
		}
		if got := ticked(doc); len(got) != 0 || doc.Find("input[name=proposition]").Length() != 1 {
			t.Errorf("what waits again: %q", got)
		}
	}
}

// TestADistantDateIsConfirmed: beyond 90 days the page asks whether the date is meant, and asks
// again about another date.
func TestADistantDateIsConfirmed(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.at("2026-11-22 12:00:00")
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	distant := func(day string, agreed ...string) url.Values {
		form := later(day, "12:00", value)
		form["confirme"] = agreed
		return form
	}
	answer := o.approver.Post(root, distant("25/12/2099"))
	doc := o.page(answer, http.StatusUnprocessableEntity)
	o.sound(answer)
	o.holds(doc.Find(`.govuk-error-summary a[href="#f-confirme"]`), "plus de 90 jours")
	o.holds(doc.Find("#f-confirme-fault"), "plus de 90 jours")
	o.holds(doc.Find("label[for=f-confirme]"), "le vendredi 25 décembre 2099 à 12:00:00, heure de Paris")
	agreed := doc.Find("#f-confirme").AttrOr("value", "")

	doc = o.page(o.approver.Post(root+"?lang=en", distant("26/12/2099", agreed)), http.StatusUnprocessableEntity)
	o.holds(doc.Find("label[for=f-confirme]"), "Saturday 26 December 2099 at 12:00:00")
	if _, ticked := doc.Find("#f-confirme").Attr("checked"); ticked {
		t.Error("one date confirms another")
	}
	kept := distant("25/12/2099", agreed)
	kept.Set("note_en", "")
	doc = o.page(o.approver.Post(root, kept), http.StatusUnprocessableEntity)
	if _, ticked := doc.Find("#f-confirme").Attr("checked"); !ticked || doc.Find("#f-confirme-fault").Length() > 0 {
		t.Error("a confirmation is lost with another fault")
	}
	if plans := must(o.App.Editorial().Plans(t.Context(), o.approver.Actor()))(o); len(plans) > 0 {
		t.Fatalf("planned without an answer: %+v", plans)
	}
	doc = o.sent(o.approver, o.approver.Post(root, distant("25/12/2099", agreed)))
	o.holds(doc.Find(".seg-flash"), "Publication programmée pour le vendredi 25 décembre 2099 à 12:00:00, heure de Paris.")
}

// TestANearDateIsNotQuestioned, up to 90 days ahead and not a second more.
func TestANearDateIsNotQuestioned(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.at("2026-11-22 12:00:00")
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	o.page(o.approver.Post(root, later("20/02/2027", "12:00:01", value)), http.StatusUnprocessableEntity)
	doc := o.sent(o.approver, o.approver.Post(root, later("20/02/2027", "12:00:00", value)))
	o.holds(doc.Find("#programmees"), "samedi 20 février 2027 à 12:00:00")
}

package publish_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

func cloned(form url.Values) url.Values {
	out := url.Values{}
	for name, values := range form {
		out[name] = values
	}
	return out
}

// TestAPublicationIsUndoneByAnother: the former figure is back, and nothing is erased.
func TestAPublicationIsUndoneByAnother(t *testing.T) {
	t.Parallel()
	o := open(t)
	former := o.figure("msp-count")
	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{o.approved(desk.KindValue, o.corrected("msp-count", 3137))})))
	link := o.page(o.approver.Get(root), http.StatusOK).Find("#publiees .seg-queue__end a")
	if link.Length() != 1 || link.AttrOr("href", "") != root+"/2/annuler" {
		t.Fatalf("undoing is offered %d times, at %q", link.Length(), link.AttrOr("href", ""))
	}
	page := root + "/2/annuler"
	doc := o.page(o.approver.Get(page), http.StatusOK)
	o.holds(doc.Find("main"), "Ce qui redeviendrait comme avant", "Maisons de santé", "3 137", "Rien n’est effacé")
	doc = o.page(o.approver.Post(page, url.Values{"motif": {"Erreur"}}), http.StatusUnprocessableEntity)
	if got := strings.TrimSpace(doc.Find("#f-motif").Text()); got != "Erreur" || doc.Find(`.govuk-error-summary a[href="#f-motif"]`).Length() != 1 {
		t.Errorf("a short reason: %q, %q", got, plain(doc.Find(".govuk-error-summary")))
	}
	answer := o.approver.Post(page, url.Values{"motif": {"Le chiffre publié comptait deux fois des maisons."}})
	if answer.Status != http.StatusSeeOther || answer.Header.Get("Location") != "/admin/propositions/2" {
		t.Fatalf("status %d to %q", answer.Status, answer.Header.Get("Location"))
	}
	doc = o.page(o.approver.Get(page), http.StatusOK)
	if doc.Find(`main a[href="/admin/propositions/2"]`).Length() != 1 || doc.Find("main form").Length() > 0 {
		t.Error("undoing can be proposed twice")
	}
	undoing := o.approve(2, staff.Join(t, o.Site, "relecture-02", desk.RoleApprover, desk.Scope{}))
	doc = o.page(o.approver.Get(root), http.StatusOK)
	o.holds(doc.Find("#f-note_fr"), "Annulation de la publication nº 2 : une valeur")
	o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{undoing})))

	if got := o.figure("msp-count"); got.Number != former.Number || got.RowKey() != former.RowKey() {
		t.Errorf("the figure is %+v, it was %+v", got, former)
	}
	if strings.Contains(o.public("/indicateurs/msp-count"), "3 137") && !strings.Contains(o.public("/nouveautes/3"), "Annule la publication nº 2") {
		t.Error("the public does not read of it")
	}
	if !strings.Contains(o.public("/indicateurs/msp-count?publication=2"), "3 137") {
		t.Error("the publication that was undone is erased")
	}
	doc = o.page(o.approver.Get(root), http.StatusOK)
	o.holds(doc.Find("#publiees"), "Annulée par la nº 3")
	o.holds(o.page(o.approver.Get(page), http.StatusOK).Find("main"), "Annulée par la publication nº 3")
}

// TestWhatChangedSinceIsNamed: a publication that others built on is not undone as a whole.
func TestWhatChangedSinceIsNamed(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, n := range []int{3137, 3138} {
		o.sent(o.approver, o.approver.Post(root, order([]desk.Proposal{o.approved(desk.KindValue, o.corrected("msp-count", n))})))
	}
	reason := "Le chiffre publié comptait deux fois des maisons."
	doc := o.page(o.approver.Get(root+"/2/annuler"), http.StatusOK)
	o.holds(doc.Find("main"), "Rien de cette publication ne peut plus être annulé", "A changé depuis. Publication nº 3", "Maisons de santé", "3 138")
	doc = o.page(o.approver.Post(root+"/2/annuler", url.Values{"motif": {reason}}), http.StatusConflict)
	o.holds(doc.Find("main"), "A changé depuis", "3 138", reason)
	if doc.Find("main form").Length() > 0 {
		t.Error("there is a form")
	}
	o.holds(o.page(o.approver.Get(root+"/3/annuler"), http.StatusOK).Find("main"), "3 138", "3 137")
}

func TestWhatCannotBeUndone(t *testing.T) {
	t.Parallel()
	o := open(t)
	for path, status := range map[string]int{
		root + "/1/annuler": http.StatusBadRequest, root + "/2/annuler": http.StatusNotFound, root + "/0/annuler": http.StatusNotFound,
		root + "/x/annuler": http.StatusNotFound, root + "/02/annuler": http.StatusNotFound,
	} {
		o.page(o.approver.Get(path), status)
		o.page(o.approver.Post(path, url.Values{"motif": {"Une erreur de saisie."}}), status)
	}
	o.page(o.author.Get(root+"/1/annuler"), http.StatusForbidden)
	if got := must(o.App.Editorial().Proposals(t.Context(), o.author.Actor(), desk.Filter{}))(o); len(got) > 0 {
		t.Error(fmt.Sprint("proposed: ", got))
	}
}

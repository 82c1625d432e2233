package publish_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestAPlanWaitsForAnotherApprover: the page says for whom, before its moment and after, and another
// approver lets it go from there.
func TestAPlanWaitsForAnotherApprover(t *testing.T) {
	t.Parallel()
	o := open(t)
	value := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	o.sent(o.approver, o.plan(later("21/07/2027", "12:00", value)))
	keeper, second := staff.Join(t, o.Site, "comptes-01", desk.RoleAdmin, desk.Scope{}), staff.Join(t, o.Site, "relecture-02", desk.RoleApprover, desk.Scope{})
	account := "/admin/comptes/" + strconv.FormatInt(o.approver.Account.ID, 10)
	form := url.Values{"id": {strconv.FormatInt(o.approver.Account.ID, 10)}, "nom-affiche": {"Relecture 01"}, "role": {"approver"}, "langue": {"fr"}, "etat": {"desactive"}}
	doc := o.page(keeper.Get(account), http.StatusOK)
	form.Set("version", doc.Find("main form input[name=version]").First().AttrOr("value", ""))
	doc = o.sent(keeper, keeper.Post(account, form))
	o.holds(doc.Find(".seg-flash"), "21 juillet 2027", "attendront qu’une autre personne les approuve")

	doc = o.page(second.Get(root), http.StatusOK)
	o.holds(doc.Find("#programmees"), "Attendra une autre approbation : le compte qui l’avait approuvée (relecture-01)")
	if o.page(o.author.Get(root), http.StatusOK).Find(`form[action$="/confirmer"]`).Length() > 0 {
		t.Error("an editor could confirm a plan")
	}
	o.approver = nil
	o.at("2027-07-21 12:00:00")
	if got := o.due(); got != nil {
		t.Fatalf("published %v", got)
	}
	second = staff.SignIn(t, o.Site, second.Account, staff.FactorShown)
	answer := second.Get(root)
	doc = o.page(answer, http.StatusOK)
	o.sound(answer)
	o.holds(doc.Find("#programmees .seg-plans__held"), "Retenue : son heure est passée", "relecture-01")
	confirm := doc.Find(`form[action="` + root + `/planifiees/1/confirmer"]`)
	if confirm.Length() != 1 {
		t.Fatal("nobody can confirm it")
	}
	sent := url.Values{}
	for _, name := range []string{"id", "version"} {
		sent.Set(name, confirm.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	doc = o.sent(second, second.Post(confirm.AttrOr("action", ""), sent))
	o.holds(doc.Find(".seg-flash"), "Approbation donnée")
	if got := o.due(); !slices.Equal(got, []int{2}) || !strings.Contains(o.public("/indicateurs/msp-count"), "3 137") {
		t.Errorf("published %v", got)
	}
}

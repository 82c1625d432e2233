package entry_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// offeredMeasures lists the measures that a form lets the person tick.
func offeredMeasures(t testing.TB, r testkit.Response) []string {
	t.Helper()
	var offered []string
	r.Doc(t).Find("input[name=mesures]:not([disabled])").Each(func(_ int, s *goquery.Selection) {
		offered = append(offered, s.AttrOr("value", ""))
	})
	return offered
}

// TestMeasuresOutOfScopeLoseNothing: a form offers the measures of the person's scope, and a
// choice that leaves it comes back with everything typed.
func TestMeasuresOutOfScopeLoseNothing(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etroit-02", desk.RoleEditor, desk.Scope{Measures: []int{1}})
	for path, fill := range map[string]func(f *form) *form{
		"/admin/saisir/indicateur": defined,
		"/admin/saisir/evenement": func(f *form) *form {
			return f.put("date", "21/07/2026", "titre_fr", "Bilan", "titre_en", "Review", "genre", "review", "motif", reason).
				described("bilan-de-juillet").tick("source", "nouvelle")
		},
	} {
		if offered := offeredMeasures(t, who.Get(path)); !slices.Equal(offered, []string{"1"}) {
			t.Errorf("%s offers the measures %q", path, offered)
		}
		f := fill(open(t, who, path))
		for want, ticked := range map[string][]string{
			"Cochez au moins une mesure de votre périmètre": nil,
			"La mesure 2 est hors de votre périmètre":       {"1", "2"},
			"Les mesures 2 et 25 sont hors":                 {"2", "25"},
		} {
			for _, button := range []string{"soumettre", "brouillon"} {
				r := f.tick("mesures", ticked...).refused(button)
				if found := faults(t, r); len(found) != 1 || !strings.HasPrefix(found["mesures"], want) {
					t.Errorf("%s with %q: faults %q", path, ticked, found)
				}
				sound(t, site, r)
			}
		}
		p := f.tick("mesures", "1").accepted(site, "brouillon")
		if n := len(p.Changes.Indicators.Add) + len(p.Changes.Events.Add); n != 1 {
			t.Errorf("%s: changes %+v", path, p.Changes)
		}
	}
}

// shared finds an indicator of several measures.
func shared(t testing.TB) *catalog.Indicator {
	t.Helper()
	for _, ind := range site.Catalog().Indicators() {
		if len(ind.Measures) > 1 {
			return ind
		}
	}
	t.Fatal("no indicator has several measures")
	return nil
}

// TestMeasuresOfOthersStayAttached: what a row holds out of the person's scope is shown, and is
// neither hers to take away nor lost.
func TestMeasuresOfOthersStayAttached(t *testing.T) {
	t.Parallel()
	ind := shared(t)
	own := strconv.Itoa(ind.Measures[0])
	who := staff.Join(t, site, "etroit-03", desk.RoleEditor, desk.Scope{Measures: ind.Measures[:1]})
	path := "/admin/saisir/indicateur/" + ind.Code
	r := who.Get(path)
	if fixed := r.Doc(t).Find("input[name=mesures][disabled][checked]"); fixed.Length() != len(ind.Measures)-1 {
		t.Errorf("%d measures are fixed, of %v", fixed.Length(), ind.Measures)
	}
	if offered := offeredMeasures(t, r); !slices.Equal(offered, []string{own}) {
		t.Errorf("offered %q", offered)
	}
	f := open(t, who, path).put("definition_fr", "Une autre définition.", "motif", reason).tick("mesures", own)
	p := f.accepted(site, "soumettre")
	if c := p.Changes.Indicators.Replace; len(c) != 1 || !slices.Equal(c[0].New.Measures, ind.Measures) {
		t.Errorf("changes %+v", p.Changes)
	}
	f = open(t, who, path).put("definition_fr", "Une autre définition.", "motif", reason).tick("mesures")
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["mesures"] == "" {
		t.Errorf("without her own measure: %q", found)
	}
}

// TestNobodyTypesInVain: a form that could not be sent is refused when it is opened.
func TestNobodyTypesInVain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		scope desk.Scope
		paths []string
	}{
		"etroit-04": {desk.Scope{Measures: []int{1}}, []string{msp + "/ajouter", "/admin/saisir/grille/msp-count"}},
		"etroit-05": {desk.Scope{Regions: []string{"84"}}, []string{"/admin/saisir/evenement", "/admin/saisir/indicateur"}},
	} {
		who := staff.Join(t, site, name, desk.RoleEditor, c.scope)
		for i, path := range c.paths {
			if r := who.Get(path); r.Status != http.StatusForbidden || forbidden(t, site, who) != 2*i+1 {
				t.Errorf("%s answers %d, %d refusals noted", path, r.Status, forbidden(t, site, who))
			}
			if r := who.Post(path, url.Values{}); r.Status != http.StatusForbidden || forbidden(t, site, who) != 2*i+2 {
				t.Errorf("POST %s answers %d, %d refusals noted", path, r.Status, forbidden(t, site, who))
			}
		}
	}
}

package entry_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestATableAsStatisticiansWriteIt: short names, a total and marks for nothing are no faults.
func TestATableAsStatisticiansWriteIt(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-09", desk.RoleEditor, desk.Scope{})
	table := "Région\t2020\t2021\nPACA\t5 000 000\t-\nIdF\tn.d.\t12 400 000\nNlle-Aquitaine\t6 000 000\t…\nTotal\t1\t2\n"
	r := evidenced(open(t, who, population)).put("tableau", table).exports("coller")
	f := read(t, who, r)
	for field, want := range map[string]string{
		"c-93-2020": "5 000 000", "c-11-2020": "", "c-11-2021": "12 400 000", "c-75-2020": "6 000 000", "tableau": "",
	} {
		if got := f.values.Get(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	said := testkit.Words(r.Doc(t).Find(".seg-flash"))
	if len(faults(t, r)) != 0 || !strings.HasPrefix(said, "3 cases reprises") || !strings.Contains(said, "La ligne «\u00a0Total\u00a0» est un total\u00a0: elle n’a pas été reprise.") {
		t.Errorf("said %q, faults %q", said, faults(t, r))
	}
	// Marks that the browser spread over the cells change nothing either.
	p := f.put("c-93-2021", "-", "c-84-2020", "n.c.").accepted(site, "brouillon")
	if c := p.Changes.Values; len(c.Add) != 2 || len(c.Replace) != 1 || len(c.Remove) != 0 || c.Replace[0].New.Territory != "11" {
		t.Errorf("changes %+v", c)
	}
}

// TestALongListOfFaultsIsCutInTheSummary: the first ten are told on top, all at their cells.
func TestALongListOfFaultsIsCutInTheSummary(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-10", desk.RoleEditor, desk.Scope{})
	f := evidenced(open(t, who, population))
	for _, code := range segur.RegionCodes() {
		f.put("c-"+code+"-2020", "beaucoup")
	}
	r := f.refused("soumettre")
	lines, wrong := r.Doc(t).Find(".govuk-error-summary__list li"), len(segur.RegionCodes())
	if lines.Length() != 11 || lines.Find("a").Length() != 10 || !strings.HasPrefix(testkit.Words(lines.Last()), "et "+strconv.Itoa(wrong-10)+" autres") {
		t.Errorf("%d lines, the last is %q", lines.Length(), testkit.Words(lines.Last()))
	}
	if title := testkit.Words(r.Doc(t).Find(".govuk-error-summary h2")); title != "Il reste "+strconv.Itoa(wrong)+" points à corriger" {
		t.Errorf("titled %q", title)
	}
	if cells := r.Doc(t).Find(".seg-grid__fault"); cells.Length() != wrong {
		t.Errorf("%d cells are marked, of %d", cells.Length(), wrong)
	}
	for _, code := range segur.RegionCodes()[:10] {
		f.put("c-"+code+"-2020", "5")
	}
	if n := f.refused("soumettre").Doc(t).Find(".govuk-error-summary__list li").Length(); n != wrong-10 {
		t.Errorf("%d faults are told in %d lines", wrong-10, n)
	}
}

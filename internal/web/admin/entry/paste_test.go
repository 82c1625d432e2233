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

// TestATableWithLineEndsInItsCells: a remark below a number belongs to its cell, which is told to be no number; the figures of the
// other regions stay theirs, and the table stays while a part of it has no place.
func TestATableWithLineEndsInItsCells(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-11", desk.RoleEditor, desk.Scope{})
	table := "Région\t2020\t2021\r\nFrance\t\"67 000 000\r\n(estimation)\"\t68\u00a0000\u202f000\r\nGuadeloupe\t390 000\t380 000\r\nMartinique\t360 000\t350 000\t12\tvu\r\n"
	r := evidenced(open(t, who, population)).put("tableau", table).exports("coller")
	f, found := read(t, who, r), faults(t, r)
	for field, want := range map[string]string{
		"c-FR-2020": "67 000 000 (estimation)", "c-FR-2021": "68\u00a0000\u202f000", "c-01-2020": "390 000", "c-01-2021": "380 000",
		"c-02-2020": "360 000", "c-02-2021": "350 000", "tableau": strings.ReplaceAll(table, "\r\n", "\n"),
	} {
		if got := f.values.Get(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if !strings.HasPrefix(found["c-FR-2020"], "France, 2020\u00a0: «\u00a067\u00a0000\u00a0000 (estimation)\u00a0» n’est pas un nombre") {
		t.Errorf("the cell is told %q", found["c-FR-2020"])
	}
	for _, want := range []string{"Ligne 4, colonne 4\u00a0: «\u00a012\u00a0»", "Ligne 4, colonne 5\u00a0: «\u00a0vu\u00a0»"} {
		if !strings.Contains(found["tableau"], want) {
			t.Errorf("no %q in %q", want, found["tableau"])
		}
	}
	// More years than the grid can show.
	years, row := "x", "Bretagne"
	for year := 2010; year < 2024; year++ {
		years, row = years+"\t"+strconv.Itoa(year), row+"\t"+strconv.Itoa(3_000_000+year)
	}
	r = evidenced(open(t, who, population)).put("tableau", years+"\n"+row).exports("coller")
	for _, want := range []string{"Bretagne, 2018\u00a0: «\u00a03002018\u00a0»", "Bretagne, 2023"} {
		if got := faults(t, r)["tableau"]; !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if read(t, who, r).values.Get("tableau") != years+"\n"+row {
		t.Error("the table is gone")
	}
}

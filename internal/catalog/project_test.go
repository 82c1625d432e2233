package catalog_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

// every reads the whole list of a query a page at a time.
func every(c *catalog.Catalog, q catalog.ProjectQuery) (ids []string) {
	for {
		page := c.FindProjects(q, len(ids), 7)
		if len(page) == 0 {
			return ids
		}
		for _, p := range page {
			ids = append(ids, p.ID)
		}
	}
}

// TestProjectsAreFoundByWhereTheyAre holds every filter, alone and with the others, against a plain reading of the dataset, and
// each count against the list that its choice would show.
func TestProjectsAreFoundByWhereTheyAre(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	queries := map[catalog.ProjectQuery]bool{{}: true, {Text: "infirmière"}: true, {Territory: "99"}: true, {Text: "rouen", Stage: segur.StageIdentified}: true}
	for _, p := range c.Projects() {
		for _, q := range []catalog.ProjectQuery{
			{Territory: p.Territory}, {Department: p.Department}, {Sector: p.Sector}, {Stage: p.Stage},
			{Territory: p.Territory, Sector: p.Sector, Stage: p.Stage}, {Territory: "84", Department: p.Department},
		} {
			queries[q] = true
		}
	}
	for q := range queries {
		found := every(c, q)
		counts := c.CountProjects(q)
		if len(found) != counts.Found {
			t.Errorf("%+v: %d found, %d counted", q, len(found), counts.Found)
		}
		for _, p := range c.Projects() {
			fits := (q.Territory == "" || q.Territory == p.Territory) && (q.Department == "" || q.Department == p.Department) &&
				(q.Sector == "" || q.Sector == p.Sector) && (q.Stage == "" || q.Stage == p.Stage)
			if q.Text == "" && slices.Contains(found, p.ID) != fits || !fits && slices.Contains(found, p.ID) {
				t.Errorf("%+v: %s", q, p.ID)
			}
		}
		for _, stage := range segur.Stages() {
			other := q
			other.Stage = stage
			if n := len(every(c, other)); n != counts.Stages[stage] {
				t.Errorf("%+v: %d at %s, told %d", q, n, stage, counts.Stages[stage])
			}
		}
		for territory, n := range counts.Territories {
			other := q
			other.Territory = territory
			if got := len(every(c, other)); got != n {
				t.Errorf("%+v: %d in %s, told %d", q, got, territory, n)
			}
		}
		other := q
		other.Text = ""
		if n := len(every(c, other)); n != counts.AnyText {
			t.Errorf("%+v: %d without words, told %d", q, n, counts.AnyText)
		}
	}
}

func TestProjectsOfAPlaceStandTogether(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	total := 0
	for _, r := range c.RegionsByName() {
		for _, p := range c.ProjectsOf(r.Code) {
			if got, ok := c.Project(p.ID); !ok || got != p || p.Territory != r.Code {
				t.Errorf("%s in %s", p.ID, r.Code)
			}
			total++
		}
	}
	for _, d := range segur.ProjectPlaces() {
		for _, p := range c.ProjectsIn(d.Code) {
			if p.Department != d.Code {
				t.Errorf("%s in %s", p.ID, d.Code)
			}
			total++
		}
	}
	if total != 2*len(c.Projects()) || len(c.ProjectsOf("03")) != 0 || len(c.ProjectsIn("978")) != 1 {
		t.Errorf("%d projects by region and department, %d in all", total, len(c.Projects()))
	}
	if _, ok := c.Project("nowhere"); ok {
		t.Error("a project out of nothing")
	}
}

// TestProjectsAreFoundByTheirWords holds that accents, plurals and elisions do not matter, and both languages do.
func TestProjectsAreFoundByTheirWords(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	for text, want := range map[string]string{
		"chateaubriant": "chateaubriant-schema", "l'hôpital DE bastia": "bastia-nouvel-hopital", "nursing home Bayeux": "bayeux-ehpad",
		"urgence Angoulême": "angouleme-urgences", "corse": "bastia-nouvel-hopital",
	} {
		if found := every(c, catalog.ProjectQuery{Text: text}); !slices.Contains(found, want) {
			t.Errorf("%q finds %v", text, found)
		}
	}
	if found := every(c, catalog.ProjectQuery{Text: "zzzz"}); len(found) > 0 {
		t.Error(found)
	}
}

func TestHistoryOfAProject(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	old := d.Projects[0]
	moved := old
	moved.Stage = segur.StageWorks
	second := segur.Edition{Publication: segur.Publication{Number: 2}}
	second.Changes.Projects.Replace = []segur.Replacement[segur.Project]{{Old: old, New: moved}}
	third := segur.Edition{Publication: segur.Publication{Number: 3}}
	third.Changes.Projects.Remove = []segur.Project{moved}
	third.Changes.Projects.Add = []segur.Project{{ID: "new"}}
	c, err := catalog.Build(d, segur.Edition{Publication: segur.Publication{Number: 1}, Changes: segur.Additions(d)}, second, third)
	if err != nil {
		t.Fatal(err)
	}
	got := c.ProjectHistory(old.ID)
	if len(got) != 2 || len(got[0].Part.Projects.Remove) != 1 || len(got[0].Part.Projects.Add) != 0 || got[1].Part.Projects.Replace[0].New.Stage != segur.StageWorks {
		t.Errorf("%+v", got)
	}
	if len(c.ProjectHistory("new")) != 1 || len(c.ProjectHistory(d.Projects[1].ID)) != 0 {
		t.Error("histories of others")
	}
}

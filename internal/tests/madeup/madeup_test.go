package madeup

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
	"github.com/segur-tracker/segur/internal/web/view"
	"github.com/segur-tracker/segur/seed"
)

// Visit is a row that the product has never heard of.
type Visit struct {
	ID       string     `json:"id"`
	On       segur.Date `json:"on"`
	Measure  int        `json:"measure"`
	Title    segur.Text `json:"title"`
	Visitors *int       `json:"visitors"`
	Sources  []string   `json:"sources"`
}

// RowKey returns the identifier.
func (v Visit) RowKey() string { return v.ID }

func visits() *segur.Definition[Visit] {
	return &segur.Definition[Visit]{
		Spec: segur.Spec{
			Name: "visits", Stored: "visits", Kinds: []string{"event"},
			Columns: []segur.Column{
				{Name: "id", Stored: "visit_id", Key: true}, {Name: "on", Stored: "visited_on"},
				{Name: "measure", Stored: "measure_number", Refers: segur.TableMeasures},
				{Name: "title_fr", Longest: 60}, {Name: "title_en", Longest: 60}, {Name: "visitors", Optional: true},
				{Name: "source_ids", Stored: "source_id", Refers: segur.TableSources, Link: "visit_sources"},
			},
		},
		Fields: func(v *Visit) []any {
			return []any{&v.ID, &v.On, &v.Measure, &v.Title.FR, &v.Title.EN, &v.Visitors, &v.Sources}
		},
		Rules: func(_ segur.Dataset, rows []Visit, fault func(int, string, segur.Rule, string)) {
			for i, v := range rows {
				if v.On.Year < segur.FirstYear {
					fault(i, "on", segur.RuleOutOfRange, v.On.String())
				}
			}
		},
	}
}

const (
	file = "visits.csv"
	head = "id,on,measure,title_fr,title_en,visitors,source_ids\n"
	row  = "mulhouse,2020-03-25,12,Visite à Mulhouse,A visit to Mulhouse,40,legibase-accords-2020\n"
)

func TestMain(m *testing.M) {
	segur.Register(visits())
	os.Exit(m.Run())
}

// TestTheFileIsReadAsStrictlyAsTheOthers finds each fault in its cell.
func TestTheFileIsReadAsStrictlyAsTheOthers(t *testing.T) {
	for content, want := range map[string]ingest.Finding{
		row + row: {Line: 3, Column: 1, ColumnName: "id", Rule: "duplicate", Value: "mulhouse"},
		strings.Replace(row, "2020-03-25", "2020-02-30", 1): {Line: 2, Column: 2, ColumnName: "on", Rule: "bad_date", Value: "2020-02-30"},
		strings.Replace(row, "2020-03-25", "2019", 1):       {Line: 2, Column: 2, ColumnName: "on", Rule: "out_of_range", Value: "2019"},
		strings.Replace(row, ",12,", ",99,", 1):             {Line: 2, Column: 3, ColumnName: "measure", Rule: "unknown_reference", Value: "99"},
		strings.Replace(row, ",40,", ",many,", 1):           {Line: 2, Column: 6, ColumnName: "visitors", Rule: "bad_format", Value: "many"},
		strings.Replace(row, "A visit to Mulhouse", "", 1):  {Line: 2, Column: 5, ColumnName: "title_en", Rule: "required"},
		strings.Replace(row, "legibase-accords-2020", "", 1): {
			Line: 2, Column: 7, ColumnName: "source_ids", Rule: "required",
		},
	} {
		want.File = file
		_, findings, err := ingest.ReadSeed(files(t, head+content))
		if err != nil || len(findings) != 1 || findings[0] != want {
			t.Errorf("%q: %+v, %v", content, findings, err)
		}
	}
	d, findings, err := ingest.ReadSeed(files(t, head+row))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if got := visits().In(d); len(got) != 1 || *got[0].Visitors != 40 || got[0].Measure != 12 || !slices.Equal(got[0].Sources, []string{"legibase-accords-2020"}) {
		t.Errorf("%+v", got)
	}
}

func files(t *testing.T, content string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{file: {Data: []byte(content)}}
	for _, table := range segur.Tables() {
		name := table.About().Name + ".csv"
		if table.About().Desk || name == file {
			continue
		}
		data, err := seed.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = &fstest.MapFile{Data: data}
	}
	return all
}

// house is a site whose dataset has the table, with the people who change it.
type house struct {
	*testing.T
	*testkit.Site
	author, approver, other desk.Actor
}

func open(t *testing.T) *house {
	h := &house{T: t, Site: testkit.Open(t, testkit.WithSeed(func(all map[string][]byte) { all[file] = []byte(head + row) }))}
	h.author = staff.Join(t, h.Site, "edith", desk.RoleEditor, desk.Scope{}).Actor()
	h.approver = staff.Join(t, h.Site, "anne", desk.RoleApprover, desk.Scope{}).Actor()
	h.other = staff.Join(t, h.Site, "bernard", desk.RoleApprover, desk.Scope{}).Actor()
	return h
}

func (h *house) desk() *editorial.Service { return h.App.Editorial() }

func (h *house) visits() []Visit {
	h.Helper()
	d, err := h.desk().Live(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	return visits().In(d)
}

// proposed writes, hands over and approves a change of one visit.
func (h *house) proposed(old, now segur.Row) desk.Proposal {
	h.Helper()
	c := edit.Normalise(segur.Gather([]segur.Change{{Table: "visits", Old: old, New: now}}))
	p, err := h.desk().Save(h.Context(), h.author, editorial.Draft{Kind: desk.KindEvent, Changes: c, Reason: "Selon le communiqué du ministère"})
	if err != nil {
		h.Fatal(err)
	}
	handed, err := h.desk().Submit(h.Context(), h.author, []desk.Ref{{ID: p.ID, Version: p.Version}}, "")
	if err != nil {
		h.Fatal(err)
	}
	return h.approved(handed[0])
}

func (h *house) approved(p desk.Proposal) desk.Proposal {
	h.Helper()
	p, err := h.desk().Decide(h.Context(), h.approver, desk.Ref{ID: p.ID, Version: p.Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		h.Fatal(err)
	}
	return p
}

func (h *house) publish(p desk.Proposal) error {
	h.Helper()
	_, err := h.desk().Publish(h.Context(), h.approver, []desk.Ref{{ID: p.ID, Version: p.Version}}, segur.Text{FR: "Visites", EN: "Visits"})
	if err == nil {
		err = h.App.Refresh(h.Context())
	}
	return err
}

func (h *house) verified() {
	h.Helper()
	if v, err := h.desk().Verify(h.Context()); err != nil || len(v.Mismatches) > 0 {
		h.Errorf("verify: %+v, %v", v, err)
	}
}

// TestATableLivesWithoutAnotherPackageKnowingIt goes from the seed to an undone publication.
func TestATableLivesWithoutAnotherPackageKnowingIt(t *testing.T) {
	h := open(t)
	seeded := h.visits()
	if len(seeded) != 1 || seeded[0].Title.EN != "A visit to Mulhouse" {
		t.Fatalf("%+v", seeded)
	}
	h.verified()

	more, fewer := seeded[0], seeded[0]
	more.Visitors, fewer.Visitors = new(int), nil
	*more.Visitors = 55
	first, rival := h.proposed(seeded[0], more), h.proposed(seeded[0], fewer)
	if clashes, err := h.desk().Clashes(t.Context(), []desk.Proposal{first, rival}); err != nil || len(clashes) != 1 || len(clashes[0].Rows) != 1 || clashes[0].Rows[0].Key != "mulhouse" {
		t.Errorf("clashes %+v, %v", clashes, err)
	}
	if err := h.publish(first); err != nil {
		t.Fatal(err)
	}
	conflict, err := h.desk().Conflict(t.Context(), h.author, rival.ID)
	if err != nil || conflict == nil || len(conflict.Rows) != 1 || *conflict.Rows[0].Theirs.(Visit).Visitors != 55 {
		t.Errorf("conflict %+v, %v", conflict, err)
	}
	var refused *segur.Error
	if err := h.publish(rival); !errors.As(err, &refused) || refused.Code != segur.CodeConflict {
		t.Errorf("the rival goes out: %v", err)
	}
	h.verified()
	h.tells("A visit to Mulhouse", "40", "55")

	p, err := h.desk().Revert(t.Context(), h.other, 2, "Chiffre erroné, selon le ministère")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.publish(h.approved(p)); err != nil {
		t.Fatal(err)
	}
	if again := h.visits(); len(again) != 1 || *again[0].Visitors != 40 {
		t.Errorf("after the undoing: %+v", again)
	}
	h.verified()
}

// tells looks for the change in the history of the measure that it names, and in the news.
func (h *house) tells(words ...string) {
	h.Helper()
	to := view.Links{Lang: "en"}
	for _, path := range []string{to.Measure(h.Catalog().Measure(12)), to.News(2)} {
		page := testkit.Words(h.Get(path).Doc(h.T).Find("main"))
		for _, word := range words {
			if !strings.Contains(page, word) {
				h.Errorf("%s does not tell %q", path, word)
			}
		}
	}
}

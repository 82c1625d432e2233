package upgrade

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
	"github.com/segur-tracker/segur/seed"
)

type page struct {
	bytes.Buffer
	name string
	into fstest.MapFS
}

func (p *page) Close() error {
	p.into[p.name] = &fstest.MapFile{Data: p.Bytes()}
	return nil
}

// files are those of a dataset.
func files(t *testing.T, d segur.Dataset) fs.FS {
	t.Helper()
	all := fstest.MapFS{}
	err := ingest.Write(d, func(name string) (io.WriteCloser, error) { return &page{name: name, into: all}, nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// updated runs an update beside the running site and returns what it prints.
func updated(t *testing.T, folder, as string, dataset fs.FS) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := app.Update(t.Context(), &out, config.Config{DataDir: folder}, app.UpdateOrder{Dataset: app.Source{Files: dataset}, As: as, Reason: "Jeu de données de novembre 2026"})
	return out.String(), err
}

// TestADatabaseOfBeforeTakesInTheDataset: an installation that began with a dataset of before, with edits of its staff,
// gets what is new by review, keeps its own edits, and says which ones.
func TestADatabaseOfBeforeTakesInTheDataset(t *testing.T) {
	folder := kept(t, "schema6")
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.DataDir = folder }))
	claire, denis := staff.Join(t, s, "claire", desk.RoleApprover, desk.Scope{}), staff.Join(t, s, "denis", desk.RoleApprover, desk.Scope{})
	staff.Join(t, s, "rene", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	service := s.App.Editorial()
	before, err := service.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	next, contested, joined := meeting(t, before)

	looked, err := updated(t, folder, "", files(t, next))
	if err != nil || !strings.Contains(looked, "projects: 85 new, 0 changed, 0 withdrawn\n") ||
		!strings.Contains(looked, "left as staff have it: values "+contested.RowKey()+"\n") || strings.Contains(looked, "handed in") {
		t.Fatalf("%v\n%s", err, looked)
	}
	if none, err := service.Proposals(t.Context(), claire.Actor(), desk.Filter{Kinds: []desk.Kind{desk.KindDataset}}); err != nil || len(none) > 0 {
		t.Errorf("looking wrote %d proposals, %v", len(none), err)
	}
	for _, as := range []string{"rene", "nobody"} {
		if out, err := updated(t, folder, as, files(t, next)); err == nil || out != "" {
			t.Errorf("%s hands in %s", as, out)
		}
	}
	handed, err := updated(t, folder, "claire", files(t, next))
	if err != nil || !strings.HasPrefix(handed, looked) || !strings.Contains(handed, "handed in for review: proposals ") {
		t.Fatalf("%v\n%s", err, handed)
	}
	if again, err := updated(t, folder, "claire", files(t, next)); err != nil || again != "nothing changes\n" {
		t.Errorf("the same dataset again: %v, %s", err, again)
	}

	proposals, err := service.Proposals(t.Context(), denis.Actor(), desk.Filter{Kinds: []desk.Kind{desk.KindDataset}})
	if err != nil || len(proposals) < 10 {
		t.Fatalf("%d proposals, %v", len(proposals), err)
	}
	var approved []desk.Ref
	for _, p := range proposals {
		if r := denis.Get(paths.Proposal.Of(p.ID)); r.Status != http.StatusOK {
			t.Errorf("%s of %s answers %d: %s", r.Path, p.Kind, r.Status, s.Log.Cause(r))
		}
		if _, err := service.Decide(t.Context(), claire.Actor(), desk.Ref{ID: p.ID, Version: p.Version}, editorial.Decision{Status: desk.StatusApproved}); err == nil {
			t.Error("the author approves")
		}
		decision := editorial.Decision{Status: desk.StatusApproved}
		if len(p.Changes.GuideSteps.Add) > 0 {
			decision = editorial.Decision{Status: desk.StatusRejected, Reason: "Déjà dit ailleurs"}
		}
		decided, err := service.Decide(t.Context(), denis.Actor(), desk.Ref{ID: p.ID, Version: p.Version}, decision)
		if err != nil {
			t.Fatal(err)
		}
		if decided.Status == desk.StatusApproved {
			approved = append(approved, desk.Ref{ID: p.ID, Version: decided.Version})
		}
	}
	if _, err := service.Publish(t.Context(), denis.Actor(), approved, segur.Text{FR: "Jeu de données", EN: "Dataset"}); err != nil {
		t.Fatal(err)
	}
	after, err := service.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	holds(t, before, next, after, contested, joined)
	verified(t, s)
	if again, err := updated(t, folder, "claire", files(t, next)); err != nil || again != "nothing changes\n" {
		t.Errorf("what was rejected is proposed again: %v, %s", err, again)
	}
}

// meeting returns the dataset of today with changes that meet those of the staff: one figure that both changed, and one
// measure of which they changed other columns.
func meeting(t *testing.T, live segur.Dataset) (next segur.Dataset, contested segur.Value, joined segur.Measure) {
	t.Helper()
	next, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	here := map[string]segur.Row{}
	for _, table := range []segur.Table{segur.TableNamed(segur.TableValues), segur.TableNamed(segur.TableMeasures)} {
		for _, row := range table.Rows(live) {
			here[row.RowKey()] = row
		}
	}
	i := slices.IndexFunc(next.Values, func(v segur.Value) bool { return v.Reference && here[v.RowKey()] == nil })
	j := slices.IndexFunc(next.Measures, func(m segur.Measure) bool {
		mine, _ := here[m.RowKey()].(segur.Measure)
		return mine.Summary != m.Summary
	})
	if i < 0 || j < 0 {
		t.Fatalf("the staff of the fixture changed no figure (%d) or no summary (%d)", i, j)
	}
	contested, joined = next.Values[i], next.Measures[j]
	next.Values[i].Number += segur.Int(5)
	next.Measures[j].ShortTitle.EN += " anew"
	return next, contested, joined
}

// holds demands that each row is that of the dataset, or that of the staff where they had changed it.
func holds(t *testing.T, before, next, after segur.Dataset, contested segur.Value, joined segur.Measure) {
	t.Helper()
	theirs := 0
	for _, table := range segur.Tables() {
		name, was, is := table.About().Name, map[string]segur.Row{}, map[string]segur.Row{}
		for _, row := range table.Rows(before) {
			was[row.RowKey()] = row
		}
		for _, row := range table.Rows(after) {
			is[row.RowKey()] = row
		}
		for _, row := range table.Rows(next) {
			key := row.RowKey()
			switch got := is[key]; {
			case name == segur.TableGuideSteps:
				if got != nil {
					t.Errorf("%s %s was rejected", name, key)
				}
			case reflect.DeepEqual(segur.Tidy(got), segur.Tidy(row)):
			case got != nil && reflect.DeepEqual(segur.Tidy(got), segur.Tidy(was[key])):
				theirs++
			case name == segur.TableMeasures && key == joined.RowKey():
				m := got.(segur.Measure)
				if m.ShortTitle.EN != joined.ShortTitle.EN+" anew" || m.Summary != was[key].(segur.Measure).Summary {
					t.Errorf("the two changes of a measure became %+v", m)
				}
			case name == segur.TableValues && row.(segur.Value).FigureID() == contested.FigureID():
				theirs++
			case got == nil && name == segur.TableValues && was[key] == nil: // the staff have corrected it
				theirs++
			default:
				t.Errorf("%s %s is %+v, not %+v", name, key, got, row)
			}
		}
	}
	if len(edit.List(edit.Difference(before, after))) < 150 || theirs == 0 || theirs > 12 {
		t.Errorf("%d changes, %d rows of the staff", len(edit.List(edit.Difference(before, after))), theirs)
	}
	staffs := edit.Difference(next, before)
	i := slices.IndexFunc(after.Values, func(v segur.Value) bool { return v.Reference && v.FigureID() == contested.FigureID() })
	j := slices.IndexFunc(before.Values, func(v segur.Value) bool { return v.Reference && v.FigureID() == contested.FigureID() })
	if i < 0 || j < 0 || after.Values[i] != before.Values[j] {
		t.Errorf("the staff's figure is gone: %+v", staffs.Values)
	}
}

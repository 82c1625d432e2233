package store

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func account(name string) desk.Account {
	return desk.Account{Name: name, DisplayName: "Camille", Role: desk.RoleEditor, Lang: "fr", CreatedAt: noon()}
}

// commit fills the batch in or ends the test.
func commit(t testing.TB, s *Store, b *desk.Batch) {
	t.Helper()
	if err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// published is a database with the seed and an account in it.
func published(t testing.TB, at engines.Place) *Store {
	t.Helper()
	s := scratch(t, at)
	r := firstRelease(t)
	commit(t, s, &desk.Batch{Release: &r, Accounts: []desk.Account{account("camille")}})
	return s
}

// valueProposal proposes another number for the value at a place of publication 1.
func valueProposal(d segur.Dataset, place int) desk.Proposal {
	fresh := d.Values[place]
	fresh.Number += segur.Int(1)
	return desk.Proposal{
		Kind: desk.KindValue, Status: desk.StatusSubmitted, Author: 1, AuthorName: "camille", Base: 1,
		Reason: "Chiffre définitif", CreatedAt: noon(), UpdatedAt: noon(),
		Changes: segur.ChangeSet{Values: segur.Changes[segur.Value]{
			Replace: []segur.Replacement[segur.Value]{{Old: d.Values[place], New: fresh}},
		}},
	}
}

// fullBatch has every part that a batch can have.
func fullBatch(t testing.TB, s *Store) *desk.Batch {
	t.Helper()
	d := mustLoad(t, s, 1)
	first, second := valueProposal(d, 1), valueProposal(d, 2)
	commit(t, s, &desk.Batch{
		Proposals: []desk.Proposal{first},
		Link:      &desk.Link{TokenHash: "old", Purpose: desk.LinkReset, Account: 1, ExpiresAt: noon()},
	})
	first.ID, first.Version, first.Status = 1, 1, desk.StatusApproved
	r := release(1, secondChanges(d))
	return &desk.Batch{
		Release:   &r,
		Proposals: []desk.Proposal{first, second},
		Remarks:   []desk.Remark{{Proposal: 1, Author: "camille", At: noon(), Text: "D'accord"}},
		Plans:     []desk.Plan{{Proposals: []int64{1}, DueAt: noon(), Status: desk.PlanWaiting, CreatedAt: noon()}},
		Accounts:  []desk.Account{account("dominique")},
		Link:      &desk.Link{TokenHash: "new", Purpose: desk.LinkReset, Account: 1, ExpiresAt: noon()},
		UsedLink:  "old",
		Audit: []desk.Entry{
			{At: noon(), Actor: "camille", Action: desk.ActionPublished, Object: "publication/2"},
			{At: noon(), Actor: "camille", Action: desk.ActionSubmitted, NewProposal: 2},
			{At: noon(), Actor: "camille", Action: desk.ActionPlanned, NewPlan: 1},
		},
	}
}

func TestCommitFillsIn(t *testing.T) { engines.Each(t, testCommitFillsIn) }

func testCommitFillsIn(t *testing.T, at engines.Place) {
	s := published(t, at)
	b := fullBatch(t, s)
	commit(t, s, b)
	if p := b.Proposals; p[0].ID != 1 || p[0].Version != 2 || p[0].Plan != 1 || p[1].ID != 2 || p[1].Version != 1 || p[1].Plan != 0 {
		t.Errorf("proposals: %+v", p)
	}
	if b.Accounts[0].ID != 2 || b.Accounts[0].Version != 1 || b.Plans[0].ID != 1 || b.Plans[0].Version != 1 || b.Remarks[0].ID != 1 {
		t.Errorf("%+v %+v %+v", b.Accounts, b.Plans, b.Remarks)
	}
	var objects []string
	for _, e := range b.Audit {
		objects = append(objects, e.Object)
	}
	if want := []string{"publication/2", "proposal/2", "plan/1"}; !slices.Equal(objects, want) {
		t.Errorf("objects %v, want %v", objects, want)
	}
	for i, want := range b.Proposals {
		if got, err := s.Proposal(t.Context(), want.ID); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("proposal %d reads %+v, want %+v (%v)", i, got, want, err)
		}
	}
	entries, err := s.Audit(t.Context(), desk.Search{})
	slices.Reverse(entries)
	if err != nil || !reflect.DeepEqual(entries, b.Audit) {
		t.Errorf("the journal reads %+v, want %+v (%v)", entries, b.Audit, err)
	}
	if n, err := s.Latest(t.Context()); n != 2 || err != nil {
		t.Errorf("latest: %d, %v", n, err)
	}
}

// TestFailedCommitLeavesNothing breaks one part of a full batch after the other. The journal
// is written last, after everything else has been.
func TestFailedCommitLeavesNothing(t *testing.T) { engines.Each(t, testFailedCommitLeavesNothing) }

func testFailedCommitLeavesNothing(t *testing.T, at engines.Place) {
	s := published(t, at)
	whole := fullBatch(t, s)
	before := countRows(t, at, s.pool)
	faults := map[string]func(*desk.Batch){
		"journal":          func(b *desk.Batch) { b.Audit[2].Action = "" },
		"place in batch":   func(b *desk.Batch) { b.Audit[1].NewProposal = 3 },
		"used link":        func(b *desk.Batch) { b.UsedLink = "unknown" },
		"link":             func(b *desk.Batch) { b.Link.TokenHash = "old" },
		"remark":           func(b *desk.Batch) { b.Remarks[0].Proposal = 99 },
		"plan":             func(b *desk.Batch) { b.Plans[0].DueAt = time.Time{} },
		"proposal":         func(b *desk.Batch) { b.Proposals[1].Author = 99 },
		"stale proposal":   func(b *desk.Batch) { b.Proposals[0].Version = 7 },
		"account":          func(b *desk.Batch) { b.Accounts[0].Name = "Dominique" },
		"release":          func(b *desk.Batch) { b.Release.Base = 0 },
		"row of a release": func(b *desk.Batch) { b.Release.Changes.Events.Add[0].Sources = []string{"no-such-source"} },
	}
	for name, breakIt := range faults {
		t.Run(name, func(t *testing.T) {
			broken := copyBatch(whole)
			breakIt(broken)
			given := copyBatch(broken)
			if err := s.Commit(t.Context(), broken); err == nil {
				t.Error("the batch was taken")
			}
			if !reflect.DeepEqual(broken, given) {
				t.Errorf("the batch was changed: %+v", broken)
			}
			if after := countRows(t, at, s.pool); !reflect.DeepEqual(after, before) {
				t.Errorf("rows were left behind: %v", after)
			}
		})
	}
	if p, err := s.Proposal(t.Context(), 1); err != nil || p.Version != 1 || p.Status != desk.StatusSubmitted {
		t.Errorf("the proposal was updated: %+v (%v)", p, err)
	}
	commit(t, s, whole) // and nothing was used up
}

func copyBatch(b *desk.Batch) *desk.Batch {
	c := *b
	r, l := *b.Release, *b.Link
	r.Changes.Events.Add = slices.Clone(r.Changes.Events.Add)
	c.Release, c.Link = &r, &l
	c.Proposals, c.Remarks = slices.Clone(b.Proposals), slices.Clone(b.Remarks)
	c.Plans, c.Accounts, c.Audit = slices.Clone(b.Plans), slices.Clone(b.Accounts), slices.Clone(b.Audit)
	return &c
}

// TestReleasesAreReadBack shows that what the seal and the chain are taken of is what was
// written.
func TestReleasesAreReadBack(t *testing.T) { engines.Each(t, testReleasesAreReadBack) }

func testReleasesAreReadBack(t *testing.T, at engines.Place) {
	path := at.Source(t)
	s := open(t, path)
	first := firstRelease(t)
	mustPublish(t, s, first)
	d := mustLoad(t, s, 1)
	changes := secondChanges(d)
	changes.Texts.Add = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour <b>", EN: "Hello"}}}
	second := release(1, changes)
	second.PreviousHash, second.Reverts, second.Seal = first.Publication.Hash, 1, strings.Repeat("5", 64)
	second.Motives = []segur.Motive{
		{Proposal: 4, Reason: "Chiffre définitif", Rows: []segur.RowRef{{Table: "values", Key: d.Values[1].RowKey()}}},
		{Proposal: 3, Reason: "Bandeau", Explanation: "Parce que", Rows: []segur.RowRef{}},
		{Proposal: 5, Reason: "Rien"},
	}
	mustPublish(t, s, second)
	got, err := s.Releases(t.Context(), 0)
	if err != nil || !reflect.DeepEqual(got, []segur.Release{first, second}) {
		t.Errorf("the releases are not what was written (%v)", err)
	}
	got, err = s.Releases(t.Context(), 1)
	if err != nil || len(got) != 1 || got[0].Publication.Number != 2 {
		t.Errorf("after 1: %d releases (%v)", len(got), err)
	}
	wanted, err := second.Sealed()
	if sealed, _ := got[0].Sealed(); err != nil || sealed != wanted {
		t.Errorf("the seal of what is read is %s, want %s", sealed, wanted)
	}
	if texts := mustLoad(t, s, 2).Texts; !reflect.DeepEqual(texts, changes.Texts.Add) {
		t.Errorf("texts: %v", texts)
	}
}

// TestOneOfManyWritersWins has 20 of them change the same proposal at once, again and again.
func TestOneOfManyWritersWins(t *testing.T) { engines.Each(t, testOneOfManyWritersWins) }

func testOneOfManyWritersWins(t *testing.T, at engines.Place) {
	s := published(t, at)
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{valueProposal(mustLoad(t, s, 1), 1)}})
	const rounds = 10
	for round := range rounds {
		p, err := s.Proposal(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		var won atomic.Int64
		var group sync.WaitGroup
		for i := range 20 {
			group.Go(func() {
				mine := p
				mine.Reason = fmt.Sprint("round ", round, " writer ", i)
				err := s.Commit(t.Context(), &desk.Batch{
					Proposals: []desk.Proposal{mine}, Audit: []desk.Entry{{At: noon(), Action: desk.ActionRevised, New: mine.Reason}},
				})
				if err == nil {
					won.Add(1)
				} else if segur.ErrorCode(err) != segur.CodeConflict {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 {
			t.Errorf("round %d: %d writers won", round, won.Load())
		}
	}
	p, err := s.Proposal(t.Context(), 1)
	entries, auditErr := s.Audit(t.Context(), desk.Search{})
	if err != nil || auditErr != nil || p.Version != rounds+1 || len(entries) != rounds || entries[0].New != p.Reason {
		t.Errorf("version %d, %d entries, the last %q for %q", p.Version, len(entries), entries[0].New, p.Reason)
	}
}

// TestWaitingWriterGivesUp lets the time of a writer run out while another one writes.
func TestWaitingWriterGivesUp(t *testing.T) { engines.Each(t, testWaitingWriterGivesUp) }

func testWaitingWriterGivesUp(t *testing.T, at engines.Place) {
	s := published(t, at)
	s.writing <- struct{}{}
	waiting, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	err := s.Commit(waiting, &desk.Batch{Accounts: []desk.Account{account("late")}})
	if segur.ErrorCode(err) != segur.CodeUnavailable {
		t.Errorf("the writer was told %v", err)
	}
	<-s.writing
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("late")}})
}

// BenchmarkCommitProposal changes the reason of a proposal and writes it down.
func BenchmarkCommitProposal(b *testing.B) {
	s := published(b, engines.All()[0])
	batch := &desk.Batch{Proposals: []desk.Proposal{valueProposal(mustLoad(b, s, 1), 1)}}
	commit(b, s, batch)
	for b.Loop() {
		batch.Audit = []desk.Entry{{At: noon(), Action: desk.ActionRevised, NewProposal: 1}}
		commit(b, s, batch)
	}
}

// BenchmarkCommitValue publishes one value, with its proposal and a line in the journal.
func BenchmarkCommitValue(b *testing.B) {
	s := published(b, engines.All()[0])
	d := mustLoad(b, s, 1)
	for n := 1; b.Loop(); n++ {
		p := valueProposal(d, 1)
		p.Status, p.PublishedIn = desk.StatusPublished, n+1
		r := release(n, p.Changes)
		r.Publication.Hash = fmt.Sprintf("%064x", n)
		r.Motives = []segur.Motive{{Proposal: 1, Reason: p.Reason}}
		commit(b, s, &desk.Batch{
			Release: &r, Proposals: []desk.Proposal{p},
			Audit: []desk.Entry{{At: noon(), Action: desk.ActionPublished, NewProposal: 1}},
		})
		d.Values[1] = p.Changes.Values.Replace[0].New
	}
}

package staff_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

// chained reads the whole journal and checks each hash against the one before.
func chained(t *testing.T, s *store.Store) []desk.Entry {
	t.Helper()
	var entries []desk.Entry
	previous := ""
	err := s.AuditInOrder(t.Context(), func(e desk.Entry) error {
		if e.ID != int64(len(entries)+1) || e.Hash != e.Digest(previous) {
			t.Errorf("entry %d does not follow: %+v", len(entries)+1, e)
		}
		previous = e.Hash
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestJournalIsChained(t *testing.T) { engines.Each(t, testJournalIsChained) }

func testJournalIsChained(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	odd := desk.Entry{
		// Neither the zone nor the nanoseconds are kept: the hash must not depend on them.
		At:    time.Date(2026, time.March, 2, 13, 0, 0, 123456789, time.FixedZone("", 3600)),
		Actor: "camille", Action: desk.ActionAccountChanged, Object: "account/camille",
		Old: `{"name":"<&>"}`, New: "é\u2028\x00\xff", Reason: "Parce que",
	}
	b := &desk.Batch{Audit: []desk.Entry{{At: noon(), Action: desk.ActionSignIn}, odd}}
	commit(t, s, b)
	commit(t, s, &desk.Batch{Audit: []desk.Entry{{At: noon().Add(-time.Hour), Action: desk.ActionSignOut}}})
	entries := chained(t, s)
	if len(entries) != 3 || entries[0] != b.Audit[0] || entries[1] != b.Audit[1] {
		t.Errorf("the journal reads %+v, want first %+v", entries, b.Audit)
	}
	if want := noon(); !entries[1].At.Equal(want) || entries[1].New != odd.New {
		t.Errorf("the odd entry reads %+v", entries[1])
	}
}

// TestJournalGrowsInOrder appends from 20 goroutines at once.
func TestJournalGrowsInOrder(t *testing.T) { engines.Each(t, testJournalGrowsInOrder) }

func testJournalGrowsInOrder(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			for j := range 5 {
				err := s.Commit(t.Context(), &desk.Batch{Audit: []desk.Entry{
					{At: noon(), Action: desk.ActionSignIn, Reason: fmt.Sprint(i, ".", j)},
					{At: noon(), Action: desk.ActionSignOut},
				}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if n := len(chained(t, s)); n != 200 {
		t.Errorf("%d entries, want 200", n)
	}
}

func TestReadingTheJournalCanStop(t *testing.T) { engines.Each(t, testReadingTheJournalCanStop) }

func testReadingTheJournalCanStop(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	commit(t, s, &desk.Batch{Audit: make([]desk.Entry, 0)})
	commit(t, s, &desk.Batch{Audit: []desk.Entry{{Action: desk.ActionSignIn}, {Action: desk.ActionSignOut}}})
	enough := errors.New("enough")
	calls := 0
	err := s.AuditInOrder(t.Context(), func(desk.Entry) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestJournalIsSearched(t *testing.T) { engines.Each(t, testJournalIsSearched) }

func testJournalIsSearched(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	hour := func(n int) time.Time { return noon().Add(time.Duration(n) * time.Hour) }
	commit(t, s, &desk.Batch{Audit: []desk.Entry{
		{At: hour(0), Actor: "camille", Action: desk.ActionSignIn, Object: "account/camille"},
		{At: hour(1), Actor: "", Action: desk.ActionSignInRefused, Object: "account/dominique", Reason: "Écrit 100 %"},
		{At: hour(2), Actor: "camille", Action: desk.ActionDrafted, Object: "proposal/1", New: "Île-de-France_1"},
		{At: hour(3), Actor: "dominique", Action: desk.ActionApproved, Object: "proposal/1", Old: "submitted"},
		{At: hour(4), Actor: desk.System, Action: desk.ActionPublished, Object: "publication/2"},
	}})
	cases := map[string]struct {
		search desk.Search
		want   []int64
	}{
		"everything":         {desk.Search{}, []int64{5, 4, 3, 2, 1}},
		"a page":             {desk.Search{Limit: 2}, []int64{5, 4}},
		"the next page":      {desk.Search{Limit: 2, Before: 4}, []int64{3, 2}},
		"actor":              {desk.Search{Actor: "camille"}, []int64{3, 1}},
		"action":             {desk.Search{Action: desk.ActionApproved}, []int64{4}},
		"object":             {desk.Search{Object: "proposal/1"}, []int64{4, 3}},
		"from":               {desk.Search{From: hour(3)}, []int64{5, 4}},
		"to":                 {desk.Search{To: hour(1)}, []int64{1}},
		"text in actor":      {desk.Search{Text: "SYST"}, []int64{5}},
		"text in object":     {desk.Search{Text: "publication"}, []int64{5}},
		"text in old":        {desk.Search{Text: "Submitted"}, []int64{4}},
		"text with accent":   {desk.Search{Text: "ÎLE-DE"}, []int64{3}},
		"text in reason":     {desk.Search{Text: "écrit 100 %"}, []int64{2}},
		"a sign is a sign":   {desk.Search{Text: "e_1"}, []int64{3}},
		"no such text":       {desk.Search{Text: "100%"}, nil},
		"text and a page":    {desk.Search{Text: "camille", Limit: 1, Before: 3}, []int64{1}},
		"text, not in words": {desk.Search{Text: "camille\n"}, nil},
	}
	for name, c := range cases {
		found, err := s.Audit(t.Context(), c.search)
		var ids []int64
		for _, e := range found {
			ids = append(ids, e.ID)
		}
		if err != nil || !slices.Equal(ids, c.want) {
			t.Errorf("%s: %v, want %v (%v)", name, ids, c.want, err)
		}
	}
}

func TestJournalRefusesWhatIsAboutNothing(t *testing.T) {
	engines.Each(t, testJournalRefusesWhatIsAboutNothing)
}

func testJournalRefusesWhatIsAboutNothing(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	for _, e := range []desk.Entry{
		{Action: desk.ActionDrafted, NewProposal: 2}, {Action: desk.ActionDrafted, NewProposal: -1},
		{Action: desk.ActionPlanned, NewPlan: 1}, {},
	} {
		b := &desk.Batch{Proposals: []desk.Proposal{draft(1, segur.ChangeSet{})}, Audit: []desk.Entry{e}}
		if err := s.Commit(t.Context(), b); err == nil {
			t.Errorf("%+v was written", e)
		}
	}
	if n := len(chained(t, s)); n != 0 {
		t.Errorf("%d entries", n)
	}
}

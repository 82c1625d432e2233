package staff_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func value(territory string, number int) segur.Value {
	return segur.Value{
		Indicator: "msp", Kind: segur.KindActual, Period: segur.Period{From: segur.Date{Year: 2022}, To: segur.Date{Year: 2022}}, Territory: territory,
		Number: segur.Int(number), Flag: "final", Source: "drees", Confidence: "high",
	}
}

func valueChange(territory string, old, fresh int) segur.ChangeSet {
	return segur.ChangeSet{Values: segur.Changes[segur.Value]{
		Replace: []segur.Replacement[segur.Value]{{Old: value(territory, old), New: value(territory, fresh)}},
	}}
}

func draft(author int64, changes segur.ChangeSet) desk.Proposal {
	return desk.Proposal{
		Kind: desk.KindValue, Status: desk.StatusDraft, Author: author, Changes: changes,
		CreatedAt: noon(), UpdatedAt: noon(),
	}
}

// publishNothing makes publication 1, for what must refer to one.
func publishNothing(t *testing.T, s *store.Store) {
	t.Helper()
	zeros := "0000000000000000000000000000000000000000000000000000000000000000"
	commit(t, s, &desk.Batch{Release: &segur.Release{
		PayloadHash: zeros, Publication: segur.Publication{Number: 1, PublishedAt: noon(), Hash: zeros},
	}})
}

func TestProposalsAreReadBack(t *testing.T) { engines.Each(t, testProposalsAreReadBack) }

func testProposalsAreReadBack(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	publishNothing(t, s)
	full := desk.Proposal{
		Kind: desk.KindRevert, Status: desk.StatusPublished, Author: 2, AuthorName: "dominique", Base: 1,
		Changes: valueChange("84", 10, 11), Reason: "Faute de frappe", Explanation: "Un zéro de trop",
		Confirmed: []string{"times_ten", "older"}, Reverts: 1, Submission: 4,
		CreatedAt: noon(), UpdatedAt: noon().Add(time.Hour), SubmittedAt: noon().Add(2 * time.Hour),
		DecidedAt: noon().Add(3 * time.Hour), DecidedBy: "camille", Decision: "D'accord", PublishedIn: 1,
	}
	plain := draft(1, segur.ChangeSet{})
	b := &desk.Batch{Proposals: []desk.Proposal{full, plain}}
	commit(t, s, b)
	for _, want := range b.Proposals {
		got, err := s.Proposal(t.Context(), want.ID)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("proposal %d reads %+v, want %+v (%v)", want.ID, got, want, err)
		}
	}
	changed := b.Proposals[1]
	changed.Status, changed.Reason, changed.Changes = desk.StatusSubmitted, "Nouveau", valueChange("11", 1, 2)
	again := &desk.Batch{Proposals: []desk.Proposal{changed}}
	commit(t, s, again)
	if got, err := s.Proposal(t.Context(), 2); err != nil || got.Version != 2 || !reflect.DeepEqual(got, again.Proposals[0]) {
		t.Errorf("after a change it reads %+v (%v)", got, err)
	}
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Proposals: []desk.Proposal{changed}}), "proposal")
	unknown := changed
	unknown.ID = 99
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Proposals: []desk.Proposal{unknown}}), "proposal")
	unknown.ID = 0 // which must not stand for every row of this version
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Proposals: []desk.Proposal{unknown}}), "proposal")
	_, err := s.Proposal(t.Context(), 99)
	wantCode(t, "unknown proposal", err, segur.CodeNotFound)
}

func TestProposalsAreSelected(t *testing.T) { engines.Each(t, testProposalsAreSelected) }

func testProposalsAreSelected(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	state := draft(2, segur.ChangeSet{Assessments: segur.Changes[segur.Assessment]{
		Add: []segur.Assessment{{Measure: 9, Year: 2022}},
	}})
	state.Kind, state.Status = desk.KindState, desk.StatusApproved
	alternative := draft(2, segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{value("84", 77)}}})
	alternative.Status = desk.StatusSubmitted
	banner := draft(1, segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Remove: []segur.SiteText{{ID: segur.TextBanner}}}})
	banner.Kind = desk.KindText
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{
		draft(1, valueChange("84", 10, 11)), state, alternative, banner, draft(2, valueChange("11", 1, 2)),
	}})
	figure := "values/msp/84/actual/2022"
	cases := map[string]struct {
		filter desk.Filter
		want   []int64
	}{
		"everything":      {desk.Filter{}, []int64{5, 4, 3, 2, 1}},
		"a page":          {desk.Filter{Limit: 2}, []int64{5, 4}},
		"the next page":   {desk.Filter{Limit: 2, Before: 4}, []int64{3, 2}},
		"statuses":        {desk.Filter{Statuses: []desk.Status{desk.StatusSubmitted, desk.StatusApproved}}, []int64{3, 2}},
		"no such status":  {desk.Filter{Statuses: []desk.Status{desk.StatusRejected}}, nil},
		"kinds":           {desk.Filter{Kinds: []desk.Kind{desk.KindState, desk.KindText}}, []int64{4, 2}},
		"author":          {desk.Filter{Author: 1}, []int64{4, 1}},
		"identifiers":     {desk.Filter{IDs: []int64{1, 5, 99}}, []int64{5, 1}},
		"together":        {desk.Filter{Author: 2, Kinds: []desk.Kind{desk.KindValue}, Before: 5}, []int64{3}},
		"a figure":        {desk.Filter{Key: figure}, []int64{3, 1}},
		"the old row":     {desk.Filter{Key: "values/" + value("84", 10).RowKey()}, []int64{1}},
		"the new row":     {desk.Filter{Key: "values/" + value("84", 11).RowKey()}, []int64{1}},
		"an added row":    {desk.Filter{Key: "values/" + value("84", 77).RowKey()}, []int64{3}},
		"a state":         {desk.Filter{Key: "assessments/9/2022"}, []int64{2}},
		"a removed row":   {desk.Filter{Key: "texts/banner"}, []int64{4}},
		"an untouched id": {desk.Filter{Key: "assessments/9/2023"}, nil},
	}
	for name, c := range cases {
		found, err := s.Proposals(t.Context(), c.filter)
		var ids []int64
		for _, p := range found {
			ids = append(ids, p.ID)
		}
		if err != nil || !slices.Equal(ids, c.want) {
			t.Errorf("%s: %v, want %v (%v)", name, ids, c.want, err)
		}
	}
	p, err := s.Proposal(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	p.Changes = valueChange("93", 5, 6)
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{p}})
	for key, want := range map[string]int{figure: 1, "values/msp/93/actual/2022": 1} {
		if found, err := s.Proposals(t.Context(), desk.Filter{Key: key}); err != nil || len(found) != want {
			t.Errorf("after a change %s selects %d, want %d (%v)", key, len(found), want, err)
		}
	}
}

// TestLargeProposal touches more rows than one statement can name.
func TestLargeProposal(t *testing.T) { engines.Each(t, testLargeProposal) }

func testLargeProposal(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	var changes segur.ChangeSet
	for n := range 5000 {
		changes.Values.Add = append(changes.Values.Add, value("84", n))
	}
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{draft(1, changes)}})
	found, err := s.Proposals(t.Context(), desk.Filter{Key: "values/" + value("84", 4999).RowKey()})
	if err != nil || len(found) != 1 || !reflect.DeepEqual(found[0].Changes, changes) {
		t.Errorf("%d proposals found (%v)", len(found), err)
	}
}

func TestRemarksAreListed(t *testing.T) { engines.Each(t, testRemarksAreListed) }

func testRemarksAreListed(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{draft(1, segur.ChangeSet{}), draft(1, segur.ChangeSet{})}})
	b := &desk.Batch{Remarks: []desk.Remark{
		{Proposal: 2, Author: "camille", At: noon(), Text: "D'où vient ce chiffre ?"},
		{Proposal: 1, Author: "camille", At: noon(), Text: "Ailleurs"},
		{Proposal: 2, Author: "dominique", At: noon().Add(-time.Hour), Text: "De la DREES"},
	}}
	commit(t, s, b)
	got, err := s.Remarks(t.Context(), 2)
	if want := []desk.Remark{b.Remarks[0], b.Remarks[2]}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("remarks: %+v, want %+v (%v)", got, want, err)
	}
}

func TestPlans(t *testing.T) { engines.Each(t, testPlans) }

func testPlans(t *testing.T, at engines.Place) {
	s := staffed(t, at)
	publishNothing(t, s)
	commit(t, s, &desk.Batch{Proposals: []desk.Proposal{draft(1, segur.ChangeSet{}), draft(1, segur.ChangeSet{})}})
	moment := func(seconds int) time.Time {
		return noon().Truncate(time.Second).Add(time.Duration(seconds) * time.Second)
	}
	b := &desk.Batch{Plans: []desk.Plan{
		{
			Proposals: []int64{2, 1}, Note: segur.Text{FR: "Note", EN: "A note"}, DueAt: moment(60), Author: "camille",
			Status: desk.PlanWaiting, CreatedAt: noon(),
		},
		{Proposals: []int64{2}, DueAt: moment(30), Status: desk.PlanWaiting},
		{Proposals: []int64{1}, DueAt: moment(10), Status: desk.PlanPublished, PublishedIn: 1},
		{Proposals: []int64{1}, DueAt: moment(20), Status: desk.PlanFailed, Failure: "conflit"},
	}}
	commit(t, s, b)
	got, err := s.Plan(t.Context(), 1)
	if err != nil || !reflect.DeepEqual(got, b.Plans[0]) {
		t.Errorf("the plan reads %+v, want %+v (%v)", got, b.Plans[0], err)
	}
	_, err = s.Plan(t.Context(), 9)
	wantCode(t, "unknown plan", err, segur.CodeNotFound)
	wantPlans(t, "all", []int64{3, 4, 2, 1})(s.Plans(t.Context()))
	wantPlans(t, "waiting", []int64{2, 1})(s.Plans(t.Context(), desk.PlanWaiting))
	wantPlans(t, "over", []int64{3, 4})(s.Plans(t.Context(), desk.PlanFailed, desk.PlanPublished, desk.PlanCancelled))
	wantPlans(t, "due a little before", nil)(s.PlansDue(t.Context(), moment(30).Add(-time.Microsecond)))
	wantPlans(t, "due at the second", []int64{2})(s.PlansDue(t.Context(), moment(30)))
	wantPlans(t, "due later", []int64{2, 1})(s.PlansDue(t.Context(), moment(3600).In(time.FixedZone("", 3600))))

	b.Plans[1].Status = desk.PlanCancelled
	again := &desk.Batch{Plans: b.Plans[1:2]}
	stale := b.Plans[1]
	commit(t, s, again)
	wantConflict(t, s.Commit(t.Context(), &desk.Batch{Plans: []desk.Plan{stale}}), "plan")
	wantPlans(t, "due after one was cancelled", []int64{1})(s.PlansDue(t.Context(), moment(3600)))
}

func wantPlans(t *testing.T, what string, want []int64) func([]desk.Plan, error) {
	t.Helper()
	return func(plans []desk.Plan, err error) {
		t.Helper()
		var ids []int64
		for _, p := range plans {
			ids = append(ids, p.ID)
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%s: plans %v, want %v (%v)", what, ids, want, err)
		}
	}
}

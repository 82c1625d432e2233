package editorial_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// due publishes what is due and returns the numbers.
func (o *office) due() []int {
	o.Helper()
	var numbers []int
	for _, p := range usecase.Must(o.PublishDue(o.Context()))(o) {
		numbers = append(numbers, p.Number)
	}
	return numbers
}

// TestEmbargoAcrossARestart: to the second, by the clock, whatever program runs then.
func TestEmbargoAcrossARestart(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	p := o.approved("edith", o.corrected(cpts, 175))
	at := o.now().Add(36 * time.Hour)
	plan := usecase.Must(o.Plan(ctx, o.as("anne"), refs(p), note(), at))(t)
	if plan.Status != desk.PlanWaiting || !plan.DueAt.Equal(at.Truncate(time.Second)) || plan.Author != "anne" || !slices.Equal(plan.Proposals, []int64{p.ID}) {
		t.Fatalf("planned %+v", plan)
	}
	locked := usecase.Must(o.Proposal(ctx, o.as("edith"), p.ID))(t)
	if locked.Plan != plan.ID || locked.Status != desk.StatusApproved {
		t.Errorf("locked %+v", locked)
	}
	for name, act := range map[string]func() error{
		"publish":  func() error { _, err := o.Publish(ctx, o.as("anne"), refs(locked), note()); return err },
		"plan":     func() error { _, err := o.Plan(ctx, o.as("anne"), refs(locked), note(), at); return err },
		"withdraw": func() error { _, err := o.Withdraw(ctx, o.as("edith"), ref(locked), ""); return err },
		"resolve":  func() error { _, err := o.Resolve(ctx, o.as("edith"), ref(locked), editorial.Resolution{}); return err },
	} {
		usecase.Refused(t, name+" what is planned", act(), segur.CodeConflict, refusal.Planned)
	}

	o.wait(36*time.Hour - time.Second)
	if got := o.due(); got != nil {
		t.Errorf("published %v a second early", got)
	}
	o.close()
	o.wait(time.Second)
	o.open()
	if got := o.due(); !slices.Equal(got, []int{2}) || !slices.Equal(o.announced, []int{2}) {
		t.Errorf("published %v", got)
	}
	if got := o.due(); got != nil {
		t.Errorf("published again: %v", got)
	}
	plan = usecase.Must(o.Planned(ctx, o.as("anne"), plan.ID))(t)
	out := usecase.Must(o.Proposal(ctx, o.as("edith"), p.ID))(t)
	if plan.Status != desk.PlanPublished || plan.PublishedIn != 2 || out.PublishedIn != 2 || o.figure(cpts).Number != segur.Int(175) {
		t.Errorf("afterwards %+v, %+v", plan, out)
	}
	if release := usecase.Must(o.db.Releases(ctx, 1))(t)[0]; release.Author != "anne" || release.Publication.Note != note() {
		t.Errorf("released %+v", release)
	}
	o.clean()
}

func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, anne := t.Context(), o.as("anne")
	p := o.approved("edith", o.corrected(cpts, 175))
	for name, at := range map[string]time.Time{
		"the past": o.now().Add(-time.Minute), "now": o.now(), "no date": {}, "this very second": o.now().Truncate(time.Second),
	} {
		_, err := o.Plan(ctx, anne, refs(p), note(), at)
		usecase.Refused(t, name, err, segur.CodeInvalid, refusal.DueAt)
	}
	o.wait(o.now().Truncate(time.Second).Add(time.Second).Sub(o.now()))
	_, err := o.Plan(ctx, anne, refs(p), note(), o.now())
	usecase.Refused(t, "now, to the second", err, segur.CodeInvalid, refusal.DueAt)
	later := o.now().Add(time.Hour)
	_, err = o.Plan(ctx, anne, refs(p), segur.Text{FR: "Note"}, later)
	usecase.Refused(t, "without note", err, segur.CodeInvalid, refusal.NoteEN)
	_, err = o.Plan(ctx, anne, refs(o.submitted("edith", o.corrected(cpts, 176))), note(), later)
	usecase.Refused(t, "what nobody approved", err, segur.CodeConflict, refusal.Status)
	o.published(o.approved("edith", o.corrected(cpts, 180)))
	_, err = o.Plan(ctx, anne, refs(p), note(), later)
	collision(t, err)
}

func TestCancelledPlanFreesItsProposals(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	p := o.approved("edith", o.corrected(cpts, 175))
	plan := usecase.Must(o.Plan(ctx, o.as("anne"), refs(p), note(), o.now().Add(time.Hour)))(t)
	at := desk.Ref{ID: plan.ID, Version: plan.Version}
	_, err := o.CancelPlan(ctx, o.as("edith"), at)
	usecase.Refused(t, "by an editor", err, segur.CodeForbidden, refusal.Permission)
	_, err = o.CancelPlan(ctx, o.as("paul"), desk.Ref{ID: plan.ID})
	usecase.Refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	cancelled := usecase.Must(o.CancelPlan(ctx, o.as("paul"), at))(t)
	if cancelled.Status != desk.PlanCancelled {
		t.Errorf("%+v", cancelled)
	}
	_, err = o.CancelPlan(ctx, o.as("paul"), desk.Ref{ID: plan.ID, Version: cancelled.Version})
	usecase.Refused(t, "twice", err, segur.CodeConflict, refusal.Status)
	o.wait(2 * time.Hour)
	if got := o.due(); got != nil {
		t.Errorf("published %v", got)
	}
	free := usecase.Must(o.Proposal(ctx, o.as("edith"), p.ID))(t)
	if free.Plan != 0 || free.Status != desk.StatusApproved {
		t.Errorf("freed %+v", free)
	}
	o.published(free)
	if got := o.actions("plan/1"); !slices.Equal(got, []desk.Action{desk.ActionPlanned, desk.ActionForbidden, desk.ActionPlanCancelled}) {
		t.Errorf("journal %v", got)
	}
}

// TestPlanThatNoLongerFitsFails: it says why, frees its proposals, and the others go out.
func TestPlanThatNoLongerFitsFails(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	doomed, fine := o.approved("edith", o.corrected(cpts, 175)), o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74))
	first := usecase.Must(o.Plan(ctx, o.as("anne"), refs(doomed), note(), o.now().Add(time.Hour)))(t)
	usecase.Must(o.Plan(ctx, o.as("anne"), refs(fine), note(), o.now().Add(time.Hour)))(t)
	o.published(o.approved("edith", o.corrected(cpts, 180)))
	o.wait(time.Hour)
	if got := o.due(); !slices.Equal(got, []int{3}) {
		t.Errorf("published %v", got)
	}
	failed := usecase.Must(o.Planned(ctx, o.as("anne"), first.ID))(t)
	if failed.Status != desk.PlanFailed || !strings.Contains(failed.Failure, "proposal 1") {
		t.Errorf("%+v", failed)
	}
	free := usecase.Must(o.Proposal(ctx, o.as("edith"), doomed.ID))(t)
	if free.Plan != 0 || free.Status != desk.StatusApproved {
		t.Errorf("freed %+v", free)
	}
	if got := o.due(); got != nil {
		t.Errorf("tried again: %v", got)
	}
	if got := o.actions("plan/1"); !slices.Equal(got, []desk.Action{desk.ActionPlanned, desk.ActionPlanFailed}) {
		t.Errorf("journal %v", got)
	}
	o.clean()
}

// TestPlanGoesOutOnce, however many ask at the same moment.
func TestPlanGoesOutOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	usecase.Must(o.Plan(t.Context(), o.as("anne"), refs(o.approved("edith", o.corrected(cpts, 175))), note(), o.now().Add(time.Hour)))(t)
	o.wait(time.Hour)
	other := editorial.New(editorial.Options{Storage: o.db, Journal: o.journal})
	var mu sync.Mutex
	var numbers []int
	var wg sync.WaitGroup
	for i := range 8 {
		service := []*editorial.Service{o.Service, other}[i%2]
		wg.Go(func() {
			published, err := service.PublishDue(t.Context())
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			for _, p := range published {
				numbers = append(numbers, p.Number)
			}
		})
	}
	wg.Wait()
	if !slices.Equal(numbers, []int{2}) {
		t.Errorf("published %v", numbers)
	}
	o.clean()
}

// TestPlanOfSomebodyWhoLeft goes out where somebody else approved it: two people still agree to it.
func TestPlanOfSomebodyWhoLeft(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	usecase.Must(o.Plan(t.Context(), o.as("paul"), refs(o.approved("edith", o.corrected(cpts, 175))), note(), o.now().Add(time.Hour)))(t)
	o.become("paul", desk.RoleApprover, true)
	o.wait(time.Hour)
	if got := o.due(); !slices.Equal(got, []int{2}) {
		t.Errorf("published %v", got)
	}
}

package editorial_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// become gives an account another role, or shuts it out.
func (o *office) become(name string, role desk.Role, disabled bool) {
	o.Helper()
	a := o.as(name).Account
	usecase.Must(o.accounts.Change(o.Context(), desk.Operator(), desk.Ref{ID: a.ID, Version: a.Version}, accounts.Settings{
		DisplayName: a.DisplayName, Role: role, Lang: "fr", Disabled: disabled,
	}))(o)
}

// TestAPlanWaitsForAnotherApprover: anne alone approved, and is shut out before the moment comes.
func TestAPlanWaitsForAnotherApprover(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*office){
		"the account is shut":  func(o *office) { o.become("anne", desk.RoleApprover, true) },
		"the right is lost":    func(o *office) { o.become("anne", desk.RoleObserver, false) },
		"the scope is another": func(o *office) { o.bind("anne", desk.Scope{Measures: []int{1}}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, ctx := openOffice(t), t.Context()
			p := o.approved("paul", o.corrected(cpts, 175))
			plan := usecase.Must(o.Plan(ctx, o.as("anne"), refs(p), note(), o.now().Add(time.Hour)))(t)
			if holds := usecase.Must(o.Holds(ctx, o.as("olga")))(t); len(holds) > 0 {
				t.Fatalf("held while its approver counts: %+v", holds)
			}
			lose(o)
			holds := usecase.Must(o.HeldBy(ctx, desk.Operator(), "anne"))(t)
			if len(holds) != 1 || holds[0].Plan.ID != plan.ID || len(holds[0].Proposals) != 1 || holds[0].Plan.Held() {
				t.Fatalf("whoever shuts the account is told %+v", holds)
			}
			o.wait(2 * time.Hour)
			for range 3 {
				if out := o.due(); out != nil {
					t.Fatalf("published %v", out)
				}
			}
			held := usecase.Must(o.Planned(ctx, o.as("olga"), plan.ID))(t)
			if !held.Held() || !strings.HasPrefix(held.Failure, "approver: anne") {
				t.Fatalf("the plan is %+v", held)
			}
			if got := o.actions("plan/1"); !slices.Equal(got, []desk.Action{desk.ActionPlanned, desk.ActionPlanHeld}) {
				t.Errorf("journal %v", got)
			}
			o.confirmed(t, held)
		})
	}
}

// confirmed has another approver let a plan go that is held.
func (o *office) confirmed(t *testing.T, held desk.Plan) {
	t.Helper()
	ctx, at := t.Context(), desk.Ref{ID: held.ID, Version: held.Version}
	_, err := o.ConfirmPlan(ctx, o.as("edith"), at)
	usecase.Refused(t, "an editor", err, segur.CodeForbidden, refusal.Permission)
	_, err = o.ConfirmPlan(ctx, o.as("paul"), at)
	usecase.Refused(t, "the author", err, segur.CodeForbidden, refusal.OwnProposal)
	usecase.Must(o.accounts.Create(ctx, desk.Operator(), accounts.NewAccount{Name: "zoe", DisplayName: "zoe", Role: desk.RoleApprover, Lang: "fr"}))(o)
	_, err = o.ConfirmPlan(ctx, o.as("zoe"), desk.Ref{ID: held.ID, Version: held.Version - 1})
	usecase.Refused(t, "another version", err, segur.CodeConflict, refusal.Stale)
	let := usecase.Must(o.ConfirmPlan(ctx, o.as("zoe"), at))(t)
	if let.Held() || let.Status != desk.PlanWaiting {
		t.Fatalf("the plan is %+v", let)
	}
	if out := o.due(); !slices.Equal(out, []int{2}) {
		t.Fatalf("published %v", out)
	}
	_, err = o.ConfirmPlan(ctx, o.as("zoe"), desk.Ref{ID: held.ID, Version: let.Version + 1})
	usecase.Refused(t, "what went out", err, segur.CodeConflict, refusal.Stale)
	if p := usecase.Must(o.Proposal(ctx, o.as("zoe"), 1))(t); p.DecidedBy != "zoe" || p.Status != desk.StatusPublished {
		t.Errorf("the proposal is %+v", p)
	}
	o.clean()
}

// TestAnApproverWhoComesBackDoesNotLetAPlanGo: what was held needs somebody to say so.
func TestAnApproverWhoComesBackDoesNotLetAPlanGo(t *testing.T) {
	t.Parallel()
	o, ctx := openOffice(t), t.Context()
	p := o.approved("edith", o.corrected(cpts, 175))
	plan := usecase.Must(o.Plan(ctx, o.as("anne"), refs(p), note(), o.now().Add(time.Hour)))(t)
	o.become("anne", desk.RoleApprover, true)
	o.wait(2 * time.Hour)
	o.due()
	o.become("anne", desk.RoleApprover, false)
	if out := o.due(); out != nil {
		t.Fatalf("published %v", out)
	}
	held := usecase.Must(o.Planned(ctx, o.as("anne"), plan.ID))(t)
	if holds := usecase.Must(o.Holds(ctx, o.as("anne")))(t); len(holds) != 1 || len(holds[0].Proposals) != 0 {
		t.Errorf("held %+v", holds)
	}
	usecase.Must(o.ConfirmPlan(ctx, o.as("anne"), desk.Ref{ID: held.ID, Version: held.Version}))(t)
	if out := o.due(); !slices.Equal(out, []int{2}) {
		t.Errorf("published %v", out)
	}
	o.clean()
}

// TestConfirmingBeforeTheMoment leaves the embargo as it is.
func TestConfirmingBeforeTheMoment(t *testing.T) {
	t.Parallel()
	o, ctx := openOffice(t), t.Context()
	p := o.approved("edith", o.corrected(cpts, 175))
	plan := usecase.Must(o.Plan(ctx, o.as("anne"), refs(p), note(), o.now().Add(time.Hour)))(t)
	o.become("anne", desk.RoleApprover, true)
	usecase.Must(o.ConfirmPlan(ctx, o.as("paul"), desk.Ref{ID: plan.ID, Version: plan.Version}))(t)
	if out := o.due(); out != nil {
		t.Fatalf("published %v before its moment", out)
	}
	o.wait(time.Hour)
	if out := o.due(); !slices.Equal(out, []int{2}) {
		t.Errorf("published %v", out)
	}
	o.clean()
}

// bind gives an approver another scope.
func (o *office) bind(name string, scope desk.Scope) {
	o.Helper()
	a := o.as(name).Account
	usecase.Must(o.accounts.Change(o.Context(), desk.Operator(), desk.Ref{ID: a.ID, Version: a.Version}, accounts.Settings{
		DisplayName: a.DisplayName, Role: a.Role, Lang: "fr", Scope: scope,
	}))(o)
}

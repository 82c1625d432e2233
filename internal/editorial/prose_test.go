package editorial_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// unseen has more characters than any text needs, and says nothing.
func unseen() string { return strings.Repeat("\u200b", 15) + " … — !\u2060" }

// tooLong returns the limit that a refusal names, 0 for none.
func tooLong(err error) int {
	var long *refusal.TooLong
	if !errors.As(err, &long) {
		return 0
	}
	return long.Limit
}

// TestInvisibleTextSaysNothing: only letters and digits count as said.
func TestInvisibleTextSaysNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	draft := o.corrected(cpts, 175)
	draft.Reason = unseen()
	_, err := o.Submit(ctx, o.as("edith"), refs(o.saved("edith", draft)), "")
	usecase.Refused(t, "a reason", err, segur.CodeInvalid, refusal.Reason)
	draft.Reason = "Bilan" + unseen() + "2021"
	_, err = o.Submit(ctx, o.as("edith"), refs(o.saved("edith", draft)), "")
	usecase.Refused(t, "a reason of nine letters and digits", err, segur.CodeInvalid, refusal.Reason)
	back := o.state(func(a *segur.Assessment) { a.State = segur.NotStarted })
	back.Explanation = unseen()
	_, err = o.Submit(ctx, o.as("edith"), refs(o.saved("edith", back)), "")
	usecase.Refused(t, "an explanation", err, segur.CodeInvalid, refusal.Explanation)

	p := o.submitted("edith", o.corrected(cpts, 175))
	for _, status := range []desk.Status{desk.StatusRejected, desk.StatusReturned} {
		_, err = o.Decide(ctx, o.as("anne"), ref(p), editorial.Decision{Status: status, Reason: unseen()})
		usecase.Refused(t, string(status), err, segur.CodeInvalid, refusal.Reason)
	}
	usecase.Refused(t, "a comment", o.Remark(ctx, o.as("anne"), p.ID, unseen()), segur.CodeInvalid, refusal.Text)
	p = usecase.Must(o.Decide(ctx, o.as("anne"), ref(p), editorial.Decision{Status: desk.StatusApproved, Reason: unseen()}))(t)
	if p.Decision != "" {
		t.Errorf("the decision says %q", p.Decision)
	}
	_, err = o.Publish(ctx, o.as("anne"), refs(p), segur.Text{FR: unseen(), EN: "Note"})
	usecase.Refused(t, "a French note", err, segur.CodeInvalid, refusal.Note)
	_, err = o.Publish(ctx, o.as("anne"), refs(p), segur.Text{FR: "Note", EN: unseen()})
	usecase.Refused(t, "an English note", err, segur.CodeInvalid, refusal.NoteEN)
	if err := o.Remark(ctx, o.as("anne"), p.ID, "É !"); err != nil {
		t.Errorf("one letter: %v", err)
	}
}

// TestTooLongIsItsOwnRefusal: it has the limit as its cause; what is too short has not.
func TestTooLongIsItsOwnRefusal(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, anne := t.Context(), o.as("anne")
	p := o.submitted("edith", o.corrected(cpts, 175))
	decide := func(reason string) error {
		_, err := o.Decide(ctx, anne, ref(p), editorial.Decision{Status: desk.StatusRejected, Reason: reason})
		return err
	}
	plan := func(fr, en int) error {
		_, err := o.Plan(ctx, anne, refs(p), segur.Text{FR: strings.Repeat("é", fr), EN: strings.Repeat("n", en)}, o.now().Add(time.Hour))
		return err
	}
	short := decide("court")
	usecase.Refused(t, "too short", short, segur.CodeInvalid, refusal.Reason)
	long := decide(strings.Repeat("é", 2001))
	usecase.Refused(t, "too long", long, segur.CodeInvalid, refusal.Reason)
	if tooLong(short) != 0 || tooLong(long) != 2000 {
		t.Errorf("too short names %d, too long %d", tooLong(short), tooLong(long))
	}
	remark := o.Remark(ctx, anne, p.ID, strings.Repeat("é", 5001))
	usecase.Refused(t, "a comment", remark, segur.CodeInvalid, refusal.Text)
	if tooLong(remark) != 5000 {
		t.Errorf("a comment names %d", tooLong(remark))
	}
	p = o.approve(p)
	for field, err := range map[string]error{refusal.Note: plan(1001, 10), refusal.NoteEN: plan(10, 1001)} {
		usecase.Refused(t, field, err, segur.CodeInvalid, field)
		if tooLong(err) != 1000 {
			t.Errorf("%s names %d", field, tooLong(err))
		}
	}
	if err := plan(1000, 1000); err != nil {
		t.Errorf("notes as long as they may be: %v", err)
	}
}

package editorial_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// named returns the fields in which verification finds a proposal altered.
func (o *office) named(p desk.Proposal) []string {
	o.Helper()
	var fields []string
	for _, f := range usecase.Must(o.Verify(o.Context()))(o).Mismatches {
		if f.Table == proof.TableProposals && f.Key == strconv.FormatInt(p.ID, 10) {
			fields = append(fields, f.Field)
		}
	}
	return fields
}

// TestApprovalIsBoundToWhatWasApproved alters an approved proposal by SQL: it does not go out,
// now or by plan, and verification names it.
func TestApprovalIsBoundToWhatWasApproved(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, field, refusal string }{
		"its changes":     {"UPDATE proposals SET changes = replace(changes, ':175,', ':176,') WHERE id = 1", "changes", refusal.Altered},
		"its reason":      {"UPDATE proposals SET reason = 'Une tout autre raison' WHERE id = 1", "reason", refusal.Altered},
		"its explanation": {"UPDATE proposals SET explanation = 'Une explication' WHERE id = 1", "seal", refusal.Altered},
		"its author":      {"UPDATE proposals SET author_name = 'paul' WHERE id = 1", "author", refusal.Altered},
		"who approved it": {"UPDATE proposals SET decided_by = 'paul' WHERE id = 1", "decided_by", refusal.Altered},
		"what it undoes":  {"UPDATE proposals SET reverts = 1 WHERE id = 1", "seal", refusal.Altered},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			p := o.approved("edith", o.corrected(cpts, 175))
			o.clean()
			o.tamper(c.sql)
			_, err := o.Publish(t.Context(), o.as("anne"), refs(p), note())
			usecase.Refused(t, "publishing", err, segur.CodeConflict, c.refusal)
			_, err = o.Plan(t.Context(), o.as("anne"), refs(p), note(), o.now().Add(time.Hour))
			usecase.Refused(t, "planning", err, segur.CodeConflict, c.refusal)
			if got := o.named(p); !slices.Equal(got, []string{c.field}) {
				t.Errorf("verification names %v, want %s", got, c.field)
			}
		})
	}
}

// TestApprovalIsSomebodysLine: a status is no approval.
func TestApprovalIsSomebodysLine(t *testing.T) {
	t.Parallel()
	const claim = "UPDATE proposals SET status = 'approved', decided_by = 'anne' WHERE id = 1"
	reject := editorial.Decision{Status: desk.StatusRejected, Reason: "La source ne dit pas cela"}
	for name, prepare := range map[string]func(*office) desk.Proposal{
		"a draft":                          func(o *office) desk.Proposal { return o.saved("edith", o.corrected(cpts, 175)) },
		"a submitted one":                  func(o *office) desk.Proposal { return o.submitted("edith", o.corrected(cpts, 175)) },
		"a publisher's own":                func(o *office) desk.Proposal { return o.submitted("anne", o.corrected(cpts, 175)) },
		"one withdrawn after its approval": func(o *office) desk.Proposal { return o.takenBack(o.approved("edith", o.corrected(cpts, 175))) },
		"one that was rejected by somebody": func(o *office) desk.Proposal {
			p := o.submitted("edith", o.corrected(cpts, 175))
			return usecase.Must(o.Decide(o.Context(), o.as("anne"), ref(p), reject))(o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			p := prepare(o)
			o.tamper(claim)
			if p.SubmittedAt.IsZero() {
				o.tamper("UPDATE proposals SET submitted_at = updated_at WHERE id = 1")
			}
			_, err := o.Publish(t.Context(), o.as("anne"), refs(p), note())
			usecase.Refused(t, "publishing", err, segur.CodeConflict, refusal.Unapproved)
			if got := o.named(p); !slices.Equal(got, []string{proof.FieldApproval}) {
				t.Errorf("verification names %v", got)
			}
		})
	}
}

func (o *office) takenBack(p desk.Proposal) desk.Proposal {
	o.Helper()
	return usecase.Must(o.Withdraw(o.Context(), o.as(p.AuthorName), ref(p), ""))(o)
}

// TestAlteredProposalFailsItsPlan: what was altered after it was planned does not go out either.
func TestAlteredProposalFailsItsPlan(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.approved("edith", o.corrected(cpts, 175))
	plan := usecase.Must(o.Plan(t.Context(), o.as("anne"), refs(p), note(), o.now().Add(time.Hour)))(t)
	o.tamper("UPDATE proposals SET changes = replace(changes, ':175,', ':176,') WHERE id = 1")
	o.wait(2 * time.Hour)
	out := usecase.Must(o.PublishDue(t.Context()))(t)
	failed := usecase.Must(o.Planned(t.Context(), o.as("anne"), plan.ID))(t)
	if len(out) > 0 || failed.Status != desk.PlanFailed || !strings.HasPrefix(failed.Failure, refusal.Altered+":") {
		t.Errorf("published %v, the plan is %+v", out, failed)
	}
}

// TestPublishedProposalStaysWhatItWas: afterwards, too, a proposal is what was approved.
func TestPublishedProposalStaysWhatItWas(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.approved("edith", o.corrected(cpts, 175))
	o.published(p)
	never := o.approved("edith", o.corrected(cpts, 180))
	o.clean()
	o.tamper("UPDATE proposals SET reason = 'Une tout autre raison' WHERE id = 1",
		"UPDATE proposals SET status = 'published', published_in = 2 WHERE id = 2")
	if got := o.named(p); !slices.Equal(got, []string{"reason"}) {
		t.Errorf("verification names %v", got)
	}
	if got := o.named(never); !slices.Equal(got, []string{"status"}) {
		t.Errorf("of one that never went out, verification names %v", got)
	}
}

// unsealed is an approval as the journal held it before seals.
func (o *office) unsealed(p desk.Proposal) desk.Proposal {
	o.Helper()
	p.Status, p.DecidedBy, p.DecidedAt = desk.StatusApproved, "anne", o.now()
	batch := desk.Batch{Proposals: []desk.Proposal{p}, Audit: []desk.Entry{{
		At: o.now(), Actor: "anne", Action: desk.ActionApproved, Object: "proposal/" + strconv.FormatInt(p.ID, 10), Old: "submitted", New: "approved",
	}}}
	if err := o.db.Commit(o.Context(), &batch); err != nil {
		o.Fatal(err)
	}
	return batch.Proposals[0]
}

// TestApprovalFromBeforeSeals goes out, is listed, and is held against what was handed in. None
// comes after a sealed one.
func TestApprovalFromBeforeSeals(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	old := o.unsealed(o.submitted("edith", o.corrected(cpts, 175)))
	v := usecase.Must(o.Verify(t.Context()))(t)
	if len(v.Mismatches) > 0 || !slices.Equal(v.Unbound, []int64{old.ID}) {
		t.Errorf("verification finds %+v, unbound %v", v.Mismatches, v.Unbound)
	}
	o.published(old)

	o.approved("edith", o.corrected(cpts, 180))
	late := o.unsealed(o.submitted("edith", o.corrected(cpts, 185)))
	v = usecase.Must(o.Verify(t.Context()))(t)
	if len(v.Mismatches) != 1 || v.Mismatches[0].Table != proof.TableAudit || v.Mismatches[0].Field != "seal" || !slices.Equal(v.Unbound, []int64{old.ID}) {
		t.Errorf("after a sealed approval: %+v, unbound %v", v.Mismatches, v.Unbound)
	}
	o.tamper("UPDATE proposals SET changes = replace(changes, ':185,', ':186,') WHERE id = 3")
	_, err := o.Publish(t.Context(), o.as("anne"), refs(late), note())
	usecase.Refused(t, "an altered one", err, segur.CodeConflict, refusal.Altered)
}

// TestCutJournalIsFoundFromOutside: only who noted a line knows that it is gone.
func TestCutJournalIsFoundFromOutside(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for range 3 {
		if err := o.journal.Record(t.Context(), desk.Entry{Actor: "edith", Action: desk.ActionSignIn}); err != nil {
			t.Fatal(err)
		}
	}
	v := usecase.Must(o.Verify(t.Context()))(t)
	noted := usecase.Must(proof.ParseLine(strconv.Itoa(v.Entries) + ":" + strings.ToUpper(v.JournalHead)))(t)
	if v = usecase.Must(o.Verify(t.Context(), noted))(t); len(v.Mismatches) > 0 {
		t.Errorf("a line that is there: %+v", v.Mismatches)
	}
	o.tamper("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
	o.clean()
	want := proof.Mismatch{Table: proof.TableAudit, Key: strconv.FormatInt(noted.Number, 10), Expected: "a line of the journal"}
	if v = usecase.Must(o.Verify(t.Context(), noted))(t); !slices.Equal(v.Mismatches, []proof.Mismatch{want}) {
		t.Errorf("a line that is gone: %+v", v.Mismatches)
	}
	if err := o.journal.Record(t.Context(), desk.Entry{Actor: "olga", Action: desk.ActionSignIn}); err != nil {
		t.Fatal(err)
	}
	if v = usecase.Must(o.Verify(t.Context(), noted))(t); len(v.Mismatches) != 1 || v.Mismatches[0].Field != "hash" {
		t.Errorf("a line in the place of another: %+v", v.Mismatches)
	}
	for _, text := range []string{"", "12", "0:" + noted.Hash, "x:" + noted.Hash, "12:abc", "12:" + noted.Hash + "00"} {
		_, err := proof.ParseLine(text)
		usecase.Refused(t, text, err, segur.CodeInvalid, "")
	}
}

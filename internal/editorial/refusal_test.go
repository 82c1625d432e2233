package editorial_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// state is a change of a measure's state of the seed: 25 is in progress in 2023.
func (o *office) state(change func(*segur.Assessment)) editorial.Draft {
	o.Helper()
	i := slices.IndexFunc(o.live().Assessments, func(a segur.Assessment) bool { return a.Measure == 25 && a.Year == 2023 })
	a := o.live().Assessments[i]
	a.EffectiveOn = segur.Date{Year: 2023, Month: 5}
	change(&a)
	c, err := edit.State(o.live(), a)
	return o.draft(desk.KindState, c, err)
}

// TestSubmitRefuses: each draft can be kept and none of them submitted.
func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	hasty := o.corrected(cpts, 1720)
	hasty.Confirmed = nil
	stale := o.corrected(cpts, 1720)
	stale.Confirmed = o.corrected(cpts, 1721).Confirmed
	unsourced := o.figure(cpts)
	unsourced.Source = ""
	withoutSource, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueReplace, New: unsourced})
	if err != nil {
		t.Fatal(err)
	}
	short := o.corrected(cpts, 175)
	short.Reason = "  corrigé   "
	long := o.corrected(cpts, 175)
	long.Reason = strings.Repeat("é", 2001)
	for name, c := range map[string]struct {
		draft editorial.Draft
		field string
	}{
		"without reason":                     {short, refusal.Reason},
		"with a speech for reason":           {long, refusal.Reason},
		"a state without source":             {o.state(func(a *segur.Assessment) { a.Sources = nil }), refusal.NoSource},
		"a state without date":               {o.state(func(a *segur.Assessment) { a.EffectiveOn = segur.Date{} }), refusal.NoDate},
		"a step back":                        {o.state(func(a *segur.Assessment) { a.State = segur.NotStarted }), refusal.Explanation},
		"a value without source":             {o.draft(desk.KindValue, withoutSource, nil), refusal.NoSource},
		"an unconfirmed slip":                {hasty, refusal.Unconfirmed},
		"a slip confirmed of another number": {stale, refusal.Unconfirmed},
		"an act of another year":             {o.state(func(a *segur.Assessment) { a.EffectiveOn.Year = 2022 }), refusal.Invalid},
		"an unknown source":                  {o.state(func(a *segur.Assessment) { a.Sources = []string{"inconnue"} }), refusal.Invalid},
	} {
		p := o.saved("edith", c.draft)
		_, err := o.Submit(t.Context(), o.as("edith"), refs(p), "")
		usecase.Refused(t, name, err, segur.CodeInvalid, c.field)
		check, err := o.Check(t.Context(), o.as("edith"), c.draft)
		listed := slices.ContainsFunc(check.Refusals, func(e segur.Error) bool { return e.Field == c.field })
		if err != nil || listed != (c.field != refusal.Reason) {
			t.Errorf("%s: the check says %v, %v", name, check.Refusals, err)
		}
		if now := usecase.Must(o.db.Proposal(t.Context(), p.ID))(t); now.Status != desk.StatusDraft {
			t.Errorf("%s: refused and %s", name, now.Status)
		}
	}
	explained := o.state(func(a *segur.Assessment) { a.State = segur.NotStarted })
	explained.Explanation = "L'annonce de 2022 n'a pas été suivie d'effet"
	if p := o.submitted("edith", explained); p.Explanation == "" {
		t.Error("the explanation is lost")
	}
}

func TestCheckShowsWhatWouldBePublished(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.submitted("anne", o.corrected(cpts, 180))
	draft := o.corrected(cpts, 1720)
	check := usecase.Must(o.Check(t.Context(), o.as("edith"), draft))(t)
	if len(check.Refusals) > 0 || check.Conflict != nil || len(check.Faults) > 0 {
		t.Errorf("%+v", check.Refusals)
	}
	if len(check.Warnings) == 0 || check.Warnings[0].Code != edit.WarnTimesTen {
		t.Errorf("warnings %+v", check.Warnings)
	}
	if len(check.Rivals) != 1 || check.Rivals[0].AuthorName != "anne" {
		t.Errorf("rivals %+v", check.Rivals)
	}
	if v := check.After.Values[1]; v.Number != segur.Int(1720) || check.After.Publication.Number != 2 {
		t.Errorf("afterwards %+v", v)
	}
	other := usecase.Must(o.Check(t.Context(), o.as("edith"), o.corrected("cpts-active/FR/baseline/2020", 74)))(t)
	if len(other.Rivals) > 0 {
		t.Errorf("a rival for another figure: %+v", other.Rivals)
	}
	if n := len(usecase.Must(o.db.Proposals(t.Context(), desk.Filter{}))(t)); n != 1 {
		t.Errorf("checking left %d proposals", n)
	}
}

// faulty gives out a dataset that breaks a rule which is none of its readers' doing.
type faulty struct{ editorial.Storage }

func (f faulty) Load(ctx context.Context, n int) (segur.Dataset, error) {
	d, err := f.Storage.Load(ctx, n)
	d.Values = slices.Clone(d.Values)
	d.Values[7].Confidence = "unheard of"
	return d, err
}

// TestFaultsOfOthersAreNotTheAuthors: a rule that came later must not stop every correction.
func TestFaultsOfOthersAreNotTheAuthors(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.Service = editorial.New(editorial.Options{Storage: faulty{o.db}, Journal: o.journal})
	if len(rules.Validate(o.live())) != 1 {
		t.Fatal("the dataset breaks no rule")
	}
	o.published(o.approved("edith", o.corrected(cpts, 175)))

	o.Service = editorial.New(editorial.Options{Storage: faulty{o.db}, Journal: o.journal})
	worse := o.figure(cpts)
	worse.Confidence = "unheard of"
	c, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueReplace, New: worse})
	p := o.saved("edith", o.draft(desk.KindValue, c, err))
	_, err = o.Submit(t.Context(), o.as("edith"), refs(p), "")
	usecase.Refused(t, "a fault of the author's own beside it", err, segur.CodeInvalid, refusal.Invalid)
}

func TestSaveRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	draft := o.saved("edith", o.corrected(cpts, 173))
	sent := o.submitted("edith", o.corrected("cpts-active/FR/baseline/2020", 74))
	state := o.state(func(a *segur.Assessment) { a.State = segur.Done })
	edited := func(base editorial.Draft, change func(*editorial.Draft)) editorial.Draft {
		change(&base)
		return base
	}
	for name, c := range map[string]struct {
		draft editorial.Draft
		code  segur.Code
		field string
	}{
		"nothing":                 {editorial.Draft{Kind: desk.KindValue}, segur.CodeInvalid, refusal.Same},
		"a state as a value":      {edited(state, func(d *editorial.Draft) { d.Kind = desk.KindValue }), segur.CodeInvalid, refusal.Kind},
		"an undoing by hand":      {edited(state, func(d *editorial.Draft) { d.Kind = desk.KindRevert }), segur.CodeInvalid, refusal.Kind},
		"no kind":                 {edited(state, func(d *editorial.Draft) { d.Kind = "" }), segur.CodeInvalid, refusal.Kind},
		"a value become a state":  {edited(state, func(d *editorial.Draft) { d.Ref = ref(draft) }), segur.CodeInvalid, refusal.Kind},
		"what is submitted":       {edited(o.corrected(cpts, 3), func(d *editorial.Draft) { d.Ref = ref(sent) }), segur.CodeConflict, refusal.Status},
		"an older version":        {edited(o.corrected(cpts, 3), func(d *editorial.Draft) { d.Ref = desk.Ref{ID: draft.ID} }), segur.CodeConflict, refusal.Stale},
		"a proposal of no number": {edited(o.corrected(cpts, 3), func(d *editorial.Draft) { d.Ref = desk.Ref{ID: 99, Version: 1} }), segur.CodeNotFound, ""},
	} {
		_, err := o.Save(t.Context(), o.as("edith"), c.draft)
		usecase.Refused(t, name, err, c.code, c.field)
	}
	mine := o.corrected(cpts, 3)
	mine.Ref = ref(draft)
	_, err := o.Save(t.Context(), o.as("anne"), mine)
	usecase.Refused(t, "somebody else's draft", err, segur.CodeNotFound, "")
	mine.Ref = ref(sent)
	_, err = o.Save(t.Context(), o.as("anne"), mine)
	usecase.Refused(t, "somebody else's proposal", err, segur.CodeForbidden, refusal.Author)
}

func TestDecideRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	own := o.submitted("anne", o.corrected(cpts, 173))
	approve := editorial.Decision{Status: desk.StatusApproved}
	_, err := o.Decide(ctx, o.as("anne"), ref(own), approve)
	usecase.Refused(t, "one's own proposal", err, segur.CodeForbidden, refusal.OwnProposal)
	plain := o.as("paul")
	plain.SecondFactor = false
	_, err = o.Decide(ctx, plain, ref(own), approve)
	usecase.Refused(t, "without second factor", err, segur.CodeForbidden, refusal.SecondFactor)

	paul := o.as("paul")
	for _, status := range []desk.Status{desk.StatusRejected, desk.StatusReturned} {
		_, err = o.Decide(ctx, paul, ref(own), editorial.Decision{Status: status, Reason: " non "})
		usecase.Refused(t, "no reason", err, segur.CodeInvalid, refusal.Reason)
	}
	_, err = o.Decide(ctx, paul, ref(own), editorial.Decision{Status: desk.StatusPublished})
	usecase.Refused(t, "publishing by decision", err, segur.CodeInvalid, refusal.Status)
	_, err = o.Decide(ctx, paul, desk.Ref{ID: own.ID, Version: own.Version - 1}, approve)
	usecase.Refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	approved := usecase.Must(o.Decide(ctx, paul, ref(own), approve))(t)
	_, err = o.Decide(ctx, paul, ref(approved), approve)
	usecase.Refused(t, "twice", err, segur.CodeConflict, refusal.Status)

	rejected := o.submitted("edith", o.corrected(cpts, 174))
	rejected = usecase.Must(o.Decide(ctx, paul, ref(rejected), editorial.Decision{Status: desk.StatusRejected, Reason: "Source trop faible"}))(t)
	if rejected.Status != desk.StatusRejected {
		t.Errorf("%+v", rejected)
	}
	_, err = o.Withdraw(ctx, o.as("edith"), ref(rejected), "")
	usecase.Refused(t, "withdrawing what was rejected", err, segur.CodeConflict, refusal.Status)
	if got := o.actions("proposal/1"); !slices.Contains(got, desk.ActionForbidden) {
		t.Errorf("refusals are not in the journal: %v", got)
	}
}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, anne := t.Context(), o.as("anne")
	sent := o.submitted("edith", o.corrected(cpts, 173))
	_, err := o.Publish(ctx, anne, nil, note())
	usecase.Refused(t, "nothing", err, segur.CodeInvalid, refusal.Empty)
	_, err = o.Publish(ctx, anne, refs(sent), note())
	usecase.Refused(t, "what nobody approved", err, segur.CodeConflict, refusal.Status)
	ready := o.approve(sent)
	for n, field := range map[segur.Text]string{
		{}: refusal.Note, {EN: "Note"}: refusal.Note,
		{FR: "Note"}: refusal.NoteEN, {FR: "Note", EN: "  "}: refusal.NoteEN,
	} {
		_, err = o.Publish(ctx, anne, refs(ready), n)
		usecase.Refused(t, "without note", err, segur.CodeInvalid, field)
	}
	_, err = o.Publish(ctx, anne, refs(sent), note())
	usecase.Refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	anne.SecondFactor = false
	_, err = o.Publish(ctx, anne, refs(ready), note())
	usecase.Refused(t, "without second factor", err, segur.CodeForbidden, refusal.SecondFactor)
	o.published(ready)
	_, err = o.Publish(ctx, o.as("anne"), refs(usecase.Must(o.db.Proposal(ctx, ready.ID))(t)), note())
	usecase.Refused(t, "twice", err, segur.CodeConflict, refusal.Status)
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	edith := o.as("edith")
	returned := o.submitted("edith", o.corrected(cpts, 173))
	returned = usecase.Must(o.Decide(t.Context(), o.as("anne"), ref(returned), editorial.Decision{Status: desk.StatusReturned, Reason: "Le bilan dit 174"}))(t)
	for _, p := range []desk.Proposal{
		o.saved("edith", o.corrected(cpts, 173)), o.submitted("edith", o.corrected(cpts, 173)), returned,
		o.approved("edith", o.corrected(cpts, 173)),
	} {
		got, err := o.Withdraw(t.Context(), edith, ref(p), "Erreur de ma part")
		if err != nil || got.Status != desk.StatusWithdrawn {
			t.Errorf("%s: %s, %v", p.Status, got.Status, err)
		}
	}
	p := o.submitted("edith", o.corrected(cpts, 173))
	_, err := o.Withdraw(t.Context(), o.as("anne"), ref(p), "")
	usecase.Refused(t, "somebody else's", err, segur.CodeForbidden, refusal.Author)
	if _, err := o.Proposal(t.Context(), o.as("anne"), 2); segur.ErrorCode(err) != segur.CodeNotFound {
		t.Errorf("a draft that was never submitted is shown once withdrawn: %v", err)
	}
}

func TestRemarkRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.submitted("edith", o.corrected(cpts, 173))
	draft := o.saved("edith", o.corrected(cpts, 174))
	for _, text := range []string{" \n ", strings.Repeat("a", 5001)} {
		usecase.Refused(t, "length", o.Remark(t.Context(), o.as("anne"), p.ID, text), segur.CodeInvalid, refusal.Text)
	}
	usecase.Refused(t, "an observer", o.Remark(t.Context(), o.as("olga"), p.ID, "Bonjour"), segur.CodeForbidden, refusal.Permission)
	usecase.Refused(t, "a draft", o.Remark(t.Context(), o.as("anne"), draft.ID, "Bonjour"), segur.CodeNotFound, "")
	if err := o.Remark(t.Context(), o.as("anne"), p.ID, "  Bonjour "); err != nil {
		t.Error(err)
	}
	if got := usecase.Must(o.Remarks(t.Context(), o.as("olga"), p.ID))(t); len(got) != 1 || got[0].Text != "Bonjour" || got[0].Author != "anne" {
		t.Errorf("remarks %+v", got)
	}
}

// TestStaleIsNoAccident: two sessions of one author, the second save meets the first.
func TestStaleIsNoAccident(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := o.saved("edith", o.corrected(cpts, 173))
	first, second := o.corrected(cpts, 174), o.corrected(cpts, 175)
	first.Ref, second.Ref = ref(p), ref(p)
	o.saved("edith", first)
	_, err := o.Save(t.Context(), o.as("edith"), second)
	usecase.Refused(t, "the second", err, segur.CodeConflict, refusal.Stale)
	var e *segur.Error
	if got := usecase.Must(o.db.Proposal(t.Context(), p.ID))(t); !errors.As(err, &e) || got.Changes.Values.Replace[0].New.Number != segur.Int(174) {
		t.Error("the first save is lost")
	}
}

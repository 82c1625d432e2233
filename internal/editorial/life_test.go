package editorial_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// TestLifeOfAProposal goes from a draft to a publication by way of a return.
func TestLifeOfAProposal(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	edith, anne := o.as("edith"), o.as("anne")

	p := o.saved("edith", o.corrected(cpts, 173))
	if p.Status != desk.StatusDraft || p.Author != edith.ID || p.AuthorName != "edith" || p.Base != 1 || p.Version != 1 {
		t.Fatalf("saved %+v", p)
	}
	_, err := o.Proposal(ctx, anne, p.ID)
	usecase.Refused(t, "somebody else's draft", err, segur.CodeNotFound, "")
	if got := usecase.Must(o.Proposals(ctx, anne, desk.Filter{}))(t); len(got) != 0 {
		t.Errorf("drafts of others are listed: %v", got)
	}

	p = usecase.Must(o.Submit(ctx, edith, refs(p), "  Chiffre du bilan annuel  "))(t)[0]
	if p.Status != desk.StatusSubmitted || p.Reason != "Chiffre du bilan annuel" || p.Submission != p.ID || !p.SubmittedAt.Equal(o.now()) {
		t.Fatalf("submitted %+v", p)
	}
	if err := o.Remark(ctx, anne, p.ID, "Quelle page ?"); err != nil {
		t.Fatal(err)
	}
	p = usecase.Must(o.Decide(ctx, anne, ref(p), editorial.Decision{Status: desk.StatusReturned, Reason: "Le bilan dit 174"}))(t)
	if p.Status != desk.StatusReturned || p.DecidedBy != "anne" || p.Decision != "Le bilan dit 174" {
		t.Fatalf("returned %+v", p)
	}

	d := o.corrected(cpts, 174)
	d.Ref = ref(p)
	if p = o.saved("edith", d); p.Status != desk.StatusReturned {
		t.Fatalf("a correction made it %s", p.Status)
	}
	o.wait(time.Minute)
	p = usecase.Must(o.Submit(ctx, edith, refs(p), ""))(t)[0]
	p = o.approve(p)
	before := o.live()
	out := o.published(p)

	if out.Number != 2 || out.Note != note() || !out.PublishedAt.Equal(o.now()) || !slices.Equal(o.announced, []int{2}) {
		t.Errorf("published %+v, announced %v", out, o.announced)
	}
	p = usecase.Must(o.Proposal(ctx, anne, p.ID))(t)
	if p.Status != desk.StatusPublished || p.PublishedIn != 2 {
		t.Errorf("afterwards %+v", p)
	}
	if o.figure(cpts).Number != segur.Int(174) || before.Values[1].Number != segur.Int(172) {
		t.Error("the figure is not the one that was approved, or a dataset in use changed")
	}
	release := usecase.Must(o.db.Releases(ctx, 1))(t)[0]
	motives := []segur.Motive{{Proposal: p.ID, Reason: "Chiffre corrigé par le ministère", Rows: edit.Rows(p.Changes)}}
	if release.Author != "anne" || !reflect.DeepEqual(release.Motives, motives) || !reflect.DeepEqual(release.Changes, p.Changes) {
		t.Errorf("released %+v", release)
	}
	want := []desk.Action{
		desk.ActionDrafted, desk.ActionSubmitted, desk.ActionCommented, desk.ActionReturned, desk.ActionRevised,
		desk.ActionSubmitted, desk.ActionApproved, desk.ActionPublished,
	}
	if got := o.actions("proposal/1"); !slices.Equal(got, want) {
		t.Errorf("journal %v", got)
	}
	told := usecase.Must(o.History(ctx, anne, p.ID))(t)
	if len(told) != len(want) || told[0].Action != want[0] || told[0].Actor != "edith" {
		t.Errorf("history %+v", told)
	}
	if got := o.actions("publication/2"); !slices.Equal(got, []desk.Action{desk.ActionPublished}) {
		t.Errorf("journal %v", got)
	}
	o.clean()
}

// TestWhatIsReadBackIsWhatWasMemorised: the service keeps what it published without reading it.
func TestWhatIsReadBackIsWhatWasMemorised(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	source, err := edit.Source(o.live(), segur.Source{ID: "rapport-2026", Title: "Rapport", Publisher: "Cour des comptes", Kind: "audit", Language: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	event, err := edit.Event(o.live(), nil, &segur.Event{
		Date: segur.Date{Year: 2022, Month: 3}, Title: segur.Text{FR: "Rapport", EN: "Report"}, Kind: "report",
		Measures: []int{}, Sources: []string{"rapport-2026"},
	})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := edit.Merge(source, event)
	o.published(o.approved("edith", o.draft(desk.KindEvent, whole, err)), o.approved("edith", o.corrected(cpts, 180)))
	held := o.live()
	stored := usecase.Must(o.db.Load(t.Context(), 2))(t)
	if !reflect.DeepEqual(held, stored) {
		t.Error("what the service holds is not what is stored")
	}
}

// TestTheSameSetGivesTheSameHash: neither the order of proposals nor that of their rows counts.
func TestTheSameSetGivesTheSameHash(t *testing.T) {
	t.Parallel()
	var hashes []string
	figures := []string{cpts, "cpts-active/FR/baseline/2020"}
	for _, order := range [][]string{figures, {figures[1], figures[0]}} {
		o := openOffice(t)
		first, second := o.approved("edith", o.corrected(order[0], 75)), o.approved("edith", o.corrected(order[1], 75))
		hashes = append(hashes, o.published(second, first).Hash)
	}
	if hashes[0] != hashes[1] {
		t.Errorf("two hashes of one set: %v", hashes)
	}
}

// TestProposalsSubmittedTogetherAreJudgedTogether: a figure and its source, an indicator and
// its values may be in two proposals.
func TestProposalsSubmittedTogetherAreJudgedTogether(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	edith := o.as("edith")
	source, err := edit.Source(o.live(), segur.Source{ID: "bilan-2025", Title: "Bilan", Publisher: "Ministère", Kind: "official", Language: "fr"})
	s := o.saved("edith", o.draft(desk.KindSource, source, err))
	figure := o.figure(cpts)
	figure.Source, figure.Number = "bilan-2025", segur.Int(190)
	value, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueReplace, New: figure})
	v := o.saved("edith", o.draft(desk.KindValue, value, err))

	_, err = o.Submit(t.Context(), edith, refs(v), "")
	usecase.Refused(t, "the value without its source", err, segur.CodeInvalid, refusal.Invalid)
	both := usecase.Must(o.Submit(t.Context(), edith, refs(v, s), "Bilan annuel du ministère"))(t)
	if len(both) != 2 || both[0].Submission != both[1].Submission || both[0].Reason != both[1].Reason {
		t.Errorf("submitted %+v", both)
	}
	for _, p := range both {
		o.approve(p)
	}
	_, err = o.Publish(t.Context(), o.as("paul"), refs(usecase.Must(o.db.Proposal(t.Context(), v.ID))(t)), note())
	usecase.Refused(t, "publishing the value without its source", err, segur.CodeInvalid, refusal.Invalid)
	o.published(usecase.Must(o.db.Proposal(t.Context(), v.ID))(t), usecase.Must(o.db.Proposal(t.Context(), s.ID))(t))
	o.clean()
}

func TestNewIndicatorAndItsValuesInTwoProposals(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	definition := o.live().Indicators[0]
	definition.Code, definition.HeadlineRank = "cpts-neuf", 0
	figure := o.figure(cpts)
	figure.Indicator = "cpts-neuf"
	i := o.saved("edith", o.draft(desk.KindIndicator, segur.ChangeSet{Indicators: segur.Changes[segur.Indicator]{Add: []segur.Indicator{definition}}}, nil))
	v := o.saved("edith", o.draft(desk.KindValue, segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{figure}}}, nil))
	for name, alone := range map[string]desk.Proposal{"an indicator without values": i, "a value without indicator": v} {
		_, err := o.Submit(t.Context(), o.as("edith"), refs(alone), "")
		usecase.Refused(t, name, err, segur.CodeInvalid, refusal.Invalid)
	}
	if _, err := o.Submit(t.Context(), o.as("edith"), refs(i, v), ""); err != nil {
		t.Error(err)
	}
}

// TestFailedAnnouncementUndoesNothing: the publication is committed before anybody is told.
func TestFailedAnnouncementUndoesNothing(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func() error{
		"error": func() error { return errors.New("no memory for a catalogue") },
		"panic": func() error { panic("no memory for a catalogue") },
	} {
		o := openOffice(t)
		p := o.approved("edith", o.corrected(cpts, 175))
		o.Service = editorial.New(editorial.Options{Storage: o.db, Journal: o.journal, Published: func(_ context.Context, _ int) error { return fail() }})
		if out := o.published(p); out.Number != 2 {
			t.Errorf("%s: %+v", name, out)
		}
		if n, err := o.db.Latest(t.Context()); n != 2 || err != nil {
			t.Errorf("%s: publication %d, %v", name, n, err)
		}
	}
}

// TestClockThatIsPutBack: history stays in order.
func TestClockThatIsPutBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := o.published(o.approved("edith", o.corrected(cpts, 175)))
	o.wait(-time.Hour)
	second := o.published(o.approved("edith", o.corrected(cpts, 176)))
	if second.PublishedAt.Before(first.PublishedAt) {
		t.Errorf("%s after %s", second.PublishedAt, first.PublishedAt)
	}
	o.clean()
}

// TestPublicationsOfAnotherProcess: what else wrote to the database is seen at once.
func TestPublicationsOfAnotherProcess(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	elsewhere := editorial.New(editorial.Options{Storage: o.db, Journal: o.journal})
	o.live()
	a, b := o.approved("edith", o.corrected(cpts, 175)), o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74))
	if _, err := elsewhere.Publish(t.Context(), o.as("paul"), refs(a), note()); err != nil {
		t.Fatal(err)
	}
	if out := o.published(b); out.Number != 3 {
		t.Errorf("published %d", out.Number)
	}
	if o.figure(cpts).Number != segur.Int(175) {
		t.Error("the other publication is not seen")
	}
	o.clean()
}

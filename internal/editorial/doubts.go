package editorial

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Doubts is the storage of what readers reported, as the use cases need it.
type Doubts interface {
	// Case returns a case with its contact while it is open; CodeNotFound when there is none.
	Case(ctx context.Context, id int64) (doubt.Case, error)
	// Cases returns the selected cases without their contacts, the oldest first unless asked otherwise.
	Cases(ctx context.Context, f doubt.Filter) ([]doubt.Case, error)
	// CountCases returns how many cases are selected, whatever the limit.
	CountCases(ctx context.Context, f doubt.Filter) (int, error)
	// CaseGroups returns the open cases counted by subject, those that have waited longest first, and
	// how many subjects there are.
	CaseGroups(ctx context.Context, limit, offset int) (groups []doubt.Group, total int, err error)
}

// OpenDoubts returns how many reports wait for an answer.
func (s *Service) OpenDoubts(ctx context.Context) (int, error) {
	return s.storage.CountCases(ctx, doubt.Filter{Statuses: []doubt.Status{doubt.StatusOpen}})
}

// DoubtGroups returns the open reports counted by subject, those that have waited longest first, and
// how many subjects there are.
func (s *Service) DoubtGroups(ctx context.Context, actor desk.Actor, limit, offset int) ([]doubt.Group, int, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, "cases"); err != nil {
		return nil, 0, err
	}
	return s.storage.CaseGroups(ctx, limit, offset)
}

// Doubts returns the selected reports, without their contacts, and how many there are in all.
func (s *Service) Doubts(ctx context.Context, actor desk.Actor, f doubt.Filter) ([]doubt.Case, int, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, "cases"); err != nil {
		return nil, 0, err
	}
	found, err := s.storage.Cases(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	f.After, f.Limit = 0, 0
	total, err := s.storage.CountCases(ctx, f)
	return found, total, err
}

// Doubt returns one report. Its contact is for those who may answer it.
func (s *Service) Doubt(ctx context.Context, actor desk.Actor, id int64) (doubt.Case, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, aboutCase(id)); err != nil {
		return doubt.Case{}, err
	}
	c, err := s.storage.Case(ctx, id)
	if err != nil {
		return doubt.Case{}, err
	}
	live, err := s.Live(ctx)
	if !actor.MayOn(desk.AnswerDoubt, DoubtTarget(live, c.Subject)) {
		c.Contact = ""
	}
	return c, err
}

func aboutCase(id int64) string { return "case/" + strconv.FormatInt(id, 10) }

// DoubtTarget is what answering a report about a subject touches.
func DoubtTarget(d segur.Dataset, about doubt.Subject) desk.Target {
	t := desk.Target{Territories: []string{segur.France}}
	if about.Measure > 0 {
		t.Measures = []int{about.Measure}
	}
	if about.Territory != "" {
		t.Territories = []string{about.Territory}
	}
	for _, ind := range d.Indicators {
		if ind.Code == about.Indicator {
			t.Measures = ind.Measures
		}
	}
	return t
}

// DoubtAnswer is what staff make of a report: doubt.StatusAccepted, with words to the readers or
// without, or doubt.StatusRefused for a reason of the catalogue, explained in both languages.
type DoubtAnswer struct {
	Status doubt.Status
	Reason doubt.Reason
	Words  segur.Text
	Quoted bool // the reader's own words are shown beside the answer
}

// AnswerDoubt closes a report in public. It fails with refusal.Status for one that is closed already.
func (s *Service) AnswerDoubt(ctx context.Context, actor desk.Actor, ref desk.Ref, a DoubtAnswer) (doubt.Case, error) {
	c, err := s.answerable(ctx, actor, ref.ID)
	if err != nil {
		return doubt.Case{}, err
	}
	if err := journal.Fresh("case", ref, c.Version); err != nil {
		return doubt.Case{}, err
	}
	e := s.journal.Entry(actor, desk.ActionDoubtAccepted, aboutCase(c.ID))
	if a, err = a.take(); err != nil {
		return doubt.Case{}, err
	}
	if a.Status == doubt.StatusRefused {
		e.Action = desk.ActionDoubtRefused
	}
	c.Close(a.Status, actor.Name, e.At)
	c.Reason, c.Answer, c.Quoted = a.Reason, a.Words, a.Quoted
	e.Old, e.New, e.Reason = string(doubt.StatusOpen), string(a.Status), a.Words.FR
	batch := desk.Batch{Cases: []doubt.Case{c}, Audit: []desk.Entry{e}}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return doubt.Case{}, fmt.Errorf("answer case %d: %w", c.ID, err)
	}
	return batch.Cases[0], nil
}

// answerable returns an open case that the actor may answer.
func (s *Service) answerable(ctx context.Context, actor desk.Actor, id int64) (doubt.Case, error) {
	c, err := s.storage.Case(ctx, id)
	if err != nil {
		return doubt.Case{}, err
	}
	live, err := s.Live(ctx)
	if err != nil {
		return doubt.Case{}, err
	}
	if err := s.journal.Require(ctx, actor, desk.AnswerDoubt, aboutCase(id), DoubtTarget(live, c.Subject)); err != nil {
		return doubt.Case{}, err
	}
	if c.Status != doubt.StatusOpen {
		return doubt.Case{}, refusal.Conflictf(refusal.Status, "case %d is %s", id, c.Status)
	}
	return c, nil
}

// take checks an answer. What one language says, the other says too; a refusal says why.
func (a DoubtAnswer) take() (DoubtAnswer, error) {
	least := 0
	switch a.Status {
	case doubt.StatusAccepted:
		a.Reason = ""
		if desk.Said(a.Words.FR) != "" || desk.Said(a.Words.EN) != "" {
			least = 10
		}
	case doubt.StatusRefused:
		least = 10
		if !slices.Contains(doubt.Reasons(), a.Reason) {
			return a, refusal.Invalidf(refusal.Catalogue, "a refusal has a reason of the catalogue, not %q", a.Reason)
		}
	default:
		return a, refusal.Invalidf(refusal.Status, "an answer accepts or refuses, not %q", a.Status)
	}
	var err error
	if a.Words.FR, err = (prose{refusal.Answer, least, longestAnswer}).take(a.Words.FR); err != nil {
		return a, err
	}
	a.Words.EN, err = prose{refusal.AnswerEN, least, longestAnswer}.take(a.Words.EN)
	return a, err
}

// longestAnswer bounds an answer, in characters.
const longestAnswer = 2000

// mostDismissed bounds what is closed as spam at once; no more can be open.
const mostDismissed = doubt.MaxOpen

// DismissDoubts closes the selected open reports as spam, in one line of the journal, and returns
// how many there were. All must lie in the actor's scope.
func (s *Service) DismissDoubts(ctx context.Context, actor desk.Actor, f doubt.Filter, ids ...int64) (int, error) {
	if err := s.journal.Require(ctx, actor, desk.AnswerDoubt, "cases"); err != nil {
		return 0, err
	}
	f.Statuses, f.After, f.Limit = []doubt.Status{doubt.StatusOpen}, 0, mostDismissed
	found, err := s.storage.Cases(ctx, f)
	if err != nil {
		return 0, err
	}
	if len(ids) > 0 {
		found = slices.DeleteFunc(found, func(c doubt.Case) bool { return !slices.Contains(ids, c.ID) })
	}
	live, err := s.Live(ctx)
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, refusal.Invalidf(refusal.Empty, "no report to close")
	}
	e := s.journal.Entry(actor, desk.ActionDoubtDismissed, "cases")
	var targets []desk.Target
	var numbers []string
	for i := range found {
		targets = append(targets, DoubtTarget(live, found[i].Subject))
		numbers = append(numbers, strconv.FormatInt(found[i].ID, 10))
		found[i].Close(doubt.StatusSpam, actor.Name, e.At)
	}
	if err := s.journal.Require(ctx, actor, desk.AnswerDoubt, "cases", targets...); err != nil {
		return 0, err
	}
	if len(found) == 1 {
		e.Object = aboutCase(found[0].ID)
	}
	e.Old, e.New = string(doubt.StatusOpen), strings.Join(numbers, " ")
	if err := s.journal.Commit(ctx, &desk.Batch{Cases: found, Audit: []desk.Entry{e}}); err != nil {
		return 0, fmt.Errorf("close %d cases as spam: %w", len(found), err)
	}
	return len(found), nil
}

// origin returns the report that a draft comes from, 0 for none: it was accepted.
func (s *Service) origin(ctx context.Context, p desk.Proposal, d Draft) (int64, error) {
	if d.Case == 0 || d.Case == p.Case {
		return p.Case, nil
	}
	c, err := s.storage.Case(ctx, d.Case)
	if err != nil {
		return 0, err
	}
	if c.Status != doubt.StatusAccepted {
		return 0, refusal.Conflictf(refusal.Case, "case %d is %s", c.ID, c.Status)
	}
	return c.ID, nil
}

package editorial

import (
	"cmp"
	"context"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// Clash is a proposal that cannot go out together with others.
type Clash struct {
	Later   int64          // approved after the others: the one to leave out
	Earlier []int64        // none where it breaks a rule by itself
	Rows    []segur.RowRef // over which they exclude each other, or that would break a rule
	Rule    bool           // together they break a rule of the dataset; else they touch the same rows
	Spared  bool           // all the earlier ones are to be left out for others: this one may go
}

// Clashes tells which of some approved proposals cannot go out together, and which of two is to be
// left out: the one that was approved last. Proposals that no longer fit what is published are not
// looked at: they clash with that.
func (s *Service) Clashes(ctx context.Context, proposals []desk.Proposal) ([]Clash, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return nil, err
	}
	ordered := slices.DeleteFunc(slices.Clone(proposals), func(p desk.Proposal) bool { return edit.Conflicts(live, p.Changes) != nil })
	slices.SortFunc(ordered, func(a, b desk.Proposal) int { return cmp.Or(a.DecidedAt.Compare(b.DecidedAt), cmp.Compare(a.ID, b.ID)) })
	var clashes []Clash
	var kept []desk.Proposal
	for i, p := range ordered {
		all := disputing(ordered[:i], p)
		if all != nil {
			all.Spared = disputing(kept, p) == nil
			clashes = append(clashes, *all)
		}
		if all == nil || all.Spared {
			kept = append(kept, p)
		}
	}
	breaking, err := s.breaking(live, kept)
	return append(clashes, breaking...), err
}

// disputing returns the clash of a proposal with those before it, nil when it goes with them.
func disputing(before []desk.Proposal, p desk.Proposal) *Clash {
	var c Clash
	for _, earlier := range before {
		if rows := edit.Disputes(earlier.Changes, p.Changes); len(rows) > 0 {
			c.Later, c.Earlier = p.ID, append(c.Earlier, earlier.ID)
			for _, ref := range rows {
				if !slices.Contains(c.Rows, ref) {
					c.Rows = append(c.Rows, ref)
				}
			}
		}
	}
	if c.Later == 0 {
		return nil
	}
	return &c
}

// breaking finds the proposals by which others, or they alone, would break a rule. One without
// which fewer rules are broken is at fault; of several the last.
func (s *Service) breaking(live segur.Dataset, kept []desk.Proposal) ([]Clash, error) {
	var clashes []Clash
	for {
		faults, rows, err := s.broken(live, kept)
		if err != nil || faults == 0 {
			return clashes, err
		}
		var culprits []int64
		for _, p := range kept {
			left, _, err := s.broken(live, without(kept, p.ID))
			if err != nil {
				return nil, err
			}
			if left < faults {
				culprits = append(culprits, p.ID)
			}
		}
		if len(culprits) == 0 {
			return clashes, nil
		}
		last := culprits[len(culprits)-1]
		clashes = append(clashes, Clash{Later: last, Earlier: culprits[:len(culprits)-1], Rows: rows, Rule: true})
		kept = without(kept, last)
	}
}

// broken counts the rules that proposals break together, and names the rows that do.
func (s *Service) broken(live segur.Dataset, proposals []desk.Proposal) (int, []segur.RowRef, error) {
	o, err := s.outcome(live, proposals)
	return len(o.Faults), rowsAtFault(o.After, o.Faults), err
}

func without(proposals []desk.Proposal, id int64) []desk.Proposal {
	return slices.DeleteFunc(slices.Clone(proposals), func(p desk.Proposal) bool { return p.ID == id })
}

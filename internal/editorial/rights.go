package editorial

import (
	"cmp"
	"context"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// require checks a right, on every one of the targets: refusal.Permission, SecondFactor or Scope. A
// right that is refused goes to the journal with the object that it was asked for.
func (s *Service) require(ctx context.Context, actor desk.Actor, p desk.Permission, object string, targets ...desk.Target) error {
	switch {
	case p == desk.Member && actor.May(p):
		return nil
	case p == desk.Member || !actor.Holds(p):
		e := s.entry(actor, desk.ActionForbidden, object)
		e.Reason = string(p)
		return s.forbidden(ctx, e, refusal.Forbiddenf(refusal.Permission, "this account may not do that: %s", p))
	case !actor.May(p):
		return s.forbid(ctx, actor, object, refusal.Forbiddenf(refusal.SecondFactor, "show the second factor first"))
	}
	for _, t := range targets {
		if !actor.Scope.Covers(t) {
			e := s.entry(actor, desk.ActionForbidden, object)
			e.New = written(map[string]any{"scope": map[string]any{"measures": t.Measures, "regions": t.Territories}})
			return s.forbidden(ctx, e, refusal.Forbiddenf(refusal.Scope,
				"this lies outside the scope of the account: measures %v, territories %v", t.Measures, t.Territories))
		}
	}
	return nil
}

// forbid writes a refused attempt to the journal and returns the refusal, even when the journal
// cannot be written: that is then its cause.
func (s *Service) forbid(ctx context.Context, actor desk.Actor, object string, refused *segur.Error) error {
	return s.forbidden(ctx, s.entry(actor, desk.ActionForbidden, object), refused)
}

// forbidden writes the line of a refused attempt, which gives the field of the refusal as its reason unless
// it has another.
func (s *Service) forbidden(ctx context.Context, e desk.Entry, refused *segur.Error) error {
	e.Reason = cmp.Or(e.Reason, refused.Field)
	refused.Err = s.desk.Commit(ctx, &desk.Batch{Audit: []desk.Entry{e}})
	return refused
}

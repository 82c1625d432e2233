package staff

import (
	"context"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store/column"
)

func plans() sheet[desk.Plan] {
	return sheet[desk.Plan]{
		name: "plans", subject: "plan",
		columns: []string{
			"proposals", "note_fr", "note_en", "due_at", "author", "status", "published_in", "failure", "created_at",
		},
		fields: func(p *desk.Plan) []any {
			return []any{
				column.JSON(&p.Proposals), &p.Note.FR, &p.Note.EN, column.Moment(&p.DueAt), &p.Author, &p.Status,
				column.Reference(&p.PublishedIn), &p.Failure, column.Moment(&p.CreatedAt),
			}
		},
		id:      func(p *desk.Plan) *int64 { return &p.ID },
		version: func(p *desk.Plan) *int { return &p.Version },
	}
}

// Plan returns one planned publication; CodeNotFound when there is none with this identifier.
func (r Records) Plan(ctx context.Context, id int64) (desk.Plan, error) {
	return one(ctx, r, plans(), "id", id)
}

// Plans returns the plans with one of the statuses (all of them when none is given), by due date.
func (r Records) Plans(ctx context.Context, statuses ...desk.PlanStatus) ([]desk.Plan, error) {
	which := selection{order: "due_at, id"}
	within(&which, "status", statuses)
	return list(ctx, r, plans(), which)
}

// PlansDue returns the waiting plans whose moment has come, by due date.
func (r Records) PlansDue(ctx context.Context, now time.Time) ([]desk.Plan, error) {
	which := selection{order: "due_at, id"}
	which.where("status = ? AND due_at <= ?", desk.PlanWaiting, column.At(now))
	return list(ctx, r, plans(), which)
}

package staff

import (
	"context"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store/column"
)

func planOf(row plan) desk.Plan { return desk.Plan(row) }

// Plan returns one planned publication; CodeNotFound when there is none with this identifier.
func (r Records) Plan(ctx context.Context, id int64) (desk.Plan, error) {
	return one(r, r.db(ctx).Where("id = ?", id), planOf)
}

// Plans returns the plans with one of the statuses (all of them when none is given), by due date.
func (r Records) Plans(ctx context.Context, statuses ...desk.PlanStatus) ([]desk.Plan, error) {
	return list(r, within(r.db(ctx), "status", statuses).Order("due_at, id"), planOf)
}

// PlansDue returns the waiting plans whose moment has come, by due date.
func (r Records) PlansDue(ctx context.Context, now time.Time) ([]desk.Plan, error) {
	return list(r, r.db(ctx).Where("status = ? AND due_at <= ?", desk.PlanWaiting, column.At(now)).Order("due_at, id"), planOf)
}

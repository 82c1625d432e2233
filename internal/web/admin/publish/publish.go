package publish

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Editorial is what these pages ask of the use cases.
type Editorial interface {
	Live(ctx context.Context) (segur.Dataset, error)
	Outcome(ctx context.Context, proposals []desk.Proposal) (editorial.Outcome, error)
	Proposal(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error)
	Proposals(ctx context.Context, actor desk.Actor, filter desk.Filter) ([]desk.Proposal, error)
	Publish(ctx context.Context, actor desk.Actor, refs []desk.Ref, note segur.Text) (segur.Publication, error)
	Plan(ctx context.Context, actor desk.Actor, refs []desk.Ref, note segur.Text, dueAt time.Time) (desk.Plan, error)
	CancelPlan(ctx context.Context, actor desk.Actor, ref desk.Ref) (desk.Plan, error)
	Plans(ctx context.Context, actor desk.Actor, statuses ...desk.PlanStatus) ([]desk.Plan, error)
	ConfirmPlan(ctx context.Context, actor desk.Actor, ref desk.Ref) (desk.Plan, error)
	Holds(ctx context.Context, actor desk.Actor) ([]editorial.Hold, error)
	Clashes(ctx context.Context, proposals []desk.Proposal) ([]editorial.Clash, error)
	Undoable(ctx context.Context, actor desk.Actor, publication int) (edit.Undone, error)
	Revert(ctx context.Context, actor desk.Actor, publication int, reason string) (desk.Proposal, error)
	RevertPart(ctx context.Context, actor desk.Actor, publication, seen int, reason string) (desk.Proposal, error)
}

// Pages makes the pages of publications.
type Pages struct {
	editorial Editorial
	site      *view.Site
	effects   preview.Maker
}

// New returns the pages over the use cases; local times are those of the site's zone.
func New(e Editorial, site *view.Site) *Pages {
	return &Pages{editorial: e, site: site, effects: preview.Maker{Site: site}}
}

// Routes returns the addresses of publications.
func (p *Pages) Routes() []admin.Route {
	return []admin.Route{
		{Method: http.MethodGet, Path: paths.Publications, Need: desk.ReadDesk, Handle: p.show},
		{Method: http.MethodPost, Path: paths.Publications, Need: desk.Publish, Handle: p.send},
		{Method: http.MethodPost, Path: string(paths.CancelPlan), Need: desk.Publish, Handle: p.cancel},
		{Method: http.MethodPost, Path: string(paths.ConfirmPlan), Need: desk.Decide, Handle: p.confirm},
		{Method: http.MethodGet, Path: string(paths.UndoPublication), Need: desk.Publish, Handle: p.undoing},
		{Method: http.MethodPost, Path: string(paths.UndoPublication), Need: desk.Publish, Handle: p.undo},
	}
}

// number writes the number of a proposal or a plan.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// refused returns the refusal in err that a form can show, nil where err is something else.
func refused(err error) *segur.Error {
	var e *segur.Error
	if errors.As(err, &e) && (e.Code == segur.CodeInvalid || e.Code == segur.CodeConflict || e.Code == segur.CodeUnavailable) {
		return e
	}
	return nil
}

// sent answers a form that could not be taken.
func sent(code segur.Code, template string, data any) admin.Answer {
	answer := admin.Refused(template, data)
	if code == segur.CodeConflict {
		answer.Status = http.StatusConflict
	}
	return answer
}

// refValue names a proposal at a version in a form; readRef reads it.
func refValue(p desk.Proposal) string {
	return number(p.ID) + ":" + strconv.Itoa(p.Version)
}

func readRef(value string) (desk.Ref, error) {
	id, version, _ := strings.Cut(value, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	v, errVersion := strconv.Atoi(version)
	if err != nil || errVersion != nil {
		return desk.Ref{}, &segur.Error{Code: segur.CodeInvalid, Field: "body"}
	}
	return desk.Ref{ID: n, Version: v}, nil
}

package reports

import (
	"context"
	"net/http"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Editorial is what these pages ask of the use cases.
type Editorial interface {
	Live(ctx context.Context) (segur.Dataset, error)
	Doubts(ctx context.Context, actor desk.Actor, f doubt.Filter) ([]doubt.Case, int, error)
	DoubtGroups(ctx context.Context, actor desk.Actor, limit, offset int) ([]doubt.Group, int, error)
	Doubt(ctx context.Context, actor desk.Actor, id int64) (doubt.Case, error)
	AnswerDoubt(ctx context.Context, actor desk.Actor, ref desk.Ref, a editorial.DoubtAnswer) (doubt.Case, error)
	DismissDoubts(ctx context.Context, actor desk.Actor, f doubt.Filter, ids ...int64) (int, error)
	Proposals(ctx context.Context, actor desk.Actor, filter desk.Filter) ([]desk.Proposal, error)
}

// Pages makes the pages of reports.
type Pages struct {
	editorial Editorial
	site      *view.Site
}

// New returns the pages over the use cases.
func New(e Editorial, site *view.Site) *Pages { return &Pages{e, site} }

// Routes declares the pages: everybody at the desk reads, some answer.
func (p *Pages) Routes() []admin.Route {
	return []admin.Route{
		{Method: http.MethodGet, Path: paths.Reports, Need: desk.ReadDesk, Handle: p.queue},
		{Method: http.MethodPost, Path: paths.DismissReports, Need: desk.AnswerDoubt, Handle: p.dismiss},
		{Method: http.MethodGet, Path: string(paths.Report), Need: desk.ReadDesk, Handle: p.show},
		{Method: http.MethodPost, Path: string(paths.AnswerReport), Need: desk.AnswerDoubt, Handle: p.answer},
	}
}

// call is one request being answered.
type call struct {
	*admin.Call
	pages *Pages
	tell  view.Describer
}

func (p *Pages) begin(c *admin.Call) *call {
	return &call{Call: c, pages: p, tell: view.Describer{
		Site: p.site, Catalog: c.Catalog, Words: c.Words, To: view.Links{Lang: c.Words.Lang()},
	}}
}

// title says in one line what a report is about.
func (c *call) title(about doubt.Subject) string {
	s := c.tell.Subject(about)
	if about.Year == 0 && about.Period == "" {
		return s.Text
	}
	return s.Text + ", " + s.Detail
}

package review

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Editorial is what these pages ask of the use cases.
type Editorial interface {
	Live(ctx context.Context) (segur.Dataset, error)
	Proposals(ctx context.Context, actor desk.Actor, filter desk.Filter) ([]desk.Proposal, error)
	Proposal(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error)
	Inspect(ctx context.Context, actor desk.Actor, id int64) (editorial.Check, error)
	Check(ctx context.Context, actor desk.Actor, d editorial.Draft) (editorial.Check, error)
	Save(ctx context.Context, actor desk.Actor, d editorial.Draft) (desk.Proposal, error)
	Submit(ctx context.Context, actor desk.Actor, refs []desk.Ref, reason string) ([]desk.Proposal, error)
	Withdraw(ctx context.Context, actor desk.Actor, ref desk.Ref, reason string) (desk.Proposal, error)
	Decide(ctx context.Context, actor desk.Actor, ref desk.Ref, d editorial.Decision) (desk.Proposal, error)
	Resolve(ctx context.Context, actor desk.Actor, ref desk.Ref, r editorial.Resolution) (desk.Proposal, error)
	Remark(ctx context.Context, actor desk.Actor, proposal int64, text string) error
	Attachment(ctx context.Context, actor desk.Actor, proposal int64) (segur.Document, attachment.File, error)
	Remarks(ctx context.Context, actor desk.Actor, proposal int64) ([]desk.Remark, error)
	History(ctx context.Context, actor desk.Actor, proposal int64) ([]desk.Entry, error)
	Planned(ctx context.Context, actor desk.Actor, id int64) (desk.Plan, error)
}

// Pages makes the pages of proposals.
type Pages struct {
	editorial Editorial
	site      *view.Site
	effects   preview.Maker
}

// New returns the pages over the use cases; moments are told in the zone of the site.
func New(e Editorial, site *view.Site) *Pages {
	return &Pages{editorial: e, site: site, effects: preview.Maker{Site: site}}
}

// Routes returns the addresses of proposals. Whoever may propose anything may propose a figure.
func (p *Pages) Routes() []admin.Route {
	return []admin.Route{
		{Method: http.MethodGet, Path: paths.Proposals, Need: desk.ReadDesk, Handle: p.queue},
		{Method: http.MethodPost, Path: paths.SubmitProposals, Need: desk.ProposeValue, Handle: p.submitTogether},
		{Method: http.MethodGet, Path: string(paths.Proposal), Need: desk.ReadDesk, Handle: p.show},
		{Method: http.MethodGet, Path: string(paths.ProposalDocument), Need: desk.ReadDesk, Handle: p.document},
		{Method: http.MethodPost, Path: string(paths.SubmitProposal), Need: desk.ProposeValue, Handle: p.submitOne},
		{Method: http.MethodPost, Path: string(paths.WithdrawProposal), Need: desk.ProposeValue, Handle: p.withdraw},
		{Method: http.MethodPost, Path: string(paths.CommentProposal), Need: desk.Comment, Handle: p.remark},
		{Method: http.MethodPost, Path: string(paths.DecideProposal), Need: desk.Decide, Handle: p.decide},
		{Method: http.MethodGet, Path: string(paths.Conflict), Need: desk.ReadDesk, Handle: p.conflict},
		{Method: http.MethodPost, Path: string(paths.Conflict), Need: desk.ProposeValue, Handle: p.resolve},
	}
}

// document gives the file that a proposal names, to those who may read the proposal.
func (p *Pages) document(c *admin.Call) (admin.Answer, error) {
	id, err := identified(c)
	if err != nil {
		return admin.Answer{}, err
	}
	named, f, err := p.editorial.Attachment(c, c.Actor, id)
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Answer{File: &admin.File{Body: f.Body, Type: f.Type.Media(), Name: named.Name, Attached: true, Packed: true}}, nil
}

// identified returns the proposal of the address.
func identified(c *admin.Call) (int64, error) {
	n, err := c.Number("id")
	return int64(n), err
}

// reference returns the proposal of the address at the version that the form was opened on.
func reference(c *admin.Call) (desk.Ref, error) {
	ref, err := c.Ref()
	if err != nil {
		return ref, err
	}
	id, err := identified(c)
	if err == nil && id != ref.ID {
		err = &segur.Error{Code: segur.CodeInvalid, Field: "body"}
	}
	return ref, err
}

// refused returns the refusal in err that a form can show, nil where err is something else: a
// failure, a page that does not exist, a right that is missing.
func refused(err error) *segur.Error {
	var e *segur.Error
	if errors.As(err, &e) && (e.Code == segur.CodeInvalid || e.Code == segur.CodeConflict || e.Field == refusal.OwnProposal) {
		return e
	}
	return nil
}

// number writes the number of a proposal for a message.
func number(id int64) string { return strconv.FormatInt(id, 10) }

package driver

import (
	"context"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Editorial is what forms ask of the use cases.
type Editorial interface {
	Live(ctx context.Context) (segur.Dataset, error)
	Check(ctx context.Context, actor desk.Actor, d editorial.Draft) (editorial.Check, error)
	Save(ctx context.Context, actor desk.Actor, d editorial.Draft) (desk.Proposal, error)
	Submit(ctx context.Context, actor desk.Actor, refs []desk.Ref, reason string) ([]desk.Proposal, error)
	Proposal(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error)
}

// Archive gives everything that an earlier publication said.
type Archive interface {
	Load(ctx context.Context, n int) (segur.Dataset, error)
}

// Past gives earlier publications as readers see them.
type Past interface {
	At(ctx context.Context, number int) (*catalog.Catalog, error)
}

// Driver answers forms.
type Driver struct {
	Editorial Editorial
	Journal   admin.Journal
	Archive   Archive
	Past      Past
	Words     *locale.Bundle
}

// The fields that every form carries beside its questions.
const (
	fieldBase        = "base"    // publication that the person saw when the form was opened
	fieldSeen        = "vu"      // publication up to which conflicts were seen, "" for none
	fieldID          = "id"      // of the proposal being worked on
	fieldVersion     = "version" // likewise
	fieldDo          = "faire"   // the button pressed, one of the values below
	fieldConfirmed   = "confirme"
	fieldReason      = "motif"
	fieldExplanation = "explication"
	fieldConflict    = "conflit"
	fieldCase        = "signalement" // number of the reader's report that the form answers, "" for none
)

// The buttons of a form.
const (
	DoSubmit = "soumettre"
	DoDraft  = "brouillon"
	doSearch = "chercher"
)

// Request is one request for a page about one kind of change.
type Request struct {
	Call     *admin.Call
	Kind     desk.Kind
	Live     segur.Dataset  // what is published now; shared, not to be changed
	Base     segur.Dataset  // what was published when the form was opened; likewise
	Proposal *desk.Proposal // the draft or returned proposal being worked on, nil for a new one
	Words    *Words

	Answering  bool   // the form comes back filled in
	Button     string // that was pressed; none counts as looking a document up, as does the Enter key in a box
	Submitting bool   // what is missing counts: a draft may have gaps
	Case       int64  // number of the reader's report that the form answers, 0 for none

	ref  desk.Ref // of Proposal
	seen int      // publication up to which the person saw conflicts
}

// Param reads what an address or, once the form is sent, a hidden field says.
func (r *Request) Param(name string) string {
	if r.Answering {
		return r.Call.Form.Get(name)
	}
	return r.Call.Query.Get(name)
}

// Typed returns what was typed into a box of the form that was sent, without space around it. A text
// of the database may not hold NUL, and nobody types one.
func (r *Request) Typed(name string) string { return tidy(r.Call.Form.Get(name)) }

func tidy(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\x00", "")) }

// Choosing reports whether the form comes back from the page about a conflict.
func (r *Request) Choosing() bool { return r.Call.Form.Has(fieldConflict) }

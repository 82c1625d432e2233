package sheet

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Editorial is what forms ask of the use cases.
type Editorial interface {
	Live(ctx context.Context) (segur.Dataset, error)
	Check(ctx context.Context, actor desk.Actor, d editorial.Draft) (editorial.Check, error)
	Save(ctx context.Context, actor desk.Actor, d editorial.Draft) (desk.Proposal, error)
	Submit(ctx context.Context, actor desk.Actor, refs []editorial.Ref, reason string) ([]desk.Proposal, error)
	Proposal(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error)
	Record(ctx context.Context, e desk.Entry) error
}

// Archive gives everything that an earlier publication said.
type Archive interface {
	Load(ctx context.Context, n int) (segur.Dataset, error)
}

// Past gives earlier publications as readers see them.
type Past interface {
	At(ctx context.Context, number int) (*catalog.Catalog, error)
}

// Course opens forms.
type Course struct {
	Editorial Editorial
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

// Sheet is one form being answered.
type Sheet struct {
	*admin.Call
	Kind     desk.Kind
	Live     segur.Dataset  // what is published now; shared, not to be changed
	Base     segur.Dataset  // what was published when the form was opened; likewise
	Proposal *desk.Proposal // the draft or returned proposal being worked on, nil for a new one
	Asked    form.Form      // every question of the form
	Read     []string       // how what was typed was understood, for the confirmation

	course *Course
	french *locale.Localizer
	ref    editorial.Ref
	seen   int
	docs   documents
	err    error // first word that is missing

	ownDoubts     []form.Option // what only the screen asks to confirm
	open          []form.Fault  // what is still to be confirmed
	carriedFields []admin.Typed
}

// Open starts a form about one kind of change. It fails with CodeNotFound or CodeForbidden where
// the form works on a proposal that is not the person's own.
func (c *Course) Open(call *admin.Call, kind desk.Kind) (*Sheet, error) {
	live, err := c.Editorial.Live(call)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Call: call, Kind: kind, Live: live, Base: live, course: c, french: c.Words.For(locale.FR)}
	if call.Request.Method != http.MethodPost {
		return s, nil
	}
	s.seen, _ = strconv.Atoi(call.Form.Get(fieldSeen))
	if call.Form.Get(fieldID) != "" {
		if s.ref, err = call.Ref(); err != nil {
			return nil, err
		}
		if err := s.hold(s.ref.ID); err != nil {
			return nil, err
		}
	}
	base, _ := strconv.Atoi(call.Form.Get(fieldBase))
	return s, s.startFrom(base)
}

// Reopen starts the form of a proposal of the person's own that may still be changed.
func (c *Course) Reopen(call *admin.Call, id int64) (*Sheet, error) {
	s, err := c.Open(call, "")
	if err != nil {
		return nil, err
	}
	if err := s.hold(id); err != nil {
		return nil, err
	}
	s.Kind, s.ref = s.Proposal.Kind, editorial.Ref{ID: id, Version: s.Proposal.Version}
	return s, s.startFrom(s.Proposal.Base)
}

// hold finds the proposal that the form works on.
func (s *Sheet) hold(id int64) error {
	p, err := s.course.Editorial.Proposal(s, s.Actor, id)
	switch {
	case err != nil:
		return err
	case p.Author != s.Actor.ID:
		return s.forbid(editorial.RefusalAuthor, "")
	case p.Status != desk.StatusDraft && p.Status != desk.StatusReturned:
		return &segur.Error{Code: segur.CodeConflict, Field: editorial.RefusalStatus}
	}
	s.Proposal = &p
	return nil
}

// startFrom finds what the person saw; a number that makes no sense counts as today's.
func (s *Sheet) startFrom(publication int) (err error) {
	if publication < 1 || publication >= s.Live.Publication.Number {
		return nil
	}
	s.Base, err = s.course.Archive.Load(s, publication)
	return err
}

// Allow refuses, and has noted in the journal, a form about something out of the person's scope.
func (s *Sheet) Allow(targets ...desk.Target) error {
	for _, t := range targets {
		if !s.Actor.MayOn(s.Kind.Permission(), t) {
			return s.forbid(editorial.RefusalScope, fmt.Sprintf("measures %v, territories %v", t.Measures, t.Territories))
		}
	}
	return nil
}

// forbid refuses and has noted what was tried.
func (s *Sheet) forbid(field, tried string) error {
	err := s.course.Editorial.Record(s, desk.Entry{
		Actor: s.Actor.Name, Action: desk.ActionForbidden, Object: s.Request.Method + " " + s.Request.URL.Path, New: tried, Reason: field,
	})
	return &segur.Error{Code: segur.CodeForbidden, Field: field, Err: err}
}

// Param reads what an address or, once the form is sent, a hidden field says.
func (s *Sheet) Param(name string) string {
	if s.Answering() {
		return s.Call.Form.Get(name)
	}
	return s.Query.Get(name)
}

// report returns the number of the reader's report that the form answers, 0 for none.
func (s *Sheet) report() int64 {
	number, err := strconv.ParseInt(s.Param(fieldCase), 10, 64)
	if err != nil || number < 1 {
		return 0
	}
	return number
}

// Carry makes the form bring a hidden field along.
func (s *Sheet) Carry(name, value string) {
	s.carriedFields = append(s.carriedFields, admin.Typed{Name: name, Value: value})
}

// Answering reports whether the form comes back filled in.
func (s *Sheet) Answering() bool { return s.Request.Method == http.MethodPost }

// Does reports which button was pressed; none counts as looking a document up, which changes
// nothing: it is what the Enter key does in a box.
func (s *Sheet) Does() string {
	switch do := s.Call.Form.Get(fieldDo); do {
	case DoSubmit, DoDraft:
		return do
	case "":
		return doSearch
	default:
		return do
	}
}

// Submitting reports whether what is missing counts: a draft may have gaps.
func (s *Sheet) Submitting() bool { return s.Does() == DoSubmit }

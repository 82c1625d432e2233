package editorial

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// Storage is what the use cases need of the database. Its methods return errors with the codes of
// package segur; CodeNotFound where a single row is asked for and does not exist.
type Storage interface {
	// Latest returns the number of the last publication, 0 when there is none.
	Latest(ctx context.Context) (int, error)
	// Load returns everything publication n says, the publication itself included.
	Load(ctx context.Context, n int) (segur.Dataset, error)
	// Releases returns the publications after number after, in order, with all they applied.
	Releases(ctx context.Context, after int) ([]segur.Release, error)

	Proposal(ctx context.Context, id int64) (desk.Proposal, error)
	// Proposals returns the selected proposals, the newest first.
	Proposals(ctx context.Context, filter desk.Filter) ([]desk.Proposal, error)
	// Remarks returns the comments on a proposal, the oldest first.
	Remarks(ctx context.Context, proposal int64) ([]desk.Remark, error)
	Plan(ctx context.Context, id int64) (desk.Plan, error)
	// Plans returns the plans with one of the statuses (all of them when none is given), by due date.
	Plans(ctx context.Context, statuses ...desk.PlanStatus) ([]desk.Plan, error)
	// PlansDue returns the waiting plans whose moment has come.
	PlansDue(ctx context.Context, now time.Time) ([]desk.Plan, error)

	// Attachment returns a document by its digest, and Attached whether it is kept.
	Attachment(ctx context.Context, digest string) (attachment.File, error)
	Attached(ctx context.Context, digest string) (bool, error)

	// Offered returns the last dataset that was put up for review.
	Offered(ctx context.Context) (desk.Offer, error)

	AccountByName(ctx context.Context, name string) (desk.Account, error)
	Accounts(ctx context.Context) ([]desk.Account, error)

	Doubts

	// Audit returns the selected entries, the newest first.
	Audit(ctx context.Context, search desk.Search) ([]desk.Entry, error)
	// AuditInOrder calls read with every entry from the first to the last.
	AuditInOrder(ctx context.Context, read func(desk.Entry) error) error
}

// Options says what the use cases work with. Storage and Journal are required: the journal is that of
// the same storage.
type Options struct {
	Storage Storage
	Journal *journal.Journal
	// Published is called after each committed publication, one at a time and in their order.
	// It must not publish. What it returns or throws is logged: the publication stands.
	Published func(ctx context.Context, number int) error
	Logger    *slog.Logger // nil for silence
}

// Service is the use cases about what is proposed, published and reported. Its methods may be called
// from any number of goroutines. They return errors of type *segur.Error whose Field is one of the
// names of package refusal where the actor or the content is at fault.
type Service struct {
	storage    Storage
	journal    *journal.Journal
	published  func(ctx context.Context, number int) error
	log        *slog.Logger
	publishing sync.Mutex // publications leave one after the other
	live       cache
}

// New returns the use cases on top of a storage and its journal.
func New(o Options) *Service {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Published == nil {
		o.Published = func(context.Context, int) error { return nil }
	}
	return &Service{storage: o.Storage, journal: o.Journal, published: o.Published, log: o.Logger}
}

// cache holds the latest publication.
type cache struct {
	mu      sync.Mutex
	dataset segur.Dataset
	faults  faultCount
	judged  bool
}

func (c *cache) get(number int) (segur.Dataset, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dataset, c.dataset.Publication.Number == number
}

func (c *cache) put(d segur.Dataset) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d.Publication.Number > c.dataset.Publication.Number {
		c.dataset, c.faults, c.judged = d, nil, false
	}
}

// known returns the faults of a dataset, from memory when it is the latest publication.
func (c *cache) known(d segur.Dataset) faultCount {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dataset.Publication.Number != d.Publication.Number {
		return count(d, rules.ValidateIssue(d))
	}
	if !c.judged {
		c.faults, c.judged = count(d, rules.ValidateIssue(d)), true
	}
	return c.faults
}

// Live returns the latest publication, the zero Dataset when there is none. It is shared:
// callers must not change it.
func (s *Service) Live(ctx context.Context) (segur.Dataset, error) {
	latest, err := s.storage.Latest(ctx)
	if err != nil {
		return segur.Dataset{}, fmt.Errorf("read what is published: %w", err)
	}
	if d, held := s.live.get(latest); held {
		return d, nil
	}
	d, err := s.storage.Load(ctx, latest)
	if err != nil {
		return segur.Dataset{}, fmt.Errorf("read what is published: %w", err)
	}
	s.live.put(d)
	return d, nil
}

// Verify tells whether what is stored is what was published; see proof.Verify.
func (s *Service) Verify(ctx context.Context, noted ...proof.Line) (proof.Verdict, error) {
	return proof.Verify(ctx, s.storage, noted...)
}

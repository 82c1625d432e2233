package editorial

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Publisher stores publications. Its methods return errors with the codes of package segur.
type Publisher interface {
	// Latest returns the number of the last publication, 0 when there is none.
	Latest(ctx context.Context) (int, error)
	// Load returns everything publication n says, the publication itself included.
	Load(ctx context.Context, n int) (segur.Dataset, error)
	// Publish writes a release whole or not at all; CodeConflict when its base is not the latest.
	Publish(ctx context.Context, release segur.Release) error
}

// Service publishes changes.
type Service struct {
	publisher Publisher
	clock     func() time.Time
}

// New returns a service that writes to publisher and dates publications by clock.
func New(publisher Publisher, clock func() time.Time) *Service {
	return &Service{publisher: publisher, clock: clock}
}

// seedAuthor stands in place of a person: the first publication has none.
const seedAuthor = "seed"

// PublishSeed publishes a whole dataset as publication 1. It fails with CodeConflict when
// something is published already and with CodeInvalid when the dataset breaks a rule.
func (s *Service) PublishSeed(ctx context.Context, d segur.Dataset, note segur.Text) (segur.Publication, error) {
	latest, err := s.publisher.Latest(ctx)
	if err != nil {
		return segur.Publication{}, fmt.Errorf("publish seed: %w", err)
	}
	if latest > 0 {
		return segur.Publication{}, &segur.Error{
			Code:    segur.CodeConflict,
			Message: fmt.Sprintf("publication %d is there already: a seed only starts an empty database", latest),
		}
	}
	published, err := s.publish(ctx, draft{base: 0, author: seedAuthor, note: note, changes: segur.Additions(d)})
	if err != nil {
		return segur.Publication{}, fmt.Errorf("publish seed: %w", err)
	}
	return published, nil
}

// draft is what somebody wants published on top of publication base.
type draft struct {
	base    int
	author  string
	note    segur.Text
	changes segur.ChangeSet
}

// publish is the one path to publication, for the seed as for every later change: apply to
// what is published, judge the outcome as a whole, chain, store.
func (s *Service) publish(ctx context.Context, d draft) (segur.Publication, error) {
	before, err := s.before(ctx, d.base)
	if err != nil {
		return segur.Publication{}, err
	}
	after, err := d.changes.Apply(before)
	if err != nil {
		return segur.Publication{}, err
	}
	after.Publication = segur.Publication{
		Number: d.base + 1, Note: d.note,
		// Storage keeps microseconds: what is returned here must equal what is read back.
		PublishedAt: s.clock().UTC().Truncate(time.Microsecond),
	}
	if err := judge(after); err != nil {
		return segur.Publication{}, err
	}
	release, err := chain(before.Publication.Hash, d, after.Publication)
	if err != nil {
		return segur.Publication{}, err
	}
	if err := s.publisher.Publish(ctx, release); err != nil {
		return segur.Publication{}, err
	}
	return release.Publication, nil
}

func (s *Service) before(ctx context.Context, base int) (segur.Dataset, error) {
	if base == 0 {
		return segur.Dataset{}, nil
	}
	return s.publisher.Load(ctx, base)
}

// judge refuses a dataset that breaks a rule and names the first breach.
func judge(d segur.Dataset) error {
	faults := segur.Validate(d)
	if len(faults) == 0 {
		return nil
	}
	f := faults[0]
	return &segur.Error{
		Code:  segur.CodeInvalid,
		Field: f.Table + "." + f.Field,
		Message: fmt.Sprintf("the data breaks %d rules; the first: %s, row %d, %s: %s (%q)",
			len(faults), f.Table, f.Row+1, f.Field, f.Rule, f.Value),
	}
}

// chain computes the hashes of a release: anyone who holds the change sets can redo them.
func chain(previous string, d draft, p segur.Publication) (segur.Release, error) {
	payload, err := d.changes.Canonical()
	if err != nil {
		return segur.Release{}, err
	}
	p.Hash = digest(previous, payload)
	return segur.Release{
		Base: d.base, Publication: p, Author: d.author,
		PreviousHash: previous, PayloadHash: digest("", payload), Changes: d.changes,
	}, nil
}

// digest returns the hexadecimal SHA-256 of previous followed by payload.
func digest(previous string, payload []byte) string {
	sum := sha256.New()
	sum.Write([]byte(previous))
	sum.Write(payload)
	return hex.EncodeToString(sum.Sum(nil))
}

package testkit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync/atomic"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// Clock tells the time of a site; it stands still until it is set.
type Clock struct{ at atomic.Pointer[time.Time] }

// Set moves the clock.
func (c *Clock) Set(at time.Time) { c.at.Store(&at) }

// Now returns the time that was set last.
func (c *Clock) Now() time.Time { return *c.at.Load() }

// Revision is what a test publishes on top of the latest publication.
type Revision struct {
	Changes segur.ChangeSet
	Motives []segur.Motive
	Note    segur.Text
	Reverts int
}

// Publish publishes a change now, as the desk would without the people, and shows it to readers.
func (s *Site) Publish(ctx context.Context, c Revision) (segur.Publication, error) {
	published := s.Catalog().Publications()
	previous := published[len(published)-1]
	payload, err := c.Changes.Canonical()
	if err != nil {
		return segur.Publication{}, err
	}
	release := segur.Release{
		Base: previous.Number, Author: "essai", PreviousHash: previous.Hash, PayloadHash: digest("", payload),
		Publication: segur.Publication{
			Number: previous.Number + 1, PublishedAt: s.Clock.Now().UTC(), Note: c.Note, Hash: digest(previous.Hash, payload),
		},
		Reverts: c.Reverts, Changes: c.Changes, Motives: c.Motives,
	}
	if release.Seal, err = release.Sealed(); err != nil {
		return segur.Publication{}, err
	}
	if err := s.App.Store().Commit(ctx, &desk.Batch{Release: &release}); err != nil {
		return segur.Publication{}, err
	}
	return release.Publication, s.App.Refresh(ctx)
}

// Withdraw publishes that a chart is gone and why.
func (s *Site) Withdraw(ctx context.Context, chart string) error {
	reason := segur.Text{FR: "Le document d'origine est démenti par son éditeur.", EN: "The publisher of the document disowns it."}
	c := Revision{Note: segur.Text{FR: "Un graphique retiré", EN: "A chart withdrawn"}}
	c.Changes.Texts.Add = []segur.SiteText{{ID: segur.TextWithdrawn(chart), Text: reason}}
	_, err := s.Publish(ctx, c)
	return err
}

func digest(previous string, payload []byte) string {
	sum := sha256.Sum256(append([]byte(previous), payload...))
	return hex.EncodeToString(sum[:])
}

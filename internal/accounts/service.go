package accounts

import (
	"context"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
)

// Storage finds accounts. Its methods return errors with the codes of package segur.
type Storage interface {
	// Account returns one account; CodeNotFound when there is none.
	Account(ctx context.Context, id int64) (desk.Account, error)
	// Accounts returns every account by sign-in name.
	Accounts(ctx context.Context) ([]desk.Account, error)
}

// Service is the use cases about accounts. Its methods may be called from any number of goroutines.
// They return errors of type *segur.Error whose Field is one of the names of package refusal where the
// actor or the account is at fault.
type Service struct {
	storage Storage
	journal *journal.Journal
}

// New returns the use cases on top of a storage and the journal of the same.
func New(storage Storage, j *journal.Journal) *Service { return &Service{storage, j} }

package store

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func TestUnknownEngineIsRefused(t *testing.T) {
	t.Parallel()
	for _, beside := range []bool{false, true} {
		_, err := Open(t.Context(), Options{Path: In("postgres://db.example/segur", "segur.db"), Clock: noon, Beside: beside})
		if segur.ErrorCode(err) != segur.CodeInvalid || !strings.Contains(err.Error(), "no engine is called postgres") {
			t.Errorf("beside %t: %v", beside, err)
		}
	}
}

var errSerialization = errors.New("could not serialize access")

// rivals is an engine on which other transactions are in the way.
type rivals struct{ engine.Engine }

func (rivals) Retriable(err error) bool { return errors.Is(err, errSerialization) }

func (rivals) Classify(err error) (segur.Code, string) {
	if errors.Is(err, errSerialization) {
		return segur.CodeUnavailable, "too many at once"
	}
	return "", ""
}

// TestSerializationFailureIsTriedAgain: a batch that met rivals is written once, as if there had been
// none; one that meets them again and again is refused whole.
func TestSerializationFailureIsTriedAgain(t *testing.T) {
	engines.Each(t, testSerializationFailureIsTriedAgain)
}

func testSerializationFailureIsTriedAgain(t *testing.T, at engines.Place) {
	s := published(t, at)
	s.engine = rivals{s.engine}
	s.errors = s.engine.Classify
	failures := 0 // that are still to come, once everything else of a batch is written
	fail := func(tx *gorm.DB) {
		if failures > 0 && strings.Contains(tx.Statement.SQL.String(), "audit") {
			failures--
			_ = tx.AddError(errSerialization)
		}
	}
	if err := errors.Join(s.db.Callback().Raw().Register("rivals", fail), s.db.Callback().Create().Register("rivals", fail)); err != nil {
		t.Fatal(err)
	}
	batch := func() *desk.Batch {
		return &desk.Batch{
			Accounts: []desk.Account{account("dominique")},
			Audit:    []desk.Entry{{At: noon(), Action: desk.ActionAccountCreated}, {At: noon(), Action: desk.ActionSignIn}},
		}
	}
	failures = mostAttempts
	refused := batch()
	if err := s.Commit(t.Context(), refused); segur.ErrorCode(err) != segur.CodeUnavailable || !reflect.DeepEqual(refused, batch()) {
		t.Errorf("too many rivals: %v, %+v", err, refused)
	}
	failures = mostAttempts - 1
	taken := batch()
	commit(t, s, taken)
	if taken.Accounts[0].ID != 2 || taken.Accounts[0].Version != 1 || taken.Audit[0].ID != 1 || taken.Audit[1].ID != 2 {
		t.Errorf("the batch reads %+v", taken)
	}
	entries, err := s.Audit(t.Context(), desk.Search{})
	accounts, accountsErr := s.Accounts(t.Context())
	if err != nil || accountsErr != nil || len(entries) != 2 || len(accounts) != 2 {
		t.Errorf("%d entries and %d accounts (%v, %v)", len(entries), len(accounts), err, accountsErr)
	}
}

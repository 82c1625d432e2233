package usecase

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Must returns what was made, or fails the test.
func Must[T any](made T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
}

// Refused fails the test unless err is a refusal with this code and field.
func Refused(t testing.TB, what string, err error, code segur.Code, field string) {
	t.Helper()
	var e *segur.Error
	if !errors.As(err, &e) || e.Code != code || e.Field != field {
		t.Errorf("%s: %v, want %s %s", what, err, code, field)
	}
}

// Act is one use case in the hands of an actor. What it is given cannot be done: a refused right is told from
// everything that comes after it by its code.
type Act struct {
	By string // names of the people who may, set apart by spaces; never empty
	Do func(desk.Actor) error
}

// CheckRights has all people try every act. Strangers and disabled accounts may do nothing; the acts that only the person
// guarded may do ask that person for the second factor.
func CheckRights(t testing.TB, as func(name string) desk.Actor, people, guarded string, acts map[string]Act) {
	t.Helper()
	for name, act := range acts {
		allowed := strings.Fields(act.By)
		for _, person := range strings.Fields(people) {
			err := act.Do(as(person))
			if forbidden := segur.ErrorCode(err) == segur.CodeForbidden; forbidden == slices.Contains(allowed, person) {
				t.Errorf("%s by %s: %v", name, person, err)
			}
		}
		disabled := as(allowed[0])
		disabled.Disabled = true
		if err := act.Do(disabled); segur.ErrorCode(err) != segur.CodeForbidden {
			t.Errorf("%s by a disabled account: %v", name, err)
		}
		if err := act.Do(desk.Actor{}); segur.ErrorCode(err) != segur.CodeForbidden {
			t.Errorf("%s by a stranger: %v", name, err)
		}
		if act.By == guarded {
			plain := as(guarded)
			plain.SecondFactor = false
			Refused(t, name+" without second factor", act.Do(plain), segur.CodeForbidden, refusal.SecondFactor)
		}
	}
}

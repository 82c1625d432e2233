package accounts_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// TestAdministratorsCannotDisableEachOtherAtOnce: one of them must be left.
func TestAdministratorsCannotDisableEachOtherAtOnce(t *testing.T) {
	t.Parallel()
	for range 10 {
		o := openOffice(t)
		n := newcomer()
		n.Role = desk.RoleAdmin
		usecase.Must(o.Create(t.Context(), o.as("admin"), n))(t)
		pair := []desk.Actor{o.as("admin"), o.as("nadia.b")}
		var wg sync.WaitGroup
		for i, a := range pair {
			c := decision(pair[1-i].Account)
			c.Disabled = true
			wg.Go(func() { _, _ = o.Change(t.Context(), a, at(pair[1-i].Account), c) })
		}
		wg.Wait()
		left := slices.DeleteFunc(usecase.Must(o.db.Accounts(t.Context()))(t), func(a desk.Account) bool { return a.Role != desk.RoleAdmin || a.Disabled })
		if len(left) != 1 {
			t.Fatalf("%d administrators left", len(left))
		}
	}
}

// TestOneSecondFactorIsEnrolledAtOnce: the codes that are left are those of the factor that won.
func TestOneSecondFactorIsEnrolledAtOnce(t *testing.T) {
	t.Parallel()
	for range 10 {
		o := openOffice(t)
		usecase.Must(o.RemoveSecondFactor(t.Context(), o.as("admin"), o.as("edith").ID))(t)
		edith, won := o.as("edith"), make(chan string, 2)
		var wg sync.WaitGroup
		for _, secret := range []string{"ONE", "TWO"} {
			wg.Go(func() {
				if _, err := o.EnrolSecondFactor(t.Context(), edith, secret, 1, secret+"-code"); err == nil {
					won <- secret
				}
			})
		}
		wg.Wait()
		if len(won) != 1 {
			t.Fatalf("%d sessions enrolled a factor", len(won))
		}
		secret := <-won
		if used := usecase.Must(o.db.UseRecoveryCode(t.Context(), edith.ID, secret+"-code"))(t); !used || o.as("edith").TOTPSecret != secret {
			t.Errorf("%s won, its code serves: %t", secret, used)
		}
	}
}

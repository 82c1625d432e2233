package testkit

import (
	"testing"
	"time"
)

// Patience bounds what a test waits for. It only ends what hangs: a busy machine takes its time, and a wait ends with
// what it is for.
const Patience = 10 * time.Minute

// glance is how long a wait lets others work between two looks.
const glance = 2 * time.Millisecond

// Await returns once holds reports true. It is for what tells nobody that it happened.
func Await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for began := time.Now(); !holds(); time.Sleep(glance) {
		if time.Since(began) > Patience {
			t.Fatalf("it never comes that %s", what)
		}
	}
}

// Receive returns what a channel gives.
func Receive[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(Patience):
		t.Fatalf("it never comes that %s", what)
		panic("unreachable")
	}
}

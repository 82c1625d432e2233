package auth

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// watch is a clock that tests move.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func newWatch() *watch { return &watch{now: time.Date(2021, 12, 1, 9, 0, 0, 0, time.UTC)} }

func (w *watch) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// refusedFor returns the wait inside a refusal.
func refusedFor(t *testing.T, err error) time.Duration {
	t.Helper()
	refusal(t, err, segur.CodeUnavailable, "throttled")
	var told *Throttled
	if !errors.As(err, &told) || told.Wait <= 0 {
		t.Fatalf("no wait in %v", err)
	}
	return told.Wait
}

func from(address string) netip.Addr { return netip.MustParseAddr(address) }

// stranger returns the nth of many networks.
func stranger(n int) netip.Addr {
	return netip.AddrFrom4([4]byte{100, byte(n >> 16), byte(n >> 8), byte(n)})
}

func TestThrottleWaitsDoubleAndAreForgotten(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	attempt := Attempt{Account: "anne", Address: from("192.0.2.1")}
	for n := range 5 {
		if _, err := throttle.Password(attempt); err != nil {
			t.Fatalf("attempt %d: %v", n+1, err)
		}
	}
	want := []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}
	for i, wait := range want {
		_, err := throttle.Password(attempt)
		told := refusedFor(t, err)
		// Some failures are forgotten while one waits, so that long waits follow slower.
		if i < 8 && told != wait*time.Second || told > 15*time.Minute {
			t.Errorf("wait %d is %s, want %s", i+1, told, wait*time.Second)
		}
		w.pass(told - time.Second)
		if _, err := throttle.Password(attempt); refusedFor(t, err) != time.Second {
			t.Errorf("asking early makes wait %d longer: %v", i+1, err)
		}
		w.pass(time.Second)
		if _, err := throttle.Password(attempt); err != nil {
			t.Fatalf("after wait %d: %v", i+1, err)
		}
	}
	w.pass(3 * time.Hour)
	for n := range 5 {
		if _, err := throttle.Password(attempt); err != nil {
			t.Fatalf("forgotten, attempt %d: %v", n+1, err)
		}
	}
}

// Somebody patient gets no more than a few attempts an hour from one network.
func TestThrottleBoundsPatientGuessing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		try  func(*Throttle, Attempt) (*Admission, error)
		most int // in a day
	}{
		"password":      {func(l *Throttle, a Attempt) (*Admission, error) { return l.Password(a) }, 24*6 + 15},
		"second factor": {func(l *Throttle, a Attempt) (*Admission, error) { return l.Factor(a) }, 24*6 + 15},
		"known browser": {func(l *Throttle, a Attempt) (*Admission, error) { a.Device = "known"; return l.Password(a) }, 24*12 + 20},
	} {
		w := newWatch()
		throttle := NewThrottle(w.time)
		admitted := 0
		for range 24 * 60 * 60 {
			if _, err := c.try(throttle, Attempt{Account: "anne", Address: from("192.0.2.1")}); err == nil {
				admitted++
			}
			w.pass(time.Second)
		}
		if admitted > c.most || admitted < 20 {
			t.Errorf("%s: %d attempts a day, want at most %d", name, admitted, c.most)
		}
	}
}

// Strangers hammer an account from 1,000 networks for an hour. A colleague whose browser is
// known signs in at once; one whose browser is not, from a network of which no failure came,
// waits MostDelay at most, however often the strangers come meanwhile.
func TestStrangersCannotLockAColleagueOut(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	guessed := 0
	hammer := func(d time.Duration) {
		for range int(d / (10 * time.Second)) {
			for n := range 1000 {
				if _, err := throttle.Password(Attempt{Account: "anne", Address: stranger(n)}); err == nil {
					guessed++
				}
			}
			w.pass(10 * time.Second)
		}
	}
	hammer(time.Hour)
	// Each network has its five free attempts or its appointments, never an attempt a second.
	if guessed == 0 || guessed > 1000*13 {
		t.Errorf("%d guesses in an hour from 1,000 networks", guessed)
	}

	known := Attempt{Account: "anne", Address: stranger(7), Device: "her browser"}
	for n := range 10 {
		if _, err := throttle.Password(known); err != nil {
			t.Fatalf("known browser, attempt %d: %v", n+1, err)
		}
	}

	quiet := Attempt{Account: "Anne", Address: from("2001:db8:1:2::3")}
	_, err := throttle.Password(quiet)
	wait := refusedFor(t, err)
	if wait > MostDelay {
		t.Errorf("a quiet network waits %s", wait)
	}
	hammer(wait)
	admission, err := throttle.Password(quiet)
	if err != nil {
		t.Fatalf("the appointment is not kept: %v", err)
	}
	// She mistypes, and is admitted again after one wait more.
	_, err = throttle.Password(quiet)
	if again := refusedFor(t, err); again > MostDelay {
		t.Errorf("the second attempt waits %s", again)
	}
	admission.Succeed()

	// Other accounts are as they were.
	if _, err := throttle.Password(Attempt{Account: "bob", Address: from("2001:db8:1:2::3")}); err != nil {
		t.Errorf("another account: %v", err)
	}
	w.pass(time.Hour)
	if _, err := throttle.Password(Attempt{Account: "anne", Address: from("198.51.100.9")}); err != nil {
		t.Errorf("an hour later strangers still count: %v", err)
	}
}

// An appointment serves one attempt and is given up when nobody comes.
func TestThrottleAppointments(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	for n := range 40 {
		throttle.Password(Attempt{Account: "anne", Address: stranger(n)})
	}
	quiet := Attempt{Account: "anne", Address: from("192.0.2.1")}
	_, err := throttle.Password(quiet)
	w.pass(refusedFor(t, err) + keepsAppointment)
	for n := range 40 {
		throttle.Password(Attempt{Account: "anne", Address: stranger(1000 + n)})
	}
	_, err = throttle.Password(quiet)
	w.pass(refusedFor(t, err))
	admission, err := throttle.Password(quiet)
	if err != nil {
		t.Fatal(err)
	}
	admission.Cancel() // nothing was checked: the appointment holds
	admission, err = throttle.Password(quiet)
	if err != nil {
		t.Fatalf("the appointment went with an attempt that was none: %v", err)
	}
	_, err = throttle.Password(quiet)
	refusedFor(t, err)
	admission.Succeed()
	admission.Cancel() // too late
}

func TestThrottleLanes(t *testing.T) {
	t.Parallel()
	fail := func(throttle *Throttle, a Attempt, times int) (refused error) {
		for range times {
			if _, err := throttle.Password(a); err != nil {
				refused = err
			}
		}
		return refused
	}
	w := newWatch()
	for name, c := range map[string]struct {
		failing, next Attempt
		want          bool // refused
	}{
		"the same":                     {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "anne", Address: from("192.0.2.1")}, true},
		"another case":                 {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "ANNE", Address: from("192.0.2.1")}, true},
		"written as IPv6":              {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "anne", Address: from("::ffff:192.0.2.1")}, true},
		"a neighbour":                  {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "anne", Address: from("192.0.2.2")}, false},
		"the same /64":                 {Attempt{Account: "anne", Address: from("2001:db8::1")}, Attempt{Account: "anne", Address: from("2001:db8::ffff:1")}, true},
		"another /64":                  {Attempt{Account: "anne", Address: from("2001:db8::1")}, Attempt{Account: "anne", Address: from("2001:db8:0:1::1")}, false},
		"a colleague behind it":        {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "bob", Address: from("192.0.2.1")}, false},
		"her known browser":            {Attempt{Account: "anne", Address: from("192.0.2.1")}, Attempt{Account: "anne", Address: from("192.0.2.1"), Device: "x"}, false},
		"no address":                   {Attempt{Account: "anne"}, Attempt{Account: "anne"}, true},
		"an account of another length": {Attempt{Account: "anne"}, Attempt{Account: "anne "}, false},
	} {
		throttle := NewThrottle(w.time)
		fail(throttle, c.failing, 6)
		if _, err := throttle.Password(c.next); (err != nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A browser known to one account is a stranger to the next; ten failures free, then it waits.
	throttle := NewThrottle(w.time)
	known := Attempt{Account: "anne", Address: from("192.0.2.1"), Device: "x"}
	if err := fail(throttle, known, 10); err != nil {
		t.Errorf("ten failures of a known browser: %v", err)
	}
	refusedFor(t, fail(throttle, known, 1))
	if _, err := throttle.Password(Attempt{Account: "bob", Address: from("192.0.2.1"), Device: "x"}); err != nil {
		t.Error(err)
	}
	// One network that tries a few times on every account.
	throttle = NewThrottle(w.time)
	var err error
	for n := range 31 {
		err = fail(throttle, Attempt{Account: fmt.Sprint("account ", n), Address: from("192.0.2.1")}, 1)
	}
	refusedFor(t, err)
}

func TestThrottleSuccess(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	anne := Attempt{Account: "anne", Address: from("192.0.2.1")}
	// Whoever signs in again and again has no failures.
	for n := range 200 {
		admission, err := throttle.Password(anne)
		if err != nil {
			t.Fatalf("sign-in %d: %v", n+1, err)
		}
		admission.Succeed()
	}
	// A success clears the failures of its own account there, not those of the network: or an
	// account of one's own would buy guesses at others.
	refused := 0
	for n := range 40 {
		if _, err := throttle.Password(Attempt{Account: fmt.Sprint("account ", n), Address: anne.Address}); err != nil {
			refused++
			continue
		}
		if admission, err := throttle.Password(anne); err == nil {
			admission.Succeed()
		}
	}
	if refused == 0 {
		t.Error("an own account buys guesses at others")
	}
	factor := Attempt{Account: "anne"}
	for range 4 {
		throttle.Factor(factor)
	}
	admission, err := throttle.Factor(factor)
	if err != nil {
		t.Fatal(err)
	}
	_, err = throttle.Factor(factor)
	refusedFor(t, err)
	admission.Succeed()
	for range 4 {
		if _, err := throttle.Factor(factor); err != nil {
			t.Errorf("after a right code: %v", err)
		}
	}
	factor.Device = "known"
	if _, err := throttle.Factor(factor); err != nil {
		t.Errorf("known browser: %v", err)
	}
}

// Attempts that are still being checked count, or many at a time would all be free.
func TestThrottleCountsAttemptsUnderWay(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	var mu sync.Mutex
	var admitted []*Admission
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			if admission, err := throttle.Password(Attempt{Account: "anne", Address: from("192.0.2.1")}); err == nil {
				mu.Lock()
				defer mu.Unlock()
				admitted = append(admitted, admission)
			}
		})
	}
	all.Wait()
	if len(admitted) != 5 {
		t.Errorf("%d at a time, want 5", len(admitted))
	}
	// Three of them were never checked, and say so twice.
	for _, admission := range admitted[:min(3, len(admitted))] {
		admission.Cancel()
		admission.Cancel()
	}
	again := 0
	for range 10 {
		if _, err := throttle.Password(Attempt{Account: "anne", Address: from("192.0.2.1")}); err == nil {
			again++
		}
	}
	if again != 3 {
		t.Errorf("%d more after three were cancelled", again)
	}
}

// An attempt that was never checked does not cost a second wait, however many failed before.
func TestThrottleCancelAfterAWait(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	attempt := Attempt{Account: "anne", Address: from("192.0.2.1")}
	for range 8 {
		throttle.Password(attempt)
		w.pass(10 * time.Second)
	}
	for range 3 {
		admission, err := throttle.Password(attempt)
		if err != nil {
			t.Fatal(err)
		}
		admission.Cancel()
	}
	throttle.Password(attempt)
	_, err := throttle.Password(attempt)
	if wait := refusedFor(t, err); wait != 16*time.Second {
		t.Errorf("after nine failures the wait is %s", wait)
	}
}

// A clock set back by an hour does not close a lane for an hour.
func TestThrottleClockSetBack(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	for range 5 {
		throttle.Factor(Attempt{Account: "anne"})
	}
	w.pass(-time.Hour)
	if _, err := throttle.Factor(Attempt{Account: "anne"}); err != nil {
		t.Errorf("closed by the clock: %v", err)
	}
	_, err := throttle.Factor(Attempt{Account: "anne"})
	w.pass(refusedFor(t, err))
	if _, err := throttle.Factor(Attempt{Account: "anne"}); err != nil {
		t.Errorf("closed for longer than told: %v", err)
	}
}

func TestThrottleIsBounded(t *testing.T) {
	t.Parallel()
	w := newWatch()
	throttle := NewThrottle(w.time)
	for n := range 1<<16 + 5000 {
		throttle.Password(Attempt{Account: fmt.Sprint(n), Address: stranger(n)})
	}
	for k, lanes := range throttle.lanes {
		if lanes.Len() > rules(k).keep {
			t.Errorf("kind %d keeps %d lanes", k, lanes.Len())
		}
	}
	if got := throttle.lanes[byPlace].Len(); got != 1<<16 {
		t.Errorf("%d places kept", got)
	}
}

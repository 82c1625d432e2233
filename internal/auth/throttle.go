package auth

import (
	"crypto/sha256"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/segur-tracker/segur/internal/segur"
)

// Throttle makes those who guess wait. Failures are counted in lanes, each with a wait that
// doubles, that never passes a bound and that time forgets:
//
//   - a browser that once signed in to the account has a lane of its own: whatever strangers
//     do to the account or to its network, it signs in at once;
//   - any other browser is counted by account and network, by network, and by account.
//
// When many networks fail on one account, a network that comes to it is not refused but given
// an appointment, MostDelay away at most, which no other network can take from it. So nobody
// can lock a colleague out: without a known browser, from a network of which no failure came,
// a person waits MostDelay at most before each attempt.
//
// A network is one IPv4 address, behind which a whole office may already stand, so that a
// wider block would punish neighbours; or one IPv6 /64, the least that a subscriber gets and
// within which addresses cost nothing. Whoever owns more of them meets the lane of the account.
//
// Counters live in memory and in bounded number: the least recently used are forgotten.
type Throttle struct {
	clock func() time.Time
	mu    sync.Mutex
	lanes map[laneKind]*simplelru.LRU[laneKey, lane]
}

// MostDelay bounds the wait that strangers can cause to a person without a known browser.
const MostDelay = 5 * time.Minute

// keepsAppointment is how long an appointment is good for once its time has come.
const keepsAppointment = 30 * time.Minute

type laneKind byte

const (
	byDevice  laneKind = iota // account and known browser
	byPlace                   // account and network
	byNetwork                 // network, whatever the account
	byAccount                 // account, all unknown browsers together
	byFactor                  // account, at the second factor: the password was right
	byFactorDevice
)

// rule is how a kind of lane counts.
type rule struct {
	free   int           // failures without a wait
	forget time.Duration // in which one failure is forgotten
	most   time.Duration // longest wait
	keep   int           // lanes remembered
}

// rules gives every kind a number of failures an hour that it tends to, whoever is patient:
// 12 with a stolen browser, 6 from one network, 60 from one network over all accounts. Three codes
// in a million are right at the second factor, so that 6 an hour find one in some six years.
func rules(k laneKind) rule {
	switch k {
	case byDevice, byFactorDevice:
		return rule{free: 10, forget: 5 * time.Minute, most: 15 * time.Minute, keep: 1 << 14}
	case byPlace:
		return rule{free: 5, forget: 10 * time.Minute, most: 15 * time.Minute, keep: 1 << 16}
	case byNetwork:
		return rule{free: 30, forget: time.Minute, most: MostDelay, keep: 1 << 14}
	case byAccount:
		return rule{free: 20, forget: 3 * time.Minute, most: MostDelay, keep: 1 << 14}
	}
	return rule{free: 5, forget: 10 * time.Minute, most: 15 * time.Minute, keep: 1 << 14}
}

// wait returns what follows the nth failure: 1 s after the last free one, then twice as long
// each time.
func (r rule) wait(n int) time.Duration {
	if n < r.free {
		return 0
	}
	return min(r.most, time.Second<<min(n-r.free, 30))
}

// lane is one counter. Failures are not stored but told by the moment at which all of them
// will be forgotten.
type lane struct {
	empty time.Time // when the last failure is forgotten
	until time.Time // no attempt before
	due   time.Time // appointment, zero for none
}

// failures returns how many are not forgotten yet.
func (l lane) failures(r rule, now time.Time) int {
	return int((max(0, l.empty.Sub(now)) + r.forget - 1) / r.forget)
}

// rest returns how long the lane is closed. A wait longer than its rule ever gives comes from a
// clock that was set back, and says nothing.
func (l lane) rest(r rule, now time.Time) time.Duration {
	if wait := l.until.Sub(now); wait > 0 && wait <= r.most {
		return wait
	}
	return 0
}

// fail counts a failure. Beyond the longest wait no more are counted, so that a lane that
// suffered for days still opens within the time it takes to forget a few.
func (l lane) fail(r rule, now time.Time) lane {
	if l.empty.Before(now) {
		l.empty = now
	}
	l.empty = l.empty.Add(r.forget)
	if worst := now.Add(time.Duration(r.worst()) * r.forget); l.empty.After(worst) {
		l.empty = worst
	}
	l.until = now.Add(r.wait(l.failures(r, now)))
	l.due = time.Time{}
	return l
}

// worst is the least number of failures with the longest wait.
func (r rule) worst() int {
	n := r.free
	for r.wait(n) < r.most {
		n++
	}
	return n
}

type laneKey struct {
	who  [16]byte // account, with its browser where that counts: a digest, since names may have any length
	from netip.Prefix
}

// Attempt is a try at a password or a second factor.
type Attempt struct {
	Account string     // name as typed, whether or not there is such an account
	Address netip.Addr // of the browser
	Device  string     // what Devices.Known returned for this account, "" for none
}

func (a Attempt) key(k laneKind) laneKey {
	var key laneKey
	who := strings.ToLower(a.Account)
	switch k {
	case byNetwork:
		who = ""
	case byDevice, byFactorDevice:
		who += "\x00" + a.Device
	}
	if k == byNetwork || k == byPlace {
		key.from = network(a.Address)
	}
	sum := sha256.Sum256([]byte(who))
	copy(key.who[:], sum[:])
	return key
}

func network(address netip.Addr) netip.Prefix {
	address = address.Unmap().WithZone("")
	bits := 64
	if address.Is4() {
		bits = 32
	}
	block, _ := address.Prefix(bits) // an unknown address is a network like another
	return block
}

// Throttled is the cause inside a refusal: how long to wait before the next attempt.
type Throttled struct {
	Wait time.Duration
}

// Error names the wait.
func (t *Throttled) Error() string {
	return fmt.Sprintf("next attempt in %s", t.Wait.Round(time.Second))
}

func throttled(wait time.Duration) error {
	return &segur.Error{
		Code: segur.CodeUnavailable, Field: "throttled", Message: "Too many attempts failed; wait before the next one.",
		Err: &Throttled{Wait: wait},
	}
}

// NewThrottle returns a Throttle that has seen nothing. There should be one in a process.
func NewThrottle(clock func() time.Time) *Throttle {
	t := &Throttle{clock: clock, lanes: map[laneKind]*simplelru.LRU[laneKey, lane]{}}
	for k := byDevice; k <= byFactorDevice; k++ {
		t.lanes[k], _ = simplelru.NewLRU[laneKey, lane](rules(k).keep, nil) // fails on a size of 0 only
	}
	return t
}

// Admission is an attempt that may go on. It counts as a failure from the start, so that many
// at a time gain nothing, until Succeed or Cancel says otherwise; only the first call counts.
type Admission struct {
	throttle *Throttle
	attempt  Attempt
	charges  []charge
}

// charge is a failure counted ahead, with what it changed beside the count.
type charge struct {
	kind  laneKind
	until time.Time // set by this charge
	due   time.Time // appointment used up by it
}

// Password admits an attempt at a password or refuses it with segur.CodeUnavailable, Field
// "throttled" and a *Throttled inside.
func (t *Throttle) Password(a Attempt) (*Admission, error) {
	if a.Device != "" {
		return t.admit(a, byDevice)
	}
	return t.admit(a, byPlace, byNetwork, byAccount)
}

// Factor admits an attempt at a code or a recovery code, or refuses it as Password does. The
// one who comes so far knows the password; the network says nothing more.
func (t *Throttle) Factor(a Attempt) (*Admission, error) {
	if a.Device != "" {
		return t.admit(a, byFactorDevice)
	}
	return t.admit(a, byFactor)
}

func (t *Throttle) admit(a Attempt, kinds ...laneKind) (*Admission, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock()
	for _, k := range kinds {
		wait := t.lane(k, a).rest(rules(k), now)
		if k == byAccount {
			wait = t.appointment(a, now)
		}
		if wait > 0 {
			return nil, throttled(wait)
		}
	}
	admission := &Admission{throttle: t, attempt: a}
	for _, k := range kinds {
		before := t.lane(k, a)
		after := before.fail(rules(k), now)
		t.lanes[k].Add(a.key(k), after)
		admission.charges = append(admission.charges, charge{kind: k, until: after.until, due: before.due})
	}
	return admission, nil
}

// appointment returns the wait before a network may try an account on which many failed, 0
// when its time has come or when there is no need.
func (t *Throttle) appointment(a Attempt, now time.Time) time.Duration {
	wait := rules(byAccount).wait(t.lane(byAccount, a).failures(rules(byAccount), now))
	place := t.lane(byPlace, a)
	early := place.due.Sub(now)
	switch {
	case wait == 0, early <= 0 && now.Before(place.due.Add(keepsAppointment)):
		return 0
	case 0 < early && early <= MostDelay:
		return early
	}
	place.due = now.Add(wait)
	t.lanes[byPlace].Add(a.key(byPlace), place)
	return wait
}

func (t *Throttle) lane(k laneKind, a Attempt) lane {
	l, _ := t.lanes[k].Get(a.key(k))
	return l
}

// Succeed says that the attempt was right: the person's own lanes are cleared, those shared
// with others get back what this attempt was charged.
func (a *Admission) Succeed() {
	a.settle(func(k laneKind) bool { return k != byNetwork && k != byAccount })
}

// Cancel says that nothing was checked: every lane gets the charge back.
func (a *Admission) Cancel() {
	a.settle(func(laneKind) bool { return false })
}

func (a *Admission) settle(own func(laneKind) bool) {
	t := a.throttle
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range a.charges {
		if key := a.attempt.key(c.kind); own(c.kind) {
			t.lanes[c.kind].Remove(key)
		} else if l, found := t.lanes[c.kind].Get(key); found {
			t.lanes[c.kind].Add(key, l.refund(c, t.clock()))
		}
	}
	a.charges = nil
}

// refund undoes a charge, and leaves alone what later ones made of the lane.
func (l lane) refund(c charge, now time.Time) lane {
	r := rules(c.kind)
	l.empty = l.empty.Add(-r.forget)
	if l.until.Equal(c.until) || l.failures(r, now) < r.free {
		l.until = time.Time{}
	}
	if l.due.IsZero() {
		l.due = c.due
	}
	return l
}

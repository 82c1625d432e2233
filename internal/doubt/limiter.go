package doubt

import (
	"crypto/rand"
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"
)

// The bounds that keep a flood out. Networks are told apart as /24 of IPv4 and /48 of IPv6: what
// one subscriber or one house is given, and an address of it is never kept. Bounds on what is open
// hold in storage, whatever the networks: past them the desk has to answer before more is taken.
const (
	PerHour      = 10      // reports from one network within an hour
	PerDay       = 30      // reports from one network within a day of UTC
	MaxOpen      = 1000    // open cases
	MaxOpenBytes = 2 << 20 // what the open cases say, in bytes
	maxNetworks  = 20_000  // networks remembered at once
)

// Busy says that no report is taken now.
type Busy struct {
	Network bool      // the network has sent too many; else the desk has too many to answer
	Until   time.Time // when to try again
}

// Error says which bound was met.
func (b *Busy) Error() string {
	if b.Network {
		return "too many reports from this network"
	}
	return "too many reports to answer"
}

// limiter counts reports by network. It lives in memory alone: networks are kept as hashes with a salt
// that is drawn anew at each start and each day, when all counts are forgotten.
type limiter struct {
	mu   sync.Mutex
	day  string
	salt [16]byte
	seen map[network][]time.Time
}

type network [sha256.Size]byte

// hash names the network of an address for the day. An address that cannot be read is one like
// another.
func (l *limiter) hash(from netip.Addr) network {
	bits := 24
	if from = from.Unmap(); from.Is6() {
		bits = 48
	}
	prefix, _ := from.WithZone("").Prefix(bits) // of the zero address: the zero prefix
	return sha256.Sum256(append(l.salt[:], prefix.String()...))
}

// take counts a report from an address, or refuses it with *Busy. undo takes the count back: a
// report that was not kept has cost nothing.
func (l *limiter) take(from netip.Addr, now time.Time) (undo func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if day := now.UTC().Format(time.DateOnly); day != l.day {
		l.day, l.seen = day, map[network][]time.Time{}
		rand.Read(l.salt[:]) // never fails
	}
	who := l.hash(from)
	moments := l.seen[who]
	switch {
	case len(moments) >= PerDay:
		return nil, &Busy{Network: true, Until: now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1)}
	case len(moments) >= PerHour && now.Sub(moments[len(moments)-PerHour]) < time.Hour:
		return nil, &Busy{Network: true, Until: moments[len(moments)-PerHour].Add(time.Hour)}
	case len(moments) == 0 && len(l.seen) >= maxNetworks:
		return nil, &Busy{Until: now.Add(time.Hour)}
	}
	l.seen[who] = append(moments, now)
	return func() { l.giveBack(who, now) }, nil
}

func (l *limiter) giveBack(who network, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, moment := range l.seen[who] {
		if moment.Equal(at) {
			l.seen[who] = append(l.seen[who][:i:i], l.seen[who][i+1:]...)
			break
		}
	}
	if len(l.seen[who]) == 0 {
		delete(l.seen, who)
	}
}

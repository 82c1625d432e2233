package signin

import (
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// The reasons of refusals in the journal. They never reach the person who was refused.
const (
	reasonUnknown   = "unknown_account"
	reasonPassword  = "wrong_password"
	reasonDisabled  = "disabled_account"
	reasonProvider  = "provider_refused"
	reasonNoAccount = "no_account_for_identity"
	reasonOther     = "other_identity"
	reasonHeld      = "has_password"
	reasonLink      = "dead_link"
	reasonNone      = "no_password"
)

// What the journal keeps of a name that nobody has: the first letters of a typed one, which may be a
// password in the wrong box; more of one that an identity provider vouches for.
const (
	longestTyped = 3
	longestName  = 60
)

func object(name string) string { return "account/" + name }

// known returns the name of an account, or what may be kept of a name that nobody has.
func known(account desk.Account, name, reason string) string {
	switch {
	case account.ID != 0:
		return account.Name
	case reason == reasonUnknown:
		return printable(name, longestTyped) + "…"
	}
	return printable(name, longestName)
}

// printable cuts a name and drops what no name has.
func printable(name string, longest int) string {
	kept := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name))
	return string(kept[:min(len(kept), longest)])
}

// record writes one line of the journal about an account. Until somebody is in, the line has
// no actor.
func (p *Pages) record(c *admin.Call, e desk.Entry) error {
	e.At = c.Now().UTC()
	return p.Journal.Record(c, e)
}

// endOthers ends the sessions of an account, but the one to keep, and writes it down.
func (p *Pages) endOthers(c *admin.Call, account desk.Account, keep string) error {
	if err := p.Store.RevokeSessions(c, account.ID, keep); err != nil {
		return err
	}
	return p.record(c, desk.Entry{Actor: account.Name, Action: desk.ActionSessionRevoked, Object: object(account.Name)})
}

// recordRefusal writes down an attempt that failed. name is what was typed where there is no
// such account.
func (p *Pages) recordRefusal(c *admin.Call, account desk.Account, name, reason string) error {
	return p.record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionSignInRefused, Object: object(known(account, name, reason)), Reason: reason})
}

// recordThrottled writes down that somebody was told to wait, once a minute for each account;
// names that nobody has share one line a minute, or a flood would fill the journal.
func (p *Pages) recordThrottled(c *admin.Call, account desk.Account, name string) error {
	if !p.muted.first(muting{string(desk.ActionThrottled), account.ID}) {
		return nil
	}
	return p.record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionThrottled, Object: object(known(account, name, reasonUnknown))})
}

// recordOnce writes down that somebody was refused who has not said who they are, once a minute
// for each reason: strangers could fill the journal.
func (p *Pages) recordOnce(c *admin.Call, object, reason string) error {
	if !p.muted.first(muting{reason, c.Actor.ID}) {
		return nil
	}
	return p.record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionSignInRefused, Object: object, Reason: reason})
}

// muting is what is written down once a minute: something about an account, 0 for all strangers.
type muting struct {
	what    string
	account int64
}

// muted remembers what was written down within the last minute.
type muted struct {
	clock func() time.Time
	mu    sync.Mutex
	last  *simplelru.LRU[muting, time.Time]
}

// mutedAccounts is far above the number of people who could be attacked at a time.
const mutedAccounts = 4096

func newMuted(clock func() time.Time) *muted {
	last, _ := simplelru.NewLRU[muting, time.Time](mutedAccounts, nil) // fails on a size of 0 only
	return &muted{clock: clock, last: last}
}

// first reports whether this was not written for a minute.
func (m *muted) first(what muting) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clock()
	if last, found := m.last.Get(what); found {
		if since := now.Sub(last); since >= 0 && since < time.Minute {
			return false
		}
	}
	m.last.Add(what, now)
	return true
}

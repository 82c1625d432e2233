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
)

// longestName bounds what the journal keeps of a name that nobody has: it may be a password
// typed in the wrong box.
const longestName = 3

func object(name string) string { return "account/" + name }

// known returns the name of an account, or the first letters of what was typed for one.
func known(account desk.Account, typed string) string {
	if account.ID != 0 {
		return account.Name
	}
	return printable(typed)
}

// printable cuts a name that a stranger typed.
func printable(name string) string {
	kept := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name))
	return string(kept[:min(len(kept), longestName)]) + "…"
}

// record writes one line of the journal about an account. Until somebody is in, the line has
// no actor.
func (p *Pages) record(c *admin.Call, e desk.Entry) error {
	e.At = c.Now().UTC()
	return p.Editorial.Record(c, e)
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
	return p.record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionSignInRefused, Object: object(known(account, name)), Reason: reason})
}

// recordThrottled writes down that somebody was told to wait, once a minute for each account;
// names that nobody has share one line a minute, or a flood would fill the journal.
func (p *Pages) recordThrottled(c *admin.Call, account desk.Account, name string) error {
	if !p.muted.first(account.ID) {
		return nil
	}
	return p.record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionThrottled, Object: object(known(account, name))})
}

// muted remembers which accounts were written down within the last minute.
type muted struct {
	clock func() time.Time
	mu    sync.Mutex
	last  *simplelru.LRU[int64, time.Time]
}

// mutedAccounts is far above the number of people who could be attacked at a time.
const mutedAccounts = 4096

func newMuted(clock func() time.Time) *muted {
	last, _ := simplelru.NewLRU[int64, time.Time](mutedAccounts, nil) // fails on a size of 0 only
	return &muted{clock: clock, last: last}
}

// first reports whether nothing was written about an account for a minute.
func (m *muted) first(account int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clock()
	if last, found := m.last.Get(account); found {
		if since := now.Sub(last); since >= 0 && since < time.Minute {
			return false
		}
	}
	m.last.Add(account, now)
	return true
}

package people

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// pageLength is the number of entries on a page of the journal.
const pageLength = 50

// JournalPage is a page of the audit journal.
type JournalPage struct {
	admin.Frame
	Filters []form.Field
	Entries []Entry
	CSV     string // addresses of the same selection as files
	JSON    string
	Older   string // address of the next page, "" on the last
	Newest  string // address of the first page, "" on it
	Some    bool   // a filter is set
}

// Entry is one line of the journal, in words.
type Entry struct {
	Number   int64
	Day      string
	Time     string // to the second
	Machine  string // both, for programs
	Actor    string // "" for a stranger
	ByActor  string // address of what this actor did
	System   bool   // the program did it by itself
	Action   string
	Object   string
	Href     string // where the object is, "" when it has no page
	Reason   string
	Facts    []Fact
	Rows     []Row  // rows of the dataset that the entry is about
	Count    string // how many Rows there are, in words
	Alarming bool   // a refusal
}

func (p *Pages) journal(c *admin.Call) (admin.Answer, error) {
	frame, err := c.Begin("journal", "journal.title")
	if err != nil {
		return admin.Answer{}, err
	}
	f := journalForm(c)
	search, err := searched(c, &f)
	if err != nil {
		return admin.Answer{}, err
	}
	frame.Errors = f.Errors
	page := JournalPage{Frame: frame, Filters: f.Fields}
	page.addresses(c)
	if f.Refused() {
		return admin.Refused("admin/journal", page), nil
	}
	search.Limit = pageLength + 1
	entries, err := p.Journal.Entries(c, c.Actor, search)
	if err != nil {
		return admin.Answer{}, err
	}
	if len(entries) > pageLength {
		entries = entries[:pageLength]
		page.Older = filtered(c, paths.Journal, "avant", number(entries[pageLength-1].ID))
	}
	page.Entries, err = p.lines(c, frame, entries)
	return admin.Answer{Status: http.StatusOK, Template: "admin/journal", Data: page}, err
}

func (j *JournalPage) addresses(c *admin.Call) {
	j.CSV, j.JSON = filtered(c, paths.JournalCSV, "", ""), filtered(c, paths.JournalJSON, "", "")
	j.Some = j.CSV != paths.JournalCSV
	if c.Query.Get("avant") != "" {
		j.Newest = filtered(c, paths.Journal, "", "")
	}
}

// lines words entries.
func (p *Pages) lines(c *admin.Call, frame admin.Frame, entries []desk.Entry) ([]Entry, error) {
	t := describer{Call: c, frame: frame}
	if c.Actor.May(desk.ManageAccounts) {
		var err error
		if t.accounts, err = p.Accounts.List(c, c.Actor); err != nil {
			return nil, err
		}
	}
	lines := make([]Entry, len(entries))
	for i, e := range entries {
		lines[i] = t.line(e)
	}
	return lines, nil
}

// line words one entry.
func (t *describer) line(e desk.Entry) Entry {
	at := e.At.In(t.Zone())
	line := Entry{
		Number: e.ID, Machine: at.Format(time.RFC3339), Time: at.Format("15:04:05"),
		Day:   t.Words.Date(at.Year(), int(at.Month()), at.Day()),
		Actor: e.Actor, ByActor: paths.Journal + "?" + query("personne", e.Actor), System: e.Actor == desk.System,
		Action: t.Words.T("action." + string(e.Action)), Object: t.object(e.Object), Href: t.page(e.Object),
		Reason: t.known("journal_reason.", e.Reason), Alarming: slices.Contains(alarms(), e.Action),
	}
	line.Facts, line.Rows = t.compare(e)
	if n := len(line.Rows); n > 0 {
		line.Count = t.Words.T("journal.rows", "count", n)
	}
	return line
}

// alarms are the actions that somebody should look into when they pile up.
func alarms() []desk.Action {
	return []desk.Action{
		desk.ActionSignInRefused, desk.ActionThrottled, desk.ActionFactorRefused, desk.ActionForbidden, desk.ActionPlanHeld, desk.ActionPlanFailed,
	}
}

// object names what an entry is about: « Proposition 12 », « Compte agent-01 ».
func (t *describer) object(object string) string {
	kind, name, _ := strings.Cut(object, "/")
	if key := "journal_object." + kind; name != "" && t.Words.Has(key) {
		return t.Words.T(key, "name", name)
	}
	return t.known("journal_place.", object)
}

// page returns the address of what an entry is about, "" when it has none.
func (t *describer) page(object string) string {
	kind, name, _ := strings.Cut(object, "/")
	switch kind {
	case "proposal":
		if id, err := strconv.ParseInt(name, 10, 64); err == nil { // a new one that was refused has its kind only
			return paths.Proposal.Of(id)
		}
	case "publication":
		return t.frame.To.Section("news") + "/" + name
	case "plan":
		return paths.Publications
	case "account":
		for _, a := range t.accounts {
			if a.Name == name {
				return paths.Account.Of(a.ID)
			}
		}
	}
	return ""
}

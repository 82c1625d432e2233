package doubt

import (
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Kind is what a reader has to say.
type Kind string

// The kinds of a report.
const (
	KindDocument Kind = "document" // a public document is missing
	KindDoubt    Kind = "doubt"    // a figure or a state looks wrong
)

// Kinds lists every kind in the order of screens.
func Kinds() []Kind { return []Kind{KindDocument, KindDoubt} }

// Status is how far a case has come. All but StatusOpen are final: the case is closed.
type Status string

// The statuses.
const (
	StatusOpen     Status = "open"     // received, not answered yet
	StatusAccepted Status = "accepted" // leads to a proposal
	StatusRefused  Status = "refused"  // for a Reason
	StatusSpam     Status = "spam"     // no report at all: its text is erased
)

// Statuses lists every status in the order of a case's life.
func Statuses() []Status { return []Status{StatusOpen, StatusAccepted, StatusRefused, StatusSpam} }

// Reason is why a case was refused, out of a catalogue: what staff write themselves comes beside it.
type Reason string

// The reasons.
const (
	ReasonKnown       Reason = "known"        // the document is on the site already
	ReasonConform     Reason = "conform"      // the figure or state is what its source says
	ReasonOther       Reason = "other_figure" // the document counts something else
	ReasonNoDocument  Reason = "no_document"  // no public document says so
	ReasonUnreachable Reason = "unreachable"  // the document cannot be opened, or is not public
	ReasonElsewhere   Reason = "elsewhere"    // it is not about a measure of the plan
)

// Reasons lists the catalogue in the order of screens.
func Reasons() []Reason {
	return []Reason{ReasonKnown, ReasonConform, ReasonOther, ReasonNoDocument, ReasonUnreachable, ReasonElsewhere}
}

// Case is one report with what became of it, as staff see it.
type Case struct {
	ID         int64
	Kind       Kind
	Subject    Subject
	Lang       string // that the reader used, "fr" or "en"
	Text       string // what the reader knows; "" once closed as spam
	Document   string // web address, "" for none
	Suspect    bool   // the field that people do not see was filled in
	Status     Status
	ReceivedAt time.Time
	AnsweredAt time.Time  // zero while open, likewise below
	AnsweredBy string     // account name, never public
	Reason     Reason     // of StatusRefused, "" otherwise
	Answer     segur.Text // public
	Quoted     bool       // staff let Text and Document be shown in public
	Version    int        // grows by one with each change; 0 before the first
	Contact    string     // e-mail; "" when none was given, and for ever once the case is closed
}

// Weight is what a case takes in storage, in bytes, beside what every case takes.
func (c Case) Weight() int { return len(c.Text) + len(c.Document) + len(c.Contact) }

// Close ends the case. What nobody may keep goes: the contact, and all that spam says.
func (c *Case) Close(status Status, by string, at time.Time) {
	c.Status, c.AnsweredBy, c.AnsweredAt, c.Contact = status, by, at, ""
	if status == StatusSpam {
		c.Text, c.Document, c.Quoted = "", "", false
	}
}

// Notice is what everybody may know of a case: neither who wrote it nor who answered, and the
// reader's own words only where staff let them be shown.
type Notice struct {
	ID           int64
	Kind         Kind
	Subject      Subject
	Status       Status
	ReceivedAt   time.Time
	AnsweredAt   time.Time
	Reason       Reason
	Answer       segur.Text
	Text         string // "" unless quoted, likewise Document
	Document     string
	Publications []int // that brought what the case led to, in order
}

// Notice returns what everybody may know of the case.
func (c Case) Notice(publications []int) Notice {
	n := Notice{
		ID: c.ID, Kind: c.Kind, Subject: c.Subject, Status: c.Status, ReceivedAt: c.ReceivedAt,
		AnsweredAt: c.AnsweredAt, Reason: c.Reason, Answer: c.Answer, Publications: slices.Clone(publications),
	}
	if c.Quoted && c.Status != StatusOpen {
		n.Text, n.Document = c.Text, c.Document
	}
	return n
}

// Group is the cases about one subject, counted.
type Group struct {
	Subject     Subject
	Count       int
	Suspects    int // of Count
	First, Last time.Time
}

// Filter selects cases; zero fields select everything.
type Filter struct {
	Statuses []Status
	Subject  *Subject
	Text     string // in what the reader wrote, whatever its case in ASCII letters
	Suspect  bool   // only those
	After    int64  // only larger identifiers: the next page
	UpTo     int64  // no larger identifier; 0 for no bound
	Limit    int    // 0 for no limit
	Newest   bool   // newest first; After then asks for smaller identifiers
}

package staff

import (
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
)

// The models have the fields of their types in the domain, one for one, so that the compiler converts
// each into the other and nothing is forgotten on the way; tags say how a field is kept. Rows with a
// version are written through keep alone.

type account struct {
	ID           int64
	Name         string
	DisplayName  string
	Role         desk.Role
	Scope        desk.Scope `gorm:"serializer:document"`
	Lang         string
	Disabled     bool
	PasswordHash string
	Subject      string
	TOTPSecret   string    `gorm:"column:totp_secret"`
	TOTPStep     int64     `gorm:"column:totp_step"`
	CreatedAt    time.Time `gorm:"serializer:moment;autoCreateTime:false"`
	Version      int
}

func (account) TableName() string { return "accounts" }

func (a *account) guard() (id int64, version *int, subject string) {
	return a.ID, &a.Version, "account"
}

// recoveryCode is deleted when it is used.
type recoveryCode struct {
	Account int64  `gorm:"column:account_id;primaryKey"`
	Hash    string `gorm:"column:code_hash;primaryKey"`
}

func (recoveryCode) TableName() string { return "recovery_codes" }

// device is a browser that has signed in to an account before.
type device struct {
	Account   int64     `gorm:"column:account_id;primaryKey"`
	Hash      string    `gorm:"column:device_hash;primaryKey"`
	CreatedAt time.Time `gorm:"serializer:moment;autoCreateTime:false"`
}

func (device) TableName() string { return "devices" }

type proposal struct {
	ID          int64
	Kind        desk.Kind
	Status      desk.Status
	Author      int64 `gorm:"column:author_id;serializer:reference"`
	AuthorName  string
	Base        int
	Changes     segur.ChangeSet `gorm:"serializer:changes"`
	Reason      string
	Explanation string
	Confirmed   []string `gorm:"serializer:document"`
	Reverts     int      `gorm:"serializer:reference"`
	Case        int64    `gorm:"column:case_id;serializer:reference"`
	Submission  int64
	CreatedAt   time.Time `gorm:"serializer:moment;autoCreateTime:false"`
	UpdatedAt   time.Time `gorm:"serializer:moment;autoUpdateTime:false"`
	SubmittedAt time.Time `gorm:"serializer:moment"`
	DecidedAt   time.Time `gorm:"serializer:moment"`
	DecidedBy   string
	Decision    string
	Plan        int64 `gorm:"column:plan_id;serializer:reference"`
	PublishedIn int   `gorm:"serializer:reference"`
	Version     int
}

func (proposal) TableName() string { return "proposals" }

func (p *proposal) guard() (id int64, version *int, subject string) {
	return p.ID, &p.Version, "proposal"
}

// touchedRow is what a proposal touches: a row, or a figure with all its alternatives.
type touchedRow struct {
	Proposal int64  `gorm:"column:proposal_id;primaryKey"`
	Key      string `gorm:"column:row_key;primaryKey"`
}

func (touchedRow) TableName() string { return "proposal_rows" }

type remark struct {
	ID       int64
	Proposal int64 `gorm:"column:proposal_id"`
	Author   string
	At       time.Time `gorm:"column:made_at;serializer:moment"`
	Text     string    `gorm:"column:body"`
}

func (remark) TableName() string { return "remarks" }

type plan struct {
	ID          int64
	Proposals   []int64    `gorm:"serializer:document"`
	Note        segur.Text `gorm:"embedded;embeddedPrefix:note_"`
	DueAt       time.Time  `gorm:"serializer:moment"`
	Author      string
	Status      desk.PlanStatus
	PublishedIn int `gorm:"serializer:reference"`
	Failure     string
	CreatedAt   time.Time `gorm:"serializer:moment;autoCreateTime:false"`
	Version     int
}

func (plan) TableName() string { return "plans" }

func (p *plan) guard() (id int64, version *int, subject string) {
	return p.ID, &p.Version, "plan"
}

// report is a case with what is counted of it.
type report struct {
	Case   content `gorm:"embedded"`
	Weight int
}

func (report) TableName() string { return "cases" }

func (r *report) guard() (id int64, version *int, subject string) {
	return r.Case.ID, &r.Case.Version, "case"
}

// content is a case; its contact is in a table apart.
type content struct {
	ID         int64
	Kind       doubt.Kind
	Subject    doubt.Subject `gorm:"serializer:subject"`
	Lang       string
	Text       string `gorm:"column:body"`
	Document   string
	Suspect    bool
	Status     doubt.Status
	ReceivedAt time.Time `gorm:"serializer:moment"`
	AnsweredAt time.Time `gorm:"serializer:moment"`
	AnsweredBy string
	Reason     doubt.Reason
	Answer     segur.Text `gorm:"embedded;embeddedPrefix:answer_"`
	Quoted     bool
	Version    int
	Contact    string `gorm:"-"`
}

// contact is where the author of an open case may be reached.
type contact struct {
	Case  int64 `gorm:"column:case_id;primaryKey;autoIncrement:false"`
	Email string
}

func (contact) TableName() string { return "contacts" }

// caseGroup is what is counted of the cases about one subject.
type caseGroup struct {
	Subject  doubt.Subject `gorm:"serializer:subject"`
	Count    int
	Suspects int
	First    time.Time `gorm:"serializer:moment"`
	Last     time.Time `gorm:"serializer:moment"`
}

func (caseGroup) TableName() string { return "cases" }

// entry is a line of the journal. Its identifier is part of its hash.
type entry struct {
	ID          int64     `gorm:"autoIncrement:false"`
	At          time.Time `gorm:"column:made_at;serializer:moment"`
	Actor       string
	Action      desk.Action
	Object      string
	Old         string `gorm:"column:old_text"`
	New         string `gorm:"column:new_text"`
	Reason      string
	Hash        string
	NewProposal int `gorm:"-"`
	NewPlan     int `gorm:"-"`
}

func (entry) TableName() string { return "audit" }

// session has no version: its browser writes it anew with each request, and the last one counts unless
// the session was revoked.
type session struct {
	ID        string
	Account   int64 `gorm:"column:account_id;serializer:reference"`
	Agent     string
	CreatedAt time.Time `gorm:"serializer:moment;autoCreateTime:false"`
	SeenAt    time.Time `gorm:"serializer:moment"`
	ExpiresAt time.Time `gorm:"serializer:moment"`
	Content   []byte
	Revoked   bool
}

func (session) TableName() string { return "sessions" }

// link is used up once instead of having a version.
type link struct {
	TokenHash string `gorm:"primaryKey"`
	Purpose   desk.LinkPurpose
	Account   int64     `gorm:"column:account_id;serializer:reference"`
	ExpiresAt time.Time `gorm:"serializer:moment"`
	Used      bool
}

func (link) TableName() string { return "links" }

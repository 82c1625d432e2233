package desk

import "slices"

// Role is what a person does at the desk.
type Role string

// The roles.
const (
	RoleRegional Role = "regional" // enters figures of the regions in scope
	RoleEditor   Role = "editor"   // proposes any change in scope
	RoleApprover Role = "approver" // proposes, decides on the proposals of others, publishes
	RoleAdmin    Role = "admin"    // keeps accounts and reads the audit journal
	RoleObserver Role = "observer" // reads what is under way
)

// Roles lists every role in the order of screens.
func Roles() []Role {
	return []Role{RoleRegional, RoleEditor, RoleApprover, RoleAdmin, RoleObserver}
}

// Permission is what a route or a use case asks for.
type Permission string

// The permissions. Anyone and Member are not granted by role.
const (
	Anyone           Permission = "anyone" // no account needed: signing in
	Member           Permission = "member" // any enabled account: its own settings
	ReadDesk         Permission = "read_desk"
	Comment          Permission = "comment"
	ProposeValue     Permission = "propose_value"
	ProposeSource    Permission = "propose_source"
	ProposeState     Permission = "propose_state"
	ProposeMeasure   Permission = "propose_measure"
	ProposeIndicator Permission = "propose_indicator"
	ProposeEvent     Permission = "propose_event"
	ProposeProject   Permission = "propose_project"
	ProposeStrategy  Permission = "propose_strategy"
	ProposeSession   Permission = "propose_session"
	ProposeText      Permission = "propose_text"
	AnswerDoubt      Permission = "answer_doubt" // what readers reported
	Decide           Permission = "decide"
	Publish          Permission = "publish"
	ManageAccounts   Permission = "manage_accounts"
	ReadAudit        Permission = "read_audit"
)

// Permissions lists every permission.
func Permissions() []Permission {
	return []Permission{
		Anyone, Member, ReadDesk, Comment, ProposeValue, ProposeSource, ProposeState, ProposeMeasure,
		ProposeIndicator, ProposeEvent, ProposeProject, ProposeStrategy, ProposeSession, ProposeText, AnswerDoubt, Decide, Publish,
		ManageAccounts, ReadAudit,
	}
}

// granted is the one table of rights: what each role may ask for, before its scope is looked at.
func granted(r Role) []Permission {
	propose := []Permission{
		ReadDesk, Comment, ProposeValue, ProposeSource, ProposeState, ProposeMeasure, ProposeIndicator,
		ProposeEvent, ProposeProject, ProposeStrategy, ProposeSession, ProposeText, AnswerDoubt,
	}
	switch r {
	case RoleRegional:
		return []Permission{ReadDesk, Comment, ProposeValue, ProposeSource, ProposeProject, ProposeStrategy, ProposeSession}
	case RoleEditor:
		return propose
	case RoleApprover:
		return append(propose, Decide, Publish)
	case RoleAdmin:
		return []Permission{ReadDesk, Comment, ManageAccounts, ReadAudit}
	case RoleObserver:
		return []Permission{ReadDesk}
	}
	return nil
}

// NeedsSecondFactor reports whether a permission counts only in a session that has shown its
// second factor.
func (p Permission) NeedsSecondFactor() bool {
	return slices.Contains([]Permission{Decide, Publish, ManageAccounts, ReadAudit}, p)
}

// Scope bounds what a role may touch. An empty list means no bound.
type Scope struct {
	Measures []int    `json:"measures,omitempty"`
	Regions  []string `json:"regions,omitempty"` // INSEE codes; a bound excludes the whole country
}

// Target is what a change touches.
type Target struct {
	Measures    []int    // measures the change is about; empty when it is about none in particular
	Territories []string // territories that it speaks of, France for states and texts; empty for a new source
}

// Covers reports whether everything that a change touches lies in the scope. Under a bound on
// measures a change must be about one of them at least; one that is about none is out.
func (s Scope) Covers(t Target) bool {
	for _, territory := range t.Territories {
		if len(s.Regions) > 0 && !slices.Contains(s.Regions, territory) {
			return false
		}
	}
	return len(s.Measures) == 0 ||
		slices.ContainsFunc(t.Measures, func(m int) bool { return slices.Contains(s.Measures, m) })
}

// Actor is an account at work, in a session or at the command line.
type Actor struct {
	Account
	SecondFactor bool // shown in this session
}

// Operator is the actor of the command line: whoever can run the program next to its database
// can do what it does.
func Operator() Actor {
	return Actor{
		Account:      Account{ID: -1, Name: System, DisplayName: System, Role: RoleAdmin},
		SecondFactor: true,
	}
}

// May reports whether the actor has a permission at all, whatever it is used on.
func (a Actor) May(p Permission) bool {
	switch p {
	case Anyone:
		return true
	case Member:
		return a.ID != 0 && !a.Disabled
	}
	return a.Holds(p) && (a.SecondFactor || !p.NeedsSecondFactor())
}

// Holds reports whether the actor's role has the permission, second factor shown or not.
func (a Actor) Holds(p Permission) bool {
	return a.ID != 0 && !a.Disabled && slices.Contains(granted(a.Role), p)
}

// MayOn reports whether the actor may use a permission on a target.
func (a Actor) MayOn(p Permission, t Target) bool { return a.May(p) && a.Scope.Covers(t) }

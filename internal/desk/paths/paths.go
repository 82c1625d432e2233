package paths

import "strings"

// Root is where the desk lives; every cookie of ours is bound to it.
const Root = "/admin"

// Inside reports whether a path leads to the desk.
func Inside(path string) bool { return path == Root || strings.HasPrefix(path, Root+"/") }

// Coming in and going out.
const (
	SignIn           = Root + "/connexion"
	Factor           = Root + factor
	SignOut          = Root + "/deconnexion"
	SetUp     ByName = Root + "/installation/:token"
	Reset     ByName = Root + "/lien/:token"
	SSOStart         = Root + "/oidc/depart"
	SSOReturn        = Root + "/oidc/retour"
)

const factor = "/second-facteur"

// AboutFactor reports whether what is sent to a path is about somebody's second factor.
func AboutFactor(path string) bool { return strings.Contains(path, factor) }

// A person's own account.
const (
	MyAccount     = Root + "/compte"
	MyLanguage    = MyAccount + "/langue"
	MyPassword    = MyAccount + "/mot-de-passe"
	MySessions    = MyAccount + "/sessions"
	MyFactor      = MyAccount + factor
	MyFactorImage = MyFactor + ".png" // the secret, as a code to scan
	MyFactorForm  = MyFactor + "/gerer"
)

// Everybody's accounts, and the journal.
const (
	Accounts             = Root + "/comptes"
	NewAccount           = Accounts + "/nouveau"
	Account         ByID = Accounts + "/:id"
	AccountLink          = Account + "/lien"
	AccountSessions      = Account + "/sessions"
	AccountFactor        = Account + factor

	Journal     = Root + "/journal"
	JournalCSV  = Journal + ".csv"
	JournalJSON = Journal + ".json"
)

// What readers reported.
const (
	Reports             = Root + "/signalements"
	DismissReports      = Reports + "/indesirables"
	Report         ByID = Reports + "/:id"
	AnswerReport        = Report + "/reponse"
)

// Proposals.
const (
	Proposals             = Root + "/propositions"
	SubmitProposals       = Proposals + "/soumettre" // several at once
	Proposal         ByID = Proposals + "/:id"
	EditProposal          = Proposal + "/modifier"
	ProposalDocument      = Proposal + "/document"
	SubmitProposal        = Proposal + "/soumettre"
	WithdrawProposal      = Proposal + "/retrait"
	CommentProposal       = Proposal + "/commentaire"
	DecideProposal        = Proposal + "/decision"
	Conflict              = Proposal + "/conflit"
)

// Publications, and what is planned.
const (
	Publications             = Root + "/publications"
	CancelPlan      ByID     = Publications + "/planifiees/:id/annuler"
	ConfirmPlan     ByID     = Publications + "/planifiees/:id/confirmer"
	UndoPublication ByNumber = Publications + "/:n/annuler"
)

package paths

// Entry is where changes are written.
const Entry = Root + "/saisir"

// Measures: the list of the years of each, their forms, and the forms of the measure itself.
const (
	Years          ByNumber = Entry + "/etat/:measure"
	State          ByYear   = ByYear(Years) + "/:year"
	WithdrawState           = State + "/retirer"
	Search                  = State + "/recherche" // in vain
	WithdrawSearch          = Search + "/retirer"

	Measure       ByNumber = Entry + "/mesure/:measure"
	MeasureNumber          = Measure + "/numero"
)

// Indicators and their figures.
const (
	NewIndicator               = Entry + "/indicateur"
	Indicator         ByName   = NewIndicator + "/:code"
	WithdrawIndicator          = Indicator + "/retirer"
	Figures           ByName   = Entry + "/valeur/:code"
	Figure            ByAction = ByAction(Figures) + "/:action"
	Grid              ByName   = Entry + "/grille/:code"
)

// Action is what Figure is about, as addresses name it.
type Action string

// The actions on a figure.
const (
	Add         Action = "ajouter"
	Replace     Action = "remplacer"
	Alternative Action = "alternative"
	Reference   Action = "reference"
	Withdraw    Action = "retirer"
)

// Documents.
const (
	Sources               = Entry + "/sources"
	NewSource             = Entry + "/source"
	Source         ByName = NewSource + "/:id"
	WithdrawSource        = Source + "/retirer"
)

// Events, which an address names by a parameter.
const (
	Events        = Entry + "/evenements"
	NewEvent      = Entry + "/evenement"
	CorrectEvent  = NewEvent + "/corriger"
	WithdrawEvent = NewEvent + "/retirer"
)

// Projects, strategies and sessions of regions. An orientation or a rule is named by a parameter.
const (
	Projects               = Entry + "/projets"
	NewProject             = Entry + "/projet"
	Project         ByName = NewProject + "/:id"
	WithdrawProject        = Project + "/retirer"

	Strategies          = Entry + "/strategies"
	NewOrientation      = Entry + "/orientation"
	CorrectOrientation  = NewOrientation + "/corriger"
	WithdrawOrientation = NewOrientation + "/retirer"
	NewRule             = Entry + "/regle"
	CorrectRule         = NewRule + "/corriger"
	WithdrawRule        = NewRule + "/retirer"

	Sessions               = Entry + "/sessions"
	NewSession             = Entry + "/session"
	Session         ByName = NewSession + "/:id"
	WithdrawSession        = Session + "/retirer"
)

// The texts of the site and of its charts.
const (
	Banner               = Entry + "/bandeau"
	Charts               = Entry + "/graphiques"
	Chart         ByName = Entry + "/graphique/:chart"
	WithdrawChart        = Chart + "/retrait"
)

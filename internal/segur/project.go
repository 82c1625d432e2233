package segur

import "strconv"

// Strategy is an orientation of a region's investment strategy.
type Strategy struct {
	Territory   string `json:"territory"`
	Order       int    `json:"order"`
	Orientation Text   `json:"orientation"`
	Scope       string `json:"scope"` // "full", or "partial": the source names only some of them
	Period      Period `json:"period"`
	Source      string `json:"source"`
}

// RowKey returns "territory/order".
func (s Strategy) RowKey() string { return s.Territory + "/" + strconv.Itoa(s.Order) }

// StrategyRule is a criterion or principle by which a region selects projects.
type StrategyRule struct {
	Territory string `json:"territory"`
	Kind      string `json:"kind"` // criterion or principle
	Order     int    `json:"order"`
	Text      Text   `json:"text"`
	Source    string `json:"source"`
}

// RowKey returns "territory/kind/order".
func (r StrategyRule) RowKey() string {
	return r.Territory + "/" + r.Kind + "/" + strconv.Itoa(r.Order)
}

// Stage is how far an investment project has come, on the day of the source that says so.
type Stage string

// The stages of a project.
const (
	StageIdentified Stage = "identified" // announced or listed
	StageValidated  Stage = "validated"  // its aid is decided
	StageContracted Stage = "contracted"
	StageWorks      Stage = "works"
	StageDelivered  Stage = "delivered"
)

// Stages returns every stage in order.
func Stages() []Stage {
	return []Stage{StageIdentified, StageValidated, StageContracted, StageWorks, StageDelivered}
}

// Project is one investment that the plan supports. Amount and Aid are never added to each other, and
// projects are never summed: the list is what was read, not the programme.
type Project struct {
	ID         string  `json:"id"`
	Territory  string  `json:"territory"`  // region
	Department string  `json:"department"` // see Departments
	Place      string  `json:"place"`      // town
	Operator   string  `json:"operator"`
	Title      Text    `json:"title"`
	Sector     string  `json:"sector"`                // health or social_care
	Amount     *Number `json:"amount_meur,omitempty"` // total cost in millions of euros, nil where no source gives it
	Aid        *Number `json:"aid_meur,omitempty"`    // public aid in millions of euros, likewise
	Stage      Stage   `json:"stage"`
	StageOn    Date    `json:"stage_on,omitzero"` // day that the stage is of; zero for that of the source
	StartsOn   Date    `json:"starts_on"`
	EndsOn     Date    `json:"ends_on"`
	Source     string  `json:"source"`
	Note       string  `json:"note"` // French
}

// RowKey returns the project's identifier.
func (p Project) RowKey() string { return p.ID }

package segur

import (
	"strings"
	"time"
)

// France is the territory code of the whole country.
const France = "FR"

// Text is one text in both languages of the product.
type Text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

// In returns the English text for "en" and the French one otherwise.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.FR
}

// Dataset is everything one publication says, in the order of the source files.
type Dataset struct {
	Publication   Publication
	Sources       []Source
	Territories   []Territory
	Pillars       []Pillar
	Measures      []Measure
	Assessments   []Assessment
	Indicators    []Indicator
	Values        []Value
	Events        []Event
	Consultations []Consultation
	Priorities    []Priority
	Searches      []Search
	Texts         []SiteText

	PillarWordings []PillarWording
	ReviewGroups   []ReviewGroup
	GuideThemes    []GuideTheme
	GuideSteps     []GuideStep
	Strategies     []Strategy
	StrategyRules  []StrategyRule
	Projects       []Project
	Sessions       []Session

	More MoreRows // of tables without a field
}

// Publication is a numbered set of changes that went out together. Its number is the
// version of all public data.
type Publication struct {
	Number      int       `json:"number"`
	PublishedAt time.Time `json:"published_at"` // UTC
	Note        Text      `json:"note"`
	Hash        string    `json:"hash"` // hexadecimal SHA-256 of the chain up to this publication
}

// Source is a public document that a state or a figure rests on.
type Source struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Publisher   string `json:"publisher"`
	URL         string `json:"url"`          // "" where no address is known
	PublishedOn Date   `json:"published_on"` // zero where the document shows none
	Kind        string `json:"kind"`
	Language    string `json:"language"` // "fr" or "en"
}

// Territory is France or a region, by INSEE code ("01", "84"; "FR" for the country).
type Territory struct {
	Code   string `json:"code"`
	Level  string `json:"level"` // "country" or "region"
	Name   Text   `json:"name"`
	Parent string `json:"parent"`
	ISO    string `json:"iso_3166_2"`
}

// Pillar is one of the four parts of the Ségur.
type Pillar struct {
	Number  int    `json:"number"`
	Slug    string `json:"slug"`
	Title   Text   `json:"title"`
	Summary Text   `json:"summary"`
}

// Measure is one of the 33 measures announced in July 2020.
type Measure struct {
	Number      int      `json:"number"`
	Pillar      int      `json:"pillar"`
	Slug        string   `json:"slug"`
	Title       Text     `json:"title"`
	ShortTitle  Text     `json:"short_title"`
	TitleBasis  string   `json:"title_basis"`  // official, near_official, attested or provisional
	NumberBasis string   `json:"number_basis"` // official or provisional
	Summary     Text     `json:"summary"`
	Sources     []string `json:"sources"`
}

// Assessment is the state of one measure in one year, with its evidence.
type Assessment struct {
	Measure       int      `json:"measure"`
	Year          int      `json:"year"`
	State         State    `json:"state"`
	EffectiveOn   Date     `json:"effective_on"` // date of the main act, within Year; zero when unknown
	Basis         Basis    `json:"basis"`
	Justification Text     `json:"justification"`
	Sources       []string `json:"sources"`
}

// Basis says how surely the sources of a state speak of it.
type Basis string

// The bases of an assessment, the surest first.
const (
	BasisOfficial  Basis = "official"   // an official, or one who is quoted, states it
	BasisInferred  Basis = "inferred"   // deduced from public acts on the Ségur or on the measure's own object
	BasisBySubject Basis = "by_subject" // an act on the same subject that no text ties to the Ségur
)

// Bases returns every basis, the surest first.
func Bases() []Basis { return []Basis{BasisOfficial, BasisInferred, BasisBySubject} }

// Slug returns the name of the basis in addresses and classes: "by-subject".
func (b Basis) Slug() string { return hyphens(string(b)) }

// ParseBasis reads a slug, with hyphens or underscores; ok is false for anything else.
func ParseBasis(slug string) (b Basis, ok bool) {
	for _, b := range Bases() {
		if b.Slug() == hyphens(slug) {
			return b, true
		}
	}
	return "", false
}

// Indicator defines what a series of values counts.
type Indicator struct {
	Code         string    `json:"code"`
	Label        Text      `json:"label"`
	Unit         string    `json:"unit"`
	Decimals     int       `json:"decimals"` // 0 to 3
	Direction    Direction `json:"direction"`
	Nature       Nature    `json:"nature"`
	Role         string    `json:"role"`
	Measures     []int     `json:"measures"` // may be empty
	Description  Text      `json:"description"`
	HeadlineRank int       `json:"headline_rank"` // 1 to 8 for the headline indicators, 0 otherwise
	BreakNote    string    `json:"break_note"`    // French; a change of definition between sources
	// NextExpected is when staff expect the next figure; zero while they say nothing of it.
	NextExpected Date `json:"next_expected,omitzero"`
}

// Direction says which way is progress.
type Direction string

// The directions of an indicator.
const (
	DirectionUp   Direction = "up"
	DirectionDown Direction = "down"
	DirectionNone Direction = "none"
)

// Nature says how an indicator's values relate to time.
type Nature string

// The natures of an indicator.
const (
	NatureStock      Nature = "stock"
	NatureFlow       Nature = "flow"
	NatureCumulative Nature = "cumulative"
	NatureAmount     Nature = "amount"
	NatureShare      Nature = "share"
)

// Kind says what a value is: starting point, observed figure or objective.
type Kind string

// The kinds of a value.
const (
	KindBaseline Kind = "baseline"
	KindActual   Kind = "actual"
	KindTarget   Kind = "target"
)

// Value is one published figure. Among the values of one indicator, kind, period and
// territory exactly one is the reference; the others are alternatives kept on purpose.
type Value struct {
	Indicator  string `json:"indicator"`
	Kind       Kind   `json:"kind"`
	Period     Period `json:"period"`
	Territory  string `json:"territory"`
	Number     Number `json:"number"`
	Scope      string `json:"scope,omitzero"` // what an amount includes, "" where that is plain; figures compare within one scope
	Flag       string `json:"flag"`           // final, provisional, estimated or rounded
	Reference  bool   `json:"reference"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"` // high, medium or low
	Note       string `json:"note"`       // French, may be empty
}

// Event is a dated fact of the plan's life.
type Event struct {
	Date     Date     `json:"date"`
	Title    Text     `json:"title"`
	Kind     string   `json:"kind"`
	Measures []int    `json:"measures"`
	Sources  []string `json:"sources"`
}

// Consultation is one strand or session of the 2020 and 2021 consultations. What came later than
// the first datasets is left out of the canonical form where it is empty, so that older hashes hold.
type Consultation struct {
	ID            string   `json:"id"`
	Title         Text     `json:"title"`
	Territory     string   `json:"territory"`
	Parent        string   `json:"parent,omitzero"` // the strand that it is a part of, "" for none
	StartsOn      Date     `json:"starts_on"`
	EndsOn        Date     `json:"ends_on"`
	Frequency     string   `json:"frequency,omitzero"`
	Mode          string   `json:"mode"`
	Pillars       []int    `json:"pillars"`
	Organiser     Text     `json:"organiser,omitzero"`
	Audience      Text     `json:"audience,omitzero"`
	Participants  *int     `json:"participants"` // nil where no source gives it, likewise below
	DoctorsPct    *int     `json:"doctors_pct,omitzero"`
	NursesPct     *int     `json:"nurses_pct,omitzero"`
	Contributions *int     `json:"contributions"`
	Meetings      *int     `json:"meetings"`
	Rounds        *int     `json:"rounds,omitzero"`
	Groups        *int     `json:"groups,omitzero"`
	Surveys       *int     `json:"surveys,omitzero"`
	Councils      *int     `json:"councils,omitzero"`
	RoomLimit     *int     `json:"room_limit,omitzero"` // people at most in one room
	Deadline      Date     `json:"deadline,omitzero"`   // when the contribution or result was due
	Deliverable   Text     `json:"deliverable,omitzero"`
	Summary       Text     `json:"summary"`
	Sources       []string `json:"sources"`
}

// Priority is one of the axes announced in July 2021 for the second year, or the heading of
// method beside them.
type Priority struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind,omitzero"` // "axis" or "method"; rows of the first datasets have none
	Title    Text     `json:"title"`
	Measures []int    `json:"measures"`
	Summary  Text     `json:"summary"`
	Sources  []string `json:"sources"`
}

// priorityMethod is the kind of the heading that is no axis.
const priorityMethod = "method"

// IsAxis tells an axis from the heading of method.
func (p Priority) IsAxis() bool { return p.Kind != priorityMethod }

// Search is one look-up made to document one measure in one year, or a wider subject.
type Search struct {
	Date    Date   `json:"date"`
	Measure int    `json:"measure,omitzero"` // 0 for a wider subject
	Year    int    `json:"year,omitzero"`    // 0 for a wider subject
	Corpus  string `json:"corpus"`           // "pages", stored public pages, or "web"
	Query   string `json:"query"`            // the words, in French
	Wording string `json:"wording"`          // exact, shortened or topic
	// Results is the number of passages returned, most of them off topic: never documents read.
	Results *int   `json:"results"`
	Found   bool   `json:"found"`           // a document on that measure and year was kept
	Outcome string `json:"outcome"`         // French
	Source  string `json:"source,omitzero"` // the document kept, "" for none
}

// TextBanner is the ID of the message shown on top of every public page.
const TextBanner = "banner"

// The beginnings of the IDs of texts about a chart; the chart's name follows.
const (
	prefixAlt       = "alt/"
	prefixWithdrawn = "retrait/"
)

// The longest texts about a chart, in letters.
const (
	LongestAlt       = 2000
	LongestWithdrawn = 500
)

// TextAlt is the ID of the text that stands in for the generated text alternative of a chart.
func TextAlt(chart string) string { return prefixAlt + chart }

// TextWithdrawn is the ID of the reason why a chart is withdrawn; the chart is while it is there.
func TextWithdrawn(chart string) string { return prefixWithdrawn + chart }

// AltOf returns the chart whose text alternative a text is; ok is false for any other text.
func (t SiteText) AltOf() (chart string, ok bool) { return strings.CutPrefix(t.ID, prefixAlt) }

// WithdrawalOf returns the chart that a text withdraws; ok is false for any other text.
func (t SiteText) WithdrawalOf() (chart string, ok bool) {
	return strings.CutPrefix(t.ID, prefixWithdrawn)
}

// Chart returns the chart that a text is about; ok is false for a text about none.
func (t SiteText) Chart() (chart string, ok bool) {
	if chart, ok = t.AltOf(); ok {
		return chart, true
	}
	return t.WithdrawalOf()
}

// IndicatorChart begins the names of the charts that indicators have.
const IndicatorChart = "indicateur-"

// ChartOf returns the name of the chart of an indicator.
func ChartOf(code string) string { return IndicatorChart + code }

// ChartIndicator returns the code of the indicator that a chart draws; ok is false for a chart of
// several.
func ChartIndicator(chart string) (code string, ok bool) {
	return strings.CutPrefix(chart, IndicatorChart)
}

// The beginnings of the names of charts that set regions side by side, and of those of a region.
const (
	RankingChart = "classement-"
	RegionChart  = "region-"
)

// SiteText is a text of the site that staff may change: the banner, and what is said of charts.
type SiteText struct {
	ID   string `json:"id"`
	Text Text   `json:"text"`
}

// FigureID names the figure in pages, files and tests: indicator/territory/kind/period.
// Alternatives share the key of their reference.
func (v Value) FigureID() string {
	return v.Indicator + "/" + v.Territory + "/" + string(v.Kind) + "/" + v.Period.String()
}

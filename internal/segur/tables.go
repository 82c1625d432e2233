package segur

import (
	"cmp"
	"slices"
	"strings"
)

// The tables of a dataset, named like its files.
const (
	TableSources      = "sources"
	TableTerritories  = "territories"
	TablePillars      = "pillars"
	TableMeasures     = "measures"
	TableAssessments  = "assessments"
	TableIndicators   = "indicators"
	TableValues       = "values"
	TableEvents       = "events"
	TableConsultation = "consultation"
	TablePriorities   = "priorities"
	TableSearches     = "searches"
	TableTexts        = "texts"

	TablePillarWordings = "pillar_wordings"
	TableReviewGroups   = "review_groups"
	TableGuideThemes    = "guide_themes"
	TableGuideSteps     = "guide_steps"
	TableStrategies     = "strategies"
	TableStrategyRules  = "strategy_rules"
	TableProjects       = "projects"
	TableSessions       = "sessions"
)

// The kinds of proposals by which staff change tables, as package desk names them.
const (
	kindState     = "state"
	kindValue     = "value"
	kindMeasure   = "measure"
	kindIndicator = "indicator"
	kindSource    = "source"
	kindEvent     = "event"
	kindText      = "text"
	kindProject   = "project"
	kindStrategy  = "strategy"
	kindSession   = "session"
)

// builtin are the tables that Dataset has fields for. Words and lengths are those of the dataset's
// description.
func builtin() []Table {
	return []Table{
		sources(), territories(), pillars(), measures(), assessments(), indicators(), values(), events(),
		consultations(), priorities(), searches(), texts(),
		pillarWordings(), reviewGroups(), guideThemes(), guideSteps(), strategies(), strategyRules(), projects(), sessions(),
	}
}

// plainly are columns of any text.
func plainly(names string) []Column {
	var out []Column
	for name := range strings.FieldsSeq(names) {
		out = append(out, Column{Name: name})
	}
	return out
}

// optionally are columns that may be empty.
func optionally(names string) []Column {
	out := plainly(names)
	for i := range out {
		out[i].Optional = true
	}
	return out
}

// inBoth are the columns of a text in both languages.
func inBoth(name string, longest int) []Column {
	return []Column{{Name: name + "_fr", Longest: longest}, {Name: name + "_en", Longest: longest}}
}

// cited is the list of the documents that a row rests on.
func cited(link string) []Column {
	return []Column{{Name: "source_ids", Stored: "source_id", Refers: TableSources, Link: link}}
}

// aboutMeasures is the list of the measures that a row is about.
func aboutMeasures(link string) []Column {
	return []Column{{Name: "measures", Stored: "measure_number", Refers: TableMeasures, Link: link, Optional: true}}
}

func one(c Column) []Column { return []Column{c} }

func join(groups ...[]Column) []Column { return slices.Concat(groups...) }

func sources() *Definition[Source] {
	return &Definition[Source]{
		Spec: Spec{
			Name: TableSources, Stored: "source_versions", Identity: "sources", IdentityKey: "id", Kinds: []string{kindSource},
			Unique: []Unique{{"url", []string{"url"}, "url"}},
			Columns: []Column{
				{Name: "id", Stored: "source_id", Key: true}, {Name: "title", Longest: 300}, {Name: "publisher", Longest: 150},
				{Name: "url", Optional: true}, {Name: "published_on", Optional: true},
				{Name: "kind", Words: "official law parliament audit statistics press professional other"}, {Name: "language", Words: "fr en"},
			},
		},
		Fields: func(s *Source) []any {
			return []any{&s.ID, &s.Title, &s.Publisher, &s.URL, &s.PublishedOn, &s.Kind, &s.Language}
		},
		rows: func(d *Dataset) *[]Source { return &d.Sources }, changes: func(c *ChangeSet) *Changes[Source] { return &c.Sources },
	}
}

func territories() *Definition[Territory] {
	return &Definition[Territory]{
		Spec: Spec{
			Name: TableTerritories, Stored: "territory_versions", Identity: "territories", IdentityKey: "code",
			Unique: []Unique{{"iso_3166_2", []string{"iso_3166_2"}, ""}},
			Columns: join(one(Column{Name: "code", Stored: "territory_code", Key: true}), one(Column{Name: "level", Words: "country region"}),
				inBoth("name", 0), one(Column{Name: "parent", Stored: "parent_code", Optional: true, Refers: TableTerritories}), plainly("iso_3166_2")),
		},
		Fields: func(t *Territory) []any {
			return []any{&t.Code, &t.Level, &t.Name.FR, &t.Name.EN, &t.Parent, &t.ISO}
		},
		rows: func(d *Dataset) *[]Territory { return &d.Territories }, changes: func(c *ChangeSet) *Changes[Territory] { return &c.Territories },
	}
}

func pillars() *Definition[Pillar] {
	return &Definition[Pillar]{
		Spec: Spec{
			Name: TablePillars, Stored: "pillar_versions", Identity: "pillars", IdentityKey: "number",
			Unique:  []Unique{{"slug", []string{"slug"}, ""}},
			Columns: join(one(Column{Name: "number", Stored: "pillar_number", Key: true}), plainly("slug"), inBoth("title", 0), inBoth("summary", 0)),
		},
		Fields: func(p *Pillar) []any {
			return []any{&p.Number, &p.Slug, &p.Title.FR, &p.Title.EN, &p.Summary.FR, &p.Summary.EN}
		},
		rows: func(d *Dataset) *[]Pillar { return &d.Pillars }, changes: func(c *ChangeSet) *Changes[Pillar] { return &c.Pillars },
	}
}

func measures() *Definition[Measure] {
	return &Definition[Measure]{
		Spec: Spec{
			Name: TableMeasures, Stored: "measure_versions", Identity: "measures", IdentityKey: "number",
			Historied: true, Kinds: []string{kindMeasure}, Unique: []Unique{{"slug", []string{"slug"}, ""}},
			Columns: join(
				one(Column{Name: "number", Stored: "measure_number", Key: true, Refers: TableMeasures}),
				one(Column{Name: "pillar", Stored: "pillar_number", Refers: TablePillars}), plainly("slug"),
				inBoth("title", 200), inBoth("short_title", 60), // a label of the matrix and of lists
				one(Column{Name: "title_basis", Words: "official near_official attested provisional"}),
				one(Column{Name: "number_basis", Words: "official provisional"}),
				inBoth("summary", 600), cited("measure_sources")),
		},
		Fields: func(m *Measure) []any {
			return []any{
				&m.Number, &m.Pillar, &m.Slug, &m.Title.FR, &m.Title.EN, &m.ShortTitle.FR, &m.ShortTitle.EN,
				&m.TitleBasis, &m.NumberBasis, &m.Summary.FR, &m.Summary.EN, &m.Sources,
			}
		},
		Sort: sortMeasures,
		rows: func(d *Dataset) *[]Measure { return &d.Measures }, changes: func(c *ChangeSet) *Changes[Measure] { return &c.Measures },
	}
}

// sortMeasures puts measures in the order of their numbers, which may change.
func sortMeasures(measures []Measure) {
	slices.SortStableFunc(measures, func(a, b Measure) int { return cmp.Compare(a.Number, b.Number) })
}

func assessments() *Definition[Assessment] {
	return &Definition[Assessment]{
		Spec: Spec{
			Name: TableAssessments, Stored: "assessments", Kinds: []string{kindState},
			Columns: join(
				one(Column{Name: "measure", Stored: "measure_number", Key: true, Refers: TableMeasures}), one(Column{Name: "year", Key: true}),
				one(Column{Name: "state", Words: "done done_modified in_progress preparing not_started suspended abandoned"}),
				optionally("effective_on"), one(Column{Name: "basis", Words: "official inferred by_subject"}),
				inBoth("justification", 800), cited("assessment_sources")),
		},
		Fields: func(a *Assessment) []any {
			return []any{
				&a.Measure, &a.Year, &a.State, &a.EffectiveOn, &a.Basis, &a.Justification.FR, &a.Justification.EN, &a.Sources,
			}
		},
		rows: func(d *Dataset) *[]Assessment { return &d.Assessments }, changes: func(c *ChangeSet) *Changes[Assessment] { return &c.Assessments },
	}
}

func indicators() *Definition[Indicator] {
	return &Definition[Indicator]{
		Spec: Spec{
			Name: TableIndicators, Stored: "indicator_versions", Identity: "indicators", IdentityKey: "code",
			Historied: true, Kinds: []string{kindIndicator},
			Unique: []Unique{{"headline_rank", []string{"headline_rank"}, "headline_rank"}},
			Columns: join(
				one(Column{Name: "code", Stored: "indicator_code", Key: true}), inBoth("label", 200),
				one(Column{Name: "unit", Words: "count places beds percent eur eur_per_month million_eur billion_eur million persons hours days"}),
				plainly("decimals"), one(Column{Name: "direction", Words: "up down none"}),
				one(Column{Name: "nature", Words: "stock flow cumulative amount share"}),
				one(Column{Name: "role", Words: "deployment outcome means context method"}),
				aboutMeasures("indicator_measures"), inBoth("description", 500), optionally("headline_rank"),
				one(Column{Name: "break_note", Longest: 500, Optional: true}), one(Column{Name: "next_expected", Optional: true, Desk: true})),
		},
		Fields: func(i *Indicator) []any {
			return []any{
				&i.Code, &i.Label.FR, &i.Label.EN, &i.Unit, &i.Decimals, &i.Direction, &i.Nature, &i.Role, &i.Measures,
				&i.Description.FR, &i.Description.EN, &i.HeadlineRank, &i.BreakNote, &i.NextExpected,
			}
		},
		rows: func(d *Dataset) *[]Indicator { return &d.Indicators }, changes: func(c *ChangeSet) *Changes[Indicator] { return &c.Indicators },
	}
}

func values() *Definition[Value] {
	return &Definition[Value]{
		Spec: Spec{
			Name: TableValues, Stored: "indicator_values", Regional: true, Kinds: []string{kindValue, kindIndicator},
			Unique: []Unique{{"reference", []string{"indicator", "kind", "period", "territory"}, "reference"}},
			Columns: []Column{
				{Name: "indicator", Stored: "indicator_code", Key: true, Refers: TableIndicators},
				{Name: "kind", Key: true, Words: "baseline actual target"}, {Name: "period", Key: true},
				{Name: "territory", Stored: "territory_code", Key: true, Refers: TableTerritories},
				{Name: "value", Stored: "number", Key: true},
				{Name: "scope", Optional: true, Words: "hospital hospital_social with_regional with_european with_fir unstated"},
				{Name: "flag", Words: "final provisional estimated rounded"}, {Name: "reference"},
				{Name: "source_id", Key: true, Refers: TableSources}, {Name: "confidence", Words: "high medium low"},
				{Name: "note_fr", Optional: true, Longest: 500},
			},
		},
		Fields: func(v *Value) []any {
			return []any{
				&v.Indicator, &v.Kind, &v.Period, &v.Territory, &v.Number, &v.Scope, &v.Flag, &v.Reference, &v.Source, &v.Confidence, &v.Note,
			}
		},
		Rival: Value.FigureID,
		rows:  func(d *Dataset) *[]Value { return &d.Values }, changes: func(c *ChangeSet) *Changes[Value] { return &c.Values },
	}
}

func events() *Definition[Event] {
	return &Definition[Event]{
		Spec: Spec{
			Name: TableEvents, Stored: "events", Kinds: []string{kindEvent},
			Columns: join(
				one(Column{Name: "date", Stored: "event_date", Key: true}), one(Column{Name: "title_fr", Key: true, Longest: 200}),
				one(Column{Name: "title_en", Longest: 200}),
				one(Column{Name: "kind", Words: "speech launch agreement law decree report review other"}),
				aboutMeasures("event_measures"), cited("event_sources")),
		},
		Fields: func(e *Event) []any {
			return []any{&e.Date, &e.Title.FR, &e.Title.EN, &e.Kind, &e.Measures, &e.Sources}
		},
		Sort: sortEvents,
		rows: func(d *Dataset) *[]Event { return &d.Events }, changes: func(c *ChangeSet) *Changes[Event] { return &c.Events },
	}
}

// sortEvents puts events in the order of their dates and keeps the given order within one date: an
// event may be added to the past.
func sortEvents(events []Event) {
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.Date.String(), b.Date.String()) })
}

func consultations() *Definition[Consultation] {
	return &Definition[Consultation]{
		Spec: Spec{
			Name: TableConsultation, Stored: "consultations",
			Columns: join(
				one(Column{Name: "id", Stored: "consultation_id", Key: true}), inBoth("title", 300),
				one(Column{Name: "territory", Stored: "territory_code", Refers: TableTerritories}), optionally("parent"), plainly("starts_on ends_on"),
				one(Column{Name: "frequency", Optional: true, Words: "once weekly quarterly occasional continuous two_rounds"}),
				one(Column{Name: "mode", Words: "plenary committee negotiation interview workshop online mixed"}),
				one(Column{Name: "pillars", Stored: "pillar_number", Refers: TablePillars, Link: "consultation_pillars"}),
				optionally("organiser_fr organiser_en audience_fr audience_en participants doctors_pct nurses_pct contributions meetings "+
					"rounds groups surveys councils room_limit deadline deliverable_fr deliverable_en"),
				inBoth("summary", 500), cited("consultation_sources")),
		},
		Fields: func(c *Consultation) []any {
			return []any{
				&c.ID, &c.Title.FR, &c.Title.EN, &c.Territory, &c.Parent, &c.StartsOn, &c.EndsOn, &c.Frequency, &c.Mode, &c.Pillars,
				&c.Organiser.FR, &c.Organiser.EN, &c.Audience.FR, &c.Audience.EN, &c.Participants, &c.DoctorsPct, &c.NursesPct,
				&c.Contributions, &c.Meetings, &c.Rounds, &c.Groups, &c.Surveys, &c.Councils, &c.RoomLimit, &c.Deadline,
				&c.Deliverable.FR, &c.Deliverable.EN, &c.Summary.FR, &c.Summary.EN, &c.Sources,
			}
		},
		rows: func(d *Dataset) *[]Consultation { return &d.Consultations }, changes: func(c *ChangeSet) *Changes[Consultation] { return &c.Consultations },
	}
}

func priorities() *Definition[Priority] {
	return &Definition[Priority]{
		Spec: Spec{
			Name: TablePriorities, Stored: "priorities",
			Columns: join(
				one(Column{Name: "id", Stored: "priority_id", Key: true}), one(Column{Name: "kind", Optional: true, Words: "axis method"}),
				inBoth("title", 200), aboutMeasures("priority_measures"), inBoth("summary", 500), cited("priority_sources")),
		},
		Fields: func(p *Priority) []any {
			return []any{&p.ID, &p.Kind, &p.Title.FR, &p.Title.EN, &p.Measures, &p.Summary.FR, &p.Summary.EN, &p.Sources}
		},
		rows: func(d *Dataset) *[]Priority { return &d.Priorities }, changes: func(c *ChangeSet) *Changes[Priority] { return &c.Priorities },
	}
}

func searches() *Definition[Search] {
	return &Definition[Search]{
		Spec: Spec{
			Name: TableSearches, Stored: "searches", Kinds: []string{kindState},
			Columns: []Column{
				{Name: "date", Stored: "searched_on", Key: true},
				{Name: "measure", Stored: "measure_number", Key: true, Refers: TableMeasures, Optional: true},
				{Name: "year", Key: true, Optional: true}, {Name: "corpus", Words: "pages web"},
				{Name: "query", Key: true, Longest: 200}, {Name: "wording", Words: "exact shortened topic"},
				{Name: "results", Optional: true}, {Name: "found", YesNo: true}, {Name: "outcome_fr", Longest: 200},
				{Name: "source_id", Refers: TableSources, Optional: true},
			},
		},
		Fields: func(s *Search) []any {
			return []any{
				&s.Date, &s.Measure, &s.Year, &s.Corpus, &s.Query, &s.Wording, &s.Results, &s.Found, &s.Outcome, &s.Source,
			}
		},
		rows: func(d *Dataset) *[]Search { return &d.Searches }, changes: func(c *ChangeSet) *Changes[Search] { return &c.Searches },
	}
}

func texts() *Definition[SiteText] {
	return &Definition[SiteText]{
		Spec: Spec{
			Name: TableTexts, Stored: "site_texts", Desk: true, Kinds: []string{kindText},
			Columns: join(one(Column{Name: "id", Stored: "text_id", Key: true}), inBoth("text", 0)),
		},
		Fields: func(t *SiteText) []any { return []any{&t.ID, &t.Text.FR, &t.Text.EN} },
		rows:   func(d *Dataset) *[]SiteText { return &d.Texts }, changes: func(c *ChangeSet) *Changes[SiteText] { return &c.Texts },
	}
}

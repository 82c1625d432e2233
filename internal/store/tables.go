package store

import (
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

func sources() table[segur.Source] {
	return table[segur.Source]{
		name: "source_versions", identity: identity{"sources", "id"}, keys: 1,
		columns: []string{"source_id", "title", "publisher", "url", "published_on", "kind", "language"},
		fields: func(s *segur.Source) []any {
			return []any{&s.ID, &s.Title, &s.Publisher, &s.URL, column.Date(&s.PublishedOn), &s.Kind, &s.Language}
		},
	}
}

func territories() table[segur.Territory] {
	return table[segur.Territory]{
		name: "territory_versions", identity: identity{"territories", "code"}, keys: 1,
		columns: []string{"territory_code", "level", "name_fr", "name_en", "parent_code", "iso_3166_2"},
		fields: func(t *segur.Territory) []any {
			return []any{&t.Code, &t.Level, &t.Name.FR, &t.Name.EN, column.OptionalText(&t.Parent), &t.ISO}
		},
	}
}

func pillars() table[segur.Pillar] {
	return table[segur.Pillar]{
		name: "pillar_versions", identity: identity{"pillars", "number"}, keys: 1,
		columns: []string{"pillar_number", "slug", "title_fr", "title_en", "summary_fr", "summary_en"},
		fields: func(p *segur.Pillar) []any {
			return []any{&p.Number, &p.Slug, &p.Title.FR, &p.Title.EN, &p.Summary.FR, &p.Summary.EN}
		},
	}
}

func measures() table[segur.Measure] {
	return table[segur.Measure]{
		name: "measure_versions", identity: identity{"measures", "number"}, keys: 1,
		columns: []string{
			"measure_number", "pillar_number", "slug", "title_fr", "title_en", "short_title_fr", "short_title_en",
			"title_basis", "number_basis", "summary_fr", "summary_en",
		},
		fields: func(m *segur.Measure) []any {
			return []any{
				&m.Number, &m.Pillar, &m.Slug, &m.Title.FR, &m.Title.EN, &m.ShortTitle.FR, &m.ShortTitle.EN,
				&m.TitleBasis, &m.NumberBasis, &m.Summary.FR, &m.Summary.EN,
			}
		},
		links: []link[segur.Measure]{
			linkOf("measure_sources", "source_id", func(m *segur.Measure) *[]string { return &m.Sources }),
		},
	}
}

func assessments() table[segur.Assessment] {
	return table[segur.Assessment]{
		name: "assessments", keys: 2,
		columns: []string{
			"measure_number", "year", "state", "effective_on", "basis", "justification_fr", "justification_en",
		},
		fields: func(a *segur.Assessment) []any {
			return []any{
				&a.Measure, &a.Year, &a.State, column.Date(&a.EffectiveOn), &a.Basis,
				&a.Justification.FR, &a.Justification.EN,
			}
		},
		links: []link[segur.Assessment]{
			linkOf("assessment_sources", "source_id", func(a *segur.Assessment) *[]string { return &a.Sources }),
		},
	}
}

func indicators() table[segur.Indicator] {
	return table[segur.Indicator]{
		name: "indicator_versions", identity: identity{"indicators", "code"}, keys: 1,
		columns: []string{
			"indicator_code", "label_fr", "label_en", "unit", "decimals", "direction", "nature", "role",
			"description_fr", "description_en", "headline_rank", "break_note", "next_expected",
		},
		fields: func(i *segur.Indicator) []any {
			return []any{
				&i.Code, &i.Label.FR, &i.Label.EN, &i.Unit, &i.Decimals, &i.Direction, &i.Nature, &i.Role,
				&i.Description.FR, &i.Description.EN, &i.HeadlineRank, &i.BreakNote, column.Date(&i.NextExpected),
			}
		},
		links: []link[segur.Indicator]{
			linkOf("indicator_measures", "measure_number", func(i *segur.Indicator) *[]int { return &i.Measures }),
		},
	}
}

func values() table[segur.Value] {
	return table[segur.Value]{
		name: "indicator_values", keys: 6,
		columns: []string{
			"indicator_code", "kind", "period", "territory_code", "number", "source_id",
			"flag", "reference", "confidence", "note_fr", "scope",
		},
		fields: func(v *segur.Value) []any {
			return []any{
				&v.Indicator, &v.Kind, column.Period(&v.Period), &v.Territory, &v.Number, &v.Source,
				&v.Flag, &v.Reference, &v.Confidence, &v.Note, &v.Scope,
			}
		},
	}
}

func events() table[segur.Event] {
	return table[segur.Event]{
		name: "events", keys: 2,
		columns: []string{"event_date", "title_fr", "title_en", "kind"},
		fields: func(e *segur.Event) []any {
			return []any{column.Date(&e.Date), &e.Title.FR, &e.Title.EN, &e.Kind}
		},
		links: []link[segur.Event]{
			linkOf("event_measures", "measure_number", func(e *segur.Event) *[]int { return &e.Measures }),
			linkOf("event_sources", "source_id", func(e *segur.Event) *[]string { return &e.Sources }),
		},
	}
}

func consultations() table[segur.Consultation] {
	return table[segur.Consultation]{
		name: "consultations", keys: 1,
		columns: []string{
			"consultation_id", "title_fr", "title_en", "territory_code", "starts_on", "ends_on", "mode",
			"participants", "contributions", "meetings", "summary_fr", "summary_en",
			"parent", "frequency", "organiser_fr", "organiser_en", "audience_fr", "audience_en", "doctors_pct", "nurses_pct",
			"rounds", "groups", "surveys", "councils", "room_limit", "deadline", "deliverable_fr", "deliverable_en",
		},
		fields: func(c *segur.Consultation) []any {
			return []any{
				&c.ID, &c.Title.FR, &c.Title.EN, &c.Territory, column.Date(&c.StartsOn), column.Date(&c.EndsOn), &c.Mode,
				&c.Participants, &c.Contributions, &c.Meetings, &c.Summary.FR, &c.Summary.EN,
				&c.Parent, &c.Frequency, &c.Organiser.FR, &c.Organiser.EN, &c.Audience.FR, &c.Audience.EN, &c.DoctorsPct, &c.NursesPct,
				&c.Rounds, &c.Groups, &c.Surveys, &c.Councils, &c.RoomLimit, column.Date(&c.Deadline), &c.Deliverable.FR, &c.Deliverable.EN,
			}
		},
		links: []link[segur.Consultation]{
			linkOf("consultation_pillars", "pillar_number", func(c *segur.Consultation) *[]int { return &c.Pillars }),
			linkOf("consultation_sources", "source_id", func(c *segur.Consultation) *[]string { return &c.Sources }),
		},
	}
}

func priorities() table[segur.Priority] {
	return table[segur.Priority]{
		name: "priorities", keys: 1,
		columns: []string{"priority_id", "title_fr", "title_en", "summary_fr", "summary_en", "kind"},
		fields: func(p *segur.Priority) []any {
			return []any{&p.ID, &p.Title.FR, &p.Title.EN, &p.Summary.FR, &p.Summary.EN, &p.Kind}
		},
		links: []link[segur.Priority]{
			linkOf("priority_measures", "measure_number", func(p *segur.Priority) *[]int { return &p.Measures }),
			linkOf("priority_sources", "source_id", func(p *segur.Priority) *[]string { return &p.Sources }),
		},
	}
}

func searches() table[segur.Search] {
	return table[segur.Search]{
		name: "searches", keys: 4,
		columns: []string{
			"searched_on", "measure_number", "year", "query", "corpus", "wording", "results", "found", "outcome_fr", "source_id",
		},
		fields: func(s *segur.Search) []any {
			return []any{
				column.Date(&s.Date), &s.Measure, &s.Year, &s.Query, &s.Corpus, &s.Wording, &s.Results, &s.Found,
				&s.Outcome, column.OptionalText(&s.Source),
			}
		},
	}
}

func texts() table[segur.SiteText] {
	return table[segur.SiteText]{
		name: "site_texts", keys: 1,
		columns: []string{"text_id", "text_fr", "text_en"},
		fields: func(t *segur.SiteText) []any {
			return []any{&t.ID, &t.Text.FR, &t.Text.EN}
		},
	}
}

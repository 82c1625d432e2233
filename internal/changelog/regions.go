package changelog

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func projects() table[segur.Project] {
	return table[segur.Project]{
		name: segur.TableProjects,
		title: func(t *writer, old, now *segur.Project) title {
			if old != nil && now != nil && old.Stage != now.Stage {
				return title{key: "change.project_stage"}
			}
			return happened[segur.Project]("change.project_added", "change.project_replaced", "change.project_removed")(t, old, now)
		},
		subject: func(t *writer, p segur.Project) subject {
			return subject{text: t.word("change.project_of", "place", t.Words.Text(p.Place), "title", t.pick(p.Title))}
		},
		about: func(_ *writer, p segur.Project) about {
			return about{territory: p.Territory, sources: references(&p.Source)}
		},
		cells: projectCells,
	}
}

func projectCells(t *writer, p segur.Project) []cell {
	cells := []cell{
		t.coded("stage", "column.stage", "change.stage.", string(p.Stage)), t.day("stage_on", "column.stage_on", p.StageOn),
		t.euros("amount_meur", "column.amount_meur", p.Amount), t.euros("aid_meur", "column.aid_meur", p.Aid),
		t.day("starts_on", "column.project_starts", p.StartsOn), t.day("ends_on", "column.project_ends", p.EndsOn),
	}
	cells = append(cells, t.text("title", [2]string{"column.title_fr", "column.title_en"}, p.Title)...)
	for n := range cells {
		cells[n].told = cells[n].text && cells[n].lang == ""
	}
	return append(cells,
		t.coded("sector", "column.sector", "change.sector.", p.Sector),
		cell{name: "operator", label: "column.operator", shown: t.Words.Text(p.Operator), raw: p.Operator},
		cell{name: "place", label: "column.place", shown: t.Words.Text(p.Place), raw: p.Place, told: true},
		cell{name: "department", label: "column.department", shown: t.department(p.Department), raw: p.Department},
		cell{name: "territory", label: "column.territory", shown: t.territory(p.Territory), raw: p.Territory, told: true},
		t.worded("note_fr", "column.note", p.Note, locale.FR), bare("id", "column.identifier", p.ID),
		t.cites(references(&p.Source)))
}

// euros returns the cell of an amount in millions that may be unknown.
func (t *writer) euros(name, label string, n *segur.Number) cell {
	if n == nil {
		return cell{name: name, label: label}
	}
	return cell{name: name, label: label, shown: t.Words.Quantity(n.Float(), segur.MaxDecimals, "million_eur").String(), raw: n.String()}
}

func (t *writer) department(code string) string {
	for _, d := range segur.ProjectPlaces() {
		if d.Code == code {
			return t.Words.Text(d.Name)
		}
	}
	return code
}

func strategies() table[segur.Strategy] {
	return table[segur.Strategy]{
		name:  segur.TableStrategies,
		title: happened[segur.Strategy]("change.strategy_added", "change.strategy_replaced", "change.strategy_removed"),
		subject: func(t *writer, s segur.Strategy) subject {
			return subject{text: t.word("change.strategy_of", "territory", t.territory(s.Territory), "orientation", t.pick(s.Orientation))}
		},
		about: func(_ *writer, s segur.Strategy) about {
			return about{territory: s.Territory, sources: references(&s.Source)}
		},
		cells: func(t *writer, s segur.Strategy) []cell {
			cells := t.text("orientation", [2]string{"column.orientation_fr", "column.orientation_en"}, s.Orientation)
			for n := range cells {
				cells[n].told = cells[n].lang == ""
			}
			return append(cells,
				t.coded("scope", "column.strategy_scope", "change.strategy_scope.", s.Scope),
				cell{name: "period", label: "column.period", shown: t.span(s.Period), raw: s.Period.String()},
				cell{name: "territory", label: "column.territory", shown: t.territory(s.Territory), raw: s.Territory, told: true},
				t.rank(s.Order), t.cites(references(&s.Source)))
		},
	}
}

// span writes the years that something is of.
func (t *writer) span(p segur.Period) string {
	switch {
	case p.IsRange():
		return t.Words.YearSpan(p.From.Year, p.To.Year)
	case p == (segur.Period{}):
		return ""
	}
	return t.date(p.From)
}

func (t *writer) rank(order int) cell {
	c := t.number("order", "column.order", order)
	c.told = true
	return c
}

func strategyRules() table[segur.StrategyRule] {
	return table[segur.StrategyRule]{
		name:  segur.TableStrategyRules,
		title: happened[segur.StrategyRule]("change.rule_added", "change.rule_replaced", "change.rule_removed"),
		subject: func(t *writer, r segur.StrategyRule) subject {
			return subject{text: t.word("change.strategy_of", "territory", t.territory(r.Territory), "orientation", t.pick(r.Text))}
		},
		about: func(_ *writer, r segur.StrategyRule) about {
			return about{territory: r.Territory, sources: references(&r.Source)}
		},
		cells: func(t *writer, r segur.StrategyRule) []cell {
			cells := t.text("text", [2]string{"column.rule_fr", "column.rule_en"}, r.Text)
			for n := range cells {
				cells[n].told = cells[n].lang == ""
			}
			return append(cells,
				t.coded("kind", "column.rule_kind", "change.rule_kind.", r.Kind),
				cell{name: "territory", label: "column.territory", shown: t.territory(r.Territory), raw: r.Territory, told: true},
				t.rank(r.Order), t.cites(references(&r.Source)))
		},
	}
}

func sessions() table[segur.Session] {
	return table[segur.Session]{
		name:  segur.TableSessions,
		title: happened[segur.Session]("change.session_added", "change.session_replaced", "change.session_removed"),
		subject: func(t *writer, s segur.Session) subject {
			return subject{text: t.word("change.session_of", "territory", t.territory(s.Territory), "date", t.date(s.Date), "title", t.either(s.Title))}
		},
		about: func(_ *writer, s segur.Session) about {
			return about{territory: s.Territory, sources: references(&s.Source)}
		},
		cells: sessionCells,
	}
}

// either returns a text in the reader's language, in French where it was not translated.
func (t *writer) either(text segur.Text) string {
	if shown := t.pick(text); shown != "" {
		return shown
	}
	return t.Words.Text(text.FR)
}

// shortened shows as much of a digest as tells two apart.
func shortened(digest string) string {
	const enough = 12
	if len(digest) <= enough {
		return digest
	}
	return digest[:enough] + "…"
}

func sessionCells(t *writer, s segur.Session) []cell {
	cells := []cell{
		t.day("date", "column.date", s.Date), t.coded("form", "column.session_form", "change.session_form.", s.Form),
		t.numbers("pillars", "column.pillars", s.Pillars),
	}
	cells[0].told = true
	for _, heads := range s.Participants.ByCategory() {
		c := t.number(heads.Category, "change.audience."+heads.Category, heads.People)
		if heads.People == 0 {
			c.raw, c.shown = "", "" // nobody is not told from not counted
		}
		cells = append(cells, c)
	}
	cells = append(cells, t.text("title", [2]string{"column.title_fr", "column.title_en"}, s.Title)...)
	cells = append(cells, t.text("synthesis", [2]string{"column.synthesis_fr", "column.synthesis_en"}, s.Synthesis)...)
	for n, labels := range [len(s.Proposals)][2]string{
		{"column.proposals_1_fr", "column.proposals_1_en"}, {"column.proposals_2_fr", "column.proposals_2_en"},
		{"column.proposals_3_fr", "column.proposals_3_en"}, {"column.proposals_4_fr", "column.proposals_4_en"},
	} {
		cells = append(cells, t.text("proposals_"+strconv.Itoa(n+1), labels, s.Proposals[n])...)
	}
	cells = append(cells, t.text("examples", [2]string{"column.examples_fr", "column.examples_en"}, s.Examples)...)
	return append(cells,
		cell{name: "heard", label: "column.heard", shown: t.Words.List(s.Organisations()), raw: s.Heard, text: true},
		cell{name: "document", label: "column.digest", shown: shortened(s.Document.Digest), raw: s.Document.Digest, told: true},
		cell{name: "document_name", label: "column.attached", shown: s.Document.Name, raw: s.Document.Name},
		cell{name: "territory", label: "column.territory", shown: t.territory(s.Territory), raw: s.Territory, told: true},
		bare("id", "column.identifier", s.ID), t.cites(references(&s.Source)))
}

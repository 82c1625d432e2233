package segur

func strategies() *Definition[Strategy] {
	return &Definition[Strategy]{
		Spec: Spec{
			Name: TableStrategies, Stored: "strategies", Regional: true, Kinds: []string{kindStrategy},
			Columns: join(
				[]Column{{Name: "territory", Stored: "territory_code", Key: true, Refers: TableTerritories}, {Name: "order", Stored: "rank", Key: true}},
				inBoth("orientation", 200), []Column{{Name: "scope", Words: "full partial"}, {Name: "period"}, {Name: "source_id", Refers: TableSources}}),
		},
		Fields: func(s *Strategy) []any {
			return []any{&s.Territory, &s.Order, &s.Orientation.FR, &s.Orientation.EN, &s.Scope, &s.Period, &s.Source}
		},
		rows: func(d *Dataset) *[]Strategy { return &d.Strategies }, changes: func(c *ChangeSet) *Changes[Strategy] { return &c.Strategies },
	}
}

func strategyRules() *Definition[StrategyRule] {
	return &Definition[StrategyRule]{
		Spec: Spec{
			Name: TableStrategyRules, Stored: "strategy_rules", Regional: true, Kinds: []string{kindStrategy},
			Columns: join(
				[]Column{
					{Name: "territory", Stored: "territory_code", Key: true, Refers: TableTerritories},
					{Name: "kind", Key: true, Words: "criterion principle"}, {Name: "order", Stored: "rank", Key: true},
				},
				inBoth("text", 200), one(Column{Name: "source_id", Refers: TableSources})),
		},
		Fields: func(r *StrategyRule) []any {
			return []any{&r.Territory, &r.Kind, &r.Order, &r.Text.FR, &r.Text.EN, &r.Source}
		},
		rows: func(d *Dataset) *[]StrategyRule { return &d.StrategyRules }, changes: func(c *ChangeSet) *Changes[StrategyRule] { return &c.StrategyRules },
	}
}

func projects() *Definition[Project] {
	return &Definition[Project]{
		Spec: Spec{
			Name: TableProjects, Stored: "projects", Regional: true, Historied: true, Kinds: []string{kindProject},
			Columns: join(
				[]Column{
					{Name: "id", Stored: "project_id", Key: true}, {Name: "territory", Stored: "territory_code", Refers: TableTerritories},
					{Name: "department"}, {Name: "place", Longest: 80}, {Name: "operator", Longest: 120},
				},
				inBoth("title", 200), one(Column{Name: "sector", Words: "health social_care"}), optionally("amount_meur aid_meur"),
				[]Column{
					{Name: "stage", Words: "identified validated contracted works delivered"}, {Name: "stage_on", Optional: true, Desk: true},
					{Name: "starts_on", Optional: true}, {Name: "ends_on", Optional: true}, {Name: "source_id", Refers: TableSources},
					{Name: "note_fr", Optional: true, Longest: 500},
				}),
		},
		Fields: func(p *Project) []any {
			return []any{
				&p.ID, &p.Territory, &p.Department, &p.Place, &p.Operator, &p.Title.FR, &p.Title.EN, &p.Sector, &p.Amount, &p.Aid,
				&p.Stage, &p.StageOn, &p.StartsOn, &p.EndsOn, &p.Source, &p.Note,
			}
		},
		rows: func(d *Dataset) *[]Project { return &d.Projects }, changes: func(c *ChangeSet) *Changes[Project] { return &c.Projects },
	}
}

package segur

func pillarWordings() *Definition[PillarWording] {
	return &Definition[PillarWording]{
		Spec: Spec{
			Name: TablePillarWordings, Stored: "pillar_wordings",
			Columns: join(
				one(Column{Name: "pillar", Stored: "pillar_number", Key: true, Refers: TablePillars}), one(Column{Name: "used_on", Key: true}),
				inBoth("wording", 200), one(Column{Name: "source_id", Refers: TableSources})),
		},
		Fields: func(w *PillarWording) []any {
			return []any{&w.Pillar, &w.UsedOn, &w.Wording.FR, &w.Wording.EN, &w.Source}
		},
		rows: func(d *Dataset) *[]PillarWording { return &d.PillarWordings }, changes: func(c *ChangeSet) *Changes[PillarWording] { return &c.PillarWordings },
	}
}

func reviewGroups() *Definition[ReviewGroup] {
	return &Definition[ReviewGroup]{
		Spec: Spec{
			Name: TableReviewGroups, Stored: "review_groups",
			Columns: join(
				[]Column{{Name: "group", Stored: "group_name", Key: true, Words: "effect_felt to_carry_out"}, {Name: "order", Stored: "rank", Key: true}},
				inBoth("topic", 200), aboutMeasures("review_group_measures"), one(Column{Name: "source_id", Refers: TableSources})),
		},
		Fields: func(g *ReviewGroup) []any {
			return []any{&g.Group, &g.Order, &g.Topic.FR, &g.Topic.EN, &g.Measures, &g.Source}
		},
		rows: func(d *Dataset) *[]ReviewGroup { return &d.ReviewGroups }, changes: func(c *ChangeSet) *Changes[ReviewGroup] { return &c.ReviewGroups },
	}
}

func guideThemes() *Definition[GuideTheme] {
	return &Definition[GuideTheme]{
		Spec: Spec{
			Name: TableGuideThemes, Stored: "guide_themes",
			Columns: join(
				[]Column{{Name: "pillar", Stored: "pillar_number", Key: true, Refers: TablePillars}, {Name: "order", Stored: "rank", Key: true}},
				inBoth("theme", 200), one(Column{Name: "source_id", Refers: TableSources})),
		},
		Fields: func(t *GuideTheme) []any {
			return []any{&t.Pillar, &t.Order, &t.Theme.FR, &t.Theme.EN, &t.Source}
		},
		rows: func(d *Dataset) *[]GuideTheme { return &d.GuideThemes }, changes: func(c *ChangeSet) *Changes[GuideTheme] { return &c.GuideThemes },
	}
}

func guideSteps() *Definition[GuideStep] {
	return &Definition[GuideStep]{
		Spec: Spec{
			Name: TableGuideSteps, Stored: "guide_steps",
			Columns: join(
				[]Column{
					{Name: "part", Key: true, Words: "session form leadership representation deliverable support"},
					{Name: "order", Stored: "rank", Key: true},
				},
				inBoth("title", 200), one(Column{Name: "source_id", Refers: TableSources})),
		},
		Fields: func(s *GuideStep) []any {
			return []any{&s.Part, &s.Order, &s.Title.FR, &s.Title.EN, &s.Source}
		},
		rows: func(d *Dataset) *[]GuideStep { return &d.GuideSteps }, changes: func(c *ChangeSet) *Changes[GuideStep] { return &c.GuideSteps },
	}
}

func sessions() *Definition[Session] {
	return &Definition[Session]{
		Spec: Spec{
			Name: TableSessions, Stored: "territorial_sessions", Desk: true, Regional: true, Historied: true, Kinds: []string{kindSession},
			Columns: join(
				[]Column{
					{Name: "id", Stored: "session_id", Key: true}, {Name: "territory", Stored: "territory_code", Refers: TableTerritories},
					{Name: "date", Stored: "held_on"}, {Name: "form", Words: FormInPerson + " " + FormTelephone + " " + FormVideo},
				},
				inBoth("title", 200)[:1], optionalText("title_en", 200),
				one(Column{Name: "pillars", Stored: "pillar_number", Refers: TablePillars, Link: "territorial_session_pillars"}),
				plainly("hospital_medical hospital_other community social_public social_private users elected others"),
				inBoth("synthesis", longestSynthesis)[:1], optionalText("synthesis_en", longestSynthesis),
				optionalText("proposals_1_fr proposals_1_en proposals_2_fr proposals_2_en proposals_3_fr proposals_3_en "+
					"proposals_4_fr proposals_4_en examples_fr examples_en heard", longestSynthesis),
				optionally("document document_name document_size"),
				one(Column{Name: "source_id", Refers: TableSources, Optional: true})),
		},
		Fields: func(s *Session) []any {
			a, p := &s.Participants, &s.Proposals
			return []any{
				&s.ID, &s.Territory, &s.Date, &s.Form, &s.Title.FR, &s.Title.EN, &s.Pillars,
				&a.HospitalMedical, &a.HospitalOther, &a.Community, &a.SocialPublic, &a.SocialPrivate, &a.Users, &a.Elected, &a.Others,
				&s.Synthesis.FR, &s.Synthesis.EN, &p[0].FR, &p[0].EN, &p[1].FR, &p[1].EN, &p[2].FR, &p[2].EN, &p[3].FR, &p[3].EN,
				&s.Examples.FR, &s.Examples.EN, &s.Heard, &s.Document.Digest, &s.Document.Name, &s.Document.Size, &s.Source,
			}
		},
		rows: func(d *Dataset) *[]Session { return &d.Sessions }, changes: func(c *ChangeSet) *Changes[Session] { return &c.Sessions },
	}
}

// longestSynthesis is two pages of text.
const longestSynthesis = 6000

func optionalText(names string, longest int) []Column {
	out := optionally(names)
	for i := range out {
		out[i].Longest = longest
	}
	return out
}

package project

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a project.
const (
	fieldDepartment = "departement"
	fieldPlace      = "commune"
	fieldOperator   = "porteur"
	fieldTitle      = "titre"
	fieldSector     = "secteur"
	fieldAmount     = "cout"
	fieldAid        = "aide"
	fieldStage      = "etape"
	fieldStageOn    = "etape_date"
	fieldStarts     = "debut"
	fieldEnds       = "fin"
	fieldNote       = "note"
)

// projectForm writes a project: a new one, or one that is published.
type projectForm struct {
	id   string         // of a published one, "" for a new one
	old  *segur.Project // as the person saw it, nil for a new one
	live segur.Project  // as it is published now, or else as it was seen
}

// euros is how amounts of projects are typed: in millions of euros.
func euros() segur.Indicator {
	return segur.Indicator{Unit: "million_eur", Decimals: segur.MaxDecimals}
}

// Allow finds the project. A project that moves touches the region that it leaves and the one that it
// comes to.
func (f *projectForm) Allow(r *driver.Request) ([]desk.Target, error) {
	var touched []string
	if f.id != "" {
		old, ok := regional.Row(r.Base.Projects, f.id)
		if !ok {
			return nil, &segur.Error{Code: segur.CodeNotFound}
		}
		f.old, f.live = &old, old
		if now, ok := regional.Row(r.Live.Projects, f.id); ok {
			f.live = now
		}
		touched = []string{old.Territory, f.live.Territory}
	}
	typed, known := placed(r.Typed(fieldDepartment))
	switch {
	case r.Answering && known:
		touched = append(touched, typed.Region)
	case f.id == "":
		touched = append(touched, regional.Asked(r))
	}
	return regional.Concerned(touched...), nil
}

// placed returns the department with a code.
func placed(code string) (segur.Department, bool) {
	all := segur.ProjectPlaces()
	i := slices.IndexFunc(all, func(d segur.Department) bool { return d.Code == code })
	if i < 0 {
		return segur.Department{}, false
	}
	return all[i], true
}

// Ask asks for the project.
func (f *projectForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown := f.live
	if r.Proposal != nil {
		if row, _, ok := regional.Only(r.Proposal.Changes.Projects); ok {
			shown = row
		}
	}
	page, words := q.Page, r.Words
	page.Title, page.Lede, page.Action = words.T("regional.new_project_title"), words.T("regional.project_lede"), paths.NewProject
	if f.id != "" {
		page.Title, page.Action = words.T("regional.project_title"), paths.Project.Of(f.id)
		page.ElsewhereTitle = words.T("entry.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: words.T("regional.withdraw_project_title"), Href: paths.WithdrawProject.Of(f.id)}}
	} else {
		q.Hide(regional.FieldRegion, regional.Asked(r))
	}
	q.Start = paths.Projects
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("regional.projects_title"), Href: paths.Projects})
	f.askPlace(r, q, shown)
	f.askMoney(r, q, shown)
	f.askStage(r, q, shown)
	q.Ask("project_note", form.Field{Name: fieldNote, Kind: form.Area, Rows: 2, Lang: "fr", Values: driver.One(shown.Note), Now: f.now(r, f.live.Note)})
	q.Hold(driver.Columns{segur.TableProjects: {
		"territory": fieldDepartment, "department": fieldDepartment, "place": fieldPlace, "operator": fieldOperator,
		"title_fr": fieldTitle + "_fr", "title_en": fieldTitle + "_en", "sector": fieldSector, "amount_meur": fieldAmount, "aid_meur": fieldAid,
		"stage": fieldStage, "stage_on": fieldStageOn, "starts_on": fieldStarts, "ends_on": fieldEnds, "note_fr": fieldNote,
		"source_id": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Chosen: driver.One(shown.Source), Now: driver.One(f.live.Source)}
	page.Sections = []driver.Section{
		{Title: words.T("regional.section_where"), Questions: []string{fieldDepartment, fieldPlace, fieldOperator, fieldTitle + "_fr", fieldTitle + "_en", fieldSector}},
		{Title: words.T("regional.section_stage"), Questions: []string{fieldStage, fieldStageOn, fieldStarts, fieldEnds}},
		{Title: words.T("regional.section_money"), Intro: words.T("regional.money_intro"), Questions: []string{fieldAmount, fieldAid}},
		{Title: words.T("entry.section_sources"), Questions: []string{fieldNote}, Documents: true},
	}
	return nil
}

// now tells what is published beside a question about a published project.
func (f *projectForm) now(r *driver.Request, text string) string {
	if f.id == "" {
		return ""
	}
	return r.Words.Published(text)
}

func (f *projectForm) askPlace(r *driver.Request, q *driver.Questions, shown segur.Project) {
	words, at := r.Words, ""
	if d, ok := placed(f.live.Department); ok {
		at = words.Localizer.Text(d.Name)
	}
	department := form.Field{Name: fieldDepartment, Kind: form.Select, Values: driver.One(shown.Department), Now: f.now(r, at)}
	open := regional.Open(r)
	for _, d := range segur.ProjectPlaces() {
		if slices.Contains(open, d.Region) {
			department.Options = append(department.Options, form.Option{
				Value: d.Code, Label: words.T("regional.department", "code", d.Code, "name", words.Localizer.Text(d.Name)), Group: words.Territory(d.Region),
			})
		}
	}
	asked := regional.Asked(r)
	slices.SortStableFunc(department.Options, func(a, b form.Option) int {
		first := words.Territory(asked)
		return cmp.Compare(rank(a.Group == first), rank(b.Group == first))
	})
	if len(department.Options) > 1 {
		department.Options = words.Choose(department.Options)
	}
	q.Ask("department", department)
	q.Ask("project_place", form.Field{Name: fieldPlace, Width: 30, Values: driver.One(shown.Place), Now: f.now(r, f.live.Place)})
	q.Ask("project_operator", form.Field{Name: fieldOperator, Values: driver.One(shown.Operator), Now: f.now(r, f.live.Operator)})
	var live *segur.Text
	if f.id != "" {
		live = &f.live.Title
	}
	q.AskBoth(fieldTitle, 2, live, shown.Title)
	sector := ""
	if f.id != "" {
		sector = words.T("change.sector." + f.live.Sector)
	}
	q.Ask("sector", form.Field{
		Name: fieldSector, Kind: form.Radios, Values: driver.One(shown.Sector), Now: f.now(r, sector),
		Options: words.Options("change.sector.", segur.Allowed(segur.TableProjects, "sector")),
	})
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (f *projectForm) askMoney(r *driver.Request, q *driver.Questions, shown segur.Project) {
	for _, ask := range []struct {
		key, name   string
		shown, live *segur.Number
	}{{"project_cost", fieldAmount, shown.Amount, f.live.Amount}, {"project_aid", fieldAid, shown.Aid, f.live.Aid}} {
		field := form.Field{Name: ask.name, Width: 10, Mode: "decimal", Suffix: r.Words.T("entry.unit_suffix.million_eur")}
		if ask.shown != nil {
			field.Values = driver.One(r.Words.TypedNumber(*ask.shown))
		}
		now := ""
		if ask.live != nil {
			now = r.Words.Quantity(euros(), *ask.live)
		}
		field.Now = f.now(r, now)
		q.Ask(ask.key, field)
	}
}

func (f *projectForm) askStage(r *driver.Request, q *driver.Questions, shown segur.Project) {
	words, stage := r.Words, ""
	if f.id != "" {
		stage = words.T("change.stage." + string(f.live.Stage))
	}
	q.Ask("stage", form.Field{
		Name: fieldStage, Kind: form.Radios, Values: driver.One(string(shown.Stage)), Now: f.now(r, stage),
		Options: words.Options("change.stage.", segur.Allowed(segur.TableProjects, "stage")),
	})
	for _, ask := range []struct {
		key, name   string
		shown, live segur.Date
	}{
		{"stage_on", fieldStageOn, shown.StageOn, f.live.StageOn}, {"project_starts", fieldStarts, shown.StartsOn, f.live.StartsOn},
		{"project_ends", fieldEnds, shown.EndsOn, f.live.EndsOn},
	} {
		q.Ask(ask.key, form.Field{Name: ask.name, Width: 20, Values: driver.One(words.TypedDate(ask.shown)), Now: f.now(r, words.Date(ask.live))})
	}
}

// Read makes the project of the answers.
func (f *projectForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	p := segur.Project{
		ID: f.id, Department: a.Given(fieldDepartment), Place: a.Text(fieldPlace), Operator: a.Text(fieldOperator), Title: a.Both(fieldTitle),
		Sector: a.Word(fieldSector, segur.Allowed(segur.TableProjects, "sector")),
		Stage:  segur.Stage(a.Word(fieldStage, segur.Allowed(segur.TableProjects, "stage"))), StageOn: a.Date(fieldStageOn),
		StartsOn: a.Date(fieldStarts), EndsOn: a.Date(fieldEnds), Amount: amount(a, fieldAmount), Aid: amount(a, fieldAid), Note: a.Optional(fieldNote),
	}
	if d, known := placed(p.Department); known {
		p.Territory = d.Region
	} else {
		a.Refuse(fieldDepartment, "regional.choose_department")
	}
	if p.Title.FR == "" {
		a.Require(fieldTitle + "_fr") // it names the project, in a draft too
	}
	moved := f.old == nil || f.old.Stage != p.Stage
	if r.Submitting && moved && p.StageOn.IsZero() && a.Given(fieldStageOn) == "" {
		a.Refuse(fieldStageOn, "regional.stage_needs_day")
	}
	if f.old != nil && moved && !p.StageOn.IsZero() && p.StageOn == f.old.StageOn {
		a.Refuse(fieldStageOn, "regional.stage_day_of_before")
	}
	for _, id := range a.Documents() {
		p.Source = id
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	if f.old == nil {
		p.ID = identifier(r, p)
		return edit.Exchange(r.Base, segur.TableProjects, nil, p)
	}
	return edit.Exchange(r.Base, segur.TableProjects, *f.old, p)
}

// amount reads millions of euros, nil where nothing was typed.
func amount(a *driver.Answers, field string) *segur.Number {
	if a.Given(field) == "" {
		return nil
	}
	n, err := input.Number(a.Given(field), euros())
	if err != nil {
		a.Mistyped(field, err)
		return nil
	}
	return &n
}

// identifier returns the name of a new project in addresses: that of the draft where it has one.
func identifier(r *driver.Request, p segur.Project) string {
	taken := func(id string) bool {
		_, found := regional.Row(r.Live.Projects, id)
		return found
	}
	if r.Proposal != nil {
		if kept, _, ok := regional.Only(r.Proposal.Changes.Projects); ok && !taken(kept.ID) {
			return kept.ID
		}
	}
	return cmp.Or(input.Slug(p.Place+" "+p.Title.FR, taken), input.Slug("projet "+p.Department, taken))
}

package entry

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
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/form"
)

// newIndicatorForm defines an indicator with its first figure.
type newIndicatorForm struct{}

// Allow refuses those who may define nothing for the measures of their scope.
func (f *newIndicatorForm) Allow(r *driver.Request) ([]desk.Target, error) { return scoped(r), nil }

// Ask asks for the definition and the figure.
func (f *newIndicatorForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, _ := proposed(r, definitions)
	first := segur.Value{Kind: segur.KindActual, Flag: "final", Confidence: "high"}
	if r.Proposal != nil && len(r.Proposal.Changes.Values.Add) > 0 {
		first = r.Proposal.Changes.Values.Add[0]
	}
	page, words := q.Page, r.Words
	page.Title, page.Lede = words.T("entry.new_indicator_title"), words.T("entry.new_indicator_lede")
	page.Action, q.Start = paths.NewIndicator, paths.Entry
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: page.Title})
	askDefinition(r, q, segur.Indicator{}, shown, nil)
	q.Ask("code", form.Field{Name: fieldCode, Values: driver.One(shown.Code), Width: 20})
	// Which measures it is about is still to be answered: those of the scope are possible.
	possible := slices.Concat(shown.Measures, r.Call.Actor.Scope.Measures)
	figure.AskValue(r, q, segur.Indicator{Unit: shown.Unit, Decimals: shown.Decimals, Measures: possible}, first)
	q.Documents = &driver.Documents{Chosen: driver.One(first.Source)}
	page.Sections = newIndicatorSections(words)
	return nil
}

// newIndicatorSections begins with what must be answered; the rest has an answer already, and is
// folded.
func newIndicatorSections(words *driver.Words) []driver.Section {
	needed, more := figure.QuestionsByNeed()
	return []driver.Section{
		{Title: words.T("entry.section_definition"), Questions: []string{
			fieldLabel + "_fr", fieldLabel + "_en", fieldDefinition + "_fr", fieldDefinition + "_en",
		}},
		{Title: words.T("entry.section_counting"), Questions: []string{fieldUnit, fieldDecimals, fieldNature, fieldDirection, fieldRole}},
		{Title: words.T("entry.section_first_value"), Questions: needed},
		{Title: words.T("entry.section_first_value_more"), Questions: more, Fold: true},
		{Title: words.T("entry.section_source"), Documents: true},
		{Title: words.T("entry.section_measures"), Questions: []string{fieldMeasures}, Fold: true},
		{Title: words.T("entry.section_indicator_more"), Questions: []string{fieldCode, fieldBreak, fieldNext}, Fold: true},
	}
}

// Read makes the indicator and its first figure of the answers.
func (f *newIndicatorForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	ind := readDefinition(r, a, segur.Indicator{})
	taken := func(code string) bool { return definition(r.Live, code) != nil || definition(r.Base, code) != nil }
	ind.Code = cmp.Or(a.Given(fieldCode), input.Slug(ind.Label.FR, taken))
	switch {
	case ind.Code == "" && ind.Label.FR == "": // the label is missing, and that is said
	case ind.Code == "":
		a.RefuseOnce(fieldCode, "entry.code_needed")
	case taken(ind.Code):
		a.Refuse(fieldCode, "entry.code_taken", "code", ind.Code)
	case ind.Code != input.Slug(ind.Code, func(string) bool { return false }):
		a.Refuse(fieldCode, "entry.code_format", "code", cmp.Or(input.Slug(ind.Code, taken), "msp-count"))
	}
	v := figure.ReadValue(r, a, ind)
	if ids := a.Documents(); len(ids) > 0 {
		v.Source = ids[0]
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	v.Indicator = ind.Code
	return edit.Indicator(r.Base, ind, []segur.Value{v})
}

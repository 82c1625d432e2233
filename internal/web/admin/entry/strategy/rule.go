package strategy

import (
	"cmp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a rule.
const (
	fieldRule = "regle"
	fieldKind = "genre"
)

// ruleForm writes a rule: a new one, or one that is published.
type ruleForm struct {
	published bool
	key       string              // of the published one, "" where the address names it
	old       *segur.StrategyRule // as the person saw it, nil for a new one
	live      segur.StrategyRule  // as it is published now, or else as it was seen
}

// Allow finds the rule. One that moves touches the region that it leaves and the one that it comes to.
func (f *ruleForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if !f.published {
		return regional.Concerned(regional.Asked(r)), nil
	}
	old, ok := regional.Row(r.Base.StrategyRules, cmp.Or(f.key, r.Param(regional.FieldOn)))
	if !ok {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	f.old, f.live = &old, old
	if now, ok := regional.Row(r.Live.StrategyRules, old.RowKey()); ok {
		f.live = now
	}
	return regional.Concerned(regional.Touched(r, old)...), nil
}

// Ask asks for the rule.
func (f *ruleForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown := f.live
	if r.Proposal != nil {
		if row, _, ok := regional.Only(r.Proposal.Changes.StrategyRules); ok {
			shown = row
		}
	}
	if !f.published && shown.Territory == "" {
		shown.Territory = regional.Asked(r)
	}
	page, words := q.Page, r.Words
	page.Title, page.Action = words.T("regional.new_rule_title"), paths.NewRule
	var live *segur.Text
	if f.published {
		page.Title, page.Action, live = words.T("regional.rule_title"), paths.CorrectRule, &f.live.Text
		q.Hide(regional.FieldOn, f.old.RowKey())
	}
	q.Start = paths.Strategies
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("regional.strategies_title"), Href: paths.Strategies})
	regional.Ask(r, q, shown.Territory)
	q.Ask("rule_kind", form.Field{
		Name: fieldKind, Kind: form.Radios, Values: driver.One(shown.Kind),
		Options: words.Options("change.rule_kind.", segur.Allowed(segur.TableStrategyRules, "kind")),
	})
	q.AskBoth(fieldRule, 2, live, shown.Text)
	askRank(q, shown.Order)
	q.Hold(driver.Columns{segur.TableStrategyRules: {
		"territory": regional.FieldRegion, "text_fr": fieldRule + "_fr", "text_en": fieldRule + "_en", "kind": fieldKind, "order": fieldRank,
		"source_id": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Chosen: driver.One(shown.Source), Now: driver.One(f.live.Source)}
	page.Sections = []driver.Section{
		{Questions: []string{regional.FieldRegion, fieldKind, fieldRule + "_fr", fieldRule + "_en", fieldRank}},
		{Title: words.T("entry.section_sources"), Documents: true},
	}
	return nil
}

// Read makes the rule of the answers.
func (f *ruleForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	rule := segur.StrategyRule{
		Territory: regional.Read(r, a), Kind: a.Word(fieldKind, segur.Allowed(segur.TableStrategyRules, "kind")), Text: a.Both(fieldRule),
	}
	if rule.Text.FR == "" {
		a.Require(fieldRule + "_fr") // it names the row, in a draft too
	}
	last := 0
	for _, other := range r.Live.StrategyRules {
		if other.Territory == rule.Territory && other.Kind == rule.Kind {
			last = max(last, other.Order)
		}
	}
	next := last + 1
	if f.old != nil && f.old.Territory == rule.Territory && f.old.Kind == rule.Kind {
		next = f.old.Order
	}
	rule.Order = readRank(a, next)
	for _, id := range a.Documents() {
		rule.Source = id
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return f.exchange(r, a, rule)
}

func (f *ruleForm) exchange(r *driver.Request, a *driver.Answers, rule segur.StrategyRule) (segur.ChangeSet, error) {
	if _, taken := regional.Row(r.Live.StrategyRules, rule.RowKey()); taken && (f.old == nil || f.old.RowKey() != rule.RowKey()) {
		a.Refuse(fieldRank, "regional.rank_taken", "rank", rule.Order)
		return segur.ChangeSet{}, nil
	}
	if f.old == nil {
		return edit.Exchange(r.Base, segur.TableStrategyRules, nil, rule)
	}
	return edit.Exchange(r.Base, segur.TableStrategyRules, *f.old, rule)
}

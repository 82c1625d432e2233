package words

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// regionalEndings are those of what belongs to regions.
func regionalEndings() map[string][]string {
	var categories []string
	for _, heads := range (segur.Audience{}).ByCategory() {
		categories = append(categories, heads.Category)
	}
	return map[string][]string{
		"journal_table.":         texts(segur.Tables(), func(t segur.Table) string { return t.About().Name }),
		"change.stage.":          texts(segur.Stages(), func(s segur.Stage) string { return string(s) }),
		"change.sector.":         segur.Allowed(segur.TableProjects, "sector"),
		"change.strategy_scope.": segur.Allowed(segur.TableStrategies, "scope"),
		"change.rule_kind.":      segur.Allowed(segur.TableStrategyRules, "kind"),
		"change.session_form.":   segur.Allowed(segur.TableSessions, "form"),
		"change.audience.":       categories,
	}
}

// askedOfRegions are the questions about rows of a region, with those that have a hint.
func askedOfRegions() []string {
	asked := strings.Fields("region department project_place project_operator sector project_cost project_aid stage stage_on project_starts " +
		"project_ends project_note")
	hints := without(without(without(slices.Clone(asked), "region"), "project_place"), "sector")
	return append(asked, texts(hints, func(h string) string { return h + "_hint" })...)
}

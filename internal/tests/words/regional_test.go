package words

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/segur"
)

// regionalEndings are those of what belongs to regions.
func regionalEndings() map[string][]string {
	var categories []string
	for _, heads := range (segur.Audience{}).ByCategory() {
		categories = append(categories, heads.Category)
	}
	rates := []string{string(segur.RateInhabitant), string(segur.RateHundredThousand)}
	return map[string][]string{
		"rate.": rates, "chart.regions.rate_unit.": rates, "chart.column.per.": rates,
		"journal_table.":         texts(segur.Tables(), func(t segur.Table) string { return t.About().Name }),
		"change.stage.":          texts(segur.Stages(), func(s segur.Stage) string { return string(s) }),
		"change.sector.":         segur.Allowed(segur.TableProjects, "sector"),
		"change.strategy_scope.": segur.Allowed(segur.TableStrategies, "scope"),
		"change.rule_kind.":      segur.Allowed(segur.TableStrategyRules, "kind"),
		"change.session_form.":   segur.Allowed(segur.TableSessions, "form"),
		"change.audience.":       categories,
		"regional.":              aboutSessions(),
		"regional.file.":         append(attachment.Reasons(), "lost"),
	}
}

// aboutSessions are the questions about the texts of a session.
func aboutSessions() []string {
	both := product(strings.Fields("session_title session_synthesis session_proposals session_examples"), []string{"_fr", "_en", "_fr_hint"})
	for i, key := range both {
		both[i] = strings.Replace(key, "._", "_", 1)
	}
	return both
}

// askedOfRegions are the questions about rows of a region, with those that have a hint.
func askedOfRegions() []string {
	both := strings.Fields("orientation_fr orientation_en regle_fr regle_en orientation_fr_hint regle_fr_hint")
	asked := strings.Fields("orientation_period orientation_scope rank rule_kind session_date session_form session_pillars session_heard session_file session_drop session_source region department project_place project_operator sector project_cost project_aid stage stage_on project_starts " +
		"project_ends project_note")
	hints := slices.Clone(asked)
	for _, plain := range strings.Fields("region project_place sector rule_kind orientation_scope session_drop") {
		hints = without(hints, plain)
	}
	return append(append(asked, both...), texts(hints, func(h string) string { return h + "_hint" })...)
}

package words

import "github.com/segur-tracker/segur/internal/segur"

// projectEndings are those of the investment plan.
func projectEndings() map[string][]string {
	return map[string][]string{
		"project.stage_":  segur.Allowed(segur.TableProjects, "stage"),
		"project.sector_": segur.Allowed(segur.TableProjects, "sector"),
		"invest.step_":    {"promised", "notified", "committed", "forecast", "paid"},
		"invest.rules_":   segur.Allowed(segur.TableStrategyRules, "kind"),
	}
}

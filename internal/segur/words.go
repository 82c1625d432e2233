package segur

import "strings"

// Allowed returns the words that a field admits, none where it is not an enumeration. The
// dataset's description is the source of these lists.
func Allowed(table, field string) []string { return strings.Fields(words(table + "." + field)) }

// words is asked for every word of a dataset: a switch allocates nothing.
func words(column string) string {
	switch column {
	case "sources.kind":
		return "official law parliament audit statistics press professional other"
	case "sources.language":
		return "fr en"
	case "territories.level":
		return "country region"
	case "measures.title_basis":
		return "official near_official attested provisional"
	case "measures.number_basis":
		return "official provisional"
	case "assessments.state":
		return "done done_modified in_progress preparing not_started suspended abandoned"
	case "assessments.basis":
		return "official inferred by_subject"
	case "indicators.unit":
		return "count places beds percent eur eur_per_month million_eur billion_eur million " +
			"persons hours days"
	case "indicators.direction":
		return "up down none"
	case "indicators.nature":
		return "stock flow cumulative amount share"
	case "indicators.role":
		return "deployment outcome means context method"
	case "values.kind":
		return "baseline actual target"
	case "values.scope":
		return "hospital hospital_social with_regional with_european with_fir unstated"
	case "values.flag":
		return "final provisional estimated rounded"
	case "values.confidence":
		return "high medium low"
	case "events.kind":
		return "speech launch agreement law decree report review other"
	case "consultation.mode":
		return "plenary committee negotiation interview workshop online mixed"
	case "consultation.frequency":
		return "once weekly quarterly occasional continuous two_rounds"
	case "priorities.kind":
		return "axis method"
	case "searches.corpus":
		return "pages web"
	case "searches.wording":
		return "exact shortened topic"
	}
	return ""
}

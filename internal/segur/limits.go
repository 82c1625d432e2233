package segur

import "strings"

// Longest returns how many letters a text of a table may have, 0 where nothing bounds it: what fits
// the place in which it is shown, with room above the longest of the dataset. The column may be
// named with its language ("title_fr") or without.
func Longest(table, column string) int {
	column = strings.TrimSuffix(strings.TrimSuffix(column, "_fr"), "_en")
	switch table + "." + column {
	case "measures.short_title": // a label of the matrix and of lists
		return 60
	case "measures.title", "events.title", "indicators.label", "priorities.title":
		return 200
	case "measures.summary":
		return 600
	case "assessments.justification":
		return 800
	case "indicators.description", "indicators.break_note", "values.note", "consultation.summary", "priorities.summary":
		return 500
	case "sources.title", "consultation.title":
		return 300
	case "sources.publisher":
		return 150
	case "searches.query", "searches.outcome":
		return 200
	}
	return 0
}

// MayBeNegative reports whether a figure of an indicator may lie below zero: an amount of money that
// came in or went out (a saving, a deficit, a withdrawn credit), or that is stated as such. A count
// may not, nor a share, a stock of money, a running total or what somebody is paid.
func (ind Indicator) MayBeNegative() bool {
	switch ind.Unit {
	case "eur", "million_eur", "billion_eur":
		return ind.Nature == NatureFlow || ind.Nature == NatureAmount
	}
	return false
}

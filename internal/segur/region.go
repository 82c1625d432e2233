package segur

import "math"

// The indicators by which regions are set side by side.
const (
	PopulationIndicator = "pop"           // inhabitants
	EnvelopeIndicator   = "invr-envelope" // what the plan's investment is to bring a region
)

// ScopeUnstated is the scope of an amount whose source does not say what it includes: it compares with
// none, not even with another of that kind.
const ScopeUnstated = "unstated"

// MoneyCoversMore reports whether what is paid in a region serves more people than its population
// counts: the agency of Guadeloupe also covers Saint-Martin and Saint-Barthélemy, which no figure of
// its population includes.
func MoneyCoversMore(region string) bool { return region == "01" }

// Euros returns how many euros one of a unit is worth; ok is false for a unit that is no amount of
// public money.
func Euros(unit string) (worth float64, ok bool) {
	switch unit {
	case "million_eur":
		return 1e6, true
	case "billion_eur":
		return 1e9, true
	}
	return 0, false
}

// PerInhabitant returns an amount in euros per inhabitant, rounded to a tenth of a cent: amount × worth
// of the unit ÷ people.
func PerInhabitant(amount Number, unit string, people Number) (per Number, ok bool) {
	worth, ok := Euros(unit)
	if !ok || people <= 0 {
		return 0, false
	}
	return Number(math.Round(amount.Float() * worth / people.Float() * numberScale)), true
}

// EnvelopeParts are the indicators that say what a region's envelope is made of, or what comes beside it:
// periods and scopes differ, and only EnvelopeSums says what adds up.
func EnvelopeParts() []string {
	return []string{"invr-health", "invr-debt", "invr-projects", "invr-daily", "invr-esms", "invr-digital", "invr-local"}
}

// EnvelopeSums are the parts that may make up an envelope: restored finances, large projects, daily investment,
// and social care last, which an envelope of hospitals leaves out.
func EnvelopeSums() []string {
	return []string{"invr-debt", "invr-projects", "invr-daily", "invr-esms"}
}

package segur

import (
	"math"
	"slices"
)

// The indicators by which regions are set side by side.
const (
	PopulationIndicator = "pop"           // inhabitants
	EnvelopeIndicator   = "invr-envelope" // what the plan's investment is to bring a region
)

// ScopeUnstated is the scope of an amount whose source does not say what it includes: it compares with
// none, not even with another of that kind.
const ScopeUnstated = "unstated"

// ServesMore reports whether what is paid and counted in a region serves more people than its population
// counts: the agency of Guadeloupe also covers Saint-Martin and Saint-Barthélemy, which no figure of
// its population includes.
func ServesMore(region string) bool { return region == "01" }

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

// Rate is what the figures of regions are set in proportion to: by themselves, most would rank populations.
type Rate string

// The rates.
const (
	RateNone            Rate = ""
	RateInhabitant      Rate = "inhabitant"       // euros per inhabitant
	RateHundredThousand Rate = "hundred_thousand" // things or people per 100,000 inhabitants
)

// RateOf returns the rate by which an indicator compares regions: none for shares, durations and what one
// person is paid, nor for the population itself.
func RateOf(i Indicator) Rate {
	switch _, money := Euros(i.Unit); {
	case money:
		return RateInhabitant
	case i.Code != PopulationIndicator && slices.Contains([]string{"count", "places", "beds", "persons", "million"}, i.Unit):
		return RateHundredThousand
	}
	return RateNone
}

// Per returns number units in proportion to people, rounded to a thousandth: number × worth of the unit ÷ people,
// in euros or in things per 100,000 inhabitants. ok is false without people.
func (r Rate) Per(number Number, unit string, people Number) (per Number, ok bool) {
	if r == RateNone || people <= 0 {
		return 0, false
	}
	worth, money := Euros(unit)
	switch {
	case unit == "million":
		worth = 1e6
	case !money:
		worth = 1
	}
	if r == RateHundredThousand {
		worth *= 1e5
	}
	return Number(math.Round(number.Float() * worth / people.Float() * numberScale)), true
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

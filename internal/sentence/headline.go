package sentence

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// group is a clause of the headline.
type group struct {
	name   string
	count  int
	other  int // measures of a done group that were done otherwise than planned
	silent int // measures that have been without news for segur.SilentAfterYears
}

// Headline says in one sentence where the measures stand in a year. Under segur.LastKnown it counts
// every measure: what is done, what is under way, since when nothing is heard; under segur.ByYear
// what is documented that year, and for how many nothing is. Of the year under way it speaks in the
// present tense.
func Headline(c *catalog.Catalog, r segur.Reading, year int, l *locale.Localizer) locale.Phrase {
	t := c.Tally(r, year)
	if r == segur.LastKnown {
		return known(c, t, l)
	}
	return thatYear(c, t, l)
}

// known tells the last known state of every measure.
func known(c *catalog.Catalog, t catalog.YearCounts, l *locale.Localizer) locale.Phrase {
	total := t.Counts.Total()
	if t.Counts[segur.Unknown] == total {
		return l.Phrase("standing.nothing", "count", total, "total", Count(l, total))
	}
	now := t.Year == c.LastYear()
	var clauses []locale.Phrase
	for _, g := range everyGroup(t) {
		clause := g.standing(l, len(clauses) == 0, total, now)
		clauses = append(clauses, clause)
	}
	semicolon := l.T("standing.semicolon")
	said := locale.Join(semicolon, clauses...)
	if now {
		return said
	}
	return l.Phrase("standing.then", "year", t.Year, "said", said)
}

// everyGroup returns the clauses that together count every measure: the realised ones first, then
// the others in display order, those that were never documented last.
func everyGroup(t catalog.YearCounts) []group {
	var groups []group
	if n := t.Counts[segur.Done] + t.Counts[segur.DoneModified]; n > 0 {
		groups = append(groups, group{name: "done", count: n, other: t.Counts[segur.DoneModified]})
	}
	for _, s := range segur.Standings() {
		if n := t.Counts[s]; n > 0 && s != segur.Done && s != segur.DoneModified {
			groups = append(groups, group{name: cmp.Or(string(s), "unknown"), count: n, silent: t.Silent[s]})
		}
	}
	return groups
}

func (g group) standing(l *locale.Localizer, first bool, total int, now bool) locale.Phrase {
	are := verb(l, now, g.count)
	clause := l.Phrase("standing."+place(first)+"."+g.key(), "count", g.count, "n", Count(l, g.count), "total", Count(l, total),
		"other", Count(l, g.other), "are", are)
	if g.silent == 0 {
		return clause
	}
	quiet := "standing.silent"
	if g.silent == g.count {
		quiet = "standing.all_silent"
	}
	without := l.Phrase(quiet, "count", g.silent, "n", Count(l, g.silent))
	return locale.Join(", ", clause, without)
}

// verb returns the form of « to be » that a count asks for, now or then.
func verb(l *locale.Localizer, now bool, count int) string {
	if now {
		return l.T("verb.now", "count", count)
	}
	return l.T("verb.then", "count", count)
}

// stands returns the form of « to stand » that a count asks for, now or then.
func stands(l *locale.Localizer, now bool, count int) string {
	if now {
		return l.T("verb.stands", "count", count)
	}
	return l.T("verb.stood", "count", count)
}

func place(first bool) string {
	if first {
		return "first"
	}
	return "next"
}

// thatYear tells how many measures have each state that year, and how many none.
func thatYear(c *catalog.Catalog, t catalog.YearCounts, l *locale.Localizer) locale.Phrase {
	total, unknown := t.Counts.Total(), t.Counts[segur.Unknown]
	when := InYear(c, l, t.Year)
	groups := clauses(t.Counts)
	stood := stands(l, t.UnderWay, unknown)
	if len(groups) == 0 {
		return l.Phrase("headline.nothing", "when", when, "count", total, "total", Count(l, total), "stood", stood)
	}
	said := sayGroups(l, groups, t.UnderWay)
	if unknown == 0 {
		return l.Phrase("headline.year", "when", when, "said", said)
	}
	return l.Phrase(silence(groups, unknown, total), "when", when, "said", said, "count", unknown, "unknown", Count(l, unknown), "stood", stood)
}

// InYear begins a sentence about a year: « En 2025 », and « En 2026, à fin novembre » while the year
// is under way.
func InYear(c *catalog.Catalog, l *locale.Localizer, year int) string {
	if !c.UnderWay(year) || c.AsOf().Year() != year {
		return l.T("headline.in_year", "year", year)
	}
	until := Until(c, l)
	return l.T("headline.so_far", "year", year, "until", until)
}

// monthEnds is the day of a month from which its end is near.
const monthEnds = 21

// Until says up to when the record was kept, without the year: « à fin novembre », « au 3 mars ».
func Until(c *catalog.Catalog, l *locale.Localizer) string {
	day := c.AsOf()
	if day.Day() >= monthEnds {
		return l.T("asof.month_end", "month", l.Month(day.Month()))
	}
	return l.T("asof.day", "day", l.DayMonth(day))
}

// silence chooses between « 13 others » and « the other 13 », when nothing else is left.
func silence(groups []group, unknown, total int) string {
	for _, g := range groups {
		unknown += g.count
	}
	if unknown == total {
		return "headline.year_and_rest"
	}
	return "headline.year_and_silence"
}

// clauses groups the measures that have a state, the largest group first: with those that have none
// they are all of them.
func clauses(counts segur.Counts) []group {
	var done, others []group
	if n := counts[segur.Done] + counts[segur.DoneModified]; n > 0 {
		done = append(done, group{name: "done", count: n, other: counts[segur.DoneModified]})
	}
	for _, s := range segur.States() {
		if s != segur.Done && s != segur.DoneModified && counts[s] > 0 {
			others = append(others, group{name: string(s), count: counts[s]})
		}
	}
	bySize := func(a, b group) int { return cmp.Compare(b.count, a.count) }
	slices.SortStableFunc(others, bySize)
	picked := append(done, others...)
	slices.SortStableFunc(picked, bySize)
	return picked
}

func sayGroups(l *locale.Localizer, groups []group, now bool) locale.Phrase {
	var clauses []locale.Phrase
	for i, g := range groups {
		are := verb(l, now, g.count)
		clause := l.Phrase("headline."+place(i == 0)+"."+g.key(), "count", g.count, "n", Count(l, g.count), "other", Count(l, g.other), "are", are)
		clauses = append(clauses, clause)
	}
	key := "headline.and"
	if len(groups) > 1 && slices.ContainsFunc(groups[:len(groups)-1], group.hasParts) {
		key = "headline.and_after"
	}
	and := l.T(key)
	last := len(clauses) - 1
	if last == 0 {
		return clauses[0]
	}
	return locale.Join(and, locale.Join(", ", clauses[:last]...), clauses[last])
}

// hasParts reports a clause with a comma in it, after which another is told apart by one.
func (g group) hasParts() bool { return g.key() == "done_partly_modified" }

// key tells realised measures that all went otherwise, or some, or none.
func (g group) key() string {
	switch {
	case g.name == "done" && g.other == g.count:
		return "done_modified"
	case g.name == "done" && g.other > 0:
		return "done_partly_modified"
	}
	return g.name
}

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
	name  string
	count int
	other int // measures of a done group that were done otherwise than planned
}

// Headline says in one sentence where the measures stand in a year: what is realised, the
// largest other group, and what is not documented.
func Headline(c *catalog.Catalog, year int, l *locale.Localizer) (locale.Phrase, error) {
	counts := c.Counts(year)
	total, unknown := counts.Total(), counts[segur.Unknown]
	groups := clauses(counts)
	if len(groups) == 0 {
		return l.Phrase("headline.nothing", "year", year, "count", total, "total", Count(l, total))
	}
	said, err := sayGroups(l, groups)
	if err != nil {
		return nil, err
	}
	if unknown == 0 {
		return l.Phrase("headline.year", "year", year, "said", said)
	}
	return l.Phrase(silence(groups, unknown, total), "year", year, "said", said, "count", unknown, "unknown", Count(l, unknown))
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

// clauses picks at most two groups: the realised measures if any, then the largest others.
func clauses(counts segur.Counts) []group {
	var done, others []group
	if n := counts[segur.Done] + counts[segur.DoneModified]; n > 0 {
		done = append(done, group{"done", n, counts[segur.DoneModified]})
	}
	for _, s := range segur.States() {
		if s != segur.Done && s != segur.DoneModified && counts[s] > 0 {
			others = append(others, group{string(s), counts[s], 0})
		}
	}
	bySize := func(a, b group) int { return cmp.Compare(b.count, a.count) }
	slices.SortStableFunc(others, bySize)
	picked := append(done, others[:min(len(others), 2-len(done))]...)
	slices.SortStableFunc(picked, bySize)
	return picked
}

func sayGroups(l *locale.Localizer, groups []group) (locale.Phrase, error) {
	var clauses []locale.Phrase
	for i, g := range groups {
		place := "first"
		if i > 0 {
			place = "next"
		}
		clause, err := l.Phrase("headline."+place+"."+g.key(), "count", g.count, "n", Count(l, g.count), "other", Count(l, g.other))
		if err != nil {
			return nil, err
		}
		clauses = append(clauses, clause)
	}
	and, err := l.T("headline.and")
	if err != nil {
		return nil, err
	}
	return locale.Join(and, clauses...), nil
}

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

package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Next says when the next figure of an indicator is expected and on what ground; once that is past
// on the day of the publication, that it is late, and on which day this was so. It is "" where no
// figure is expected.
func Next(c *catalog.Catalog, ind *catalog.Indicator, day string, l *locale.Localizer) (said string, late bool) {
	next, ok := ind.Next()
	if !ok {
		return "", false
	}
	when := Date(l, next.On)
	if next.Basis == catalog.NextSet {
		when = on(l, next.On)
	}
	id := "next."
	if late = c.Late(ind); late {
		id = "next_late."
	}
	said = l.T(id+string(next.Basis), "when", when, "day", day)
	return said, late
}

// on names a date after a verb: "le 12 mars 2027", "en mars 2027".
func on(l *locale.Localizer, d segur.Date) string {
	id := "period.in"
	if d.Day != 0 {
		id = "next_on"
	}
	return l.T(id, "date", Date(l, d))
}

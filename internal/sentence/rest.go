package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Rest says under the headline of last known states how many of them are older than the year, and
// that none is unknown or given up where that is so; nil where there is nothing to add.
func Rest(c *catalog.Catalog, r segur.Reading, year int, l *locale.Localizer) locale.Phrase {
	t := c.Tally(r, year)
	if r != segur.LastKnown || t.Counts.Total() == t.Counts[segur.Unknown] {
		return nil
	}
	var said locale.Phrase
	for _, absent := range []struct {
		state segur.State
		key   string
	}{{segur.Unknown, "rest.all_documented"}, {segur.Abandoned, "rest.none_abandoned"}} {
		if t.Counts[absent.state] > 0 {
			continue
		}
		sentence := l.Phrase(absent.key, "first", c.FirstYear())
		said = append(said, sentence...)
	}
	older := t.Carried.Total()
	if older == 0 {
		return said
	}
	carried := l.Phrase("rest.carried", "count", older, "n", Count(l, older), "year", year)
	return append(said, carried...)
}

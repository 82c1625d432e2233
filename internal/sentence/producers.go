package sentence

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
)

// Past mostNamed producers, a line names the first two and counts the others.
const (
	mostNamed = 3
	someNamed = 2
)

// Producers names who published some documents, each once and in their order, and counts them:
// "Drees, Cnam et 4 autres", 6; "" and 0 where no document is known.
func Producers(c *catalog.Catalog, l *locale.Localizer, documents []string) (named string, count int) {
	var names []string
	for _, id := range documents {
		source := c.Source(id)
		if source == nil {
			continue
		}
		if name := l.Text(source.Publisher); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	count = len(names)
	if count <= mostNamed {
		return l.List(names), count
	}
	others := count - someNamed
	named = l.T("producers.more", "count", others, "n", l.Number(float64(others), 0), "names", strings.Join(names[:someNamed], ", "))
	return named, count
}

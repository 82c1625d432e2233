package admin

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/desk"
)

// ScopeWords says what a scope bounds, one line for regions and one for measures; none when it
// bounds nothing.
func (c *Call) ScopeWords(s desk.Scope) []string {
	var names, numbers, lines []string
	for _, code := range s.Regions {
		name := code
		if t, ok := c.Catalog.Territory(code); ok {
			name = c.Words.Text(t.Name.In(string(c.Words.Lang())))
		}
		names = append(names, name)
	}
	for _, number := range s.Measures {
		numbers = append(numbers, fmt.Sprint(number))
	}
	for _, part := range []struct {
		key   string
		items []string
	}{{"scope.regions", names}, {"scope.measures", numbers}} {
		if len(part.items) == 0 {
			continue
		}
		line := c.Words.T(part.key, "count", len(part.items), "list", c.Words.List(part.items))
		lines = append(lines, line)
	}
	return lines
}

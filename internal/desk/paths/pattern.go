package paths

import (
	"net/url"
	"strconv"
	"strings"
)

// Patterns of the addresses that tell what they are about, as routes declare them: ":name" stands
// for what Of fills in.
type (
	ByID     string // a row of the desk: a proposal, a plan, an account, a report
	ByNumber string // a measure or a publication
	ByYear   string // a measure and a year
	ByName   string // an indicator, a document or a chart by its identifier, or a one-time token
	ByAction string // an indicator and an action on its figures
)

// Of returns the address of a row.
func (p ByID) Of(id int64) string { return fill(string(p), strconv.FormatInt(id, 10)) }

// Of returns the address of a measure or a publication.
func (p ByNumber) Of(number int) string { return fill(string(p), strconv.Itoa(number)) }

// Of returns the address of a measure in a year.
func (p ByYear) Of(measure, year int) string {
	return fill(string(p), strconv.Itoa(measure), strconv.Itoa(year))
}

// Of returns the address of what has a name, whatever characters that has.
func (p ByName) Of(name string) string { return fill(string(p), name) }

// Of returns the address of an action on the figures of an indicator.
func (p ByAction) Of(code string, a Action) string { return fill(string(p), code, string(a)) }

// fill puts values in the place of the parameters of a pattern, in order.
func fill(pattern string, values ...string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") {
			parts[i], values = url.PathEscape(values[0]), values[1:]
		}
	}
	return strings.Join(parts, "/")
}

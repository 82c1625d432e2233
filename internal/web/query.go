package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Pair is one parameter of an address, decoded.
type Pair struct {
	Name, Value string
	Err         error // the value's percent-encoding is broken
}

// ampersands are what an address holds in the place of &, when a program wrote it into markup once too often. Browsers send
// nothing after a #: of "&#038;" only programs send the rest.
var ampersands = []string{"amp;", "#038;", "#38;", "#x26;"}

// Pairs returns the parameters of a raw query in their order. A known name counts behind an ampersand that was escaped, twice or more
// too, and behind a semicolon, which was a separator before URLs had a standard (HTML 4.01, § B.2.2): what is dropped in silence
// would answer another question than was asked.
func Pairs(query string, known []string) (pairs []Pair) {
	for part := range strings.SplitSeq(query, "&") {
		for _, raw := range atSemicolons(part, known) {
			name, value, _ := strings.Cut(bareName(raw), "=")
			if name == "" {
				continue
			}
			pair := Pair{Name: name}
			if read, err := url.QueryUnescape(name); err == nil {
				pair.Name = bareName(strings.TrimSpace(segur.Visible(read)))
			}
			if rest, found := cutPrefixFold(pair.Name, "amp"); found && slices.Contains(known, rest) {
				pair.Name = rest // browsers read "&ampa=" as "&a=" in markup
			}
			if whole, inside, both := strings.Cut(pair.Name, "="); both && value == "" && slices.Contains(known, whole) {
				pair.Name, value = whole, url.QueryEscape(inside)
			}
			pair.Value, pair.Err = url.QueryUnescape(value)
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// bareName is a name without what is left of escaped ampersands before it.
func bareName(name string) string {
	for i := 0; i < len(ampersands); i++ {
		if rest, found := cutPrefixFold(name, ampersands[i]); found {
			name, i = rest, -1
		}
	}
	return name
}

func cutPrefixFold(s, prefix string) (rest string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// atSemicolons cuts a part of a query before each known name that follows a semicolon, escaped ampersands between them left out. It
// takes as long as the part is: strangers choose what is in it.
func atSemicolons(part string, known []string) (parts []string) {
	from, run := 0, -1 // where a pair begins, and the escaped ampersands after it
	for at := 0; at <= len(part); {
		piece, _, _ := strings.Cut(part[at:], ";")
		name, _, isPair := strings.Cut(piece, "=")
		switch {
		case slices.ContainsFunc(ampersands, func(a string) bool { return strings.EqualFold(piece, strings.TrimSuffix(a, ";")) }):
			if run < 0 {
				run = at
			}
		case at > 0 && isPair && slices.Contains(known, name):
			end := at
			if run >= 0 {
				end = run
			}
			parts, from, run = append(parts, part[from:max(from, end-1)]), at, -1
		default:
			run = -1
		}
		at += len(piece) + 1
	}
	return append(parts, part[from:])
}

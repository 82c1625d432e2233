package segur

import (
	"net/url"
	"strings"
	"unicode"
)

// Bounds of the programme.
const (
	FirstYear     = 2020 // no measure can be assessed before it was announced
	PillarCount   = 4
	MeasureCount  = 33
	HeadlineCount = 8
)

// RegionCodes returns the INSEE codes of the 18 regions.
func RegionCodes() []string {
	return strings.Fields("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94")
}

// Visible returns a text without the characters that a reader cannot see and that can make it
// read otherwise than it is written: controls other than line ends and tabs, marks that turn the
// direction of writing, spaces of no width. Soft hyphens and joiners belong to words and stay.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, text)
}

// Invisible reports a character that a reader cannot see.
func Invisible(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7F, r == '\n', r == '\t': // nearly every letter
		return false
	case r == '\u200B', r == '\uFEFF':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// longestAddress is in bytes; browsers and archives handle as much.
const longestAddress = 2000

// IsAddress reports whether a text may become a public link: an absolute web address of a named
// site, as its reader would understand it. An address that names somebody before the site, that
// holds what no address is written with, or whose site is a number or a name in other letters
// than plain ones is refused; "xn--" names are plain.
func IsAddress(s string) bool {
	if len(s) > longestAddress || strings.ContainsAny(s, "\"<>\\") || strings.ContainsFunc(s, notOfAddress) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && isSite(u.Hostname())
}

func notOfAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || Invisible(r)
}

// isSite accepts the name of a site: labels joined by dots, the last of which is no number. A dot
// at the end is part of some names.
func isSite(host string) bool {
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(host), "."), ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && last[0] >= 'a' && last[0] <= 'z'
}

// IsSlug accepts lower-case words and digits joined by single hyphens.
func IsSlug(s string) bool {
	for _, part := range strings.Split(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

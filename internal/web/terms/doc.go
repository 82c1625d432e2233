// Package terms shows the glossary: its page, and the first use of each abbreviation on every other
// page, explained where it stands. Marking reads finished pages and adds to them; it must not know
// what they are about, and changes nothing else in them.
package terms

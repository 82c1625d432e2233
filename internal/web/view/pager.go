package view

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/locale"
)

// Pager leads through the pages of a long list.
type Pager struct {
	*locale.Localizer
	Label    string // of the navigation
	Number   int    // of the page, from 1
	Last     int
	Links    []PageLink // the first and the last page, and those around the current one
	Previous string     // "" on the first page
	Next     string     // "" on the last one
}

// PageLink leads to a page of a list; one without an address stands for those left out.
type PageLink struct {
	Number  int
	Href    string
	Current bool
}

// around is how many pages are named on each side of the current one.
const around = 2

// PageNumber reads the page that an address names: the first one where it names none.
func PageNumber(text string) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return n
	}
	return 1
}

// PagesOf returns how many pages a list takes, at least one.
func PagesOf(rows, perPage int) int { return max(1, (rows+perPage-1)/perPage) }

// Newest returns the last rows of a list by time, at most most, and how many are left out.
func Newest[T any](rows []T, most int) (newest []T, left int) {
	left = max(0, len(rows)-most)
	return rows[left:], left
}

// NewPager names the pages of a list; at returns the address of one.
func NewPager(words *locale.Localizer, label string, number, last int, at func(number int) string) Pager {
	p := Pager{Localizer: words, Label: label, Number: number, Last: last}
	for n := 1; n <= last; n++ {
		near := n >= number-around && n <= number+around
		switch {
		case near || n == 1 || n == last:
			p.Links = append(p.Links, PageLink{n, at(n), n == number})
		case p.Links[len(p.Links)-1].Href != "":
			p.Links = append(p.Links, PageLink{})
		}
	}
	if number > 1 {
		p.Previous = at(number - 1)
	}
	if number < last {
		p.Next = at(number + 1)
	}
	return p
}

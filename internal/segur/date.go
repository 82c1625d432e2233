package segur

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date that may be incomplete: month and day are zero when the source
// gives no more. The zero Date means "not given".
type Date struct {
	Year, Month, Day int
}

// ErrDate is returned for text that is not an existing YYYY, YYYY-MM or YYYY-MM-DD date.
var ErrDate = errors.New("not a date YYYY, YYYY-MM or YYYY-MM-DD")

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	parts := strings.Split(s, "-")
	if len(parts) > 3 {
		return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
	}
	numbers := [3]int{0, 0, 0}
	for i, part := range parts {
		if len(part) != []int{4, 2, 2}[i] || !allDigits(part) {
			return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
		}
		numbers[i], _ = strconv.Atoi(part)
	}
	d := Date{numbers[0], numbers[1], numbers[2]}
	if !d.exists(len(parts)) {
		return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
	}
	return d, nil
}

func (d Date) exists(parts int) bool {
	if d.Year < 1 || (parts > 1 && (d.Month < 1 || d.Month > 12)) || (parts > 2 && d.Day < 1) {
		return false
	}
	return parts < 3 || d.First().Day() == d.Day
}

// IsZero reports whether no date is given.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the dataset form, "" for the zero Date. Row keys are made of dates, by the
// thousand: hence no formatting by reflection.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	form := digits(make([]byte, 0, len("2020-07-21")), d.Year, 4)
	for _, part := range []int{d.Month, d.Day} {
		if part == 0 {
			break
		}
		form = digits(append(form, '-'), part, 2)
	}
	return string(form)
}

// digits appends a number with zeros in front up to a width.
func digits(form []byte, n, width int) []byte {
	text := strconv.Itoa(n)
	for range width - len(text) {
		form = append(form, '0')
	}
	return append(form, text...)
}

// First returns the first day that the date may mean, at midnight UTC.
func (d Date) First() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day that the date may mean, at midnight UTC.
func (d Date) Last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.First()
}

// Period is the interval that a figure speaks of: one date, or a range of years.
// The zero Period means "not given".
type Period struct {
	From Date
	To   Date // equal to From unless the period is a range
}

// ErrPeriod is returned for text that is not YYYY, YYYY-MM or YYYY/YYYY with the second year later.
var ErrPeriod = errors.New("not a period YYYY, YYYY-MM or YYYY/YYYY")

// The programme's bounds: figures outside are typing mistakes.
const (
	firstPeriodYear = 1990
	LastPeriodYear  = 2035
)

// ParsePeriod reads YYYY, YYYY-MM or YYYY/YYYY between 1990 and 2035.
func ParsePeriod(s string) (Period, error) {
	from, to, isRange := strings.Cut(s, "/")
	p, err := parsePeriod(from, to, isRange)
	if err != nil || p.From.Year < firstPeriodYear || p.To.Year > LastPeriodYear {
		return Period{}, fmt.Errorf("%q: %w", s, ErrPeriod)
	}
	return p, nil
}

func parsePeriod(from, to string, isRange bool) (Period, error) {
	first, err := ParseDate(from)
	if err != nil || first.Day != 0 {
		return Period{}, ErrPeriod
	}
	if !isRange {
		return Period{first, first}, nil
	}
	last, err := ParseDate(to)
	if err != nil || first.Month != 0 || last.Month != 0 || last.Day != 0 || last.Year <= first.Year {
		return Period{}, ErrPeriod
	}
	return Period{first, last}, nil
}

// IsRange reports whether the period spans several years.
func (p Period) IsRange() bool { return p.From != p.To }

// String returns the dataset form.
func (p Period) String() string {
	if p.IsRange() {
		return p.From.String() + "/" + p.To.String()
	}
	return p.From.String()
}

// Start and End return the first and last day of the period at midnight UTC.
func (p Period) Start() time.Time { return p.From.First() }

// End returns the last day of the period at midnight UTC.
func (p Period) End() time.Time { return p.To.Last() }

// Contains reports whether other lies within p.
func (p Period) Contains(other Period) bool {
	return !other.Start().Before(p.Start()) && !other.End().After(p.End())
}

// Placement says where a figure stands in time.
type Placement struct {
	Drawn  time.Time // its place on a time axis
	Judged time.Time // the day that the trajectory arithmetic uses
}

// Place is the one rule that turns a period into moments (design, § 2): stocks,
// cumulative figures and all targets stand at the end of their period; flows, shares and
// amounts over a period are drawn at its middle and judged at its end.
func Place(nature Nature, kind Kind, p Period) Placement {
	end := p.End()
	if kind == KindTarget || nature == NatureStock || nature == NatureCumulative {
		return Placement{Drawn: end, Judged: end}
	}
	half := end.AddDate(0, 0, 1).Sub(p.Start()) / 2
	return Placement{Drawn: p.Start().Add(half), Judged: end}
}

package input

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Moment is a local time as it was understood.
type Moment struct {
	At    time.Time
	Twice bool // clocks show this time twice that night; At is the second of both
}

// AbsentError says that clocks never show a time on its day: they go forward over it.
type AbsentError struct {
	Next time.Time // the same time by the clocks before the change
}

// Error names what is wrong for logs and tests.
func (e *AbsentError) Error() string { return "hour_absent: " + e.Next.String() }

// clock is a time of the day.
type clock struct{ hour, minute, second int }

// hourForm is a time as French people write it: "12:00:00", "12:00", "12h", "12 h 30", "9h05m30s".
func hourForm() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{1,2}) ?(?:[:h] ?(?:(\d{1,2}) ?(?:(?::|mn|min|m) ?(?:(\d{1,2}) ?s?)?)?)?)?$`)
}

// ReadMoment reads a day and an hour of a zone, the hour in either text: "21/07/2026" and "12 h 30",
// or "21/07/2026 12:30" alone. Of an hour that clocks show twice the second is taken. The error is a
// *AbsentError, or a *ParseError: date_empty, date_format (for a month or a year too),
// date_short_year, date_absent, hour_empty or hour_format.
func ReadMoment(day, hour string, zone *time.Location) (Moment, error) {
	day, hour = both(day, hour)
	date, err := Date(day)
	if err != nil {
		return Moment{}, err
	}
	if date.Day == 0 {
		return Moment{}, parseError("date_format", day)
	}
	if strings.TrimSpace(hour) == "" {
		return Moment{}, parseError("hour_empty", hour)
	}
	c, ok := readClock(hour)
	if !ok {
		return Moment{}, parseError("hour_format", hour)
	}
	return local(date, c, zone)
}

// ShownTwice reports whether clocks of a zone show the local time of at twice.
func ShownTwice(at time.Time, zone *time.Location) bool {
	shown := at.In(zone)
	day := segur.Date{Year: shown.Year(), Month: int(shown.Month()), Day: shown.Day()}
	m, err := local(day, clock{shown.Hour(), shown.Minute(), shown.Second()}, zone)
	return err == nil && m.Twice
}

// spaces makes every run of spaces of a text a plain one.
func spaces(text string) string { return strings.Join(strings.Fields(text), " ") }

func readClock(text string) (clock, bool) {
	text = strings.ToLower(spaces(text))
	if text == "midi" || text == "noon" {
		return clock{hour: 12}, true
	}
	parts := hourForm().FindStringSubmatch(text)
	if parts == nil {
		return clock{}, false
	}
	var numbers [3]int
	for i, part := range parts[1:] {
		if part != "" {
			numbers[i], _ = strconv.Atoi(part) // the form admits digits only
		}
	}
	c := clock{numbers[0], numbers[1], numbers[2]}
	return c, c.hour < 24 && c.minute < 60 && c.second < 60
}

// both takes the hour off a day that was typed with it: "21/07/2026 12:00:00".
func both(day, hour string) (string, string) {
	day = spaces(strings.NewReplacer(" à ", " ", " at ", " ").Replace(spaces(day)))
	if before, after, found := strings.Cut(day, " "); hour == "" && found && strings.ContainsAny(before, "/-.") {
		return before, after
	}
	return day, hour
}

// local finds the moments at which clocks of a zone show a time. Around a change of the clocks
// there is none, or there are two.
func local(d segur.Date, c clock, zone *time.Location) (Moment, error) {
	shown := time.Date(d.Year, time.Month(d.Month), d.Day, c.hour, c.minute, c.second, 0, time.UTC)
	var found []time.Time
	var next time.Time
	for _, about := range []time.Time{shown.Add(-24 * time.Hour), shown.Add(24 * time.Hour)} {
		_, offset := about.In(zone).Zone()
		at := shown.Add(-time.Duration(offset) * time.Second).In(zone)
		if next.IsZero() {
			next = at // by the clocks before the change
		}
		if at.Format(time.DateTime) == shown.Format(time.DateTime) && (len(found) == 0 || !found[0].Equal(at)) {
			found = append(found, at)
		}
	}
	switch len(found) {
	case 0:
		return Moment{}, &AbsentError{Next: next}
	case 1:
		return Moment{At: found[0]}, nil
	}
	// An embargo never ends too early: of the two, the later counts.
	at := found[0]
	if found[1].After(at) {
		at = found[1]
	}
	return Moment{At: at, Twice: true}, nil
}

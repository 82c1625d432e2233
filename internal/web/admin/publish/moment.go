package publish

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
)

// moment is a local time as it was understood.
type moment struct {
	at    time.Time
	twice bool // clocks show this time twice that night; at is the second of both
}

// Faults of a local time, named like keys of the locale files: "hour_empty", "hour_format",
// "hour_absent". Those of the day are *input.ParseError.
type hourFault struct {
	key  string
	next time.Time // first time that exists after a gap
}

func (f *hourFault) Error() string { return f.key }

// clock is a time of the day.
type clock struct{ hour, minute, second int }

// hourForm is a time as French people write it: "12:00:00", "12:00", "12h", "12 h 30", "9h05m30s".
func hourForm() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{1,2}) ?(?:[:h] ?(?:(\d{1,2}) ?(?:(?::|mn|min|m) ?(?:(\d{1,2}) ?s?)?)?)?)?$`)
}

// spaces makes every space of a typed text the plain one.
func spaces(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)), " ")
}

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

// readMoment reads a local time of a zone. A time that clocks skip is refused; of one that they
// show twice the second is taken.
func readMoment(day, hour string, zone *time.Location) (moment, error) {
	day, hour = both(day, hour)
	date, err := input.Date(day)
	if err != nil {
		return moment{}, err
	}
	if date.Day == 0 {
		return moment{}, &input.ParseError{Key: "date_format", Text: day, Args: []any{"typed", day}}
	}
	if spaces(hour) == "" {
		return moment{}, &hourFault{key: "hour_empty"}
	}
	c, ok := readClock(hour)
	if !ok {
		return moment{}, &hourFault{key: "hour_format"}
	}
	return local(date, c, zone)
}

// local finds the moments at which clocks of a zone show a time. Around a change of the clocks
// there is none, or there are two.
func local(d segur.Date, c clock, zone *time.Location) (moment, error) {
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
		return moment{}, &hourFault{key: "hour_absent", next: next}
	case 1:
		return moment{at: found[0]}, nil
	}
	// An embargo never ends too early: of the two, the later counts.
	at := found[0]
	if found[1].After(at) {
		at = found[1]
	}
	return moment{at: at, twice: true}, nil
}

// ambiguous reports whether clocks of a zone show the local time of at twice.
func ambiguous(at time.Time, zone *time.Location) bool {
	shown := at.In(zone)
	day := segur.Date{Year: shown.Year(), Month: int(shown.Month()), Day: shown.Day()}
	m, err := local(day, clock{shown.Hour(), shown.Minute(), shown.Second()}, zone)
	return err == nil && m.twice
}

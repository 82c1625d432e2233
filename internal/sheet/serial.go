package sheet

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// lastSerial is 31 December 9999, the last day of spreadsheets, in the epoch of 1900.
const lastSerial = 2958465

// between is how many days the epoch of 1904 is after that of 1900.
const between = 1462

// noDay is what spreadsheets show for a day that none of their calendars has.
const noDay = "########"

// day tells which moment a number of days is. The calendar of 1900 has a 29 February, which is given as it is: no
// other calendar takes it.
func (e Epoch) day(serial float64) (string, bool) {
	if e == From1904 {
		serial += between
	}
	seconds := int64(math.Round(serial * 86400))
	days, clock := seconds/86400, seconds%86400
	if !(serial >= 0) || days > lastSerial {
		return "", false
	}
	date := ""
	switch {
	case days == 0:
		date = "1900-01-00"
	case days == 60:
		date = "1900-02-29"
	case days < 60:
		date = time.Date(1899, 12, 31+int(days), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	default:
		date = time.Date(1899, 12, 30+int(days), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if clock > 0 {
		date += "T" + hours(clock)
	}
	return date, true
}

// hours writes a number of seconds as a clock that goes on past 24 hours.
func hours(seconds int64) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// isoDay reads a day, or a moment of it, as workbooks write it. The part of a second is left out.
func isoDay(text string) (string, bool) {
	text = strings.TrimSuffix(text, "Z")
	for _, form := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(form, text); err == nil {
			if t.Equal(t.Truncate(24 * time.Hour)) {
				return t.Format(time.DateOnly), true
			}
			return t.Format("2006-01-02T15:04:05"), true
		}
	}
	return "", false
}

// isoTime reads a time of the day or a duration as documents write it: "PT10H00M00S".
func isoTime(text string) (string, bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(text, "-"), "PT")
	if !ok || len(text) > 32 {
		return "", false
	}
	d, err := time.ParseDuration(strings.ToLower(strings.ReplaceAll(rest, ",", ".")))
	if err != nil || d < 0 {
		return "", false
	}
	sign := ""
	if text[0] == '-' {
		sign = "-"
	}
	return sign + hours(int64(d/time.Second)), true
}

package locale

import (
	"fmt"
	"strconv"
	"time"
)

// monthNames lists the months of a language, January first.
func monthNames(l Lang) [12]string {
	if l == EN {
		return [12]string{
			"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December",
		}
	}
	return [12]string{
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
		"août", "septembre", "octobre", "novembre", "décembre",
	}
}

// Date writes a date as precise as it is known: month and day are 0 when not given, and a day
// without a month is not written. "2021", "juillet 2021", "1er août 2025", "21 July 2020"; the
// spaces are no-break spaces.
func (l *Localizer) Date(year, month, day int) string {
	text := l.Year(year)
	if month < 1 || month > 12 {
		return text
	}
	text = monthNames(l.lang)[month-1] + nbsp + text
	switch {
	case day < 1:
		return text
	case day == 1 && l.lang == FR:
		return "1er" + nbsp + text
	}
	return strconv.Itoa(day) + nbsp + text
}

// Month writes a month alone: "novembre", "November".
func (l *Localizer) Month(m time.Month) string { return monthNames(l.lang)[m-1] }

// DayMonth writes a day without its year: "1er août", "21 July".
func (l *Localizer) DayMonth(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && l.lang == FR {
		day = "1er"
	}
	return day + nbsp + l.Month(t.Month())
}

// Time writes a moment of the day: "14 h 05", "14 h", "14:05", "14:00"; the spaces are no-break
// spaces.
func (l *Localizer) Time(hour, minute int) string {
	if l.lang == EN {
		return fmt.Sprintf("%d:%02d", hour, minute)
	}
	if minute == 0 {
		return fmt.Sprintf("%d%sh", hour, nbsp)
	}
	return fmt.Sprintf("%d%sh%s%02d", hour, nbsp, nbsp, minute)
}

// Year writes a year, never grouped: "2021".
func (l *Localizer) Year(y int) string { return strconv.Itoa(y) }

// YearRange writes a period for a sentence: "de 2021 à 2029", "from 2021 to 2029"; "en 2021" when
// it is a single year.
func (l *Localizer) YearRange(from, to int) string {
	in, start, end := "en ", "de ", " à "
	if l.lang == EN {
		in, start, end = "in ", "from ", " to "
	}
	if from == to {
		return in + l.Year(from)
	}
	return start + l.Year(from) + end + l.Year(to)
}

// YearSpan writes a period for a table or an axis: "2021–2029" with an en dash.
func (l *Localizer) YearSpan(from, to int) string {
	if from == to {
		return l.Year(from)
	}
	return l.Year(from) + enDash + l.Year(to)
}

package concertation

import (
	"strconv"
	"time"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Axis is a stretch of time with the strands that took place in it. Places on it are percentages of its
// width.
type Axis struct {
	*locale.Localizer
	Anchor  string
	Count   int
	Period  string // its months
	Precise string // its first and last day that are known as days
	Peak    locale.Phrase
	Ticks   []Tick
	Rows    []Row
	Key     Key
	from    time.Time
	days    float64
}

// Tick is a month or a year on an axis.
type Tick struct {
	X     string
	Text  string
	Named bool // the month is named; else the day
}

// Key says which signs an axis uses.
type Key struct {
	Thread, Bar, Vague, Once, Due bool
	Tones                         []Tone
}

// Tone is a territory by its colour.
type Tone struct {
	Name  string
	Class string // nation, first, second or other
}

// Row is a strand drawn on its axis, with those that are a part of it.
type Row struct {
	*Strand
	Tone     string
	Bar      *Bar
	Dots     []string
	Once     string // the day of a strand of one day
	Due      string
	Dated    []Tick
	Children []Row
}

// Bar is a strand from beginning to end. Vague says that not both days are known.
type Bar struct {
	X, Width, End string
	Thread, Vague bool
}

// pause is how long nothing goes on between two axes.
const pause = 31 * hours * time.Hour

// axes cuts time where nothing went on for long: each axis holds the strands in between, with their parts.
func (c *call) axes(tree []*Strand) []Axis {
	var axes []Axis
	for i := 0; i < len(tree); {
		wave := []*Strand{tree[i]}
		_, end := extent(tree[i])
		for i++; i < len(tree) && !tree[i].segur.StartsOn.First().After(end.Add(pause)); i++ {
			wave = append(wave, tree[i])
			if _, last := extent(tree[i]); last.After(end) {
				end = last
			}
		}
		axes = append(axes, c.axis(wave, "axe-"+strconv.Itoa(len(axes)+1)))
	}
	return axes
}

// extent returns the first and last day of a strand and all its parts.
func extent(s *Strand) (first, last time.Time) {
	first, last = s.segur.StartsOn.First(), s.segur.EndsOn.Last()
	for _, part := range s.Parts {
		from, to := extent(part)
		if from.Before(first) {
			first = from
		}
		if to.After(last) {
			last = to
		}
	}
	return first, last
}

func (c *call) axis(wave []*Strand, anchor string) Axis {
	first, last := extent(wave[0])
	for _, s := range wave[1:] {
		from, to := extent(s)
		if from.Before(first) {
			first = from
		}
		if to.After(last) {
			last = to
		}
	}
	first = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
	last = time.Date(last.Year(), last.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	a := Axis{Localizer: c.words, Anchor: anchor, from: first, days: last.Sub(first).Hours() / hours}
	strands := flat(wave)
	a.Count = len(strands)
	a.Period = c.months(first, last.AddDate(0, 0, -1))
	a.Precise = c.precise(strands)
	a.Peak = c.peak(strands)
	a.Ticks = c.ticks(a, last)
	tones := c.tones(&a, strands)
	for _, s := range wave {
		a.Rows = append(a.Rows, a.row(s, tones))
	}
	return a
}

const hours = 24

// months words the months from one day to another.
func (c *call) months(from, to time.Time) string {
	span := c.span(segur.Date{Year: from.Year(), Month: int(from.Month())}, segur.Date{Year: to.Year(), Month: int(to.Month())})
	if span.To == (Day{}) {
		return span.From.Text
	}
	return c.words.T("concertation.span", "from", span.From.Text, "to", span.To.Text)
}

// precise words the first and last of the days that are known as days, else those of all dates.
func (c *call) precise(strands []Strand) string {
	var from, to segur.Date
	for _, s := range strands {
		if d := s.segur.StartsOn; d.Day > 0 && (from.IsZero() || d.First().Before(from.First())) {
			from = d
		}
		if d := s.segur.EndsOn; d.Day > 0 && (to.IsZero() || d.First().After(to.First())) {
			to = d
		}
	}
	if from.IsZero() || to.IsZero() || from == to {
		return c.span(strands[0].segur.StartsOn, segur.Date{}).From.Text
	}
	span := c.span(from, to)
	return c.words.T("concertation.span_days", "from", span.From.Text, "to", span.To.Text)
}

// peak says how many strands went on at once at most, and in which month first.
func (c *call) peak(strands []Strand) locale.Phrase {
	most, when := 0, time.Time{}
	for _, day := range strands {
		at, n := day.segur.StartsOn.First(), 0
		for _, s := range strands {
			if !s.segur.StartsOn.First().After(at) && !s.segur.EndsOn.Last().Before(at) {
				n++
			}
		}
		if n > most || n == most && at.Before(when) {
			most, when = n, at
		}
	}
	month := sentence.Date(c.words, segur.Date{Year: when.Year(), Month: int(when.Month())})
	return c.words.Phrase("concertation.peak", "count", most, "n", c.page.Count(most), "month", month)
}

// Beyond so many months an axis names quarters only, then years only.
const (
	fewMonths  = 6
	someMonths = 48
)

// midMonth is the day that stands between the names of months, where there is room for it.
const midMonth = 15

func (c *call) ticks(a Axis, end time.Time) []Tick {
	step := 1
	switch months := (end.Year()-a.from.Year())*12 + int(end.Month()-a.from.Month()); {
	case months > someMonths:
		step = 12
	case months > fewMonths:
		step = 3
	}
	var ticks []Tick
	for at := a.from; at.Before(end); at = at.AddDate(0, 1, 0) {
		if (int(at.Month())-1)%step != 0 {
			continue
		}
		text := c.words.Month(at.Month())
		if at.Month() == time.January {
			text = c.words.Year(at.Year())
		}
		ticks = append(ticks, Tick{a.at(at), text, true})
		if step == 1 {
			ticks = append(ticks, Tick{a.at(at.AddDate(0, 0, midMonth-1)), strconv.Itoa(midMonth), false})
		}
	}
	return ticks
}

// tones gives a colour to each territory of an axis: the country, the first two territories, the others.
func (c *call) tones(a *Axis, strands []Strand) map[string]string {
	classes := []string{"first", "second"}
	tones := map[string]string{segur.France: "nation"}
	for _, s := range strands {
		code := s.segur.Territory
		if code == segur.France && len(a.Key.Tones) == 0 {
			a.Key.Tones = append(a.Key.Tones, Tone{c.place(code), "nation"})
		}
		if tones[code] == "" {
			tones[code] = "other"
			if len(classes) > 0 {
				tones[code], classes = classes[0], classes[1:]
			}
			a.Key.Tones = append(a.Key.Tones, Tone{s.Territory, tones[code]})
		}
	}
	return tones
}

// row draws a strand and its parts, and notes the signs that it uses.
func (a *Axis) row(s *Strand, tones map[string]string) Row {
	row := Row{Strand: s, Tone: tones[s.segur.Territory], Dated: a.Ticks}
	from, to := s.segur.StartsOn, s.segur.EndsOn
	begin, end := from.First(), to.Last().AddDate(0, 0, 1)
	every := interval(s.segur.Frequency)
	switch {
	case from == to && from.Day > 0:
		row.Once, a.Key.Once = a.at(begin.Add(hours/2*time.Hour)), true
	case every != nil && from.Day > 0:
		row.Bar, a.Key.Thread = &Bar{X: a.at(begin), End: a.at(end), Thread: true}, true
		for at := begin; at.Before(end); at = every(at) {
			row.Dots = append(row.Dots, a.at(at.Add(hours/2*time.Hour)))
		}
	default:
		vague := from.Day == 0 || to.Day == 0
		row.Bar = &Bar{X: a.at(begin), End: a.at(end), Width: percent(end.Sub(begin).Hours() / hours / a.days), Vague: vague}
		a.Key.Vague, a.Key.Bar = a.Key.Vague || vague, a.Key.Bar || !vague
	}
	if due := s.segur.Deadline; due.Day > 0 && !due.First().Before(a.from) && due.First().Sub(a.from).Hours()/hours < a.days {
		row.Due, a.Key.Due = a.at(due.First().AddDate(0, 0, 1)), true
	}
	for _, part := range s.Parts {
		row.Children = append(row.Children, a.row(part, tones))
	}
	return row
}

// interval returns the step of a strand that met at a steady pace, nil for another.
func interval(frequency string) func(time.Time) time.Time {
	switch frequency {
	case "weekly":
		return func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	case "quarterly":
		return func(t time.Time) time.Time { return t.AddDate(0, 3, 0) }
	}
	return nil
}

// at is the place of a moment.
func (a Axis) at(t time.Time) string { return percent(t.Sub(a.from).Hours() / hours / a.days) }

// percent writes a share as SVG reads a length.
func percent(share float64) string {
	return strconv.FormatFloat(share*whole, 'f', 2, 64) + "%"
}

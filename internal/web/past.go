package web

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// The parameters that ask any page for the figures of an earlier publication.
const (
	paramPublication = "publication" // its number
	paramDay         = "au"          // YYYY-MM-DD: the last publication up to the end of that day
)

// past names the publication that a request asks for, by number or by day; zero asks for today's.
type past struct {
	number int
	day    segur.Date
}

// takePast reads what a query asks of the past and takes it out: pages need not know.
func takePast(query url.Values, l *locale.Localizer) (past, error) {
	number, day := query.Get(paramPublication), query.Get(paramDay)
	query.Del(paramPublication)
	query.Del(paramDay)
	switch {
	case number != "" && day != "":
		return past{}, refuse(l, paramDay, "past.both")
	case number != "":
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || strconv.Itoa(n) != number {
			return past{}, refuse(l, paramPublication, "past.number")
		}
		return past{number: n}, nil
	case day != "":
		d, err := segur.ParseDate(day)
		if err != nil || d.Day == 0 {
			return past{}, refuse(l, paramDay, "past.day")
		}
		return past{day: d}, nil
	}
	return past{}, nil
}

// Calendar is what days mean: the moment of the request and the zone of the readers.
type Calendar struct {
	Now  time.Time
	Zone *time.Location
}

// Asked returns the number of the publication that a query asks for by number or by day, 0 for
// today's figures, and takes what asks for it out of the query. published are all of them, oldest
// first. Errors are worded: CodeInvalid, or CodeNotFound for a publication that does not exist.
func (c Calendar) Asked(query url.Values, published []segur.Publication, l *locale.Localizer) (int, error) {
	asked, err := takePast(query, l)
	if err != nil || asked == (past{}) {
		return 0, err
	}
	found, err := asked.find(published, c, l)
	return found.Number, err
}

// mostOffered bounds the publications that an error names.
const mostOffered = 3

// offer adds today's figures and the latest publications to an error about the past.
func (c Calendar) offer(err error, published []segur.Publication, l *locale.Localizer) error {
	var failed *segur.Error
	if !errors.As(err, &failed) || failed.Message == "" {
		return err
	}
	today := l.T("past.today")
	failed.Field, failed.Choices = cmp.Or(failed.Field, paramPublication), []segur.Choice{{Label: today}}
	for i := len(published) - 1; i >= max(0, len(published)-mostOffered); i-- {
		label := l.T("news.of", "number", published[i].Number, "date", say(l, c.day(published[i].PublishedAt)))
		asks := paramPublication + "=" + strconv.Itoa(published[i].Number)
		failed.Choices = append(failed.Choices, segur.Choice{Label: label, Value: asks, Query: asks})
	}
	return err
}

func (c Calendar) day(t time.Time) segur.Date {
	t = t.In(c.Zone)
	return segur.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// find returns the publication that is asked for, among all of them, oldest first.
func (p past) find(published []segur.Publication, c Calendar, l *locale.Localizer) (segur.Publication, error) {
	if p.number > 0 {
		i := slices.IndexFunc(published, func(one segur.Publication) bool { return one.Number == p.number })
		if i < 0 {
			return segur.Publication{}, missing(l, "past.no_number", "asked", p.number, "last", published[len(published)-1].Number)
		}
		return published[i], nil
	}
	if p.day.String() > c.day(c.Now).String() {
		return segur.Publication{}, refuse(l, paramDay, "past.future", "day", say(l, p.day))
	}
	for _, one := range slices.Backward(published) {
		if c.day(one.PublishedAt).String() <= p.day.String() {
			return one, nil
		}
	}
	return segur.Publication{}, missing(l, "past.before", "day", say(l, p.day), "first", say(l, c.day(published[0].PublishedAt)))
}

func say(l *locale.Localizer, d segur.Date) string { return l.Date(d.Year, d.Month, d.Day) }

// refuse is the answer to a parameter that means nothing; the key words it.
func refuse(l *locale.Localizer, field, key string, args ...any) error {
	return worded(l, segur.Error{Code: segur.CodeInvalid, Field: field}, key, args)
}

// missing is the answer to a publication that does not exist.
func missing(l *locale.Localizer, key string, args ...any) error {
	return worded(l, segur.Error{Code: segur.CodeNotFound}, key, args)
}

func worded(l *locale.Localizer, e segur.Error, key string, args []any) error {
	message := l.T(key, args...)
	e.Message = message
	return &e
}

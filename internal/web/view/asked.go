package view

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Asked is what an address asks of a chart.
type Asked struct {
	Chart   string // name under which the publication knows it
	Renamed bool   // it was asked for by another name: the answer is a redirection to this one
	View    chart.View
	Dress   Dress
}

// Ask reads the name of a chart and the parameters of its view (ChartParams), which a renamed
// chart keeps unread. A chart that left with its indicator is known by its name, without any view. Errors are worded: CodeNotFound for a chart that the publication has not,
// CodeInvalid for a parameter that the chart cannot follow.
func (s *Site) Ask(c *catalog.Catalog, l *locale.Localizer, name string, query url.Values) (Asked, error) {
	names := chart.Names(c)
	found, ok := s.Renamed.Find(name, func(name string) bool { return slices.Contains(names, name) || left(c, name) })
	if !ok {
		return Asked{}, worded(l, "asked.no_chart", segur.Error{Code: segur.CodeNotFound, Field: "chart"})
	}
	asked := Asked{Chart: found, Renamed: found != name}
	if asked.Renamed {
		return asked, nil
	}
	var err error
	if left(c, name) {
		// What it could be asked for left with it.
	} else if asked.View, err = chart.ParseView(c, name, query); err != nil {
		var fault *segur.Error
		if errors.As(err, &fault) && fault.Code == segur.CodeInvalid {
			return Asked{}, worded(l, "asked."+fault.Field, *fault)
		}
		return Asked{}, err
	}
	for _, one := range []struct {
		param, byDefault string
		others           []string
		into             *string
	}{
		{"theme", "auto", []string{ThemeLight, ThemeDark}, &asked.Dress.Theme},
		{"taille", "social", []string{SizeSquare, SizeLarge}, &asked.Dress.Size},
	} {
		switch given := query.Get(one.param); {
		case slices.Contains(one.others, given):
			*one.into = given
		case given != "" && given != one.byDefault:
			return Asked{}, worded(l, "asked."+one.param, segur.Error{Code: segur.CodeInvalid, Field: one.param})
		}
	}
	return asked, nil
}

// left reports whether a chart left with its indicator, which an earlier publication shows.
func left(c *catalog.Catalog, name string) bool {
	code, ok := segur.ChartIndicator(name)
	if !ok {
		return false
	}
	_, gone := c.Gone(code)
	return gone
}

// Withdrawn words why a chart is withdrawn; lang is the language of the text where it is not that of
// the page.
func Withdrawn(l *locale.Localizer, w catalog.Withdrawal) (text, lang string) {
	if in := strings.TrimSpace(w.Reason.In(string(l.Lang()))); in != "" {
		return l.Text(in), ""
	}
	return locale.Typography(locale.FR, strings.TrimSpace(w.Reason.FR)), string(locale.FR)
}

// worded gives an error the words of a text.
func worded(l *locale.Localizer, key string, e segur.Error) error {
	message, err := l.T(key)
	if err != nil {
		return err
	}
	e.Message = message
	return &e
}

// Renames maps each name that a chart had to the one that followed. Articles keep addresses for
// years: an entry is added when a chart is renamed and never taken away.
type Renames map[string]string

// Renamed returns the names that charts of the tracker had.
func Renamed() Renames { return Renames{} }

// Today returns the name that a chart goes by now: its own when it was never renamed. ok is false
// when the table leads in a circle, which no table of ours may.
func (r Renames) Today(name string) (now string, ok bool) {
	for range len(r) + 1 {
		next, renamed := r[name]
		if !renamed {
			return name, true
		}
		name = next
	}
	return "", false
}

// Find returns the name under which a publication knows a chart: the one asked for when it does,
// else today's, else an earlier one, because publications keep the names of their time. ok is
// false when it has none of them.
func (r Renames) Find(asked string, known func(name string) bool) (name string, ok bool) {
	if known(asked) {
		return asked, true
	}
	now, ok := r.Today(asked)
	if !ok {
		return "", false
	}
	if known(now) {
		return now, true
	}
	for earlier := range r {
		if end, ok := r.Today(earlier); ok && end == now && known(earlier) {
			return earlier, true
		}
	}
	return "", false
}

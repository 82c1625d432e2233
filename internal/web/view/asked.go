package view

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
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
	Style   Style
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
	asked.View, asked.Style, err = read(c, name, query)
	var fault *segur.Error
	if errors.As(err, &fault) && fault.Code == segur.CodeInvalid {
		instead, err := s.instead(c, l, name, query, fault.Field)
		if err != nil {
			return Asked{}, err
		}
		return Asked{}, worded(l, "asked."+fault.Field, segur.Error{Code: segur.CodeInvalid, Field: fault.Field, Choices: instead})
	}
	return asked, err
}

// read takes the parameters of an address for a view and its style. What the chart has not is a segur.Error of CodeInvalid
// that names the parameter.
func read(c *catalog.Catalog, name string, query url.Values) (v chart.View, d Style, err error) {
	if left(c, name) {
		// What it could be asked for left with it.
	} else if v, err = chart.ParseView(c, name, query); err != nil {
		return v, d, err
	}
	for _, p := range styleParams(&d) {
		switch given := query.Get(p.name); {
		case slices.Contains(p.others, given):
			*p.into = given
		case given != "" && given != p.byDefault:
			return v, d, &segur.Error{Code: segur.CodeInvalid, Field: p.name}
		}
	}
	return v, d, nil
}

// styleParam is a parameter of a style with the values that it may have.
type styleParam struct {
	name, byDefault string
	others          []string
	into            *string
	words           []string // keys of the values in words, the default's first
}

func styleParams(d *Style) []styleParam {
	return []styleParam{
		{"theme", "auto", []string{ThemeLight, ThemeDark}, &d.Theme, []string{"share.theme.auto", "share.theme.light", "share.theme.dark"}},
		{"taille", "social", []string{SizeSquare, SizeLarge}, &d.Size, []string{"share.size.social", "share.size.square", "share.size.large"}},
		{"colonne", "680", []string{ColumnSlim, ColumnMiddle}, &d.Column, []string{"share.column.wide", "share.column.slim", "share.column.middle"}},
	}
}

// instead are the values that a refused parameter may have for the chart, each with the address of the view that keeps what
// else was asked for as far as it can be had. A chart without such a choice is offered whole.
func (s *Site) instead(c *catalog.Catalog, l *locale.Localizer, name string, query url.Values, field string) ([]segur.Choice, error) {
	values, err := s.values(c, l, name, field)
	if err != nil {
		return nil, err
	}
	whole := l.T("asked.whole")
	var list []segur.Choice
	for _, one := range append(values, segur.Choice{Label: whole}) {
		address, ok := repaired(c, name, query, field, one.Value)
		seen := slices.ContainsFunc(list, func(other segur.Choice) bool { return other.Query == address })
		if !ok || seen {
			continue
		}
		if one.Query = address; one.Value != "" {
			one.Value = field + "=" + one.Value
		}
		list = append(list, one)
	}
	return list, err
}

// repaired returns the query of a view with another value of a parameter, in canonical form, without whatever else the chart
// refuses; false when it refuses that value.
func repaired(c *catalog.Catalog, name string, query url.Values, field, value string) (string, bool) {
	tried := url.Values{}
	for param := range query {
		tried.Set(param, query.Get(param))
	}
	tried.Set(field, value)
	for {
		v, d, err := read(c, name, tried)
		if err == nil {
			return strings.TrimPrefix(chartQuery(v, d, ""), "?"), true
		}
		var fault *segur.Error
		if !errors.As(err, &fault) || fault.Field == field || tried.Get(fault.Field) == "" {
			return "", false
		}
		tried.Del(fault.Field)
	}
}

// values lists what a parameter may be for a chart, in words and as addresses write it.
func (s *Site) values(c *catalog.Catalog, l *locale.Localizer, name, field string) ([]segur.Choice, error) {
	choices, err := chart.ChoicesOf(c, name)
	if left(c, name) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	var list []segur.Choice
	switch field {
	case "region":
		for _, t := range choices.Territories {
			list = append(list, segur.Choice{Label: l.Text(t.Name.In(string(l.Lang()))), Value: t.Code})
		}
	case "avec":
		for _, t := range choices.With {
			list = append(list, segur.Choice{Label: l.Text(t.Name.In(string(l.Lang()))), Value: t.Code})
		}
	case "de", "a":
		for _, year := range choices.Years {
			list = append(list, segur.Choice{Label: strconv.Itoa(year), Value: strconv.Itoa(year)})
		}
	case "vue":
		for _, kind := range choices.Kinds {
			label := l.T("share.kind." + string(kind))
			list = append(list, segur.Choice{Label: label, Value: string(kind)})
		}
	case "lecture":
		for _, reading := range choices.Readings {
			label := l.T("reading_word." + string(reading))
			list = append(list, segur.Choice{Label: label, Value: string(reading)})
		}
	}
	for _, p := range styleParams(&Style{}) {
		if p.name != field {
			continue
		}
		for i, value := range append([]string{p.byDefault}, p.others...) {
			label := l.T(p.words[i])
			list = append(list, segur.Choice{Label: label, Value: value})
		}
	}
	return list, err
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
	message := l.T(key)
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

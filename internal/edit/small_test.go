package edit_test

import (
	"errors"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// small is a dataset of a few rows: what the intents of these tests start from.
func small() segur.Dataset {
	return segur.Dataset{
		Sources: []segur.Source{
			{ID: "bilan", Title: "Bilan", Publisher: "Ministère", Kind: "official", Language: "fr"},
			{ID: "presse", Title: "Article", Publisher: "Journal", Kind: "press", Language: "fr"},
		},
		Measures: []segur.Measure{
			{Number: 9, Title: segur.Text{FR: "Neuf", EN: "Nine"}, Sources: []string{"bilan"}},
			{Number: 25, Title: segur.Text{FR: "Vingt-cinq", EN: "Twenty-five"}, Sources: []string{"bilan"}},
		},
		Assessments: []segur.Assessment{
			assessment(9, 2021, segur.InProgress), assessment(9, 2022, segur.Done), assessment(25, 2022, segur.Preparing),
		},
		Indicators: []segur.Indicator{
			{Code: "msp", Unit: "count", Nature: segur.NatureStock, Measures: []int{25}},
			{Code: "part", Unit: "percent", Decimals: 1, Nature: segur.NatureShare, Measures: []int{9}},
		},
		Values: []segur.Value{
			value("msp", segur.KindBaseline, "2019", 1200, "bilan", true),
			value("msp", segur.KindActual, "2020", 1500, "bilan", true),
			value("msp", segur.KindActual, "2021", 1889, "bilan", true),
			with(value("msp", segur.KindActual, "2021", 1900, "presse", false), func(v *segur.Value) { v.Confidence = "low" }),
			with(value("msp", segur.KindActual, "2021", 1901, "presse", false), func(v *segur.Value) { v.Confidence = "medium" }),
			value("msp", segur.KindTarget, "2027", 4000, "bilan", true),
			value("part", segur.KindActual, "2021", 40, "bilan", true),
			with(value("msp", segur.KindActual, "2021", 210, "bilan", true), func(v *segur.Value) { v.Territory = "84" }),
		},
		Events: []segur.Event{
			{Date: day("2021-07-21"), Title: segur.Text{FR: "Un an", EN: "One year"}, Kind: "report", Measures: []int{9}, Sources: []string{"bilan"}},
		},
	}
}

func assessment(measure, year int, state segur.State) segur.Assessment {
	return segur.Assessment{
		Measure: measure, Year: year, State: state, EffectiveOn: segur.Date{Year: year, Month: 3},
		Basis: segur.BasisOfficial, Sources: []string{"bilan"},
	}
}

func value(indicator string, kind segur.Kind, period string, n int, source string, reference bool) segur.Value {
	return segur.Value{
		Indicator: indicator, Kind: kind, Period: span(period), Territory: segur.France, Number: segur.Int(n),
		Flag: "final", Reference: reference, Source: source, Confidence: "high",
	}
}

func with(v segur.Value, change func(*segur.Value)) segur.Value {
	change(&v)
	return v
}

func span(text string) segur.Period {
	p, err := segur.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

func day(text string) segur.Date {
	d, err := segur.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func noon() time.Time { return time.Date(2022, time.June, 1, 12, 0, 0, 0, time.UTC) }

// refused fails the test unless err is a refusal with this code and field.
func refused(t *testing.T, err error, code segur.Code, field string) {
	t.Helper()
	var e *segur.Error
	if !errors.As(err, &e) || e.Code != code || e.Field != field {
		t.Errorf("refused with %v, want %s %s", err, code, field)
	}
}

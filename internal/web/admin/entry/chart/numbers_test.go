package chart

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
)

func TestNumbersOfAText(t *testing.T) {
	t.Parallel()
	french := chart.Chart{
		Title: locale.Plain("En 2021, 172 CPTS fonctionnaient"), Subtitle: "Nombre, France, 2020 à 2021",
		Table: chart.Table{Rows: []chart.Row{
			{Header: "juillet 2021", Cells: []chart.Cell{{Text: "1\u00a0889", Value: "1889"}, {Text: "17,4", Value: "17.4", After: "\u00a0M"}, {Text: "19", Value: "19", After: " Md€"}}},
			{Header: "2019", Cells: []chart.Cell{{Text: "3\u00a0000\u00a0000", Value: "3000000"}, {Text: "−2,50", Value: "-2.5"}}},
		}},
	}
	english := french
	english.Table = chart.Table{Rows: []chart.Row{{Header: "July 2021", Cells: []chart.Cell{{Text: "1,889", Value: "1889"}, {Text: "26.58", Value: "26.58"}}}}}
	for text, want := range map[string][]string{
		"1 889 en juillet 2021, 172 en 2020.":            nil,
		"1\u202f889, 1\u00a0889 et 1889 sont un nombre.": nil,
		"En 2021 172 CPTS.":                              nil,
		"17,4 millions, soit 17 400 000.":                nil,
		"3 millions et 19 milliards d'euros.":            nil,
		"Une baisse de 2,5 points.":                      nil,
		"Pendant la COVID-19 et en T2.":                  nil,
		"1 890 puis 1 890, et 3,1 millions.":             {"1 890", "3,1"},
		"18 % et 0,5.":                                   {"18", "0,5"},
		"":                                               nil,
	} {
		if got := strangers(text, locale.FR, french); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string][]string{
		"1,889 in July 2021, then 26.58%.": nil,
		"1.889 and 1,890 or 26,58":         {"1.889", "1,890", "26", "58"},
	} {
		if got := strangers(text, locale.EN, english); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

package input_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	count, share, money := segur.Indicator{Unit: "places"}, segur.Indicator{Unit: "percent", Decimals: 1}, segur.Indicator{Unit: "million_eur", Decimals: 2}
	spent, wage := segur.Indicator{Unit: "eur", Nature: segur.NatureFlow}, segur.Indicator{Unit: "eur_per_month"}
	beds, large := segur.Indicator{Unit: "beds"}, segur.Indicator{Unit: "billion_eur", Decimals: 3}
	for _, c := range []struct {
		text string
		ind  segur.Indicator
		want string
	}{
		{"1 889", count, "1889"}, {"1\u202f889", count, "1889"}, {"1889", count, "1889"}, {"17 M", count, "17000000"},
		{"−3", spent, "-3"}, {"2,5 Md", count, "2500000000"}, {"1 889,0", count, "1889"}, {"62,5", share, "62.5"},
		{"62.5", share, "62.5"}, {"1 889,25", money, "1889.25"}, {"0", count, "0"}, {"100", share, "100"},
		{"12 %", share, "12"}, {"12%", share, "12"}, {"12,5\u00a0%", share, "12.5"}, {"12 pour cent", share, "12"},
		{"17M€", money, "17"}, {"17 M€", money, "17"}, {"17 M", money, "17"}, {"19 milliards", segur.Indicator{Unit: "billion_eur"}, "19"}, {"170 k€", money, "0.17"}, {"12 milliers", segur.Indicator{Unit: "count"}, "12000"}, {"2,5 Md€", money, "2500"}, {"17 millions d’euros", money, "17"}, {"1 500 000 €", money, "1.5"},
		{"2,5 Md€", large, "2.5"}, {"850 M€", large, "0.85"}, {"17 M€", spent, "17000000"}, {"-17 Mds €", spent, "-17000000000"}, {"1 889 EUR", spent, "1889"},
		{"183 €", wage, "183"}, {"183 €/mois", wage, "183"}, {"4 900 lits", beds, "4900"}, {"12 M lits", beds, "12000000"},
	} {
		got, err := input.Number(c.text, c.ind)
		if err != nil || got.String() != c.want {
			t.Errorf("%q is read as %s, %v; want %s", c.text, got, err, c.want)
		}
	}
	for _, c := range []struct {
		text string
		ind  segur.Indicator
		want string
	}{
		{"", count, "number_empty"}, {"3.000 env.", count, "number_format"}, {"12 34", count, "number_grouping"},
		{"1.889", count, "number_ambiguous"}, {"1 889 €", count, "number_unit"}, {"62 %", count, "number_unit"},
		{"17 M€", count, "number_unit"}, {"12 €", share, "number_unit"}, {"12 %", money, "number_unit"}, {"12 places", beds, "number_unit"},
		{"17 €", money, "number_precise"}, {"17 Mo", count, "number_format"}, {"17 m€", money, "number_format"}, {"12 % env.", share, "number_format"},
		{"-3", count, "number_below_zero"}, {"−3 lits", beds, "number_below_zero"}, {"-3", wage, "number_below_zero"}, {"-3", segur.Indicator{Unit: "eur", Nature: segur.NatureStock}, "number_below_zero"},
		{"12,5", count, "number_whole"}, {"62,55", share, "number_precise"}, {"17 M", segur.Indicator{Unit: "billion_eur", Decimals: 2}, "number_scaled"},
		{strings.Repeat("9", 30), count, "number_long"}, {strings.Repeat("9", 100), count, "number_long"},
		{"101", share, "number_percent"}, {"-1", share, "number_percent"}, {"<b>", count, "number_format"},
	} {
		got, err := input.Number(c.text, c.ind)
		if keyOf(err) != c.want || got != 0 {
			t.Errorf("%q is read as %s, %v; want %s", c.text, got, err, c.want)
		}
	}
}

// unnamed is an indicator whose unit is still to be chosen: it takes any number.
func unnamed() segur.Indicator { return segur.Indicator{Decimals: segur.MaxDecimals} }

func TestNumberAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0": "0", "1889": "1889", "1 889": "1889", "1 889,5": "1889.5", "1\u202f889": "1889", "1\u2009889": "1889",
		"1\u00a0234\u00a0567,89": "1234567.89", " 12 ": "12", "-3": "-3", "− 3,5": "-3.5", "+\u00a0651": "651",
		"17 M": "17000000", "2,5 Md": "2500000000", "2,5Md": "2500000000", "1 500 millions": "1500000000", "8,2 milliards": "8200000000",
		"86.0": "86", "86,00": "86", "1 889,500": "1889.5", "(3)": "-3", "(1\u202f234,5)": "-1234.5", "( 3 M )": "-3000000", "\u2212\u20093": "-3", "1\u2007889": "1889",
		"1.5": "1.5", "0.125": "0.125", "1234.567": "1234.567", "1,889": "1.889", "01": "1", "-0": "0", "0,1 M": "100000",
	} {
		if got, err := input.Number(text, unnamed()); err != nil || got.String() != want {
			t.Errorf("%q is read as %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "number_empty", " \u00a0": "number_empty",
		"abc": "number_format", "-": "number_format", "12,": "number_format", ",5": "number_format", "1,2,3": "number_format",
		"(3": "number_format", "3)": "number_format", "(-3)": "number_format", "()": "number_format", "(3) (4)": "number_format", "((3))": "number_format",
		"1e5": "number_format", "NaN": "number_format", "inf": "number_format", "0x10": "number_format", "1_000": "number_format",
		"--3": "number_format", "1.889.000": "number_format", "٣": "number_format", "M": "number_format", "17 m": "number_format",
		"1,5 6": "number_format", "12\n13": "number_format", "5 € 3": "number_format",
		"1 88": "number_grouping", "2020 500": "number_grouping", "0 500": "number_grouping", "1  889": "number_grouping",
		"1.889": "number_ambiguous",
		"1111111111222222222233333333334444444444555555555566666666667777":  "number_long",
		"11111111112222222222333333333344444444445555555555666666666677777": "number_long",
	} {
		if got, err := input.Number(text, unnamed()); keyOf(err) != want || got != 0 {
			t.Errorf("%q is read as %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestStoredNumber(t *testing.T) {
	t.Parallel()
	count, share := segur.Indicator{Unit: "places"}, segur.Indicator{Unit: "percent", Decimals: 1}
	for _, c := range []struct {
		text    string
		percent bool
		ind     segur.Indicator
		want    string
	}{
		{"1889", false, count, "1889"}, {"1.889", false, segur.Indicator{Unit: "billion_eur", Decimals: 3}, "1.889"}, {"62.5", false, share, "62.5"}, {"0.625", true, share, "62.5"},
		{"0.07", true, share, "7"}, {"0.29", true, share, "29"}, {"1", true, share, "100"}, {"0.5", true, unnamed(), "50"},
		{"1.889", false, count, "number_whole"}, {"0.5", true, count, "number_unit"}, {"0.3333", true, share, "number_precise"}, {"1.5", true, share, "number_percent"}, {"-1", false, count, "number_below_zero"},
		{"", false, count, "number_format"}, {"1,5", false, count, "number_format"}, {"1e3", false, count, "number_format"}, {"Inf", false, count, "number_format"}, {strings.Repeat("9", 300), true, count, "number_unit"}, {strings.Repeat("9", 300), false, count, "number_long"},
	} {
		got, err := input.StoredNumber(c.text, c.percent, c.ind)
		if told := keyOf(err); err == nil && got.String() != c.want || err != nil && told != c.want {
			t.Errorf("%q, percent %v, is read as %s, %v; want %s", c.text, c.percent, got, err, c.want)
		}
	}
}

// FuzzNumber: no panic, only errors that have words, and what is written for readers is read back.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1 889,5", "17 M", "2,5 Md", "-\u202f1 000", "1.889", "€", "−", "M", ",", "."} {
		f.Add(s)
	}
	words, err := locale.Load(assets.Locales)
	if err != nil {
		f.Fatal(err)
	}
	french := words.For(locale.FR)
	f.Fuzz(func(t *testing.T, s string) {
		n, err := input.Number(s, unnamed())
		if err != nil {
			if key := keyOf(err); !strings.HasPrefix(key, "number_") || !french.Has("entry.typed."+key) {
				t.Fatalf("%q: unknown error %v", s, err)
			}
			return
		}
		written := french.Number(n.Float(), segur.MaxDecimals)
		if again, err := input.Number(written, unnamed()); err != nil || again != n {
			t.Fatalf("%q → %s → %q → %s, %v", s, n, written, again, err)
		}
	})
}

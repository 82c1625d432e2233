package locale_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
)

// TestFigures reads the cases from a file so that the browser's formatters can be held to the same.
func TestFigures(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/figures.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		X            float64
		Decimals     int
		Unit, FR, EN string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	b := bundle(t)
	for _, tc := range cases {
		check(t, "fr", b.For(locale.FR).Quantity(tc.X, tc.Decimals, tc.Unit).String(), tc.FR)
		check(t, "en", b.For(locale.EN).Quantity(tc.X, tc.Decimals, tc.Unit).String(), tc.EN)
		check(t, "typeset", b.For(locale.FR).Text(tc.FR), tc.FR)
		check(t, "typeset", b.For(locale.EN).Text(tc.EN), tc.EN)
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	fr, en := b.For(locale.FR), b.For(locale.EN)
	check(t, "fr", fr.Number(-1889.5, 1), "−1\u00a0889,5")
	check(t, "en", en.Number(-1889.5, 1), "−1,889.5")
	check(t, "negative decimals", fr.Number(12.7, -3), "13")
	check(t, "carry", fr.Number(9.999, 2), "10")
	check(t, "carry to a group", en.Number(999999.5, 0), "1,000,000")
	check(t, "negative zero", fr.Number(math.Copysign(0, -1), 0), "0")
	check(t, "tiny", fr.Number(5e-324, 3), "0")
	check(t, "huge", en.Number(1e21, 0), "1,000,000,000,000,000,000,000")
	check(t, "not a number", fr.Number(math.NaN(), 0), "–")
	check(t, "infinite", fr.Quantity(math.Inf(-1), 0, "beds").String(), "–")
}

func TestSigned(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	fr, en := b.For(locale.FR), b.For(locale.EN)
	check(t, "fr", fr.Signed(651, 0), "+\u00a0651")
	check(t, "fr", fr.Signed(-1651, 0), "−\u00a01\u00a0651")
	check(t, "en", en.Signed(651, 0), "+651")
	check(t, "en", en.Signed(-651, 0), "−651")
	check(t, "zero", fr.Signed(0, 0), "0")
	check(t, "rounded zero", en.Signed(-0.4, 0), "0")
	check(t, "quantity", fr.SignedQuantity(651, 0, "beds").String(), "+\u00a0651\u00a0lits")
	check(t, "money", en.SignedQuantity(5, 0, "million_eur").String(), "+€5m")
	q := en.Quantity(1500, 0, "eur_per_month")
	if (q != locale.Quantity{Before: "€", Number: "1,500", After: "\u00a0a month"}) {
		t.Errorf("parts = %q", q)
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	check(t, "fr", b.For(locale.FR).Percent(0.6), "60\u00a0%")
	check(t, "en", b.For(locale.EN).Percent(0.6), "60%")
	check(t, "half", b.For(locale.EN).Percent(0.575), "58%")
	check(t, "negative", b.For(locale.FR).Percent(-0.125), "−13\u00a0%")
	check(t, "over", b.For(locale.FR).Percent(12.5), "1\u00a0250\u00a0%")
	check(t, "unknown", b.For(locale.FR).Percent(math.NaN()), "–")
}

func TestDates(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	fr, en := b.For(locale.FR), b.For(locale.EN)
	for _, tc := range []struct {
		y, m, d int
		fr, en  string
	}{
		{2021, 0, 0, "2021", "2021"},
		{2021, 7, 0, "juillet\u00a02021", "July\u00a02021"},
		{2025, 8, 1, "1er\u00a0août\u00a02025", "1\u00a0August\u00a02025"},
		{2020, 7, 21, "21\u00a0juillet\u00a02020", "21\u00a0July\u00a02020"},
		{2020, 0, 21, "2020", "2020"},
		{2020, 13, 1, "2020", "2020"},
	} {
		check(t, "fr", fr.Date(tc.y, tc.m, tc.d), tc.fr)
		check(t, "en", en.Date(tc.y, tc.m, tc.d), tc.en)
		check(t, "typeset", fr.Text(tc.fr), tc.fr)
	}
	check(t, "time", fr.Time(9, 5), "9\u00a0h\u00a005")
	check(t, "time", en.Time(9, 5), "9:05")
	check(t, "hour", fr.Time(17, 0), "17\u00a0h")
	check(t, "midnight", en.Time(0, 0), "0:00")
	check(t, "range", fr.YearRange(2021, 2029), "de 2021 à 2029")
	check(t, "range", en.YearRange(2021, 2029), "from 2021 to 2029")
	check(t, "one year", fr.YearRange(2021, 2021), "en 2021")
	check(t, "one year", en.YearRange(2021, 2021), "in 2021")
	check(t, "span", fr.YearSpan(2021, 2029), "2021–2029")
	check(t, "one year", fr.YearSpan(2021, 2021), "2021")
}

func TestList(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	fr, en := b.For(locale.FR), b.For(locale.EN)
	check(t, "none", fr.List(nil), "")
	check(t, "one", fr.List([]string{"1"}), "1")
	check(t, "two", en.List([]string{"1", "7"}), "1 and 7")
	check(t, "fr", fr.List([]string{"1", "7", "8"}), "1, 7 et 8")
	check(t, "en", en.List([]string{"1", "7", "8"}), "1, 7 and 8")
}

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{
		"0": 0, "1889": 1889, "1 889": 1889, "1 889,5": 1889.5, "1\u202f889": 1889,
		"1\u00a0234\u00a0567,89": 1234567.89, " 12 ": 12, "-3": -3, "− 3,5": -3.5, "+\u00a0651": 651,
		"17 M": 17e6, "2,5 Md": 2.5e9, "2,5Md": 2.5e9, "1 500 millions": 1.5e9, "8,2 milliards": 8.2e9,
		"1.5": 1.5, "0.125": 0.125, "1234.567": 1234.567, "1,889": 1.889, "01": 1, "-0": 0, "0,1 M": 100000,
	} {
		got, err := locale.ParseNumber(s)
		if err != nil || got != want || (got == 0 && math.Signbit(got)) {
			t.Errorf("ParseNumber(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]error{
		"": locale.ErrNumberEmpty, " \u00a0": locale.ErrNumberEmpty,
		"abc": locale.ErrNumberFormat, "-": locale.ErrNumberFormat, "12,": locale.ErrNumberFormat,
		",5": locale.ErrNumberFormat, "1,2,3": locale.ErrNumberFormat, "1e5": locale.ErrNumberFormat,
		"NaN": locale.ErrNumberFormat, "inf": locale.ErrNumberFormat, "0x10": locale.ErrNumberFormat,
		"1_000": locale.ErrNumberFormat, "--3": locale.ErrNumberFormat, "1.889.000": locale.ErrNumberFormat,
		"٣": locale.ErrNumberFormat, "M": locale.ErrNumberFormat, "17 m": locale.ErrNumberFormat,
		"1,5 6": locale.ErrNumberFormat, "12\n13": locale.ErrNumberFormat,
		"1 88": locale.ErrNumberGrouping, "2020 500": locale.ErrNumberGrouping, "0 500": locale.ErrNumberGrouping,
		"1  889": locale.ErrNumberGrouping, "1.889": locale.ErrNumberAmbiguous,
		"183 €": locale.ErrNumberUnit, "60 %": locale.ErrNumberUnit, "17 M€": locale.ErrNumberUnit,
		"1111111111222222222233333333334444444444555555555566666666667777":  nil,
		"11111111112222222222333333333344444444445555555555666666666677777": locale.ErrNumberTooLong,
	} {
		if _, err := locale.ParseNumber(s); !errors.Is(err, want) {
			t.Errorf("ParseNumber(%q): %v, want %v", s, err, want)
		}
	}
}

// FuzzParseNumber: no panic, only finite numbers, only known errors, and what Number writes reads back.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1 889,5", "17 M", "2,5 Md", "-\u202f1 000", "1.889", "€", "−", "M", ",", "."} {
		f.Add(s)
	}
	fr := bundle(f).For(locale.FR)
	known := []error{
		locale.ErrNumberEmpty, locale.ErrNumberFormat, locale.ErrNumberGrouping,
		locale.ErrNumberAmbiguous, locale.ErrNumberUnit, locale.ErrNumberTooLong,
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, err := locale.ParseNumber(s)
		if err != nil {
			for _, k := range known {
				if errors.Is(err, k) {
					return
				}
			}
			t.Fatalf("ParseNumber(%q): unknown error %v", s, err)
		}
		written := fr.Number(x, 400)
		if len(written) > 64 {
			return
		}
		if again, err := locale.ParseNumber(written); err != nil || again != x {
			t.Fatalf("%q → %v → %q → %v, %v", s, x, written, again, err)
		}
	})
}

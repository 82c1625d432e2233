package locale_test

import (
	"encoding/json"
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

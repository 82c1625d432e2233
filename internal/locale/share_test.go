package locale_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/quick"

	"github.com/segur-tracker/segur/internal/locale"
)

func TestPercent(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	for _, c := range []struct {
		share           float64
		french, english string
	}{
		{0.6, "60~%", "60%"}, {0.575, "58~%", "58%"}, {-0.125, "−13~%", "−13%"}, {12.5, "1~250~%", "1,250%"}, {math.NaN(), "–", "–"},
		{0, "0~%", "0%"}, {1, "100~%", "100%"}, {-1, "−100~%", "−100%"},
		{0.999, "99~%", "99%"}, {0.9951, "99~%", "99%"}, {0.9999999, "99~%", "99%"}, {1.001, "plus de~100~%", "more than 100%"}, {1.005, "101~%", "101%"},
		{0.001, "moins de~1~%", "less than 1%"}, {0.00499, "moins de~1~%", "less than 1%"}, {0.005, "1~%", "1%"},
		{-0.001, "−0,1~%", "−0.1%"}, {-1.0 / 927, "−0,1~%", "−0.1%"}, {-0.998, "−99,8~%", "−99.8%"},
	} {
		check(t, "fr", b.For(locale.FR).Percent(c.share), strings.ReplaceAll(c.french, "~", "\u00a0"))
		check(t, "en", b.For(locale.EN).Percent(c.share), c.english)
	}
}

func TestChange(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	for change, want := range map[float64][2]string{
		0.12: {"+~12~%", "0.12"}, 1.0 / 999: {"+~0,1~%", "0.001"}, -1.0 / 999: {"−~0,1~%", "-0.001"}, 0: {"0~%", "0"}, 1: {"+~100~%", "1"},
		0.996: {"+~99,6~%", "0.996"}, -0.9999: {"−~99,99~%", "-0.9999"}, 0.00001: {"+~0,001~%", "0.00001"}, 1.49: {"+~149~%", "1.49"},
	} {
		got := b.For(locale.FR).Change(change)
		check(t, "words", got.Text, strings.ReplaceAll(want[0], "~", "\u00a0"))
		check(t, "value", got.Value, want[1])
	}
}

// TestNothingIsRoundedToNoneOrAll: what readers and machines are told of a share or a change is 0 or 100 percent only where that is what it
// is, is never on the other side of either, and is otherwise nearest.
func TestNothingIsRoundedToNoneOrAll(t *testing.T) {
	t.Parallel()
	l := bundle(t).For(locale.EN)
	holds := func(share float64) bool {
		told, changed := l.Share(share), l.Change(share)
		value, err := strconv.ParseFloat(told.Value, 64)
		if err != nil || math.Abs(value-share) > 0.0005+1e-9 || (value == 0) != (share == 0) || (math.Abs(value) == 1) != (math.Abs(share) == 1) {
			t.Logf("%v is %q for machines", share, told.Value)
			return false
		}
		digits := func(text string) float64 {
			x, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "+", "", ",", "", "%", "", "less than ", "", "more than ", "").Replace(text), 64)
			if err != nil {
				t.Fatalf("%v is %q", share, text)
			}
			return x
		}
		for _, text := range []string{told.Text, changed.Text} {
			exact := !strings.Contains(text, "than")
			if percent := digits(text); math.Abs(percent-share*100) > 1 || (exact && (percent == 0) != (share == 0)) || (exact && (math.Abs(percent) == 100) != (math.Abs(share) == 1)) {
				t.Logf("%v is %q", share, text)
				return false
			}
		}
		return strings.Contains(told.Text, "less than 1%") == (share > 0 && share < 0.005) && strings.Contains(told.Text, "more than 100%") == (share > 1 && share < 1.005)
	}
	near := func(of int8, step uint16, digits uint8) bool { // close to -1, 0 and 1
		away := float64(step) / math.Pow10(4+int(digits%5))
		return holds(round9(float64(of%2)+away)) && holds(round9(float64(of%2)-away))
	}
	whole := func(part, all int16) bool { return all == 0 || holds(round9(float64(part)/float64(all))) }
	for _, property := range []any{near, whole} {
		if err := quick.Check(property, &quick.Config{MaxCount: 20000}); err != nil {
			t.Error(err)
		}
	}
}

// round9 keeps the digits that ratios of published numbers have a use for.
func round9(x float64) float64 { return math.Round(x*1e9) / 1e9 }

func TestRatioAndExact(t *testing.T) {
	t.Parallel()
	l := bundle(t).For(locale.FR)
	for x, want := range map[float64]string{0.35: "0,35", 0.0013: "0,001", -0.0013: "−0,001", 0.9996: "0,9996", 1.0004: "1,0004", 1: "1", 0: "0", 1.256: "1,26"} {
		check(t, "ratio", l.Ratio(x).Text, want)
	}
	for x, want := range map[float64]string{0.998921: "99,9~%", 0.001: "0,1~%", 0.6: "60~%", -0.00108: "−0,1~%", 1.001: "100,1~%", 0.99999: "99,999~%"} {
		got, whole := l.Exact(x)
		check(t, "exact", got.Text, strings.ReplaceAll(want, "~", "\u00a0"))
		if exact := x == 0.6 || x == 0.001 || x == 1.001 || x == 0.99999; whole != exact {
			t.Errorf("%v is whole: %v", x, whole)
		}
	}
}

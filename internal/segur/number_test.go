package segur_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/segur"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]struct {
		number   segur.Number
		decimals int
		out      string
	}{
		"0":             {0, 0, "0"},
		"-0":            {0, 0, "0"},
		"0.000":         {0, 3, "0"},
		"1889":          {1_889_000, 0, "1889"},
		"6.5":           {6500, 1, "6.5"},
		"6.50":          {6500, 2, "6.5"},
		"-0.25":         {-250, 2, "-0.25"},
		"0.001":         {1, 3, "0.001"},
		"-0.001":        {-1, 3, "-0.001"},
		"007":           {7000, 0, "7"},
		"67408052":      {67_408_052_000, 0, "67408052"},
		"1125899906842": {1_125_899_906_842_000, 0, "1125899906842"},
	} {
		n, decimals, err := segur.ParseNumber(in)
		if err != nil || n != want.number || decimals != want.decimals || n.String() != want.out {
			t.Errorf("%q: %d with %d decimals, %q, %v", in, int64(n), decimals, n, err)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", "-", ".", ".5", "5.", "-.5", "1.2345", "1,5", "1 889", "1\u202f889", "+3", "--3", "1e3", "0x10", "1.2.3", "1.-2", "NaN", "Inf",
		"1125899906843", "99999999999999999999", "３", "1_000", " 1", "1 ",
	} {
		if n, _, err := segur.ParseNumber(in); !errors.Is(err, segur.ErrNumber) || n != 0 {
			t.Errorf("%q was read as %s, %v", in, n, err)
		}
	}
}

func TestNumbersAreWrittenAsTheyAreRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := segur.Number(rapid.Int64Range(-(1<<50)+1000, 1<<50-1000).Draw(t, "n"))
		again, _, err := segur.ParseNumber(n.String())
		if err != nil || again != n {
			t.Fatalf("%d is written %q, read %d, %v", int64(n), n, int64(again), err)
		}
		if json, err := n.MarshalJSON(); err != nil || string(json) != n.String() {
			t.Fatalf("JSON %s, %v", json, err)
		}
		if math.Abs(n.Float()*1000-float64(n)) > math.Abs(float64(n))*1e-15 {
			t.Fatalf("%s drawn as %v", n, n.Float())
		}
	})
}

func TestWholeNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 33: "33", -12: "-12", 67_408_052: "67408052"} {
		if got := segur.Int(n).String(); got != want {
			t.Errorf("%d is written %q", n, got)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"0", "-0.25", "1889", "6.500", "1.2345", "1e9", "-", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, decimals, err := segur.ParseNumber(s)
		if err != nil {
			return
		}
		again, _, err := segur.ParseNumber(n.String())
		if err != nil || again != n || decimals > segur.MaxDecimals || strings.TrimLeft(s, "-0123456789.") != "" {
			t.Errorf("%q: %s (%d decimals), then %s, %v", s, n, decimals, again, err)
		}
	})
}

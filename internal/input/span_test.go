package input_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestReadSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"31/12/2021": "2021-12-31", "2021-12-31": "2021-12-31", "déc. 2021": "2021-12", "12/2021": "2021-12", "2021": "2021", "2021-2029": "2021/2029",
		"T3 2021": "2021-07/2021-09", "t3-2021": "2021-07/2021-09", "2021 T3": "2021-07/2021-09", "2021T3": "2021-07/2021-09", "3T2021": "2021-07/2021-09", "3T 2021": "2021-07/2021-09",
		"3e trimestre 2021": "2021-07/2021-09", "3ème trimestre 2021": "2021-07/2021-09", "3ᵉ trimestre de 2021": "2021-07/2021-09", "troisième trimestre 2021": "2021-07/2021-09", "Q3 2021": "2021-07/2021-09", "4e trim. 2021": "2021-10/2021-12", "first quarter of 2021": "2021-01/2021-03",
		"1er semestre 2021": "2021-01/2021-06", "Premier semestre 2021": "2021-01/2021-06", "S2 2021": "2021-07/2021-12", "2021-S1": "2021-01/2021-06", "2nd semestre 2021": "2021-07/2021-12", "H1 2021": "2021-01/2021-06",
	} {
		got, err := input.ReadSpan(text)
		told := segur.Period{From: got.From, To: got.To}.String()
		if err != nil || told != want {
			t.Errorf("%q is read as %s, %v; want %s", text, told, err, want)
		}
		p, ok := got.Period()
		if _, err := segur.ParsePeriod(want); ok != (err == nil) || ok && p.String() != want {
			t.Errorf("%q is the period %s, %v", text, p, ok)
		}
	}
	for text, want := range map[string]string{
		"": "period_empty", "31/06/2021": "period_absent", "29/02/1900": "period_absent", "13/2021": "period_absent", "T5 2021": "period_format", "S3 2021": "period_format", "T3": "period_format", "T3 21": "period_short_year", "T3 1850": "period_bounds",
		"31/12/1850": "period_bounds", "3e semestre 2021": "period_format", "trimestre 2021": "period_format", "31/12/21": "period_short_year", "2029-2021": "period_order", "bientôt": "period_format",
	} {
		if got, err := input.ReadSpan(text); keyOf(err) != want || got != (input.Span{}) {
			t.Errorf("%q is read as %v, %v; want %s", text, got, err, want)
		}
	}
}

// FuzzReadSpan: no panic, only errors that have words, and a span ends no earlier than it begins.
func FuzzReadSpan(f *testing.F) {
	for _, s := range []string{"T3 2021", "2021-S1", "1er semestre 2021", "31/12/2021", "31/06/2021", "déc. 2021", "2021-2029"} {
		f.Add(s)
	}
	words, err := locale.Load(assets.Locales)
	if err != nil {
		f.Fatal(err)
	}
	french := words.For(locale.FR)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := input.ReadSpan(text)
		if err != nil {
			if key := keyOf(err); !strings.HasPrefix(key, "period_") || !french.Has("entry.typed."+key) {
				t.Fatalf("%q: unknown error %v", text, err)
			}
			return
		}
		if s.From.First().After(s.To.Last()) || s.From.Year < 1990 || s.To.Year > 2035 {
			t.Fatalf("%q is %v", text, s)
		}
	})
}

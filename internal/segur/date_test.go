package segur_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/segur"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]segur.Date{
		"2020":       {Year: 2020},
		"0001":       {Year: 1},
		"2020-07":    {Year: 2020, Month: 7},
		"2020-12":    {Year: 2020, Month: 12},
		"2020-07-21": {Year: 2020, Month: 7, Day: 21},
		"2020-02-29": {Year: 2020, Month: 2, Day: 29},
		"2000-02-29": {Year: 2000, Month: 2, Day: 29},
		"2021-06-30": {Year: 2021, Month: 6, Day: 30},
	} {
		got, err := segur.ParseDate(in)
		if err != nil || got != want || got.String() != in {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", "0000", "20", "20200", "2020-", "2020-0", "2020-7", "2020-00", "2020-13", "2020-06-31", "2021-02-29", "1900-02-29",
		"2020-02-30", "2020-07-00", "2020-07-32", "2020-07-21-01", "2020-07-21T00", " 2020", "2020 ", "-2020", "+202", "２０２０",
		"2020/07", "21/07/2020", "2020-07-2x", "20 20",
	} {
		if got, err := segur.ParseDate(in); !errors.Is(err, segur.ErrDate) || got != (segur.Date{}) {
			t.Errorf("%q was read as %+v, %v", in, got, err)
		}
	}
}

func TestDateFirstAndLastDay(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]time.Time{
		"2020":       {day(2020, 1, 1), day(2020, 12, 31)},
		"2020-02":    {day(2020, 2, 1), day(2020, 2, 29)},
		"2021-02":    {day(2021, 2, 1), day(2021, 2, 28)},
		"2021-12":    {day(2021, 12, 1), day(2021, 12, 31)},
		"2021-12-05": {day(2021, 12, 5), day(2021, 12, 5)},
	} {
		d, err := segur.ParseDate(in)
		if err != nil || d.First() != want[0] || d.Last() != want[1] {
			t.Errorf("%s: %s to %s, %v", in, d.First(), d.Last(), err)
		}
	}
	if (segur.Date{}).String() != "" || !(segur.Date{}).IsZero() {
		t.Error("the zero date is not empty")
	}
}

func TestParsePeriod(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]time.Time{
		"1990":      {day(1990, 1, 1), day(1990, 12, 31)},
		"2035":      {day(2035, 1, 1), day(2035, 12, 31)},
		"2021-07":   {day(2021, 7, 1), day(2021, 7, 31)},
		"2021/2029": {day(2021, 1, 1), day(2029, 12, 31)},
		"2018/2019": {day(2018, 1, 1), day(2019, 12, 31)},
	} {
		p, err := segur.ParsePeriod(in)
		if err != nil || p.Start() != want[0] || p.End() != want[1] || p.String() != in || p.IsRange() != (len(in) == 9) {
			t.Errorf("%s: %s to %s, %q, %v", in, p.Start(), p.End(), p, err)
		}
	}
	for _, in := range []string{
		"", "1989", "2036", "2021-07-21", "2021/", "/2021", "2021/2021", "2021/2020", "2021-01/2022", "2021/2022-06", "2021/2022/2023",
		"2021/2036", "1989/2000", "2021-13", "2021–2029", "2021-06-31",
	} {
		if p, err := segur.ParsePeriod(in); !errors.Is(err, segur.ErrPeriod) || p != (segur.Period{}) {
			t.Errorf("%q was read as %+v, %v", in, p, err)
		}
	}
}

func TestPeriodContains(t *testing.T) {
	t.Parallel()
	for in, want := range map[[2]string]bool{
		{"2020", "2020"}: true, {"2020", "2020-07"}: true, {"2020", "2020-12"}: true, {"2020-07", "2020"}: false,
		{"2020", "2021-01"}: false, {"2018/2020", "2020-12"}: true, {"2018/2020", "2017/2019"}: false,
	} {
		outer, _ := segur.ParsePeriod(in[0])
		inner, _ := segur.ParsePeriod(in[1])
		if got := outer.Contains(inner); got != want {
			t.Errorf("%s contains %s: %v", in[0], in[1], got)
		}
	}
}

// Place, for each nature, kind and form of period: what counts stands at the end; what
// flows is drawn at its middle.
func TestPlace(t *testing.T) {
	t.Parallel()
	noon := func(y int, m time.Month, d int) time.Time { return day(y, m, d).Add(12 * time.Hour) }
	for in, c := range map[string]struct{ end, middle time.Time }{
		"2020":      {day(2020, 12, 31), day(2020, 7, 2)},  // 366 days
		"2021":      {day(2021, 12, 31), noon(2021, 7, 2)}, // 365 days
		"2020-02":   {day(2020, 2, 29), noon(2020, 2, 15)}, // 29 days
		"2021-02":   {day(2021, 2, 28), day(2021, 2, 15)},
		"2021-07":   {day(2021, 7, 31), noon(2021, 7, 16)},
		"2021/2022": {day(2022, 12, 31), day(2022, 1, 1)},
		"2018/2020": {day(2020, 12, 31), day(2019, 7, 3)}, // 1 096 days
	} {
		p, err := segur.ParsePeriod(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []segur.Kind{segur.KindBaseline, segur.KindActual, segur.KindTarget} {
			for nature, flows := range map[segur.Nature]bool{
				segur.NatureStock: false, segur.NatureCumulative: false,
				segur.NatureFlow: true, segur.NatureShare: true, segur.NatureAmount: true,
			} {
				want := segur.Placement{Drawn: c.end, Judged: c.end}
				if flows && kind != segur.KindTarget {
					want.Drawn = c.middle
				}
				if got := segur.Place(nature, kind, p); got != want {
					t.Errorf("%s %s of %s: %+v, want %+v", nature, kind, in, got, want)
				}
			}
		}
	}
}

func TestPlacesLieWithinTheirPeriod(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := monthly(rapid.IntRange(12*1990, 12*2035).Draw(t, "month"))
		if rapid.Bool().Draw(t, "range") {
			first := rapid.IntRange(1990, 2034).Draw(t, "first")
			p = segur.Period{From: segur.Date{Year: first}, To: segur.Date{Year: rapid.IntRange(first+1, 2035).Draw(t, "last")}}
		}
		again, err := segur.ParsePeriod(p.String())
		if err != nil || again != p {
			t.Fatalf("%s read as %s, %v", p, again, err)
		}
		for _, nature := range []segur.Nature{segur.NatureStock, segur.NatureFlow} {
			at := segur.Place(nature, segur.KindActual, p)
			if at.Drawn.Before(p.Start()) || at.Drawn.After(p.End()) || at.Judged != p.End() {
				t.Fatalf("%s %s: %+v", nature, p, at)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2020", "2020-07", "2020-02-29", "2020-06-31", "2021/2029", "", "-", "2020--1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := segur.ParseDate(s); err == nil && d.String() != s {
			t.Errorf("%q is written back as %q", s, d)
		}
		if p, err := segur.ParsePeriod(s); err == nil && p.String() != s {
			t.Errorf("period %q is written back as %q", s, p)
		}
	})
}

package catalog_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestOnlyLikeComparesWithLike walks every indicator of the seed: what is compared is of one kind, one
// stated scope and the same years, and what stands apart says how it differs.
func TestOnlyLikeComparesWithLike(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	compared, apart := 0, 0
	for _, i := range c.Indicators() {
		all := i.Compare(0, 0)
		if all == nil {
			continue
		}
		compared++
		same := all.Same
		for _, r := range all.Figures {
			v := r.Value
			if v.Kind != same.Kind || v.Scope != same.Scope || v.Scope == segur.ScopeUnstated || !v.Reference ||
				v.Period.From.Year != same.Period.From.Year || v.Period.To.Year != same.Period.To.Year {
				t.Errorf("%s compares %+v with %+v", i.Code, v, same)
			}
			if all.Rate != segur.RateNone && (r.Per <= 0 || r.Territory.Code == "01") {
				t.Errorf("%s: %s has %v by the rate %s", i.Code, r.Territory.Code, r.Per, all.Rate)
			}
		}
		if !slices.IsSortedFunc(all.Figures, func(a, b catalog.Regional) int { return int(all.Number(b) - all.Number(a)) }) {
			t.Errorf("%s is not in order", i.Code)
		}
		for _, r := range all.Apart {
			apart++
			v := r.Value
			differs := v.Kind != same.Kind || v.Scope != same.Scope || v.Period.From.Year != same.Period.From.Year || v.Period.To.Year != same.Period.To.Year
			if differs == (r.Differs == catalog.DiffersInPeople) || v.Scope == segur.ScopeUnstated && r.Differs != catalog.DiffersInScope {
				t.Errorf("%s: %s stands apart by %q: %+v", i.Code, r.Territory.Code, r.Differs, v)
			}
		}
		if n := len(all.Figures) + len(all.Apart) + len(all.Missing); n != 18 {
			t.Errorf("%s: %d regions", i.Code, n)
		}
	}
	if compared < 15 || apart < 20 {
		t.Errorf("%d indicators compare, %d figures stand apart", compared, apart)
	}
}

// TestEnvelopesComparePerInhabitant holds the ranking that was worked out by hand.
func TestEnvelopesComparePerInhabitant(t *testing.T) {
	t.Parallel()
	all := build(t, dataset(t)).Indicator(segur.EnvelopeIndicator).Compare(0, 0)
	want := map[string]segur.Number{"04": 315, "27": 299, "24": 276, "76": 266, "53": 252, "44": 252, "84": 234, "75": 213}
	if len(all.Figures) != len(want) || all.Same.Scope != "hospital_social" || all.Rate != segur.RateInhabitant || all.National != nil {
		t.Fatalf("%d regions of %q", len(all.Figures), all.Same.Scope)
	}
	for _, r := range all.Figures {
		if r.Per.Round(0) != want[r.Territory.Code]*1000 {
			t.Errorf("%s: %s", r.Territory.Code, r.Per)
		}
	}
	if all.Rank("04") != 1 || all.Rank("84") != 7 || all.Rank("01") != 0 {
		t.Errorf("ranks %d, %d, %d", all.Rank("04"), all.Rank("84"), all.Rank("01"))
	}
	if len(all.Apart) != 8 || len(all.Missing) != 2 {
		t.Errorf("%d apart, %d missing", len(all.Apart), len(all.Missing))
	}
	if none := build(t, dataset(t)).Indicator(segur.EnvelopeIndicator).Compare(0, 2028); none != nil {
		t.Errorf("%d regions before the end of the period", len(none.Figures))
	}
}

// TestCountsComparePerHundredThousand holds rates that were worked out by hand: 173 surgeries for 8 078 652 people.
func TestCountsComparePerHundredThousand(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	for _, i := range c.Indicators() {
		all := i.Compare(0, 0)
		if all == nil {
			continue
		}
		want := map[string]segur.Rate{
			"count": segur.RateHundredThousand, "places": segur.RateHundredThousand, "beds": segur.RateHundredThousand, "persons": segur.RateHundredThousand,
			"million_eur": segur.RateInhabitant, "percent": segur.RateNone,
		}[i.Unit]
		if i.Code == segur.PopulationIndicator {
			want = segur.RateNone
		}
		if all.Rate != want {
			t.Errorf("%s, in %s, compares by %q", i.Code, i.Unit, all.Rate)
		}
	}
	msp := c.Indicator("msp-aci").Compare(0, 0)
	people := c.Indicator(segur.PopulationIndicator)
	for _, r := range msp.Figures {
		by := float64(r.Value.Number) / float64(people.Series(r.Territory.Code).Shown().Number) * 100_000
		if diff := r.Per.Float() - by; diff > 0.0005 || diff < -0.0005 {
			t.Errorf("%s: %s of %f", r.Territory.Code, r.Per, by)
		}
	}
	if by := msp.National.Number.Float() / people.Series(segur.France).Shown().Number.Float() * 100_000; msp.Country.Float()-by > 0.0005 || by-msp.Country.Float() > 0.0005 {
		t.Errorf("France: %s of %f", msp.Country, by)
	}
	for _, bad := range []struct {
		rate   segur.Rate
		people segur.Number
	}{{segur.RateNone, segur.Int(5)}, {segur.RateInhabitant, 0}, {segur.RateHundredThousand, -1}} {
		if per, ok := bad.rate.Per(segur.Int(3), "count", bad.people); ok {
			t.Errorf("%+v gives %s", bad, per)
		}
	}
}

// TestTiesShareTheBetterPlace: regions of equal figures have the same rank, and the next one follows by as
// many.
func TestTiesShareTheBetterPlace(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	d.Values = slices.DeleteFunc(d.Values, func(v segur.Value) bool { return v.Indicator == "cpts-pop-pct" })
	for i, code := range []string{"11", "24", "27", "28"} {
		d.Values = append(d.Values, segur.Value{
			Indicator: "cpts-pop-pct", Kind: segur.KindActual, Territory: code, Number: segur.Int([]int{5, 0, 5, 9}[i]), Reference: true,
			Period: segur.Period{From: segur.Date{Year: 2023}, To: segur.Date{Year: 2023}}, Source: d.Sources[0].ID,
		})
	}
	all := build(t, d).Indicator("cpts-pop-pct").Compare(0, 0)
	for code, rank := range map[string]int{"28": 1, "11": 2, "27": 2, "24": 4} {
		if all.Rank(code) != rank {
			t.Errorf("%s has rank %d, want %d", code, all.Rank(code), rank)
		}
	}
}

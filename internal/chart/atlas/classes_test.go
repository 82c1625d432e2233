package atlas

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/segur"
)

func numbers(whole ...int) []segur.Number {
	var list []segur.Number
	for _, n := range whole {
		list = append(list, segur.Int(n))
	}
	return list
}

func TestKnownCuts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ figures, want []segur.Number }{
		"envelopes":     {numbers(154, 156, 274, 448, 710, 836, 850, 855, 1238, 1292, 1400, 1400, 1511, 1600, 1900, 2400), numbers(200, 500, 1000, 1500)},
		"two figures":   {numbers(33, 33, 33, 33, 100, 100, 100), numbers(50)},
		"all the same":  {numbers(7, 7, 7, 7, 7, 7), nil},
		"neighbours":    {numbers(1, 2, 3, 4, 5, 6), nil},
		"below nought":  {numbers(-30, -20, -10, 10, 20, 30), nil},
		"one far ahead": {numbers(1, 2, 3, 4, 5, 1_000_000), nil},
	} {
		got := cutsOf(c.figures, 0)
		if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s: cuts %v, want %v", name, got, c.want)
		}
		checkCuts(t, c.figures, got, 0)
	}
	if got := cutsOf(numbers(-30, -20, -10, 10, 20, 30), 0); !slices.Contains(got, 0) {
		t.Errorf("nought is the roundest number between gains and losses: %v", got)
	}
}

// TestCutsShareOutAnyFigures throws figures of every size and fineness at the classes.
func TestCutsShareOutAnyFigures(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		decimals := dice.IntN(segur.MaxDecimals + 1)
		unit := segur.Number(math.Pow10(segur.MaxDecimals - decimals))
		spread := int64(math.Pow10(1 + dice.IntN(10)))
		var figures []segur.Number
		for range catalog.FewestForMap + dice.IntN(13) {
			figures = append(figures, segur.Number(dice.Int64N(spread)-spread/4*int64(dice.IntN(2)))*unit)
		}
		slices.Sort(figures)
		checkCuts(t, figures, cutsOf(figures, decimals), decimals)
	}
}

// checkCuts demands rising cuts, as many classes as there may be, none empty, and no cut finer than
// the figures.
func checkCuts(t *testing.T, figures, cuts []segur.Number, decimals int) {
	t.Helper()
	unit := segur.Number(math.Pow10(segur.MaxDecimals - decimals))
	if want := min(plot.Classes, len(slices.Compact(slices.Clone(figures)))); len(cuts)+1 != want {
		t.Errorf("%v: %d classes, want %d", figures, len(cuts)+1, want)
	}
	held := map[int]int{}
	for _, n := range figures {
		held[classOf(n, cuts)]++
	}
	for i, cut := range cuts {
		if i > 0 && cut <= cuts[i-1] || cut%unit != 0 {
			t.Errorf("%v: cuts %v", figures, cuts)
		}
	}
	for class := range len(cuts) + 1 {
		if held[class] == 0 {
			t.Errorf("%v by %v: class %d is empty", figures, cuts, class)
		}
	}
}

func TestShadesSpreadOverTheScale(t *testing.T) {
	t.Parallel()
	for classes, want := range map[int][]int{1: {3}, 2: {1, 5}, 3: {1, 3, 5}, 5: {1, 2, 3, 4, 5}} {
		for class, shown := range want {
			if got := shade(class, classes); got != shown {
				t.Errorf("class %d of %d is painted as %d, want %d", class, classes, got, shown)
			}
		}
	}
}

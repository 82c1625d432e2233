package atlas

import (
	"math"
	"slices"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/segur"
)

// What a cut costs, in squares of the figures by which a class differs from an equal share: a legend is
// read with round numbers, while nobody sees that a class holds a region more or less.
const (
	perDigit = 3.0 // by the square of its digits beyond the first
	oddDigit = 2.5 // it begins with neither 1, 2 nor 5
	touching = 1.0 // a figure stands right on it
)

// cutsOf returns the lowest figure of each class but the first, rising, at most plot.Classes-1 of
// them: round numbers that share the figures out about equally and leave no class empty. Figures
// come in rising order; decimals is how fine they are.
func cutsOf(figures []segur.Number, decimals int) []segur.Number {
	gaps := []int{} // a cut may stand just before these figures
	for i := 1; i < len(figures); i++ {
		if figures[i] > figures[i-1] {
			gaps = append(gaps, i)
		}
	}
	cuts, costs := make([]segur.Number, len(gaps)), make([]float64, len(gaps))
	for k, i := range gaps {
		cuts[k] = roundBetween(figures[i-1], figures[i], decimals)
		costs[k] = costOf(cuts[k], figures[i])
	}
	classes := min(plot.Classes, len(gaps)+1)
	share := float64(len(figures)) / float64(classes)
	cost := math.Inf(1)
	var best, chosen []segur.Number
	var choose func(from, before int, spent float64)
	choose = func(from, before int, spent float64) {
		if spent >= cost {
			return
		}
		if len(chosen) == classes-1 {
			if spent += math.Pow(float64(len(figures)-before)-share, 2); spent < cost {
				cost, best = spent, slices.Clone(chosen)
			}
			return
		}
		for i := from; i < len(gaps); i++ {
			chosen = append(chosen, cuts[i])
			choose(i+1, gaps[i], spent+math.Pow(float64(gaps[i]-before)-share, 2)+costs[i])
			chosen = chosen[:len(chosen)-1]
		}
	}
	choose(0, 0, 0)
	return best
}

// roundBetween returns the roundest number between two figures, or the higher one where nothing of
// their fineness lies between; among equals a five, then the one nearest the middle.
func roundBetween(low, high segur.Number, decimals int) segur.Number {
	finest := segur.Number(math.Pow10(segur.MaxDecimals - decimals))
	step := finest
	for step*10 <= max(high, -low) {
		step *= 10
	}
	for step > finest && floor(high-1, step) <= low {
		step /= 10
	}
	cut := floor(high-1, step)
	if cut <= low {
		return high
	}
	middle := float64(low+high) / 2
	worth := func(n segur.Number) float64 {
		off := math.Abs(float64(n)-middle) / float64(step)
		if n/step%5 != 0 {
			off += 100
		}
		return off
	}
	for n := cut; n > low && n > cut-100*step; n -= step {
		if worth(n) < worth(cut) {
			cut = n
		}
	}
	return cut
}

// costOf is what a cut below a figure costs.
func costOf(cut, figure segur.Number) float64 {
	cost, first, digits := 0.0, cut, 0
	if first < 0 {
		first = -first
	}
	for first != 0 && first%10 == 0 {
		first /= 10
	}
	for ; first >= 10; first /= 10 {
		digits++
	}
	cost += perDigit * float64(digits*digits)
	if first > 2 && first != 5 {
		cost += oddDigit
	}
	if cut == figure {
		cost += touching
	}
	return cost
}

// floor returns the highest multiple of step that is not above n.
func floor(n, step segur.Number) segur.Number {
	return segur.Number(math.Floor(float64(n)/float64(step))) * step
}

// classOf returns the class of a figure, from 0.
func classOf(n segur.Number, cuts []segur.Number) int {
	class := 0
	for class < len(cuts) && n >= cuts[class] {
		class++
	}
	return class
}

// shade is the colour class of one of few classes: they are spread over the scale.
func shade(class, classes int) int {
	if classes < 2 {
		return (plot.Classes + 1) / 2
	}
	return 1 + int(math.Round(float64(class*(plot.Classes-1))/float64(classes-1)))
}

package plot

import "math"

// maxHairlines bounds the grid lines above zero.
const maxHairlines = 5

// Scale is a value axis: from Min to Max, a line every Step, labels with Decimals.
type Scale struct {
	Min, Max, Step float64
	Decimals       int
}

// NewScale covers values from zero with at most five round steps, none finer than decimals.
func NewScale(decimals int, values ...float64) Scale {
	low, high := 0.0, 0.0
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if high == low {
		high = 1
	}
	step := niceStep(math.Max((high-low)/maxHairlines, math.Pow10(-decimals)), decimals)
	s := Scale{Min: math.Floor(low/step) * step, Max: math.Ceil(high/step-1e-9) * step, Step: step}
	for s.Decimals = 0; s.Decimals < 6; s.Decimals++ {
		if x := step * math.Pow10(s.Decimals); math.Abs(x-math.Round(x)) < 1e-9 {
			break
		}
	}
	return s
}

// niceStep returns 1, 2, 2.5 or 5 times a power of ten, not below least and a multiple of the
// finest decimal.
func niceStep(least float64, decimals int) float64 {
	power := math.Pow10(int(math.Floor(math.Log10(least) + 1e-9)))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		finest := factor * power * math.Pow10(decimals)
		if step := factor * power; step >= least-1e-9 && math.Abs(finest-math.Round(finest)) < 1e-6 {
			return step
		}
	}
	return 10 * power
}

// Ticks lists the values of the lines, from Min to Max.
func (s Scale) Ticks() []float64 {
	var ticks []float64
	for i := 0; ; i++ {
		v := s.Min + float64(i)*s.Step
		if v > s.Max+s.Step/2 {
			return ticks
		}
		ticks = append(ticks, math.Round(v*1e6)/1e6)
	}
}

// At returns the place of v between from (Min) and to (Max).
func (s Scale) At(v, from, to float64) float64 {
	return from + (v-s.Min)/(s.Max-s.Min)*(to-from)
}

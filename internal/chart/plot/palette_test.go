package plot

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

// tone is a colour in linear light, 0 to 1.
type tone [3]float64

func toneOf(t *testing.T, hex string) tone {
	t.Helper()
	var r, g, b int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); err != nil {
		t.Fatalf("%q is no colour", hex)
	}
	linear := func(part int) float64 { // IEC 61966-2-1, sRGB
		x := float64(part) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return tone{linear(r), linear(g), linear(b)}
}

func (c tone) times(m [3]tone) tone {
	var out tone
	for i, row := range m {
		out[i] = row[0]*c[0] + row[1]*c[1] + row[2]*c[2]
	}
	return out
}

// luminance is the Y of CIE XYZ, which is also WCAG's relative luminance.
func (c tone) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// contrast is WCAG 2.2's ratio of two colours.
func contrast(a, b tone) float64 {
	high, low := math.Max(a.luminance(), b.luminance()), math.Min(a.luminance(), b.luminance())
	return (high + 0.05) / (low + 0.05)
}

// lab is CIE 1976 L*a*b* under D65.
func (c tone) lab() tone {
	xyz := c.times([3]tone{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}})
	f := func(x float64) float64 {
		if x > math.Pow(6.0/29, 3) {
			return math.Cbrt(x)
		}
		return x/3/math.Pow(6.0/29, 2) + 4.0/29
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return tone{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// apart is CIE 1976's difference of two colours.
func apart(a, b tone) float64 {
	p, q := a.lab(), b.lab()
	return math.Sqrt(math.Pow(p[0]-q[0], 2) + math.Pow(p[1]-q[1], 2) + math.Pow(p[2]-q[2], 2))
}

// withoutGreen is how a reader without green cones sees a colour: Machado, Oliveira and Fernandes, "A Physiologically-based
// Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), deuteranomaly of severity 1, on linear light.
func (c tone) withoutGreen() tone {
	seen := c.times([3]tone{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}})
	for i := range seen {
		seen[i] = math.Min(math.Max(seen[i], 0), 1)
	}
	return seen
}

// tokens are the colours of the style sheet: paper, ink, then the parts of each state, each light then dark.
type tokens struct {
	paper, ink [2]string
	states     map[segur.State]map[string][2]string
}

func readTokens(t *testing.T) tokens {
	t.Helper()
	scss, err := os.ReadFile("../../../assets/src/scss/tokens.scss")
	if err != nil {
		t.Fatal(err)
	}
	pairs := func(text string) map[string][2]string {
		found := map[string][2]string{}
		for _, m := range regexp.MustCompile(`([\w-]+): \((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindAllStringSubmatch(text, -1) {
			if _, known := found[m[1]]; !known {
				found[m[1]] = [2]string{m[2], m[3]}
			}
		}
		return found
	}
	roles := pairs(string(scss))
	read := tokens{paper: roles["paper"], ink: roles["ink"], states: map[segur.State]map[string][2]string{}}
	for _, s := range segur.Standings() {
		line := regexp.MustCompile(`(?m)^  ` + s.Slug() + `: +\((fill: .*)$`).FindStringSubmatch(string(scss))
		if line == nil {
			t.Fatalf("%q is no state of the style sheet", s.Slug())
		}
		read.states[s] = pairs(line[1])
	}
	return read
}

// TestLooksAreTheTokens holds the light values of drawings against the style sheet, which finds each role by its value.
func TestLooksAreTheTokens(t *testing.T) {
	t.Parallel()
	for s, parts := range readTokens(t).states {
		fill, carried := FillOf(s), CarriedFillOf(s)
		if fill.Colour != parts["fill"][0] || EdgeOf(s) != parts["edge"][0] {
			t.Errorf("%q: fill %s, outline %s here; %s, %s in the style sheet", s, fill.Colour, EdgeOf(s), parts["fill"][0], parts["edge"][0])
		}
		want := parts["fill"][0]
		if pale, lapses := parts["carried"]; lapses {
			want = pale[0]
		}
		if carried.Colour != want {
			t.Errorf("%q carried: fill %s, want %s", s, carried.Colour, want)
		}
		if open := carried.Open == EdgeOf(s); open == (s == segur.Unknown) {
			t.Errorf("%q carried: box %q", s, carried.Open)
		}
		if (fill.Decal == nil) != (carried.Decal == nil) {
			t.Errorf("%q carried: the pattern is lost", s)
		}
	}
}

// TestDoneStandsOut computes what readers see of the states in each scheme: full sight, greyscale, and without green cones.
func TestDoneStandsOut(t *testing.T) {
	t.Parallel()
	all := readTokens(t)
	for scheme, name := range []string{"light", "dark"} {
		paper := toneOf(t, all.paper[scheme])
		of := func(s segur.State, part string) tone { return toneOf(t, all.states[s][part][scheme]) }
		done, way := of(segur.Done, "fill"), of(segur.InProgress, "fill")
		for s := range all.states {
			fill := of(s, "fill")
			if s != segur.Done && contrast(done, paper) < 1.3*contrast(fill, paper) {
				t.Errorf("%s: %q stands out as much as done (%.1f against %.1f)", name, s, contrast(fill, paper), contrast(done, paper))
			}
			if got := contrast(of(s, "edge"), paper); got < 3 {
				t.Errorf("%s: outline of %q: %.2f on paper", name, s, got)
			}
			if got := contrast(of(s, "on"), fill); got < 4.5 {
				t.Errorf("%s: words on %q: %.2f", name, s, got)
			}
			if s != segur.InProgress && s != segur.NotStarted && s != segur.Unknown {
				if full, less := apart(fill, way), apart(fill.withoutGreen(), way.withoutGreen()); full < 25 || less < 25 {
					t.Errorf("%s: %q is %.0f (%.0f without green cones) from what is under way", name, s, full, less)
				}
			}
		}
		if grey := math.Abs(done.lab()[0] - way.lab()[0]); grey < 35 {
			t.Errorf("%s: done and under way differ by %.0f in lightness", name, grey)
		}
		if red := apart(done.withoutGreen(), of(segur.Abandoned, "fill").withoutGreen()); red < 30 {
			t.Errorf("%s: without green cones done and abandoned differ by %.0f", name, red)
		}
	}
}

// TestCarriedStatesAreFaint holds that the fill of a state that may have lapsed is its own mixed with paper: fainter than
// the state, still under ink, its box and pattern clear of it.
func TestCarriedStatesAreFaint(t *testing.T) {
	t.Parallel()
	share := map[segur.State]float64{segur.InProgress: 0.3, segur.Preparing: 0.5, segur.NotStarted: 1, segur.Suspended: 0.3}
	all := readTokens(t)
	for s, parts := range all.states {
		pale, lapses := parts["carried"]
		if _, want := share[s]; lapses != want {
			t.Errorf("%q lapses: %v", s, lapses)
		}
		if !lapses {
			continue
		}
		for scheme := range pale {
			if want := mix(t, parts["fill"][scheme], all.paper[scheme], share[s]); !strings.EqualFold(pale[scheme], want) {
				t.Errorf("%q carried: %s, mixed %s", s, pale[scheme], want)
			}
			fill, paper := toneOf(t, pale[scheme]), toneOf(t, all.paper[scheme])
			if s != segur.NotStarted && contrast(fill, paper) >= contrast(toneOf(t, parts["fill"][scheme]), paper) {
				t.Errorf("%q carried is no fainter: %s", s, pale[scheme])
			}
			if got := contrast(toneOf(t, all.ink[scheme]), fill); got < 4.5 {
				t.Errorf("words on %q carried: %.2f", s, got)
			}
			if got := contrast(toneOf(t, parts["edge"][scheme]), fill); got < 3 {
				t.Errorf("box of %q carried on %s: %.2f", s, pale[scheme], got)
			}
		}
	}
}

// mix lays a share of one colour over another, in the values of the file format, as style sheets mix.
func mix(t *testing.T, over, under string, share float64) string {
	t.Helper()
	var a, b [3]int
	for _, c := range []struct {
		hex string
		to  *[3]int
	}{{over, &a}, {under, &b}} {
		if _, err := fmt.Sscanf(c.hex, "#%02x%02x%02x", &c.to[0], &c.to[1], &c.to[2]); err != nil {
			t.Fatal(err)
		}
	}
	part := func(i int) int {
		return int(math.Round(float64(a[i])*share + float64(b[i])*(1-share)))
	}
	return fmt.Sprintf("#%02x%02x%02x", part(0), part(1), part(2))
}

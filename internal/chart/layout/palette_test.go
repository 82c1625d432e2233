package layout

import (
	"regexp"
	"strings"
	"testing"
)

// TestThemesDifferInColoursOnly compares dark with light pictures, and both with the tokens.
func TestThemesDifferInColoursOnly(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`#[0-9a-f]{6}`)
	dark := darkColours()
	for _, name := range charts() {
		said, drawn := text(t, name), drawings(t, name, "wide", "narrow")
		light, other := compose(t, drawn, said, Social, Light), compose(t, drawn, said, Social, Dark)
		if colour.ReplaceAllString(light, "#") != colour.ReplaceAllString(other, "#") {
			t.Errorf("%s: the themes differ in more than colours", name)
		}
		for _, found := range colour.FindAllString(light, -1) {
			if dark[found] == "" {
				t.Errorf("%s: %s has no dark colour", name, found)
			}
		}
		if strings.Contains(other, `fill="`+paper+`"`) || strings.Contains(other, `fill="`+ink+`"`) {
			t.Errorf("%s: light colours in the dark picture", name)
		}
	}
}

// TestDarkColoursAreTheTokens reads the pairs of the style sheet, in the order in which its rules
// for charts give a light value its role.
func TestDarkColoursAreTheTokens(t *testing.T) {
	t.Parallel()
	tokens := string(built(t, "../../../assets/src/scss/tokens.scss"))
	rules := string(built(t, "../../../assets/src/scss/charts.scss"))
	pair := regexp.MustCompile(`([\w-]+): \((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`)
	painted := strings.Fields(strings.NewReplacer(",", " ", "(", " ", ")", " ").Replace(regexp.MustCompile(`@each \$role in (\([^)]*\))`).FindStringSubmatch(rules)[1]))
	want := map[string]string{}
	learn := func(light, dark string) {
		if want[light] == "" {
			want[light] = dark
		}
	}
	roles, rest, _ := strings.Cut(tokens, "$pillars:")
	for _, role := range painted {
		for _, found := range pair.FindAllStringSubmatch(roles, -1) {
			if found[1] == role {
				learn(found[2], found[3])
			}
		}
	}
	rest, _, _ = strings.Cut(rest, "// Layout thresholds")
	on := map[string]string{}
	for _, found := range pair.FindAllStringSubmatch(rest, -1) {
		if found[1] == "on" {
			on[found[2]] = found[3]
		} else {
			learn(found[2], found[3])
		}
	}
	for _, found := range regexp.MustCompile(`(in-progress|suspended)-on: (#[0-9a-f]{6})`).FindAllStringSubmatch(rest, -1) {
		dark := regexp.MustCompile(found[1] + `:.*on: \(#[0-9a-f]{6}, (#[0-9a-f]{6})\)`).FindStringSubmatch(rest)
		learn(found[2], dark[1])
	}
	got := darkColours()
	if len(want) < 25 {
		t.Fatalf("only %d colours read from the tokens", len(want))
	}
	for light, dark := range want {
		if got[light] != dark {
			t.Errorf("%s: %q here, %s in the tokens", light, got[light], dark)
		}
	}
	for light := range got {
		if want[light] == "" {
			t.Errorf("%s is no token", light)
		}
	}
	if on[onFill] != onFillDark {
		t.Errorf("the ink of dark fills: %s here, %s in the tokens", onFillDark, on[onFill])
	}
}

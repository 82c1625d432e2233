package plot_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/chart/plot"
)

func TestThinNarrowsTheSpacesOfPictures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                         "",
		"1\u00a0234\u00a0567 M":    "1\u202f234\u202f567 M",
		"75\u00a0% ; 12\u00a0lits": "75\u202f% ; 12\u00a0lits",
		"«\u00a0fin\u00a0»\u00a0?": "«\u202ffin\u202f»\u202f?",
		"juillet\u00a02021":        "juillet\u00a02021",
		"nº\u00a0500, +\u00a0651":  "nº\u00a0500, +\u00a0651",
		"1\u00a02345, 8\u00a0M€":   "1\u00a02345, 8\u00a0M€",
		"ce qui suit\u00a0: rien":  "ce qui suit\u202f: rien",
	} {
		if got := plot.Thin(text); got != want || plot.Thin(got) != want {
			t.Errorf("%q is drawn as %q, want %q", text, got, want)
		}
	}
	if wide, thin := plot.Width("4\u00a0000", 10, false), plot.Width("4\u202f000", 10, false); wide != thin {
		t.Errorf("a number is %v wide as the page writes it and %v as it is drawn", wide, thin)
	}
}

package review

import (
	"net/url"
	"testing"
)

// TestHowManyTimesIsSaid: 2 758 health houses stood before, and 93 772 are 34 times as many.
func TestHowManyTimesIsSaid(t *testing.T) {
	t.Parallel()
	r := open(t)
	more, less := r.submitted("saisie-07", r.corrected(msp, 93772)), r.submitted("saisie-08", r.corrected(msp, 81))
	r.get("relecture-01", path(more)).says("93 772, c'est environ 34 fois plus que 2 758.")
	r.get("relecture-01", path(less)).says("81, c'est environ 34 fois moins que 2 758.")
	r.as("relecture-01").Post("/admin/compte/langue", url.Values{"langue": {"en"}})
	r.get("relecture-01", path(more)).says("93,772 is about 34 times 2,758.")
	r.get("relecture-01", path(less)).says("81 is about 34 times less than 2,758.")
}

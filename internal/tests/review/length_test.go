package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestTooLongIsSaidWithItsLimit: whoever writes too much learns how much there may be, and keeps
// what was written.
func TestTooLongIsSaidWithItsLimit(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	speech := strings.Repeat("mot ", 1300)
	for what, limit := range map[string]string{"commentaire": "5 000", "decision": "2 000"} {
		form := url.Values{"texte": {speech}}
		field := "texte"
		if what == "decision" {
			form, field = decision(p, "rejeter", speech), "commentaire"
		}
		answer := r.post("relecture-01", path(p)+"/"+what, form, http.StatusUnprocessableEntity)
		faults := answer.faults()
		if len(faults) != 1 || !strings.Contains(faults[0], "trop long") || !strings.Contains(faults[0], limit+" caractères au plus") {
			t.Errorf("%s: %q", what, faults)
		}
		answer.has("#f-"+field+"-error, #f-"+field+"[aria-invalid]", 1)
	}
	draft := r.drafted("saisie-07", r.corrected("msp-count actual 2025-01 FR", 2760))
	form := ref(draft)
	form.Set("motif", speech)
	if faults := r.post("saisie-07", path(draft)+"/soumettre", form, http.StatusUnprocessableEntity).faults(); len(faults) != 1 || !strings.Contains(faults[0], "2 000 caractères au plus") {
		t.Errorf("a reason: %q", faults)
	}
}

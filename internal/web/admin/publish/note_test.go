package publish_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
)

// TestANoteHasAnEnd: what is too long is refused beside its own field, with the limit, and stays.
func TestANoteHasAnEnd(t *testing.T) {
	t.Parallel()
	o := open(t)
	p := o.approved(desk.KindValue, o.corrected("msp-count", 3137))
	for field, lang := range map[string]string{"note_fr": "français", "note_en": "anglais"} {
		speech := strings.Repeat("mot ", 251)
		doc := o.page(o.approver.Post(root, order([]desk.Proposal{p}, field, speech)), http.StatusUnprocessableEntity)
		o.holds(doc.Find(".govuk-error-summary a[href='#f-"+field+"']"), "La note en "+lang+" est trop longue : 1 000 caractères au plus.")
		if kept := doc.Find("#f-" + field).Text(); !strings.Contains(kept, strings.TrimSpace(speech)) {
			t.Errorf("%s: what was written is lost", field)
		}
	}
	if o.live().Publication.Number != 1 {
		t.Error("it went out")
	}
}

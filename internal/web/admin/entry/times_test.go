package entry_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestTheDoubtSaysHowManyTimes: 2 275 health houses stand in March 2023, after 2 250.
func TestTheDoubtSaysHowManyTimes(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "doute-03", desk.RoleEditor, desk.Scope{})
	for _, lang := range []struct{ code, up, down string }{
		{"fr", "environ 34 fois plus que", "environ 34 fois moins que"}, {"en", "about 34 times the", "about 34 times less than the"},
	} {
		who.Post("/admin/compte/langue", url.Values{"langue": {lang.code}})
		for typed, want := range map[string]string{"76 500": lang.up, "66": lang.down} {
			f := open(t, who, msp+"/remplacer?sur="+keyOf(t, site, "msp-count actual 2023-03 FR")).put("valeur", typed, "motif", reason)
			r := f.tick("source", f.near()).refused("soumettre")
			if said := strings.ReplaceAll(words(t, r, "main"), "\u00a0", " "); !strings.Contains(said, want) {
				t.Errorf("%s is not told %q: %s", typed, want, words(t, r, ".govuk-error-summary"))
			}
		}
	}
}

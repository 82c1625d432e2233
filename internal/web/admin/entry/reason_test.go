package entry_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestAReasonSaysEnoughAndNotTooMuch: letters and digits count for the least, every character for
// the most, which holds for drafts too.
func TestAReasonSaysEnoughAndNotTooMuch(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "motif-01", desk.RoleEditor, desk.Scope{})
	for _, c := range []struct{ reason, button, fault string }{
		{"Bilan … 2021", "soumettre", "au moins 10 lettres ou chiffres"},
		{strings.Repeat("mot ", 501), "soumettre", "2 000 caractères au plus"},
		{strings.Repeat("mot ", 501), "brouillon", "2 000 caractères au plus"},
	} {
		f := open(t, who, "/admin/saisir/evenement").put("motif", c.reason)
		said := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(faults(t, f.refused(c.button))["motif"])
		if !strings.Contains(said, c.fault) {
			t.Errorf("%.20q, %s: %q", c.reason, c.button, said)
		}
	}
}

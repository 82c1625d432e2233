package arrows

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// addresses is the home of the addresses of the desk.
const addresses = "internal/desk/paths"

// addressFaults returns the addresses of the desk that are written out beside their home: whatever
// holds its root and, in the packages that make the desk, any step of such an address.
func addressFaults(c code) []string {
	top, step := regexp.MustCompile(`/admin\b`), deskSteps(c)
	var faults []string
	for _, p := range c.packages {
		if p.path == addresses || isTest(p.path) {
			continue
		}
		desk := within(p.path, "internal/web/admin", "internal/auth", "internal/config", "internal/app", "cmd")
		for _, f := range p.files {
			for _, text := range f.literals {
				template := strings.HasPrefix(text, `"admin/`)
				if !f.test && (top.MatchString(text) || (desk && !template && step.MatchString(text))) {
					faults = append(faults, fmt.Sprintf("%s writes the address %s", f.name, text))
				}
			}
		}
	}
	return faults
}

// deskSteps finds a step of an address of the desk, by those that its home holds.
func deskSteps(c code) *regexp.Regexp {
	steps := []string{"admin"}
	for _, p := range c.packages {
		if p.path != addresses {
			continue
		}
		for _, f := range p.files {
			for _, text := range f.literals {
				for _, step := range strings.Split(strings.Trim(text, `"`), "/")[1:] {
					if !f.test && step != "" && !strings.HasPrefix(step, ":") {
						steps = append(steps, regexp.QuoteMeta(step))
					}
				}
			}
		}
	}
	slices.Sort(steps)
	return regexp.MustCompile("/(" + strings.Join(slices.Compact(steps), "|") + `)\b`)
}

func TestAddressesOfTheDeskHaveOneHome(t *testing.T) {
	t.Parallel()
	c := root(t)
	report(t, addressFaults(c))
	for _, step := range []string{"/connexion", "/propositions", "/publications", "/saisir", "/journal"} {
		if !deskSteps(c).MatchString(step) {
			t.Errorf("%s is no step of an address in %s", step, addresses)
		}
	}
}

func TestAddressesOfTheDeskAreSeenElsewhere(t *testing.T) {
	t.Parallel()
	home := &fstest.MapFile{Data: []byte("package paths\n\nconst (\n\tRoot = \"/admin\"\n\tPlan = Root + \"/plans/:id/annuler\"\n)\n")}
	for text, fault := range map[string]bool{
		`"/admin"`: true, `"/admin/x"`: true, "`see /admin/x`": true, `"%s/plans/%d"`: true, `"/annuler?x=1"`: true,
		`"admin/plans"`: false, `"/administration"`: false, `"/planning"`: false, `"plans"`: false, `"/x"`: false,
	} {
		for file, desk := range map[string]bool{"internal/web/admin/x/x.go": true, "internal/web/public/x.go": false, "internal/web/admin/x/x_test.go": false} {
			c, err := read(fstest.MapFS{
				addresses + "/paths.go": home,
				file:                    &fstest.MapFile{Data: []byte("package x\n\nimport _ \"x/web/admin\"\n\nvar x = " + text + "\n")},
			})
			if err != nil {
				t.Fatal(err)
			}
			want := fault && (desk || (!strings.HasSuffix(file, "_test.go") && strings.Contains(text, "/admin")))
			if faults := addressFaults(c); (len(faults) == 1) != want || len(faults) > 1 {
				t.Errorf("%s in %s: %q", text, file, faults)
			}
		}
	}
}

package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// axeFile is where npm puts the accessibility checker, seen from a package of tests.
const axeFile = "../../../assets/node_modules/axe-core/axe.min.js"

// Rules names the rules of axe to check.
type Rules string

// All rules of axe, or the one that colours decide.
const (
	AllRules Rules = "undefined"
	Contrast Rules = "['color-contrast']"
)

// runAxe lists what axe finds under the rules named, at most three elements a rule. It names elements and does not quote them,
// which spares writing out the whole page for each rule; frames and style sheets of elsewhere are none of its business.
const runAxe = `(axe.configure({noHtml: true}), axe.run(document, {resultTypes: ['violations'], runOnly: %s, iframes: false, preload: false})).then((found) => found.violations.flatMap((v) =>
  v.nodes.slice(0, 3).map((n) => 'axe ' + v.id + ' (' + v.nodes.length + '): ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`

// Checker returns what runs axe on the page that a tab shows.
func Checker(t testing.TB) func(*Tab, Rules) {
	t.Helper()
	body, err := os.ReadFile(filepath.FromSlash(axeFile))
	if err != nil {
		t.Fatalf("axe-core is missing, run make assets: %v", err)
	}
	return func(tab *Tab, rules Rules) {
		var loaded bool
		if tab.Eval("'axe' in window", &loaded) && (loaded || tab.Inject(string(body))) {
			tab.Ask(fmt.Sprintf(runAxe, rules))
		}
	}
}

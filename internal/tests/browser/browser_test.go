package browser

import (
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
)

// suite is what the tests share: one site that they only read, one browser.
type suite struct {
	site    *testkit.Site
	origin  string // "http://127.0.0.1:40123"
	browser *browser.Browser
}

// TestInBrowser is one test so that its parts share a browser, which closes at the end.
func TestInBrowser(t *testing.T) {
	s := &suite{site: testkit.Open(t), browser: browser.Launch(t)}
	s.origin = s.site.Serve(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"Pages", testPages}, {"Length", testLength}, {"LateFont", testLateFont}, {"Axe", testAxe}, {"AxeBeforeCharts", testAxeBeforeCharts},
		{"Past", testPast}, {"NoScript", testNoScript}, {"NoScriptForm", testNoScriptForm},
		{"Tooltips", testTooltips}, {"Legends", testLegends}, {"Keyboard", testKeyboard}, {"Maps", testMaps}, {"Compare", testCompare},
		{"Copy", testCopy}, {"Hostile", testHostile}, {"Print", testPrint}, {"Letters", testLetters}, {"ForcedColours", testForcedColours}, {"Schemes", testSchemes}, {"Watch", testWatch},
		{"Sheets", testSheets}, {"Words", testWords}, {"Search", testSearch}, {"Targets", testTargets},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, s) })
	}
}

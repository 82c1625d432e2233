package browser

import (
	"embed"
	"io/fs"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit/browser"
)

//go:embed script/*.js
var scripts embed.FS

// tab is a window of the browser that shows public pages.
type tab struct{ *browser.Tab }

// inject runs a script of this package, which works where the page's own are switched off.
func (b *tab) inject(name string) bool {
	body, err := fs.ReadFile(scripts, "script/"+name)
	if err != nil {
		b.Fault("%v", err)
		return false
	}
	return b.Inject(string(body))
}

// noCookies reports every cookie that the browser keeps for the site.
func (b *tab) noCookies() {
	for _, c := range b.Cookies() {
		b.Fault("cookie %s", c.Name)
	}
}

// job is a page to look at and what to do there.
type job struct {
	path  string
	where string // said beside the path: "390 px, dark"
	run   func(*tab)
}

// do runs jobs in tabs of their own, which prepare gets ready, and reports each fault once with the
// pages that have it.
func (s *suite) do(t *testing.T, origin string, prepare func(*tab), jobs []job) {
	t.Helper()
	o := browser.Options{Origin: origin}
	if prepare != nil {
		o.Prepare = func(bare *browser.Tab) { prepare(&tab{bare}) }
	}
	var list []browser.Job
	for _, j := range jobs {
		list = append(list, browser.Job{Path: j.path, Where: j.where, Run: func(bare *browser.Tab) { j.run(&tab{bare}) }})
	}
	s.browser.Do(t, o, list)
}

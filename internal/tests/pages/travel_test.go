package pages

import (
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/view"
)

// some is a chart with figures of France, a target and a starting point.
const some = "indicateur-cpts-active"

// travelling is one chart in one language.
type travelling struct {
	name string
	lang locale.Lang
}

func (c travelling) String() string { return string(c.lang) + " " + c.name }

func (c travelling) page() string {
	return view.Links{Lang: c.lang}.Chart(c.name, chart.View{}, view.Style{})
}

func (c travelling) frame() string {
	return view.Links{Lang: c.lang}.Embed(c.name, chart.View{}, view.Style{})
}

func (c travelling) file(ending string) string {
	return view.Links{Lang: c.lang}.File(c.name, ending, chart.View{}, view.Style{})
}

// all is every chart in both languages.
func all() []travelling {
	var list []travelling
	for _, name := range chart.Names(site.Catalog()) {
		for _, lang := range locale.Langs() {
			list = append(list, travelling{name, lang})
		}
	}
	return list
}

// addresses are everything that can be asked for about a chart.
func (c travelling) addresses() []string {
	list := []string{c.page(), c.frame()}
	for _, ending := range files.Endings() {
		list = append(list, c.file(ending))
	}
	return list
}

// fetch asks for an address that answers.
func fetch(t *testing.T, path string) testkit.Response {
	t.Helper()
	r := site.Get(path)
	if r.Status != 200 {
		t.Fatalf("%s answers %d: %.200s", path, r.Status, r.Body)
	}
	return r
}

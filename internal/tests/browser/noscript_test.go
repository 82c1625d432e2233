package browser

import (
	"bytes"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/search"
	"github.com/segur-tracker/segur/internal/web/view"
)

func withoutScripts(b *tab) { b.Run("switch scripts off", emulation.SetScriptExecutionDisabled(true)) }

// testNoScript holds that every page reads without scripts: each figure of its source stands
// on the screen or in a closed list one click away, each chart is a picture. French pages on
// a phone, English pages of each kind at a desk.
func testNoScript(t *testing.T, s *suite) {
	var jobs []job
	english := append(charted(s.site, locale.EN), plain(s.site, locale.EN)...)
	for _, path := range testkit.Paths(s.site) {
		width := int64(390)
		if strings.HasPrefix(path, "/en") {
			if width = 1280; !slices.Contains(english, path) {
				continue
			}
		}
		jobs = append(jobs, job{path: path, run: func(b *tab) {
			figures := bytes.Count(s.site.Get(path).Body, []byte("<data "))
			if b.Size(width) && b.Visit(path) && b.inject("plain.js") {
				b.Ask(fmt.Sprintf("plain.read(%d)", figures))
			}
		}})
	}
	s.do(t, s.origin, withoutScripts, jobs)
}

// testNoScriptForm filters and searches the measures and unfolds a table by clicking, as a
// reader whose browser runs no script.
func testNoScriptForm(t *testing.T, s *suite) {
	var jobs []job
	for _, lang := range locale.Langs() {
		to, index := view.Links{Lang: lang}, searched(t, s.site, lang)
		jobs = append(jobs,
			job{path: to.Section("measures"), where: "filter", run: func(b *tab) { filterBySubmitting(b, s.site, to) }},
			job{path: to.Home(), where: "search", run: func(b *tab) { searchBySubmitting(b, index, to) }},
			job{path: to.Home(), where: "unfold", run: func(b *tab) { unfoldByClicking(b, to) }})
	}
	s.do(t, s.origin, withoutScripts, jobs)
}

func filterBySubmitting(b *tab, site *testkit.Site, to view.Links) {
	if !b.Size(390) || !b.Visit(to.Section("measures")) || !b.inject("plain.js") {
		return
	}
	b.Click("#q")
	b.Run("type", input.InsertText("hopital"))
	b.Eval("document.querySelector('#pilier').value = '2'; true", nil)
	b.Click(".seg-filter button")
	b.arrives(url.Values{"q": {"hopital"}, "pilier": {"2"}})
	wantFound(b, site.Catalog().FindMeasures(catalog.MeasureQuery{Pillar: 2, Text: "hopital"}))
}

func searchBySubmitting(b *tab, index *find.Index, to view.Links) {
	if !b.Size(1280) || !b.Visit(to.Home()) || !b.inject("plain.js") {
		return
	}
	b.Click("#recherche")
	b.Run("type", input.InsertText("ETABLISSEMENTS"))
	b.Click(".seg-search__button")
	b.arrives(url.Values{"q": {"ETABLISSEMENTS"}})
	wantAnswers(b, index.Search(find.Ask("établissements")))
}

// searched is what the search of a site looks through.
func searched(t *testing.T, site *testkit.Site, lang locale.Lang) *find.Index {
	t.Helper()
	g, err := glossary.New(site.Words)
	if err != nil {
		t.Fatal(err)
	}
	return search.Index(site.Catalog(), site.Words.For(lang), g)
}

// group is the answers of a kind as a page lists them: how many there are, and the first ones.
type group struct {
	Kind   string   `json:"kind"`
	Count  string   `json:"count"`
	Titles []string `json:"titles"`
}

// firstAnswers is how many answers of a kind the search shows among others.
const firstAnswers = 5

const readAnswers = `[...document.querySelectorAll('.seg-found')].map((g) => ({
	kind: g.querySelector('h2').id, count: g.querySelector('h2 data').value,
	titles: [...g.querySelectorAll('.seg-found__title')].filter((e) => e.checkVisibility()).map((e) => e.textContent) }))`

// wantAnswers holds that the page of the search says how many answers there are, and shows the first of each kind.
func wantAnswers(b *tab, want find.Result) {
	var said string
	var shown, groups []group
	b.Eval("document.querySelector('#resultat data').value", &said)
	b.Eval(readAnswers, &shown)
	for _, g := range want.Groups {
		listed := group{Kind: "genre-" + string(g.Kind), Count: strconv.Itoa(g.Total)}
		for _, hit := range g.Hits[:min(firstAnswers, len(g.Hits))] {
			listed.Titles = append(listed.Titles, hit.Title)
		}
		groups = append(groups, listed)
	}
	if len(groups) < 2 || said != strconv.Itoa(want.Total()) || !reflect.DeepEqual(shown, groups) {
		b.Fault("the search says %s and lists %q, it finds %d: %q", said, shown, want.Total(), groups)
	}
}

// wantFound holds that a list of measures says how many it shows, and shows them.
func wantFound(b *tab, want []*catalog.Measure) {
	var said string
	var shown int
	b.Eval("document.querySelector('#resultat data')?.value ?? document.querySelector('#resultat').textContent", &said)
	b.Eval("document.querySelectorAll('.seg-list__item').length", &shown)
	if len(want) == 0 || said != strconv.Itoa(len(want)) || shown != len(want) {
		b.Fault("the list says %s, shows %d measures, the catalog finds %d", said, shown, len(want))
	}
}

func unfoldByClicking(b *tab, to view.Links) {
	if !b.Size(390) || !b.Visit(to.Home()) || !b.inject("plain.js") {
		return
	}
	b.Click("figure summary")
	var open bool
	if b.Eval("document.querySelector('figure details').open && document.querySelector('figure table').checkVisibility()", &open) && !open {
		b.Fault("a click does not unfold the table")
	}
}

// arrives waits until the address has each of these parameters and the page is loaded.
func (b *tab) arrives(want url.Values) {
	b.Until("the form leads to ?"+want.Encode(), func() (bool, string) {
		var state string
		// While the next page comes there is nobody to ask: an error is no answer, not a fault.
		if err := b.Try("document.readyState + location.search", &state); err != nil {
			return false, err.Error()
		}
		query, loaded := strings.CutPrefix(state, "complete?")
		got, err := url.ParseQuery(query)
		return err == nil && loaded && includes(got, want), state
	})
}

func includes(got, want url.Values) bool {
	for name := range want {
		if got.Get(name) != want.Get(name) {
			return false
		}
	}
	return true
}

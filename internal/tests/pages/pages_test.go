package pages

import (
	"bytes"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// site is shared by the tests of this package, which only read from it.
var site *testkit.Site

func TestMain(m *testing.M) { testkit.Main(m, &site) }

// page is an answer being checked; its faults are reported together at the end.
type page struct {
	testkit.Response
	*goquery.Document
	lang   string
	faults []string
}

func (p *page) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// each runs check for every public page that answers, as many at a time as there are
// processors, and reports each fault once with the pages that have it.
func each(t *testing.T, check func(*page)) {
	t.Helper()
	visit(t, testkit.Paths(site), check)
}

func visit(t *testing.T, paths []string, check func(*page)) {
	t.Helper()
	todo, done := make(chan string), make(chan *page)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for path := range todo {
				done <- open(t, path, check)
			}
		})
	}
	go func() {
		for _, path := range paths {
			todo <- path
		}
		close(todo)
		group.Wait()
		close(done)
	}()
	reportFaults(t, done)
}

// read are the answers of the shared site, parsed once for all tests: they look at documents and leave them as they are.
var read sync.Map // path → func() parsed

// parsed is what the site says at an address.
type parsed struct {
	testkit.Response
	whole *goquery.Document
	// dataset is the document without what abbreviations stand for, which is said within texts of the dataset.
	dataset *goquery.Document
	err     error
}

func ask(t testing.TB, path string) parsed {
	t.Helper()
	made, _ := read.LoadOrStore(path, sync.OnceValue(func() parsed {
		a := parsed{Response: site.Get(path)}
		if a.whole, a.err = goquery.NewDocumentFromReader(bytes.NewReader(a.Body)); a.err == nil {
			a.dataset = goquery.CloneDocument(a.whole)
			a.dataset.Find(".seg-term__say").Remove()
		}
		return a
	}))
	a := made.(func() parsed)()
	if a.err != nil {
		t.Fatalf("%s: %v", path, a.err)
	}
	return a
}

// docAt is the document of an address.
func docAt(t testing.TB, path string) *goquery.Document {
	t.Helper()
	return ask(t, path).whole
}

func open(t *testing.T, path string, check func(*page)) *page {
	a := ask(t, path)
	p := &page{Response: a.Response, Document: a.dataset}
	p.lang = p.Find("html").AttrOr("lang", "")
	if p.Status != 200 {
		p.fault("answers %d: %s", p.Status, site.Log.Cause(p.Response))
	} else {
		check(p)
	}
	return p
}

func reportFaults(t *testing.T, done <-chan *page) {
	t.Helper()
	where := map[string][]string{}
	for p := range done {
		for _, fault := range p.faults {
			where[fault] = append(where[fault], p.Path)
		}
	}
	for i, fault := range slices.Sorted(maps.Keys(where)) {
		if i == 40 {
			t.Errorf("and %d other faults", len(where)-i)
			return
		}
		t.Errorf("%s\n\ton %d pages: %s", fault, len(where[fault]), strings.Join(where[fault][:min(3, len(where[fault]))], " "))
	}
}

func TestEveryPageIsSound(t *testing.T) {
	each(t, func(p *page) { p.faults = site.CheckHTML(p.Body) })
}

func TestEveryPageHasItsTwin(t *testing.T) {
	each(t, func(p *page) {
		other := map[string]string{"fr": "en", "en": "fr"}[p.lang]
		if strings.HasPrefix(p.Path, "/en") != (p.lang == "en") {
			p.fault("is in the wrong language: %s", p.lang)
		}
		title, name, _ := strings.Cut(p.Find("head title").Text(), " — ")
		if title == "" || name == "" || p.Find(`meta[name="description"]`).AttrOr("content", "") == "" {
			p.fault("has no title or description")
		}
		if p.Find(`meta[name="robots"]`).Length() > 0 {
			p.checkSearch()
			return
		}
		home := canonical(p.Path)
		if got := local(p.Find(`link[rel="canonical"]`).AttrOr("href", "")); got != home {
			p.fault("canonical address %s", got)
		}
		if self := alternate(p.Document, p.lang); self != home {
			p.fault("names itself %s", self)
		}
		twin := alternate(p.Document, other)
		answer := site.Get(twin)
		if answer.Status != 200 {
			p.fault("its twin %s answers %d", twin, answer.Status)
			return
		}
		if back := alternate(answer.Doc(t), p.lang); back != home {
			p.fault("its twin points back to %s", back)
		}
		if link := p.Find(`a[rel="alternate"][hreflang="`+other+`"]`).AttrOr("href", ""); link != twin {
			p.fault("the language link leads to %s", link)
		}
	})
}

// canonical returns the address that a page gives itself: what is known of the last year is the
// home page, and what is documented for that very year has its own.
func canonical(path string) string {
	bare, query, _ := strings.Cut(path, "?")
	last := "annee=" + strconv.Itoa(site.Catalog().LastYear())
	if strings.HasPrefix(query, last) && strings.Contains(query, "lecture=dernier") && (bare == "/" || bare == "/en/") {
		return bare
	}
	return path
}

// checkSearch holds that only what a reader searched for is kept out of search engines, and
// that it has a twin all the same.
func (p *page) checkSearch() {
	if !strings.Contains(p.Path, "q=") || p.Find(`link[rel="canonical"], link[hreflang]`).Length() > 0 {
		p.fault("is kept out of search engines, or has an address to give them")
	}
	link := p.Find(`a[rel="alternate"]`).AttrOr("href", "")
	if r := site.Get(link); r.Status != 200 || !strings.Contains(link, "q=") {
		p.fault("its twin %s answers %d", link, r.Status)
	}
}

func alternate(doc *goquery.Document, lang string) string {
	return local(doc.Find(`link[rel="alternate"][hreflang="`+lang+`"]`).AttrOr("href", ""))
}

// local takes the site off one of its complete addresses.
func local(address string) string {
	return strings.TrimPrefix(address, site.URL())
}

// TestLinksWithinTheSiteLeadSomewhere follows every link to a page of the site, once. Pages and
// files of charts that exist are left to the tests of charts that travel, which open all of them.
func TestLinksWithinTheSiteLeadSomewhere(t *testing.T) {
	var mu sync.Mutex
	from := map[string]string{}
	each(t, func(p *page) {
		p.Find(`a[href^="/"]`).Each(func(_ int, s *goquery.Selection) {
			mu.Lock()
			defer mu.Unlock()
			from[s.AttrOr("href", "")] = p.Path
		})
	})
	known := map[string]bool{}
	for _, path := range testkit.Paths(site) {
		known[path] = true
	}
	pages := map[string]*goquery.Document{}
	for link, path := range from {
		bare, fragment, _ := strings.Cut(link, "#")
		if fragment == "" && ofChart(bare) {
			continue
		}
		if !known[bare] || fragment != "" {
			if pages[bare] == nil {
				r := site.Get(bare)
				if r.Status != 200 {
					t.Errorf("%s links to %s, which answers %d", path, link, r.Status)
				}
				pages[bare] = r.Doc(t)
			}
			if fragment != "" && pages[bare].Find(`[id="`+fragment+`"]`).Length() != 1 {
				t.Errorf("%s links to %s, which has no such place", path, link)
			}
		}
	}
}

// ofChart reports whether an address is that of the page or of a file of a chart.
func ofChart(address string) bool {
	at, _, _ := strings.Cut(address, "?")
	for _, section := range view.Sections()["charts"] {
		if last, ok := strings.CutPrefix(at, section+"/"); ok {
			name, _, _ := strings.Cut(last, ".")
			return slices.Contains(chart.Names(site.Catalog()), name)
		}
	}
	return false
}

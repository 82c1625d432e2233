package pages

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jba/templatecheck"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/story"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/board"
	"github.com/segur-tracker/segur/internal/web/admin/entry"
	"github.com/segur-tracker/segur/internal/web/admin/entry/chart"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
	"github.com/segur-tracker/segur/internal/web/admin/entry/withdraw"
	"github.com/segur-tracker/segur/internal/web/admin/people"
	"github.com/segur-tracker/segur/internal/web/admin/publish"
	"github.com/segur-tracker/segur/internal/web/admin/reports"
	"github.com/segur-tracker/segur/internal/web/admin/review"
	"github.com/segur-tracker/segur/internal/web/admin/signin"
	"github.com/segur-tracker/segur/internal/web/concertation"
	"github.com/segur-tracker/segur/internal/web/embed"
	"github.com/segur-tracker/segur/internal/web/invest"
	"github.com/segur-tracker/segur/internal/web/news"
	"github.com/segur-tracker/segur/internal/web/public"
	"github.com/segur-tracker/segur/internal/web/region"
	"github.com/segur-tracker/segur/internal/web/report"
	"github.com/segur-tracker/segur/internal/web/search"
	"github.com/segur-tracker/segur/internal/web/share"
	"github.com/segur-tracker/segur/internal/web/terms"
	"github.com/segur-tracker/segur/internal/web/view"
)

// pages names the data of every page template.
func pages() map[string]any {
	return map[string]any{
		"public/home":               public.Home{},
		"public/measures":           public.Measures{},
		"public/measure":            public.Measure{},
		"public/indicators":         public.Indicators{},
		"public/indicator":          public.Indicator{},
		"public/timeline":           public.Timeline{},
		"public/sources":            public.Sources{},
		"public/method":             public.Method{},
		"public/data":               public.Data{},
		"public/legal":              public.Static{},
		"public/privacy":            public.Static{},
		"public/accessibility":      public.Static{},
		"public/sitemap":            public.Sitemap{},
		"admin/board":               board.Board{},
		"admin/notice":              admin.Notice{},
		"admin/entry-home":          entry.Home{},
		"admin/entry-measure":       entry.Years{},
		"admin/entry-sources":       entry.Sources{},
		"admin/entry-events":        entry.Events{},
		"admin/entry-figures":       figure.List{},
		"admin/entry-form":          driver.Page{},
		"admin/entry-charts":        chart.List{},
		"admin/entry-conflict":      driver.ConflictPage{},
		"admin/signin":              signin.SignIn{},
		"admin/signin-factor":       signin.Factor{},
		"admin/signin-out":          signin.SignOut{},
		"admin/signin-leave":        signin.Leave{},
		"admin/signin-link":         signin.Choose{},
		"admin/signin-stranger":     signin.Stranger{},
		"admin/account":             signin.Account{},
		"admin/account-enrol":       signin.Enrol{},
		"admin/account-factor":      signin.Enrolled{},
		"admin/account-codes":       signin.Codes{},
		"admin/people-list":         people.List{},
		"admin/people-account":      people.Account{},
		"admin/people-link":         people.Handover{},
		"admin/journal":             people.JournalPage{},
		"public/error":              public.ErrorPage{},
		"admin/queue":               review.Queue{},
		"admin/proposal":            review.Proposal{},
		"admin/conflict":            review.Conflict{},
		"admin/publish":             publish.Publications{},
		"admin/publish-undo":        publish.Undoing{},
		"admin/doubts":              reports.Queue{},
		"admin/doubt":               reports.Case{},
		"report/form":               report.Form{},
		"report/case":               report.Case{},
		"region/list":               region.List{},
		"region/one":                region.One{},
		"report/list":               report.List{},
		"news/column":               news.Column{},
		"news/one":                  news.One{},
		"share/gallery":             share.Gallery{},
		"share/chart":               share.Chart{},
		"share/withdrawn":           share.Withdrawn{},
		"public/withdrawn":          public.Withdrawn{},
		"admin/entry-cited":         withdraw.Cited{},
		"share/integrate":           share.Integrate{},
		"invest/plan":               invest.Plan{},
		"invest/project":            invest.Project{},
		"invest/projects":           invest.Projects{},
		"terms/glossary":            terms.Glossary{},
		"terms/mark":                terms.Mark{},
		"terms/box":                 terms.Box{},
		"search/results":            search.Results{},
		"embed/frame":               embed.Frame{},
		"embed/gone":                embed.Gone{},
		"embed/fault":               embed.ProblemFrame{},
		"concertation/concertation": concertation.Concertation{},
		"admin/entry-regional":      regional.List{},
	}
}

func templateFiles(t *testing.T) fs.FS {
	t.Helper()
	fsys, err := testkit.Templates()
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

func load(t *testing.T, fsys fs.FS) *web.Templates {
	t.Helper()
	loaded, err := web.LoadTemplates(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// TestTemplatesAskForWhatTheirDataHave type-checks every page with its layout and components.
func TestTemplatesAskForWhatTheirDataHave(t *testing.T) {
	loaded, known := load(t, templateFiles(t)), pages()
	for _, name := range loaded.Names() {
		data, ok := known[name]
		if !ok {
			t.Errorf("%s: no data type is named for it", name)
			continue
		}
		if err := templatecheck.CheckHTML(loaded.Lookup(name), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		delete(known, name)
	}
	for name := range known {
		t.Errorf("%s: no such template", name)
	}
}

// TestTheCheckFindsAMisspeltField proves that the check above can fail: in a page, in a
// component, in a branch that no page takes, in the layout.
func TestTheCheckFindsAMisspeltField(t *testing.T) {
	for _, c := range []struct{ file, from, to, page string }{
		{"public/home.html", ".Headline", ".Headlin", "public/home"},
		{"components/state.html", ".Word", ".Wrod", "public/measure"},
		{"components/figure.html", "{{.Subtitle}}", "{{.Subtitel}}", "public/indicators"},
		{"components/tile.html", ".Value.Period", ".Value.Perido", "public/home"},
		{"layout/footer.html", ".Publication.Number", ".Publication.Nubmer", "public/legal"},
		{"public/error.html", "{{.Message}}", "{{if false}}{{.Mesage}}{{end}}", "public/error"},
	} {
		broken := copied(t, func(files map[string][]byte) {
			text := strings.Replace(string(files[c.file]), c.from, c.to, 1)
			if text == string(files[c.file]) {
				t.Fatalf("%s does not hold %q", c.file, c.from)
			}
			files[c.file] = []byte(text)
		})
		if err := templatecheck.CheckHTML(load(t, broken).Lookup(c.page), pages()[c.page]); err == nil {
			t.Errorf("%s: %s passes", c.file, c.to)
		}
	}
}

// copied returns the templates with some changes.
func copied(t *testing.T, change func(map[string][]byte)) fs.FS {
	t.Helper()
	all := map[string][]byte{}
	err := fs.WalkDir(templateFiles(t), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all[path], err = fs.ReadFile(templateFiles(t), path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	change(all)
	out := fstest.MapFS{}
	for path, body := range all {
		out[path] = &fstest.MapFile{Data: body}
	}
	return out
}

var definition = regexp.MustCompile(`{{-?\s*define\s+"([^"]+)"\s*-?}}`)

// mark is what an instrumented block prints; no text of the site holds such characters.
func mark(block string) string { return "\u2983" + block + "\u2984" }

// TestEveryBlockIsExecuted runs the pages with blocks that say their names, until each has
// spoken. A block that never does is dead and must go.
func TestEveryBlockIsExecuted(t *testing.T) {
	silent := map[string]bool{}
	s := testkit.Open(t, testkit.WithTemplates(func(files map[string][]byte) {
		for path, body := range files {
			files[path] = definition.ReplaceAllFunc(body, func(tag []byte) []byte {
				block := path + " " + string(definition.FindSubmatch(tag)[1])
				silent[block] = true
				return append(slices.Clone(tag), mark(block)...)
			})
		}
	}))
	if err := story.Tell(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if len(silent) < len(pages()) {
		t.Fatalf("only %d blocks", len(silent))
	}
	// One page of each kind comes first, so that the run is short as long as nothing is dead.
	to := view.Links{Lang: locale.FR}
	first := []string{"/nope", "/embed/nope", "/embed/avancement", to.At(1).Section("legal"), to.Measure(s.Catalog().Measure(1)), to.Indicator("msp-count"), to.Measures(view.Filter{Pillar: 1})}
	hear := func(r testkit.Response) {
		if r.Status >= 500 {
			t.Fatalf("%s answers %d: %s", r.Path, r.Status, s.Log.Cause(r))
		}
		for block := range silent {
			if strings.Contains(string(r.Body), mark(block)) {
				delete(silent, block)
			}
		}
	}
	for block := range silent {
		if slices.ContainsFunc(elsewhere(), func(known string) bool { return strings.HasPrefix(block, known) }) {
			delete(silent, block)
		}
	}
	for _, r := range deskPages(t, s) {
		hear(r)
	}
	for _, path := range append(first, testkit.Paths(s)...) {
		if len(silent) == 0 {
			return
		}
		hear(s.Get(path))
	}
	for block := range silent {
		t.Errorf("%s is never executed", block)
	}
}

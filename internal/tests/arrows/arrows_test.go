package arrows

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// root is the module as seen from this folder.
func root(t *testing.T) code {
	t.Helper()
	c, err := read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.packages) < 15 || len(c.texts) < 100 {
		t.Fatalf("%d packages and %d files read", len(c.packages), len(c.texts))
	}
	return c
}

func TestTheArrowsOfTheDesignHold(t *testing.T) {
	t.Parallel()
	report(t, importFaults(root(t)))
}

func TestNoArrowIsAllowedForNothing(t *testing.T) {
	t.Parallel()
	report(t, idleFaults(root(t)))
}

func TestFrameworksStayBehindTheirWalls(t *testing.T) {
	t.Parallel()
	report(t, wallFaults(root(t)))
}

func TestNothingGrowsPastTheLimits(t *testing.T) {
	t.Parallel()
	report(t, sizeFaults(root(t)))
	for _, hint := range sizeHints(root(t)) {
		t.Log(hint)
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	report(t, docFaults(root(t)))
}

func TestForbiddenWordsAreNotWritten(t *testing.T) {
	t.Parallel()
	report(t, wordFaults(root(t)))
}

func report(t *testing.T, faults []string) {
	t.Helper()
	for _, f := range faults {
		t.Error(f)
	}
}

// imports writes a Go file that imports the given packages.
func imports(name string, paths ...string) string {
	var b strings.Builder
	b.WriteString("package " + name + "\n\n")
	for _, p := range paths {
		b.WriteString("import _ \"" + p + "\"\n")
	}
	return b.String()
}

// These rules can fail: each is shown a tree that breaks it, and the same tree mended.
func TestTheRulesSeeFaults(t *testing.T) {
	t.Parallel()
	long := "package x\n\nfunc long() {\n" + strings.Repeat("\t_ = 0\n", 99) + "}\n"
	about := "// Package segur is the domain, told at some length so that a reader knows what it is for.\npackage segur\n"
	for name, c := range map[string]struct {
		rule func(code) []string
		file string
		text string
		want string // "" when the tree is in order
	}{
		"the domain reaches out":    {importFaults, "internal/segur/x.go", imports("segur", module+"internal/catalog"), "internal/segur must not import internal/catalog"},
		"the public side publishes": {importFaults, "internal/web/public/x.go", imports("public", module+"internal/editorial"), "internal/web/public must not import internal/editorial"},
		"the program tests":         {importFaults, "internal/app/x.go", imports("app", module+"internal/testkit"), "internal/app imports internal/testkit, which is for tests"},
		"a new package":             {importFaults, "internal/other/x.go", imports("other"), "internal/other is not in the table of arrows"},
		"a sibling by its prefix":   {importFaults, "internal/segurity/x.go", imports("segurity"), "internal/segurity is not in the table of arrows"},
		"an arrow of the design":    {importFaults, "internal/catalog/x.go", imports("catalog", module+"internal/segur", "fmt"), ""},
		"assets for the command":    {importFaults, "cmd/segur/x.go", imports("main", module+"assets", module+"seed", module+"internal/app"), ""},
		"assets for the app":        {importFaults, "internal/web/x.go", imports("web", module+"assets"), "internal/web must not import assets"},
		"a test looks anywhere":     {importFaults, "internal/segur/x_test.go", imports("segur_test", module+"internal/ingest"), ""},
		"tests of the product":      {importFaults, "internal/tests/x/x.go", imports("x", module+"internal/testkit", module+"internal/app"), ""},

		"charts in a page":      {wallFaults, "internal/web/view/x.go", imports("view", "github.com/go-echarts/go-echarts/v2/charts"), "internal/web/view must not import github.com/go-echarts/go-echarts/v2/charts"},
		"charts in a chart":     {wallFaults, "internal/chart/plot/x.go", imports("plot", "github.com/go-echarts/go-echarts/v2/charts"), ""},
		"a database elsewhere":  {wallFaults, "internal/ingest/x.go", imports("ingest", "gorm.io/gorm"), "internal/ingest must not import gorm.io/gorm"},
		"a framework elsewhere": {wallFaults, "internal/catalog/x.go", imports("catalog", "github.com/labstack/echo/v4"), "internal/catalog must not import github.com/labstack/echo/v4"},
		"a framework in place":  {wallFaults, "internal/web/public/x.go", imports("public", "github.com/labstack/echo/v4"), ""},
		"the domain borrows":    {wallFaults, "internal/segur/x.go", imports("segur", "golang.org/x/text/language"), "internal/segur imports golang.org/x/text/language, and has the standard library only"},

		"a long function":       {sizeFaults, "x/x.go", long, "x/x.go: long has 101 lines"},
		"a long enough one":     {sizeFaults, "x/x.go", strings.Replace(long, "\t_ = 0\n", "", 1), ""},
		"a long file":           {sizeFaults, "x/x.go", "package x\n" + strings.Repeat("\n", maxFileLines), "x/x.go has 401 lines"},
		"a package undescribed": {docFaults, "internal/segur/doc.go", "// Package segur is.\npackage segur\n", "internal/segur has no doc.go that says what it is for"},
		"a package described":   {docFaults, "internal/segur/doc.go", about, ""},

		"a clock of its own": {wordFaults, "internal/web/x.go", "package web\n\nvar now = time." + "Now()\n", "internal/web/x.go holds time." + "Now"},
		"the clock":          {wordFaults, "internal/app/x.go", "package app\n\nvar now = time." + "Now()\n", ""},
		"a clock in a test":  {wordFaults, "internal/web/x_test.go", "package web\n\nvar now = time." + "Now()\n", ""},
		"an inline style":    {wordFaults, "assets/templates/x.html", "unsafe" + "-inline", "assets/templates/x.html holds unsafe" + "-inline"},
		"a skipped test":     {wordFaults, "internal/web/x_test.go", "package web\n\nfunc x() { t." + "Skip() }\n", "internal/web/x_test.go holds t." + "Skip"},
		"effects on import":  {wordFaults, "internal/web/x.go", "package web\n\nfunc init() {}\n", "internal/web/x.go has an init function"},
	} {
		tree, err := read(fstest.MapFS{c.file: {Data: []byte(c.text)}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []string{}
		if c.want != "" {
			want = []string{c.want}
		}
		if got := c.rule(tree); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestTooManyFilesAreSeen(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{}
	for i := range maxFiles + 1 {
		tree["x/"+string(rune('a'+i))+".go"] = &fstest.MapFile{Data: []byte("package x\n")}
	}
	tree["x/a_test.go"] = &fstest.MapFile{Data: []byte("package x\n")}
	tree["x/testdata/bad.go"] = &fstest.MapFile{Data: []byte("not Go")}
	c, err := read(tree)
	if err != nil || !slices.Equal(sizeHints(c), []string{"x has 16 files and 16 lines"}) {
		t.Errorf("%q, %v", sizeHints(c), err)
	}
}

func TestIdleArrowsAreSeen(t *testing.T) {
	t.Parallel()
	c, err := read(fstest.MapFS{"internal/rules/x.go": &fstest.MapFile{Data: []byte("package rules\n")}})
	if faults := idleFaults(c); err != nil || !slices.Contains(faults, "internal/rules may import internal/segur and does not") ||
		!slices.Contains(faults, "internal/doubt is in the table of arrows and does not exist") {
		t.Errorf("%q, %v", faults, err)
	}
}

// The table itself has no way round: following its arrows never leads back.
func TestTheTableOfArrowsHasNoCircle(t *testing.T) {
	t.Parallel()
	var visit func(p string, trail []string)
	visit = func(p string, trail []string) {
		if slices.Contains(trail, p) {
			t.Fatalf("%s leads back to itself by %v", p, trail)
		}
		for _, to := range resolve(arrows()[p]) {
			if to != "internal/…" {
				visit(to, append(slices.Clone(trail), p))
			}
		}
	}
	for p := range arrows() {
		visit(p, nil)
	}
}

// Nothing public can reach what changes published data.
func TestNothingPublicReachesTheEditorialSide(t *testing.T) {
	t.Parallel()
	reached := map[string]bool{}
	var visit func(p string)
	visit = func(p string) {
		if reached[p] {
			return
		}
		reached[p] = true
		for _, to := range resolve(arrows()[p]) {
			visit(to)
		}
	}
	for _, p := range []string{"internal/web/public", "internal/web/embed"} {
		visit(p)
	}
	for _, p := range []string{"internal/editorial", "internal/ingest", "internal/store", "internal/app"} {
		if reached[p] {
			t.Errorf("the public side reaches %s", p)
		}
	}
}

package arrows

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Limits of the house style. Those of a package are a hint: where a noun needs more, it has more.
const (
	maxFiles         = 15   // source files of a package, tests apart
	maxPackageLines  = 3000 // of these files
	maxFileLines     = 400  // of any file
	maxFunctionLines = 100  // of any function
)

// arrows says what each package may import within the module (design, § 4). What is not
// listed is forbidden; "…" stands for every package but the tests.
func arrows() map[string]string {
	all := map[string]string{
		"assets":              "",
		"seed":                "",
		"internal/segur":      "",
		"internal/rules":      "segur",
		"internal/config":     "desk/paths",
		"internal/locale":     "",
		"internal/doubt":      "segur",
		"internal/archive":    "",
		"internal/attachment": "segur archive",
		"internal/sheet":      "archive sheet/markup",
		"internal/desk":       "segur doubt attachment",
		"internal/refusal":    "segur",
		"internal/journal":    "segur desk refusal",
		"internal/accounts":   "segur desk journal refusal",
		"internal/edit":       "segur desk refusal",
		"internal/fold":       "",
		"internal/input":      "segur fold",
		"internal/stem":       "",
		"internal/postings":   "",
		"internal/catalog":    "segur fold stem postings",
		"internal/glossary":   "locale fold stem",
		"internal/find":       "segur catalog locale glossary fold stem postings",
		"internal/store":      "segur desk store/engine store/counter store/schema store/staff store/sqlerr store/column",
		"internal/editorial":  "segur attachment rules desk doubt edit editorial/proof accounts journal refusal",
		"internal/ingest":     "segur rules locale input sheet",
		"internal/sentence":   "segur catalog locale",
		"internal/changelog":  "segur catalog locale sentence",
		"internal/effect":     "segur catalog locale sentence chart",
		"internal/quote":      "segur catalog chart locale sentence",
		"internal/opendata":   "segur catalog locale chart",
		"internal/auth":       "segur desk desk/paths queue",
		"internal/cache":      "",
		"internal/queue":      "",

		"internal/sheet/markup":    "",
		"internal/editorial/proof": "segur attachment desk edit",
		"internal/desk/paths":      "",

		"internal/store/staff":   "segur attachment desk doubt refusal store/counter store/sqlerr store/column",
		"internal/store/engine":  "segur store/schema",
		"internal/store/counter": "",
		"internal/store/sqlerr":  "segur",
		"internal/store/schema":  "segur",
		"internal/store/column":  "segur",

		"internal/chart": "segur catalog locale chart/spec chart/series chart/atlas chart/plot sentence",
		// Charts: what they are made of, those of one indicator, the map, then how they are drawn.
		"internal/chart/spec":   "segur catalog locale sentence chart/plot",
		"internal/chart/series": "segur catalog locale chart/spec chart/plot sentence",
		"internal/chart/atlas":  "segur catalog locale chart/spec chart/series chart/plot sentence",

		"internal/chart/plot": "segur",
		"internal/chart/svg":  "segur cache queue",
		"internal/chart/png":  "",
		// Picture files: how one is set, and making many of them without a pile-up.
		"internal/chart/layout":  "segur chart/spec chart/plot chart/svg",
		"internal/chart/exports": "segur cache queue chart/spec chart/layout chart/svg",

		"internal/web":              "segur cache catalog locale desk/paths web/forwarded",
		"internal/web/report":       "web web/view web/form doubt catalog locale segur",
		"internal/web/view":         "doubt catalog changelog chart chart/svg locale segur sentence fold",
		"internal/web/region":       "web web/view catalog chart locale segur sentence",
		"internal/web/public":       "web web/view catalog chart fold locale segur sentence",
		"internal/web/share":        "web web/view web/files catalog chart quote locale segur sentence",
		"internal/web/files":        "web web/view catalog chart chart/plot chart/exports chart/layout opendata quote locale segur sentence",
		"internal/web/news":         "web web/view catalog locale segur sentence",
		"internal/web/feed":         "web web/view catalog locale segur sentence",
		"internal/web/terms":        "web web/view catalog find glossary locale",
		"internal/web/search":       "web web/view catalog chart find glossary locale segur sentence",
		"internal/web/invest":       "web web/view catalog chart chart/atlas locale segur",
		"internal/web/crawl":        "web web/view catalog chart locale desk/paths",
		"internal/web/embed":        "web web/view catalog chart quote locale segur sentence",
		"internal/web/concertation": "web web/view catalog locale segur sentence",
		"internal/web/documents":    "web attachment catalog segur",

		"internal/web/forwarded": "",

		"internal/app": "…",
		"cmd/segur":    "app config locale desk desk/paths ../assets ../seed",
	}
	maps.Copy(all, deskArrows())
	return all
}

// deskArrows is what the pages of the desk may import.
func deskArrows() map[string]string {
	return map[string]string{
		// The desk: the kernel of its pages, then one package per corner of it.
		"internal/web/form": "",

		"internal/web/admin":         "web web/view web/form auth desk desk/paths catalog changelog locale segur refusal",
		"internal/web/admin/signin":  "web/form web/admin auth desk desk/paths locale segur accounts refusal",
		"internal/web/admin/people":  "web/form web/admin input editorial auth desk desk/paths changelog locale segur accounts refusal",
		"internal/web/admin/entry":   "web/view web/form web/admin input edit desk desk/paths catalog locale segur web/admin/entry/driver web/admin/entry/figure web/admin/entry/grid web/admin/entry/chart web/admin/entry/withdraw web/admin/entry/project web/admin/entry/strategy web/admin/entry/session refusal",
		"internal/web/admin/preview": "web/view editorial edit effect catalog chart changelog locale segur sentence",
		"internal/web/admin/review":  "attachment web/view web/form web/admin web/admin/preview editorial edit desk desk/paths catalog changelog locale segur sentence refusal",
		"internal/web/admin/board":   "web/admin edit desk desk/paths effect catalog segur sentence",
		// Entry, by what is entered: how forms go about, one figure, a grid of them, the texts of a chart.
		"internal/web/admin/entry/driver":   "attachment web/form web/admin input editorial edit desk desk/paths catalog changelog fold locale segur sentence refusal",
		"internal/web/admin/entry/figure":   "web/view web/form web/admin input edit desk desk/paths catalog segur sentence web/admin/entry/driver refusal",
		"internal/web/admin/entry/grid":     "web/form web/admin input edit desk desk/paths catalog segur web/admin/entry/driver web/admin/entry/figure refusal",
		"internal/web/admin/entry/withdraw": "web/form web/admin edit desk desk/paths catalog changelog segur web/admin/entry/driver",
		"internal/web/admin/entry/regional": "web/form web/admin edit desk desk/paths fold segur web/admin/entry/driver",
		"internal/web/admin/entry/project":  "web/form web/admin input edit desk desk/paths segur web/admin/entry/driver web/admin/entry/regional",
		"internal/web/admin/entry/strategy": "web/form web/admin input edit desk desk/paths segur web/admin/entry/driver web/admin/entry/regional",
		"internal/web/admin/entry/session":  "attachment web/form web/admin input edit desk desk/paths segur web/admin/entry/driver web/admin/entry/regional",
		"internal/web/admin/entry/chart":    "web/form web/admin edit desk desk/paths effect catalog chart fold locale segur sentence web/admin/entry/driver",

		"internal/web/admin/reports": "web/view web/form web/admin editorial desk desk/paths doubt segur refusal",

		"internal/web/admin/publish": "web/view web/form web/admin web/admin/preview input editorial edit desk desk/paths catalog changelog locale segur refusal",
	}
}

// walls names, for each outside module, the packages that may import it.
func walls() map[string][]string {
	return map[string][]string{
		"github.com/go-echarts/":         {"internal/chart"},
		"modernc.org/quickjs":            {"internal/chart/svg"},
		"github.com/tetratelabs/wazero":  {"internal/chart/png"},
		"gorm.io/":                       {"internal/store"},
		"github.com/mattn/go-sqlite3":    {"internal/store"},
		"github.com/pressly/goose":       {"internal/store"},
		"github.com/labstack/":           {"internal/web", "internal/app"},
		"github.com/alecthomas/kong":     {"cmd"},
		"github.com/alexedwards/":        {"internal/auth", "internal/web/admin"},
		"github.com/maypok86/otter":      {"internal/cache"},
		"github.com/hashicorp/":          {"internal/auth", "internal/web/admin"},
		"github.com/pquerna/otp":         {"internal/auth"},
		"github.com/boombuler/barcode":   {"internal/auth"},
		"github.com/coreos/go-oidc":      {"internal/auth"},
		"golang.org/x/oauth2":            {"internal/auth"},
		"github.com/nicksnyder/go-i18n":  {"internal/locale"},
		"github.com/PuerkitoBio/goquery": {"internal/testkit", "internal/tests"},
	}
}

// standardOnly are the packages that use no outside module at all.
func standardOnly() []string {
	return []string{"internal/segur", "internal/rules", "internal/config", "internal/desk", "internal/refusal", "internal/edit", "internal/journal", "internal/accounts", "internal/editorial", "internal/editorial/proof", "internal/sentence", "internal/changelog", "seed", "assets"}
}

// forbidden are words that must not be written, and the places where they may be. Each is
// given in two parts, so that this file does not hold it. Tests may name them, to say that
// they are absent, except the one that would silence a test.
func forbidden() map[string][]string {
	return map[string][]string{
		"Render" + "Snippet": nil,
		"Func" + "Opts(":     nil,
		"Auto" + "Migrate(":  nil,
		"unsafe" + "-inline": {"internal/web/kind.go"}, // fonts inside picture files, which run nothing
		"__" + "f__":         nil,
		silencer():           nil,
		// Charts are named in their registry.
		"\"avance" + "ment": {"internal/chart"}, "\"matri" + "ce\"": {"internal/chart", "assets/templates/public/measures.html"}, "\"indica" + "teur-": {"internal/segur", "internal/chart"},
		"time." + "Now": {"internal/app", "cmd"},
	}
}

func silencer() string { return "t." + "Skip" }

func isTest(p string) bool { return within(p, "internal/tests", "internal/testkit") }

// within reports whether a package is one of the places or lies below one.
func within(p string, places ...string) bool {
	return slices.ContainsFunc(places, func(place string) bool { return p == place || strings.HasPrefix(p, place+"/") })
}

// importFaults returns the arrows that the design does not draw.
func importFaults(c code) []string {
	var faults []string
	for _, p := range c.packages {
		allowed, listed := arrows()[p.path]
		if !listed && !isTest(p.path) {
			faults = append(faults, p.path+" is not in the table of arrows")
			continue
		}
		for _, to := range p.inside {
			switch {
			case isTest(p.path), allowed == "…" && !isTest(to):
			case isTest(to):
				faults = append(faults, fmt.Sprintf("%s imports %s, which is for tests", p.path, to))
			case !slices.Contains(resolve(allowed), to):
				faults = append(faults, fmt.Sprintf("%s must not import %s", p.path, to))
			}
		}
	}
	return faults
}

// idleFaults returns the allowances that nobody uses: an arrow of the table that the code does not
// have, and a package of the table that is not there.
func idleFaults(c code) []string {
	var faults []string
	for p, allowed := range arrows() {
		at := slices.IndexFunc(c.packages, func(one pack) bool { return one.path == p })
		if at < 0 {
			faults = append(faults, p+" is in the table of arrows and does not exist")
			continue
		}
		for _, to := range resolve(allowed) {
			if allowed != "…" && !slices.Contains(c.packages[at].inside, to) {
				faults = append(faults, fmt.Sprintf("%s may import %s and does not", p, to))
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// resolve turns a cell of the table into paths of the module.
func resolve(allowed string) []string {
	var paths []string
	for _, name := range strings.Fields(allowed) {
		paths = append(paths, path.Join("internal", name))
	}
	return paths
}

// wallFaults returns the outside modules that are imported beyond their wall.
func wallFaults(c code) []string {
	var faults []string
	for _, p := range c.packages {
		for _, to := range p.outside {
			for module, places := range walls() {
				if strings.HasPrefix(to, module) && !within(p.path, places...) {
					faults = append(faults, fmt.Sprintf("%s must not import %s", p.path, to))
				}
			}
			if slices.Contains(standardOnly(), p.path) {
				faults = append(faults, fmt.Sprintf("%s imports %s, and has the standard library only", p.path, to))
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// sizeFaults returns the files and functions that have grown past the limits.
func sizeFaults(c code) []string {
	var faults []string
	for _, p := range c.packages {
		for _, f := range p.files {
			if f.lines > maxFileLines {
				faults = append(faults, fmt.Sprintf("%s has %d lines", f.name, f.lines))
			}
			for _, name := range slices.Sorted(maps.Keys(f.functions)) {
				if n := f.functions[name]; n > maxFunctionLines {
					faults = append(faults, fmt.Sprintf("%s: %s has %d lines", f.name, name, n))
				}
			}
		}
	}
	return faults
}

// sizeHints returns the packages that may hold more than one noun.
func sizeHints(c code) []string {
	var hints []string
	for _, p := range c.packages {
		files, lines := 0, 0
		for _, f := range p.files {
			if !f.test {
				files, lines = files+1, lines+f.lines
			}
		}
		if files > maxFiles || lines > maxPackageLines {
			hints = append(hints, fmt.Sprintf("%s has %d files and %d lines", p.path, files, lines))
		}
	}
	return hints
}

// docFaults returns the packages that do not say what they are for and what they must not
// know. A package of one file may say it there; a command says it in its help.
func docFaults(c code) []string {
	var faults []string
	for _, p := range c.packages {
		said := ""
		for _, f := range p.files {
			if path.Base(f.name) == "doc.go" || len(p.files) == 1 {
				said = cmp.Or(said, f.doc)
			}
		}
		if len(said) < 80 && !within(p.path, "cmd") {
			faults = append(faults, p.path+" has no doc.go that says what it is for")
		}
	}
	return faults
}

// wordFaults returns the files that hold a forbidden word, or effects at import time.
func wordFaults(c code) []string {
	var faults []string
	for _, f := range c.texts {
		for word, places := range forbidden() {
			excused := slices.Contains(places, f.name) || within(path.Dir(f.name), places...) || (word != silencer() && (isTest(path.Dir(f.name)) || strings.HasSuffix(f.name, "_test.go")))
			if strings.Contains(f.text, word) && !excused {
				faults = append(faults, fmt.Sprintf("%s holds %s", f.name, word))
			}
		}
	}
	for _, p := range c.packages {
		for _, f := range p.files {
			if _, found := f.functions["init"]; found {
				faults = append(faults, f.name+" has an init function")
			}
			if f.dots {
				faults = append(faults, f.name+" imports with a dot")
			}
		}
	}
	slices.Sort(faults)
	return faults
}

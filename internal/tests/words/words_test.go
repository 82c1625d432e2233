package words

import (
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/locale"
)

func keys(t *testing.T) []string {
	t.Helper()
	b, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err) // a text that one language lacks is an error of Load
	}
	return b.Keys()
}

func uses(t *testing.T) []use {
	t.Helper()
	found, err := allUses(assets.Templates, os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 300 {
		t.Fatalf("%d uses found: the reading is broken", len(found))
	}
	return found
}

func TestEveryTextAskedForExists(t *testing.T) {
	t.Parallel()
	for _, fault := range missing(keys(t), uses(t)) {
		t.Error(fault)
	}
}

func TestEveryTextIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, key := range unused(keys(t), uses(t)) {
		t.Errorf("nothing asks for %s", key)
	}
}

// missing returns the uses of texts that do not exist.
func missing(keys []string, uses []use) []string {
	var faults []string
	known := endings()
	has := func(key string) bool { _, found := slices.BinarySearch(keys, key); return found }
	for _, u := range uses {
		if u = completed(keys, u); column(u.key) {
			continue
		}
		switch ends, listed := known[u.key]; {
		case u.prefix && listed:
			for _, end := range ends {
				if !has(u.key + end) {
					faults = append(faults, u.where+": "+u.key+end+" is asked for and does not exist")
				}
			}
		case u.prefix && (u.sure || aboutTexts(keys, u)):
			if !inChart(u, func(key string) bool { return known[key] != nil }) {
				faults = append(faults, u.where+": the ends of "+u.key+" are not listed")
			}
		case u.prefix, has(u.key), inChart(u, has):
		case u.sure, aboutTexts(keys, u) && !fileName(u.key):
			faults = append(faults, u.where+": "+u.key+" is asked for and does not exist")
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// completed turns the name of a table of words into the beginning of its keys: functions that take
// one add the point and the end.
func completed(keys []string, u use) use {
	table := u.key + "."
	_, found := slices.BinarySearch(keys, u.key)
	if !found && !u.prefix && strings.Contains(u.key, ".") &&
		slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, table) }) {
		return use{where: u.where, key: table, prefix: true, sure: u.sure}
	}
	return u
}

// column tells names of columns of the dataset from keys: "sources.url".
func column(key string) bool { return slices.Contains(columns(), key) }

// inChart tries a literal of the chart package as a key of its own table.
func inChart(u use, holds func(string) bool) bool {
	return strings.HasPrefix(u.where, "chart/") && holds("chart."+u.key)
}

// aboutTexts reports whether a literal with a point begins like a table of words.
func aboutTexts(keys []string, u use) bool {
	table, _, dotted := strings.Cut(u.key, ".")
	return dotted && slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, table+".") })
}

// unused returns the texts that no use explains.
func unused(keys []string, uses []use) []string {
	asked := map[string]bool{}
	for _, u := range uses {
		asked[u.key], asked[completed(keys, u).key] = true, true
		if strings.HasPrefix(u.where, "chart/") {
			asked["chart."+u.key] = true
		}
		if strings.HasPrefix(u.where, "web/public/") && !strings.Contains(u.key, ".") {
			for _, part := range pageParts() {
				asked[u.key+part] = true
			}
		}
	}
	for _, tail := range uses {
		for _, u := range uses {
			if path.Dir(u.where) == path.Dir(tail.where) && strings.HasPrefix(tail.key, "_") {
				asked[u.key+tail.key], asked["chart."+u.key+tail.key] = true, true
			}
		}
	}
	for prefix, ends := range endings() {
		for _, end := range ends {
			asked[prefix+end] = asked[prefix+end] || asked[prefix]
		}
	}
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return asked[key] })
}

// The reading itself can fail: it is shown templates and code with faults.
func TestTheReadingSeesFaults(t *testing.T) {
	t.Parallel()
	keys := []string{"chart.then", "home.lede", "home.title", "nav.home", "state.done"}
	for name, c := range map[string]struct {
		read       func(name, text string) ([]use, error)
		file, text string
		want       string
	}{
		"a text":                {templateUses, "x.html", `{{.T "home.lede"}}`, ""},
		"no such text":          {templateUses, "x.html", `{{define "a"}}{{range .X}}{{$.T "home.nothing" "n" 1}}{{end}}{{end}}`, "x.html: home.nothing is asked for and does not exist"},
		"in a condition":        {templateUses, "x.html", `{{if eq (.T "nav.x") "y"}}{{else}}{{.A.B.Phrase "nav.home"}}{{end}}`, "x.html: nav.x is asked for and does not exist"},
		"in an argument":        {templateUses, "x.html", `{{with $w := .Words}}{{template "a" ($w.T "nav.y")}}{{end}}`, "x.html: nav.y is asked for and does not exist"},
		"a computed key":        {templateUses, "x.html", `{{.T .Key}}`, "x.html: .T .Key is asked for and does not exist"},
		"an unknown beginning":  {templateUses, "x.html", `{{.T (print "nav." .Key)}}`, "x.html: the ends of nav. are not listed"},
		"code":                  {goUses, "web/x.go", "package x\n\nvar a, _ = l.T(\"home.lede\", \"home.none\", 1)\n", "web/x.go: home.none is asked for and does not exist"},
		"a key in a variable":   {goUses, "web/x.go", "package x\n\nvar key = \"nav.hom\"\n", "web/x.go: nav.hom is asked for and does not exist"},
		"the name of a file":    {goUses, "web/x.go", "package x\n\nvar key, other = \"home.css\", \"fmt.errorf\"\n", ""},
		"of a chart":            {goUses, "chart/x.go", "package x\n\nvar a, b = v.say(\"then\"), v.tell(\"now\")\n", "chart/x.go: chart.now is asked for and does not exist"},
		"a longer key":          {goUses, "chart/x.go", "package x\n\nfunc x() { id := \"th\"; id += \"_en\"; say(id) }\n", ""},
		"a refusal":             {goUses, "web/x.go", "package x\n\nvar a = refuse(l, \"annee\", \"error.x\")\n", "web/x.go: error.x is asked for and does not exist"},
		"an unlisted beginning": {goUses, "web/x.go", "package x\n\nvar a, _ = l.T(\"home.\" + x)\n", "web/x.go: the ends of home. are not listed"},
	} {
		found, err := c.read(c.file, c.text)
		if got := strings.Join(missing(keys, found), "; "); err != nil || got != c.want {
			t.Errorf("%s: %q, want %q, %v", name, got, c.want, err)
		}
	}
	found, err := templateUses("x.html", `{{.T "home.lede"}}{{.T "home.title"}}`)
	if got := unused(keys, found); err != nil || !slices.Equal(got, []string{"chart.then", "nav.home", "state.done"}) {
		t.Errorf("unused: %v, %v", got, err)
	}
}

// typed reads the texts of a language as typed, plural forms apart.
func typed(t *testing.T, lang string) map[string]string {
	t.Helper()
	flat := map[string]string{}
	entries, err := assets.Locales.ReadDir("locales")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), lang+".") {
			continue
		}
		tree := map[string]any{}
		if _, err := toml.DecodeFS(assets.Locales, "locales/"+entry.Name(), &tree); err != nil {
			t.Fatal(err)
		}
		flatten(flat, "", tree)
	}
	return flat
}

func flatten(flat map[string]string, prefix string, tree map[string]any) {
	for name, branch := range tree {
		switch b := branch.(type) {
		case map[string]any:
			flatten(flat, prefix+name+".", b)
		case string:
			flat[prefix+name] = b
		}
	}
}

// Texts that are the same in both languages have probably not been translated.
func TestTextsAreTranslated(t *testing.T) {
	t.Parallel()
	same := map[string]bool{
		"footer.licence": true, "figure.licence": true, // the licence has one name
		"files.column.publication_date": true, // as programs read it
	}
	fr, en := typed(t, "fr"), typed(t, "en")
	letters := regexp.MustCompile(`[^\pL]`)
	variables := regexp.MustCompile(`\{\{[^}]*\}\}`)
	for key, text := range fr {
		if len([]rune(letters.ReplaceAllString(variables.ReplaceAllString(text, ""), ""))) > 12 && text == en[key] && !same[key] {
			t.Errorf("%s reads %q in both languages", key, text)
		}
	}
}

// A word of the other language among the words of one is a leftover.
func TestNoLanguageLeaksIntoTheOther(t *testing.T) {
	t.Parallel()
	names := strings.NewReplacer("Ségur de la santé", "", "Mon espace santé", "", "Licence Ouverte", "", "Défenseur des droits", "", "An II", "", "« Accessibilité : non conforme »", "")
	for lang, foreign := range map[string]*regexp.Regexp{
		"fr": regexp.MustCompile(`(?i)(^|[^\pL'-])(the|of|and|with|from|which|are|this|year|measure|state|target)($|[^\pL-])`),
		"en": regexp.MustCompile(`(?i)(^|[^\pL'-])(le|la|les|des|du|une|est|pour|avec|dans|aux|et|sur|mesure|année)($|[^\pL-])|«|»`),
	} {
		for key, text := range typed(t, lang) {
			text = regexp.MustCompile(`\{\{[^}]*\}\}`).ReplaceAllString(names.Replace(text), "")
			if found := foreign.FindString(text); found != "" {
				t.Errorf("%s: %s holds %q", lang, key, found)
			}
		}
	}
}

// Both languages say the same things: what one puts in a text, the other puts as well.
func TestBothLanguagesUseTheSameVariables(t *testing.T) {
	t.Parallel()
	fr, en := variables(typed(t, "fr")), variables(typed(t, "en"))
	for _, key := range slices.Sorted(maps.Keys(fr)) {
		if !maps.Equal(fr[key], en[key]) {
			t.Errorf("%s: %v in French, %v in English", key, slices.Sorted(maps.Keys(fr[key])), slices.Sorted(maps.Keys(en[key])))
		}
	}
}

// variables returns the variables of each text, its plural forms together. "count" may
// serve to choose the form only.
func variables(flat map[string]string) map[string]map[string]bool {
	found := map[string]map[string]bool{}
	name := regexp.MustCompile(`\.(\w+)`)
	for key, text := range flat {
		for _, form := range []string{".one", ".other", ".many"} {
			key = strings.TrimSuffix(key, form)
		}
		if found[key] == nil {
			found[key] = map[string]bool{}
		}
		for _, action := range regexp.MustCompile(`\{\{[^}]*\}\}`).FindAllString(text, -1) {
			for _, match := range name.FindAllStringSubmatch(action, -1) {
				if match[1] != "count" {
					found[key][match[1]] = true
				}
			}
		}
	}
	return found
}

// TestEveryRefusalHasWords reads the refusals of the use cases from the code.
func TestEveryRefusalHasWords(t *testing.T) {
	text, err := os.ReadFile("../../refusal/refusal.go")
	if err != nil {
		t.Fatal(err)
	}
	constants := regexp.MustCompile(`(?m)^\t[A-Z]\w*\s*= "(\w+)"`).FindAllStringSubmatch(string(text), -1)
	for _, match := range constants {
		if !slices.Contains(refusals(), match[1]) {
			t.Errorf("use cases refuse with %s, which has no words", match[1])
		}
	}
	if len(constants) < 45 {
		t.Errorf("only %d refusals read", len(constants))
	}
}

package arrows

import (
	"flag"
	"fmt"
	"go/doc"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of packages in docs/architecture.md anew")

// architecture is the page whose table of packages is made from the code.
const architecture = "docs/architecture.md"

// TestTheTableOfPackagesIsThatOfTheCode: what packages are for and what they import is read once, in
// the code, and written down for people.
func TestTheTableOfPackagesIsThatOfTheCode(t *testing.T) {
	t.Parallel()
	file := path.Join("..", "..", "..", architecture)
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(page), "| package | for | imports |\n|---|---|---|\n")
	_, tail, ends := strings.Cut(rest, "\n\n")
	if !found || !ends {
		t.Fatalf("%s has no table of packages", architecture)
	}
	want := head + table(root(t)) + "\n" + tail
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(page) {
		t.Errorf("the table of packages in %s differs: run this test with -update", architecture)
	}
}

// table writes the packages of the product, with the first sentence of their comment.
func table(c code) string {
	var b strings.Builder
	b.WriteString("| package | for | imports |\n|---|---|---|\n")
	for _, p := range c.packages {
		if isTest(p.path) || !within(p.path, "internal") {
			continue
		}
		said := ""
		for _, f := range p.files {
			if path.Base(f.name) == "doc.go" {
				said = new(doc.Package).Synopsis(f.doc)
			}
		}
		name := strings.TrimPrefix(p.path, "internal/")
		said = strings.TrimSuffix(strings.TrimPrefix(said, "Package "+path.Base(name)+" "), ".")
		said, _, _ = strings.Cut(said, ": ")
		var to []string
		for _, one := range p.inside {
			to = append(to, strings.TrimPrefix(one, "internal/"))
		}
		slices.Sort(to)
		imports := strings.Join(slices.Compact(to), ", ")
		if arrows()[p.path] == "…" {
			imports = "everything"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, said, imports)
	}
	return b.String()
}

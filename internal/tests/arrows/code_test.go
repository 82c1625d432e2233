package arrows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

const module = "github.com/segur-tracker/segur/"

// code is what the rules need to know of a source tree.
type code struct {
	packages []pack
	texts    []text
}

// pack is a folder of Go files. Imports are those of the program, not of its tests: inside
// holds paths within the module, outside those of other modules.
type pack struct {
	path            string
	files           []file
	inside, outside []string
}

type file struct {
	name      string
	test      bool
	lines     int
	doc       string         // package comment
	functions map[string]int // lines of each function
	literals  []string       // strings as they are written, but for imports
	dots      bool           // some import drops the package's name
}

// text is a file in which words are looked for: Go, templates, styles, scripts.
type text struct{ name, text string }

// skipped are folders that hold other people's work or what builds make.
func skipped(name string) bool {
	return slices.Contains([]string{"node_modules", "dist", "testdata", "data", "bin", "docs"}, path.Base(name)) ||
		(strings.HasPrefix(path.Base(name), ".") && name != ".")
}

// read takes a source tree in. It needs no toolchain, so that it can be shown a false one.
func read(fsys fs.FS) (code, error) {
	var c code
	folders := map[string]*pack{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if skipped(name) {
				return fs.SkipDir
			}
			return nil
		}
		raw, err := readText(fsys, name)
		if err != nil || raw == "" {
			return err
		}
		c.texts = append(c.texts, text{name, raw})
		if path.Ext(name) != ".go" {
			return nil
		}
		p := folders[path.Dir(name)]
		if p == nil {
			p = &pack{path: path.Dir(name)}
			folders[p.path] = p
		}
		return p.add(name, raw)
	})
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		c.packages = append(c.packages, *folders[name])
	}
	return c, err
}

func readText(fsys fs.FS, name string) (string, error) {
	if !slices.Contains([]string{".go", ".html", ".js", ".mjs", ".scss"}, path.Ext(name)) {
		return "", nil
	}
	raw, err := fs.ReadFile(fsys, name)
	return string(raw), err
}

func (p *pack) add(name, raw string) error {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, name, raw, parser.ParseComments)
	if err != nil {
		return err
	}
	f := file{
		name: name, test: strings.HasSuffix(name, "_test.go"), lines: strings.Count(raw, "\n"),
		doc: parsed.Doc.Text(), functions: map[string]int{},
	}
	for _, declared := range parsed.Decls {
		if fn, ok := declared.(*ast.FuncDecl); ok {
			f.functions[fn.Name.Name] = max(f.functions[fn.Name.Name], files.Position(fn.End()).Line-files.Position(fn.Pos()).Line+1)
		}
	}
	for _, imported := range parsed.Imports {
		f.dots = f.dots || (imported.Name != nil && imported.Name.Name == ".")
		if !f.test {
			p.imports(imported)
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if s, ok := n.(*ast.BasicLit); ok && s.Kind == token.STRING {
			f.literals = append(f.literals, s.Value)
		}
		_, imports := n.(*ast.ImportSpec)
		return !imports
	})
	p.files = append(p.files, f)
	return nil
}

func (p *pack) imports(spec *ast.ImportSpec) {
	to, _ := strconv.Unquote(spec.Path.Value)
	if inside, ok := strings.CutPrefix(to, module); ok {
		p.inside = append(p.inside, inside)
	} else if first, _, _ := strings.Cut(to, "/"); strings.Contains(first, ".") {
		p.outside = append(p.outside, to)
	}
}

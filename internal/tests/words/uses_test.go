package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// use is one place that asks for a text. A prefix is the beginning of keys whose end is
// computed; a key that begins with "_" lengthens the others of its file.
type use struct {
	where  string
	key    string
	prefix bool
	sure   bool // asked of the words themselves, and not a literal that merely looks like a key
}

// templateUses reads the calls of .T and .Phrase from a template.
func templateUses(name, text string) ([]use, error) {
	trees := map[string]*parse.Tree{}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		return nil, err
	}
	trees[name] = tree
	var uses []use
	for _, t := range trees {
		if t.Root != nil {
			walk(t.Root, func(c *parse.CommandNode) { uses = append(uses, commandUses(name, c)...) })
		}
	}
	return uses, nil
}

func commandUses(name string, c *parse.CommandNode) []use {
	if len(c.Args) < 2 || !slices.Contains([]string{"T", "Phrase", "Has"}, lastName(c.Args[0])) {
		return nil
	}
	switch a := c.Args[1].(type) {
	case *parse.StringNode:
		return []use{{where: name, key: a.Text, sure: true}}
	case *parse.PipeNode:
		if inner := a.Cmds[0].Args; len(inner) > 1 && inner[0].String() == "print" {
			if s, ok := inner[1].(*parse.StringNode); ok {
				return []use{{where: name, key: s.Text, prefix: true, sure: true}}
			}
		}
	}
	if lastName(c.Args[0]) == "Has" {
		return nil // of something else than the words
	}
	return []use{{where: name, key: c.String(), sure: true}} // not a key: it will be reported
}

func lastName(n parse.Node) string {
	switch n := n.(type) {
	case *parse.FieldNode:
		return n.Ident[len(n.Ident)-1]
	case *parse.VariableNode:
		return n.Ident[len(n.Ident)-1]
	case *parse.ChainNode:
		return n.Field[len(n.Field)-1]
	}
	return ""
}

// walk visits every command below a node.
func walk(n parse.Node, visit func(*parse.CommandNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				walk(child, visit)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.TemplateNode:
		walk(n.Pipe, visit)
	case *parse.IfNode:
		branch(&n.BranchNode, visit)
	case *parse.RangeNode:
		branch(&n.BranchNode, visit)
	case *parse.WithNode:
		branch(&n.BranchNode, visit)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				visit(c)
				for _, arg := range c.Args {
					walk(arg, visit)
				}
			}
		}
	case *parse.ChainNode:
		walk(n.Node, visit)
	}
}

func branch(n *parse.BranchNode, visit func(*parse.CommandNode)) {
	walk(n.Pipe, visit)
	walk(n.List, visit)
	walk(n.ElseList, visit)
}

// askers are the functions that take a key, and what they put before it.
func askers(name string) (before string, asks bool) {
	switch name {
	case "T", "Phrase", "Has", "word", "refuse", "missing":
		return "", true
	case "say", "tell":
		return "chart.", true
	}
	return "", false
}

// goUses reads what may be keys from a Go file: literals with a point inside, or handed to a
// function that takes a key.
func goUses(name, text string) ([]use, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
	if err != nil {
		return nil, err
	}
	var uses []use
	seen := map[*ast.BasicLit]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if before, asks := askers(called(n)); asks {
				// Many types have a Has; that of the words takes a key, which has a point.
				if lit, prefix := keyOf(n); lit != nil && (called(n) != "Has" || strings.Contains(lit.Value, ".")) {
					seen[lit] = true
					uses = append(uses, use{where: name, key: before + unquote(lit), prefix: prefix, sure: true})
				}
			}
		case *ast.BasicLit:
			if s := unquote(n); n.Kind == token.STRING && !seen[n] && looksLikeKey(s) {
				uses = append(uses, use{where: name, key: s, prefix: strings.HasSuffix(s, ".")})
			}
		}
		return true
	})
	return uses, nil
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// keyOf returns the literal that is, or begins, the key of a call: the first argument, or
// the first with a point after the localizer and the field's name.
func keyOf(c *ast.CallExpr) (lit *ast.BasicLit, prefix bool) {
	for _, arg := range c.Args[:min(3, len(c.Args))] {
		for {
			sum, ok := arg.(*ast.BinaryExpr)
			if !ok {
				break
			}
			arg, prefix = sum.X, true
		}
		if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING && (called(c) != "refuse" || strings.Contains(lit.Value, ".")) {
			return lit, prefix
		}
		if f := called(c); f != "refuse" && f != "missing" {
			return nil, false
		}
	}
	return nil, false
}

func unquote(lit *ast.BasicLit) string {
	s, _ := strconv.Unquote(lit.Value)
	return s
}

func looksLikeKey(s string) bool {
	return regexp.MustCompile(`^[a-z_][a-z0-9_]*(\.[a-z0-9_-]+)*\.?$`).MatchString(s)
}

// allUses reads every template and every Go file that is not a test.
func allUses(templates, module fs.FS) ([]use, error) {
	var uses []use
	err := each(templates, ".html", templateUses, &uses)
	if err == nil {
		err = each(module, ".go", goUses, &uses)
	}
	return uses, err
}

func each(fsys fs.FS, ext string, read func(name, text string) ([]use, error), uses *[]use) error {
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{"tests", "testkit", "testdata", "locale", "segur", "store"}, name) {
			return fs.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ext || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		found, err := read(name, string(text))
		*uses = append(*uses, found...)
		return err
	})
}

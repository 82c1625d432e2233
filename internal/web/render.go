package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Templates holds one parsed set per page: the layout, the components and that page's file.
type Templates struct {
	pages map[string]*template.Template
}

// LoadTemplates parses layout/*.html and components/*.html once and every other *.html as a
// page named by its path without the ending ("public/home"). Pages fill the blocks that the
// layout declares.
func LoadTemplates(fsys fs.FS) (*Templates, error) {
	base, err := template.New("base").Option("missingkey=error").ParseFS(fsys, "layout/*.html", "components/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	t := &Templates{pages: map[string]*template.Template{}}
	err = fs.WalkDir(fsys, ".", func(file string, entry fs.DirEntry, err error) error {
		dir := path.Dir(file)
		if err != nil || entry.IsDir() || path.Ext(file) != ".html" || dir == "layout" || dir == "components" {
			return err
		}
		return t.add(base, fsys, file)
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

func (t *Templates) add(base *template.Template, fsys fs.FS, file string) error {
	set, err := base.Clone()
	if err != nil {
		return fmt.Errorf("clone layout: %w", err)
	}
	if set, err = set.ParseFS(fsys, file); err != nil {
		return fmt.Errorf("parse %s: %w", file, err)
	}
	t.pages[strings.TrimSuffix(file, ".html")] = set
	return nil
}

// Names returns the pages in order.
func (t *Templates) Names() []string {
	var names []string
	for name := range t.pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Lookup returns the template that renders a page, nil when there is none; tests check it
// against the page's type.
func (t *Templates) Lookup(name string) *template.Template {
	set := t.pages[name]
	if set == nil {
		return nil
	}
	return set.Lookup("page")
}

// Render executes a page into memory, so that a failing template never sends half a page.
func (t *Templates) Render(name string, data any) ([]byte, error) {
	page := t.Lookup(name)
	if page == nil {
		return nil, fmt.Errorf("no template %q", name)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("render %s: %w", name, err)
	}
	return out.Bytes(), nil
}

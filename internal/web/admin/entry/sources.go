package entry

import (
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Sources lists documents to correct.
type Sources struct {
	admin.Frame
	Search form.Field
	Looked string
	Lines  []SourceLine
	More   string // how many are not shown, "" for none
	New    string // form of a new document, "" when the person may not add one by itself
}

// SourceLine is one document; Edit is "" when the person may not correct it.
type SourceLine struct {
	view.Citation
	Uses string
	Edit string
}

// listed bounds the documents of a page: the search narrows them.
const listed = 30

func (p *Pages) sources(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindSource)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Sources{}
	if c.Actor.MayOn(desk.ProposeSource, desk.Target{}) {
		page.New = paths.NewSource
	}
	if page.Frame, err = c.Begin("entry", "entry.sources_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: page.Title}}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Search = form.Field{Name: "q", Label: r.Words.T("entry.ask.source_search"), Values: driver.One(text), Width: 20}
	found := driver.FindSources(c.Catalog, clip(text))
	page.Looked = r.Words.T("entry.documents_found", "count", len(found))
	if len(found) > listed {
		page.More = r.Words.T("entry.documents_more", "count", len(found)-listed)
		found = found[:listed]
	}
	for _, id := range found {
		line := p.sourceLine(r, c.Catalog.Source(id))
		page.Lines = append(page.Lines, line)
	}
	return admin.Page("admin/entry-sources", page), nil
}

func (p *Pages) sourceLine(r *driver.Request, source *catalog.Source) SourceLine {
	cite := view.Cite(r.Call.Catalog, r.Words.Localizer, source.ID)
	line := SourceLine{Citation: cite, Uses: uses(r, source)}
	if mayCorrect(r, source.Source) {
		line.Edit = paths.Source.Of(source.ID)
	}
	return line
}

// touched returns what rests on a document: correcting it touches all of that.
func touched(r *driver.Request, source segur.Source) []desk.Target {
	return edit.Targets(r.Live, segur.ChangeSet{Sources: segur.Changes[segur.Source]{
		Replace: []segur.Replacement[segur.Source]{{Old: source, New: source}},
	}})
}

func mayCorrect(r *driver.Request, source segur.Source) bool {
	for _, t := range touched(r, source) {
		if !r.Call.Actor.MayOn(desk.ProposeSource, t) {
			return false
		}
	}
	return true
}

// uses tells in a line where a document serves.
func uses(r *driver.Request, source *catalog.Source) string {
	var parts []string
	for _, part := range []struct {
		key   string
		count int
	}{
		{"entry.uses_states", source.Assessments}, {"entry.uses_values", source.Values},
		{"entry.uses_events", len(source.Events)}, {"entry.uses_others", source.Others},
	} {
		if part.count > 0 {
			parts = append(parts, r.Words.T(part.key, "count", part.count))
		}
	}
	if len(parts) == 0 && len(source.Measures) == 0 {
		return r.Words.T("entry.unused")
	}
	if len(parts) == 0 {
		return r.Words.T("entry.uses_titles", "count", len(source.Measures))
	}
	return r.Words.Localizer.List(parts)
}

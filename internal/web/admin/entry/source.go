package entry

import (
	"net/url"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/admin/entry/withdraw"
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
	s, err := p.course.Open(c, desk.KindSource)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Sources{}
	if c.Actor.MayOn(desk.ProposeSource, desk.Target{}) {
		page.New = sheet.Root + "/source"
	}
	if page.Frame, err = s.Begin("entry", "entry.sources_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: page.Title}}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Search = form.Field{Name: "q", Label: s.T("entry.ask.source_search"), Values: sheet.One(text), Width: 20}
	found := sheet.FindSources(c.Catalog, clip(text))
	page.Looked = s.T("entry.documents_found", "count", len(found))
	if len(found) > listed {
		page.More = s.T("entry.documents_more", "count", len(found)-listed)
		found = found[:listed]
	}
	for _, id := range found {
		line, err := p.sourceLine(s, c.Catalog.Source(id))
		if err != nil {
			return admin.Answer{}, err
		}
		page.Lines = append(page.Lines, line)
	}
	return admin.Page("admin/entry-sources", page), s.Failed()
}

func (p *Pages) sourceLine(s *sheet.Sheet, source *catalog.Source) (SourceLine, error) {
	cite, err := view.Cite(s.Catalog, s.Words, source.ID)
	if err != nil {
		return SourceLine{}, err
	}
	line := SourceLine{Citation: cite, Uses: uses(s, source)}
	if mayCorrect(s, source.Source) {
		line.Edit = sourcePath(source.ID)
	}
	return line, nil
}

func sourcePath(id string) string { return sheet.Root + "/source/" + url.PathEscape(id) }

// touched returns what rests on a document: correcting it touches all of that.
func touched(s *sheet.Sheet, source segur.Source) []desk.Target {
	return edit.Targets(s.Live, segur.ChangeSet{Sources: segur.Changes[segur.Source]{
		Replace: []segur.Replacement[segur.Source]{{Old: source, New: source}},
	}})
}

func mayCorrect(s *sheet.Sheet, source segur.Source) bool {
	for _, t := range touched(s, source) {
		if !s.Actor.MayOn(desk.ProposeSource, t) {
			return false
		}
	}
	return true
}

// uses tells in a line where a document serves.
func uses(s *sheet.Sheet, source *catalog.Source) string {
	var parts []string
	for _, part := range []struct {
		key   string
		count int
	}{
		{"entry.uses_states", source.Assessments}, {"entry.uses_values", source.Values},
		{"entry.uses_events", len(source.Events)}, {"entry.uses_others", source.Others},
	} {
		if part.count > 0 {
			parts = append(parts, s.T(part.key, "count", part.count))
		}
	}
	if len(parts) == 0 && len(source.Measures) == 0 {
		return s.T("entry.unused")
	}
	if len(parts) == 0 {
		return s.T("entry.uses_titles", "count", len(source.Measures))
	}
	return s.Words.List(parts)
}

func (p *Pages) newSource(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindSource)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerNewSource(s)
}

func (p *Pages) source(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindSource)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerSource(s, c.Params["id"])
}

func documents(c segur.ChangeSet) segur.Changes[segur.Source] { return c.Sources }

// ownPrefix begins the fields of the document that the form is about.
const ownPrefix = "document_"

func documentColumns() sheet.Columns {
	return sheet.Columns{segur.TableSources: sheet.DocumentColumns(ownPrefix)}
}

func (p *Pages) answerNewSource(s *sheet.Sheet) (admin.Answer, error) {
	if err := s.Allow(desk.Target{}); err != nil {
		return admin.Answer{}, err
	}
	shown, _ := proposed(s, documents)
	page, err := s.Start("entry.new_source_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Lede = sheet.Root+"/source", s.T("entry.new_source_lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("entry.sources_title"), Href: sheet.Root + "/sources"})
	s.AskDocument(ownPrefix, shown)
	s.AskReason()
	page.Sections = []sheet.Section{{Questions: sheet.DocumentFields(ownPrefix)}}
	return s.Finish(page, sheet.Root+"/sources", func() sheet.Outcome {
		o := sheet.Outcome{Fields: documentColumns()}
		d, ok := s.ReadDocument(ownPrefix)
		if !ok || known(s, d) {
			return o
		}
		d.ID = shown.ID
		if d.ID == "" || find(s.Live.Sources, func(o segur.Source) bool { return o.ID == d.ID }) != nil {
			d.ID = s.FreeSourceID(d)
		}
		o.Changes, o.Err = edit.Source(s.Base, d)
		return o
	})
}

// known refuses a document whose address another one has.
func known(s *sheet.Sheet, d segur.Source) bool {
	other := s.KnownAddress(d.URL, d.ID)
	if other == nil {
		return false
	}
	s.Refuse(ownPrefix+"adresse", "entry.known_address", "title", other.Title)
	return true
}

// answerSource is the form of a document that is published; a proposal that adds one goes back
// to the form of a new document.
func (p *Pages) answerSource(s *sheet.Sheet, id string) (admin.Answer, error) {
	if isAddition(s, documents) {
		return p.answerNewSource(s)
	}
	live := s.Catalog.Source(id)
	if live == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	if err := s.Allow(touched(s, live.Source)...); err != nil {
		return admin.Answer{}, err
	}
	shown, ok := proposed(s, documents)
	if !ok {
		shown = live.Source
	}
	page, err := s.Start("entry.source_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action = sourcePath(id)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("entry.sources_title"), Href: sheet.Root + "/sources"})
	page.Facts = []sheet.Fact{{Label: s.T("entry.identifier"), Text: id}, {Label: s.T("entry.used"), Text: uses(s, live)}}
	page.ElsewhereTitle, page.Elsewhere = s.T("entry.used_by"), used(s, live)
	if len(edit.Citing(s.Live, id)) == 0 {
		page.ElsewhereTitle = s.T("withdraw.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: s.T("withdraw.source_title"), Href: withdraw.SourcePath(id)}}
	}
	s.AskDocument(ownPrefix, shown)
	tellPublished(s, live.Source)
	s.AskReason()
	page.Sections = []sheet.Section{{Questions: sheet.DocumentFields(ownPrefix)}}
	return s.Finish(page, sheet.Root+"/sources", func() sheet.Outcome {
		o := sheet.Outcome{Fields: documentColumns()}
		d, ok := s.ReadDocument(ownPrefix)
		d.ID = id
		if ok && !known(s, d) {
			o.Changes, o.Err = edit.Source(s.Base, d)
		}
		return o
	})
}

// tellPublished puts what is published beside the questions about a document.
func tellPublished(s *sheet.Sheet, live segur.Source) {
	for name, text := range map[string]string{
		"titre": live.Title, "editeur": live.Publisher, "adresse": live.URL, "date": s.Date(live.PublishedOn),
		"genre": s.Label("entry.document_kind.", live.Kind), "langue": s.T("entry.lang." + live.Language),
	} {
		s.Asked.Field(ownPrefix + name).Now = s.Published(text)
	}
}

// used links to what rests on a document.
func used(s *sheet.Sheet, source *catalog.Source) []admin.Crumb {
	var links []admin.Crumb
	for _, m := range source.Measures {
		if s.Actor.May(desk.ProposeState) {
			links = append(links, admin.Crumb{
				Label: measureLabel(s, m), Href: measurePath(m.Number),
			})
		}
	}
	for _, i := range source.Indicators {
		links = append(links, admin.Crumb{Label: s.Text(i.Label), Href: figure.Path(i.Code)})
	}
	return links
}

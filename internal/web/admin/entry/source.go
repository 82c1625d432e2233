package entry

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

func documents(c segur.ChangeSet) segur.Changes[segur.Source] { return c.Sources }

// ownPrefix begins the fields of the document that the form is about.
const ownPrefix = "document_"

// known refuses a document whose address another one has.
func known(a *driver.Answers, d segur.Source) bool {
	other := a.KnownAddress(d.URL, d.ID)
	if other == nil {
		return false
	}
	a.Refuse(ownPrefix+"adresse", "entry.known_address", "title", other.Title)
	return true
}

// newSourceForm adds a document by itself.
type newSourceForm struct {
	id string // that the draft gave it, "" for none
}

// Allow refuses those who may add documents of some measures only.
func (f *newSourceForm) Allow(*driver.Request) ([]desk.Target, error) { return []desk.Target{{}}, nil }

// Ask asks about the document.
func (f *newSourceForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, _ := proposed(r, documents)
	f.id = shown.ID
	page, words := q.Page, r.Words
	page.Title, page.Lede = words.T("entry.new_source_title"), words.T("entry.new_source_lede")
	page.Action, q.Start = paths.NewSource, paths.Sources
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("entry.sources_title"), Href: paths.Sources})
	q.AskDocument(ownPrefix, shown)
	page.Sections = []driver.Section{{Questions: driver.DocumentFields(ownPrefix)}}
	return nil
}

// Read adds the document.
func (f *newSourceForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	d, ok := a.Document(ownPrefix)
	if !ok || known(a, d) {
		return segur.ChangeSet{}, nil
	}
	d.ID = f.id
	if d.ID == "" || find(r.Live.Sources, func(o segur.Source) bool { return o.ID == d.ID }) != nil {
		d.ID = a.FreeSourceID(d)
	}
	return edit.Source(r.Base, d)
}

// sourceForm corrects a document that is published.
type sourceForm struct {
	id   string
	live *catalog.Source
}

// Allow finds the document.
func (f *sourceForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.live = r.Call.Catalog.Source(f.id); f.live == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return touched(r, f.live.Source), nil
}

// Ask asks about the document, and tells what rests on it.
func (f *sourceForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, ok := proposed(r, documents)
	if !ok {
		shown = f.live.Source
	}
	page, words := q.Page, r.Words
	page.Title, page.Action, q.Start = words.T("entry.source_title"), paths.Source.Of(f.id), paths.Sources
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("entry.sources_title"), Href: paths.Sources})
	page.Facts = []driver.Fact{{Label: words.T("entry.identifier"), Text: f.id}, {Label: words.T("entry.used"), Text: uses(r, f.live)}}
	page.ElsewhereTitle, page.Elsewhere = words.T("entry.used_by"), used(r, f.live)
	if len(edit.Citing(r.Live, f.id)) == 0 {
		page.ElsewhereTitle = words.T("withdraw.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: words.T("withdraw.source_title"), Href: paths.WithdrawSource.Of(f.id)}}
	}
	q.AskDocument(ownPrefix, shown)
	tellPublished(words, q, f.live.Source)
	page.Sections = []driver.Section{{Questions: driver.DocumentFields(ownPrefix)}}
	return nil
}

// Read corrects the document.
func (f *sourceForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	d, ok := a.Document(ownPrefix)
	d.ID = f.id
	if !ok || known(a, d) {
		return segur.ChangeSet{}, nil
	}
	return edit.Source(r.Base, d)
}

// tellPublished puts what is published beside the questions about a document.
func tellPublished(words *driver.Words, q *driver.Questions, live segur.Source) {
	for name, text := range map[string]string{
		"titre": live.Title, "editeur": live.Publisher, "adresse": live.URL, "date": words.Date(live.PublishedOn),
		"genre": words.Label("entry.document_kind.", live.Kind), "langue": words.T("entry.lang." + live.Language),
	} {
		q.Field(ownPrefix + name).Now = words.Published(text)
	}
}

// used links to what rests on a document.
func used(r *driver.Request, source *catalog.Source) []admin.Crumb {
	var links []admin.Crumb
	for _, m := range source.Measures {
		if r.Call.Actor.May(desk.ProposeState) {
			links = append(links, admin.Crumb{
				Label: measureLabel(r, m), Href: paths.Years.Of(m.Number),
			})
		}
	}
	for _, i := range source.Indicators {
		links = append(links, admin.Crumb{Label: r.Words.Text(i.Label), Href: paths.Figures.Of(i.Code)})
	}
	return links
}

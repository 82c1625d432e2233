package driver

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of the question about documents.
const (
	FieldSource  = "source"
	fieldLookFor = "source_cherche"
	noSource     = "aucune"   // the choice of none, where that is one
	newSource    = "nouvelle" // the choice of a document that is not known yet
	newPrefix    = "nouvelle_"
)

// Documents are what a form wants to know about sources.
type Documents struct {
	Optional bool     // a row may rest on something else
	Several  bool     // a state rests on several documents, a figure on one
	Chosen   []string // chosen when the form opens
	Now      []string // cited by what is published, for the words beside the question
	Near     []string // offered first: those of the same measure or indicator
}

// offer is what is offered to choose from.
type offer struct {
	near  []string // first
	found int      // how many the search found, -1 when nothing was looked for
}

// offered bounds the documents that a search lists.
const offered = 10

// askDocuments adds the question on which documents the change rests, with the search among
// those that are known and the questions about a new one.
func (q *Questions) askDocuments() {
	d := q.Documents
	if d == nil {
		return
	}
	drafted := drafted(q.request, d.Chosen)
	f := form.Field{Name: FieldSource, Kind: form.Radios}
	key := "source"
	if d.Several {
		f.Kind, key = form.Checkboxes, "sources"
	}
	if d.Optional {
		key = "session_source"
	}
	for _, id := range d.Chosen {
		if id == drafted.ID {
			id = newSource
		}
		f.Values = append(f.Values, id)
	}
	var titles []string
	for _, id := range d.Now {
		titles = append(titles, q.request.Words.sourceTitle(id))
	}
	if len(titles) > 0 {
		f.Now = q.request.Words.Published(strings.Join(titles, "\n"))
	}
	q.offer = offer{near: append(slices.Clone(d.Chosen), d.Near...), found: -1}
	q.Ask(key, f)
	q.Ask("source_search", form.Field{Name: fieldLookFor, Width: 20})
	q.AskDocument(newPrefix, drafted)
	q.offerDocuments()
}

// drafted returns the document that the proposal being worked on adds and rests on, the zero
// Source when there is none.
func drafted(r *Request, chosen []string) segur.Source {
	if r.Proposal == nil {
		return segur.Source{}
	}
	for _, source := range r.Proposal.Changes.Sources.Add {
		if slices.Contains(chosen, source.ID) && r.Call.Catalog.Source(source.ID) == nil {
			return source
		}
	}
	return segur.Source{}
}

// AskDocument adds the questions about one document; prefix sets them apart from others.
func (q *Questions) AskDocument(prefix string, d segur.Source) {
	words, lang := q.request.Words, cmp.Or(d.Language, "fr")
	q.Ask("document_title", form.Field{Name: prefix + "titre", Values: One(d.Title)})
	q.Ask("document_publisher", form.Field{Name: prefix + "editeur", Values: One(d.Publisher)})
	q.Ask("document_url", form.Field{Name: prefix + "adresse", Values: One(d.URL), Mode: "url"})
	q.Ask("document_date", form.Field{Name: prefix + "date", Values: One(words.TypedDate(d.PublishedOn)), Width: 10})
	q.Ask("document_kind", form.Field{
		Name: prefix + "genre", Kind: form.Select, Values: One(d.Kind),
		Options: words.Choose(words.Options("entry.document_kind.", segur.Allowed(segur.TableSources, "kind"))),
	})
	q.Ask("document_lang", form.Field{
		Name: prefix + "langue", Kind: form.Radios, Values: One(lang),
		Options: words.Options("entry.lang.", segur.Allowed(segur.TableSources, "language")),
	})
	q.Hold(Columns{segur.TableSources: documentColumns(prefix)})
}

// documentColumns says which fields of AskDocument hold the columns of a document.
func documentColumns(prefix string) map[string]string {
	return map[string]string{
		"title": prefix + "titre", "publisher": prefix + "editeur", "url": prefix + "adresse", "published_on": prefix + "date",
		"kind": prefix + "genre", "language": prefix + "langue",
	}
}

// DocumentFields names the questions of AskDocument.
func DocumentFields(prefix string) []string {
	return []string{prefix + "titre", prefix + "editeur", prefix + "adresse", prefix + "date", prefix + "genre", prefix + "langue"}
}

// offerDocuments lists the documents to choose from: those chosen, those near, those found.
func (q *Questions) offerDocuments() {
	words, known := q.request.Words, q.request.Call.Catalog
	f := q.form.Field(FieldSource)
	ids := append(slices.Clone(f.Values), q.offer.near...)
	if text := tidy(q.form.Value(fieldLookFor)); text != "" {
		found := FindSources(known, text)
		q.offer.found = len(found)
		ids = append(ids, found[:min(len(found), offered)]...)
	}
	f.Options = nil
	for i, id := range ids {
		source := known.Source(id)
		if source == nil || slices.Contains(ids[:i], id) {
			continue
		}
		f.Options = append(f.Options, form.Option{Value: id, Label: words.sourceTitle(id), Hint: words.sourceOrigin(source.Source)})
	}
	f.Options = append(f.Options, form.Option{Value: newSource, Label: words.T("entry.new_document")})
	if q.Documents.Optional {
		f.Options = append(f.Options, form.Option{Value: noSource, Label: words.T("regional.no_source")})
		if len(f.Values) == 0 {
			f.Values = []string{noSource}
		}
	}
	if len(f.Options) == 1 && len(f.Values) == 0 && !q.Documents.Several {
		f.Values = []string{newSource}
	}
}

// longestSearch bounds, in bytes, the text that documents are looked up by.
const longestSearch = 200

// FindSources returns the ids of the documents that hold every word of a text in their title,
// publisher, address or date.
func FindSources(c *catalog.Catalog, text string) []string {
	words := strings.Fields(fold.Text(text[:min(len(text), longestSearch)]))
	var ids []string
	for _, source := range c.Sources() {
		folded := " " + fold.Text(strings.Join([]string{
			source.Title, source.Publisher, source.URL, source.PublishedOn.String(), source.ID,
		}, " "))
		missing := slices.ContainsFunc(words, func(w string) bool {
			return len(w) > 1 && !strings.Contains(folded, " "+w)
		})
		if !missing {
			ids = append(ids, source.ID)
		}
	}
	return ids
}

// Documents reads what the change rests on; the driver adds a new document to the changes.
// Nothing at all is refused on submission only.
func (a *Answers) Documents() (ids []string) {
	f := a.Field(FieldSource)
	for _, value := range f.Values {
		if value != newSource && a.request.Call.Catalog.Source(value) != nil && !slices.Contains(ids, value) {
			ids = append(ids, value)
		}
	}
	switch described := a.described(); {
	case !described && !f.Has(newSource):
	case described && !f.Has(newSource) && len(ids) > 0 && !a.questions.Documents.Several:
		a.Refuse(FieldSource, "entry.two_documents")
	default:
		if d, ok := a.Document(newPrefix); ok && a.unknown(d) {
			d.ID = a.documentID(d)
			ids, a.added = append(ids, d.ID), &d
		}
	}
	if len(ids) == 0 && a.request.Submitting && !a.questions.Documents.Optional && !a.documentErrors() {
		a.RefuseOnce(FieldSource, "entry.no_source")
	}
	return ids
}

// unknown reports whether a document that is said to be new is; the one that is known is
// offered instead.
func (a *Answers) unknown(d segur.Source) bool {
	known := a.KnownAddress(d.URL, "")
	if known == nil {
		return true
	}
	a.questions.offer.near = append(a.questions.offer.near, known.ID)
	a.questions.offerDocuments()
	a.Refuse(newPrefix+"adresse", "entry.known_address", "title", known.Title)
	return false
}

// described reports whether anything was typed about a new document.
func (a *Answers) described() bool {
	return slices.ContainsFunc([]string{"titre", "editeur", "adresse", "date"}, func(end string) bool {
		return a.Given(newPrefix+end) != ""
	})
}

func (a *Answers) documentErrors() bool {
	return slices.ContainsFunc(DocumentFields(newPrefix), func(name string) bool { return len(a.Field(name).Errors) > 0 })
}

// Document reads the questions about one document; ok is false when something is wrong or,
// on submission, missing.
func (a *Answers) Document(prefix string) (d segur.Source, ok bool) {
	before := len(a.questions.form.Errors)
	d = segur.Source{
		Title: a.Optional(prefix + "titre"), Publisher: a.Optional(prefix + "editeur"),
		URL: a.Given(prefix + "adresse"), PublishedOn: a.Date(prefix + "date"), Kind: a.Given(prefix + "genre"),
		Language: a.Word(prefix+"langue", segur.Allowed(segur.TableSources, "language")),
	}
	for _, end := range []string{"titre", "editeur"} {
		if a.Given(prefix+end) == "" {
			a.RefuseOnce(prefix+end, "entry.document_needs."+end)
		}
	}
	if !slices.Contains(segur.Allowed(segur.TableSources, "kind"), d.Kind) {
		a.RefuseOnce(prefix+"genre", "entry.document_needs.genre")
	}
	if d.URL != "" && !segur.IsAddress(d.URL) {
		a.Refuse(prefix+"adresse", "entry.bad_address")
	}
	return d, len(a.questions.form.Errors) == before
}

// documentID returns the identifier of a new document: that of the draft for the same title,
// else one made from publisher and title.
func (a *Answers) documentID(d segur.Source) string {
	if a.request.Proposal != nil {
		for _, kept := range a.request.Proposal.Changes.Sources.Add {
			if kept.Title == d.Title && a.request.Call.Catalog.Source(kept.ID) == nil {
				return kept.ID
			}
		}
	}
	return a.FreeSourceID(d)
}

// FreeSourceID proposes an identifier that no document has.
func (a *Answers) FreeSourceID(d segur.Source) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(a.request.Live.Sources, func(o segur.Source) bool { return o.ID == id })
	}
	return cmp.Or(input.Slug(d.Publisher+" "+d.Title+" "+d.PublishedOn.String(), taken), input.Slug("document "+d.PublishedOn.String(), taken))
}

// KnownAddress returns the published document with an address, other than the one with the
// given id; nil when there is none.
func (a *Answers) KnownAddress(address, except string) *segur.Source {
	i := slices.IndexFunc(a.request.Live.Sources, func(o segur.Source) bool {
		return address != "" && o.ID != except && strings.TrimSuffix(o.URL, "/") == strings.TrimSuffix(address, "/")
	})
	if i < 0 {
		return nil
	}
	return &a.request.Live.Sources[i]
}

// withDocument adds the new document, if any, to some changes.
func (a *Answers) withDocument(changes segur.ChangeSet) (segur.ChangeSet, error) {
	if a.added == nil {
		return changes, nil
	}
	first, err := edit.Source(a.request.Base, *a.added)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	return edit.Merge(first, changes)
}

package sheet

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of the question about documents.
const (
	FieldSource  = "source"
	fieldLookFor = "source_cherche"
	newSource    = "nouvelle" // the choice of a document that is not known yet
	newPrefix    = "nouvelle_"
)

// documents is the question on what a change rests.
type documents struct {
	asked   bool
	several bool
	near    []string // documents to offer first
	found   int      // how many the search found, -1 when nothing was looked for
}

// Documents are what a form wants to know about sources.
type Documents struct {
	Several bool     // a state rests on several documents, a figure on one
	Chosen  []string // chosen when the form opens
	Now     []string // cited by what is published, for the words beside the question
	Near    []string // offered first: those of the same measure or indicator
}

// offered bounds the documents that a search lists.
const offered = 10

// AskDocuments adds the question on which documents the change rests, with the search among
// those that are known and the questions about a new one.
func (s *Sheet) AskDocuments(d Documents) {
	drafted := s.drafted(d.Chosen)
	f := form.Field{Name: FieldSource, Kind: form.Radios}
	if d.Several {
		f.Kind = form.Checkboxes
	}
	for _, id := range d.Chosen {
		if id == drafted.ID {
			id = newSource
		}
		f.Values = append(f.Values, id)
	}
	var titles []string
	for _, id := range d.Now {
		titles = append(titles, s.sourceTitle(id))
	}
	if len(titles) > 0 {
		f.Now = s.Published(strings.Join(titles, "\n"))
	}
	s.docs = documents{asked: true, several: d.Several, near: append(slices.Clone(d.Chosen), d.Near...), found: -1}
	key := "source"
	if d.Several {
		key = "sources"
	}
	s.Ask(key, f)
	s.Ask("source_search", form.Field{Name: fieldLookFor, Width: 20})
	s.AskDocument(newPrefix, drafted)
	s.offer()
}

// drafted returns the document that the proposal being worked on adds and rests on, the zero
// Source when there is none.
func (s *Sheet) drafted(chosen []string) segur.Source {
	if s.Proposal == nil {
		return segur.Source{}
	}
	for _, source := range s.Proposal.Changes.Sources.Add {
		if slices.Contains(chosen, source.ID) && s.Catalog.Source(source.ID) == nil {
			return source
		}
	}
	return segur.Source{}
}

// AskDocument adds the questions about one document; prefix sets them apart from others.
func (s *Sheet) AskDocument(prefix string, d segur.Source) {
	lang := cmp.Or(d.Language, "fr")
	s.Ask("document_title", form.Field{Name: prefix + "titre", Values: One(d.Title)})
	s.Ask("document_publisher", form.Field{Name: prefix + "editeur", Values: One(d.Publisher)})
	s.Ask("document_url", form.Field{Name: prefix + "adresse", Values: One(d.URL), Mode: "url"})
	s.Ask("document_date", form.Field{Name: prefix + "date", Values: One(s.TypedDate(d.PublishedOn)), Width: 10})
	s.Ask("document_kind", form.Field{
		Name: prefix + "genre", Kind: form.Select, Values: One(d.Kind),
		Options: s.Choose(s.Options("entry.document_kind.", segur.Allowed(segur.TableSources, "kind"))),
	})
	s.Ask("document_lang", form.Field{
		Name: prefix + "langue", Kind: form.Radios, Values: One(lang),
		Options: s.Options("entry.lang.", segur.Allowed(segur.TableSources, "language")),
	})
	s.Bound(Columns{segur.TableSources: DocumentColumns(prefix)})
}

// DocumentColumns says which fields of AskDocument hold the columns of a document.
func DocumentColumns(prefix string) map[string]string {
	return map[string]string{
		"title": prefix + "titre", "publisher": prefix + "editeur", "url": prefix + "adresse", "published_on": prefix + "date",
		"kind": prefix + "genre", "language": prefix + "langue",
	}
}

// NewDocumentColumns is DocumentColumns for the new document of AskDocuments.
func NewDocumentColumns() map[string]string { return DocumentColumns(newPrefix) }

// DocumentFields names the questions of AskDocument.
func DocumentFields(prefix string) []string {
	return []string{prefix + "titre", prefix + "editeur", prefix + "adresse", prefix + "date", prefix + "genre", prefix + "langue"}
}

// offer lists the documents to choose from: those chosen, those near, those found.
func (s *Sheet) offer() {
	f := s.Asked.Field(FieldSource)
	ids := append(slices.Clone(f.Values), s.docs.near...)
	if text := s.Given(fieldLookFor); text != "" {
		found := FindSources(s.Catalog, text)
		s.docs.found = len(found)
		ids = append(ids, found[:min(len(found), offered)]...)
	}
	f.Options = nil
	for i, id := range ids {
		source := s.Catalog.Source(id)
		if source == nil || slices.Contains(ids[:i], id) {
			continue
		}
		f.Options = append(f.Options, form.Option{Value: id, Label: s.sourceTitle(id), Hint: s.sourceOrigin(source.Source)})
	}
	f.Options = append(f.Options, form.Option{Value: newSource, Label: s.T("entry.new_document")})
	if len(f.Options) == 1 && len(f.Values) == 0 && !s.docs.several {
		f.Values = []string{newSource}
	}
}

func (s *Sheet) sourceTitle(id string) string {
	if source := s.Catalog.Source(id); source != nil {
		return s.Words.Text(source.Title)
	}
	return id
}

func (s *Sheet) sourceOrigin(source segur.Source) string {
	if date := s.Date(source.PublishedOn); date != "" {
		return s.Words.Text(source.Publisher) + ", " + date
	}
	return s.Words.Text(source.Publisher)
}

// longestSearch bounds, in bytes, the text that documents are looked up by.
const longestSearch = 200

// FindSources returns the ids of the documents that hold every word of a text in their title,
// publisher, address or date.
func FindSources(c *catalog.Catalog, text string) []string {
	words := strings.Fields(catalog.Fold(text[:min(len(text), longestSearch)]))
	var ids []string
	for _, source := range c.Sources() {
		folded := " " + catalog.Fold(strings.Join([]string{
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

// ReadDocuments reads what the change rests on: ids, and the document to add when one is new.
// Nothing at all is refused on submission only.
func (s *Sheet) ReadDocuments() (ids []string, added *segur.Source) {
	f := s.Asked.Field(FieldSource)
	for _, value := range f.Values {
		if value != newSource && s.Catalog.Source(value) != nil && !slices.Contains(ids, value) {
			ids = append(ids, value)
		}
	}
	switch described := s.described(); {
	case !described && !f.Has(newSource):
	case described && !f.Has(newSource) && len(ids) > 0 && !s.docs.several:
		s.Refuse(FieldSource, "entry.two_documents")
	default:
		if d, ok := s.ReadDocument(newPrefix); ok && s.unknown(d) {
			d.ID = s.documentID(d)
			ids, added = append(ids, d.ID), &d
		}
	}
	if len(ids) == 0 && s.Submitting() && !s.documentFaults() {
		s.RefuseOnce(FieldSource, "entry.no_source")
	}
	return ids, added
}

// unknown reports whether a document that is said to be new is; the one that is known is
// offered instead.
func (s *Sheet) unknown(d segur.Source) bool {
	known := s.KnownAddress(d.URL, "")
	if known == nil {
		return true
	}
	s.docs.near = append(s.docs.near, known.ID)
	s.offer()
	s.Refuse(newPrefix+"adresse", "entry.known_address", "title", known.Title)
	return false
}

// described reports whether anything was typed about a new document.
func (s *Sheet) described() bool {
	return slices.ContainsFunc([]string{"titre", "editeur", "adresse", "date"}, func(end string) bool {
		return s.Given(newPrefix+end) != ""
	})
}

func (s *Sheet) documentFaults() bool {
	return slices.ContainsFunc(DocumentFields(newPrefix), func(name string) bool { return len(s.Asked.Field(name).Faults) > 0 })
}

// ReadDocument reads the questions about one document; ok is false when something is wrong or,
// on submission, missing.
func (s *Sheet) ReadDocument(prefix string) (d segur.Source, ok bool) {
	faults := len(s.Asked.Faults)
	d = segur.Source{
		Title: s.ReadOptional(prefix + "titre"), Publisher: s.ReadOptional(prefix + "editeur"),
		URL: s.Given(prefix + "adresse"), PublishedOn: s.ReadDate(prefix + "date"), Kind: s.Given(prefix + "genre"),
		Language: s.ReadWord(prefix+"langue", segur.Allowed(segur.TableSources, "language")),
	}
	for _, end := range []string{"titre", "editeur"} {
		if s.Given(prefix+end) == "" {
			s.RefuseOnce(prefix+end, "entry.document_needs."+end)
		}
	}
	if !slices.Contains(segur.Allowed(segur.TableSources, "kind"), d.Kind) {
		s.RefuseOnce(prefix+"genre", "entry.document_needs.genre")
	}
	if d.URL != "" && !segur.IsAddress(d.URL) {
		s.Refuse(prefix+"adresse", "entry.bad_address")
	}
	return d, len(s.Asked.Faults) == faults
}

// documentID returns the identifier of a new document: that of the draft for the same title,
// else one made from publisher and title.
func (s *Sheet) documentID(d segur.Source) string {
	if s.Proposal != nil {
		for _, kept := range s.Proposal.Changes.Sources.Add {
			if kept.Title == d.Title && s.Catalog.Source(kept.ID) == nil {
				return kept.ID
			}
		}
	}
	return s.FreeSourceID(d)
}

// FreeSourceID proposes an identifier that no document has.
func (s *Sheet) FreeSourceID(d segur.Source) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(s.Live.Sources, func(o segur.Source) bool { return o.ID == id })
	}
	return cmp.Or(typed.Slug(d.Publisher+" "+d.Title+" "+d.PublishedOn.String(), taken), typed.Slug("document "+d.PublishedOn.String(), taken))
}

// KnownAddress returns the published document with an address, other than the one with the
// given id; nil when there is none.
func (s *Sheet) KnownAddress(address, except string) *segur.Source {
	i := slices.IndexFunc(s.Live.Sources, func(o segur.Source) bool {
		return address != "" && o.ID != except && strings.TrimSuffix(o.URL, "/") == strings.TrimSuffix(address, "/")
	})
	if i < 0 {
		return nil
	}
	return &s.Live.Sources[i]
}

// WithDocument adds the new document, if any, to some changes.
func (s *Sheet) WithDocument(changes segur.ChangeSet, added *segur.Source) (segur.ChangeSet, error) {
	if added == nil {
		return changes, nil
	}
	first, err := edit.Source(s.Base, *added)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	return edit.Merge(first, changes)
}

package change

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Describer tells changes in one language. Names, units and titles are looked up in After, then
// in the changes themselves, then in Before.
type Describer struct {
	After  *catalog.Catalog // required
	Before *catalog.Catalog // may be nil
	Words  *locale.Localizer
	// Year is that of the publication: a state of an earlier year that changes is a correction,
	// not news. 0 stands for the year of After's publication.
	Year int
	// Moved leads from the numbers of measures that the changes speak of to those of After, where
	// they have got others since.
	Moved segur.Moves
}

// Kind is what happens to a row.
type Kind string

// The kinds of a change.
const (
	Added    Kind = "added"
	Replaced Kind = "replaced"
	Removed  Kind = "removed"
)

// Item is one changed row.
type Item struct {
	Ref        segur.RowRef // the row that the change brings, or takes away
	Kind       Kind
	Title      string // what happened: « Correction », « Nouvelle valeur »
	Correction bool   // what was published was wrong
	Subject    string // what it happened to: « Maisons de santé ouvertes, France, décembre 2022 »
	Series     string // Subject without its territory, for a figure; "" otherwise
	Lang       string // language of Subject when it is not the reader's, "" otherwise
	Measures   []int
	Indicator  string   // code, "" for none
	Territory  string   // code, "" for none
	Place      string   // name of Territory
	Fields     []Field  // in the order of forms, without those that are empty on both sides
	Sources    []string // documents that the new row cites; the old one when it is taken away
}

// Field is one column of a changed row, ready to be read.
type Field struct {
	Name   string // of the dataset: "number", "title_fr"
	Label  string
	Old    string // "" where there is nothing, likewise New
	New    string
	OldRaw string // as the dataset writes it
	NewRaw string
	Lang   string // language of Old and New when it is not the reader's, "" otherwise
	Told   bool   // the subject says it already
	Long   bool   // a text: the old one and the new one belong one under the other
	Detail bool   // for whoever reviews the change: the subject sums it up for readers
}

// Changed reports whether both sides differ.
func (f Field) Changed() bool { return f.OldRaw != f.NewRaw }

// News returns the fields that tell readers the change beyond its subject: what differs in a
// replaced row, what is new in an added one, what is lost with one taken away. A text that
// changed in both languages is told in the reader's own.
func (i Item) News() []Field {
	twins := map[string]bool{}
	for _, f := range i.Fields {
		if f.Lang == "" && f.Changed() {
			twins[f.Name[:max(len(f.Name)-len("_fr"), 0)]] = true
		}
	}
	var news []Field
	for _, f := range i.Fields {
		translated := f.Lang != "" && twins[f.Name[:max(len(f.Name)-len("_fr"), 0)]]
		if f.Changed() && !translated && !f.Detail && (i.Kind == Replaced || !f.Told) {
			news = append(news, f)
		}
	}
	return news
}

// Describe tells every changed row: states and figures first, then what they hang on. Measures
// that get other numbers are one item, which stands for every row that merely names them by
// number. It fails only when a word is missing.
func (d Describer) Describe(changes segur.ChangeSet) ([]Item, error) {
	t, all := d.teller(changes), changes
	changes = changes.BeyondMoves()
	changes.Measures = moves(t, all.Measures, changes.Measures)
	tell(t, states(), changes.Assessments)
	tell(t, values(), changes.Values)
	tell(t, indicators(), changes.Indicators)
	tell(t, measures(), changes.Measures)
	tell(t, events(), changes.Events)
	tell(t, priorities(), changes.Priorities)
	tell(t, searches(), changes.Searches)
	tell(t, texts(), changes.Texts)
	tell(t, sources(), changes.Sources)
	tell(t, consultations(), changes.Consultations)
	tell(t, pillars(), changes.Pillars)
	tell(t, territories(), changes.Territories)
	return t.items, t.err
}

// Row tells the fields of one row of the dataset, as New; none for anything else.
func (d Describer) Row(row any) ([]Field, error) {
	t := d.teller(segur.ChangeSet{})
	fields := t.row(row)
	return fields, t.err
}

func (t *teller) row(row any) []Field {
	switch row := row.(type) {
	case segur.Assessment:
		return t.fields(nil, states().cells(t, row))
	case segur.Value:
		return t.fields(nil, values().cells(t, row))
	case segur.Indicator:
		return t.fields(nil, indicators().cells(t, row))
	case segur.Measure:
		return t.fields(nil, measures().cells(t, row))
	case segur.Event:
		return t.fields(nil, events().cells(t, row))
	case segur.Priority:
		return t.fields(nil, priorities().cells(t, row))
	case segur.Search:
		return t.fields(nil, searches().cells(t, row))
	case segur.SiteText:
		return t.fields(nil, texts().cells(t, row))
	case segur.Source:
		return t.fields(nil, sources().cells(t, row))
	case segur.Consultation:
		return t.fields(nil, consultations().cells(t, row))
	case segur.Pillar:
		return t.fields(nil, pillars().cells(t, row))
	case segur.Territory:
		return t.fields(nil, territories().cells(t, row))
	}
	return nil
}

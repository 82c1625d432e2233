package changelog

import (
	"cmp"
	"slices"

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
// number.
func (d Describer) Describe(changes segur.ChangeSet) []Item {
	t, all := d.writer(changes), changes
	changes = changes.BeyondMoves()
	changes.Measures = moves(t, all.Measures, changes.Measures)
	for _, table := range inOrder() {
		for _, change := range told(segur.TableNamed(table.name).Changes(changes)) {
			t.items = append(t.items, table.item(t, change))
		}
	}
	return t.items
}

// told puts what is taken away last.
func told(changes []segur.Change) []segur.Change {
	slices.SortStableFunc(changes, func(a, b segur.Change) int { return cmp.Compare(gone(a), gone(b)) })
	return changes
}

func gone(c segur.Change) int {
	if c.New == nil {
		return 1
	}
	return 0
}

// inOrder returns how the rows of each table are told: states and figures first, then what they hang
// on, then what only its columns tell.
func inOrder() []spoken {
	all := []spoken{
		speak(states()), speak(values()), speak(indicators()), speak(measures()), speak(events()), speak(priorities()),
		speak(projects()), speak(strategies()), speak(strategyRules()), speak(sessions()),
		speak(searches()), speak(texts()), speak(sources()), speak(consultations()), speak(pillars()), speak(territories()),
	}
	for _, t := range segur.Tables() {
		if !slices.ContainsFunc(all, func(s spoken) bool { return s.name == t.About().Name }) {
			all = append(all, speak(plain(t)))
		}
	}
	return all
}

// spokenOf returns how the rows of a table are told.
func spokenOf(table string) (s spoken, ok bool) {
	all := inOrder()
	i := slices.IndexFunc(all, func(s spoken) bool { return s.name == table })
	if i < 0 {
		return spoken{}, false
	}
	return all[i], true
}

// Row tells the fields of one row of the dataset, as New; none for nil.
func (d Describer) Row(row segur.Row) []Field {
	table := segur.TableOf(row)
	if table == nil {
		return nil
	}
	t := d.writer(segur.ChangeSet{})
	told, _ := spokenOf(table.About().Name)
	return t.fields(nil, told.cells(t, row))
}

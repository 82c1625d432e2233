package regional

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

const listTemplate = "admin/entry-regional"

// List is what is published of one kind in one region, with what may be done about it.
type List struct {
	admin.Frame
	Lede   string
	Region string // name of the region whose rows are shown
	Search []form.Field
	New    []admin.Crumb // forms for a new row
	Groups []ListGroup
	Found  string // how many rows there are, in words
	Path   string
}

// ListGroup is a titled part of a list.
type ListGroup struct {
	Title string // "" for none
	Lines []ListLine
}

// ListLine is one row; it has no actions where the person may not change it.
type ListLine struct {
	Title, Meta string
	Actions     []driver.Action
}

// The fields by which a list is narrowed.
const (
	fieldText   = "q"
	longestText = 200 // bytes worth looking for
	mostListed  = 200
)

// Listed is a list in the making.
type Listed struct {
	Title, Lede string                          // keys
	Path        string                          // of the list
	Groups      func(region string) []ListGroup // what the region has
	New         func(region string) []admin.Crumb
}

// Answer answers with the rows of the region that the address names, or else of the first one that is
// open to the person; words narrow them.
func (l Listed) Answer(r *driver.Request) (admin.Answer, error) {
	frame, err := r.Call.Begin("entry", l.Title)
	if err != nil {
		return admin.Answer{}, err
	}
	region, words, text := Asked(r), r.Words, r.Call.Query.Get(fieldText)
	page := List{Frame: frame, Lede: words.T(l.Lede), Region: words.Territory(region), Path: l.Path}
	page.Crumbs = []admin.Crumb{{Label: words.T("desk.nav_entry"), Href: paths.Entry}, {Label: page.Title}}
	choice := form.Field{Name: FieldRegion, Kind: form.Select, Label: words.T("entry.ask.region"), Values: driver.One(region)}
	for _, t := range r.Call.Catalog.Territories() {
		if t.Code != segur.France {
			choice.Options = append(choice.Options, form.Option{Value: t.Code, Label: words.Territory(t.Code)})
		}
	}
	page.Search = []form.Field{choice, {Name: fieldText, Label: words.T("regional.look_for"), Values: driver.One(text), Width: 20}}
	found := 0
	for _, group := range l.Groups(region) {
		group.Lines = slices.DeleteFunc(group.Lines, func(line ListLine) bool { return !line.holds(text) })
		found += len(group.Lines)
		group.Lines = group.Lines[:min(len(group.Lines), mostListed)]
		if len(group.Lines) > 0 {
			page.Groups = append(page.Groups, group)
		}
	}
	page.Found = words.T("regional.found", "count", found, "region", page.Region)
	if slices.Contains(Open(r), region) {
		page.New = l.New(region)
	}
	return admin.Page(listTemplate, page), nil
}

// holds reports whether a row holds every word of a text.
func (l ListLine) holds(text string) bool {
	folded := " " + fold.Text(l.Title+" "+l.Meta)
	for _, word := range strings.Fields(fold.Text(text[:min(len(text), longestText)])) {
		if !strings.Contains(folded, " "+word) {
			return false
		}
	}
	return true
}

// Actions returns the ways to change one row and to withdraw it, none where its region is not open
// to the person.
func Actions(r *driver.Request, region, of, change, withdraw string) []driver.Action {
	if !slices.Contains(Open(r), region) {
		return nil
	}
	return []driver.Action{
		{Label: r.Words.T("entry.action.corriger"), Of: of, Href: change},
		{Label: r.Words.T("entry.action.retirer"), Of: of, Href: withdraw},
	}
}

package figure

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// fieldOn is the key of the published figure that an action is on.
const fieldOn = "sur"

// action is what a form does with one figure.
type action struct {
	ind      *catalog.Indicator // nil where it is no more
	what     edit.ValueAction
	old      *segur.Value // that the action is on, as the person saw it; nil for a new figure
	proposed segur.Value  // of the proposal being worked on, zero for none
}

// newForm returns the form of an action.
func newForm(a action) driver.Form {
	if a.what == edit.ValueReference || a.what == edit.ValueWithdraw {
		return &standingForm{a}
	}
	return &valueForm{a}
}

// find finds what the action is on, unless the proposal that it came from said so, and returns what
// it touches.
func (f *action) find(r *driver.Request) ([]desk.Target, error) {
	if f.ind == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	if f.what != edit.ValueAdd && f.old == nil {
		f.old = valueOf(r.Base, r.Param(fieldOn))
		if f.old == nil || f.old.Indicator != f.ind.Code {
			return nil, &segur.Error{Code: segur.CodeNotFound}
		}
	}
	if r.Proposal != nil {
		if in, ok := Intent(r.Proposal.Changes); ok {
			f.proposed = in.New
		}
	}
	if f.old == nil {
		return Targets(r, f.ind.Indicator), nil
	}
	return []desk.Target{Target(f.ind.Indicator, f.old.Territory)}, nil
}

func valueOf(d segur.Dataset, key string) *segur.Value {
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool { return v.RowKey() == key })
	if i < 0 {
		return nil
	}
	return &d.Values[i]
}

// begin says on the page which figure it is about, and what is published of it.
func (f *action) begin(r *driver.Request, q *driver.Questions) {
	page, words := q.Page, r.Words
	page.Title = words.T("entry.figure." + actionWord(f.what))
	page.Action, q.Start = ActionPath(f.ind.Code, f.what, ""), Path(f.ind.Code)
	page.Kicker = words.AboutIndicator(f.ind)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.Text(f.ind.Label), Href: Path(f.ind.Code)})
	if f.old == nil {
		return
	}
	q.Hide(fieldOn, f.old.RowKey())
	for _, v := range rivals(r.Live, *f.old) {
		label := "entry.standing_alternative"
		if v.Reference {
			label = "entry.standing_reference"
		}
		page.Facts = append(page.Facts, driver.Fact{Label: words.T(label), Text: f.sentence(r, v)})
	}
}

// rivals returns the published values of the figure of v, the reference first.
func rivals(d segur.Dataset, v segur.Value) []segur.Value {
	var all []segur.Value
	for _, o := range d.Values {
		if o.FigureID() != v.FigureID() {
			continue
		}
		if o.Reference {
			all = append([]segur.Value{o}, all...)
		} else {
			all = append(all, o)
		}
	}
	return all
}

// sentence tells a value in a line: number, place, period, flag and source.
func (f *action) sentence(r *driver.Request, v segur.Value) string {
	words := r.Words
	period, err := sentence.Period(words.Localizer, f.ind.Nature, v.Kind, v.Period)
	if err != nil {
		return words.Keep(err)
	}
	source := ""
	if d := r.Call.Catalog.Source(v.Source); d != nil {
		source = d.Publisher
	}
	return words.T("entry.value_line", "quantity", words.Quantity(f.ind.Indicator, v.Number), "territory", words.Territory(v.Territory),
		"period", period, "kind", words.T("entry.value_kind."+string(v.Kind)), "flag", words.T("entry.flag."+v.Flag), "source", source)
}

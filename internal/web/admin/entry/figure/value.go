package figure

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
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
	page.Title = words.T("entry.figure." + string(actionWord(f.what)))
	page.Action, q.Start = ActionPath(f.ind.Code, f.what, ""), paths.Figures.Of(f.ind.Code)
	page.Kicker = words.AboutIndicator(f.ind)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.Text(f.ind.Label), Href: paths.Figures.Of(f.ind.Code)})
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
	period := sentence.Period(words.Localizer, f.ind.Nature, v.Kind, v.Period)
	source := ""
	if d := r.Call.Catalog.Source(v.Source); d != nil {
		source = d.Publisher
	}
	return words.T("entry.value_line", "quantity", words.Quantity(f.ind.Indicator, v.Number), "territory", words.Territory(v.Territory),
		"period", period, "kind", words.T("entry.value_kind."+string(v.Kind)), "flag", words.T("entry.flag."+v.Flag), "source", source)
}

// valueForm asks for a figure: a new one, one in the place of another, or one beside it.
type valueForm struct {
	action
}

// Allow finds the figure. A territory that the form does not offer is no slip: it is refused before
// anything is read.
func (f *valueForm) Allow(r *driver.Request) ([]desk.Target, error) {
	targets, err := f.find(r)
	if code := r.Typed(fieldTerritory); err == nil && r.Answering {
		if _, known := r.Call.Catalog.Territory(code); known {
			targets = append(targets, Target(f.ind.Indicator, code))
		}
	}
	return targets, err
}

// Ask puts the questions about one figure.
func (f *valueForm) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q)
	shown := f.initial(r)
	q.Documents = &driver.Documents{Near: Near(f.ind)}
	switch {
	case f.proposed != (segur.Value{}):
		q.Documents.Chosen = driver.One(f.proposed.Source)
	case f.what == edit.ValueReplace: // a correction goes on resting on what is published
		q.Documents.Chosen = driver.One(f.old.Source)
	}
	if f.old != nil {
		q.Documents.Now = []string{f.old.Source}
	}
	q.Page.Sections = []driver.Section{
		{Questions: Questions()},
		{Title: r.Words.T("entry.section_source"), Documents: true},
	}
	q.Vague = fieldNumber
	AskValue(r, q, f.ind.Indicator, shown)
	if r.Answering && r.Call.Form.Has(fieldExists) {
		q.Ask("figure_exists", existing(r))
	}
	return nil
}

// initial is what stands in the boxes when the form opens.
func (f *valueForm) initial(r *driver.Request) segur.Value {
	switch {
	case f.proposed != (segur.Value{}):
		return f.proposed
	case f.old == nil:
		return fromQuery(r, f.ind.Code)
	case f.what == edit.ValueAlternative:
		return segur.Value{Indicator: f.old.Indicator, Kind: f.old.Kind, Period: f.old.Period, Territory: f.old.Territory}
	}
	return *f.old
}

// fromQuery takes over what the page before knows: the board leads here for a missing figure.
func fromQuery(r *driver.Request, code string) segur.Value {
	v := segur.Value{Indicator: code, Kind: segur.KindActual, Flag: "final", Confidence: "high"}
	if kind := r.Call.Query.Get(fieldKind); slices.Contains(segur.Allowed(segur.TableValues, "kind"), kind) {
		v.Kind = segur.Kind(kind)
	}
	if p, err := segur.ParsePeriod(r.Call.Query.Get(fieldPeriod)); err == nil {
		v.Period = p
	}
	v.Territory = r.Call.Query.Get(fieldTerritory)
	return v
}

// Read makes the change that the figure comes to.
func (f *valueForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	v := ReadValue(r, a, f.ind.Indicator)
	if ids := a.Documents(); len(ids) > 0 {
		v.Source = ids[0]
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	changes, err := edit.Value(r.Base, edit.ValueIntent{Action: f.what, Old: f.old, New: v})
	if f.what == edit.ValueAdd && refusal.Field(err) == refusal.Exists {
		return f.beside(r, a, v)
	}
	return changes, err
}

// beside asks what to do with the figure that is there already, or does what was chosen.
func (f *valueForm) beside(r *driver.Request, a *driver.Answers, v segur.Value) (segur.ChangeSet, error) {
	switch a.Given(fieldExists) {
	case "remplacer":
		return edit.Value(r.Base, edit.ValueIntent{Action: edit.ValueReplace, New: v})
	case "alternative":
		return edit.Value(r.Base, edit.ValueIntent{Action: edit.ValueAlternative, New: v})
	}
	if a.Field(fieldExists) == nil {
		a.Ask("figure_exists", existing(r))
	}
	a.Refuse(fieldExists, "entry.figure_exists", "value", f.sentence(r, rivals(r.Base, v)[0]))
	return segur.ChangeSet{}, nil
}

func existing(r *driver.Request) form.Field {
	return form.Field{
		Name: fieldExists, Kind: form.Radios,
		Options: r.Words.Options("entry.figure_exists_choice.", []string{"remplacer", "alternative"}),
	}
}

// Target is what a change of an indicator's figure in a territory touches.
func Target(ind segur.Indicator, territory string) desk.Target {
	return desk.Target{Measures: ind.Measures, Territories: []string{territory}}
}

// Open reports whether the person may propose figures of a territory.
func Open(actor desk.Actor, ind segur.Indicator, territory string) bool {
	return actor.MayOn(desk.ProposeValue, Target(ind, territory))
}

// OpenSomewhere reports whether the person may propose figures of any territory.
func OpenSomewhere(c *admin.Call, ind segur.Indicator) bool {
	return slices.ContainsFunc(c.Catalog.Territories(), func(t segur.Territory) bool { return Open(c.Actor, ind, t.Code) })
}

// Targets returns what a form about the figures of an indicator touches before anything is typed:
// nothing, unless the person may propose none of them.
func Targets(r *driver.Request, ind segur.Indicator) []desk.Target {
	if OpenSomewhere(r.Call, ind) {
		return nil
	}
	return []desk.Target{Target(ind, segur.France)}
}

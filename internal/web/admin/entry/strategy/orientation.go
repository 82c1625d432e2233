package strategy

import (
	"cmp"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of an orientation.
const (
	fieldOrientation = "orientation"
	fieldScope       = "connu"
	fieldPeriod      = "periode"
	fieldRank        = "rang"
)

// orientationForm writes an orientation: a new one, or one that is published.
type orientationForm struct {
	published bool
	key       string          // of the published one, "" where the address names it
	old       *segur.Strategy // as the person saw it, nil for a new one
	live      segur.Strategy  // as it is published now, or else as it was seen
}

// Allow finds the orientation. One that moves touches the region that it leaves and the one that it
// comes to.
func (f *orientationForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if !f.published {
		return regional.Concerned(regional.Asked(r)), nil
	}
	old, ok := regional.Row(r.Base.Strategies, cmp.Or(f.key, r.Param(regional.FieldOn)))
	if !ok {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	f.old, f.live = &old, old
	if now, ok := regional.Row(r.Live.Strategies, old.RowKey()); ok {
		f.live = now
	}
	return regional.Concerned(regional.Touched(r, old)...), nil
}

// Ask asks for the orientation.
func (f *orientationForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown := f.live
	if r.Proposal != nil {
		if row, _, ok := regional.Only(r.Proposal.Changes.Strategies); ok {
			shown = row
		}
	}
	if !f.published && shown.Territory == "" {
		shown.Territory = regional.Asked(r)
	}
	page, words := q.Page, r.Words
	page.Title, page.Action = words.T("regional.new_orientation_title"), paths.NewOrientation
	var live *segur.Text
	if f.published {
		page.Title, page.Action, live = words.T("regional.orientation_title"), paths.CorrectOrientation, &f.live.Orientation
		q.Hide(regional.FieldOn, f.old.RowKey())
	}
	q.Start = paths.Strategies
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("regional.strategies_title"), Href: paths.Strategies})
	regional.Ask(r, q, shown.Territory)
	q.AskBoth(fieldOrientation, 2, live, shown.Orientation)
	q.Ask("orientation_period", form.Field{
		Name: fieldPeriod, Width: 20, Values: driver.One(typedPeriod(r, shown.Period)), Now: now(r, f.published, words.Period(f.live.Period)),
	})
	q.Ask("orientation_scope", form.Field{
		Name: fieldScope, Kind: form.Radios, Values: driver.One(shown.Scope),
		Options: words.Options("change.strategy_scope.", segur.Allowed(segur.TableStrategies, "scope")),
	})
	askRank(q, shown.Order)
	q.Hold(driver.Columns{segur.TableStrategies: {
		"territory": regional.FieldRegion, "orientation_fr": fieldOrientation + "_fr", "orientation_en": fieldOrientation + "_en",
		"scope": fieldScope, "period": fieldPeriod, "order": fieldRank, "source_id": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Chosen: driver.One(shown.Source), Now: driver.One(f.live.Source)}
	page.Sections = []driver.Section{
		{Questions: []string{regional.FieldRegion, fieldOrientation + "_fr", fieldOrientation + "_en", fieldPeriod, fieldScope, fieldRank}},
		{Title: words.T("entry.section_sources"), Documents: true},
	}
	return nil
}

// Read makes the orientation of the answers.
func (f *orientationForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	s := segur.Strategy{
		Territory: regional.Read(r, a), Orientation: a.Both(fieldOrientation),
		Scope: a.Word(fieldScope, segur.Allowed(segur.TableStrategies, "scope")),
	}
	if s.Orientation.FR == "" {
		a.Require(fieldOrientation + "_fr") // it names the row, in a draft too
	}
	var err error
	if s.Period, err = input.Period(a.Given(fieldPeriod)); err != nil {
		a.Mistyped(fieldPeriod, err)
	}
	last := 0
	for _, other := range r.Live.Strategies {
		if other.Territory == s.Territory {
			last = max(last, other.Order)
		}
	}
	next := last + 1
	if f.old != nil && f.old.Territory == s.Territory {
		next = f.old.Order
	}
	s.Order = readRank(a, next)
	for _, id := range a.Documents() {
		s.Source = id
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return f.exchange(r, a, s)
}

func (f *orientationForm) exchange(r *driver.Request, a *driver.Answers, s segur.Strategy) (segur.ChangeSet, error) {
	if _, taken := regional.Row(r.Live.Strategies, s.RowKey()); taken && (f.old == nil || f.old.RowKey() != s.RowKey()) {
		a.Refuse(fieldRank, "regional.rank_taken", "rank", s.Order)
		return segur.ChangeSet{}, nil
	}
	if f.old == nil {
		return edit.Exchange(r.Base, segur.TableStrategies, nil, s)
	}
	return edit.Exchange(r.Base, segur.TableStrategies, *f.old, s)
}

func now(r *driver.Request, published bool, text string) string {
	if !published {
		return ""
	}
	return r.Words.Published(text)
}

func typedPeriod(r *driver.Request, p segur.Period) string {
	if p == (segur.Period{}) {
		return ""
	}
	return r.Words.TypedPeriod(p)
}

// askRank asks where a row stands among those of its region.
func askRank(q *driver.Questions, order int) {
	f := form.Field{Name: fieldRank, Width: 3, Mode: "numeric"}
	if order > 0 {
		f.Values = driver.One(strconv.Itoa(order))
	}
	q.Ask("rank", f)
}

// readRank reads the answer to askRank; a row that is given none comes after the others.
func readRank(a *driver.Answers, next int) int {
	if a.Given(fieldRank) == "" {
		return next
	}
	n, err := input.Number(a.Given(fieldRank), segur.Indicator{Unit: "count"})
	if err != nil {
		a.Mistyped(fieldRank, err)
		return next
	}
	return int(n.Float())
}

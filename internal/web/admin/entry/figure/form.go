package figure

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a figure.
const (
	fieldOn         = "sur" // key of the published figure that the action is on
	fieldKind       = "nature"
	fieldTerritory  = "territoire"
	fieldPeriod     = "periode"
	fieldNumber     = "valeur"
	fieldFlag       = "precision"
	fieldConfidence = "confiance"
	fieldNote       = "note"
	fieldExists     = "existant"
	fieldNext       = "suivante"
)

// asked is the form of one action on one figure.
type asked struct {
	*sheet.Sheet
	ind    *catalog.Indicator
	action edit.ValueAction
	old    *segur.Value // that the action is on, as the person saw it; nil for a new figure
}

func (p *Pages) form(c *admin.Call) (admin.Answer, error) {
	ind, err := indicator(c)
	if err != nil {
		return admin.Answer{}, err
	}
	action, known := parseAction(c.Params["action"])
	if !known {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	s, err := p.course.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	a := asked{Sheet: s, ind: ind, action: action}
	if action != edit.ValueAdd {
		if a.old = find(s.Base, s.Param(fieldOn)); a.old == nil || a.old.Indicator != ind.Code {
			return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
		}
	}
	var proposed segur.Value
	if s.Proposal != nil {
		if in, ok := Intent(s.Proposal.Changes); ok {
			proposed = in.New
		}
	}
	return a.answer(proposed)
}

// Reopen shows the form of a proposal about one figure; ok is false when it is about several.
func (p *Pages) Reopen(s *sheet.Sheet) (answer admin.Answer, ok bool, err error) {
	in, ok := Intent(s.Proposal.Changes)
	if !ok {
		return admin.Answer{}, false, nil
	}
	code := in.New.Indicator
	if in.Old != nil {
		code = in.Old.Indicator
	}
	ind := s.Catalog.Indicator(code)
	if ind == nil {
		return admin.Answer{}, true, &segur.Error{Code: segur.CodeNotFound}
	}
	answer, err = asked{Sheet: s, ind: ind, action: in.Action, old: in.Old}.answer(in.New)
	return answer, true, err
}

func find(d segur.Dataset, key string) *segur.Value {
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool { return v.RowKey() == key })
	if i < 0 {
		return nil
	}
	return &d.Values[i]
}

func (a asked) answer(proposed segur.Value) (admin.Answer, error) {
	if err := a.allow(); err != nil {
		return admin.Answer{}, err
	}
	page, err := a.Start("entry.figure." + actionWord(a.action))
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action = ActionPath(a.ind.Code, a.action, "")
	page.Kicker = a.AboutIndicator(a.ind)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: a.Text(a.ind.Label), Href: Path(a.ind.Code)})
	if a.old != nil {
		a.Carry(fieldOn, a.old.RowKey())
		page.Facts = a.facts(*a.old)
	}
	if a.action == edit.ValueReference || a.action == edit.ValueWithdraw {
		return a.standing(page, proposed)
	}
	AskValue(a.Sheet, a.ind.Indicator, a.initial(proposed))
	if a.Answering() && a.Call.Form.Has(fieldExists) {
		a.askExisting()
	}
	a.AskDocuments(sheet.Documents{Chosen: sheet.One(a.restsOn(proposed)), Now: a.sourceNow(), Near: a.near()})
	a.AskReason()
	page.Sections = []sheet.Section{
		{Questions: Questions()},
		{Title: a.T("entry.section_source"), Documents: true},
	}
	if !a.Answering() {
		return a.Show(page)
	}
	a.Type()
	// A territory that the form does not offer is no slip: it is refused before anything is read.
	if _, known := a.Catalog.Territory(a.Given(fieldTerritory)); known {
		if err := a.Allow(Target(a.ind.Indicator, a.Given(fieldTerritory))); err != nil {
			return admin.Answer{}, err
		}
	}
	if answer, ok, err := a.Conflicted(page, Path(a.ind.Code)); ok {
		return answer, err
	}
	return a.Settle(page, a.read)
}

// allow refuses a form about a figure, or an indicator, out of the person's scope.
func (a asked) allow() error {
	if a.old == nil {
		return Allow(a.Sheet, a.ind.Indicator)
	}
	return a.Allow(Target(a.ind.Indicator, a.old.Territory))
}

// initial is what stands in the boxes when the form opens.
func (a asked) initial(proposed segur.Value) segur.Value {
	if proposed != (segur.Value{}) {
		return proposed
	}
	if a.old == nil {
		return a.fromQuery()
	}
	v := *a.old
	if a.action == edit.ValueAlternative {
		v = segur.Value{Indicator: v.Indicator, Kind: v.Kind, Period: v.Period, Territory: v.Territory}
	}
	return v
}

// fromQuery takes over what the page before knows: the board leads here for a missing figure.
func (a asked) fromQuery() segur.Value {
	v := segur.Value{Indicator: a.ind.Code, Kind: segur.KindActual, Flag: "final", Confidence: "high"}
	if kind := a.Query.Get(fieldKind); slices.Contains(segur.Allowed(segur.TableValues, "kind"), kind) {
		v.Kind = segur.Kind(kind)
	}
	if p, err := segur.ParsePeriod(a.Query.Get(fieldPeriod)); err == nil {
		v.Period = p
	}
	v.Territory = a.Query.Get(fieldTerritory)
	return v
}

// AskValue adds the questions about one figure, filled with v.
func AskValue(s *sheet.Sheet, ind segur.Indicator, v segur.Value) {
	number := ""
	if v.Flag != "" && (v.Source != "" || v.Number != 0) {
		number = s.TypedNumber(v.Number)
	}
	s.Ask("value_kind", form.Field{
		Name: fieldKind, Kind: form.Radios, Values: sheet.One(string(v.Kind)),
		Options: s.Options("entry.value_kind.", []string{"actual", "baseline", "target"}),
	})
	s.Ask("territory", form.Field{Name: fieldTerritory, Kind: form.Select, Values: sheet.One(v.Territory), Options: territories(s, ind)})
	s.Ask("period", form.Field{Name: fieldPeriod, Values: sheet.One(s.TypedPeriod(v.Period)), Width: 20})
	s.Ask("value", form.Field{
		Name: fieldNumber, Values: sheet.One(number), Width: 10, Mode: "decimal",
		Hint: NumberHint(s, ind), Now: published(s, ind, v), Suffix: suffix(s, ind),
	})
	s.Ask("flag", form.Field{
		Name: fieldFlag, Kind: form.Select, Values: sheet.One(cmp.Or(v.Flag, "final")),
		Options: s.Options("entry.flag.", segur.Allowed(segur.TableValues, "flag")),
	})
	s.Ask("confidence", form.Field{
		Name: fieldConfidence, Kind: form.Radios, Values: sheet.One(cmp.Or(v.Confidence, "high")),
		Options: s.Options("entry.confidence.", segur.Allowed(segur.TableValues, "confidence")),
	})
	s.Ask("note", form.Field{Name: fieldNote, Kind: form.Area, Rows: 2, Values: sheet.One(v.Note), Lang: "fr"})
	s.Bound(Columns())
}

// Questions names the questions of AskValue, in order.
func Questions() []string {
	needed, more := QuestionsByNeed()
	return slices.Concat(needed, more)
}

// QuestionsByNeed splits Questions into those that are to be answered and those that have an answer
// already.
func QuestionsByNeed() (needed, more []string) {
	return []string{fieldKind, fieldTerritory, fieldPeriod, fieldExists, fieldNumber}, []string{fieldFlag, fieldConfidence, fieldNote}
}

// suffix is the unit after the box, "" where the unit is still to be chosen.
func suffix(s *sheet.Sheet, ind segur.Indicator) string {
	if ind.Unit == "" || ind.Unit == "count" {
		return ""
	}
	return s.T("entry.unit_suffix." + ind.Unit)
}

// NumberHint says how a figure of an indicator is typed.
func NumberHint(s *sheet.Sheet, ind segur.Indicator) string {
	switch {
	case ind.Unit == "":
		return s.T("entry.unit_name.unknown")
	case ind.Decimals == 0:
		return s.T("entry.unit_name."+ind.Unit) + " " + s.T("entry.no_decimals")
	}
	return s.T("entry.unit_name."+ind.Unit) + " " + s.T("entry.some_decimals", "count", ind.Decimals)
}

// published tells the latest figure of the territory, or of the indicator.
func published(s *sheet.Sheet, ind segur.Indicator, v segur.Value) string {
	known := s.Catalog.Indicator(ind.Code)
	if known == nil {
		return ""
	}
	if only := territories(s, ind); v.Territory == "" && len(only) == 1 {
		v.Territory = only[0].Value
	}
	series := known.Series(v.Territory)
	if series == nil {
		series = known.Main()
	}
	shown := series.Shown()
	period, err := sentence.Period(s.Words, ind.Nature, shown.Kind, shown.Period)
	if err != nil {
		return s.Keep(err)
	}
	return s.T("entry.latest", "quantity", s.Quantity(ind, shown.Number), "territory", s.Territory(shown.Territory), "period", period)
}

// territories lists those of which the person may propose figures.
func territories(s *sheet.Sheet, ind segur.Indicator) []form.Option {
	var options []form.Option
	for _, t := range s.Catalog.Territories() {
		if Open(s.Actor, ind, t.Code) {
			options = append(options, form.Option{Value: t.Code, Label: s.Text(t.Name)})
		}
	}
	if len(options) > 1 {
		options = s.Choose(options)
	}
	return options
}

// facts tells what is published of the figure that the action is on, alternatives included.
func (a asked) facts(old segur.Value) []sheet.Fact {
	var facts []sheet.Fact
	for _, v := range a.rivals(a.Live, old) {
		label := "entry.standing_alternative"
		if v.Reference {
			label = "entry.standing_reference"
		}
		facts = append(facts, sheet.Fact{Label: a.T(label), Text: a.sentence(v)})
	}
	return facts
}

// rivals returns the published values of the figure of v, the reference first.
func (a asked) rivals(d segur.Dataset, v segur.Value) []segur.Value {
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
func (a asked) sentence(v segur.Value) string {
	period, err := sentence.Period(a.Words, a.ind.Nature, v.Kind, v.Period)
	if err != nil {
		return a.Keep(err)
	}
	source := ""
	if d := a.Catalog.Source(v.Source); d != nil {
		source = d.Publisher
	}
	return a.T("entry.value_line", "quantity", a.Quantity(a.ind.Indicator, v.Number), "territory", a.Territory(v.Territory),
		"period", period, "kind", a.T("entry.value_kind."+string(v.Kind)), "flag", a.T("entry.flag."+v.Flag), "source", source)
}

// restsOn is the document that is chosen when the form opens: a correction goes on resting on what is
// published, unless its author says otherwise.
func (a asked) restsOn(proposed segur.Value) string {
	if proposed == (segur.Value{}) && a.action == edit.ValueReplace {
		return a.old.Source
	}
	return proposed.Source
}

func (a asked) sourceNow() []string {
	if a.old == nil {
		return nil
	}
	return []string{a.old.Source}
}

// near lists the documents that the indicator rests on, those of its latest figures first.
func (a asked) near() []string { return Near(a.ind) }

// mostNear bounds the documents offered without a search.
const mostNear = 6

// Near lists the documents that an indicator rests on, those of its latest figures first.
func Near(ind *catalog.Indicator) []string {
	var ids []string
	for _, series := range ind.AllSeries() {
		for _, v := range slices.Backward(series.Values) {
			if !slices.Contains(ids, v.Source) && len(ids) < mostNear {
				ids = append(ids, v.Source)
			}
		}
	}
	return ids
}

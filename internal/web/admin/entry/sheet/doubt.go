package sheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// ownToken begins the confirmations that only the screen asks for.
const ownToken = "vu:"

// Doubt is something that the person must confirm, and that no rule of the use cases asks for.
type Doubt struct {
	Token string // names it among the confirmations
	Text  string
}

// Doubts adds what only this form asks to confirm: it is asked with the rest, on submission.
func (s *Sheet) Doubts(doubts ...Doubt) {
	for _, d := range doubts {
		s.ownDoubts = append(s.ownDoubts, form.Option{Value: ownToken + d.Token, Label: d.Text})
	}
}

// doubt asks to confirm what looks like a slip, once a kind, and what others are proposing meanwhile.
// It returns the tokens of the warnings that were confirmed.
func (s *Sheet) doubt(p *Page, check editorial.Check) (confirmed []string) {
	options := slices.Clone(s.ownDoubts)
	given := s.Call.Form[fieldConfirmed]
	for _, kind := range edit.Kinds(check.Warnings) {
		o := s.kindOption(kind)
		options = append(options, o)
		if slices.Contains(given, o.Value) {
			confirmed = append(confirmed, kind.Tokens()...)
		}
	}
	options = append(options, s.rivals(p, check)...)
	if len(options) == 0 {
		return nil
	}
	s.Ask("confirm", form.Field{Name: fieldConfirmed, Kind: form.Checkboxes, Options: options, Values: given})
	boxes := s.Asked.Field(fieldConfirmed)
	for i, o := range options {
		if !slices.Contains(given, o.Value) {
			s.open = append(s.open, form.Fault{Field: strings.TrimPrefix(boxes.OptionID(i), "f-"), Message: o.Label})
		}
	}
	if len(s.open) > 0 {
		s.Refuse(fieldConfirmed, "entry.to_confirm", "count", len(s.open))
	}
	return confirmed
}

// kindOption is the one box of a kind of doubt: a sentence for a single row, else a sentence for all
// of them with the list of the rows.
func (s *Sheet) kindOption(kind edit.Kind) form.Option {
	if len(kind.Warnings) == 1 {
		return form.Option{Value: kind.Token(), Label: s.doubtful(kind.Warnings[0])}
	}
	o := form.Option{Value: kind.Token(), Label: s.T("asking."+kind.Code, "count", len(kind.Warnings))}
	for _, w := range kind.Warnings {
		o.Items = append(o.Items, s.item(w))
	}
	return o
}

// item names one row of a kind of doubt, with its number and the one that it is held against.
func (s *Sheet) item(w edit.Warning) string {
	v, isValue := s.valueOf(w.Ref)
	subject := s.subject(w.Ref, v, isValue)
	if !isValue {
		return subject
	}
	ind := s.indicator(v.Indicator)
	key, args := "asking.item", []any{"subject", subject, "new", s.Quantity(ind, v.Number)}
	if old, ok := w.Args["old"].(segur.Number); ok {
		key, args = "asking.item_old", append(args, "old", s.Quantity(ind, old))
	}
	return s.T(key, args...)
}

// tellDoubts puts what is still to be confirmed into the summary, apart from what is wrong.
func (s *Sheet) tellDoubts(p *Page) {
	p.Doubts = s.open
	p.Faults = slices.DeleteFunc(slices.Clone(s.Asked.Faults), func(f form.Fault) bool { return f.Field == fieldConfirmed })
}

func (s *Sheet) rivals(p *Page, check editorial.Check) []form.Option {
	var numbers, words []string
	for _, r := range check.Rivals {
		number := strconv.FormatInt(r.ID, 10)
		numbers = append(numbers, number)
		words = append(words, s.T("entry.rival", "number", number, "author", r.AuthorName))
		p.Rivals = append(p.Rivals, admin.Crumb{Label: s.T("entry.see_rival", "number", number), Href: ProposalPath(r.ID)})
	}
	if len(numbers) == 0 {
		return nil
	}
	return []form.Option{{
		Value: ownToken + "rivales " + strings.Join(numbers, " "),
		Label: s.T("entry.rivals", "count", len(numbers), "list", s.Words.List(words)),
	}}
}

// doubtful words one warning.
func (s *Sheet) doubtful(w edit.Warning) string {
	v, isValue := s.valueOf(w.Ref)
	ind := segur.Indicator{Decimals: segur.MaxDecimals}
	if isValue {
		ind = s.indicator(v.Indicator)
	}
	var args []any
	for _, name := range slices.Sorted(maps.Keys(w.Args)) {
		args = append(args, name, s.argument(ind, v, w.Args[name]))
	}
	args = append(args, "subject", s.subject(w.Ref, v, isValue))
	key := "entry.doubt." + w.Code
	if against, ok := w.Args["against"].(string); ok {
		args = append(args, "what", s.T("entry.against."+against, "period", s.argument(ind, v, w.Args["against_period"])))
	}
	if up, ok := w.Args["up"].(bool); ok && !up {
		key += "_down"
	}
	if _, dated := w.Args["date"]; dated {
		key += "_date"
	}
	if _, ok := w.Args["high"]; w.Code == edit.WarnBounds && !ok {
		key += "_low"
	}
	return s.T(key, args...)
}

// argument writes what a warning says of a row.
func (s *Sheet) argument(ind segur.Indicator, v segur.Value, a any) any {
	switch a := a.(type) {
	case segur.Number:
		return s.Quantity(ind, a)
	case segur.Period:
		return s.Period(a)
	case segur.Date:
		return s.Date(a)
	case float64:
		return s.Words.Number(a, 1)
	case int:
		return s.Words.Number(float64(a), 0)
	case string:
		if s.Catalog.Source(a) != nil {
			return s.sourceTitle(a)
		}
		return a
	case bool:
		return strconv.FormatBool(a)
	}
	return ""
}

// Period writes a period as people read it.
func (s *Sheet) Period(p segur.Period) string {
	if p.IsRange() {
		return s.Words.YearSpan(p.From.Year, p.To.Year)
	}
	return s.Date(p.From)
}

// subject names the row of a warning: a form of one row needs no name, a grid does.
func (s *Sheet) subject(ref segur.RowRef, v segur.Value, isValue bool) string {
	if isValue {
		return s.T("entry.value_subject", "territory", s.Territory(v.Territory), "period", s.Period(v.Period))
	}
	return s.T("entry.table_subject." + ref.Table)
}

// valueOf finds the value that a change brings, by its key.
func (s *Sheet) valueOf(ref segur.RowRef) (segur.Value, bool) {
	if ref.Table != segur.TableValues {
		return segur.Value{}, false
	}
	parts := strings.SplitN(ref.Key, " ", 6)
	if len(parts) < 5 {
		return segur.Value{}, false
	}
	period, err := segur.ParsePeriod(parts[2])
	number, _, errNumber := segur.ParseNumber(parts[4])
	if err != nil || errNumber != nil {
		return segur.Value{}, false
	}
	return segur.Value{Indicator: parts[0], Kind: segur.Kind(parts[1]), Period: period, Territory: parts[3], Number: number}, true
}

// indicator finds a definition, in what is published or in what is being proposed.
func (s *Sheet) indicator(code string) segur.Indicator {
	if ind := s.Catalog.Indicator(code); ind != nil {
		return ind.Indicator
	}
	return segur.Indicator{Code: code, Decimals: segur.MaxDecimals}
}

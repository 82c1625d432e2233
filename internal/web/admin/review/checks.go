package review

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
)

// Check is one thing that the program looked at by itself.
type Check struct {
	Kind  string // "ok", "warn" or "fault"
	Text  string
	Items []string     // the rows that it is about, where they are several
	Link  *admin.Crumb // nil for none
}

// The kinds of a check.
const (
	fine   = "ok"
	look   = "warn"
	broken = "fault"
)

// checker writes the list of checks of one proposal.
type checker struct {
	*preview.Words
	call   *admin.Call
	p      desk.Proposal
	check  editorial.Check
	checks []Check
}

func (k *checker) add(kind, text string) { k.checks = append(k.checks, Check{Kind: kind, Text: text}) }

// list looks at everything, in the order in which people ask.
func (k *checker) list() []Check {
	k.conflict()
	k.sources()
	k.faults()
	k.alternatives()
	k.steps()
	for _, kind := range edit.Kinds(k.check.Warnings) {
		k.warnings(kind)
	}
	for _, r := range k.check.Rivals {
		k.checks = append(k.checks, Check{
			Kind: look, Text: k.T("review.check_rival", "number", number(r.ID), "author", r.AuthorName),
			Link: &admin.Crumb{Label: k.T("review.see", "number", number(r.ID)), Href: paths.Proposal.Of(r.ID)},
		})
	}
	return k.checks
}

func (k *checker) conflict() {
	if k.check.Conflict == nil {
		return
	}
	k.checks = append(k.checks, Check{
		Kind: broken, Text: k.T("review.check_conflict", "count", len(k.check.Conflict.Rows)),
		Link: &admin.Crumb{Label: k.T("review.see_conflict"), Href: paths.Conflict.Of(k.p.ID)},
	})
}

// sources says whether what the change rests on can be found by a reader.
func (k *checker) sources() {
	sources := citedSources(k.call, k.p.Changes)
	uncited := 0
	for _, c := range edit.List(k.p.Changes.BeyondMoves()) {
		if c.New != nil && needsSource(c.New) {
			uncited++
		}
	}
	if uncited > 0 {
		k.add(broken, k.T("review.check_uncited", "count", uncited))
	}
	for _, s := range sources {
		name := k.T("review.document", "publisher", k.Text(s.Publisher), "title", k.Text(s.Title))
		switch {
		case s.URL == "":
			k.add(look, k.T("review.check_no_address", "document", name))
		case s.PublishedOn.IsZero():
			k.add(look, k.T("review.check_no_date", "document", name))
		case k.older(s.ID):
			k.add(look, k.T("asking.check_older", "document", name, "date", sentence.Date(k.Localizer, s.PublishedOn)))
		default:
			k.add(fine, k.T("review.check_source", "document", name, "date", sentence.Date(k.Localizer, s.PublishedOn)))
		}
	}
}

// older reports whether a fact of the change rests on a document, and on no other that is of its time.
func (k *checker) older(source string) bool {
	return slices.ContainsFunc(k.check.Warnings, func(w edit.Warning) bool {
		sources, _ := w.Args["sources"].([]string)
		return w.Code == edit.WarnEvidence && slices.Contains(sources, source)
	})
}

// needsSource reports whether a row that must cite a document cites none.
func needsSource(row edit.Row) bool {
	switch row := row.(type) {
	case segur.Assessment:
		return len(row.Sources) == 0
	case segur.Event:
		return len(row.Sources) == 0
	case segur.Value:
		return row.Source == ""
	case segur.Project:
		return row.Source == ""
	case segur.Strategy:
		return row.Source == ""
	case segur.StrategyRule:
		return row.Source == ""
	case segur.Session:
		return row.Source == "" && row.Document == (segur.Document{})
	}
	return false
}

// citedSources returns the documents that the new rows cite, or that the change brings or
// rewrites, in order of first use. Rows in which only the numbers of measures change rest on what
// they rested on.
func citedSources(c *admin.Call, changes segur.ChangeSet) []segur.Source {
	var ids []string
	own := map[string]segur.Source{}
	for _, change := range edit.List(changes.BeyondMoves()) {
		switch row := change.New.(type) {
		case segur.Source:
			own[row.ID] = row
			ids = append(ids, row.ID)
		case segur.Value, segur.Assessment, segur.Measure, segur.Event, segur.Project, segur.Strategy, segur.StrategyRule, segur.Session:
			ids = append(ids, segur.References(row, segur.TableSources)...)
		}
	}
	var sources []segur.Source
	met := map[string]bool{"": true}
	for _, id := range ids {
		if met[id] {
			continue
		}
		met[id] = true
		if s, ok := own[id]; ok {
			sources = append(sources, s)
		} else if s := c.Catalog.Source(id); s != nil {
			sources = append(sources, s.Source)
		}
	}
	return sources
}

// faults says which rules of the data hold.
func (k *checker) faults() {
	for _, f := range k.check.Faults {
		k.add(broken, k.T("finding."+string(f.Rule), "Column", f.Field, "Value", f.Value))
	}
	if k.check.Conflict != nil || len(k.check.Faults) > 0 {
		return
	}
	if len(edit.List(segur.ChangeSet{Values: k.p.Changes.Values})) > 0 {
		k.add(fine, k.T("review.check_number"))
	} else {
		k.add(fine, k.T("review.check_rules"))
	}
}

// alternatives names the figures that would stand beside the new ones.
func (k *checker) alternatives() {
	met := map[string]bool{}
	for _, c := range edit.List(segur.ChangeSet{Values: k.p.Changes.Values}) {
		now, ok := c.New.(segur.Value)
		if !ok || met[now.FigureID()] {
			continue
		}
		met[now.FigureID()] = true
		for _, v := range k.check.After.Values {
			if v.FigureID() == now.FigureID() && v.RowKey() != now.RowKey() {
				k.add(look, k.T("review.check_alternative", "period", k.period(v), "value", k.quantity(v), "source", k.publisher(v.Source)))
			}
		}
	}
}

func (k *checker) steps() {
	for _, b := range k.check.Backwards {
		text := k.T("review.check_backwards", "number", b.Measure, "from_year", b.FromYear, "to_year", b.ToYear,
			"from", k.T("state."+b.From.Slug()), "to", k.T("state."+b.To.Slug()))
		if k.p.Explanation == "" {
			k.add(broken, text+" "+k.T("review.check_unexplained"))
		} else {
			k.add(look, text+" "+k.T("review.check_explained"))
		}
	}
}

// warnings says once what looks like a slip in several rows, and which they are.
func (k *checker) warnings(kind edit.Kind) {
	open := slices.DeleteFunc(kind.Tokens(), func(token string) bool { return slices.Contains(k.p.Confirmed, token) })
	key := "review.confirmed"
	if len(open) > 0 {
		key = "review.unconfirmed"
	}
	text, items := doubts(k.call, k.Words, k.p.Changes, kind)
	k.checks = append(k.checks, Check{Kind: look, Text: text + " " + k.T(key), Items: items})
}

func (k *checker) period(v segur.Value) string {
	text := sentence.Period(k.Localizer, k.indicator(v.Indicator).Nature, v.Kind, v.Period)
	return text
}

func (k *checker) quantity(v segur.Value) string {
	return sentence.Of(k.Localizer, k.indicator(v.Indicator), v).Text
}

func (k *checker) indicator(code string) segur.Indicator {
	return indicatorOf(k.call, k.p.Changes, code)
}

func (k *checker) publisher(id string) string {
	for _, s := range k.p.Changes.Sources.Add {
		if s.ID == id {
			return k.Text(s.Publisher)
		}
	}
	if s := k.call.Catalog.Source(id); s != nil {
		return k.Text(s.Publisher)
	}
	return id
}

// indicatorOf finds a definition in what is proposed, then in what is published.
func indicatorOf(c *admin.Call, changes segur.ChangeSet, code string) segur.Indicator {
	for _, change := range edit.List(segur.ChangeSet{Indicators: changes.Indicators}) {
		if ind, ok := change.New.(segur.Indicator); ok && ind.Code == code {
			return ind
		}
	}
	if ind := c.Catalog.Indicator(code); ind != nil {
		return ind.Indicator
	}
	return segur.Indicator{Code: code, Decimals: segur.MaxDecimals}
}

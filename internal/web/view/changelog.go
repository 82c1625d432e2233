package view

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// ChangelogItem is one changed row told to readers, for the "change" component.
type ChangelogItem struct {
	*locale.Localizer
	changelog.Item
	Href      string // page that the subject leads to, "" for none
	Measure   int    // the only measure concerned, 0 for none, several or one that the subject names
	Pillar    int    // of Measure
	Told      []Field
	Count     int        // changed rows told here: more than one for a grid
	Citations []Citation // none where the whole group shares them
}

// Field is a column of a change, with the states that it names.
type Field struct {
	changelog.Field
	OldState, NewState *State // nil where the column is no state
}

// ChangeGroup is what one person proposed for one reason.
type ChangeGroup struct {
	*locale.Localizer
	Changes     []ChangelogItem
	Reason      string // French, "" where none was given
	Explanation string // French; why a state goes back, "" otherwise
	Citations   []Citation
}

// Describer tells what publications changed, as links and words of one language.
type Describer struct {
	Site    *Site
	Catalog *catalog.Catalog
	Words   *locale.Localizer
	To      Links
	Here    string // address of the page that is told about, so that it does not lead to itself

	moved segur.Moves // from the numbers of measures that are told to those of Catalog
}

// Groups tells some changes of an edition, grouped by the reason for them.
func (t Describer) Groups(e *catalog.Edition, part segur.ChangeSet) []ChangeGroup {
	t.moved = t.Catalog.MovedSince(e.Publication.Number)
	describer := changelog.Describer{
		After: t.Catalog, Words: t.Words, Year: e.Publication.PublishedAt.In(t.Site.Zone).Year(), Moved: t.moved,
	}
	items := describer.Describe(part)
	var groups []ChangeGroup
	for i, motive := range append(slices.Clone(e.Motives), segur.Motive{}) {
		var mine []changelog.Item
		for _, item := range items {
			if motiveOf(e, item) == i {
				mine = append(mine, item)
			}
		}
		if len(mine) == 0 {
			continue
		}
		groups = append(groups, t.group(motive, mine))
	}
	return groups
}

// motiveOf returns the place of the reason for a change, the one after the last for none.
func motiveOf(e *catalog.Edition, item changelog.Item) int {
	i := slices.IndexFunc(e.Motives, func(m segur.Motive) bool { return slices.Contains(m.Rows, item.Ref) })
	if i < 0 {
		return len(e.Motives)
	}
	return i
}

func (t Describer) group(m segur.Motive, items []changelog.Item) ChangeGroup {
	g := ChangeGroup{
		Localizer: t.Words, Reason: locale.Typography(locale.FR, m.Reason),
		Explanation: locale.Typography(locale.FR, m.Explanation),
	}
	shared := !slices.ContainsFunc(items, func(i changelog.Item) bool { return !slices.Equal(i.Sources, items[0].Sources) })
	for _, item := range items {
		told := t.change(item)
		if shared && len(told.Citations) > 0 {
			g.Citations, told.Citations = told.Citations, nil
		}
		g.Changes = append(g.Changes, told)
	}
	g.Changes = grids(g.Changes)
	return g
}

// grids joins figures that differ in nothing but their territory and their number into one
// change with a line each, which keeps the place of the first.
func grids(changes []ChangelogItem) []ChangelogItem {
	var joined []ChangelogItem
	for _, c := range changes {
		i := slices.IndexFunc(joined, func(first ChangelogItem) bool { return sameGrid(first, c) })
		if i < 0 {
			joined = append(joined, c)
			continue
		}
		first := &joined[i]
		if first.Count == 1 {
			first.Subject, first.Told = first.Series, []Field{placed(*first)}
		}
		first.Count++
		first.Told = append(first.Told, placed(c))
	}
	return joined
}

func sameGrid(a, b ChangelogItem) bool {
	alone := func(c ChangelogItem) bool { return len(c.Told) == 1 && c.Told[0].Name == "number" }
	return a.Series != "" && a.Series == b.Series && a.Title == b.Title && alone(b) && (a.Count > 1 || alone(a)) &&
		len(a.Citations) == 0 && len(b.Citations) == 0
}

// placed is the number of a change under the name of its territory.
func placed(c ChangelogItem) Field {
	f := c.Told[0]
	f.Label = c.Place
	return f
}

func (t Describer) change(item changelog.Item) ChangelogItem {
	c := ChangelogItem{Localizer: t.Words, Item: item, Href: t.href(item), Count: 1}
	named := item.Ref.Table == segur.TableAssessments || item.Ref.Table == segur.TableMeasures
	if len(item.Measures) == 1 && !named {
		if m := t.measure(item); m != nil {
			c.Measure, c.Pillar = item.Measures[0], m.In.Number
		}
	}
	if c.Href == t.Here {
		c.Href, c.Measure = "", 0
	}
	for _, f := range item.News() {
		told := t.field(f)
		c.Told = append(c.Told, told)
	}
	if item.Ref.Table == segur.TableSources {
		return c // the subject cites the document already
	}
	ids := slices.DeleteFunc(slices.Clone(item.Sources), func(id string) bool { return t.Catalog.Source(id) == nil })
	c.Citations = CiteAll(t.Catalog, t.Words, ids)
	return c
}

// measure returns the first measure of a change, whatever number it has by now; nil for none.
func (t Describer) measure(item changelog.Item) *catalog.Measure {
	return t.Catalog.Measure(t.moved.Of(item.Measures[0]))
}

// href returns the page where readers find the subject, "" when it is shown nowhere any more.
func (t Describer) href(item changelog.Item) string {
	switch item.Ref.Table {
	case segur.TableTexts:
		// A chart of an indicator that is no longer kept has no page.
		if name, ok := (segur.SiteText{ID: item.Ref.Key}).Chart(); ok && (item.Indicator == "" || t.Catalog.Indicator(item.Indicator) != nil) {
			return t.To.Chart(name, chart.View{}, Style{})
		}
	case segur.TableValues, segur.TableIndicators:
		if t.Catalog.Indicator(item.Indicator) != nil {
			return t.To.Indicator(item.Indicator)
		}
	case segur.TableAssessments, segur.TableMeasures:
		if m := t.measure(item); m != nil {
			return t.To.Measure(m)
		}
	case segur.TableSources:
		if t.Catalog.Source(item.Ref.Key) != nil {
			return t.To.Source(item.Ref.Key)
		}
	case segur.TableEvents:
		return t.To.Section("timeline")
	case segur.TablePriorities:
		return t.To.Home()
	case segur.TableConsultation:
		return t.strand(item.Ref.Key)
	case segur.TableGuideSteps, segur.TableGuideThemes, segur.TablePillarWordings, segur.TableReviewGroups, segur.TableSessions:
		return t.To.Section("concertation")
	case segur.TableProjects:
		return t.To.Project(item.Ref.Key)
	case segur.TableStrategies, segur.TableStrategyRules:
		if territory, ok := t.Catalog.Territory(item.Territory); ok {
			return t.To.Region(territory)
		}
	}
	return ""
}

// strand leads to a strand of the consultations, or to their page where it is no longer kept.
func (t Describer) strand(id string) string {
	for _, s := range t.Catalog.Consultations() {
		if s.ID == id {
			return t.To.Strand(id)
		}
	}
	return t.To.Section("concertation")
}

func (t Describer) field(f changelog.Field) Field {
	told := Field{Field: f}
	if f.Name != "state" {
		return told
	}
	for _, side := range []struct {
		raw  string
		into **State
	}{{f.OldRaw, &told.OldState}, {f.NewRaw, &told.NewState}} {
		if side.raw == "" {
			continue
		}
		state := NewState(t.Words, segur.State(side.raw))
		*side.into = &state
	}
	return told
}

// HistoryEntry is what one publication changed of the subject of a page.
type HistoryEntry struct {
	Publication Publication
	Href        string // the publication among the news
	Then        string // the page as it was then
	Reverts     int    // publication that this one undoes, 0 for none
	PartOnly    bool   // of that it undoes a part only
	Groups      []ChangeGroup
}

// longestHistory bounds the entries of a page; the rest is among the news.
const longestHistory = 20

// History is the history of the subject of a page, for the "history" component.
type History struct {
	*locale.Localizer
	Entries []HistoryEntry
	Older   int // entries left out
	News    string
	Since   string // date of the first publication
}

// History tells the entries of a page, newest first; then gives the page's address in a view of
// the figures.
func (t Describer) History(entries []catalog.Entry, then func(Links) string) History {
	first := t.Catalog.Publications()[0]
	t.Here = then(t.To)
	h := History{
		Localizer: t.Words, News: t.To.Section("news"), Since: t.Site.Publication(t.Words, first).Date,
		Older: max(len(entries)-longestHistory, 0),
	}
	for _, e := range entries[:len(entries)-h.Older] {
		number := e.Publication.Number
		h.Entries = append(h.Entries, HistoryEntry{
			Publication: t.Site.Publication(t.Words, e.Publication), Href: t.To.News(number), Then: then(t.To.At(number)),
			Reverts: e.Reverts, PartOnly: e.PartOnly, Groups: t.Groups(e.Edition, e.Part),
		})
	}
	return h
}

package view

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Value is one published figure as pages show it.
type Value struct {
	locale.Quantity
	Machine   string // plain decimal form
	Of        string // which figure of the catalog it is
	Period    string
	Nature    string // « relevé », « objectif, arrondi »…
	Kind      string // the same without the flag
	Flag      string // « arrondi »…, "" for a final figure
	Scope     string // what the figure includes, "" where that is plain
	Note      string // French
	Break     bool
	Reference bool
	Source    Citation
}

// NewValue words a value of an indicator.
func NewValue(c *catalog.Catalog, l *locale.Localizer, ind segur.Indicator, v segur.Value) Value {
	out := Value{
		Quantity: l.Quantity(v.Number.Float(), ind.Decimals, ind.Unit), Machine: v.Number.String(), Of: v.FigureID(),
		Note: locale.Typography(locale.FR, v.Note), Reference: v.Reference,
	}
	out.Period = sentence.Period(l, ind.Nature, v.Kind, v.Period)
	out.Flag = sentence.Flag(l, v)
	if v.Scope != "" {
		out.Scope = l.T("scope." + v.Scope)
	}
	out.Kind = kindOf(c, l, ind, v)
	out.Nature = sentence.Nature(l, out.Kind, v)
	out.Source = Cite(c, l, v.Source)
	return out
}

// kindOf says what a value is; one that is not published yet stands in no series.
func kindOf(c *catalog.Catalog, l *locale.Localizer, ind segur.Indicator, v segur.Value) string {
	if s := c.SeriesOf(v); s != nil {
		return sentence.KindIn(l, s, v)
	}
	return sentence.Kind(l, ind, v)
}

// Trajectory is a verdict with its sign, word and reason. Without a target all of it is empty, and
// nothing is shown; before there is a verdict only the note stands.
type Trajectory struct {
	Slug string // outcome, also the name of the sign, "" without a verdict
	Word string
	Note locale.Phrase
}

// Silent reports whether there is nothing to show.
func (t Trajectory) Silent() bool { return len(t.Note) == 0 }

// Next is when the next figure of an indicator is expected; without words none is.
type Next struct {
	Words string
	Late  bool
}

// NextOf words when the next figure of an indicator is expected, as it was on a day.
func NextOf(c *catalog.Catalog, l *locale.Localizer, ind *catalog.Indicator, day string) (n Next) {
	n.Words, n.Late = sentence.Next(c, ind, day, l)
	return n
}

// TrajectoryOf words the trajectory of an indicator; none stands for several regions.
func TrajectoryOf(l *locale.Localizer, ind *catalog.Indicator) Trajectory {
	if ind.Regional() {
		return Trajectory{}
	}
	return NewTrajectory(l, ind.Main())
}

// NewTrajectory words the trajectory of a series.
func NewTrajectory(l *locale.Localizer, s *catalog.Series) Trajectory {
	t := Trajectory{Note: sentence.Verdict(s, l)}
	if s.Trajectory.Outcome == segur.NotAssessable {
		return t
	}
	t.Slug = s.Trajectory.Outcome.Slug()
	t.Word = l.T("outcome." + t.Slug)
	return t
}

// Ends words the two figures between which the regions of an indicator lie, or all where no two of them
// compare: a value with the periods and natures of each, and the documents that give them.
func Ends(c *catalog.Catalog, l *locale.Localizer, ind *catalog.Indicator) (Value, []Citation) {
	var ends []segur.Value
	if all := ind.Compare(0, 0); all != nil {
		ends = []segur.Value{all.Figures[len(all.Figures)-1].Value, all.Figures[0].Value}
	} else {
		for _, s := range ind.AllSeries() {
			ends = append(ends, s.Shown())
		}
	}
	first := NewValue(c, l, ind.Indicator, ends[0])
	cites := []Citation{first.Source}
	periods, natures, kinds := []string{first.Period}, []string{first.Nature}, []string{first.Kind}
	add := func(words []string, word string) []string {
		if slices.Contains(words, word) {
			return words
		}
		return append(words, word)
	}
	for _, end := range ends[1:] {
		other := NewValue(c, l, ind.Indicator, end)
		periods, natures, kinds = add(periods, other.Period), add(natures, other.Nature), add(kinds, other.Kind)
		if !slices.Contains(cites, other.Source) {
			cites = append(cites, other.Source)
		}
	}
	first.Period, first.Nature, first.Kind = l.List(periods), l.List(natures), l.List(kinds)
	return first, cites
}

// Citation is a document as pages cite it.
type Citation struct {
	ID        string
	Publisher string
	Title     string // set as in the document's own language
	Quoted    string // the title between the quotation marks of the page's language
	URL       string // "" where no address is known
	Date      string // "" where the document shows none
	Lang      string // language of the document, "" when it is the page's
	NoAddress string // words shown instead of a link
	Full      bool   // print the title beside the publisher
}

// Foreign is the language of a text where a page has to name it, "" where it is the page's own.
func Foreign(l *locale.Localizer, language string) string {
	if language == string(l.Lang()) {
		return ""
	}
	return language
}

// Cite returns one citation; an unknown id, which a valid catalog cannot hold, gives an
// empty one.
func Cite(c *catalog.Catalog, l *locale.Localizer, id string) Citation {
	s := c.Source(id)
	if s == nil {
		return Citation{}
	}
	cite := Citation{
		ID: s.ID, URL: s.URL, Lang: Foreign(l, s.Language), Date: sentence.Date(l, s.PublishedOn),
		Publisher: l.Text(s.Publisher), Title: locale.Typography(locale.Lang(s.Language), s.Title),
	}
	cite.Quoted = locale.Quote(l.Lang(), cite.Title)
	if s.PublishedOn.IsZero() {
		cite.Date = ""
	}
	if s.URL != "" {
		return cite
	}
	cite.NoAddress = l.T("source.no_address")
	return cite
}

// CiteAll returns the citations of several documents, in order, with their titles.
func CiteAll(c *catalog.Catalog, l *locale.Localizer, ids []string) []Citation {
	cites := make([]Citation, 0, len(ids))
	for _, id := range ids {
		cite := Cite(c, l, id)
		cite.Full = true
		cites = append(cites, cite)
	}
	return cites
}

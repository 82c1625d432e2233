package concertation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Strand is one strand or session of the consultations.
type Strand struct {
	*locale.Localizer
	segur       segur.Consultation
	Anchor      string // its place on the page
	Card        string // the place of all that is known of it
	Title       string
	Name        string // the title without the territory that it names at its end
	Depth       int    // 0 for one that is a part of no other
	Territory   string
	Of          *Link // the strand that it is a part of
	When        Span
	Frequency   string
	Mode        string
	Deadline    Day // zero where none is known
	Pillars     []PillarLink
	Organiser   string
	Audience    string
	Deliverable string
	Summary     string
	Counts      []locale.Phrase
	Citations   []view.Citation
	Parts       []*Strand
}

// Link leads to a place.
type Link struct{ Text, Href string }

// PillarLink leads to the measures of a pillar.
type PillarLink struct {
	Number     int
	Name, Href string
}

// Span is from when to when something took place; To is zero for one date.
type Span struct{ From, To Day }

// Day is a date, as precise as it is known.
type Day struct {
	ISO  string
	Text string
}

// tree returns the strands that are a part of no other, oldest first, with their parts.
func (c *call) tree() []*Strand {
	made := map[string]*Strand{}
	var roots []*Strand
	for _, row := range c.Consultations() {
		made[row.ID] = c.strand(row)
	}
	for _, row := range c.Consultations() {
		s := made[row.ID]
		parent := made[row.Parent]
		if parent == nil {
			roots = append(roots, s)
			continue
		}
		s.Of = &Link{parent.Title, "#" + parent.Card}
		parent.Parts = append(parent.Parts, s)
	}
	settle(roots, 0)
	return roots
}

// settle puts strands in order and tells each how deep it is.
func settle(strands []*Strand, depth int) {
	slices.SortStableFunc(strands, func(a, b *Strand) int {
		return cmp.Or(a.segur.StartsOn.First().Compare(b.segur.StartsOn.First()), a.segur.EndsOn.Last().Compare(b.segur.EndsOn.Last()))
	})
	for _, s := range strands {
		s.Depth = depth
		settle(s.Parts, depth+1)
	}
}

// flat lists a tree, each strand before its parts.
func flat(tree []*Strand) []Strand {
	var all []Strand
	for _, s := range tree {
		all = append(append(all, *s), flat(s.Parts)...)
	}
	return all
}

func (c *call) strand(row segur.Consultation) *Strand {
	s := &Strand{
		Localizer: c.words, segur: row, Anchor: view.StrandAnchor(row.ID), Card: "fiche-" + row.ID, Title: c.text(row.Title),
		When: c.span(row.StartsOn, row.EndsOn), Deadline: c.day(row.Deadline), Organiser: c.text(row.Organiser),
		Audience: c.text(row.Audience), Deliverable: c.text(row.Deliverable), Summary: c.text(row.Summary),
		Counts: c.counts(row), Citations: c.cite(row.Sources...),
	}
	s.Name, s.Territory = s.Title, c.place(row.Territory)
	if row.Territory != segur.France {
		if name, _, found := strings.Cut(s.Title, " ("); found && name != "" && strings.HasSuffix(s.Title, ")") {
			s.Name = name
		}
	}
	s.Mode = c.words.T("change.mode." + row.Mode)
	if row.Frequency != "" {
		s.Frequency = c.words.T("change.frequency." + row.Frequency)
	}
	s.Pillars = c.pillarLinks(row.Pillars)
	return s
}

func (c *call) pillarLinks(numbers []int) []PillarLink {
	var links []PillarLink
	for _, n := range numbers {
		links = append(links, PillarLink{n, c.words.T("concertation.pillar", "number", n), c.page.To.Measures(view.Filter{Pillar: n})})
	}
	return links
}

// counts words what was counted of a strand.
func (c *call) counts(s segur.Consultation) []locale.Phrase {
	var said []locale.Phrase
	for _, count := range []struct {
		name string
		n    *int
	}{
		{"participants", s.Participants}, {"doctors_pct", s.DoctorsPct}, {"nurses_pct", s.NursesPct}, {"contributions", s.Contributions},
		{"meetings", s.Meetings}, {"rounds", s.Rounds}, {"groups", s.Groups}, {"surveys", s.Surveys}, {"councils", s.Councils},
		{"room_limit", s.RoomLimit},
	} {
		if count.n != nil {
			said = append(said, c.words.Phrase("concertation.count."+count.name, "count", *count.n, "n", c.page.Count(*count.n)))
		}
	}
	return said
}

func (c *call) day(d segur.Date) Day {
	if d.IsZero() {
		return Day{}
	}
	return Day{d.String(), sentence.Date(c.words, d)}
}

// span words two dates; the first leaves out the year that both have.
func (c *call) span(from, to segur.Date) Span {
	if from == to || to.IsZero() {
		return Span{From: c.day(from)}
	}
	s := Span{c.day(from), c.day(to)}
	switch {
	case from.Year != to.Year:
	case from.Day > 0:
		s.From.Text = c.words.DayMonth(from.First())
	case from.Month > 0:
		s.From.Text = c.words.Month(from.First().Month())
	}
	return s
}

// Region is a territory with the strands of its own consultation.
type Region struct {
	Anchor   string
	Name     string
	Heading  string // the title of the strand that all are a part of, else the name
	Summary  string
	Steps    []Strand
	Opening  Day      // when several strands opened at once
	Openings []string // their names
	Due      Day
	DueFor   string // what the country expected on that day
	Sources  []view.Citation
}

// regions returns the territories with several strands, in the order of their first.
func (c *call) regions(tree []*Strand) []Region {
	var regions []Region
	for _, t := range c.Territories() {
		if t.Code == segur.France {
			continue
		}
		roots := rootsOf(tree, t.Code)
		steps := flat(roots)
		if len(steps) < 2 {
			continue
		}
		r := Region{Anchor: "territoire-" + strings.ToLower(t.Code), Name: c.text(t.Name), Heading: c.text(t.Name), Steps: steps}
		if len(roots) == 1 {
			c.contribution(&r, roots[0], tree)
		} else {
			slices.SortStableFunc(roots, inTurn)
			r.Steps = flat(roots)
		}
		var ids []string
		for _, s := range steps {
			ids = append(ids, s.segur.Sources...)
		}
		r.Sources = c.cite(ids...)
		regions = append(regions, r)
	}
	slices.SortStableFunc(regions, func(a, b Region) int {
		return a.Steps[0].segur.StartsOn.First().Compare(b.Steps[0].segur.StartsOn.First())
	})
	return regions
}

// contribution tells a region whose strands are all parts of one: how it opened, its steps by the day on
// which each ended, and when it was due.
func (c *call) contribution(r *Region, root *Strand, tree []*Strand) {
	r.Heading, r.Summary, r.Due = root.Title, root.Summary, root.Deadline
	steps := slices.Clone(root.Parts)
	slices.SortStableFunc(steps, inTurn)
	for _, s := range steps {
		if s.segur.StartsOn == root.segur.StartsOn && s.segur.EndsOn != s.segur.StartsOn {
			r.Openings = append(r.Openings, s.Name)
		}
	}
	if len(r.Openings) > 1 {
		r.Opening = c.day(root.segur.StartsOn)
	}
	for _, s := range flat(tree) {
		if s.segur.ID == root.segur.Parent {
			r.DueFor = s.Deliverable
		}
	}
	r.Steps = flat(steps)
}

// inTurn puts strands in the order in which they ended.
func inTurn(a, b *Strand) int {
	return cmp.Or(a.segur.EndsOn.Last().Compare(b.segur.EndsOn.Last()), a.segur.StartsOn.First().Compare(b.segur.StartsOn.First()))
}

// rootsOf returns the strands of a territory that are a part of no other of its own.
func rootsOf(tree []*Strand, territory string) []*Strand {
	var roots []*Strand
	for _, s := range tree {
		if s.segur.Territory == territory {
			roots = append(roots, s)
		} else {
			roots = append(roots, rootsOf(s.Parts, territory)...)
		}
	}
	return roots
}

package rules

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/segur"
)

func (c *check) consultations() {
	strands := set(c.Consultations, func(s segur.Consultation) string { return s.ID })
	for i, s := range c.Consultations {
		r := c.row(segur.TableConsultation, i)
		r.slug("id", s.ID)
		r.unique("id", s.ID)
		r.text("title", s.Title)
		r.text("summary", s.Summary)
		if !c.places[s.Territory] {
			r.fault("territory", segur.RuleUnknownReference, s.Territory)
		}
		if s.Parent != "" && (!strands[s.Parent] || s.Parent == s.ID) {
			r.fault("parent", segur.RuleUnknownReference, s.Parent)
		}
		starts, ends := r.givenDate("starts_on", s.StartsOn), r.givenDate("ends_on", s.EndsOn)
		if starts && ends && s.EndsOn.String() < s.StartsOn.String() {
			r.fault("ends_on", segur.RuleWrongOrder, s.EndsOn.String())
		}
		r.date("deadline", s.Deadline)
		r.admittedIfAny("frequency", s.Frequency)
		r.admitted("mode", s.Mode)
		r.refersToSome("pillars", s.Pillars, c.parts)
		r.talks(s)
		r.cites("source_ids", s.Sources...)
	}
	c.nested()
}

// talks checks what the first datasets did not say of a strand.
func (r row) talks(s segur.Consultation) {
	for _, t := range []struct {
		field string
		text  segur.Text
	}{{"organiser", s.Organiser}, {"audience", s.Audience}, {"deliverable", s.Deliverable}} {
		if t.text != (segur.Text{}) {
			r.text(t.field, t.text)
		}
	}
	for _, n := range []struct {
		field string
		count *int
	}{
		{"participants", s.Participants}, {"contributions", s.Contributions}, {"meetings", s.Meetings}, {"rounds", s.Rounds},
		{"groups", s.Groups}, {"surveys", s.Surveys}, {"councils", s.Councils}, {"room_limit", s.RoomLimit},
	} {
		r.count(n.field, n.count)
	}
	r.percent("doctors_pct", s.DoctorsPct)
	r.percent("nurses_pct", s.NursesPct)
}

func (r row) count(field string, n *int) {
	if n != nil && *n < 0 {
		r.fault(field, segur.RuleOutOfRange, strconv.Itoa(*n))
	}
}

func (r row) percent(field string, n *int) {
	if n != nil {
		r.number(field, *n, 0, 100)
	}
}

// nested reports a strand that is a part of itself by way of others.
func (c *check) nested() {
	parent := map[string]string{}
	for _, s := range c.Consultations {
		parent[s.ID] = s.Parent
	}
	for i, s := range c.Consultations {
		met := map[string]bool{}
		for id := s.Parent; id != "" && id != parent[id] && !met[id]; id = parent[id] {
			met[id] = true
			if id == s.ID {
				c.row(segur.TableConsultation, i).fault("parent", segur.RuleWrongOrder, s.Parent)
			}
		}
	}
}

func (c *check) priorities() {
	for i, p := range c.Priorities {
		r := c.row(segur.TablePriorities, i)
		r.slug("id", p.ID)
		r.unique("id", p.ID)
		r.admittedIfAny("kind", p.Kind)
		r.text("title", p.Title)
		r.text("summary", p.Summary)
		r.refersToSome("measures", p.Measures, c.numbers)
		r.cites("source_ids", p.Sources...)
	}
}

func (c *check) searches() {
	for i, s := range c.Searches {
		r := c.row(segur.TableSearches, i)
		r.givenDate("date", s.Date)
		r.subject(s)
		r.admitted("corpus", s.Corpus)
		r.line("query", s.Query)
		r.admitted("wording", s.Wording)
		r.count("results", s.Results)
		r.line("outcome_fr", s.Outcome)
		r.unique("query", s.RowKey())
		if s.Source != "" {
			r.cites("source_id", s.Source)
		}
		r.outcome(s)
	}
}

// subject checks that a search is of one measure in one year, or of neither.
func (r row) subject(s segur.Search) {
	if s.Measure == 0 && s.Year == 0 {
		return
	}
	r.refers("measure", []int{s.Measure}, r.c.numbers)
	last := segur.LastPeriodYear
	if s.Date.Year > 0 {
		last = s.Date.Year
	}
	r.number("year", s.Year, segur.FirstYear, last)
}

// outcome checks that the document kept and the word on it agree: nothing found names none, and
// what was found on a measure is named.
func (r row) outcome(s segur.Search) {
	switch {
	case !s.Found && s.Source != "":
		r.fault("source_id", segur.RuleNotAllowed, s.Source)
	case s.Found && s.Source == "" && s.Measure != 0:
		r.fault("source_id", segur.RuleMissingSource, "")
	}
}

// complete reports columns of a seed that only rows of before may leave empty.
func (c *check) complete() {
	for i, p := range c.Priorities {
		c.row(segur.TablePriorities, i).required("kind", p.Kind)
	}
	for i, s := range c.Consultations {
		r := c.row(segur.TableConsultation, i)
		r.required("frequency", s.Frequency)
		r.text("organiser", s.Organiser)
		r.text("audience", s.Audience)
	}
}

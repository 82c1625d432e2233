package changelog

import (
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func consultations() table[segur.Consultation] {
	return table[segur.Consultation]{
		name: segur.TableConsultation, title: happened[segur.Consultation]("change.added_row", "change.replaced_row", "change.removed_row"),
		subject: func(t *writer, c segur.Consultation) subject { return subject{text: t.pick(c.Title)} },
		about: func(_ *writer, c segur.Consultation) about {
			return about{territory: c.Territory, sources: c.Sources}
		},
		cells: func(t *writer, c segur.Consultation) []cell {
			cells := append([]cell{bare("id", "column.identifier", c.ID)}, t.text("title", [2]string{"column.title_fr", "column.title_en"}, c.Title)...)
			cells = append(cells, t.text("summary", [2]string{"column.summary_fr", "column.summary_en"}, c.Summary)...)
			cells = append(cells, t.text("organiser", [2]string{"column.organiser_fr", "column.organiser_en"}, c.Organiser)...)
			cells = append(cells, t.text("audience", [2]string{"column.audience_fr", "column.audience_en"}, c.Audience)...)
			cells = append(cells, t.text("deliverable", [2]string{"column.deliverable_fr", "column.deliverable_en"}, c.Deliverable)...)
			cells = append(cells,
				cell{name: "territory", label: "column.territory", shown: t.territory(c.Territory), raw: c.Territory},
				cell{name: "parent", label: "column.strand", shown: c.Parent, raw: c.Parent},
				t.day("starts_on", "column.starts_on", c.StartsOn), t.day("ends_on", "column.ends_on", c.EndsOn), t.day("deadline", "column.deadline", c.Deadline),
				t.coded("frequency", "column.frequency", "change.frequency.", c.Frequency),
				t.coded("mode", "column.mode", "change.mode.", c.Mode),
				t.numbers("pillars", "column.pillars", c.Pillars))
			return append(append(cells, t.tallies(c)...), t.cites(c.Sources))
		},
	}
}

// tallies are the cells of what was counted of a strand.
func (t *writer) tallies(c segur.Consultation) []cell {
	return []cell{
		t.count("participants", "column.participants", c.Participants),
		t.count("doctors_pct", "column.doctors_pct", c.DoctorsPct),
		t.count("nurses_pct", "column.nurses_pct", c.NursesPct),
		t.count("contributions", "column.contributions", c.Contributions),
		t.count("meetings", "column.meetings", c.Meetings),
		t.count("rounds", "column.rounds", c.Rounds),
		t.count("groups", "column.groups", c.Groups),
		t.count("surveys", "column.surveys", c.Surveys),
		t.count("councils", "column.councils", c.Councils),
		t.count("room_limit", "column.room_limit", c.RoomLimit),
	}
}

// day returns the cell of a date that may not be given.
func (t *writer) day(name, label string, d segur.Date) cell {
	if d.IsZero() {
		return cell{name: name, label: label}
	}
	return cell{name: name, label: label, shown: t.date(d), raw: d.String()}
}

// kept returns the document that a search led to, none when it led to none.
func kept(s segur.Search) []string {
	if s.Source == "" {
		return nil
	}
	return []string{s.Source}
}

func searches() table[segur.Search] {
	return table[segur.Search]{
		name: segur.TableSearches, title: happened[segur.Search]("change.search_added", "change.correction", "change.search_removed"),
		subject: func(t *writer, s segur.Search) subject {
			if s.Measure == 0 {
				return subject{text: t.word("change.search_wide", "words", s.Query, "date", t.date(s.Date))}
			}
			return subject{text: t.word("change.search_of", "measure", t.measure(s.Measure), "year", s.Year, "words", s.Query)}
		},
		about: func(_ *writer, s segur.Search) about {
			a := about{}
			if s.Measure != 0 {
				a.measures = []int{s.Measure}
			}
			if s.Source != "" {
				a.sources = []string{s.Source}
			}
			return a
		},
		cells: func(t *writer, s segur.Search) []cell {
			found := "no"
			if s.Found {
				found = "yes"
			}
			return []cell{
				t.day("date", "column.searched_on", s.Date),
				t.worded("query", "column.query", s.Query, locale.FR),
				t.coded("corpus", "column.corpus", "change.corpus.", s.Corpus),
				t.coded("wording", "column.query_wording", "change.query_wording.", s.Wording),
				t.count("results", "column.results", s.Results),
				t.coded("found", "column.found", "change.found.", found),
				t.worded("outcome", "column.outcome", s.Outcome, locale.FR),
				t.cites(kept(s)),
			}
		},
	}
}

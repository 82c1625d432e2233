package ingest

import "github.com/segur-tracker/segur/internal/segur"

// dataset reads the rows of all sheets into types of the domain.
func (s *seed) dataset() segur.Dataset {
	return segur.Dataset{
		Sources:       readRows(s, segur.TableSources, readSource),
		Territories:   readRows(s, segur.TableTerritories, readTerritory),
		Pillars:       readRows(s, segur.TablePillars, readPillar),
		Measures:      readRows(s, segur.TableMeasures, readMeasure),
		Assessments:   readRows(s, segur.TableAssessments, readAssessment),
		Indicators:    readRows(s, segur.TableIndicators, readIndicator),
		Values:        readRows(s, segur.TableValues, readValue),
		Events:        readRows(s, segur.TableEvents, readEvent),
		Consultations: readRows(s, segur.TableConsultation, readConsultation),
		Priorities:    readRows(s, segur.TablePriorities, readPriority),
		Searches:      readRows(s, segur.TableSearches, readSearch),
	}
}

func readRows[T any](s *seed, table string, read func(record) T) []T {
	sheet := s.sheets[table]
	var rows []T // nil when empty, as storage gives it back
	for _, row := range sheet.rows {
		rows = append(rows, read(record{sheet: sheet, row: row, report: &s.report}))
	}
	return rows
}

func readSource(r record) segur.Source {
	return segur.Source{
		ID: r.text("id"), Title: r.text("title"), Publisher: r.text("publisher"), URL: r.text("url"),
		PublishedOn: r.date("published_on"), Kind: r.text("kind"), Language: r.text("language"),
	}
}

func readTerritory(r record) segur.Territory {
	return segur.Territory{
		Code: r.text("code"), Level: r.text("level"), Name: r.both("name"),
		Parent: r.text("parent"), ISO: r.text("iso_3166_2"),
	}
}

func readPillar(r record) segur.Pillar {
	return segur.Pillar{
		Number: r.integer("number"), Slug: r.text("slug"), Title: r.both("title"), Summary: r.both("summary"),
	}
}

func readMeasure(r record) segur.Measure {
	return segur.Measure{
		Number: r.integer("number"), Pillar: r.integer("pillar"), Slug: r.text("slug"),
		Title: r.both("title"), ShortTitle: r.both("short_title"),
		TitleBasis: r.text("title_basis"), NumberBasis: r.text("number_basis"),
		Summary: r.both("summary"), Sources: r.list("source_ids"),
	}
}

func readAssessment(r record) segur.Assessment {
	return segur.Assessment{
		Measure: r.integer("measure"), Year: r.integer("year"), State: segur.State(r.text("state")),
		EffectiveOn: r.date("effective_on"), Basis: segur.Basis(r.text("basis")),
		Justification: r.both("justification"), Sources: r.list("source_ids"),
	}
}

func readIndicator(r record) segur.Indicator {
	return segur.Indicator{
		Code: r.text("code"), Label: r.both("label"), Unit: r.text("unit"), Decimals: r.integer("decimals"),
		Direction: segur.Direction(r.text("direction")), Nature: segur.Nature(r.text("nature")),
		Role: r.text("role"), Measures: r.integers("measures"), Description: r.both("description"),
		HeadlineRank: r.rank("headline_rank"), BreakNote: r.text("break_note"),
	}
}

func readValue(r record) segur.Value {
	return segur.Value{
		Indicator: r.text("indicator"), Kind: segur.Kind(r.text("kind")), Period: r.period("period"),
		Territory: r.text("territory"), Number: r.figure("value"), Scope: r.text("scope"), Flag: r.text("flag"),
		Reference: r.boolean("reference"), Source: r.text("source_id"),
		Confidence: r.text("confidence"), Note: r.text("note_fr"),
	}
}

func readEvent(r record) segur.Event {
	return segur.Event{
		Date: r.date("date"), Title: r.both("title"), Kind: r.text("kind"),
		Measures: r.integers("measures"), Sources: r.list("source_ids"),
	}
}

func readConsultation(r record) segur.Consultation {
	return segur.Consultation{
		ID: r.text("id"), Title: r.both("title"), Territory: r.text("territory"), Parent: r.text("parent"),
		StartsOn: r.date("starts_on"), EndsOn: r.date("ends_on"), Frequency: r.text("frequency"), Mode: r.text("mode"),
		Pillars: r.integers("pillars"), Organiser: r.both("organiser"), Audience: r.both("audience"),
		Participants: r.optional("participants"), DoctorsPct: r.optional("doctors_pct"), NursesPct: r.optional("nurses_pct"),
		Contributions: r.optional("contributions"), Meetings: r.optional("meetings"), Rounds: r.optional("rounds"),
		Groups: r.optional("groups"), Surveys: r.optional("surveys"), Councils: r.optional("councils"),
		RoomLimit: r.optional("room_limit"), Deadline: r.date("deadline"), Deliverable: r.both("deliverable"),
		Summary: r.both("summary"), Sources: r.list("source_ids"),
	}
}

func readPriority(r record) segur.Priority {
	return segur.Priority{
		ID: r.text("id"), Kind: r.text("kind"), Title: r.both("title"), Measures: r.integers("measures"),
		Summary: r.both("summary"), Sources: r.list("source_ids"),
	}
}

func readSearch(r record) segur.Search {
	return segur.Search{
		Date: r.date("date"), Measure: r.rank("measure"), Year: r.rank("year"), Corpus: r.text("corpus"),
		Query: r.text("query"), Wording: r.text("wording"), Results: r.optional("results"), Found: r.affirmed("found"),
		Outcome: r.text("outcome_fr"), Source: r.text("source_id"),
	}
}

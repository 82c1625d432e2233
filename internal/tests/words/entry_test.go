package words

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// entryEndings are those of the forms in which changes are written.
func entryEndings() map[string][]string {
	kinds := segur.Allowed(segur.TableValues, "kind")
	return map[string][]string{
		"entry.ask.":         asked(),
		"entry.rule.":        texts(segur.Rules(), func(r segur.Rule) string { return string(r) }),
		"entry.typed.":       unread(),
		"entry.doubt.":       append(edit.WarningCodes(), "times_ten_down", "bounds_low", "future_date"),
		"entry.against.":     {edit.AgainstPrevious, edit.AgainstNext, edit.AgainstPublished, edit.AgainstBaseline, edit.AgainstReference},
		"entry.intent.":      {refusal.Same, refusal.Exists, refusal.Gone, refusal.Conflict},
		"entry.figure.":      {"ajouter", "remplacer", "alternative", "reference", "reference_lede", "retirer", "retirer_lede"},
		"entry.action.":      {"ajouter", "remplacer", "alternative", "reference", "retirer", "corriger"},
		"entry.also.":        hinted([]string{"source", "projects", "strategies", "sessions", "event", "indicator", "banner", "charts"}, "_note"),
		"entry.alt_lang.":    segur.Allowed(segur.TableSources, "language"),
		"entry.alt_numbers_": segur.Allowed(segur.TableSources, "language"),
		"entry.lang.":        segur.Allowed(segur.TableSources, "language"),
		"entry.value_kind.":  hinted(kinds, "_hint"),
		"entry.flag.":        segur.Allowed(segur.TableValues, "flag"),
		"entry.confidence.":  hinted(segur.Allowed(segur.TableValues, "confidence"), "_hint"),
		"entry.corpus.":      hinted(segur.Allowed(segur.TableSearches, "corpus"), "_hint"),
		"entry.basis.":       hinted(segur.Allowed(segur.TableAssessments, "basis"), "_hint"),
		"entry.title_basis.": append(segur.Allowed(segur.TableMeasures, "title_basis"), "official_hint", "attested_hint", "provisional_hint"),

		"chart_name.":                 chart.Plan(),
		"entry.document_kind.":        texts(segur.Allowed(segur.TableSources, "kind"), notPlural),
		"entry.event_kind.":           texts(segur.Allowed(segur.TableEvents, "kind"), notPlural),
		"entry.document_needs.":       {"titre", "editeur", "genre"},
		"entry.figure_exists_choice.": hinted([]string{"remplacer", "alternative"}, "_hint"),
		"entry.conflict_choice.":      hinted([]string{"garder", "modifier", "reprendre"}, "_hint"),
		"entry.side.":                 {"both", "equal", "mine", "theirs"},
		"entry.unit_name.":            append(segur.Allowed(segur.TableIndicators, "unit"), "unknown"),
		"entry.unit_suffix.":          without(segur.Allowed(segur.TableIndicators, "unit"), "count"),
		"entry.table_subject.":        {"assessments", "measures", "indicators", "events", "sources", "texts", "projects", "strategies", "strategy_rules", "sessions"},
	}
}

// asked are the questions of the entry forms, with those that have a hint.
func asked() []string {
	bare := strings.Fields("basis break_note chart_search code confidence confirm conflict decimals direction document_kind document_lang effective_on event_date " +
		"event_kind explanation figure_exists flag measures nature next_expected next_reference note period reason role search source source_search sources " +
		"search_corpus search_query searched_on state table territory title_basis unit value value_kind year_a year_de document_title document_publisher document_url document_date")
	for _, both := range strings.Fields("justification titre titre_court resume libelle definition message texte raison") {
		bare = append(bare, both+"_fr", both+"_en")
	}
	hints := strings.Fields("next_expected break_note code decimals document_title document_publisher document_url document_date effective_on event_date explanation " +
		"justification_fr libelle_fr definition_fr measures message_fr note period reason resume_fr search search_query source source_search sources state " +
		"table titre_court_fr texte_fr raison_fr")
	for _, hint := range hints {
		bare = append(bare, hint+"_hint")
	}
	return append(bare, askedOfRegions()...)
}

// unread are what cannot be read of dates, periods, numbers and tables.
func unread() []string {
	return strings.Fields("date_empty date_format date_short_year date_absent period_empty period_format period_short_year period_absent " +
		"period_day period_order period_bounds number_empty number_format number_grouping number_ambiguous number_unit number_long " +
		"number_whole number_precise number_scaled number_percent number_below_zero table_header table_long table_year table_year_twice table_territory " +
		"table_territory_twice table_wide")
}

// hinted adds to each word the same with an ending.
func hinted(words []string, ending string) []string {
	return append(slices.Clone(words), texts(words, func(w string) string { return w + ending })...)
}

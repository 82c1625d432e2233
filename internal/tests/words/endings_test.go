package words

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
)

// endings lists, for each beginning of computed keys, every end that may follow. A beginning
// that is not here is a fault: add it with its ends.
func endings() map[string][]string {
	slugs := texts(segur.Standings(), segur.State.Slug)
	standings := append(texts(segur.States(), func(s segur.State) string { return string(s) }), "unknown")
	outcomes := texts(segur.Outcomes(), segur.Outcome.Slug)
	reasons := texts(segur.Reasons(), func(r segur.Reason) string { return string(r) })
	kinds := segur.Allowed(segur.TableValues, "kind")
	return map[string][]string{
		"state.": slugs, "state_medium.": slugs, "state_short.": slugs, "state_rule.": slugs,
		"outcome.": outcomes, "outcome_rule.": outcomes,
		"reason.": reasons, "reason_word.": reasons, "reason_rule.": reasons,

		"unit.":         segur.Allowed(segur.TableIndicators, "unit"),
		"direction.":    segur.Allowed(segur.TableIndicators, "direction"),
		"nature.":       segur.Allowed(segur.TableIndicators, "nature"),
		"role.":         segur.Allowed(segur.TableIndicators, "role"),
		"flag.":         without(segur.Allowed(segur.TableValues, "flag"), "final"), // needs no word
		"kind.":         append(kinds, texts(kinds, func(k string) string { return k + "_alternative" })...),
		"basis.":        segur.Allowed(segur.TableAssessments, "basis"),
		"title_basis.":  without(segur.Allowed(segur.TableMeasures, "title_basis"), "official"), // no badge
		"number_basis.": without(segur.Allowed(segur.TableMeasures, "number_basis"), "official"),
		"event_kind.":   texts(segur.Allowed(segur.TableEvents, "kind"), notPlural),
		"source_kind.":  texts(segur.Allowed(segur.TableSources, "kind"), notPlural),

		"finding.":  ingest.Rules(),
		"headline.": headlines(),
		"error.":    product([]string{"400", "404", "405", "500", "503"}, []string{"title", "message"}),

		"chart.":              nil, // said by the charts' own functions, which are read
		"chart.part.":         standings,
		"chart.unit.":         segur.Allowed(segur.TableIndicators, "unit"),
		"chart.legend.":       {"line", "gap", "baseline", "alternative", "target", "pace"},
		"chart.reason_count.": reasons,
		"chart.outcome_tail.": without(texts(segur.Outcomes(), func(o segur.Outcome) string { return string(o) }), string(segur.NotAssessable)),
	}
}

func texts[T any](items []T, write func(T) string) []string {
	var out []string
	for _, item := range items {
		out = append(out, write(item))
	}
	return out
}

func without(list []string, word string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == word })
}

// notPlural avoids a word that the files of words keep for plurals, as the pages do.
func notPlural(kind string) string {
	if kind == "other" {
		return "other_kind"
	}
	return kind
}

func headlines() []string {
	states := without(texts(segur.States(), func(s segur.State) string { return string(s) }), string(segur.Unknown))
	return product([]string{"first", "next"}, append(states, "done_partly_modified"))
}

func product(first, second []string) []string {
	var out []string
	for _, a := range first {
		for _, b := range second {
			out = append(out, a+"."+b)
		}
	}
	return out
}

// pageParts are what a page's own name is completed with.
func pageParts() []string { return []string{".title", ".summary"} }

// fileName tells names of files from keys: "site.css".
func fileName(s string) bool {
	for _, ext := range strings.Fields(".css .js .mjs .json .html .csv .db .svg .toml .xml .txt .woff2") {
		if strings.HasSuffix(s, ext) {
			return true
		}
	}
	return false
}

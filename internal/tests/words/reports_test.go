package words

import "github.com/segur-tracker/segur/internal/doubt"

// reportEndings are those of what readers report.
func reportEndings() map[string][]string {
	kinds := texts(doubt.Kinds(), func(k doubt.Kind) string { return string(k) })
	statuses := texts(doubt.Statuses(), func(s doubt.Status) string { return string(s) })
	return map[string][]string{
		"report.kind_": kinds, "report.sent_": kinds, "doubts.lang_": {"fr", "en"},
		"report_outcome.": statuses, "report_outcome_note.": statuses[1:],
		"report_reason.": texts(doubt.Reasons(), func(r doubt.Reason) string { return string(r) }),
		"report_fault.": {
			"nature_missing", "texte_missing", "texte_short", "texte_long", "document_missing", "document_long", "document_invalid",
			"courriel_long", "courriel_invalid",
		},
	}
}

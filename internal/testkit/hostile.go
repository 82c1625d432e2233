package testkit

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

// Hostile is what somebody who wants to break pages would get into a text of the dataset:
// ends of script and attribute, markup, template and format verbs, an HTML entity, marks
// that turn the reading direction, a word that no line can hold. The part after the number
// tells the fields apart.
func Hostile(field string) string {
	return `</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'"` + "`" + `--><!--]]> {{.}} {{template "page" .}} %s %d ${1} &copy; ` +
		"\u0627\u0644\u00ad\u200d " + strings.Repeat("mot", 100) + " " + field
}

// HostileWithin is Hostile cut to a bound, 0 for none: it keeps a beginning, a word that is too long for
// a line, and the end that tells the fields apart.
func HostileWithin(field string, longest int) string {
	text := []rune(Hostile(field))
	if longest == 0 || len(text) <= longest {
		return string(text)
	}
	head, end := string(text[:longest/2]), " "+field
	return head + strings.Repeat("mot", longest)[:longest-longest/2-len(end)] + end
}

// HostileIn is Hostile as long as a column of the dataset may be.
func HostileIn(table, column string) string {
	return HostileWithin(column, segur.Longest(table, column))
}

// WithHostileTexts puts hostile texts into every text that pages show, for one entry of each
// table: measure 25, pillar 4 and the indicator msp-count among them.
func WithHostileTexts(t testing.TB) Option {
	t.Helper()
	return WithSeed(func(files map[string][]byte) {
		entry := func(file, key, value string, columns ...string) {
			EditRows(t, files, file, func(row map[string]string) {
				if row[key] == value {
					for _, column := range columns {
						row[column] = HostileIn(strings.TrimSuffix(file, ".csv"), column)
					}
				}
			})
		}
		entry("measures.csv", "number", "25", "title_fr", "title_en", "short_title_fr", "short_title_en", "summary_fr", "summary_en")
		entry("pillars.csv", "number", "4", "title_fr", "title_en", "summary_fr", "summary_en")
		entry("indicators.csv", "code", "msp-count", "label_fr", "label_en", "description_fr", "description_en", "break_note")
		entry("assessments.csv", "measure", "25", "justification_fr", "justification_en")
		entry("values.csv", "indicator", "msp-count", "note_fr")
		entry("sources.csv", "id", "concours-pluripro-2021-chiffres", "title", "publisher")
		entry("priorities.csv", "id", "sante-mentale", "title_fr", "title_en", "summary_fr", "summary_en")
		entry("events.csv", "date", "2020-05-25", "title_fr", "title_en")
		entry("consultation.csv", "id", "comite-national", "title_fr", "title_en", "organiser_fr", "organiser_en", "audience_fr", "audience_en",
			"deliverable_fr", "deliverable_en", "summary_fr", "summary_en")
		entry("guide_steps.csv", "part", "support", "title_fr", "title_en")
		entry("pillar_wordings.csv", "used_on", "2021-07", "wording_fr", "wording_en")
		entry("review_groups.csv", "order", "1", "topic_fr", "topic_en")
		entry("territories.csv", "code", "FR", "name_fr", "name_en")
	})
}

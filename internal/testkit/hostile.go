package testkit

import (
	"strings"
	"testing"
)

// Hostile is what somebody who wants to break pages would get into a text of the dataset:
// ends of script and attribute, markup, template and format verbs, an HTML entity, marks
// that turn the reading direction, a word that no line can hold. The part after the number
// tells the fields apart.
func Hostile(field string) string {
	return `</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'"` + "`" + `--><!--]]> {{.}} {{template "page" .}} %s %d ${1} &copy; ` +
		"\u0627\u0644\u00ad\u200d " + strings.Repeat("mot", 100) + " " + field
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
						row[column] = Hostile(column)
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
		entry("territories.csv", "code", "FR", "name_fr", "name_en")
	})
}

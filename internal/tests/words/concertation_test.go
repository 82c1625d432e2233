package words

import (
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// concertationEndings are those of the page of the consultations.
func concertationEndings() map[string][]string {
	var categories []string
	for _, c := range (segur.Audience{}).ByCategory() {
		categories = append(categories, c.Category)
	}
	groups := segur.Allowed(segur.TableReviewGroups, "group")
	return map[string][]string{
		"concertation.count.":       strings.Fields("participants doctors_pct nurses_pct contributions meetings rounds groups surveys councils room_limit"),
		"concertation.spoke.":       {"doctors", "nurses"},
		"concertation.part.":        segur.Allowed(segur.TableGuideSteps, "part"),
		"concertation.form.":        segur.Allowed(segur.TableSessions, "form"),
		"concertation.category.":    categories,
		"concertation.review.":      groups,
		"concertation.review_note.": groups,
	}
}

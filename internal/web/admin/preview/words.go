package preview

import (
	"time"

	"github.com/segur-tracker/segur/internal/locale"
)

// Words words a page.
type Words struct{ *locale.Localizer }

// Moment writes a moment to the minute in a zone: "19 novembre 2026 à 16 h 42"; "" for none.
func (w *Words) Moment(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	local := at.In(zone)
	return w.T("review.moment", "date", w.Date(local.Year(), int(local.Month()), local.Day()),
		"time", w.Time(local.Hour(), local.Minute()))
}

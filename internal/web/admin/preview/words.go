package preview

import (
	"time"

	"github.com/segur-tracker/segur/internal/locale"
)

// Words words a page and keeps the first word that is missing, so that a page asks once.
type Words struct {
	*locale.Localizer
	Err error
}

// T returns a text, "" when it is missing.
func (w *Words) T(key string, args ...any) string {
	text, err := w.Localizer.T(key, args...)
	return w.keep(text, err)
}

// Phrase returns a text with its figures, nil when it is missing.
func (w *Words) Phrase(key string, args ...any) locale.Phrase {
	phrase, err := w.Localizer.Phrase(key, args...)
	w.Keep(err)
	return phrase
}

// Keep remembers the first error.
func (w *Words) Keep(err error) {
	if w.Err == nil {
		w.Err = err
	}
}

func (w *Words) keep(text string, err error) string {
	w.Keep(err)
	return text
}

// Moment writes a moment to the minute in a zone: "19 novembre 2026 à 16 h 42"; "" for none.
func (w *Words) Moment(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	local := at.In(zone)
	return w.T("review.moment", "date", w.Date(local.Year(), int(local.Month()), local.Day()),
		"time", w.Time(local.Hour(), local.Minute()))
}

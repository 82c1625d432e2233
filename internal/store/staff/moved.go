package staff

import (
	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
)

// MoveCases lets cases about measures follow the numbers that these get.
func MoveCases(tx *gorm.DB, moves segur.Moves) error {
	if len(moves) == 0 {
		return nil
	}
	type about struct {
		ID      int64
		Subject string
	}
	var all []about
	if err := tx.Raw("SELECT id, subject FROM cases").Scan(&all).Error; err != nil {
		return err
	}
	for _, one := range all {
		subject, ok := doubt.ParseKey(one.Subject)
		if now := moves.Of(subject.Measure); ok && now != subject.Measure {
			subject.Measure = now
			if err := tx.Exec("UPDATE cases SET subject = ? WHERE id = ?", subject.Key(), one.ID).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

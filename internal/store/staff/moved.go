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
	var all []struct {
		ID      int64
		Subject string // as it is kept: a subject that cannot be read must not stop a publication
	}
	if err := tx.Model(&report{}).Select("id", "subject").Find(&all).Error; err != nil {
		return err
	}
	for _, one := range all {
		subject, ok := doubt.ParseKey(one.Subject)
		if now := moves.Of(subject.Measure); ok && now != subject.Measure {
			subject.Measure = now
			moved := report{Case: content{Subject: subject}}
			if err := tx.Model(&report{}).Where("id = ?", one.ID).Select("subject").Updates(&moved).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

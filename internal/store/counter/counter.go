package counter

import (
	"fmt"

	"gorm.io/gorm"
)

// Take takes the next n identifiers of a table and returns the last one taken before. Whoever wants more
// of the same table waits until the transaction ends; when it fails, they were never taken.
func Take(tx *gorm.DB, table string, n int) (before int64, err error) {
	var last int64
	err = tx.Raw("UPDATE counters SET last = last + ? WHERE name = ? RETURNING last", n, table).Row().Scan(&last)
	if err != nil {
		return 0, fmt.Errorf("count rows of %s: %w", table, err)
	}
	return last - int64(n), nil
}

// Hold makes whoever wants to add to a table wait until the transaction ends, and takes nothing: what was
// last is read from the table itself.
func Hold(tx *gorm.DB, table string) error {
	held := tx.Exec("UPDATE counters SET last = last WHERE name = ?", table)
	if held.Error == nil && held.RowsAffected != 1 {
		return fmt.Errorf("nothing counts the rows of %s", table)
	}
	return held.Error
}

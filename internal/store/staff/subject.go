package staff

import (
	"database/sql/driver"
	"fmt"

	"github.com/segur-tracker/segur/internal/doubt"
)

// subjectField keeps what a case is about as its key.
type subjectField struct{ subject *doubt.Subject }

// Value returns the key.
func (f subjectField) Value() (driver.Value, error) { return f.subject.Key(), nil }

// Scan reads the key.
func (f subjectField) Scan(src any) error {
	key, isText := src.(string)
	if raw, isBytes := src.([]byte); isBytes {
		key, isText = string(raw), true
	}
	subject, ok := doubt.ParseKey(key)
	if !isText || !ok {
		return fmt.Errorf("%v is no subject of a case", src)
	}
	*f.subject = subject
	return nil
}

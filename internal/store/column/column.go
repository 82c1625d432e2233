package column

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Field is one variable as SQL keeps it, for writing and for reading.
type Field interface {
	driver.Valuer
	sql.Scanner
}

// Date keeps a date as text: it may be incomplete or not given.
func Date(d *segur.Date) Field { return dateField{d} }

type dateField struct{ date *segur.Date }

// Value returns the dataset form.
func (f dateField) Value() (driver.Value, error) { return f.date.String(), nil }

// Scan reads the dataset form.
func (f dateField) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil || text == "" {
		*f.date = segur.Date{}
		return err
	}
	*f.date, err = segur.ParseDate(text)
	return err
}

// Period keeps a period as text.
func Period(p *segur.Period) Field { return periodField{p} }

type periodField struct{ period *segur.Period }

// Value returns the dataset form.
func (f periodField) Value() (driver.Value, error) { return f.period.String(), nil }

// Scan reads the dataset form.
func (f periodField) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil {
		return err
	}
	*f.period, err = segur.ParsePeriod(text)
	return err
}

// OptionalText keeps "" as null: a foreign key cannot refer to "".
func OptionalText(text *string) Field { return optionalField{text} }

type optionalField struct{ text *string }

// Value returns null for "".
func (f optionalField) Value() (driver.Value, error) {
	if *f.text == "" {
		return nil, nil
	}
	return *f.text, nil
}

// Scan returns "" for null.
func (f optionalField) Scan(src any) (err error) {
	if src == nil {
		*f.text = ""
		return nil
	}
	*f.text, err = textOf(src)
	return err
}

// Reference keeps 0 as null: the number of a row that may be absent.
func Reference[N ~int | ~int64](number *N) Field { return referenceField[N]{number} }

type referenceField[N ~int | ~int64] struct{ number *N }

// Value returns null for 0.
func (f referenceField[N]) Value() (driver.Value, error) {
	if *f.number == 0 {
		return nil, nil
	}
	return int64(*f.number), nil
}

// Scan returns 0 for null.
func (f referenceField[N]) Scan(src any) error {
	var number sql.NullInt64
	err := number.Scan(src)
	*f.number = N(number.Int64)
	return err
}

// momentLayout keeps microseconds at a fixed width, so that text order is time order.
const momentLayout = "2006-01-02T15:04:05.000000Z"

// Moment keeps a moment as text in UTC, to the microsecond; the zero time as "".
func Moment(t *time.Time) Field { return momentField{t} }

// At returns how Moment keeps t, for comparing.
func At(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentLayout)
}

type momentField struct{ moment *time.Time }

// Value returns the moment in UTC.
func (f momentField) Value() (driver.Value, error) { return At(*f.moment), nil }

// Scan reads what Value wrote.
func (f momentField) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil || text == "" {
		*f.moment = time.Time{}
		return err
	}
	*f.moment, err = time.Parse(momentLayout, text)
	return err
}

// JSON keeps a value as the text that encoding/json writes of it. value is a pointer.
func JSON(value any) Field { return jsonField{value} }

type jsonField struct{ value any }

// Value returns the written form.
func (f jsonField) Value() (driver.Value, error) {
	form, err := json.Marshal(f.value)
	return string(form), err
}

// Scan reads the written form.
func (f jsonField) Scan(src any) error {
	text, err := textOf(src)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), f.value)
}

// Changes keeps a change set in its canonical form.
func Changes(c *segur.ChangeSet) Field { return changesField{c} }

type changesField struct{ changes *segur.ChangeSet }

// Value returns the canonical form.
func (f changesField) Value() (driver.Value, error) {
	form, err := f.changes.Canonical()
	return string(form), err
}

// Scan reads the canonical form.
func (f changesField) Scan(src any) error {
	text, err := textOf(src)
	if err != nil {
		return err
	}
	*f.changes, err = segur.ParseChangeSet([]byte(text))
	return err
}

func textOf(src any) (string, error) {
	switch v := src.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("a column of text holds a %T", src)
}

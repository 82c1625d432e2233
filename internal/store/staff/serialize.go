package staff

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"gorm.io/gorm/schema"

	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

// serializer lets a model keep a field as package column does. It takes a pointer to the field.
type serializer func(field any) column.Field

// register tells GORM the names that the tags of the models use.
func register() {
	for name, s := range map[string]serializer{
		"document":  column.JSON,
		"moment":    func(field any) column.Field { return column.Moment(field.(*time.Time)) },
		"changes":   func(field any) column.Field { return column.Changes(field.(*segur.ChangeSet)) },
		"subject":   func(field any) column.Field { return subjectField{field.(*doubt.Subject)} },
		"reference": reference,
	} {
		schema.RegisterSerializer(name, s)
	}
}

func reference(field any) column.Field {
	switch number := field.(type) {
	case *int:
		return column.Reference(number)
	case *int64:
		return column.Reference(number)
	}
	panic(fmt.Sprintf("staff: a %T refers to no row", field))
}

// Scan reads a column into the field of a row.
func (s serializer) Scan(ctx context.Context, field *schema.Field, row reflect.Value, kept any) error {
	return s(field.ReflectValueOf(ctx, row).Addr().Interface()).Scan(kept)
}

// Value returns how a field is kept.
func (s serializer) Value(_ context.Context, field *schema.Field, _ reflect.Value, value any) (any, error) {
	pointer := reflect.New(field.FieldType)
	pointer.Elem().Set(reflect.ValueOf(value))
	return s(pointer.Interface()).Value()
}

package column

import (
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// TestNothingIsKeptApart shows how what is not given is kept, and that it is read back as
// that whatever the variable held before.
func TestNothingIsKeptApart(t *testing.T) {
	t.Parallel()
	date, text, number, moment := segur.Date{}, "", int64(0), time.Time{}
	cases := map[string]struct {
		field Field
		want  any
	}{
		"date":      {Date(&date), ""},
		"text":      {OptionalText(&text), nil},
		"reference": {Reference(&number), nil},
		"moment":    {Moment(&moment), ""},
	}
	for name, c := range cases {
		if got, err := c.field.Value(); got != c.want || err != nil {
			t.Errorf("%s: nothing is kept as %#v, want %#v (%v)", name, got, c.want, err)
		}
	}
	date, text, number, moment = segur.Date{Year: 2021}, "x", 7, time.Unix(1, 0)
	for name, c := range cases {
		if err := c.field.Scan(c.want); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !date.IsZero() || text != "" || number != 0 || !moment.IsZero() {
		t.Errorf("read back: %v, %q, %d, %v", date, text, number, moment)
	}
}

// TestMomentsSortAsText compares moments in the order of time by the text they are kept as.
func TestMomentsSortAsText(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, time.March, 2, 23, 30, 0, 0, time.FixedZone("", 3600))
	moments := []time.Time{{}, first, first.Add(time.Microsecond), first.Add(time.Second), first.Add(90 * time.Minute)}
	for i, later := range moments[1:] {
		if At(moments[i]) >= At(later) {
			t.Errorf("%s is not before %s", At(moments[i]), At(later))
		}
	}
}

func TestUnreadableColumnsAreRefused(t *testing.T) {
	t.Parallel()
	for name, field := range map[string]Field{
		"date": Date(&segur.Date{}), "period": Period(&segur.Period{}), "moment": Moment(&time.Time{}),
		"reference": Reference(new(int)), "JSON": JSON(&[]string{}), "changes": Changes(&segur.ChangeSet{}),
	} {
		for _, content := range []any{"nonsense", []byte("nonsense"), 1.5, true} {
			if name == "reference" && content == true {
				continue // an engine may well keep 1 as true
			}
			if err := field.Scan(content); err == nil {
				t.Errorf("%s: %v was read", name, content)
			}
		}
	}
}

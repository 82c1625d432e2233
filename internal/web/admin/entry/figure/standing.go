package figure

import (
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// fieldNext is the value that becomes the reference once the one there was is withdrawn.
const fieldNext = "suivante"

// standingForm asks for no more than the reason: another value becomes the reference, or one goes.
type standingForm struct {
	action
}

// Allow finds the figure.
func (f *standingForm) Allow(r *driver.Request) ([]desk.Target, error) { return f.find(r) }

// Ask asks which value takes the place of a reference that goes, where there are several.
func (f *standingForm) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q)
	q.Hold(Columns())
	q.Page.Lede = r.Words.T("entry.figure." + string(actionWord(f.what)) + "_lede")
	q.Page.Warn = f.what == edit.ValueWithdraw
	others := f.others(r)
	if f.what != edit.ValueWithdraw || !f.old.Reference || len(others) < 2 {
		return nil
	}
	var options []form.Option
	for _, v := range others {
		options = append(options, form.Option{Value: v.RowKey(), Label: f.sentence(r, v)})
	}
	next := others[0].RowKey()
	if f.proposed != (segur.Value{}) {
		next = f.proposed.RowKey()
	}
	q.Ask("next_reference", form.Field{Name: fieldNext, Kind: form.Radios, Options: options, Values: driver.One(next)})
	q.Page.Sections = []driver.Section{{Questions: []string{fieldNext}}}
	return nil
}

// others returns the values that could take the place of the one to withdraw.
func (f *standingForm) others(r *driver.Request) []segur.Value {
	var left []segur.Value
	for _, v := range rivals(r.Base, *f.old) {
		if v.RowKey() != f.old.RowKey() {
			left = append(left, v)
		}
	}
	return left
}

// Read makes the change.
func (f *standingForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	in := edit.ValueIntent{Action: f.what, Old: f.old}
	if next := valueOf(r.Base, a.Given(fieldNext)); next != nil {
		in.New = *next
	}
	return edit.Value(r.Base, in)
}

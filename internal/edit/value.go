package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// ValueAction is what to do with a value.
type ValueAction string

// The actions on a value, baseline and target alike.
const (
	// ValueAdd publishes New where the figure has no value yet.
	ValueAdd ValueAction = "add"
	// ValueReplace puts New in the place of Old, or of the reference when Old is nil. New keeps
	// the standing of Old, reference or alternative; in another figure it is the reference only
	// where there is none.
	ValueReplace ValueAction = "replace"
	// ValueAlternative adds New beside what is published; where nothing is, it is the reference.
	ValueAlternative ValueAction = "alternative"
	// ValueReference makes Old, or the live value with the key of New, the reference, with the
	// content of New when that is given; the reference until then becomes an alternative. A New
	// that is not published yet is added.
	ValueReference ValueAction = "reference"
	// ValueWithdraw removes Old, or the reference of the figure of New when Old is nil. When the
	// reference goes and alternatives stay, New names the one that takes its place; otherwise
	// it is the one with the highest confidence, the first published among equals.
	ValueWithdraw ValueAction = "withdraw"
)

// ValueIntent is what a person wants done with one figure. Reference flags in it are ignored:
// the action decides them.
type ValueIntent struct {
	Action ValueAction
	Old    *segur.Value
	New    segur.Value
}

// Value returns the changes that an intent asks for on top of d, with exactly one reference
// per figure that still has a value. It fails with CodeInvalid (refusal.Same, refusal.Exists) or
// with CodeConflict (refusal.Gone).
func Value(d segur.Dataset, in ValueIntent) (segur.ChangeSet, error) {
	l := open(d.Values)
	var err error
	switch in.Action {
	case ValueAdd:
		if len(l.figure(in.New.FigureID())) > 0 {
			return segur.ChangeSet{}, refuseExists(segur.TableValues, in.New.FigureID())
		}
		err = l.add(in.New)
	case ValueAlternative:
		in.New.Reference = false
		err = l.add(in.New)
	case ValueReplace:
		err = l.replace(in)
	case ValueReference:
		err = l.prefer(in)
	case ValueWithdraw:
		err = l.withdraw(in)
	default:
		err = &segur.Error{Code: segur.CodeInvalid, Field: "action", Message: "no such action on a value: " + string(in.Action)}
	}
	if err != nil {
		return segur.ChangeSet{}, err
	}
	return settled(Normalise(segur.ChangeSet{Values: l.changes()}))
}

func settled(c segur.ChangeSet) (segur.ChangeSet, error) {
	if Empty(c) {
		return segur.ChangeSet{}, refuseSame()
	}
	return c, nil
}

// slot is a place in the list of values: old is what is published there, now what will be.
// Either may be nil.
type slot struct{ old, now *segur.Value }

// ledger holds the values of a dataset while they are changed.
type ledger struct {
	slots  []slot
	chosen map[string]string // figure → key of the value that must be its reference
}

func open(values []segur.Value) *ledger {
	l := &ledger{slots: make([]slot, len(values)), chosen: map[string]string{}}
	for i := range values {
		l.slots[i] = slot{&values[i], &values[i]}
	}
	return l
}

// figure returns the places of a figure's values.
func (l *ledger) figure(id string) []int {
	var places []int
	for i, s := range l.slots {
		if s.now != nil && s.now.FigureID() == id {
			places = append(places, i)
		}
	}
	return places
}

// published returns the place where v is published, by its key, -1 when it is not.
func (l *ledger) published(v segur.Value) int {
	key := v.RowKey()
	return slices.IndexFunc(l.slots, func(s slot) bool { return s.old != nil && s.old.RowKey() == key })
}

// held returns the place that holds a value with the key of v by now, -1 when none does.
func (l *ledger) held(v segur.Value) int {
	key := v.RowKey()
	return slices.IndexFunc(l.slots, func(s slot) bool { return s.now != nil && s.now.RowKey() == key })
}

// reference returns the place of a figure's published reference, -1 when it has none.
func (l *ledger) reference(figure string) int {
	return slices.IndexFunc(l.slots, func(s slot) bool {
		return s.old != nil && s.old.Reference && s.old.FigureID() == figure
	})
}

// target returns the place that an intent is about.
func (l *ledger) target(in ValueIntent) (int, error) {
	if in.Old == nil {
		if i := l.reference(in.New.FigureID()); i >= 0 {
			return i, nil
		}
		return -1, refuseGone(segur.TableValues, in.New.FigureID())
	}
	i := l.published(*in.Old)
	if i < 0 {
		return -1, refuseGone(segur.TableValues, in.Old.RowKey())
	}
	return i, nil
}

func (l *ledger) add(v segur.Value) error {
	if l.held(v) >= 0 {
		return refuseExists(segur.TableValues, v.RowKey())
	}
	l.slots = append(l.slots, slot{nil, &v})
	return nil
}

func (l *ledger) put(i int, v segur.Value) error {
	if other := l.held(v); other >= 0 && other != i {
		return refuseExists(segur.TableValues, v.RowKey())
	}
	l.slots[i].now = &v
	return nil
}

func (l *ledger) replace(in ValueIntent) error {
	i, err := l.target(in)
	if err != nil {
		return err
	}
	old := l.slots[i].old
	in.New.Reference = old.Reference && old.FigureID() == in.New.FigureID()
	if err := l.put(i, in.New); err != nil {
		return err
	}
	if in.New.Reference {
		l.chosen[in.New.FigureID()] = in.New.RowKey()
	}
	return nil
}

func (l *ledger) prefer(in ValueIntent) error {
	var err error
	switch i := l.published(in.New); {
	case in.Old != nil:
		if i, err = l.target(in); err != nil {
			return err
		}
		if in.New == (segur.Value{}) {
			in.New = *in.Old
		}
		err = l.put(i, in.New)
	case i >= 0:
		err = l.put(i, in.New)
	default:
		err = l.add(in.New)
	}
	l.chosen[in.New.FigureID()] = in.New.RowKey()
	return err
}

func (l *ledger) withdraw(in ValueIntent) error {
	i, err := l.target(in)
	if err != nil {
		return err
	}
	l.slots[i].now = nil
	if in.Old == nil || in.New == (segur.Value{}) {
		return nil
	}
	if j := l.held(in.New); j < 0 || l.slots[j].now.FigureID() != in.Old.FigureID() {
		return refuseGone(segur.TableValues, in.New.RowKey())
	}
	l.chosen[in.New.FigureID()] = in.New.RowKey()
	return nil
}

// changes returns what differs from what is published, after leaving one reference in each
// figure that was touched.
func (l *ledger) changes() segur.Changes[segur.Value] {
	met := map[string]bool{}
	for _, s := range slices.Clone(l.slots) {
		for _, v := range []*segur.Value{s.old, s.now} {
			if s.old != s.now && v != nil && !met[v.FigureID()] {
				met[v.FigureID()] = true
				l.settle(v.FigureID())
			}
		}
	}
	for figure := range l.chosen {
		l.settle(figure)
	}
	var out []Change
	for _, s := range l.slots {
		c := Change{Table: segur.TableValues}
		if s.old != nil {
			c.Old = *s.old
		}
		if s.now != nil {
			c.New = *s.now
		}
		if s.old != s.now {
			out = append(out, c)
		}
	}
	return collect(out).Values
}

// settle leaves exactly one reference among a figure's values: the chosen one, or the one that
// stands, or else the one with the highest confidence.
func (l *ledger) settle(figure string) {
	best := -1
	for _, i := range l.figure(figure) {
		v := l.slots[i].now
		if best < 0 || l.rank(*v) < l.rank(*l.slots[best].now) {
			best = i
		}
	}
	for _, i := range l.figure(figure) {
		if v := *l.slots[i].now; v.Reference != (i == best) {
			v.Reference = i == best
			l.slots[i].now = &v
		}
	}
}

// rank orders the candidates for being the reference, the best first.
func (l *ledger) rank(v segur.Value) int {
	switch {
	case l.chosen[v.FigureID()] == v.RowKey():
		return 0
	case v.Reference:
		return 1
	}
	confidence := slices.Index(segur.Allowed(segur.TableValues, "confidence"), v.Confidence)
	if confidence < 0 {
		return 9
	}
	return 2 + confidence
}

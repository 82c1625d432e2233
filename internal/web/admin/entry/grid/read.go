package grid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// mostTold bounds the changed cells that are read back one by one.
const mostTold = 12

// typedCell is what was typed into a cell that differs from what the person saw.
type typedCell struct {
	cell
	old    *segur.Value
	number segur.Number
	gone   bool // emptied: the published figure is to be withdrawn
}

// Read turns the changed cells into one change set.
func (g *grid) Read(r *driver.Request, a *driver.Answers) (whole segur.ChangeSet, err error) {
	typed := g.changes(r, a)
	model := segur.Value{
		Indicator: g.ind.Code, Kind: segur.KindActual, Note: a.Optional(fieldNote),
		Flag:       a.Word(fieldFlag, segur.Allowed(segur.TableValues, "flag")),
		Confidence: a.Word(fieldConfidence, segur.Allowed(segur.TableValues, "confidence")),
	}
	// Taking figures away needs no document.
	if slices.ContainsFunc(typed, func(c typedCell) bool { return !c.gone }) {
		if ids := a.Documents(); len(ids) > 0 {
			model.Source = ids[0]
		}
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	for _, c := range typed {
		one, err := edit.Value(r.Base, c.intent(model))
		if err == nil {
			whole, err = edit.Merge(whole, one)
		}
		if err != nil {
			return segur.ChangeSet{}, err
		}
	}
	if len(typed) == 0 {
		return segur.ChangeSet{}, &segur.Error{Code: segur.CodeInvalid, Field: refusal.Same}
	}
	g.tell(r, a, typed)
	return whole, nil
}

// changes lists the cells that differ, and refuses those that cannot be read. A cell of a row
// that is closed to the person counts too when the form holds one: it is for the use case to
// refuse and to note.
func (g *grid) changes(r *driver.Request, a *driver.Answers) []typedCell {
	var typed []typedCell
	for _, c := range g.cells(r) {
		text := a.Given(c.field())
		if a.Field(c.field()) == nil {
			if text = strings.TrimSpace(r.Call.Form.Get(c.field())); text == "" {
				continue
			}
		}
		old := g.reference(r.Base, c)
		if input.Nothing(text) {
			continue // pasted from a table that has no number there
		}
		if text == "" {
			if old != nil {
				typed = append(typed, typedCell{cell: c, old: old, gone: true})
			}
			continue
		}
		n, err := input.Number(text, g.ind.Indicator)
		if err != nil {
			message := a.Explain(err)
			a.RefuseRow(c.field(), message, r.Words.T("entry.cell_fault", "cell", label(r, c), "fault", message))
			continue
		}
		if old == nil || old.Number != n {
			typed = append(typed, typedCell{cell: c, old: old, number: n})
		}
	}
	return typed
}

func (c typedCell) intent(model segur.Value) edit.ValueIntent {
	model.Territory, model.Period, model.Number = c.territory, c.period(), c.number
	switch {
	case c.gone:
		return edit.ValueIntent{Action: edit.ValueWithdraw, Old: c.old}
	case c.old == nil:
		// Beside what is there without a reference of the year, or alone.
		return edit.ValueIntent{Action: edit.ValueAlternative, New: model}
	}
	return edit.ValueIntent{Action: edit.ValueReplace, Old: c.old, New: model}
}

// tell reads the changes back, and asks about the cells that were emptied.
func (g *grid) tell(r *driver.Request, a *driver.Answers, typed []typedCell) {
	a.Tell(r.Words.T("entry.cells_changed", "count", len(typed)))
	var gone []string
	for i, c := range typed {
		before := r.Words.T("entry.nothing")
		if c.old != nil {
			before = r.Words.Localizer.Number(c.old.Number.Float(), g.ind.Decimals)
		}
		after := r.Words.T("entry.nothing")
		if !c.gone {
			after = r.Words.Quantity(g.ind.Indicator, c.number)
		} else {
			gone = append(gone, label(r, c.cell))
		}
		if i < mostTold {
			a.Tell(r.Words.T("entry.cell_changed", "cell", label(r, c.cell), "before", before, "after", after))
		}
	}
	if len(gone) > 0 {
		a.Doubt("vides "+strings.Join(gone, " "),
			r.Words.T("entry.cells_emptied", "count", len(gone), "list", r.Words.Localizer.List(gone)))
	}
}

// cellOf finds the cell of a figure, for the rules that it breaks.
func cellOf(ref segur.RowRef, column string) string {
	if column != "value" && column != "period" {
		return ""
	}
	parts := strings.SplitN(ref.Key, " ", 5)
	if len(parts) < 4 {
		return ""
	}
	year, err := strconv.Atoi(parts[2])
	if err != nil {
		return ""
	}
	return cell{parts[3], year}.field()
}

// Rebase brings the grid up to what is published now: the cells that others changed take
// their values, the rest of what was typed stays. It says so.
func (g *grid) Rebase(r *driver.Request, a *driver.Answers) (notice string) {
	taken := 0
	for _, c := range g.cells(r) {
		f := a.Field(c.field())
		if f == nil {
			continue
		}
		before, now := g.typed(r, r.Base, c), g.typed(r, r.Live, c)
		n, err := input.Number(f.Value(), g.ind.Indicator)
		old := g.reference(r.Base, c)
		untouched := (f.Value() == "" && old == nil) || (err == nil && old != nil && old.Number == n)
		if before == now && !untouched {
			continue
		}
		if before != now && !untouched {
			taken++
		}
		f.Values = driver.One(now)
	}
	return r.Words.T("entry.grid_theirs", "count", taken)
}

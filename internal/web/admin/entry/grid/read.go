package grid

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
	"github.com/segur-tracker/segur/internal/web/form"
)

// mostTold bounds the changed cells that are read back one by one.
const mostTold = 12

// change is what was typed into a cell that differs from what the person saw.
type change struct {
	cell
	old    *segur.Value
	number segur.Number
	gone   bool // emptied: the published figure is to be withdrawn
}

// read turns the changed cells into one change set.
func (g *grid) read() sheet.Outcome {
	o := sheet.Outcome{Fields: figure.Columns(), At: g.at}
	changes := g.changes()
	model := segur.Value{
		Indicator: g.ind.Code, Kind: segur.KindActual, Note: g.ReadOptional(fieldNote),
		Flag:       g.ReadWord(fieldFlag, segur.Allowed(segur.TableValues, "flag")),
		Confidence: g.ReadWord(fieldConfidence, segur.Allowed(segur.TableValues, "confidence")),
	}
	ids, added := g.readSource(changes)
	if len(ids) > 0 {
		model.Source = ids[0]
	}
	if g.Asked.Refused() {
		return o
	}
	for _, c := range changes {
		one, err := edit.Value(g.Base, c.intent(model))
		if err == nil {
			o.Changes, err = edit.Merge(o.Changes, one)
		}
		if err != nil {
			o.Err = err
			return o
		}
	}
	if len(changes) == 0 {
		o.Err = &segur.Error{Code: segur.CodeInvalid, Field: edit.RefusalSame}
		return o
	}
	g.tell(changes)
	o.Changes, o.Err = g.WithDocument(o.Changes, added)
	return o
}

// readSource asks for a document where a number is given; taking figures away needs none.
func (g *grid) readSource(changes []change) ([]string, *segur.Source) {
	for _, c := range changes {
		if !c.gone {
			return g.ReadDocuments()
		}
	}
	return nil, nil
}

// changes lists the cells that differ, and refuses those that cannot be read. A cell of a row
// that is closed to the person counts too when the form holds one: it is for the use case to
// refuse and to note.
func (g *grid) changes() []change {
	var changes []change
	for _, c := range g.cells() {
		text := g.Given(c.field())
		if g.Asked.Field(c.field()) == nil {
			if text = strings.TrimSpace(g.Call.Form.Get(c.field())); text == "" {
				continue
			}
		}
		old := g.reference(g.Base, c)
		if typed.Nothing(text) {
			continue // pasted from a table that has no number there
		}
		if text == "" {
			if old != nil {
				changes = append(changes, change{cell: c, old: old, gone: true})
			}
			continue
		}
		n, err := typed.Number(text, g.ind.Indicator)
		if err != nil {
			g.refuseCell(c, g.Explain(err))
			continue
		}
		if old == nil || old.Number != n {
			changes = append(changes, change{cell: c, old: old, number: n})
		}
	}
	return changes
}

// refuseCell says what is wrong at the cell, and in the summary with its row and column.
func (g *grid) refuseCell(c cell, message string) {
	fault := form.Fault{Field: c.field(), Message: g.T("entry.cell_fault", "cell", g.label(c), "fault", message)}
	if f := g.Asked.Field(c.field()); f != nil {
		f.Faults = append(f.Faults, message)
	} else {
		fault.Field = ""
	}
	g.Asked.Faults = append(g.Asked.Faults, fault)
}

func (c change) intent(model segur.Value) edit.ValueIntent {
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
func (g *grid) tell(changes []change) {
	g.Read = append(g.Read, g.T("entry.cells_changed", "count", len(changes)))
	var gone []string
	for i, c := range changes {
		before := g.T("entry.nothing")
		if c.old != nil {
			before = g.Words.Number(c.old.Number.Float(), g.ind.Decimals)
		}
		after := g.T("entry.nothing")
		if !c.gone {
			after = g.Quantity(g.ind.Indicator, c.number)
		} else {
			gone = append(gone, g.label(c.cell))
		}
		if i < mostTold {
			g.Read = append(g.Read, g.T("entry.cell_changed", "cell", g.label(c.cell), "before", before, "after", after))
		}
	}
	if len(gone) > 0 {
		g.Doubts(sheet.Doubt{
			Token: "vides " + strings.Join(gone, " "),
			Text:  g.T("entry.cells_emptied", "count", len(gone), "list", g.Words.List(gone)),
		})
	}
}

// at finds the cell of a figure, for the rules that it breaks.
func (g *grid) at(ref segur.RowRef, column string) string {
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

// takeTheirs brings the grid up to what is published now: the cells that others changed take
// their values, the rest of what was typed stays. It says so.
func (g *grid) takeTheirs() string {
	taken := 0
	for _, c := range g.cells() {
		f := g.Asked.Field(c.field())
		if f == nil {
			continue
		}
		before, now := g.typed(g.Base, c), g.typed(g.Live, c)
		n, err := typed.Number(f.Value(), g.ind.Indicator)
		old := g.reference(g.Base, c)
		untouched := (f.Value() == "" && old == nil) || (err == nil && old != nil && old.Number == n)
		if before == now && !untouched {
			continue
		}
		if before != now && !untouched {
			taken++
		}
		f.Values = sheet.One(now)
	}
	g.RestartFromLive()
	return g.T("entry.grid_theirs", "count", taken)
}

package catalog

import "github.com/segur-tracker/segur/internal/segur"

// touched returns the keys of the rows that a change set brings and of those that it takes away,
// each with its table. Documents that it adds are left out: an undo keeps them where they serve.
func touched(c segur.ChangeSet) (brought, taken map[segur.RowRef]bool) {
	brought, taken = map[segur.RowRef]bool{}, map[segur.RowRef]bool{}
	c.Sources.Add = nil
	mark(brought, taken, segur.TableSources, c.Sources)
	mark(brought, taken, segur.TableTerritories, c.Territories)
	mark(brought, taken, segur.TablePillars, c.Pillars)
	mark(brought, taken, segur.TableMeasures, c.Measures)
	mark(brought, taken, segur.TableAssessments, c.Assessments)
	mark(brought, taken, segur.TableIndicators, c.Indicators)
	mark(brought, taken, segur.TableValues, c.Values)
	mark(brought, taken, segur.TableEvents, c.Events)
	mark(brought, taken, segur.TableConsultation, c.Consultations)
	mark(brought, taken, segur.TablePriorities, c.Priorities)
	mark(brought, taken, segur.TableTexts, c.Texts)
	mark(brought, taken, segur.TableSearches, c.Searches)
	return brought, taken
}

func mark[T interface{ RowKey() string }](brought, taken map[segur.RowRef]bool, table string, c segur.Changes[T]) {
	for _, row := range c.Add {
		brought[segur.RowRef{Table: table, Key: row.RowKey()}] = true
	}
	for _, row := range c.Remove {
		taken[segur.RowRef{Table: table, Key: row.RowKey()}] = true
	}
	for _, r := range c.Replace {
		brought[segur.RowRef{Table: table, Key: r.New.RowKey()}] = true
		taken[segur.RowRef{Table: table, Key: r.Old.RowKey()}] = true
	}
}

// UndoneBy reports whether change sets undo all that the edition changed: each row that it brought is
// taken away or replaced by one of them, each that it took away is brought back.
func (e *Edition) UndoneBy(undoing ...segur.ChangeSet) bool {
	brought, taken := touched(e.Changes)
	for _, c := range undoing {
		restored, removed := touched(c)
		for ref := range removed {
			delete(brought, ref)
		}
		for ref := range restored {
			delete(taken, ref)
		}
	}
	return len(brought)+len(taken) == 0
}

// markUndone tells an edition who undoes it, whole or in part.
func (c *Catalog) markUndone(e *Edition) {
	undone := c.Edition(e.Reverts)
	if undone == nil {
		return
	}
	e.PartOnly = !undone.UndoneBy(e.Changes)
	all := []segur.ChangeSet{e.Changes}
	for _, number := range undone.PartlyBy {
		all = append(all, c.Edition(number).Changes)
	}
	if undone.UndoneBy(all...) {
		undone.RevertedBy = e.Publication.Number
		return
	}
	undone.PartlyBy = append(undone.PartlyBy, e.Publication.Number)
}

package catalog

import "github.com/segur-tracker/segur/internal/segur"

// touched returns the keys of the rows that a change set brings and of those that it takes away,
// each with its table. Documents that it adds are left out: an undo keeps them where they serve.
func touched(c segur.ChangeSet) (brought, taken map[segur.RowRef]bool) {
	brought, taken = map[segur.RowRef]bool{}, map[segur.RowRef]bool{}
	c.Sources.Add = nil
	for _, change := range segur.List(c) {
		if change.New != nil {
			brought[segur.RowRef{Table: change.Table, Key: change.New.RowKey()}] = true
		}
		if change.Old != nil {
			taken[segur.RowRef{Table: change.Table, Key: change.Old.RowKey()}] = true
		}
	}
	return brought, taken
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

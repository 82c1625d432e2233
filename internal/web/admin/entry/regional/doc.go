// Package regional holds what forms about rows of a region have in common: the regions that are open
// to a person, the question about one, and the list that leads to the forms. It must not know the
// columns of any table.
package regional

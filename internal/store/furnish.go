package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/schema"
)

// furnish makes the tables that the database lacks, with their counters, and puts up the guards of
// all, as their descriptions have it. Guards that a program of before wrote otherwise are written anew.
func (s *Store) furnish(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return s.errors.Translate("furnish", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit there is nothing to roll back
	present, err := s.engine.Objects(ctx, tx)
	if err != nil {
		return s.errors.Translate("furnish", err)
	}
	for _, t := range segur.Tables() {
		if err := furnishOne(ctx, tx, t, s.engine.Schema(), present); err != nil {
			return s.errors.Translate("furnish "+t.About().Name, err)
		}
	}
	return s.errors.Translate("furnish", tx.Commit())
}

func furnishOne(ctx context.Context, tx *sql.Tx, t segur.Table, d schema.Dialect, present map[string]string) error {
	var statements []string
	if _, made := present[t.About().Stored]; !made {
		statements = d.Create(t)
	}
	for _, guard := range d.Guards(t) {
		if present[guard.Name] == guard.SQL {
			continue
		}
		statements = append(statements, guard.Drop, guard.SQL)
	}
	stored := t.About().Stored
	statements = append(statements, "INSERT INTO counters (name, last) SELECT '"+stored+"', COALESCE(MAX(id), 0) FROM "+stored+
		" WHERE TRUE"+ // tells SQLite that no join follows
		" ON CONFLICT (name) DO UPDATE SET last = excluded.last WHERE counters.last < excluded.last")
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

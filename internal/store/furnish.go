package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/fault"
	"github.com/segur-tracker/segur/internal/store/schema"
)

// furnish makes the tables that the database lacks and puts up the guards of all, as their
// descriptions have it. Guards that a program of before wrote otherwise are written anew.
func furnish(ctx context.Context, pool *sql.DB) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fault.Translate("furnish", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit there is nothing to roll back
	present, err := objects(ctx, tx)
	if err != nil {
		return fault.Translate("furnish", err)
	}
	for _, t := range segur.Tables() {
		if err := furnishOne(ctx, tx, t, present); err != nil {
			return fault.Translate("furnish "+t.About().Name, err)
		}
	}
	return fault.Translate("furnish", tx.Commit())
}

func furnishOne(ctx context.Context, tx *sql.Tx, t segur.Table, present map[string]string) error {
	var statements []string
	if _, made := present[t.About().Stored]; !made {
		statements = schema.Create(t)
	}
	for _, guard := range schema.Guards(t) {
		if present[guard.Name] == guard.SQL {
			continue
		}
		statements = append(statements, "DROP TRIGGER IF EXISTS "+guard.Name, guard.SQL)
	}
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

// objects returns the text of every table and trigger by its name.
func objects(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err says what went wrong
	texts := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		texts[name] = text
	}
	return texts, rows.Err()
}

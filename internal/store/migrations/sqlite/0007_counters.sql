-- Who wants identifiers that follow each other raises the counter of the table and holds its row until
-- the transaction ends: two writers never take the same ones, whatever the engine lets run at once.
-- Those of the tables of the dataset are made when the database is opened.

-- +goose Up
CREATE TABLE counters (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;
INSERT INTO counters (name, last) SELECT 'audit', COALESCE(MAX(id), 0) FROM audit;

-- Who wants identifiers that follow each other raises the counter of the table and holds its row until
-- the transaction ends: two writers never take the same ones, whatever the engine lets run at once.
-- Those of the tables of the dataset are made when the database is opened. That of the journal is only
-- held: its last line says its number itself, with the hash that the next one is chained to.

-- +goose Up
CREATE TABLE counters (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;
INSERT INTO counters (name, last) VALUES ('audit', 0);

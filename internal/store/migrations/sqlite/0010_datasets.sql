-- The datasets that came with programs and were offered for review: the next one is compared with the last.

-- +goose Up
CREATE TABLE offered_datasets (
    id INTEGER PRIMARY KEY,
    publication INTEGER NOT NULL REFERENCES publications (number),
    offered_at TEXT NOT NULL CHECK (offered_at <> ''),
    form BLOB NOT NULL CHECK (length(form) > 0)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER offered_datasets_no_update BEFORE UPDATE ON offered_datasets
BEGIN
    SELECT RAISE(ABORT, 'a dataset that was offered is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offered_datasets_no_delete BEFORE DELETE ON offered_datasets
BEGIN
    SELECT RAISE(ABORT, 'a dataset that was offered is never deleted');
END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes without asking the trigger on deletion.
-- +goose StatementBegin
CREATE TRIGGER offered_datasets_append_only BEFORE INSERT ON offered_datasets
WHEN EXISTS (SELECT 1 FROM offered_datasets WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already');
END;
-- +goose StatementEnd

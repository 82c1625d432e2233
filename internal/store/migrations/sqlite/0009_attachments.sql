-- Documents that staff attach to rows, by the SHA-256 of their bytes: each is kept once, and stays.

-- +goose Up
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
    type TEXT NOT NULL CHECK (type <> ''),
    body BLOB NOT NULL CHECK (length(body) > 0)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attachments_no_delete BEFORE DELETE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never deleted');
END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes without asking the trigger on deletion.
-- +goose StatementBegin
CREATE TRIGGER attachments_append_only BEFORE INSERT ON attachments
WHEN EXISTS (SELECT 1 FROM attachments WHERE digest = NEW.digest OR id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already');
END;
-- +goose StatementEnd

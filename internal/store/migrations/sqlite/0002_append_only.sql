-- What is published stays: rows are neither changed nor deleted, except that a row may be
-- superseded once. The program does not count on these triggers; they stop other hands. Those of the
-- tables of the dataset follow from their descriptions and are put up when the database is opened.

-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER publications_no_update BEFORE UPDATE ON publications
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_counter_no_delete BEFORE DELETE ON publication_counter
BEGIN
    SELECT RAISE(ABORT, 'the counter of publications is never deleted');
END;
-- +goose StatementEnd

-- Publications say what they applied and why, and the site's own texts are published too.
-- A publication is complete once its payload is there: the program writes it last.

-- +goose Up
ALTER TABLE publications ADD COLUMN seal TEXT NOT NULL DEFAULT '' CHECK (seal = '' OR length(seal) = 64);
ALTER TABLE publications ADD COLUMN reverts INTEGER NOT NULL DEFAULT 0 CHECK (reverts BETWEEN 0 AND number - 1);

-- payload is the canonical form of the change set: what the hash of the publication is taken of.
CREATE TABLE publication_payloads (
    number INTEGER PRIMARY KEY REFERENCES publications (number),
    payload TEXT NOT NULL CHECK (payload <> '')
) STRICT;

-- row_refs is a list of tables and row keys, as JSON.
CREATE TABLE publication_motives (
    publication INTEGER NOT NULL REFERENCES publications (number),
    position INTEGER NOT NULL CHECK (position > 0),
    proposal INTEGER NOT NULL,
    reason TEXT NOT NULL,
    explanation TEXT NOT NULL,
    row_refs TEXT NOT NULL,
    PRIMARY KEY (publication, position)
) STRICT;

CREATE TABLE site_texts (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    text_id TEXT NOT NULL CHECK (text_id <> ''),
    text_fr TEXT NOT NULL CHECK (text_fr <> ''),
    text_en TEXT NOT NULL CHECK (text_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX site_texts_live_key ON site_texts (text_id)
    WHERE superseded_in IS NULL;

-- The new tables are frozen like the others.

-- +goose StatementBegin
CREATE TRIGGER publication_payloads_no_update BEFORE UPDATE ON publication_payloads
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_payloads_no_delete BEFORE DELETE ON publication_payloads
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_motives_no_update BEFORE UPDATE ON publication_motives
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_motives_no_delete BEFORE DELETE ON publication_motives
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- INSERT OR REPLACE deletes without asking the triggers on deletion, so insertion is asked
-- first. A row's id can also be changed under the name of rowid, which a trigger on the
-- column id does not see. And nothing joins or ends in a publication that is complete.
-- An identity may be inserted again: replacing it by itself changes nothing. NEW.rowid is -1
-- unless the statement gives it.

-- +goose StatementBegin
CREATE TRIGGER publications_insert_only BEFORE INSERT ON publications
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM publications WHERE number = NEW.number OR hash = NEW.hash);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_payloads_insert_only BEFORE INSERT ON publication_payloads
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.number);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_motives_insert_only BEFORE INSERT ON publication_motives
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM publication_motives WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM publication_motives WHERE publication = NEW.publication AND position = NEW.position);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.publication);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_counter_insert_only BEFORE INSERT ON publication_counter
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE EXISTS (SELECT 1 FROM publication_counter);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publication_counter_one_up BEFORE UPDATE ON publication_counter
WHEN NEW.id <> OLD.id OR NEW.last <> OLD.last + 1
BEGIN
    SELECT RAISE(ABORT, 'publications are counted one by one');
END;
-- +goose StatementEnd

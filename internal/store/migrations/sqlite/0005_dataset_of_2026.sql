-- The dataset of November 2026: a weaker basis of states, the scope of amounts, when a figure is
-- expected, more about the consultations, and what was searched. Rows of before keep empty columns.

-- +goose Up

-- SQLite has no other way to widen a check than to write the table anew; what refers to it goes first.
CREATE TABLE assessments_wider (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    year INTEGER NOT NULL CHECK (year >= 2020),
    state TEXT NOT NULL CHECK (state IN (
        'done', 'done_modified', 'in_progress', 'preparing',
        'not_started', 'suspended', 'abandoned'
    )),
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('official', 'inferred', 'by_subject')),
    justification_fr TEXT NOT NULL CHECK (justification_fr <> ''),
    justification_en TEXT NOT NULL CHECK (justification_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO assessments_wider SELECT * FROM assessments;
CREATE TABLE assessment_sources_wider (
    row_id INTEGER NOT NULL REFERENCES assessments_wider (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;
INSERT INTO assessment_sources_wider SELECT * FROM assessment_sources;
DROP TABLE assessment_sources;
DROP TABLE assessments;
ALTER TABLE assessments_wider RENAME TO assessments;
ALTER TABLE assessment_sources_wider RENAME TO assessment_sources;
CREATE UNIQUE INDEX assessments_live_key ON assessments (measure_number, year)
    WHERE superseded_in IS NULL;

-- +goose StatementBegin
CREATE TRIGGER assessments_no_update BEFORE UPDATE OF
    id, position, published_in, measure_number, year, state, effective_on, basis, justification_fr,
    justification_en
    ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessments_supersede_once BEFORE UPDATE OF superseded_in ON assessments
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessments_no_delete BEFORE DELETE ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessments_insert_only BEFORE INSERT ON assessments
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM assessments WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM assessments WHERE measure_number = NEW.measure_number AND year = NEW.year
            AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessments_in_place BEFORE UPDATE ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessment_sources_no_update BEFORE UPDATE ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessment_sources_no_delete BEFORE DELETE ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER assessment_sources_insert_only BEFORE INSERT ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM assessment_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM assessment_sources WHERE row_id = NEW.row_id
            AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM assessments v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

ALTER TABLE indicator_versions ADD COLUMN next_expected TEXT NOT NULL DEFAULT '';
DROP TRIGGER indicator_versions_no_update;
-- +goose StatementBegin
CREATE TRIGGER indicator_versions_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, label_fr, label_en, unit, decimals, direction, nature,
    role, description_fr, description_en, headline_rank, break_note,
    next_expected
    ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

ALTER TABLE indicator_values ADD COLUMN scope TEXT NOT NULL DEFAULT '' CHECK (scope IN (
    '', 'hospital', 'hospital_social', 'with_regional', 'with_european', 'with_fir', 'unstated'
));
DROP TRIGGER indicator_values_no_update;
-- +goose StatementBegin
CREATE TRIGGER indicator_values_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, kind, period, territory_code, number, source_id, flag,
    reference, confidence, note_fr,
    scope
    ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

ALTER TABLE priorities ADD COLUMN kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'axis', 'method'));
DROP TRIGGER priorities_no_update;
-- +goose StatementBegin
CREATE TRIGGER priorities_no_update BEFORE UPDATE OF
    id, position, published_in, priority_id, title_fr, title_en, summary_fr, summary_en,
    kind
    ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

ALTER TABLE consultations ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN frequency TEXT NOT NULL DEFAULT '' CHECK (frequency IN (
    '', 'once', 'weekly', 'quarterly', 'occasional', 'continuous', 'two_rounds'
));
ALTER TABLE consultations ADD COLUMN organiser_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN organiser_en TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN audience_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN audience_en TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN doctors_pct INTEGER CHECK (doctors_pct BETWEEN 0 AND 100);
ALTER TABLE consultations ADD COLUMN nurses_pct INTEGER CHECK (nurses_pct BETWEEN 0 AND 100);
ALTER TABLE consultations ADD COLUMN rounds INTEGER CHECK (rounds >= 0);
ALTER TABLE consultations ADD COLUMN groups INTEGER CHECK (groups >= 0);
ALTER TABLE consultations ADD COLUMN surveys INTEGER CHECK (surveys >= 0);
ALTER TABLE consultations ADD COLUMN councils INTEGER CHECK (councils >= 0);
ALTER TABLE consultations ADD COLUMN room_limit INTEGER CHECK (room_limit >= 0);
ALTER TABLE consultations ADD COLUMN deadline TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN deliverable_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE consultations ADD COLUMN deliverable_en TEXT NOT NULL DEFAULT '';
DROP TRIGGER consultations_no_update;
-- +goose StatementBegin
CREATE TRIGGER consultations_no_update BEFORE UPDATE OF
    id, position, published_in, consultation_id, title_fr, title_en, territory_code, starts_on, ends_on,
    mode, participants, contributions, meetings, summary_fr, summary_en,
    parent, frequency, organiser_fr, organiser_en, audience_fr, audience_en, doctors_pct,
    nurses_pct, rounds, groups, surveys, councils, room_limit, deadline, deliverable_fr, deliverable_en
    ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- measure_number and year are 0 for a wider subject: a key has no nulls. The reference follows from the number.
CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    searched_on TEXT NOT NULL CHECK (searched_on <> ''),
    measure_number INTEGER NOT NULL CHECK (measure_number >= 0),
    year INTEGER NOT NULL CHECK (year = 0 OR year >= 2020),
    query TEXT NOT NULL CHECK (query <> ''),
    corpus TEXT NOT NULL CHECK (corpus IN ('pages', 'web')),
    wording TEXT NOT NULL CHECK (wording IN ('exact', 'shortened', 'topic')),
    results INTEGER CHECK (results >= 0),
    found INTEGER NOT NULL CHECK (found IN (0, 1)),
    outcome_fr TEXT NOT NULL CHECK (outcome_fr <> ''),
    source_id TEXT REFERENCES sources (id),
    measure INTEGER GENERATED ALWAYS AS (NULLIF(measure_number, 0)) STORED REFERENCES measures (number),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    CHECK ((measure_number = 0) = (year = 0))
) STRICT;
CREATE UNIQUE INDEX searches_live_key ON searches (searched_on, measure_number, year, query)
    WHERE superseded_in IS NULL;

-- +goose StatementBegin
CREATE TRIGGER searches_no_update BEFORE UPDATE OF
    id, position, published_in, searched_on, measure_number, year, query, corpus, wording,
    results, found, outcome_fr, source_id
    ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER searches_supersede_once BEFORE UPDATE OF superseded_in ON searches
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER searches_no_delete BEFORE DELETE ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER searches_insert_only BEFORE INSERT ON searches
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM searches WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM searches WHERE searched_on = NEW.searched_on AND measure_number = NEW.measure_number
            AND year = NEW.year AND query = NEW.query AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER searches_in_place BEFORE UPDATE ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

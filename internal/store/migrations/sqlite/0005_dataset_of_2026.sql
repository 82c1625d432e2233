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

ALTER TABLE indicator_versions ADD COLUMN next_expected TEXT NOT NULL DEFAULT '';
DROP TRIGGER IF EXISTS indicator_versions_no_update;
ALTER TABLE indicator_values ADD COLUMN scope TEXT NOT NULL DEFAULT '' CHECK (scope IN (
    '', 'hospital', 'hospital_social', 'with_regional', 'with_european', 'with_fir', 'unstated'
));
DROP TRIGGER IF EXISTS indicator_values_no_update;
ALTER TABLE priorities ADD COLUMN kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'axis', 'method'));
DROP TRIGGER IF EXISTS priorities_no_update;
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
DROP TRIGGER IF EXISTS consultations_no_update;
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


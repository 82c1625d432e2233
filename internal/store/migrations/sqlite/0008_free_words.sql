-- Words leave the tables: what a state, a unit or a role may be called is the business of the domain, and
-- the chain of hashes holds what was published, so that a new word is no new table. What stays are
-- forms (dates, empty texts, bounds) and what goes with a word that is there.
--
-- SQLite has no other way to take a check away than to write the table anew. References to it are not held
-- meanwhile, and are looked at when all is done. Guards of the tables of the dataset go with them, and are
-- put up again when the database is opened.

-- +goose Up

CREATE TEMP TABLE kept AS SELECT * FROM source_versions;
DROP TABLE source_versions;
CREATE TABLE source_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    title TEXT NOT NULL CHECK (title <> ''),
    publisher TEXT NOT NULL CHECK (publisher <> ''),
    url TEXT NOT NULL,
    published_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO source_versions SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX source_versions_live_key ON source_versions (source_id)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX source_versions_live_url ON source_versions (url)
    WHERE superseded_in IS NULL AND url <> '';

CREATE TEMP TABLE kept AS SELECT * FROM territory_versions;
DROP TABLE territory_versions;
CREATE TABLE territory_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    level TEXT NOT NULL,
    name_fr TEXT NOT NULL CHECK (name_fr <> ''),
    name_en TEXT NOT NULL CHECK (name_en <> ''),
    parent_code TEXT REFERENCES territories (code),
    iso_3166_2 TEXT NOT NULL CHECK (iso_3166_2 <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO territory_versions SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX territory_versions_live_key ON territory_versions (territory_code)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX territory_versions_live_iso_3166_2 ON territory_versions (iso_3166_2)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM measure_versions;
DROP TABLE measure_versions;
CREATE TABLE measure_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    slug TEXT NOT NULL CHECK (slug <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    short_title_fr TEXT NOT NULL CHECK (short_title_fr <> ''),
    short_title_en TEXT NOT NULL CHECK (short_title_en <> ''),
    title_basis TEXT NOT NULL,
    number_basis TEXT NOT NULL,
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO measure_versions SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX measure_versions_live_key ON measure_versions (measure_number)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX measure_versions_live_slug ON measure_versions (slug)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM indicator_versions;
DROP TABLE indicator_versions;
CREATE TABLE indicator_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    label_fr TEXT NOT NULL CHECK (label_fr <> ''),
    label_en TEXT NOT NULL CHECK (label_en <> ''),
    unit TEXT NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
    direction TEXT NOT NULL,
    nature TEXT NOT NULL,
    role TEXT NOT NULL,
    description_fr TEXT NOT NULL CHECK (description_fr <> ''),
    description_en TEXT NOT NULL CHECK (description_en <> ''),
    headline_rank INTEGER NOT NULL CHECK (headline_rank BETWEEN 0 AND 8),
    break_note TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    next_expected TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO indicator_versions SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX indicator_versions_live_key ON indicator_versions (indicator_code)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX indicator_versions_live_headline_rank ON indicator_versions (headline_rank)
    WHERE superseded_in IS NULL AND headline_rank > 0;

CREATE TEMP TABLE kept AS SELECT * FROM indicator_values;
DROP TABLE indicator_values;
CREATE TABLE indicator_values (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    kind TEXT NOT NULL,
    period TEXT NOT NULL CHECK (period <> ''),
    territory_code TEXT NOT NULL REFERENCES territories (code),
    number INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    flag TEXT NOT NULL,
    reference INTEGER NOT NULL CHECK (reference IN (FALSE, TRUE)),
    confidence TEXT NOT NULL,
    note_fr TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    scope TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO indicator_values SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX indicator_values_live_key ON indicator_values (indicator_code, kind, period, territory_code, number, source_id)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX indicator_values_live_reference ON indicator_values (indicator_code, kind, period, territory_code)
    WHERE superseded_in IS NULL AND reference;

CREATE TEMP TABLE kept AS SELECT * FROM events;
DROP TABLE events;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    event_date TEXT NOT NULL CHECK (event_date <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    kind TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO events SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX events_live_key ON events (event_date, title_fr)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM consultations;
DROP TABLE consultations;
CREATE TABLE consultations (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    consultation_id TEXT NOT NULL CHECK (consultation_id <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    territory_code TEXT NOT NULL REFERENCES territories (code),
    starts_on TEXT NOT NULL CHECK (starts_on <> ''),
    ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
    mode TEXT NOT NULL,
    participants INTEGER CHECK (participants >= 0),
    contributions INTEGER CHECK (contributions >= 0),
    meetings INTEGER CHECK (meetings >= 0),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    parent TEXT NOT NULL DEFAULT '',
    frequency TEXT NOT NULL DEFAULT '',
    organiser_fr TEXT NOT NULL DEFAULT '',
    organiser_en TEXT NOT NULL DEFAULT '',
    audience_fr TEXT NOT NULL DEFAULT '',
    audience_en TEXT NOT NULL DEFAULT '',
    doctors_pct INTEGER CHECK (doctors_pct BETWEEN 0 AND 100),
    nurses_pct INTEGER CHECK (nurses_pct BETWEEN 0 AND 100),
    rounds INTEGER CHECK (rounds >= 0),
    groups INTEGER CHECK (groups >= 0),
    surveys INTEGER CHECK (surveys >= 0),
    councils INTEGER CHECK (councils >= 0),
    room_limit INTEGER CHECK (room_limit >= 0),
    deadline TEXT NOT NULL DEFAULT '',
    deliverable_fr TEXT NOT NULL DEFAULT '',
    deliverable_en TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO consultations SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX consultations_live_key ON consultations (consultation_id)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM priorities;
DROP TABLE priorities;
CREATE TABLE priorities (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    priority_id TEXT NOT NULL CHECK (priority_id <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    kind TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO priorities SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX priorities_live_key ON priorities (priority_id)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM accounts;
DROP TABLE accounts;
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '' AND name = lower(name)),
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    lang TEXT NOT NULL,
    disabled INTEGER NOT NULL CHECK (disabled IN (FALSE, TRUE)),
    password_hash TEXT NOT NULL,
    subject TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_step INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
INSERT INTO accounts SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX accounts_subject ON accounts (subject) WHERE subject <> '';

CREATE TEMP TABLE kept AS SELECT * FROM links;
DROP TABLE links;
CREATE TABLE links (
    token_hash TEXT PRIMARY KEY CHECK (token_hash <> ''),
    purpose TEXT NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    expires_at TEXT NOT NULL,
    used INTEGER NOT NULL CHECK (used IN (FALSE, TRUE)),
    CHECK (purpose <> 'set_up' OR account_id IS NULL),
    CHECK (purpose <> 'reset' OR account_id IS NOT NULL)
) STRICT;
INSERT INTO links SELECT * FROM kept;
DROP TABLE kept;

CREATE TEMP TABLE kept AS SELECT * FROM plans;
DROP TABLE plans;
CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    proposals TEXT NOT NULL,
    note_fr TEXT NOT NULL,
    note_en TEXT NOT NULL,
    due_at TEXT NOT NULL CHECK (due_at <> ''),
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    published_in INTEGER REFERENCES publications (number),
    failure TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
INSERT INTO plans SELECT * FROM kept;
DROP TABLE kept;
CREATE INDEX plans_status ON plans (status, due_at);

CREATE TEMP TABLE kept AS SELECT * FROM proposals;
DROP TABLE proposals;
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    author_id INTEGER REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    base INTEGER NOT NULL CHECK (base >= 0),
    changes TEXT NOT NULL CHECK (changes <> ''),
    reason TEXT NOT NULL,
    explanation TEXT NOT NULL,
    confirmed TEXT NOT NULL,
    reverts INTEGER REFERENCES publications (number),
    submission INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decision TEXT NOT NULL,
    plan_id INTEGER REFERENCES plans (id),
    published_in INTEGER REFERENCES publications (number),
    version INTEGER NOT NULL CHECK (version > 0),
    case_id INTEGER REFERENCES cases (id)
) STRICT;
INSERT INTO proposals SELECT * FROM kept;
DROP TABLE kept;
CREATE INDEX proposals_status ON proposals (status, id);
CREATE INDEX proposals_author ON proposals (author_id, id);
CREATE INDEX proposals_case ON proposals (case_id) WHERE case_id IS NOT NULL;

CREATE TEMP TABLE kept AS SELECT * FROM assessments;
DROP TABLE assessments;
CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    year INTEGER NOT NULL CHECK (year >= 2020),
    state TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    justification_fr TEXT NOT NULL CHECK (justification_fr <> ''),
    justification_en TEXT NOT NULL CHECK (justification_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
INSERT INTO assessments SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX assessments_live_key ON assessments (measure_number, year)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS
    SELECT id, position, searched_on, measure_number, year, query, corpus, wording, results, found, outcome_fr, source_id, published_in, superseded_in
    FROM searches;
DROP TABLE searches;
CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    searched_on TEXT NOT NULL CHECK (searched_on <> ''),
    measure_number INTEGER NOT NULL CHECK (measure_number >= 0),
    year INTEGER NOT NULL CHECK (year = 0 OR year >= 2020),
    query TEXT NOT NULL CHECK (query <> ''),
    corpus TEXT NOT NULL,
    wording TEXT NOT NULL,
    results INTEGER CHECK (results >= 0),
    found INTEGER NOT NULL CHECK (found IN (FALSE, TRUE)),
    outcome_fr TEXT NOT NULL CHECK (outcome_fr <> ''),
    source_id TEXT REFERENCES sources (id),
    measure INTEGER GENERATED ALWAYS AS (NULLIF(measure_number, 0)) STORED REFERENCES measures (number),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in),
    CHECK ((measure_number = 0) = (year = 0))
) STRICT;
INSERT INTO searches (id, position, searched_on, measure_number, year, query, corpus, wording, results, found, outcome_fr, source_id, published_in, superseded_in)
    SELECT * FROM kept;
DROP TABLE kept;
CREATE UNIQUE INDEX searches_live_key ON searches (searched_on, measure_number, year, query)
    WHERE superseded_in IS NULL;

CREATE TEMP TABLE kept AS SELECT * FROM cases;
DROP TABLE cases;
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    document TEXT NOT NULL,
    suspect INTEGER NOT NULL CHECK (suspect IN (FALSE, TRUE)),
    status TEXT NOT NULL,
    received_at TEXT NOT NULL CHECK (received_at <> ''),
    answered_at TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    answer_fr TEXT NOT NULL,
    answer_en TEXT NOT NULL,
    quoted INTEGER NOT NULL CHECK (quoted IN (FALSE, TRUE)),
    weight INTEGER NOT NULL CHECK (weight >= 0),
    version INTEGER NOT NULL CHECK (version > 0),
    CHECK (status <> 'spam' OR (body = '' AND document = '' AND answer_fr = '' AND answer_en = '')),
    CHECK (status <> 'open' OR answered_at = ''),
    CHECK (status NOT IN ('accepted', 'refused', 'spam') OR answered_at <> ''),
    CHECK (status <> 'refused' OR reason <> ''),
    CHECK (status NOT IN ('open', 'accepted', 'spam') OR reason = '')
) STRICT;
INSERT INTO cases SELECT * FROM kept;
DROP TABLE kept;
CREATE INDEX cases_status ON cases (status, id);
CREATE INDEX cases_subject ON cases (status, subject, id);
CREATE INDEX cases_answered ON cases (answered_at, id) WHERE status IN ('accepted', 'refused');
CREATE INDEX cases_weight ON cases (status, weight);
-- +goose StatementBegin
CREATE TRIGGER contacts_forgotten AFTER UPDATE OF status ON cases
WHEN NEW.status <> 'open'
BEGIN
    DELETE FROM contacts WHERE case_id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cases_stay_closed BEFORE UPDATE OF status ON cases
WHEN OLD.status <> 'open'
BEGIN
    SELECT RAISE(ABORT, 'an answered case is not answered again');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cases_no_delete BEFORE DELETE ON cases
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its number and its answer');
END;
-- +goose StatementEnd

CREATE TEMP TABLE dangling (place TEXT CONSTRAINT every_reference_leads_to_a_row CHECK (place IS NULL));
INSERT INTO dangling SELECT [table] || ' ' || rowid FROM pragma_foreign_key_check;
DROP TABLE dangling;

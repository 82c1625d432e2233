-- Published data, versioned by publication: the rows of publication n are those with
-- published_in <= n and superseded_in null or > n. Dates are text, as they may be incomplete.

-- +goose Up
CREATE TABLE publications (
    number        INTEGER PRIMARY KEY CHECK (number > 0),
    published_at  TEXT NOT NULL,
    note_fr       TEXT NOT NULL,
    note_en       TEXT NOT NULL,
    author        TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    payload_hash  TEXT NOT NULL CHECK (length(payload_hash) = 64),
    hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

-- One row, taken first by every publication, so that numbers follow the order of commits.
CREATE TABLE publication_counter (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

INSERT INTO publication_counter (id, last) VALUES (1, 0);

-- Identities: what other rows refer to, whatever the version of its content.
CREATE TABLE sources (id TEXT PRIMARY KEY) STRICT;
CREATE TABLE territories (code TEXT PRIMARY KEY) STRICT;
CREATE TABLE pillars (number INTEGER PRIMARY KEY) STRICT;
CREATE TABLE measures (number INTEGER PRIMARY KEY) STRICT;
CREATE TABLE indicators (code TEXT PRIMARY KEY) STRICT;

-- Versions. position keeps the order of the dataset.

-- What a source says of itself.
CREATE TABLE source_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    title TEXT NOT NULL CHECK (title <> ''),
    publisher TEXT NOT NULL CHECK (publisher <> ''),
    url TEXT NOT NULL,
    published_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'official', 'law', 'parliament', 'audit',
        'statistics', 'press', 'professional', 'other'
    )),
    language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX source_versions_live_key ON source_versions (source_id)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX source_versions_live_url ON source_versions (url)
    WHERE superseded_in IS NULL AND url <> '';

CREATE TABLE territory_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    level TEXT NOT NULL CHECK (level IN ('country', 'region')),
    name_fr TEXT NOT NULL CHECK (name_fr <> ''),
    name_en TEXT NOT NULL CHECK (name_en <> ''),
    parent_code TEXT REFERENCES territories (code),
    iso_3166_2 TEXT NOT NULL CHECK (iso_3166_2 <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX territory_versions_live_key ON territory_versions (territory_code)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX territory_versions_live_iso_3166_2 ON territory_versions (iso_3166_2)
    WHERE superseded_in IS NULL;

CREATE TABLE pillar_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    slug TEXT NOT NULL CHECK (slug <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX pillar_versions_live_key ON pillar_versions (pillar_number)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX pillar_versions_live_slug ON pillar_versions (slug)
    WHERE superseded_in IS NULL;

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
    title_basis TEXT NOT NULL CHECK (title_basis IN ('official', 'near_official', 'attested', 'provisional')),
    number_basis TEXT NOT NULL CHECK (number_basis IN ('official', 'provisional')),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX measure_versions_live_key ON measure_versions (measure_number)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX measure_versions_live_slug ON measure_versions (slug)
    WHERE superseded_in IS NULL;

-- The state of a measure in a year.
CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    year INTEGER NOT NULL CHECK (year >= 2020),
    state TEXT NOT NULL CHECK (state IN (
        'done', 'done_modified', 'in_progress', 'preparing',
        'not_started', 'suspended', 'abandoned'
    )),
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('official', 'inferred')),
    justification_fr TEXT NOT NULL CHECK (justification_fr <> ''),
    justification_en TEXT NOT NULL CHECK (justification_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX assessments_live_key ON assessments (measure_number, year)
    WHERE superseded_in IS NULL;

-- headline_rank is 0 for an indicator that is not a headline.
CREATE TABLE indicator_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    label_fr TEXT NOT NULL CHECK (label_fr <> ''),
    label_en TEXT NOT NULL CHECK (label_en <> ''),
    unit TEXT NOT NULL CHECK (unit IN (
        'count', 'places', 'beds', 'percent', 'eur', 'eur_per_month',
        'million_eur', 'billion_eur', 'million', 'persons', 'hours', 'days'
    )),
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
    direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'none')),
    nature TEXT NOT NULL CHECK (nature IN ('stock', 'flow', 'cumulative', 'amount', 'share')),
    role TEXT NOT NULL CHECK (role IN ('deployment', 'outcome', 'means', 'context', 'method')),
    description_fr TEXT NOT NULL CHECK (description_fr <> ''),
    description_en TEXT NOT NULL CHECK (description_en <> ''),
    headline_rank INTEGER NOT NULL CHECK (headline_rank BETWEEN 0 AND 8),
    break_note TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX indicator_versions_live_key ON indicator_versions (indicator_code)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX indicator_versions_live_headline_rank ON indicator_versions (headline_rank)
    WHERE superseded_in IS NULL AND headline_rank > 0;

-- number counts thousandths of the indicator's unit: a figure is never a float.
CREATE TABLE indicator_values (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    kind TEXT NOT NULL CHECK (kind IN ('baseline', 'actual', 'target')),
    period TEXT NOT NULL CHECK (period <> ''),
    territory_code TEXT NOT NULL REFERENCES territories (code),
    number INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    flag TEXT NOT NULL CHECK (flag IN ('final', 'provisional', 'estimated', 'rounded')),
    reference INTEGER NOT NULL CHECK (reference IN (0, 1)),
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    note_fr TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX indicator_values_live_key ON indicator_values (indicator_code, kind, period, territory_code, number, source_id)
    WHERE superseded_in IS NULL;
CREATE UNIQUE INDEX indicator_values_live_reference ON indicator_values (indicator_code, kind, period, territory_code)
    WHERE superseded_in IS NULL AND reference = 1;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    event_date TEXT NOT NULL CHECK (event_date <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    kind TEXT NOT NULL CHECK (kind IN (
        'speech', 'launch', 'agreement', 'law',
        'decree', 'report', 'review', 'other'
    )),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX events_live_key ON events (event_date, title_fr)
    WHERE superseded_in IS NULL;

-- Counts are null where no source gives them.
CREATE TABLE consultations (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    consultation_id TEXT NOT NULL CHECK (consultation_id <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    territory_code TEXT NOT NULL REFERENCES territories (code),
    starts_on TEXT NOT NULL CHECK (starts_on <> ''),
    ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
    mode TEXT NOT NULL CHECK (mode IN (
        'plenary', 'committee', 'negotiation', 'interview',
        'workshop', 'online', 'mixed'
    )),
    participants INTEGER CHECK (participants >= 0),
    contributions INTEGER CHECK (contributions >= 0),
    meetings INTEGER CHECK (meetings >= 0),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX consultations_live_key ON consultations (consultation_id)
    WHERE superseded_in IS NULL;

CREATE TABLE priorities (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    priority_id TEXT NOT NULL CHECK (priority_id <> ''),
    title_fr TEXT NOT NULL CHECK (title_fr <> ''),
    title_en TEXT NOT NULL CHECK (title_en <> ''),
    summary_fr TEXT NOT NULL CHECK (summary_fr <> ''),
    summary_en TEXT NOT NULL CHECK (summary_en <> ''),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;
CREATE UNIQUE INDEX priorities_live_key ON priorities (priority_id)
    WHERE superseded_in IS NULL;

-- Lists. A list belongs to one version of its row.

CREATE TABLE measure_sources (
    row_id INTEGER NOT NULL REFERENCES measure_versions (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE assessment_sources (
    row_id INTEGER NOT NULL REFERENCES assessments (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE indicator_measures (
    row_id INTEGER NOT NULL REFERENCES indicator_versions (id),
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, measure_number)
) STRICT;

CREATE TABLE event_measures (
    row_id INTEGER NOT NULL REFERENCES events (id),
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, measure_number)
) STRICT;

CREATE TABLE event_sources (
    row_id INTEGER NOT NULL REFERENCES events (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE consultation_pillars (
    row_id INTEGER NOT NULL REFERENCES consultations (id),
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, pillar_number)
) STRICT;

CREATE TABLE consultation_sources (
    row_id INTEGER NOT NULL REFERENCES consultations (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE priority_measures (
    row_id INTEGER NOT NULL REFERENCES priorities (id),
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, measure_number)
) STRICT;

CREATE TABLE priority_sources (
    row_id INTEGER NOT NULL REFERENCES priorities (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

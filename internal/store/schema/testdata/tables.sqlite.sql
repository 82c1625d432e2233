CREATE TABLE sources (id TEXT PRIMARY KEY) STRICT;

CREATE TABLE source_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    url TEXT NOT NULL,
    published_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX source_versions_live_key ON source_versions (source_id)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX source_versions_live_url ON source_versions (url)
    WHERE superseded_in IS NULL AND url <> '';

CREATE TABLE territories (code TEXT PRIMARY KEY) STRICT;

CREATE TABLE territory_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    level TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    name_en TEXT NOT NULL,
    parent_code TEXT REFERENCES territories (code),
    iso_3166_2 TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX territory_versions_live_key ON territory_versions (territory_code)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX territory_versions_live_iso_3166_2 ON territory_versions (iso_3166_2)
    WHERE superseded_in IS NULL;

CREATE TABLE pillars (number INTEGER PRIMARY KEY) STRICT;

CREATE TABLE pillar_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    slug TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    summary_fr TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX pillar_versions_live_key ON pillar_versions (pillar_number)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX pillar_versions_live_slug ON pillar_versions (slug)
    WHERE superseded_in IS NULL;

CREATE TABLE measures (number INTEGER PRIMARY KEY) STRICT;

CREATE TABLE measure_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    slug TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    short_title_fr TEXT NOT NULL,
    short_title_en TEXT NOT NULL,
    title_basis TEXT NOT NULL,
    number_basis TEXT NOT NULL,
    summary_fr TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX measure_versions_live_key ON measure_versions (measure_number)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX measure_versions_live_slug ON measure_versions (slug)
    WHERE superseded_in IS NULL;

CREATE TABLE measure_sources (
    row_id INTEGER NOT NULL REFERENCES measure_versions (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    year INTEGER NOT NULL,
    state TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    justification_fr TEXT NOT NULL,
    justification_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX assessments_live_key ON assessments (measure_number, year)
    WHERE superseded_in IS NULL;

CREATE TABLE assessment_sources (
    row_id INTEGER NOT NULL REFERENCES assessments (id),
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, source_id)
) STRICT;

CREATE TABLE indicators (code TEXT PRIMARY KEY) STRICT;

CREATE TABLE indicator_versions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    label_fr TEXT NOT NULL,
    label_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    direction TEXT NOT NULL,
    nature TEXT NOT NULL,
    role TEXT NOT NULL,
    description_fr TEXT NOT NULL,
    description_en TEXT NOT NULL,
    headline_rank INTEGER NOT NULL,
    break_note TEXT NOT NULL,
    next_expected TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX indicator_versions_live_key ON indicator_versions (indicator_code)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX indicator_versions_live_headline_rank ON indicator_versions (headline_rank)
    WHERE superseded_in IS NULL AND headline_rank <> 0;

CREATE TABLE indicator_measures (
    row_id INTEGER NOT NULL REFERENCES indicator_versions (id),
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, measure_number)
) STRICT;

CREATE TABLE indicator_values (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    indicator_code TEXT NOT NULL REFERENCES indicators (code),
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    number INTEGER NOT NULL,
    scope TEXT NOT NULL,
    flag TEXT NOT NULL,
    reference INTEGER NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    confidence TEXT NOT NULL,
    note_fr TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX indicator_values_live_key ON indicator_values (indicator_code, kind, period, territory_code, number, source_id)
    WHERE superseded_in IS NULL;

CREATE UNIQUE INDEX indicator_values_live_reference ON indicator_values (indicator_code, kind, period, territory_code)
    WHERE superseded_in IS NULL AND reference;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    event_date TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX events_live_key ON events (event_date, title_fr)
    WHERE superseded_in IS NULL;

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

CREATE TABLE consultations (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    consultation_id TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    parent TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    frequency TEXT NOT NULL,
    mode TEXT NOT NULL,
    organiser_fr TEXT NOT NULL,
    organiser_en TEXT NOT NULL,
    audience_fr TEXT NOT NULL,
    audience_en TEXT NOT NULL,
    participants INTEGER,
    doctors_pct INTEGER,
    nurses_pct INTEGER,
    contributions INTEGER,
    meetings INTEGER,
    rounds INTEGER,
    groups INTEGER,
    surveys INTEGER,
    councils INTEGER,
    room_limit INTEGER,
    deadline TEXT NOT NULL,
    deliverable_fr TEXT NOT NULL,
    deliverable_en TEXT NOT NULL,
    summary_fr TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX consultations_live_key ON consultations (consultation_id)
    WHERE superseded_in IS NULL;

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

CREATE TABLE priorities (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    priority_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    summary_fr TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX priorities_live_key ON priorities (priority_id)
    WHERE superseded_in IS NULL;

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

CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    searched_on TEXT NOT NULL,
    measure_number INTEGER NOT NULL,
    year INTEGER NOT NULL,
    corpus TEXT NOT NULL,
    query TEXT NOT NULL,
    wording TEXT NOT NULL,
    results INTEGER,
    found INTEGER NOT NULL,
    outcome_fr TEXT NOT NULL,
    source_id TEXT REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX searches_live_key ON searches (searched_on, measure_number, year, query)
    WHERE superseded_in IS NULL;

CREATE TABLE site_texts (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    text_id TEXT NOT NULL,
    text_fr TEXT NOT NULL,
    text_en TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX site_texts_live_key ON site_texts (text_id)
    WHERE superseded_in IS NULL;

CREATE TABLE pillar_wordings (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    used_on TEXT NOT NULL,
    wording_fr TEXT NOT NULL,
    wording_en TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX pillar_wordings_live_key ON pillar_wordings (pillar_number, used_on)
    WHERE superseded_in IS NULL;

CREATE TABLE review_groups (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    group_name TEXT NOT NULL,
    rank INTEGER NOT NULL,
    topic_fr TEXT NOT NULL,
    topic_en TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX review_groups_live_key ON review_groups (group_name, rank)
    WHERE superseded_in IS NULL;

CREATE TABLE review_group_measures (
    row_id INTEGER NOT NULL REFERENCES review_groups (id),
    position INTEGER NOT NULL,
    measure_number INTEGER NOT NULL REFERENCES measures (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, measure_number)
) STRICT;

CREATE TABLE guide_themes (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    rank INTEGER NOT NULL,
    theme_fr TEXT NOT NULL,
    theme_en TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX guide_themes_live_key ON guide_themes (pillar_number, rank)
    WHERE superseded_in IS NULL;

CREATE TABLE guide_steps (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    rank INTEGER NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX guide_steps_live_key ON guide_steps (part, rank)
    WHERE superseded_in IS NULL;

CREATE TABLE strategies (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    rank INTEGER NOT NULL,
    orientation_fr TEXT NOT NULL,
    orientation_en TEXT NOT NULL,
    scope TEXT NOT NULL,
    period TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX strategies_live_key ON strategies (territory_code, rank)
    WHERE superseded_in IS NULL;

CREATE TABLE strategy_rules (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    kind TEXT NOT NULL,
    rank INTEGER NOT NULL,
    text_fr TEXT NOT NULL,
    text_en TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX strategy_rules_live_key ON strategy_rules (territory_code, kind, rank)
    WHERE superseded_in IS NULL;

CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    department TEXT NOT NULL,
    place TEXT NOT NULL,
    operator TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    sector TEXT NOT NULL,
    amount_meur INTEGER,
    aid_meur INTEGER,
    stage TEXT NOT NULL,
    stage_on TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    note_fr TEXT NOT NULL,
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX projects_live_key ON projects (project_id)
    WHERE superseded_in IS NULL;

CREATE TABLE territorial_sessions (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    territory_code TEXT NOT NULL REFERENCES territories (code),
    held_on TEXT NOT NULL,
    form TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL,
    hospital_medical INTEGER NOT NULL,
    hospital_other INTEGER NOT NULL,
    community INTEGER NOT NULL,
    social_public INTEGER NOT NULL,
    social_private INTEGER NOT NULL,
    users INTEGER NOT NULL,
    elected INTEGER NOT NULL,
    others INTEGER NOT NULL,
    synthesis_fr TEXT NOT NULL,
    synthesis_en TEXT NOT NULL,
    proposals_1_fr TEXT NOT NULL,
    proposals_1_en TEXT NOT NULL,
    proposals_2_fr TEXT NOT NULL,
    proposals_2_en TEXT NOT NULL,
    proposals_3_fr TEXT NOT NULL,
    proposals_3_en TEXT NOT NULL,
    proposals_4_fr TEXT NOT NULL,
    proposals_4_en TEXT NOT NULL,
    examples_fr TEXT NOT NULL,
    examples_en TEXT NOT NULL,
    heard TEXT NOT NULL,
    document TEXT NOT NULL,
    document_name TEXT NOT NULL,
    document_size INTEGER NOT NULL,
    source_id TEXT REFERENCES sources (id),
    published_in INTEGER NOT NULL REFERENCES publications (number),
    superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)
) STRICT;

CREATE UNIQUE INDEX territorial_sessions_live_key ON territorial_sessions (session_id)
    WHERE superseded_in IS NULL;

CREATE TABLE territorial_session_pillars (
    row_id INTEGER NOT NULL REFERENCES territorial_sessions (id),
    position INTEGER NOT NULL,
    pillar_number INTEGER NOT NULL REFERENCES pillars (number),
    PRIMARY KEY (row_id, position),
    UNIQUE (row_id, pillar_number)
) STRICT;


-- What the editorial side works with. Moments are text in UTC, "" where none is known;
-- lists are JSON.

-- +goose Up
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '' AND name = lower(name)),
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('regional', 'editor', 'approver', 'admin', 'observer')),
    scope TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    password_hash TEXT NOT NULL,
    subject TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_step INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX accounts_subject ON accounts (subject) WHERE subject <> '';

CREATE TABLE recovery_codes (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    code_hash TEXT NOT NULL CHECK (code_hash <> ''),
    PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE devices (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    device_hash TEXT NOT NULL CHECK (device_hash <> ''),
    created_at TEXT NOT NULL,
    PRIMARY KEY (account_id, device_hash)
) STRICT;

-- id is the hash of the token. A revoked session stays until it would have expired.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    account_id INTEGER REFERENCES accounts (id),
    agent TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    content BLOB NOT NULL,
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT;
CREATE INDEX sessions_account ON sessions (account_id, seen_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE links (
    token_hash TEXT PRIMARY KEY CHECK (token_hash <> ''),
    purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'reset')),
    account_id INTEGER REFERENCES accounts (id),
    expires_at TEXT NOT NULL,
    used INTEGER NOT NULL CHECK (used IN (0, 1)),
    CHECK ((purpose = 'set_up') = (account_id IS NULL))
) STRICT;

-- proposals lists their identifiers.
CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    proposals TEXT NOT NULL,
    note_fr TEXT NOT NULL,
    note_en TEXT NOT NULL,
    due_at TEXT NOT NULL CHECK (due_at <> ''),
    author TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'published', 'cancelled', 'failed')),
    published_in INTEGER REFERENCES publications (number),
    failure TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX plans_status ON plans (status, due_at);

-- changes is the canonical form of the change set.
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN (
        'state', 'value', 'measure', 'indicator', 'source', 'event', 'text', 'revert'
    )),
    status TEXT NOT NULL CHECK (status IN (
        'draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn', 'published'
    )),
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
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX proposals_status ON proposals (status, id);
CREATE INDEX proposals_author ON proposals (author_id, id);

-- What a proposal touches: table and row key.
CREATE TABLE proposal_rows (
    proposal_id INTEGER NOT NULL REFERENCES proposals (id),
    row_key TEXT NOT NULL CHECK (row_key <> ''),
    PRIMARY KEY (proposal_id, row_key)
) STRICT;
CREATE INDEX proposal_rows_key ON proposal_rows (row_key, proposal_id);

CREATE TABLE remarks (
    id INTEGER PRIMARY KEY,
    proposal_id INTEGER NOT NULL REFERENCES proposals (id),
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body TEXT NOT NULL CHECK (body <> '')
) STRICT;
CREATE INDEX remarks_proposal ON remarks (proposal_id, id);

-- Each hash covers the row and the hash before. The journal takes any action: what was done
-- is written down, whatever a later version calls it.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    object TEXT NOT NULL,
    old_text TEXT NOT NULL,
    new_text TEXT NOT NULL,
    reason TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_moment ON audit (made_at, id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_object ON audit (object, id);

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit journal is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit journal is never shortened');
END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes without asking the trigger on deletion.
-- +goose StatementBegin
CREATE TRIGGER audit_append_only BEFORE INSERT ON audit
WHEN NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit journal only grows at its end');
END;
-- +goose StatementEnd

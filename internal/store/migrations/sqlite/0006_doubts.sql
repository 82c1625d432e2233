-- What readers report, and what became of it. Closed cases stay: their answers are public. Moments are
-- text in UTC, "" where none is known. weight is what the reader wrote, in bytes.

-- +goose Up
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'doubt')),
    subject TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
    body TEXT NOT NULL,
    document TEXT NOT NULL,
    suspect INTEGER NOT NULL CHECK (suspect IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'refused', 'spam')),
    received_at TEXT NOT NULL CHECK (received_at <> ''),
    answered_at TEXT NOT NULL CHECK ((answered_at = '') = (status = 'open')),
    answered_by TEXT NOT NULL,
    reason TEXT NOT NULL CHECK ((reason <> '') = (status = 'refused')),
    answer_fr TEXT NOT NULL,
    answer_en TEXT NOT NULL,
    quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)),
    weight INTEGER NOT NULL CHECK (weight >= 0),
    version INTEGER NOT NULL CHECK (version > 0),
    CHECK (status <> 'spam' OR (body = '' AND document = '' AND answer_fr = '' AND answer_en = ''))
) STRICT;
CREATE INDEX cases_status ON cases (status, id);
CREATE INDEX cases_subject ON cases (status, subject, id);
CREATE INDEX cases_answered ON cases (answered_at, id) WHERE status IN ('accepted', 'refused');
CREATE INDEX cases_weight ON cases (status, weight);

-- Where the author may be reached, apart: it goes when the case is closed, whoever closes it.
CREATE TABLE contacts (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    email TEXT NOT NULL CHECK (email <> '')
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER contacts_forgotten AFTER UPDATE OF status ON cases
WHEN NEW.status <> 'open'
BEGIN
    DELETE FROM contacts WHERE case_id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contacts_of_open_cases BEFORE INSERT ON contacts
WHEN (SELECT status FROM cases WHERE id = NEW.case_id) <> 'open'
BEGIN
    SELECT RAISE(ABORT, 'a closed case has no contact');
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

-- The case that a proposal comes from.
ALTER TABLE proposals ADD COLUMN case_id INTEGER REFERENCES cases (id);
CREATE INDEX proposals_case ON proposals (case_id) WHERE case_id IS NOT NULL;

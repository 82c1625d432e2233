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

-- +goose StatementBegin
CREATE TRIGGER site_texts_no_update BEFORE UPDATE OF
    id, position, published_in, text_id, text_fr, text_en
    ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER site_texts_supersede_once BEFORE UPDATE OF superseded_in ON site_texts
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER site_texts_no_delete BEFORE DELETE ON site_texts
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
CREATE TRIGGER source_versions_insert_only BEFORE INSERT ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM source_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM source_versions WHERE source_id = NEW.source_id AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM source_versions WHERE url = NEW.url AND superseded_in IS NULL AND url <> '');
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER source_versions_in_place BEFORE UPDATE ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER territory_versions_insert_only BEFORE INSERT ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territory_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM territory_versions WHERE territory_code = NEW.territory_code AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM territory_versions WHERE iso_3166_2 = NEW.iso_3166_2 AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER territory_versions_in_place BEFORE UPDATE ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pillar_versions_insert_only BEFORE INSERT ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM pillar_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM pillar_versions WHERE pillar_number = NEW.pillar_number AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM pillar_versions WHERE slug = NEW.slug AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pillar_versions_in_place BEFORE UPDATE ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measure_versions_insert_only BEFORE INSERT ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM measure_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM measure_versions WHERE measure_number = NEW.measure_number AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM measure_versions WHERE slug = NEW.slug AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measure_versions_in_place BEFORE UPDATE ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
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
CREATE TRIGGER indicator_versions_insert_only BEFORE INSERT ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM indicator_versions WHERE indicator_code = NEW.indicator_code AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM indicator_versions WHERE headline_rank = NEW.headline_rank AND superseded_in IS NULL
            AND headline_rank > 0);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicator_versions_in_place BEFORE UPDATE ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicator_values_insert_only BEFORE INSERT ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_values WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM indicator_values WHERE indicator_code = NEW.indicator_code AND kind = NEW.kind AND period = NEW.period AND territory_code = NEW.territory_code
            AND number = NEW.number AND source_id = NEW.source_id AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM indicator_values WHERE indicator_code = NEW.indicator_code AND kind = NEW.kind AND period = NEW.period
            AND territory_code = NEW.territory_code AND superseded_in IS NULL AND reference = 1 AND NEW.reference = 1);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicator_values_in_place BEFORE UPDATE ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_insert_only BEFORE INSERT ON events
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM events WHERE event_date = NEW.event_date AND title_fr = NEW.title_fr
            AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_in_place BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultations_insert_only BEFORE INSERT ON consultations
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultations WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM consultations WHERE consultation_id = NEW.consultation_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultations_in_place BEFORE UPDATE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priorities_insert_only BEFORE INSERT ON priorities
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priorities WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM priorities WHERE priority_id = NEW.priority_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priorities_in_place BEFORE UPDATE ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER site_texts_insert_only BEFORE INSERT ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM site_texts WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM site_texts WHERE text_id = NEW.text_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER site_texts_in_place BEFORE UPDATE ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measure_sources_insert_only BEFORE INSERT ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM measure_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM measure_sources WHERE row_id = NEW.row_id
            AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM measure_versions v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
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

-- +goose StatementBegin
CREATE TRIGGER indicator_measures_insert_only BEFORE INSERT ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM indicator_measures WHERE row_id = NEW.row_id
            AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM indicator_versions v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER event_measures_insert_only BEFORE INSERT ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM event_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM event_measures WHERE row_id = NEW.row_id
            AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM events v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER event_sources_insert_only BEFORE INSERT ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM event_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM event_sources WHERE row_id = NEW.row_id
            AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM events v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultation_pillars_insert_only BEFORE INSERT ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultation_pillars WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM consultation_pillars WHERE row_id = NEW.row_id
            AND (position = NEW.position OR pillar_number = NEW.pillar_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM consultations v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultation_sources_insert_only BEFORE INSERT ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultation_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM consultation_sources WHERE row_id = NEW.row_id
            AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM consultations v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priority_measures_insert_only BEFORE INSERT ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priority_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM priority_measures WHERE row_id = NEW.row_id
            AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM priorities v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priority_sources_insert_only BEFORE INSERT ON priority_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priority_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM priority_sources WHERE row_id = NEW.row_id
            AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM priorities v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER sources_insert_only BEFORE INSERT ON sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM sources WHERE rowid = NEW.rowid);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER territories_insert_only BEFORE INSERT ON territories
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territories WHERE rowid = NEW.rowid);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicators_insert_only BEFORE INSERT ON indicators
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicators WHERE rowid = NEW.rowid);
END;
-- +goose StatementEnd

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

-- What is published stays: rows are neither changed nor deleted, except that a row may be
-- superseded once. The program does not count on these triggers; they stop other hands.

-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER source_versions_no_update BEFORE UPDATE OF
    id, position, published_in, source_id, title, publisher, url, published_on, kind, language
    ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER source_versions_supersede_once BEFORE UPDATE OF superseded_in ON source_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER source_versions_no_delete BEFORE DELETE ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER territory_versions_no_update BEFORE UPDATE OF
    id, position, published_in, territory_code, level, name_fr, name_en, parent_code, iso_3166_2
    ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER territory_versions_supersede_once BEFORE UPDATE OF superseded_in ON territory_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER territory_versions_no_delete BEFORE DELETE ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pillar_versions_no_update BEFORE UPDATE OF
    id, position, published_in, pillar_number, slug, title_fr, title_en, summary_fr, summary_en
    ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pillar_versions_supersede_once BEFORE UPDATE OF superseded_in ON pillar_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pillar_versions_no_delete BEFORE DELETE ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measure_versions_no_update BEFORE UPDATE OF
    id, position, published_in, measure_number, pillar_number, slug, title_fr, title_en, short_title_fr,
    short_title_en, title_basis, number_basis, summary_fr, summary_en
    ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER measure_versions_supersede_once BEFORE UPDATE OF superseded_in ON measure_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER measure_versions_no_delete BEFORE DELETE ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

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
CREATE TRIGGER indicator_versions_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, label_fr, label_en, unit, decimals, direction, nature,
    role, description_fr, description_en, headline_rank, break_note
    ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicator_versions_supersede_once BEFORE UPDATE OF superseded_in ON indicator_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicator_versions_no_delete BEFORE DELETE ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicator_values_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, kind, period, territory_code, number, source_id, flag,
    reference, confidence, note_fr
    ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicator_values_supersede_once BEFORE UPDATE OF superseded_in ON indicator_values
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicator_values_no_delete BEFORE DELETE ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE OF
    id, position, published_in, event_date, title_fr, title_en, kind
    ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_supersede_once BEFORE UPDATE OF superseded_in ON events
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultations_no_update BEFORE UPDATE OF
    id, position, published_in, consultation_id, title_fr, title_en, territory_code, starts_on, ends_on,
    mode, participants, contributions, meetings, summary_fr, summary_en
    ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER consultations_supersede_once BEFORE UPDATE OF superseded_in ON consultations
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER consultations_no_delete BEFORE DELETE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priorities_no_update BEFORE UPDATE OF
    id, position, published_in, priority_id, title_fr, title_en, summary_fr, summary_en
    ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER priorities_supersede_once BEFORE UPDATE OF superseded_in ON priorities
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER priorities_no_delete BEFORE DELETE ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

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
CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER territories_no_update BEFORE UPDATE ON territories
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER territories_no_delete BEFORE DELETE ON territories
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pillars_no_update BEFORE UPDATE ON pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pillars_no_delete BEFORE DELETE ON pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measures_no_update BEFORE UPDATE ON measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER measures_no_delete BEFORE DELETE ON measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER indicators_no_update BEFORE UPDATE ON indicators
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicators_no_delete BEFORE DELETE ON indicators
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER measure_sources_no_update BEFORE UPDATE ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER measure_sources_no_delete BEFORE DELETE ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
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
CREATE TRIGGER indicator_measures_no_update BEFORE UPDATE ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER indicator_measures_no_delete BEFORE DELETE ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER event_measures_no_update BEFORE UPDATE ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_measures_no_delete BEFORE DELETE ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER event_sources_no_update BEFORE UPDATE ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_sources_no_delete BEFORE DELETE ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultation_pillars_no_update BEFORE UPDATE ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER consultation_pillars_no_delete BEFORE DELETE ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER consultation_sources_no_update BEFORE UPDATE ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER consultation_sources_no_delete BEFORE DELETE ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priority_measures_no_update BEFORE UPDATE ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER priority_measures_no_delete BEFORE DELETE ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER priority_sources_no_update BEFORE UPDATE ON priority_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER priority_sources_no_delete BEFORE DELETE ON priority_sources
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

CREATE TRIGGER source_versions_no_update BEFORE UPDATE OF
    id, position, published_in, source_id, title, publisher, url, published_on, kind, language
    ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER source_versions_supersede_once BEFORE UPDATE OF superseded_in ON source_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER source_versions_no_delete BEFORE DELETE ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER source_versions_insert_only BEFORE INSERT ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM source_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM source_versions WHERE source_id = NEW.source_id AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM source_versions WHERE url = NEW.url AND superseded_in IS NULL AND url <> '' AND NEW.url <> '');
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER source_versions_in_place BEFORE UPDATE ON source_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER sources_insert_only BEFORE INSERT ON sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM sources WHERE rowid = NEW.rowid);
END;

CREATE TRIGGER territory_versions_no_update BEFORE UPDATE OF
    id, position, published_in, territory_code, level, name_fr, name_en, parent_code, iso_3166_2
    ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER territory_versions_supersede_once BEFORE UPDATE OF superseded_in ON territory_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER territory_versions_no_delete BEFORE DELETE ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER territory_versions_insert_only BEFORE INSERT ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territory_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM territory_versions WHERE territory_code = NEW.territory_code AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM territory_versions WHERE iso_3166_2 = NEW.iso_3166_2 AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER territory_versions_in_place BEFORE UPDATE ON territory_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER territories_no_update BEFORE UPDATE ON territories
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER territories_no_delete BEFORE DELETE ON territories
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER territories_insert_only BEFORE INSERT ON territories
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territories WHERE rowid = NEW.rowid);
END;

CREATE TRIGGER pillar_versions_no_update BEFORE UPDATE OF
    id, position, published_in, pillar_number, slug, title_fr, title_en, summary_fr, summary_en
    ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER pillar_versions_supersede_once BEFORE UPDATE OF superseded_in ON pillar_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER pillar_versions_no_delete BEFORE DELETE ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER pillar_versions_insert_only BEFORE INSERT ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM pillar_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM pillar_versions WHERE pillar_number = NEW.pillar_number AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM pillar_versions WHERE slug = NEW.slug AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER pillar_versions_in_place BEFORE UPDATE ON pillar_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER pillars_no_update BEFORE UPDATE ON pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER pillars_no_delete BEFORE DELETE ON pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER measure_versions_no_update BEFORE UPDATE OF
    id, position, published_in, measure_number, pillar_number, slug, title_fr, title_en, short_title_fr, short_title_en, title_basis, number_basis, summary_fr, summary_en
    ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER measure_versions_supersede_once BEFORE UPDATE OF superseded_in ON measure_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER measure_versions_no_delete BEFORE DELETE ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER measure_versions_insert_only BEFORE INSERT ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM measure_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM measure_versions WHERE measure_number = NEW.measure_number AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM measure_versions WHERE slug = NEW.slug AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER measure_versions_in_place BEFORE UPDATE ON measure_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER measure_sources_no_update BEFORE UPDATE ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER measure_sources_no_delete BEFORE DELETE ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER measure_sources_insert_only BEFORE INSERT ON measure_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM measure_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM measure_sources WHERE row_id = NEW.row_id AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM measure_versions v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER measures_no_update BEFORE UPDATE ON measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER measures_no_delete BEFORE DELETE ON measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER assessments_no_update BEFORE UPDATE OF
    id, position, published_in, measure_number, year, state, effective_on, basis, justification_fr, justification_en
    ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER assessments_supersede_once BEFORE UPDATE OF superseded_in ON assessments
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER assessments_no_delete BEFORE DELETE ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER assessments_insert_only BEFORE INSERT ON assessments
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM assessments WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM assessments WHERE measure_number = NEW.measure_number AND year = NEW.year AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER assessments_in_place BEFORE UPDATE ON assessments
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER assessment_sources_no_update BEFORE UPDATE ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER assessment_sources_no_delete BEFORE DELETE ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER assessment_sources_insert_only BEFORE INSERT ON assessment_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM assessment_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM assessment_sources WHERE row_id = NEW.row_id AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM assessments v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER indicator_versions_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, label_fr, label_en, unit, decimals, direction, nature, role, description_fr, description_en, headline_rank, break_note, next_expected
    ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER indicator_versions_supersede_once BEFORE UPDATE OF superseded_in ON indicator_versions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER indicator_versions_no_delete BEFORE DELETE ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER indicator_versions_insert_only BEFORE INSERT ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_versions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM indicator_versions WHERE indicator_code = NEW.indicator_code AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM indicator_versions WHERE headline_rank = NEW.headline_rank AND superseded_in IS NULL AND headline_rank <> 0 AND NEW.headline_rank <> 0);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER indicator_versions_in_place BEFORE UPDATE ON indicator_versions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER indicator_measures_no_update BEFORE UPDATE ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER indicator_measures_no_delete BEFORE DELETE ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER indicator_measures_insert_only BEFORE INSERT ON indicator_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM indicator_measures WHERE row_id = NEW.row_id AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM indicator_versions v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER indicators_no_update BEFORE UPDATE ON indicators
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER indicators_no_delete BEFORE DELETE ON indicators
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER indicators_insert_only BEFORE INSERT ON indicators
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicators WHERE rowid = NEW.rowid);
END;

CREATE TRIGGER indicator_values_no_update BEFORE UPDATE OF
    id, position, published_in, indicator_code, kind, period, territory_code, number, scope, flag, reference, source_id, confidence, note_fr
    ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER indicator_values_supersede_once BEFORE UPDATE OF superseded_in ON indicator_values
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER indicator_values_no_delete BEFORE DELETE ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER indicator_values_insert_only BEFORE INSERT ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM indicator_values WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM indicator_values WHERE indicator_code = NEW.indicator_code AND kind = NEW.kind AND period = NEW.period AND territory_code = NEW.territory_code AND number = NEW.number AND source_id = NEW.source_id AND superseded_in IS NULL)
        OR EXISTS (SELECT 1 FROM indicator_values WHERE indicator_code = NEW.indicator_code AND kind = NEW.kind AND period = NEW.period AND territory_code = NEW.territory_code AND superseded_in IS NULL AND reference AND NEW.reference);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER indicator_values_in_place BEFORE UPDATE ON indicator_values
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER events_no_update BEFORE UPDATE OF
    id, position, published_in, event_date, title_fr, title_en, kind
    ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER events_supersede_once BEFORE UPDATE OF superseded_in ON events
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER events_insert_only BEFORE INSERT ON events
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM events WHERE event_date = NEW.event_date AND title_fr = NEW.title_fr AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER events_in_place BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER event_measures_no_update BEFORE UPDATE ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER event_measures_no_delete BEFORE DELETE ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER event_measures_insert_only BEFORE INSERT ON event_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM event_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM event_measures WHERE row_id = NEW.row_id AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM events v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER event_sources_no_update BEFORE UPDATE ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER event_sources_no_delete BEFORE DELETE ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER event_sources_insert_only BEFORE INSERT ON event_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM event_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM event_sources WHERE row_id = NEW.row_id AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM events v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER consultations_no_update BEFORE UPDATE OF
    id, position, published_in, consultation_id, title_fr, title_en, territory_code, parent, starts_on, ends_on, frequency, mode, organiser_fr, organiser_en, audience_fr, audience_en, participants, doctors_pct, nurses_pct, contributions, meetings, rounds, groups, surveys, councils, room_limit, deadline, deliverable_fr, deliverable_en, summary_fr, summary_en
    ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER consultations_supersede_once BEFORE UPDATE OF superseded_in ON consultations
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER consultations_no_delete BEFORE DELETE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER consultations_insert_only BEFORE INSERT ON consultations
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultations WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM consultations WHERE consultation_id = NEW.consultation_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER consultations_in_place BEFORE UPDATE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER consultation_pillars_no_update BEFORE UPDATE ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER consultation_pillars_no_delete BEFORE DELETE ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER consultation_pillars_insert_only BEFORE INSERT ON consultation_pillars
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultation_pillars WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM consultation_pillars WHERE row_id = NEW.row_id AND (position = NEW.position OR pillar_number = NEW.pillar_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM consultations v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER consultation_sources_no_update BEFORE UPDATE ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER consultation_sources_no_delete BEFORE DELETE ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER consultation_sources_insert_only BEFORE INSERT ON consultation_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM consultation_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM consultation_sources WHERE row_id = NEW.row_id AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM consultations v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER priorities_no_update BEFORE UPDATE OF
    id, position, published_in, priority_id, kind, title_fr, title_en, summary_fr, summary_en
    ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER priorities_supersede_once BEFORE UPDATE OF superseded_in ON priorities
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER priorities_no_delete BEFORE DELETE ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER priorities_insert_only BEFORE INSERT ON priorities
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priorities WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM priorities WHERE priority_id = NEW.priority_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER priorities_in_place BEFORE UPDATE ON priorities
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER priority_measures_no_update BEFORE UPDATE ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER priority_measures_no_delete BEFORE DELETE ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER priority_measures_insert_only BEFORE INSERT ON priority_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priority_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM priority_measures WHERE row_id = NEW.row_id AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM priorities v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER priority_sources_no_update BEFORE UPDATE ON priority_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER priority_sources_no_delete BEFORE DELETE ON priority_sources
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER priority_sources_insert_only BEFORE INSERT ON priority_sources
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM priority_sources WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM priority_sources WHERE row_id = NEW.row_id AND (position = NEW.position OR source_id = NEW.source_id));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM priorities v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER searches_no_update BEFORE UPDATE OF
    id, position, published_in, searched_on, measure_number, year, corpus, query, wording, results, found, outcome_fr, source_id
    ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER searches_supersede_once BEFORE UPDATE OF superseded_in ON searches
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER searches_no_delete BEFORE DELETE ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER searches_insert_only BEFORE INSERT ON searches
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM searches WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM searches WHERE searched_on = NEW.searched_on AND measure_number = NEW.measure_number AND year = NEW.year AND query = NEW.query AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER searches_in_place BEFORE UPDATE ON searches
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER site_texts_no_update BEFORE UPDATE OF
    id, position, published_in, text_id, text_fr, text_en
    ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER site_texts_supersede_once BEFORE UPDATE OF superseded_in ON site_texts
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER site_texts_no_delete BEFORE DELETE ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER site_texts_insert_only BEFORE INSERT ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM site_texts WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM site_texts WHERE text_id = NEW.text_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER site_texts_in_place BEFORE UPDATE ON site_texts
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER pillar_wordings_no_update BEFORE UPDATE OF
    id, position, published_in, pillar_number, used_on, wording_fr, wording_en, source_id
    ON pillar_wordings
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER pillar_wordings_supersede_once BEFORE UPDATE OF superseded_in ON pillar_wordings
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER pillar_wordings_no_delete BEFORE DELETE ON pillar_wordings
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER pillar_wordings_insert_only BEFORE INSERT ON pillar_wordings
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM pillar_wordings WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM pillar_wordings WHERE pillar_number = NEW.pillar_number AND used_on = NEW.used_on AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER pillar_wordings_in_place BEFORE UPDATE ON pillar_wordings
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER review_groups_no_update BEFORE UPDATE OF
    id, position, published_in, group_name, rank, topic_fr, topic_en, source_id
    ON review_groups
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER review_groups_supersede_once BEFORE UPDATE OF superseded_in ON review_groups
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER review_groups_no_delete BEFORE DELETE ON review_groups
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER review_groups_insert_only BEFORE INSERT ON review_groups
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM review_groups WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM review_groups WHERE group_name = NEW.group_name AND rank = NEW.rank AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER review_groups_in_place BEFORE UPDATE ON review_groups
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER review_group_measures_no_update BEFORE UPDATE ON review_group_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER review_group_measures_no_delete BEFORE DELETE ON review_group_measures
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER review_group_measures_insert_only BEFORE INSERT ON review_group_measures
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM review_group_measures WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM review_group_measures WHERE row_id = NEW.row_id AND (position = NEW.position OR measure_number = NEW.measure_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM review_groups v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;

CREATE TRIGGER guide_themes_no_update BEFORE UPDATE OF
    id, position, published_in, pillar_number, rank, theme_fr, theme_en, source_id
    ON guide_themes
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER guide_themes_supersede_once BEFORE UPDATE OF superseded_in ON guide_themes
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER guide_themes_no_delete BEFORE DELETE ON guide_themes
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER guide_themes_insert_only BEFORE INSERT ON guide_themes
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM guide_themes WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM guide_themes WHERE pillar_number = NEW.pillar_number AND rank = NEW.rank AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER guide_themes_in_place BEFORE UPDATE ON guide_themes
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER guide_steps_no_update BEFORE UPDATE OF
    id, position, published_in, part, rank, title_fr, title_en, source_id
    ON guide_steps
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER guide_steps_supersede_once BEFORE UPDATE OF superseded_in ON guide_steps
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER guide_steps_no_delete BEFORE DELETE ON guide_steps
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER guide_steps_insert_only BEFORE INSERT ON guide_steps
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM guide_steps WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM guide_steps WHERE part = NEW.part AND rank = NEW.rank AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER guide_steps_in_place BEFORE UPDATE ON guide_steps
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER strategies_no_update BEFORE UPDATE OF
    id, position, published_in, territory_code, rank, orientation_fr, orientation_en, scope, period, source_id
    ON strategies
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER strategies_supersede_once BEFORE UPDATE OF superseded_in ON strategies
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER strategies_no_delete BEFORE DELETE ON strategies
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER strategies_insert_only BEFORE INSERT ON strategies
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM strategies WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM strategies WHERE territory_code = NEW.territory_code AND rank = NEW.rank AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER strategies_in_place BEFORE UPDATE ON strategies
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER strategy_rules_no_update BEFORE UPDATE OF
    id, position, published_in, territory_code, kind, rank, text_fr, text_en, source_id
    ON strategy_rules
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER strategy_rules_supersede_once BEFORE UPDATE OF superseded_in ON strategy_rules
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER strategy_rules_no_delete BEFORE DELETE ON strategy_rules
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER strategy_rules_insert_only BEFORE INSERT ON strategy_rules
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM strategy_rules WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM strategy_rules WHERE territory_code = NEW.territory_code AND kind = NEW.kind AND rank = NEW.rank AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER strategy_rules_in_place BEFORE UPDATE ON strategy_rules
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER projects_no_update BEFORE UPDATE OF
    id, position, published_in, project_id, territory_code, department, place, operator, title_fr, title_en, sector, amount_meur, aid_meur, stage, stage_on, starts_on, ends_on, source_id, note_fr
    ON projects
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER projects_supersede_once BEFORE UPDATE OF superseded_in ON projects
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER projects_no_delete BEFORE DELETE ON projects
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER projects_insert_only BEFORE INSERT ON projects
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM projects WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM projects WHERE project_id = NEW.project_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER projects_in_place BEFORE UPDATE ON projects
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER territorial_sessions_no_update BEFORE UPDATE OF
    id, position, published_in, session_id, territory_code, held_on, form, title_fr, title_en, hospital_medical, hospital_other, community, social_public, social_private, users, elected, others, synthesis_fr, synthesis_en, proposals_1_fr, proposals_1_en, proposals_2_fr, proposals_2_en, proposals_3_fr, proposals_3_en, proposals_4_fr, proposals_4_en, examples_fr, examples_en, heard, document, document_name, document_size, source_id
    ON territorial_sessions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER territorial_sessions_supersede_once BEFORE UPDATE OF superseded_in ON territorial_sessions
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a row is superseded once');
END;

CREATE TRIGGER territorial_sessions_no_delete BEFORE DELETE ON territorial_sessions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER territorial_sessions_insert_only BEFORE INSERT ON territorial_sessions
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territorial_sessions WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM territorial_sessions WHERE session_id = NEW.session_id AND superseded_in IS NULL);
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.published_in);
END;

CREATE TRIGGER territorial_sessions_in_place BEFORE UPDATE ON territorial_sessions
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM publication_payloads WHERE number = NEW.superseded_in);
END;

CREATE TRIGGER territorial_session_pillars_no_update BEFORE UPDATE ON territorial_session_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never changed');
END;

CREATE TRIGGER territorial_session_pillars_no_delete BEFORE DELETE ON territorial_session_pillars
BEGIN
    SELECT RAISE(ABORT, 'published rows are never deleted');
END;

CREATE TRIGGER territorial_session_pillars_insert_only BEFORE INSERT ON territorial_session_pillars
BEGIN
    SELECT RAISE(ABORT, 'a row with the same key is there already') WHERE
        EXISTS (SELECT 1 FROM territorial_session_pillars WHERE rowid = NEW.rowid)
        OR EXISTS (SELECT 1 FROM territorial_session_pillars WHERE row_id = NEW.row_id AND (position = NEW.position OR pillar_number = NEW.pillar_number));
    SELECT RAISE(ABORT, 'nothing is added to what is published') WHERE
        EXISTS (SELECT 1 FROM territorial_sessions v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id);
END;


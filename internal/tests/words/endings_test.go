package words

import (
	"maps"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/opendata"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// endings lists, for each beginning of computed keys, every end that may follow. A beginning
// that is not here is a fault: add it with its ends.
func endings() map[string][]string {
	slugs := texts(segur.Standings(), segur.State.Slug)
	standings := append(texts(segur.States(), func(s segur.State) string { return string(s) }), "unknown")
	outcomes := texts(segur.Outcomes(), segur.Outcome.Slug)
	reasons := texts(segur.Reasons(), func(r segur.Reason) string { return string(r) })
	kinds := segur.Allowed(segur.TableValues, "kind")
	all := changeEndings(kinds)
	maps.Copy(all, standingEndings(standings))
	maps.Copy(all, map[string][]string{
		"state.": slugs, "state_medium.": slugs, "state_short.": slugs, "state_rule.": slugs,
		"outcome.": outcomes, "outcome_rule.": outcomes,
		"reason_word.": reasons, "reason_rule.": reasons,

		"next.":            texts(catalog.NextBases(), func(b catalog.NextBasis) string { return string(b) }),
		"indicators.show_": {"objectif", "ecart", "retard"},
		"next_late.":       texts(catalog.NextBases(), func(b catalog.NextBasis) string { return string(b) }),

		"unit.":         segur.Allowed(segur.TableIndicators, "unit"),
		"direction.":    segur.Allowed(segur.TableIndicators, "direction"),
		"nature.":       segur.Allowed(segur.TableIndicators, "nature"),
		"role.":         segur.Allowed(segur.TableIndicators, "role"),
		"flag.":         without(segur.Allowed(segur.TableValues, "flag"), "final"), // needs no word
		"kind.":         slices.Concat(kinds, texts(kinds, func(k string) string { return k + "_alternative" })),
		"basis.":        segur.Allowed(segur.TableAssessments, "basis"),
		"title_basis.":  without(segur.Allowed(segur.TableMeasures, "title_basis"), "official"), // no badge
		"number_basis.": without(segur.Allowed(segur.TableMeasures, "number_basis"), "official"),
		"event_kind.":   texts(segur.Allowed(segur.TableEvents, "kind"), notPlural),
		"source_kind.":  texts(segur.Allowed(segur.TableSources, "kind"), notPlural),

		"renumber.basis.":  hinted(segur.Allowed(segur.TableMeasures, "number_basis"), "_hint"),
		"review.status.":   texts(desk.Statuses(), func(s desk.Status) string { return string(s) }),
		"review.statuses.": texts(desk.Statuses()[1:], func(s desk.Status) string { return string(s) }), // drafts have a list of their own
		"review.check_":    {"ok", "warn", "fault"},
		"review.warning.":  append(edit.WarningCodes(), "times_ten_down"),
		"asking.":          edit.WarningCodes(),
		"review.side.":     {"both", "equal", "mine", "theirs"},
		"review.action.": {
			"drafted", "revised", "submitted", "withdrawn", "commented", "approved", "rejected", "returned", "rebased", "renumbered", "published",
		},
		"effect.count.":     slugs,
		"publish.note.":     notes(),
		"publish.numeral.n": {"2", "3", "4", "5", "6", "7", "8", "9"},
		"publish.weekday.d": {"0", "1", "2", "3", "4", "5", "6"},
		"publish.failure.":  {"conflict", "invalid", "same", "empty", "unapproved", "altered", "unknown"},
		"publish.stuck_":    {"changed", "needed", "missing", "rule"},
		"kind_of.":          texts(desk.Kinds(), func(k desk.Kind) string { return string(k) }),

		"board.":        boards(),
		"board.plan_":   {string(desk.PlanWaiting), string(desk.PlanFailed), "held"},
		"desk.nav_":     {"board", "proposals", "entry", "publish", "reports", "accounts", "journal"},
		"notice_title.": {"expired", "forbidden", "missing", "conflict", "large", "invalid"},

		"refusal.": refusals(),
		"refusal_code.": {
			"invalid", "unauthenticated", "forbidden", "not_found", "conflict", "gone", "too_large", "unavailable", "internal",
		},

		"finding.": ingest.Rules(), "headline.": headlines(),
		"error.": product([]string{"400", "403", "404", "405", "413", "500", "503"}, []string{"title", "message"}),
		"fault.": {"invalid", "missing", "gone", "method", "busy", "ours"}, "fault.picture.": {"invalid", "missing", "gone", "busy"},

		"action.":         texts(desk.Actions(), func(a desk.Action) string { return string(a) }),
		"role_of.":        texts(desk.Roles(), func(r desk.Role) string { return string(r) }),
		"people.role_":    texts(desk.Roles(), func(r desk.Role) string { return string(r) }),
		"enrol.choose_":   {"codes", "codes_hint", "retirer", "retirer_hint"},
		"journal.filter_": {"texte", "personne", "action", "objet", "du", "au"},
		"journal_fact.": {
			"display_name", "role", "scope_regions", "scope_measures", "lang", "disabled", "password", "second_factor", "subject",
			"purpose", "expires_at", "format", "lines", "filters", "status", "comment", "agent", "sessions", "proposals",
			"note_fr", "note_en", "dueat", "publication", "explanation", "reason", "reverts", "failure", "publishedin",
		},
		"journal_value.": append(texts(desk.Statuses(), func(s desk.Status) string { return string(s) }),
			"true", "false", "set_up", "reset", "waiting", "cancelled", "failed", "fr", "en"),
		"journal_reason.": append(texts(desk.Permissions()[2:], func(p desk.Permission) string { return string(p) }),
			"unknown_account", "wrong_password", "disabled_account", "provider_refused", "no_account_for_identity", "other_identity",
			"has_password", "dead_link", "no_password", "foreign", "form_token",
			"password", "password_code", "password_recovery_code", "sso", "setup_link", "code", "code_used", "recovery_code", "recovery_codes",
			"no_factor", "permission", "scope", "second_factor", "own_proposal", "author"),
		"journal_object.": {"proposal", "account", "publication", "plan", "case"},
		"journal_place.":  {"audit", "accounts", "link", "cases"},
		"journal_fault.":  {"date_empty", "date_format", "date_short_year", "date_absent"},

		"asked.":        append(view.ChartParams(), "no_chart"),
		"files.column.": opendata.Columns(),

		"chart.":              nil, // said by the charts' own functions, which are read
		"chart.part.":         standings,
		"chart.unit.":         segur.Allowed(segur.TableIndicators, "unit"),
		"chart.legend.":       {"line", "gap", "baseline", "alternative", "target", "pace"},
		"chart.reason_count.": reasons,
		"chart.outcome_tail.": without(texts(segur.Outcomes(), func(o segur.Outcome) string { return string(o) }), string(segur.NotAssessable)),
	})
	for _, more := range []map[string][]string{shareEndings(), findEndings(), projectEndings(), entryEndings(), reportEndings(), regionalEndings(), concertationEndings()} {
		maps.Copy(all, more)
	}
	return all
}

// notes are what the proposed note of a publication may say.
func notes() []string {
	return strings.Fields(`value_added value_changed value_removed value_corrected state_added state_changed state_removed state_corrected
		project_added project_changed project_removed strategy_added strategy_changed strategy_removed
		session_added session_changed session_removed indicator_added indicator_changed indicator_removed event_added event_changed event_removed source_added source_changed
		source_removed search_added search_removed measure text row alt chart_added chart_changed chart_removed`)
}

func texts[T any](items []T, write func(T) string) []string {
	var out []string
	for _, item := range items {
		out = append(out, write(item))
	}
	return out
}

func without(list []string, word string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == word })
}

// notPlural avoids a word that the files of words keep for plurals, as the pages do.
func notPlural(kind string) string {
	if kind == "other" {
		return "other_kind"
	}
	return kind
}

// boards are the groups of the desk's first page; a rule and a word for none are only there where
// they say something.
func boards() []string {
	groups := []string{
		"review", "returned", "drafts", "submitted", "approved", "conflicts", "plans", "unassessed", "overdue", "provisional", "doubtful", "untargeted", "outdated", "lacking",
	}
	keys := product(groups, []string{"_title"})
	for _, none := range without(without(groups, "conflicts"), "plans") {
		keys = append(keys, none+"_empty")
	}
	for _, told := range []string{"returned", "conflicts", "unassessed", "overdue", "doubtful", "untargeted", "outdated", "lacking"} {
		keys = append(keys, told+"_rule")
	}
	for i, key := range keys {
		keys[i] = strings.Replace(key, "._", "_", 1)
	}
	return keys
}

// refusals are the fields of the errors that use cases, signing in and the kernel of the desk
// refuse with. TestEveryRefusalHasWords holds those of the use cases against the code.
func refusals() []string {
	return strings.Fields(`
		same exists gone conflict successor moved plan_numbers place
		permission scope second_factor own_proposal author stale status planned kind empty reason no_source no_date explanation
		unconfirmed document invalid unapproved altered reason_long text_long note note_long note_en note_en_long due_at alone first text name name_taken subject_taken display_name role lang scope_required
		scope_unknown last_admin password secret link
		password_short password_long password_name password_common throttled busy code code_used no_factor recovery_code
		sign_in sso_refused sso_unavailable sso_setting sso_setting_slash
		foreign form_token body journal_date not_reopened
		catalogue answer answer_long answer_en answer_en_long case no_report`)
}

func headlines() []string {
	states := without(texts(segur.States(), func(s segur.State) string { return string(s) }), string(segur.Unknown))
	return product([]string{"first", "next"}, append(states, "done_partly_modified"))
}

func product(first, second []string) []string {
	var out []string
	for _, a := range first {
		for _, b := range second {
			out = append(out, a+"."+b)
		}
	}
	return out
}

// pageParts are what a page's own name is completed with.
func pageParts() []string { return []string{".title", ".summary"} }

// fileName tells names of files from keys: "site.css".
func fileName(s string) bool {
	for _, ext := range strings.Fields(".css .js .mjs .json .html .csv .db .svg .toml .xml .txt .woff2") {
		if strings.HasSuffix(s, ext) {
			return true
		}
	}
	return false
}

// columns are those of the dataset whose table is also a table of words.
func columns() []string {
	return append(
		product([]string{"sources"}, strings.Fields("id title publisher url published_on kind language")),
		product([]string{"measures", "indicators"}, strings.Fields(
			"title_fr title_en short_title_fr short_title_en summary_fr summary_en title_basis source_ids slug "+
				"code label_fr label_en unit decimals direction nature role measures description_fr description_en"))...)
}

// changeEndings are the words of changed rows.
func changeEndings(kinds []string) map[string][]string {
	return map[string][]string{
		"column.":              {}, // a column without a word of its own has its name
		"change.added.":        kinds,
		"gallery.family.":      {"region", "classement"},
		"region.column_":       {"orientations", "projects", "indicators", "strands"},
		"differs.":             {"scope", "time", "kind", "population"},
		"chart.map.tile.":      segur.RegionCodes(),
		"change.flag.":         segur.Allowed(segur.TableValues, "flag"),
		"change.confidence.":   segur.Allowed(segur.TableValues, "confidence"),
		"change.title_basis.":  segur.Allowed(segur.TableMeasures, "title_basis"),
		"change.number_basis.": segur.Allowed(segur.TableMeasures, "number_basis"),
		"change.language.":     segur.Allowed(segur.TableSources, "language"),
		"change.level.":        segur.Allowed(segur.TableTerritories, "level"),
		"change.mode.":         segur.Allowed(segur.TableConsultation, "mode"),

		"change.frequency.":     segur.Allowed(segur.TableConsultation, "frequency"),
		"change.priority_kind.": segur.Allowed(segur.TablePriorities, "kind"),
		"change.corpus.":        segur.Allowed(segur.TableSearches, "corpus"),
		"change.query_wording.": segur.Allowed(segur.TableSearches, "wording"),
		"change.found.":         {"yes", "no"},
		"scope.":                segur.Allowed(segur.TableValues, "scope"),
	}
}

// standingEndings are the words on where measures stand and what says so.
func standingEndings(standings []string) map[string][]string {
	readings := texts(segur.Readings(), func(r segur.Reading) string { return string(r) })
	return map[string][]string{
		"standing.":     product([]string{"first", "next"}, append(standings, "done_partly_modified")),
		"seen.":         {"documented", "not_yet", "carried", "silent", "never"},
		"rows.":         readings,
		"reading_word.": readings,
		"basis_word.":   segur.Allowed(segur.TableAssessments, "basis"),
		"basis_count.":  segur.Allowed(segur.TableAssessments, "basis"),
		"looked.":       segur.Allowed(segur.TableSearches, "wording"),
		"settle.": append(product([]string{"number_basis"}, without(segur.Allowed(segur.TableMeasures, "number_basis"), "official")),
			product([]string{"title_basis"}, without(segur.Allowed(segur.TableMeasures, "title_basis"), "official"))...),
	}
}

package ingest_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
)

// spoilt is the real dataset with one fault, and the finding it must give.
type spoilt struct {
	name  string
	spoil func(*testing.T, fstest.MapFS)
	want  ingest.Finding
	more  int // other findings that this one entails
}

// cell overwrites one field and expects a finding there.
func cell(name, table string, line int, column, value string, rule segur.Rule, more int) spoilt {
	f := ingest.Finding{File: table + ".csv", Line: line, ColumnName: column, Rule: string(rule), Value: value}
	return spoilt{name, func(t *testing.T, files fstest.MapFS) {
		records := readRecords(t, files, f.File)
		records[line-1][slices.Index(records[0], column)] = value
		writeRecords(t, files, f.File, records)
	}, f, more}
}

// file rewrites the bytes of one file; the finding's column is a place, not a name.
func file(name, table string, line int, rule, value string, rewrite func(string) string) spoilt {
	f := ingest.Finding{File: table + ".csv", Line: line, Rule: rule, Value: value}
	return spoilt{name, func(_ *testing.T, files fstest.MapFS) {
		files[f.File] = &fstest.MapFile{Data: []byte(rewrite(string(files[f.File].Data)))}
	}, f, 0}
}

func replace(old, fresh string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, fresh, 1) }
}

// rows rewrites the records of one file.
func rows(name, table string, edit func([][]string) [][]string, want ingest.Finding, more int) spoilt {
	return spoilt{name, func(t *testing.T, files fstest.MapFS) {
		writeRecords(t, files, table+".csv", edit(readRecords(t, files, table+".csv")))
	}, want, more}
}

func drop(line int) func([][]string) [][]string {
	return func(r [][]string) [][]string { return slices.Delete(r, line-1, line) }
}

func readRecords(t *testing.T, files fstest.MapFS, name string) [][]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(files[name].Data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func writeRecords(t *testing.T, files fstest.MapFS, name string, records [][]string) {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	files[name] = &fstest.MapFile{Data: b.Bytes()}
}

func fileFaults() []spoilt {
	return []spoilt{
		file("byte order mark", "events", 1, ingest.RuleByteOrderMark, "", func(s string) string { return "\ufeff" + s }),
		file("Windows lines", "events", 3, ingest.RuleCarriageRet, "", func(s string) string {
			lines := strings.SplitAfter(s, "\n")
			lines[2] = strings.TrimSuffix(lines[2], "\n") + "\r\n"
			return strings.Join(lines, "")
		}),
		file("not UTF-8", "pillars", 2, ingest.RuleEncoding, "", replace("métiers et", "m\xe9tiers et")),
		file("header", "pillars", 1, ingest.RuleHeader, "number,slog,title_fr,title_en,summary_fr,summary_en", replace("slug", "slog")),
		file("empty file", "pillars", 1, ingest.RuleHeader, "", func(string) string { return "" }),
		file("quote left open", "priorities", 9, ingest.RuleQuotes, "", func(s string) string {
			return strings.TrimSuffix(s, "\n") + "\"\n"
		}),
		file("one field less", "territories", 8, ingest.RuleFieldCount, "5", replace("11,region,Île-de-France,Île-de-France,FR,", "11,region,Île-de-France,Île-de-France,")),
		file("one field more", "territories", 2, ingest.RuleFieldCount, "7", replace("FR,country,France,France,,FR", "FR,country,France,France,,FR,")),
		file("blank line inside", "territories", 3, ingest.RuleBlankLine, "", replace("01,region", "\n01,region")),
		file("blank line at the end", "territories", 21, ingest.RuleBlankLine, "", func(s string) string { return s + "\n" }),
		{"no such file", func(_ *testing.T, files fstest.MapFS) { delete(files, "values.csv") }, ingest.Finding{File: "values.csv", Rule: ingest.RuleMissingFile}, 0},
		cell("space at the end", "pillars", 3, "title_fr", "Définir ", ingest.RuleStraySpace, 0),
		cell("doubled space", "pillars", 3, "title_fr", "Définir  la suite", ingest.RuleStraySpace, 0),
		cell("invisible character", "pillars", 3, "title_fr", "Définir\x07la suite", segur.RuleControl, 0),
		cell("turned writing", "values", 3, "note_fr", "Estimation \u202eeslaf", segur.RuleControl, 0),
		rows("tab", "pillars", func(r [][]string) [][]string { r[2][2] = "Définir\tla suite"; return r },
			ingest.Finding{File: "pillars.csv", Line: 3, ColumnName: "title_fr", Rule: ingest.RuleStraySpace, Value: "Définir\ufffdla suite"}, 0),
		cell("path of a machine", "pillars", 3, "title_fr", "voir (/tmp/notes)", ingest.RuleLocalPath, 0),
	}
}

func tableFaults() []spoilt {
	return []spoilt{
		cell("source id", "sources", 2, "id", "Not A Slug", segur.RuleBadFormat, 2),
		cell("source id taken", "sources", 3, "id", "123dok-implantation-maisons-differentes", segur.RuleDuplicate, 2),
		cell("source address", "sources", 3, "url", "www.example.org/page", segur.RuleBadFormat, 0),
		cell("source script address", "sources", 3, "url", "javascript:alert(1)", segur.RuleBadFormat, 0),
		cell("source address taken", "sources", 3, "url", "https://123dok.net/article/l-implantation-maisons-sant%C3%A9-%C3%A9chelles-g%C3%A9ographiques.1y964mdy", segur.RuleDuplicate, 0),
		cell("source date", "sources", 3, "published_on", "2021-02-30", segur.RuleBadDate, 0),
		cell("source kind", "sources", 3, "kind", "blog", segur.RuleNotAllowed, 0),
		cell("source language", "sources", 3, "language", "", segur.RuleRequired, 0),
		cell("region twice", "territories", 4, "code", "01", segur.RuleDuplicate, 10),
		cell("unknown region", "territories", 4, "code", "971", segur.RuleNotAllowed, 10),
		cell("region without parent", "territories", 4, "parent", "", segur.RuleNotAllowed, 0),
		cell("region level", "territories", 4, "level", "department", segur.RuleNotAllowed, 1),
		rows("region left out", "territories", drop(20), ingest.Finding{File: "territories.csv", ColumnName: "code", Rule: "missing_row", Value: "94"}, 9),
		cell("pillar number", "pillars", 5, "number", "5", segur.RuleOutOfRange, 41),
		cell("measure number", "measures", 5, "number", "quatre", segur.RuleBadFormat, 18),
		cell("leading zero", "measures", 5, "number", "04", segur.RuleBadFormat, 18),
		cell("measure number twice", "measures", 5, "number", "3", segur.RuleDuplicate, 18),
		cell("measure's unknown pillar", "measures", 5, "pillar", "9", segur.RuleUnknownReference, 0),
		cell("measure's pillar out of sequence", "measures", 5, "pillar", "3", segur.RuleWrongOrder, 1),
		cell("measure slug taken", "measures", 3, "slug", "revalorisations", segur.RuleDuplicate, 0),
		cell("measure English title", "measures", 3, "title_en", "", segur.RuleRequired, 0),
		cell("number neither official nor provisional", "measures", 3, "number_basis", "likely", segur.RuleNotAllowed, 0),
		cell("measure without source", "measures", 3, "source_ids", "", segur.RuleMissingSource, 0),
		cell("assessment's measure", "assessments", 2, "measure", "34", segur.RuleUnknownReference, 0),
		cell("assessment too early", "assessments", 2, "year", "2019", segur.RuleOutOfRange, 1),
		cell("assessment twice", "assessments", 3, "year", "2020", segur.RuleDuplicate, 1),
		cell("state", "assessments", 2, "state", "finished", segur.RuleNotAllowed, 0),
		cell("act of another year", "assessments", 2, "effective_on", "2021-01-01", segur.RuleOutsideYear, 0),
		cell("assessment without source", "assessments", 2, "source_ids", "", segur.RuleMissingSource, 1),
		cell("assessment's source twice", "assessments", 2, "source_ids", "legibase-accords-2020|legibase-accords-2020", segur.RuleDuplicate, 1),
	}
}

func figureFaults() []spoilt {
	return []spoilt{
		cell("decimals", "indicators", 2, "decimals", "4", segur.RuleOutOfRange, 0),
		cell("direction", "indicators", 2, "direction", "sideways", segur.RuleNotAllowed, 0),
		cell("indicator's measure", "indicators", 2, "measures", "25|34", segur.RuleUnknownReference, 0),
		cell("headline rank zero", "indicators", 3, "headline_rank", "0", segur.RuleOutOfRange, 0),
		cell("headline rank twice", "indicators", 3, "headline_rank", "1", segur.RuleDuplicate, 0),
		cell("headline rank left out", "indicators", 2, "headline_rank", "", segur.RuleMissingRow, 0),
		rows("indicator without value", "indicators", func(r [][]string) [][]string {
			extra := slices.Clone(r[2])
			extra[0] = "no-figure-yet"
			return append(r, extra)
		}, ingest.Finding{File: "indicators.csv", Line: 204, Column: 1, ColumnName: "code", Rule: "no_value", Value: "no-figure-yet"}, 0),
		cell("value's indicator", "values", 3, "indicator", "nothing", segur.RuleUnknownReference, 0),
		cell("value's kind", "values", 3, "kind", "guess", segur.RuleNotAllowed, 0),
		cell("period", "values", 3, "period", "2021-13", segur.RuleBadDate, 0),
		cell("range backwards", "values", 3, "period", "2029/2021", segur.RuleBadDate, 0),
		cell("no period", "values", 3, "period", "", segur.RuleRequired, 0),
		cell("territory", "values", 3, "territory", "99", segur.RuleUnknownReference, 0),
		cell("French number", "values", 3, "value", "1,5", segur.RuleBadFormat, 0),
		cell("trailing zero", "values", 3, "value", "172.0", segur.RuleBadFormat, 0),
		cell("too precise", "values", 3, "value", "172.5", segur.RuleTooPrecise, 0),
		cell("value without source", "values", 3, "source_id", "", segur.RuleMissingSource, 0),
		cell("two sources for a value", "values", 3, "source_id", "a|b", segur.RuleUnknownReference, 0),
		cell("no reference", "values", 3, "reference", "false", segur.RuleReferenceCount, 0),
		cell("reference neither true nor false", "values", 3, "reference", "yes", segur.RuleNotAllowed, 0),
		rows("value twice", "values", func(r [][]string) [][]string {
			extra := slices.Clone(r[2])
			extra[7] = "false"
			return append(r, extra)
		}, ingest.Finding{File: "values.csv", Line: 599, Column: 5, ColumnName: "value", Rule: "duplicate", Value: "cpts-active actual 2021-07 FR 172 concours-pluripro-2021-chiffres"}, 0),
		rows("two references", "values", func(r [][]string) [][]string {
			extra := slices.Clone(r[2])
			extra[4] = "173"
			return append(r, extra)
		}, ingest.Finding{File: "values.csv", Line: 599, Column: 8, ColumnName: "reference", Rule: "reference_count", Value: "2"}, 0),
		rows("source never cited", "sources", func(r [][]string) [][]string {
			return append(r, []string{"zz-unused", "Title", "Publisher", "", "", "press", "fr"})
		}, ingest.Finding{File: "sources.csv", Line: 488, Column: 1, ColumnName: "id", Rule: "unused", Value: "zz-unused"}, 0),
	}
}

func storyFaults() []spoilt {
	return []spoilt{
		cell("event out of order", "events", 4, "date", "2020-01-01", segur.RuleWrongOrder, 0),
		cell("event without date", "events", 2, "date", "", segur.RuleRequired, 0),
		cell("event's measure", "events", 2, "measures", "0", segur.RuleUnknownReference, 0),
		cell("event without source", "events", 2, "source_ids", "", segur.RuleMissingSource, 0),
		cell("session ends before it starts", "consultation", 2, "ends_on", "2020-05-24", segur.RuleWrongOrder, 0),
		cell("session's pillar", "consultation", 2, "pillars", "1|5", segur.RuleUnknownReference, 0),
		cell("session's participants", "consultation", 2, "participants", "about 300", segur.RuleBadFormat, 0),
		cell("negative count", "consultation", 2, "meetings", "-1", segur.RuleOutOfRange, 0),
		cell("session's mode", "consultation", 2, "mode", "phone", segur.RuleNotAllowed, 0),
		cell("axis without measure", "priorities", 2, "measures", "", segur.RuleRequired, 0),
		cell("axis or method", "priorities", 2, "kind", "", segur.RuleRequired, 0),
		cell("strand of nothing", "consultation", 4, "parent", "nothing", segur.RuleUnknownReference, 0),
		cell("strand of itself", "consultation", 4, "parent", "groupe-carrieres", segur.RuleUnknownReference, 0),
		cell("share above a hundred", "consultation", 2, "doctors_pct", "101", segur.RuleOutOfRange, 0),
		cell("session without rhythm", "consultation", 2, "frequency", "", segur.RuleRequired, 0),
		cell("session without organiser", "consultation", 2, "organiser_en", "", segur.RuleRequired, 0),
		cell("scope", "values", 3, "scope", "all", segur.RuleNotAllowed, 0),
		cell("search without a day", "searches", 2, "date", "", segur.RuleRequired, 0),
		cell("search of no measure", "searches", 2, "measure", "34", segur.RuleUnknownReference, 0),
		rows("search of a measure in no year", "searches", func(r [][]string) [][]string { r[1][2] = ""; return r },
			ingest.Finding{File: "searches.csv", Line: 2, ColumnName: "year", Rule: "out_of_range", Value: "0"}, 0),
		cell("search of a later year", "searches", 2, "year", "2027", segur.RuleOutOfRange, 0),
		cell("search without words", "searches", 2, "query", "", segur.RuleRequired, 0),
		cell("search in no corpus", "searches", 2, "corpus", "shelf", segur.RuleNotAllowed, 0),
		cell("search worded otherwise", "searches", 2, "wording", "guess", segur.RuleNotAllowed, 0),
		cell("search found maybe", "searches", 2, "found", "maybe", segur.RuleNotAllowed, 1),
		rows("search found nothing, and this", "searches", func(r [][]string) [][]string { r[1][7] = "no"; return r },
			ingest.Finding{File: "searches.csv", Line: 2, ColumnName: "source_id", Rule: "not_allowed", Value: "lemediasocial-lfss-2026"}, 0),
		cell("search without an outcome", "searches", 2, "outcome_fr", "", segur.RuleRequired, 0),
		cell("search results", "searches", 2, "results", "-1", segur.RuleOutOfRange, 0),
		cell("search kept an unknown document", "searches", 2, "source_id", "nothing", segur.RuleUnknownReference, 0),
		cell("axis twice", "priorities", 3, "id", "sante-mentale", segur.RuleDuplicate, 0),
	}
}

func TestEveryKindOfFaultIsRefused(t *testing.T) {
	t.Parallel()
	bundle := loadWords(t)
	for _, s := range slices.Concat(fileFaults(), tableFaults(), figureFaults(), storyFaults()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			files := realSeed(t)
			s.spoil(t, files)
			d, findings, err := ingest.ReadSeed(files)
			if err != nil || len(d.Measures)+len(d.Sources)+len(d.Values) > 0 {
				t.Fatalf("err %v, and a dataset to use", err)
			}
			i := slices.IndexFunc(findings, func(f ingest.Finding) bool { return matches(f, s.want) })
			if i < 0 || len(findings) != s.more+1 {
				t.Errorf("%d findings, want %d with %+v:\n%+v", len(findings), s.more+1, s.want, findings)
			}
			if l := bundle.For("fr"); findings[0].Message(l) == "" || l.Err() != nil {
				t.Errorf("no words: %v", l.Err())
			}
		})
	}
}

// matches compares everything a test states: the column's place follows from its name.
func matches(got, want ingest.Finding) bool {
	if got.ColumnName != "" && got.Line > 0 && got.Column == 0 {
		return false
	}
	want.Column = got.Column
	if want.ColumnName == "" {
		want.ColumnName = got.ColumnName
	}
	if want.Rule == string(segur.RuleMissingRow) {
		return got.Rule == want.Rule && got.File == want.File && got.ColumnName == want.ColumnName && got.Line == 0
	}
	if want.Rule == string(segur.RuleControl) || want.Rule == string(segur.RuleDuplicate) || want.Rule == string(segur.RuleReferenceCount) || got.Rule == string(segur.RuleUnknownReference) {
		want.Value = got.Value // the key as a whole, or the item of a list
	}
	return got == want
}

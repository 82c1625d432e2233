package rules

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/segur"
)

// ValidateSeed is Validate with two rules more: every document of a seed is cited, where later
// publications may leave one without use, and the columns that came after the first datasets are
// filled, where rows published before have none.
func ValidateSeed(d segur.Dataset) []segur.Fault {
	c := newCheck(d)
	c.all()
	c.uncited()
	c.complete()
	return c.faults
}

// Validate returns every breach of the dataset's rules, table by table; none means that the
// dataset may be published. Assessments reach up to the year of
// d.Publication, or up to the programme's end while that publication has no date.
func Validate(d segur.Dataset) []segur.Fault {
	c := newCheck(d)
	c.all()
	return c.faults
}

// ValidateIssue is Validate for what goes out at the moment of d.Publication, with one rule more: a
// figure of a period that has not begun by then can only be foreseen, and is no actual. What is not
// over yet may be counted.
func ValidateIssue(d segur.Dataset) []segur.Fault {
	c := newCheck(d)
	c.all()
	for i, v := range d.Values {
		if at := d.Publication.PublishedAt; v.Kind == segur.KindActual && v.Period.Start().After(at) {
			c.row(segur.TableValues, i).fault("period", segur.RuleToCome, v.Period.String())
		}
	}
	return c.faults
}

// own are the rules of tables that columns alone do not tell.
func own() map[string]func(*check) {
	return map[string]func(*check){
		segur.TableSources: (*check).sources, segur.TableTerritories: (*check).territories, segur.TablePillars: (*check).pillars,
		segur.TableMeasures: (*check).measures, segur.TableAssessments: (*check).assessments, segur.TableIndicators: (*check).indicators,
		segur.TableValues: (*check).values, segur.TableEvents: (*check).events, segur.TableConsultation: (*check).consultations,
		segur.TablePriorities: (*check).priorities, segur.TableSearches: (*check).searches, segur.TableTexts: (*check).texts,
		segur.TableStrategies: (*check).strategies, segur.TableStrategyRules: (*check).strategyRules, segur.TableProjects: (*check).projects,
		segur.TableSessions: (*check).sessions,
	}
}

func (c *check) all() {
	own := own()
	for _, t := range segur.Tables() {
		name := t.About().Name
		if rules := own[name]; rules != nil {
			rules(c)
		} else {
			for i, row := range t.Rows(c.Dataset) {
				c.plain(t, i, row)
			}
		}
		t.Judge(c.Dataset, func(row int, field string, rule segur.Rule, value string) {
			c.row(name, row).fault(field, rule, value)
		})
	}
}

// check holds a dataset, what its rows may refer to, and the faults found so far.
type check struct {
	segur.Dataset
	faults     []segur.Fault
	sourceIDs  map[string]bool
	places     map[string]bool
	parts      map[int]bool
	numbers    map[int]bool
	definition map[string]segur.Indicator
	cited      map[string]bool
	seen       map[string]bool
	keys       map[string]map[string]bool // of the tables that were asked for
}

func newCheck(d segur.Dataset) *check {
	return &check{
		Dataset:    d,
		sourceIDs:  set(d.Sources, func(s segur.Source) string { return s.ID }),
		places:     set(d.Territories, func(t segur.Territory) string { return t.Code }),
		parts:      set(d.Pillars, func(p segur.Pillar) int { return p.Number }),
		numbers:    set(d.Measures, func(m segur.Measure) int { return m.Number }),
		definition: map[string]segur.Indicator{},
		cited:      map[string]bool{},
		seen:       map[string]bool{},
		keys:       map[string]map[string]bool{},
	}
}

func set[T any, K comparable](rows []T, key func(T) K) map[K]bool {
	keys := make(map[K]bool, len(rows))
	for _, row := range rows {
		keys[key(row)] = true
	}
	return keys
}

func (c *check) row(table string, index int) row { return row{c, table, index} }

// absent reports each of the expected keys that is not in the set.
func absent[K cmp.Ordered](c *check, table, field string, have map[K]bool, want []K, write func(K) string) {
	for _, key := range want {
		if !have[key] {
			c.row(table, segur.WholeTable).fault(field, segur.RuleMissingRow, write(key))
		}
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// row checks the fields of one row.
type row struct {
	c     *check
	table string
	index int
}

func (r row) fault(field string, rule segur.Rule, value string) {
	r.c.faults = append(r.c.faults, segur.Fault{Table: r.table, Row: r.index, Field: field, Rule: rule, Value: value})
}

func (r row) required(field, value string) bool {
	if strings.TrimSpace(value) == "" {
		r.fault(field, segur.RuleRequired, "")
		return false
	}
	return true
}

func (r row) text(field string, t segur.Text) {
	r.line(field+"_fr", t.FR)
	r.line(field+"_en", t.EN)
}

// line is a free text that must be there.
func (r row) line(field, value string) {
	if r.required(field, value) {
		r.seen(field, value)
		r.fits(field, value)
	}
}

// note is a free text that may be missing.
func (r row) note(field, value string) {
	r.seen(field, value)
	r.fits(field, value)
}

// fits bounds a text by its place.
func (r row) fits(field, value string) {
	if longest := segur.Longest(r.table, field); longest > 0 {
		r.atMost(field, value, longest)
	}
}

// seen reports the first character of a text that readers could not see.
func (r row) seen(field, value string) {
	if i := strings.IndexFunc(value, segur.Invisible); i >= 0 {
		letter, _ := utf8.DecodeRuneInString(value[i:])
		r.fault(field, segur.RuleControl, fmt.Sprintf("%U", letter))
	}
}

func (r row) admitted(field, value string) {
	if !r.required(field, value) {
		return
	}
	for word := range strings.FieldsSeq(segur.ColumnOf(r.table, field).Words) {
		if word == value {
			return
		}
	}
	r.fault(field, segur.RuleNotAllowed, value)
}

// admittedIfAny accepts an empty field: nothing is said.
func (r row) admittedIfAny(field, value string) {
	if value != "" {
		r.admitted(field, value)
	}
}

func (r row) slug(field, value string) {
	if r.required(field, value) && !segur.IsSlug(value) {
		r.fault(field, segur.RuleBadFormat, value)
	}
}

// unique reports a key met before in the same table; the key may join several fields.
func (r row) unique(field string, key ...string) {
	value := strings.Join(key, " ")
	id := r.table + "\x00" + field + "\x00" + value
	if r.c.seen[id] {
		r.fault(field, segur.RuleDuplicate, value)
	}
	r.c.seen[id] = true
}

func (r row) number(field string, n, low, high int) bool {
	if n < low || n > high {
		r.fault(field, segur.RuleOutOfRange, strconv.Itoa(n))
		return false
	}
	return true
}

// date accepts the zero Date: it means "not given".
func (r row) date(field string, d segur.Date) bool {
	if d.IsZero() {
		return true
	}
	if parsed, err := segur.ParseDate(d.String()); err != nil || parsed != d {
		r.fault(field, segur.RuleBadDate, d.String())
		return false
	}
	return true
}

func (r row) givenDate(field string, d segur.Date) bool {
	if d.IsZero() {
		r.fault(field, segur.RuleRequired, "")
		return false
	}
	return r.date(field, d)
}

// cites checks a list of sources and remembers that they are cited.
func (r row) cites(field string, ids ...string) {
	if len(ids) == 0 || (len(ids) == 1 && ids[0] == "") {
		r.fault(field, segur.RuleMissingSource, "")
		return
	}
	for i, id := range ids {
		if !r.c.sourceIDs[id] {
			r.fault(field, segur.RuleUnknownReference, id)
		} else if slices.Contains(ids[:i], id) {
			r.fault(field, segur.RuleDuplicate, id)
		}
		r.c.cited[id] = true
	}
}

// refers checks a list of numbered rows, pillars or measures.
func (r row) refers(field string, numbers []int, known map[int]bool) {
	for i, n := range numbers {
		if !known[n] {
			r.fault(field, segur.RuleUnknownReference, strconv.Itoa(n))
		} else if slices.Contains(numbers[:i], n) {
			r.fault(field, segur.RuleDuplicate, strconv.Itoa(n))
		}
	}
}

func (r row) refersToSome(field string, numbers []int, known map[int]bool) {
	if len(numbers) == 0 {
		r.fault(field, segur.RuleRequired, "")
	}
	r.refers(field, numbers, known)
}

// plain checks a row by what its columns say, for a table without rules of its own.
func (c *check) plain(t segur.Table, i int, content segur.Row) {
	r, about := c.row(t.About().Name, i), t.About()
	record := t.Open(content)
	for n, column := range about.Columns {
		field := record.Fields[n]
		if !column.Optional && hollow(field) {
			r.fault(column.Name, segur.RuleRequired, "")
			continue
		}
		r.content(column, field)
	}
	r.unique(about.Columns[0].Name, content.RowKey())
	for _, u := range about.Unique {
		r.alone(u, about, record)
	}
}

// alone reports content that another row of the table has, where only one may.
func (r row) alone(u segur.Unique, about *segur.Spec, record segur.Record) {
	if u.Filled != "" && reflect.ValueOf(record.Fields[about.Column(u.Filled)]).Elem().IsZero() {
		return
	}
	var content []string
	for _, name := range u.Columns {
		content = append(content, fmt.Sprint(reflect.ValueOf(record.Fields[about.Column(name)]).Elem()))
	}
	r.unique(u.Name, content...)
}

// hollow reports a field that says nothing; a number or an answer always says something.
func hollow(field any) bool {
	switch field.(type) {
	case *int, *bool, *segur.Number:
		return false
	}
	return reflect.ValueOf(field).Elem().IsZero()
}

// content checks one field of a row against its column.
func (r row) content(column segur.Column, field any) {
	switch f := field.(type) {
	case *string:
		r.worded(column, *f)
	case *segur.Date:
		r.date(column.Name, *f)
	case *segur.Period:
		r.period(*f)
	default:
		if column.Words != "" {
			r.worded(column, reflect.ValueOf(field).Elem().String()) // a named string: a stage
		}
	}
	switch column.Refers {
	case "":
	case segur.TableSources:
		if keys := segur.Named(field); len(keys) > 0 || !column.Optional {
			r.cites(column.Name, keys...)
		}
	default:
		for _, key := range segur.Named(field) {
			if !r.c.holds(column.Refers, key) {
				r.fault(column.Name, segur.RuleUnknownReference, key)
			}
		}
	}
}

// worded checks a text, or one of the words that a column admits.
func (r row) worded(column segur.Column, text string) {
	if column.Words != "" {
		r.admittedIfAny(column.Name, text)
	} else {
		r.note(column.Name, text)
	}
}

// holds reports whether a table of the dataset has a row with a key.
func (c *check) holds(table, key string) bool {
	keys, made := c.keys[table]
	if !made {
		keys = set(segur.TableNamed(table).Rows(c.Dataset), segur.Row.RowKey)
		c.keys[table] = keys
	}
	return keys[key]
}

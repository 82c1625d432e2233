package segur

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rule names what a Fault breaks; screens and messages key their words by it.
type Rule string

// The rules of a dataset.
const (
	RuleRequired         Rule = "required"          // a field that must be filled is empty
	RuleUnknownReference Rule = "unknown_reference" // it names a row that does not exist
	RuleDuplicate        Rule = "duplicate"         // the key, or the item of a list, is there already
	RuleNotAllowed       Rule = "not_allowed"       // not one of the words or combinations admitted
	RuleBadFormat        Rule = "bad_format"        // not a slug, an address or a number as the field asks
	RuleBadDate          Rule = "bad_date"          // no such date or period
	RuleOutOfRange       Rule = "out_of_range"      // a number outside the bounds of its field
	RuleOutsideYear      Rule = "outside_year"      // the act of an assessment dates from another year
	RuleTooPrecise       Rule = "too_precise"       // more decimals than the indicator declares
	RuleTooLong          Rule = "too_long"          // more letters than its field holds; the value is how many it does
	RuleControl          Rule = "control_character" // an invisible character; the value is its code, "U+202E"
	RuleMissingSource    Rule = "missing_source"    // no figure without a source
	RuleWrongOrder       Rule = "wrong_order"       // before what it must follow
	RuleReferenceCount   Rule = "reference_count"   // not exactly one reference among competing values
	RuleMissingRow       Rule = "missing_row"       // a row that every dataset has is absent
	RuleUnused           Rule = "unused"            // a source that nothing cites
	RuleNoValue          Rule = "no_value"          // an indicator without any value
	RuleBelowZero        Rule = "below_zero"        // a negative number of what cannot be fewer than none
	RuleToCome           Rule = "to_come"           // said to be observed in a period that has not begun
)

// Rules returns every rule that Validate may report.
func Rules() []Rule {
	return []Rule{
		RuleRequired, RuleUnknownReference, RuleDuplicate, RuleNotAllowed, RuleBadFormat, RuleBadDate,
		RuleOutOfRange, RuleOutsideYear, RuleTooPrecise, RuleTooLong, RuleControl, RuleMissingSource,
		RuleWrongOrder, RuleReferenceCount, RuleMissingRow, RuleUnused, RuleNoValue, RuleBelowZero, RuleToCome,
	}
}

// WholeTable is the Row of a fault that no single row carries.
const WholeTable = -1

// Fault is one breach of a rule. Table and Field are names of the dataset's files and
// columns; Row is an index in the slice of that table, or WholeTable.
type Fault struct {
	Table string
	Row   int
	Field string
	Rule  Rule
	Value string
}

// The tables of a dataset, named like its files.
const (
	TableSources      = "sources"
	TableTerritories  = "territories"
	TablePillars      = "pillars"
	TableMeasures     = "measures"
	TableAssessments  = "assessments"
	TableIndicators   = "indicators"
	TableValues       = "values"
	TableEvents       = "events"
	TableConsultation = "consultation"
	TablePriorities   = "priorities"
	TableSearches     = "searches"
	TableTexts        = "texts"
)

// Bounds of the programme.
const (
	FirstYear     = 2020 // no measure can be assessed before it was announced
	PillarCount   = 4
	MeasureCount  = 33
	HeadlineCount = 8
)

// RegionCodes returns the INSEE codes of the 18 regions.
func RegionCodes() []string {
	return strings.Fields("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94")
}

// ValidateSeed is Validate with two rules more: every document of a seed is cited, where later
// publications may leave one without use, and the columns that came after the first datasets are
// filled, where rows published before have none.
func ValidateSeed(d Dataset) []Fault {
	c := newCheck(d)
	c.all()
	c.uncited()
	c.complete()
	return c.faults
}

// Validate returns every breach of the dataset's rules, table by table; none means that the
// dataset may be published. Assessments reach up to the year of
// d.Publication, or up to the programme's end while that publication has no date.
func Validate(d Dataset) []Fault {
	c := newCheck(d)
	c.all()
	return c.faults
}

// ValidateIssue is Validate for what goes out at the moment of d.Publication, with one rule more: a
// figure of a period that has not begun by then can only be foreseen, and is no actual. What is not
// over yet may be counted.
func ValidateIssue(d Dataset) []Fault {
	c := newCheck(d)
	c.all()
	for i, v := range d.Values {
		if at := d.Publication.PublishedAt; v.Kind == KindActual && v.Period.Start().After(at) {
			c.row(TableValues, i).fault("period", RuleToCome, v.Period.String())
		}
	}
	return c.faults
}

func (c *check) all() {
	c.sources()
	c.territories()
	c.pillars()
	c.measures()
	c.assessments()
	c.indicators()
	c.values()
	c.events()
	c.consultations()
	c.priorities()
	c.searches()
	c.texts()
}

// check holds a dataset, what its rows may refer to, and the faults found so far.
type check struct {
	Dataset
	faults     []Fault
	sourceIDs  map[string]bool
	places     map[string]bool
	parts      map[int]bool
	numbers    map[int]bool
	definition map[string]Indicator
	cited      map[string]bool
	seen       map[string]bool
}

func newCheck(d Dataset) *check {
	return &check{
		Dataset:    d,
		sourceIDs:  set(d.Sources, func(s Source) string { return s.ID }),
		places:     set(d.Territories, func(t Territory) string { return t.Code }),
		parts:      set(d.Pillars, func(p Pillar) int { return p.Number }),
		numbers:    set(d.Measures, func(m Measure) int { return m.Number }),
		definition: map[string]Indicator{},
		cited:      map[string]bool{},
		seen:       map[string]bool{},
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
			c.row(table, WholeTable).fault(field, RuleMissingRow, write(key))
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

func (r row) fault(field string, rule Rule, value string) {
	r.c.faults = append(r.c.faults, Fault{Table: r.table, Row: r.index, Field: field, Rule: rule, Value: value})
}

func (r row) required(field, value string) bool {
	if strings.TrimSpace(value) == "" {
		r.fault(field, RuleRequired, "")
		return false
	}
	return true
}

func (r row) text(field string, t Text) {
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
	if longest := Longest(r.table, field); longest > 0 {
		r.atMost(field, value, longest)
	}
}

// seen reports the first character of a text that readers could not see.
func (r row) seen(field, value string) {
	if i := strings.IndexFunc(value, invisible); i >= 0 {
		letter, _ := utf8.DecodeRuneInString(value[i:])
		r.fault(field, RuleControl, fmt.Sprintf("%U", letter))
	}
}

// Visible returns a text without the characters that a reader cannot see and that can make it
// read otherwise than it is written: controls other than line ends and tabs, marks that turn the
// direction of writing, spaces of no width. Soft hyphens and joiners belong to words and stay.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)
}

func invisible(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7F, r == '\n', r == '\t': // nearly every letter
		return false
	case r == '\u200B', r == '\uFEFF':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

func (r row) word(field, value string) {
	if !r.required(field, value) {
		return
	}
	for word := range strings.FieldsSeq(words(r.table + "." + field)) {
		if word == value {
			return
		}
	}
	r.fault(field, RuleNotAllowed, value)
}

// wordIfAny accepts an empty field: nothing is said.
func (r row) wordIfAny(field, value string) {
	if value != "" {
		r.word(field, value)
	}
}

func (r row) slug(field, value string) {
	if r.required(field, value) && !isSlug(value) {
		r.fault(field, RuleBadFormat, value)
	}
}

// unique reports a key met before in the same table; the key may join several fields.
func (r row) unique(field string, key ...string) {
	value := strings.Join(key, " ")
	id := r.table + "\x00" + field + "\x00" + value
	if r.c.seen[id] {
		r.fault(field, RuleDuplicate, value)
	}
	r.c.seen[id] = true
}

func (r row) number(field string, n, low, high int) bool {
	if n < low || n > high {
		r.fault(field, RuleOutOfRange, strconv.Itoa(n))
		return false
	}
	return true
}

// date accepts the zero Date: it means "not given".
func (r row) date(field string, d Date) bool {
	if d.IsZero() {
		return true
	}
	if parsed, err := ParseDate(d.String()); err != nil || parsed != d {
		r.fault(field, RuleBadDate, d.String())
		return false
	}
	return true
}

func (r row) givenDate(field string, d Date) bool {
	if d.IsZero() {
		r.fault(field, RuleRequired, "")
		return false
	}
	return r.date(field, d)
}

// cites checks a list of sources and remembers that they are cited.
func (r row) cites(field string, ids ...string) {
	if len(ids) == 0 || (len(ids) == 1 && ids[0] == "") {
		r.fault(field, RuleMissingSource, "")
		return
	}
	for i, id := range ids {
		if !r.c.sourceIDs[id] {
			r.fault(field, RuleUnknownReference, id)
		} else if slices.Contains(ids[:i], id) {
			r.fault(field, RuleDuplicate, id)
		}
		r.c.cited[id] = true
	}
}

// refers checks a list of numbered rows, pillars or measures.
func (r row) refers(field string, numbers []int, known map[int]bool) {
	for i, n := range numbers {
		if !known[n] {
			r.fault(field, RuleUnknownReference, strconv.Itoa(n))
		} else if slices.Contains(numbers[:i], n) {
			r.fault(field, RuleDuplicate, strconv.Itoa(n))
		}
	}
}

func (r row) refersToSome(field string, numbers []int, known map[int]bool) {
	if len(numbers) == 0 {
		r.fault(field, RuleRequired, "")
	}
	r.refers(field, numbers, known)
}

// isSlug accepts lower-case words and digits joined by single hyphens.
func isSlug(s string) bool {
	for _, part := range strings.Split(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

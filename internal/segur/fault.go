package segur

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

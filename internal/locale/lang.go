package locale

// Lang is the code of a language the site speaks: "fr" or "en".
type Lang string

// The languages of the site.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Langs lists the languages of the site in the order screens offer them, French first.
func Langs() []Lang { return []Lang{FR, EN} }

// Parse turns an exact, lower-case code into a Lang; false means the site does not speak it.
func Parse(s string) (Lang, bool) {
	switch l := Lang(s); l {
	case FR, EN:
		return l, true
	}
	return "", false
}

// Spaces and signs that keyboards lack. The rules come from the look reference: thin no-break space
// between thousands and before high punctuation, no-break space before units and inside dates.
const (
	nbsp     = "\u00a0"
	nnbsp    = "\u202f"
	minus    = "\u2212"
	enDash   = "\u2013"
	unknown  = enDash // what stands in place of a number that is not one
	maxParts = 6      // decimals kept when a variable of a text is a float
)

// style holds what tells the numbers of one language from those of another.
type style struct {
	thousands, decimal string
	signGap            string // between an explicit sign and its digits
}

func styleOf(l Lang) style {
	if l == EN {
		return style{thousands: ",", decimal: "."}
	}
	return style{thousands: nnbsp, decimal: ",", signGap: nbsp}
}

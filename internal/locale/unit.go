package locale

// Quantity is a figure split from its unit, so that a page can set the number large and the unit
// small. Before + Number + After is the whole.
type Quantity struct {
	Before string // "€" of English money, with the sign of the amount: "−€"
	Number string // sign, digits and separators
	After  string // unit with its space: "\u00a0M€", "\u00a0%", "\u00a0lits"
}

// String joins the three parts.
func (q Quantity) String() string { return q.Before + q.Number + q.After }

// unit is how one language prints one unit. The chart formatters of the browser print the same.
type unit struct {
	before, one, many string
}

func fixedUnit(after string) unit     { return unit{one: after, many: after} }
func euro(after string) unit          { return unit{before: "€", one: after, many: after} }
func countUnit(one, many string) unit { return unit{one: nbsp + one, many: nbsp + many} }

// frenchUnit prints nothing for "count" and for a unit it does not know.
func frenchUnit(code string) unit {
	switch code {
	case "places":
		return countUnit("place", "places")
	case "beds":
		return countUnit("lit", "lits")
	case "persons":
		return countUnit("personne", "personnes")
	case "hours":
		return countUnit("heure", "heures")
	case "days":
		return countUnit("jour", "jours")
	case "percent":
		return fixedUnit(nbsp + "%")
	case "points": // between two percentages
		return countUnit("point", "points")
	case "eur":
		return fixedUnit(nbsp + "€")
	case "eur_per_month":
		return fixedUnit(nbsp + "€ par mois")
	case "million_eur":
		return fixedUnit(nbsp + "M€")
	case "billion_eur":
		return fixedUnit(nbsp + "Md€")
	case "million":
		return fixedUnit(nbsp + "M")
	}
	return unit{}
}

// englishUnit prints nothing for "count" and for a unit it does not know.
func englishUnit(code string) unit {
	switch code {
	case "places":
		return countUnit("place", "places")
	case "beds":
		return countUnit("bed", "beds")
	case "persons":
		return countUnit("person", "people")
	case "hours":
		return countUnit("hour", "hours")
	case "days":
		return countUnit("day", "days")
	case "percent":
		return fixedUnit("%")
	case "points":
		return countUnit("point", "points")
	case "eur":
		return euro("")
	case "eur_per_month":
		return euro(nbsp + "a month")
	case "million_eur":
		return euro("m")
	case "billion_eur":
		return euro("bn")
	case "million":
		return fixedUnit("m")
	}
	return unit{}
}

// Quantity writes x as Number does and adds the unit, a code of the dataset such as "beds" or
// "million_eur". An unknown code prints no unit. Words agree with the displayed number: singular
// below two in French, for one exactly in English.
func (l *Localizer) Quantity(x float64, decimals int, unit string) Quantity {
	return l.quantity(newRounded(x, decimals), unit, false)
}

// SignedQuantity is Quantity with the explicit sign of Signed, for changes: "+ 651 lits", "+€5m".
func (l *Localizer) SignedQuantity(x float64, decimals int, unit string) Quantity {
	return l.quantity(newRounded(x, decimals), unit, true)
}

func (l *Localizer) quantity(f rounded, code string, explicit bool) Quantity {
	if !f.finite {
		return Quantity{Number: unknown}
	}
	sign, digits := f.mark(l.style, explicit), f.digits(l.style)
	if l.lang == EN {
		u := englishUnit(code)
		after := agree(u, f.whole == "1" && f.frac == "")
		if u.before != "" {
			return Quantity{Before: sign + u.before, Number: digits, After: after}
		}
		return Quantity{Number: sign + digits, After: after}
	}
	return Quantity{Number: sign + digits, After: agree(frenchUnit(code), f.whole == "0" || f.whole == "1")}
}

func agree(u unit, singular bool) string {
	if singular {
		return u.one
	}
	return u.many
}

package doubt

import (
	"net/url"
	"strconv"
	"strings"
)

// The parameters that name a subject, in addresses and forms.
const (
	ParamMeasure   = "mesure"     // number of a measure
	ParamYear      = "annee"      // of its state
	ParamIndicator = "indicateur" // code
	ParamPeriod    = "periode"    // of a value, in the form of the dataset: "2021", "2021-07", "2021/2022"
	ParamTerritory = "territoire" // of a value, INSEE code or "FR"
	ParamChart     = "graphique"  // name of a chart of the whole plan
	ParamProject   = "projet"     // identifier of an investment project
)

// Params lists the parameters of a subject in their canonical order.
func Params() []string {
	return []string{ParamMeasure, ParamYear, ParamIndicator, ParamPeriod, ParamTerritory, ParamChart, ParamProject}
}

// longestPart bounds what a parameter may hold: names of charts and indicators are shorter.
const longestPart = 80

// Subject is what a report is about: a measure or its state of a year, an indicator or its value of
// a period in a territory, a chart, an investment project, or, for the zero Subject, the site as a whole.
type Subject struct {
	Measure   int // 0 for none
	Year      int // 0 for the measure as a whole
	Indicator string
	Period    string // "" for the indicator as a whole
	Territory string
	Chart     string
	Project   string
}

// Get returns a parameter of the subject, "" where it has none.
func (s Subject) Get(param string) string {
	switch param {
	case ParamMeasure:
		return number(s.Measure)
	case ParamYear:
		return number(s.Year)
	case ParamIndicator:
		return s.Indicator
	case ParamPeriod:
		return s.Period
	case ParamTerritory:
		return s.Territory
	case ParamChart:
		return s.Chart
	case ParamProject:
		return s.Project
	}
	return ""
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Key names the subject: its parameters as a query, in canonical order. The same thing has one key;
// that of the site as a whole is "".
func (s Subject) Key() string {
	var parts []string
	for _, name := range Params() {
		if value := s.Get(name); value != "" {
			parts = append(parts, name+"="+url.QueryEscape(value))
		}
	}
	return strings.Join(parts, "&")
}

// ParseKey reads what Key writes.
func ParseKey(key string) (s Subject, ok bool) {
	query, err := url.ParseQuery(key)
	if err != nil {
		return Subject{}, false
	}
	s, ok = ParseSubject(query)
	return s, ok && s.Key() == key
}

// ParseSubject reads the parameters of a subject; ok is false when they contradict each other or are
// not written in their only form. Whether there is such a measure or figure is for others to say.
func ParseSubject(query url.Values) (s Subject, ok bool) {
	for _, name := range Params() {
		if len(query.Get(name)) > longestPart {
			return Subject{}, false
		}
	}
	var fine [2]bool
	s.Measure, fine[0] = parseNumber(query.Get(ParamMeasure))
	s.Year, fine[1] = parseNumber(query.Get(ParamYear))
	s.Indicator, s.Chart = query.Get(ParamIndicator), query.Get(ParamChart)
	s.Project = query.Get(ParamProject)
	s.Period, s.Territory = query.Get(ParamPeriod), query.Get(ParamTerritory)
	return s, fine[0] && fine[1] && s.consistent()
}

func parseNumber(text string) (n int, ok bool) {
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && strconv.Itoa(n) == text
}

// consistent reports whether the subject is about one thing: a year belongs to a measure, and a
// period with its territory to an indicator.
func (s Subject) consistent() bool {
	things := 0
	for _, there := range []bool{s.Measure > 0, s.Indicator != "", s.Chart != "", s.Project != ""} {
		if there {
			things++
		}
	}
	return things < 2 && (s.Year == 0 || s.Measure > 0) &&
		(s.Period == "") == (s.Territory == "") && (s.Period == "" || s.Indicator != "")
}

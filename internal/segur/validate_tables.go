package segur

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (c *check) sources() {
	for i, s := range c.Sources {
		r := c.row(TableSources, i)
		r.slug("id", s.ID)
		r.unique("id", s.ID)
		r.line("title", s.Title)
		r.line("publisher", s.Publisher)
		r.date("published_on", s.PublishedOn)
		r.word("kind", s.Kind)
		r.word("language", s.Language)
		if s.URL == "" {
			continue
		}
		r.unique("url", s.URL)
		if !IsAddress(s.URL) {
			r.fault("url", RuleBadFormat, s.URL)
		}
	}
}

// longestAddress is in bytes; browsers and archives handle as much.
const longestAddress = 2000

// IsAddress reports whether a text may become a public link: an absolute web address of a named
// site, as its reader would understand it. An address that names somebody before the site, that
// holds what no address is written with, or whose site is a number or a name in other letters
// than plain ones is refused; "xn--" names are plain.
func IsAddress(s string) bool {
	if len(s) > longestAddress || strings.ContainsAny(s, "\"<>\\") || strings.ContainsFunc(s, notOfAddress) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && isSite(u.Hostname())
}

func notOfAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || invisible(r)
}

// isSite accepts the name of a site: labels joined by dots, the last of which is no number. A dot
// at the end is part of some names.
func isSite(host string) bool {
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(host), "."), ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && last[0] >= 'a' && last[0] <= 'z'
}

func (c *check) territories() {
	expected := append(RegionCodes(), France)
	admitted := set(expected, func(code string) string { return code })
	for i, t := range c.Territories {
		r := c.row(TableTerritories, i)
		if r.required("code", t.Code) && !admitted[t.Code] {
			r.fault("code", RuleNotAllowed, t.Code)
		}
		r.unique("code", t.Code)
		r.word("level", t.Level)
		r.text("name", t.Name)
		r.line("iso_3166_2", t.ISO)
		r.unique("iso_3166_2", t.ISO)
		if (t.Level == "country") != (t.Code == France) {
			r.fault("level", RuleNotAllowed, t.Level)
		}
		if parent := map[bool]string{true: France}[t.Level == "region"]; t.Parent != parent {
			r.fault("parent", RuleNotAllowed, t.Parent)
		}
	}
	absent(c, TableTerritories, "code", c.places, expected, func(code string) string { return code })
}

func (c *check) pillars() {
	last := 0
	for i, p := range c.Pillars {
		r := c.row(TablePillars, i)
		r.ordinal(p.Number, &last, PillarCount)
		r.slug("slug", p.Slug)
		r.unique("slug", p.Slug)
		r.text("title", p.Title)
		r.text("summary", p.Summary)
	}
	absent(c, TablePillars, "number", c.parts, upTo(PillarCount), strconv.Itoa)
}

// ordinal checks a number that rises from row to row, from 1 to count.
func (r row) ordinal(n int, last *int, count int) {
	r.unique("number", strconv.Itoa(n))
	if r.number("number", n, 1, count) && n < *last {
		r.fault("number", RuleWrongOrder, strconv.Itoa(n))
	}
	*last = n
}

func (c *check) measures() {
	last, lastPillar := 0, 0
	for i, m := range c.Measures {
		r := c.row(TableMeasures, i)
		r.ordinal(m.Number, &last, MeasureCount)
		r.pillar(m.Pillar, &lastPillar)
		r.slug("slug", m.Slug)
		r.unique("slug", m.Slug)
		r.text("title", m.Title)
		r.text("short_title", m.ShortTitle)
		r.text("summary", m.Summary)
		r.word("title_basis", m.TitleBasis)
		r.word("number_basis", m.NumberBasis)
		r.cites("source_ids", m.Sources...)
	}
	absent(c, TableMeasures, "number", c.numbers, upTo(MeasureCount), strconv.Itoa)
}

// pillar checks that the measures of a pillar stand together and pillars follow each other.
func (r row) pillar(n int, last *int) {
	if !r.c.parts[n] {
		r.fault("pillar", RuleUnknownReference, strconv.Itoa(n))
		return
	}
	if n < *last || n > *last+1 {
		r.fault("pillar", RuleWrongOrder, strconv.Itoa(n))
	}
	*last = n
}

func (c *check) assessments() {
	lastYear := lastPeriodYear
	if at := c.Publication.PublishedAt; !at.IsZero() {
		lastYear = at.UTC().Year()
	}
	for i, a := range c.Assessments {
		r := c.row(TableAssessments, i)
		r.refers("measure", []int{a.Measure}, c.numbers)
		r.number("year", a.Year, FirstYear, lastYear)
		r.unique("year", strconv.Itoa(a.Measure), strconv.Itoa(a.Year))
		r.word("state", string(a.State))
		r.word("basis", string(a.Basis))
		r.text("justification", a.Justification)
		r.cites("source_ids", a.Sources...)
		if r.date("effective_on", a.EffectiveOn) && !a.EffectiveOn.IsZero() && a.EffectiveOn.Year != a.Year {
			r.fault("effective_on", RuleOutsideYear, a.EffectiveOn.String())
		}
	}
}

func (c *check) indicators() {
	ranks := map[int]bool{}
	for i, ind := range c.Indicators {
		c.definition[ind.Code] = ind
		r := c.row(TableIndicators, i)
		r.slug("code", ind.Code)
		r.unique("code", ind.Code)
		r.text("label", ind.Label)
		r.text("description", ind.Description)
		r.note("break_note", ind.BreakNote)
		r.date("next_expected", ind.NextExpected)
		r.word("unit", ind.Unit)
		r.word("direction", string(ind.Direction))
		r.word("nature", string(ind.Nature))
		r.word("role", ind.Role)
		r.number("decimals", ind.Decimals, 0, MaxDecimals)
		r.refers("measures", ind.Measures, c.numbers)
		if ind.HeadlineRank != 0 && r.number("headline_rank", ind.HeadlineRank, 1, HeadlineCount) {
			r.unique("headline_rank", strconv.Itoa(ind.HeadlineRank))
			ranks[ind.HeadlineRank] = true
		}
	}
	absent(c, TableIndicators, "headline_rank", ranks, upTo(HeadlineCount), strconv.Itoa)
}

func (c *check) values() {
	valued := map[string]bool{}
	for i, v := range c.Values {
		r := c.row(TableValues, i)
		valued[v.Indicator] = true
		if !c.places[v.Territory] {
			r.fault("territory", RuleUnknownReference, v.Territory)
		}
		r.word("kind", string(v.Kind))
		r.wordIfAny("scope", v.Scope)
		r.word("flag", v.Flag)
		r.word("confidence", v.Confidence)
		r.period(v.Period)
		r.figure(v)
		r.cites("source_id", v.Source)
		r.note("note_fr", v.Note)
		r.unique("value", v.RowKey())
	}
	for i, ind := range c.Indicators {
		if !valued[ind.Code] {
			c.row(TableIndicators, i).fault("code", RuleNoValue, ind.Code)
		}
	}
	c.references()
}

func (r row) period(p Period) {
	if p == (Period{}) {
		r.fault("period", RuleRequired, "")
	} else if parsed, err := ParsePeriod(p.String()); err != nil || parsed != p {
		r.fault("period", RuleBadDate, p.String())
	}
}

// figure checks a number against its indicator's unit and precision.
func (r row) figure(v Value) {
	ind, known := r.c.definition[v.Indicator]
	switch {
	case !known:
		r.fault("indicator", RuleUnknownReference, v.Indicator)
	case v.Number > maxWhole || v.Number < -maxWhole:
		r.fault("value", RuleOutOfRange, v.Number.String())
	case decimals(v.Number) > ind.Decimals:
		r.fault("value", RuleTooPrecise, v.Number.String())
	case ind.Unit == "percent" && (v.Number < 0 || v.Number > Int(100)):
		r.fault("value", RuleOutOfRange, v.Number.String())
	case v.Number < 0 && !ind.MayBeNegative():
		r.fault("value", RuleBelowZero, v.Number.String())
	}
}

func decimals(n Number) int {
	_, fraction, _ := strings.Cut(n.String(), ".")
	return len(fraction)
}

// references checks that one and only one of the values that compete for a place in a
// series is the one to display.
func (c *check) references() {
	type place struct {
		indicator, territory string
		kind                 Kind
		period               Period
	}
	first, count := map[place]int{}, map[place]int{}
	for i, v := range c.Values {
		p := place{v.Indicator, v.Territory, v.Kind, v.Period}
		if _, met := first[p]; !met {
			first[p] = i
		}
		if v.Reference {
			if count[p]++; count[p] > 1 {
				c.row(TableValues, i).fault("reference", RuleReferenceCount, strconv.Itoa(count[p]))
			}
		}
	}
	for i, v := range c.Values {
		p := place{v.Indicator, v.Territory, v.Kind, v.Period}
		if first[p] == i && count[p] == 0 {
			c.row(TableValues, i).fault("reference", RuleReferenceCount, "0")
		}
	}
}

func (c *check) events() {
	last := ""
	for i, e := range c.Events {
		r := c.row(TableEvents, i)
		if r.givenDate("date", e.Date) && e.Date.String() < last {
			r.fault("date", RuleWrongOrder, e.Date.String())
		}
		last = e.Date.String()
		r.text("title", e.Title)
		r.unique("title_fr", e.RowKey())
		r.word("kind", e.Kind)
		r.refers("measures", e.Measures, c.numbers)
		r.cites("source_ids", e.Sources...)
	}
}

func (c *check) texts() {
	for i, t := range c.Texts {
		r := c.row(TableTexts, i)
		r.unique("id", t.ID)
		r.text("text", t.Text)
		chart, longest := "", 0
		if name, ok := t.AltOf(); ok {
			chart, longest = name, LongestAlt
		} else if name, ok := t.WithdrawalOf(); ok {
			chart, longest = name, LongestWithdrawn
		}
		switch {
		case longest > 0 && !isSlug(chart), longest == 0 && r.required("id", t.ID) && t.ID != TextBanner:
			r.fault("id", RuleBadFormat, t.ID)
		case longest > 0:
			r.atMost("text_fr", t.Text.FR, longest)
			r.atMost("text_en", t.Text.EN, longest)
		}
	}
}

// atMost bounds a text, in letters.
func (r row) atMost(field, text string, longest int) {
	if utf8.RuneCountInString(text) > longest {
		r.fault(field, RuleTooLong, strconv.Itoa(longest))
	}
}

func (c *check) uncited() {
	for i, s := range c.Sources {
		if !c.cited[s.ID] {
			c.row(TableSources, i).fault("id", RuleUnused, s.ID)
		}
	}
}

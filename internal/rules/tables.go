package rules

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/segur"
)

func (c *check) sources() {
	for i, s := range c.Sources {
		r := c.row(segur.TableSources, i)
		r.slug("id", s.ID)
		r.unique("id", s.ID)
		r.line("title", s.Title)
		r.line("publisher", s.Publisher)
		r.date("published_on", s.PublishedOn)
		r.admitted("kind", s.Kind)
		r.admitted("language", s.Language)
		if s.URL == "" {
			continue
		}
		r.unique("url", s.URL)
		if !segur.IsAddress(s.URL) {
			r.fault("url", segur.RuleBadFormat, s.URL)
		}
	}
}

func (c *check) territories() {
	expected := append(segur.RegionCodes(), segur.France)
	admitted := set(expected, func(code string) string { return code })
	for i, t := range c.Territories {
		r := c.row(segur.TableTerritories, i)
		if r.required("code", t.Code) && !admitted[t.Code] {
			r.fault("code", segur.RuleNotAllowed, t.Code)
		}
		r.unique("code", t.Code)
		r.admitted("level", t.Level)
		r.text("name", t.Name)
		r.line("iso_3166_2", t.ISO)
		r.unique("iso_3166_2", t.ISO)
		if (t.Level == "country") != (t.Code == segur.France) {
			r.fault("level", segur.RuleNotAllowed, t.Level)
		}
		if parent := map[bool]string{true: segur.France}[t.Level == "region"]; t.Parent != parent {
			r.fault("parent", segur.RuleNotAllowed, t.Parent)
		}
	}
	absent(c, segur.TableTerritories, "code", c.places, expected, func(code string) string { return code })
}

func (c *check) pillars() {
	last := 0
	for i, p := range c.Pillars {
		r := c.row(segur.TablePillars, i)
		r.ordinal(p.Number, &last, segur.PillarCount)
		r.slug("slug", p.Slug)
		r.unique("slug", p.Slug)
		r.text("title", p.Title)
		r.text("summary", p.Summary)
	}
	absent(c, segur.TablePillars, "number", c.parts, upTo(segur.PillarCount), strconv.Itoa)
}

// ordinal checks a number that rises from row to row, from 1 to count.
func (r row) ordinal(n int, last *int, count int) {
	r.unique("number", strconv.Itoa(n))
	if r.number("number", n, 1, count) && n < *last {
		r.fault("number", segur.RuleWrongOrder, strconv.Itoa(n))
	}
	*last = n
}

func (c *check) measures() {
	last, lastPillar := 0, 0
	for i, m := range c.Measures {
		r := c.row(segur.TableMeasures, i)
		r.ordinal(m.Number, &last, segur.MeasureCount)
		r.pillar(m.Pillar, &lastPillar)
		r.slug("slug", m.Slug)
		r.unique("slug", m.Slug)
		r.text("title", m.Title)
		r.text("short_title", m.ShortTitle)
		r.text("summary", m.Summary)
		r.admitted("title_basis", m.TitleBasis)
		r.admitted("number_basis", m.NumberBasis)
		r.cites("source_ids", m.Sources...)
	}
	absent(c, segur.TableMeasures, "number", c.numbers, upTo(segur.MeasureCount), strconv.Itoa)
}

// pillar checks that the measures of a pillar stand together and pillars follow each other.
func (r row) pillar(n int, last *int) {
	if !r.c.parts[n] {
		r.fault("pillar", segur.RuleUnknownReference, strconv.Itoa(n))
		return
	}
	if n < *last || n > *last+1 {
		r.fault("pillar", segur.RuleWrongOrder, strconv.Itoa(n))
	}
	*last = n
}

func (c *check) assessments() {
	lastYear := segur.LastPeriodYear
	if at := c.Publication.PublishedAt; !at.IsZero() {
		lastYear = at.UTC().Year()
	}
	for i, a := range c.Assessments {
		r := c.row(segur.TableAssessments, i)
		r.refers("measure", []int{a.Measure}, c.numbers)
		r.number("year", a.Year, segur.FirstYear, lastYear)
		r.unique("year", strconv.Itoa(a.Measure), strconv.Itoa(a.Year))
		r.admitted("state", string(a.State))
		r.admitted("basis", string(a.Basis))
		r.text("justification", a.Justification)
		r.cites("source_ids", a.Sources...)
		if r.date("effective_on", a.EffectiveOn) && !a.EffectiveOn.IsZero() && a.EffectiveOn.Year != a.Year {
			r.fault("effective_on", segur.RuleOutsideYear, a.EffectiveOn.String())
		}
	}
}

func (c *check) indicators() {
	ranks := map[int]bool{}
	for i, ind := range c.Indicators {
		c.definition[ind.Code] = ind
		r := c.row(segur.TableIndicators, i)
		r.slug("code", ind.Code)
		r.unique("code", ind.Code)
		r.text("label", ind.Label)
		r.text("description", ind.Description)
		r.note("break_note", ind.BreakNote)
		r.date("next_expected", ind.NextExpected)
		r.admitted("unit", ind.Unit)
		r.admitted("direction", string(ind.Direction))
		r.admitted("nature", string(ind.Nature))
		r.admitted("role", ind.Role)
		r.number("decimals", ind.Decimals, 0, segur.MaxDecimals)
		r.refers("measures", ind.Measures, c.numbers)
		if ind.HeadlineRank != 0 && r.number("headline_rank", ind.HeadlineRank, 1, segur.HeadlineCount) {
			r.unique("headline_rank", strconv.Itoa(ind.HeadlineRank))
			ranks[ind.HeadlineRank] = true
		}
	}
	absent(c, segur.TableIndicators, "headline_rank", ranks, upTo(segur.HeadlineCount), strconv.Itoa)
}

func (c *check) values() {
	valued := map[string]bool{}
	for i, v := range c.Values {
		r := c.row(segur.TableValues, i)
		valued[v.Indicator] = true
		if !c.places[v.Territory] {
			r.fault("territory", segur.RuleUnknownReference, v.Territory)
		}
		r.admitted("kind", string(v.Kind))
		r.admittedIfAny("scope", v.Scope)
		r.admitted("flag", v.Flag)
		r.admitted("confidence", v.Confidence)
		r.period(v.Period)
		r.figure(v)
		r.cites("source_id", v.Source)
		r.note("note_fr", v.Note)
		r.unique("value", v.RowKey())
	}
	for i, ind := range c.Indicators {
		if !valued[ind.Code] {
			c.row(segur.TableIndicators, i).fault("code", segur.RuleNoValue, ind.Code)
		}
	}
	c.references()
}

func (r row) period(p segur.Period) {
	if p == (segur.Period{}) {
		r.fault("period", segur.RuleRequired, "")
	} else if parsed, err := segur.ParsePeriod(p.String()); err != nil || parsed != p {
		r.fault("period", segur.RuleBadDate, p.String())
	}
}

// figure checks a number against its indicator's unit and precision.
func (r row) figure(v segur.Value) {
	ind, known := r.c.definition[v.Indicator]
	switch {
	case !known:
		r.fault("indicator", segur.RuleUnknownReference, v.Indicator)
	case v.Number > segur.MaxWhole || v.Number < -segur.MaxWhole:
		r.fault("value", segur.RuleOutOfRange, v.Number.String())
	case decimals(v.Number) > ind.Decimals:
		r.fault("value", segur.RuleTooPrecise, v.Number.String())
	case ind.Unit == "percent" && (v.Number < 0 || v.Number > segur.Int(100)):
		r.fault("value", segur.RuleOutOfRange, v.Number.String())
	case v.Number < 0 && !ind.MayBeNegative():
		r.fault("value", segur.RuleBelowZero, v.Number.String())
	}
}

func decimals(n segur.Number) int {
	_, fraction, _ := strings.Cut(n.String(), ".")
	return len(fraction)
}

// references checks that one and only one of the values that compete for a place in a
// series is the one to display.
func (c *check) references() {
	type place struct {
		indicator, territory string
		kind                 segur.Kind
		period               segur.Period
	}
	first, count := map[place]int{}, map[place]int{}
	for i, v := range c.Values {
		p := place{v.Indicator, v.Territory, v.Kind, v.Period}
		if _, met := first[p]; !met {
			first[p] = i
		}
		if v.Reference {
			if count[p]++; count[p] > 1 {
				c.row(segur.TableValues, i).fault("reference", segur.RuleReferenceCount, strconv.Itoa(count[p]))
			}
		}
	}
	for i, v := range c.Values {
		p := place{v.Indicator, v.Territory, v.Kind, v.Period}
		if first[p] == i && count[p] == 0 {
			c.row(segur.TableValues, i).fault("reference", segur.RuleReferenceCount, "0")
		}
	}
}

func (c *check) events() {
	last := ""
	for i, e := range c.Events {
		r := c.row(segur.TableEvents, i)
		if r.givenDate("date", e.Date) && e.Date.String() < last {
			r.fault("date", segur.RuleWrongOrder, e.Date.String())
		}
		last = e.Date.String()
		r.text("title", e.Title)
		r.unique("title_fr", e.RowKey())
		r.admitted("kind", e.Kind)
		r.refers("measures", e.Measures, c.numbers)
		r.cites("source_ids", e.Sources...)
	}
}

func (c *check) texts() {
	for i, t := range c.Texts {
		r := c.row(segur.TableTexts, i)
		r.unique("id", t.ID)
		r.text("text", t.Text)
		chart, longest := "", 0
		if name, ok := t.AltOf(); ok {
			chart, longest = name, segur.LongestAlt
		} else if name, ok := t.WithdrawalOf(); ok {
			chart, longest = name, segur.LongestWithdrawn
		}
		switch {
		case longest > 0 && !segur.IsSlug(chart), longest == 0 && r.required("id", t.ID) && t.ID != segur.TextBanner:
			r.fault("id", segur.RuleBadFormat, t.ID)
		case longest > 0:
			r.atMost("text_fr", t.Text.FR, longest)
			r.atMost("text_en", t.Text.EN, longest)
		}
	}
}

// atMost bounds a text, in letters.
func (r row) atMost(field, text string, longest int) {
	if utf8.RuneCountInString(text) > longest {
		r.fault(field, segur.RuleTooLong, strconv.Itoa(longest))
	}
}

func (c *check) uncited() {
	for i, s := range c.Sources {
		if !c.cited[s.ID] {
			c.row(segur.TableSources, i).fault("id", segur.RuleUnused, s.ID)
		}
	}
}

package changelog

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

func states() table[segur.Assessment] {
	return table[segur.Assessment]{
		name: segur.TableAssessments, title: stateTitle,
		subject: func(t *writer, a segur.Assessment) subject {
			return subject{text: t.word("change.state_of", "measure", t.measure(a.Measure), "year", a.Year)}
		},
		about: func(_ *writer, a segur.Assessment) about {
			return about{measures: []int{a.Measure}, sources: a.Sources}
		},
		cells: func(t *writer, a segur.Assessment) []cell {
			cells := []cell{
				{name: "state", label: "column.state", shown: t.word("state." + a.State.Slug()), raw: string(a.State)},
				{name: "effective_on", label: "column.effective_on", shown: t.date(a.EffectiveOn), raw: a.EffectiveOn.String()},
				t.coded("basis", "column.basis", "basis.", string(a.Basis)),
			}
			cells = append(cells, t.text("justification", [2]string{"column.justification_fr", "column.justification_en"}, a.Justification)...)
			return append(cells, t.cites(a.Sources))
		},
	}
}

// stateTitle tells news from corrections: the state of the year under way follows events, that of
// a year gone by was wrong if it changes.
func stateTitle(t *writer, old, now *segur.Assessment) title {
	switch {
	case old == nil:
		return title{key: "change.state_added"}
	case now == nil:
		return title{key: "change.state_removed"}
	case old.State == now.State:
		return title{key: "change.detail"}
	case now.Year < t.Year:
		return title{key: "change.correction", correction: true}
	}
	return title{key: "change.state_updated"}
}

func values() table[segur.Value] {
	return table[segur.Value]{
		name: segur.TableValues, title: valueTitle, subject: valueSubject, cells: valueCells,
		about: func(t *writer, v segur.Value) about {
			return about{t.indicator(v.Indicator).Measures, v.Indicator, v.Territory, []string{v.Source}}
		},
	}
}

// valueTitle tells a revision, which provisional figures announce, and a target that was moved
// from a correction.
func valueTitle(t *writer, old, now *segur.Value) title {
	switch {
	case now == nil:
		return title{key: "change.value_removed"}
	case old == nil && !now.Reference:
		return title{key: "change.alternative_added"}
	case old == nil && now.Kind == segur.KindTarget && t.indicator(now.Indicator).Money():
		return title{key: "change.envelope_added"}
	case old == nil:
		return title{key: "change.added." + string(now.Kind)}
	}
	said := *now
	said.Flag, said.Reference, said.Source, said.Confidence, said.Note = old.Flag, old.Reference, old.Source, old.Confidence, old.Note
	switch {
	case said == *old && old.Reference != now.Reference:
		return title{key: "change.reference"}
	case said == *old:
		return title{key: "change.detail"}
	case old.Kind == segur.KindTarget:
		return title{key: "change.target_changed"}
	case old.Flag == "provisional" || old.Flag == "estimated":
		return title{key: "change.revision"}
	}
	return title{key: "change.correction", correction: true}
}

func valueSubject(t *writer, v segur.Value) subject {
	ind := t.indicator(v.Indicator)
	label, period := t.pick(ind.Label), t.period(ind, v)
	if v.Kind != segur.KindActual || !v.Reference {
		kind := sentence.Kind(t.Words, ind, v)
		period = t.word("change.period_kind", "period", period, "kind", kind)
	}
	return subject{
		text:   t.word("change.value_of", "indicator", label, "territory", t.territory(v.Territory), "period", period),
		series: t.word("change.series_of", "indicator", label, "period", period),
	}
}

func (t *writer) period(ind segur.Indicator, v segur.Value) string {
	return sentence.Period(t.Words, ind.Nature, v.Kind, v.Period)
}

func valueCells(t *writer, v segur.Value) []cell {
	ind := t.indicator(v.Indicator)
	kind := v
	kind.Reference = true
	named := sentence.Kind(t.Words, ind, kind)
	shown := "change.kept_beside"
	if v.Reference {
		shown = "change.shown"
	}
	return []cell{
		{
			name: "number", label: "column.number", raw: v.Number.String(),
			shown: t.Words.Quantity(v.Number.Float(), ind.Decimals, ind.Unit).String(),
		},
		{name: "kind", label: "column.value_kind", shown: named, raw: string(v.Kind), told: true},
		{name: "period", label: "column.period", shown: t.period(ind, v), raw: v.Period.String(), told: true},
		{name: "territory", label: "column.territory", shown: t.territory(v.Territory), raw: v.Territory, told: true},
		t.coded("scope", "column.scope", "scope.", v.Scope),
		usual(t.coded("flag", "column.flag", "change.flag.", v.Flag), "final"),
		{name: "reference", label: "column.reference", shown: t.word(shown), raw: strconv.FormatBool(v.Reference), told: true},
		{name: "source", label: "column.source", shown: t.source(v.Source), raw: v.Source, told: true},
		usual(t.coded("confidence", "column.confidence", "change.confidence.", v.Confidence), "high"),
		t.worded("note_fr", "column.note", v.Note, locale.FR),
	}
}

// coded returns the cell of a word out of a list.
func (t *writer) coded(name, label, words, code string) cell {
	c := cell{name: name, label: label, raw: code}
	if code != "" {
		c.shown = t.word(words + code)
	}
	return c
}

// usual takes a code that goes without saying in a new row for said.
func usual(c cell, code string) cell {
	c.told = c.raw == code
	return c
}

// cites returns the cell of a list of documents, which pages cite beside the subject.
func (t *writer) cites(ids []string) cell {
	return cell{name: "sources", label: "column.sources", shown: t.sources(ids), raw: strings.Join(ids, " "), told: true, text: true}
}

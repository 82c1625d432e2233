package changelog

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func measures() table[segur.Measure] {
	return table[segur.Measure]{
		name: segur.TableMeasures,
		title: func(t *writer, old, now *segur.Measure) title {
			if old != nil && now != nil && old.Pillar != now.Pillar {
				return title{key: "renumber.pillar"}
			}
			return happened[segur.Measure]("change.measure_added", "change.wording", "change.measure_removed")(t, old, now)
		},
		subject: func(t *writer, m segur.Measure) subject { return subject{text: t.measure(m.Number)} },
		about: func(_ *writer, m segur.Measure) about {
			return about{measures: []int{m.Number}, sources: m.Sources}
		},
		cells: func(t *writer, m segur.Measure) []cell {
			cells := []cell{t.number("number", "column.measure", m.Number), t.number("pillar", "column.pillar", m.Pillar), bare("slug", "column.slug", m.Slug)}
			cells[0].told = true
			cells = append(cells, t.text("title", [2]string{"column.title_fr", "column.title_en"}, m.Title)...)
			cells = append(cells, t.text("short_title", [2]string{"column.short_title_fr", "column.short_title_en"}, m.ShortTitle)...)
			cells = append(cells, t.text("summary", [2]string{"column.summary_fr", "column.summary_en"}, m.Summary)...)
			return append(cells,
				t.coded("title_basis", "column.title_basis", "change.title_basis.", m.TitleBasis),
				t.coded("number_basis", "column.number_basis", "change.number_basis.", m.NumberBasis),
				t.cites(m.Sources))
		},
	}
}

func indicators() table[segur.Indicator] {
	return table[segur.Indicator]{
		name: segur.TableIndicators, title: happened[segur.Indicator]("change.indicator_added", "change.definition", "change.indicator_removed"),
		subject: func(t *writer, i segur.Indicator) subject { return subject{text: t.pick(i.Label)} },
		about: func(_ *writer, i segur.Indicator) about {
			return about{measures: i.Measures, indicator: i.Code}
		},
		cells: func(t *writer, i segur.Indicator) []cell {
			cells := []cell{bare("code", "column.code", i.Code)}
			cells = append(cells, t.text("label", [2]string{"column.label_fr", "column.label_en"}, i.Label)...)
			for n := range cells {
				cells[n].told = cells[n].lang == ""
			}
			cells = append(cells, t.text("description", [2]string{"column.description_fr", "column.description_en"}, i.Description)...)
			cells = append(cells,
				t.coded("unit", "column.unit", "unit.", i.Unit),
				t.number("decimals", "column.decimals", i.Decimals),
				t.coded("direction", "column.direction", "direction.", string(i.Direction)),
				t.coded("nature", "column.nature", "nature.", string(i.Nature)),
				t.coded("role", "column.role", "role.", i.Role),
				t.numbers("measures", "column.measures", i.Measures))
			if i.HeadlineRank > 0 {
				cells = append(cells, t.number("headline_rank", "column.headline_rank", i.HeadlineRank))
			} else {
				cells = append(cells, cell{name: "headline_rank", label: "column.headline_rank"})
			}
			return append(cells,
				t.worded("break_note", "column.break_note", i.BreakNote, locale.FR),
				t.day("next_expected", "column.next_expected", i.NextExpected))
		},
	}
}

func events() table[segur.Event] {
	return table[segur.Event]{
		name: segur.TableEvents,
		title: func(t *writer, old, now *segur.Event) title {
			what := happened[segur.Event]("change.event_added", "change.correction", "change.event_removed")(t, old, now)
			what.correction = old != nil && now != nil
			return what
		},
		subject: func(t *writer, e segur.Event) subject {
			return subject{text: t.word("change.event_of", "date", t.date(e.Date), "title", t.pick(e.Title))}
		},
		about: func(_ *writer, e segur.Event) about {
			return about{measures: e.Measures, sources: e.Sources}
		},
		cells: func(t *writer, e segur.Event) []cell {
			cells := []cell{{name: "date", label: "column.date", shown: t.date(e.Date), raw: e.Date.String(), told: true}}
			cells = append(cells, t.text("title", [2]string{"column.title_fr", "column.title_en"}, e.Title)...)
			for n := range cells {
				cells[n].told = cells[n].lang == ""
			}
			return append(cells,
				t.coded("kind", "column.event_kind", "event_kind.", plural(e.Kind)),
				t.numbers("measures", "column.measures", e.Measures),
				t.cites(e.Sources))
		},
	}
}

func priorities() table[segur.Priority] {
	return table[segur.Priority]{
		name: segur.TablePriorities, title: happened[segur.Priority]("change.priority_added", "change.wording", "change.priority_removed"),
		subject: func(t *writer, p segur.Priority) subject { return subject{text: t.pick(p.Title)} },
		about: func(_ *writer, p segur.Priority) about {
			return about{measures: p.Measures, sources: p.Sources}
		},
		cells: func(t *writer, p segur.Priority) []cell {
			cells := append([]cell{bare("id", "column.identifier", p.ID)}, t.text("title", [2]string{"column.title_fr", "column.title_en"}, p.Title)...)
			cells = append(cells, t.text("summary", [2]string{"column.summary_fr", "column.summary_en"}, p.Summary)...)
			return append(cells,
				t.coded("kind", "column.priority_kind", "change.priority_kind.", p.Kind),
				t.numbers("measures", "column.measures", p.Measures),
				t.cites(p.Sources))
		},
	}
}

func texts() table[segur.SiteText] {
	return table[segur.SiteText]{
		name: segur.TableTexts,
		title: func(t *writer, old, now *segur.SiteText) title {
			row := now
			if row == nil {
				row = old
			}
			w := wordsOf(*row)
			return happened[segur.SiteText](w.added, w.replaced, w.removed)(t, old, now)
		},
		subject: func(t *writer, s segur.SiteText) subject {
			switch w := wordsOf(s); {
			case s.ID == segur.TextBanner:
				return subject{text: t.word("change.banner")}
			case w.of != "":
				return subject{text: t.word(w.of, "chart", t.chart(w.chart))}
			}
			return subject{text: s.ID}
		},
		about: func(_ *writer, s segur.SiteText) about {
			code, _ := segur.ChartIndicator(wordsOf(s).chart)
			return about{indicator: code}
		},
		cells: func(t *writer, s segur.SiteText) []cell {
			return t.text("text", wordsOf(s).columns, s.Text)
		},
	}
}

// textWords are the keys by which a text of the site is told, with the chart that it is about.
type textWords struct {
	added, replaced, removed string
	of                       string // names the chart, "" for a text about none
	columns                  [2]string
	chart                    string
}

func wordsOf(s segur.SiteText) textWords {
	if chart, ok := s.AltOf(); ok {
		return textWords{
			"change.alt_added", "change.wording", "change.alt_removed",
			"change.alt_of", [2]string{"column.alt_fr", "column.alt_en"}, chart,
		}
	}
	if chart, ok := s.WithdrawalOf(); ok {
		return textWords{
			"change.chart_removed", "change.chart_reason", "change.chart_back",
			"change.chart_of", [2]string{"column.chart_reason_fr", "column.chart_reason_en"}, chart,
		}
	}
	return textWords{
		added: "change.text_added", replaced: "change.text_replaced", removed: "change.text_removed",
		columns: [2]string{"column.text_fr", "column.text_en"},
	}
}

func sources() table[segur.Source] {
	return table[segur.Source]{
		name: segur.TableSources, title: happened[segur.Source]("change.source_added", "change.source_replaced", "change.source_removed"),
		subject: func(t *writer, s segur.Source) subject {
			return subject{text: t.cite(s), lang: t.foreign(locale.Lang(s.Language))}
		},
		about: func(_ *writer, s segur.Source) about { return about{sources: []string{s.ID}} },
		cells: func(t *writer, s segur.Source) []cell {
			language := locale.Lang(s.Language)
			title, publisher := t.worded("title", "column.document", s.Title, language), t.worded("publisher", "column.publisher", s.Publisher, language)
			title.told, publisher.told = true, true
			return []cell{
				bare("id", "column.identifier", s.ID), title, publisher, bare("url", "column.address", s.URL),
				{name: "published_on", label: "column.published_on", shown: t.date(s.PublishedOn), raw: s.PublishedOn.String(), told: true},
				t.coded("kind", "column.source_kind", "source_kind.", plural(s.Kind)),
				t.coded("language", "column.language", "change.language.", s.Language),
			}
		},
	}
}

// plural avoids a word that the locale files keep for plurals, as pages do.
func plural(kind string) string {
	if kind == "other" {
		return "other_kind"
	}
	return kind
}

// bare returns the cell of an identifier, which tells readers nothing while it does not change.
func bare(name, label, text string) cell {
	return cell{name: name, label: label, shown: text, raw: text, told: true}
}

func (t *writer) number(name, label string, n int) cell {
	return cell{name: name, label: label, shown: t.Words.Number(float64(n), 0), raw: strconv.Itoa(n)}
}

// numbers returns the cell of a list of measures or pillars; pages name a single one anyway.
func (t *writer) numbers(name, label string, list []int) cell {
	var all []string
	for _, n := range list {
		all = append(all, strconv.Itoa(n))
	}
	return cell{name: name, label: label, shown: t.Words.List(all), raw: strings.Join(all, " "), told: len(all) == 1}
}

// count returns the cell of a number that may be unknown.
func (t *writer) count(name, label string, n *int) cell {
	if n == nil {
		return cell{name: name, label: label}
	}
	return t.number(name, label, *n)
}

func pillars() table[segur.Pillar] {
	return table[segur.Pillar]{
		name: segur.TablePillars, title: happened[segur.Pillar]("change.added_row", "change.wording", "change.removed_row"),
		subject: func(t *writer, p segur.Pillar) subject {
			return subject{text: t.word("matrix.pillar", "number", p.Number, "title", t.pick(p.Title))}
		},
		about: func(*writer, segur.Pillar) about { return about{} },
		cells: func(t *writer, p segur.Pillar) []cell {
			cells := append([]cell{bare("slug", "column.slug", p.Slug)}, t.text("title", [2]string{"column.title_fr", "column.title_en"}, p.Title)...)
			return append(cells, t.text("summary", [2]string{"column.summary_fr", "column.summary_en"}, p.Summary)...)
		},
	}
}

func territories() table[segur.Territory] {
	return table[segur.Territory]{
		name: segur.TableTerritories, title: happened[segur.Territory]("change.added_row", "change.replaced_row", "change.removed_row"),
		subject: func(t *writer, p segur.Territory) subject { return subject{text: t.pick(p.Name)} },
		about:   func(_ *writer, p segur.Territory) about { return about{territory: p.Code} },
		cells: func(t *writer, p segur.Territory) []cell {
			cells := append([]cell{bare("code", "column.code", p.Code)}, t.text("name", [2]string{"column.name_fr", "column.name_en"}, p.Name)...)
			return append(cells,
				t.coded("level", "column.level", "change.level.", p.Level),
				bare("parent", "column.parent", strings.TrimSpace(p.Parent)), bare("iso_3166_2", "column.iso", p.ISO))
		},
	}
}

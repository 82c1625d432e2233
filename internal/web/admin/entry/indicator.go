package entry

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of an indicator's definition.
const (
	fieldLabel      = "libelle"
	fieldDefinition = "definition"
	fieldCode       = "code"
	fieldUnit       = "unite"
	fieldDecimals   = "decimales"
	fieldDirection  = "sens"
	fieldNature     = "temps"
	fieldRole       = "role"
	fieldBreak      = "rupture"
	fieldNext       = "prochain"
)

func definitions(c segur.ChangeSet) segur.Changes[segur.Indicator] { return c.Indicators }

func definition(d segur.Dataset, code string) *segur.Indicator {
	return find(d.Indicators, func(i segur.Indicator) bool { return i.Code == code })
}

// indicatorForm changes a definition that is published.
type indicatorForm struct {
	code  string
	known *catalog.Indicator
	live  *segur.Indicator
}

// Allow finds the definition.
func (f *indicatorForm) Allow(r *driver.Request) ([]desk.Target, error) {
	f.known, f.live = r.Call.Catalog.Indicator(f.code), definition(r.Live, f.code)
	if f.known == nil || f.live == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return []desk.Target{country(f.live.Measures...)}, nil
}

// Ask asks for the definition.
func (f *indicatorForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, ok := proposed(r, definitions)
	if !ok {
		shown = *f.live
	}
	page, words := q.Page, r.Words
	page.Title, q.Start = words.T("entry.indicator_title"), paths.Figures.Of(f.code)
	page.Action, page.Kicker = paths.Indicator.Of(f.code), words.AboutIndicator(f.known)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.Text(f.known.Label), Href: paths.Figures.Of(f.code)})
	page.Facts = []driver.Fact{{Label: words.T("entry.ask.code"), Text: f.code}}
	page.ElsewhereTitle = words.T("withdraw.elsewhere")
	page.Elsewhere = []admin.Crumb{{Label: words.T("withdraw.indicator_title"), Href: paths.WithdrawIndicator.Of(f.code)}}
	askDefinition(r, q, *f.live, shown, heldBy(definition(r.Base, f.code)))
	q.Hold(driver.Columns{segur.TableValues: {"value": fieldDecimals}}) // figures more precise than the definition
	page.Sections = definitionSections(words)
	return nil
}

// Read takes the definition over the one that the person saw.
func (f *indicatorForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	base := definition(r.Base, f.code)
	if base == nil {
		return segur.ChangeSet{}, &segur.Error{Code: segur.CodeConflict, Field: refusal.Gone}
	}
	ind := readDefinition(r, a, *base)
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Indicator(r.Base, ind, nil)
}

func definitionSections(words *driver.Words) []driver.Section {
	return []driver.Section{
		{Title: words.T("entry.section_definition"), Questions: []string{
			fieldLabel + "_fr", fieldLabel + "_en", fieldDefinition + "_fr", fieldDefinition + "_en",
		}},
		{Title: words.T("entry.section_counting"), Questions: []string{fieldUnit, fieldDecimals, fieldNature, fieldDirection, fieldRole, fieldBreak, fieldNext}},
		{Title: words.T("entry.section_measures"), Questions: []string{fieldMeasures}},
	}
}

// askDefinition asks for a definition; held are the measures of the one that the person saw.
func askDefinition(r *driver.Request, q *driver.Questions, live, shown segur.Indicator, held []int) {
	now := func(prefix, word string) string {
		if live.Code == "" {
			return ""
		}
		return r.Words.Published(r.Words.Label(prefix, word))
	}
	q.AskBoth(fieldLabel, 0, published(live.Code != "", live.Label), shown.Label)
	q.AskBoth(fieldDefinition, 3, published(live.Code != "", live.Description), shown.Description)
	q.Ask("unit", form.Field{
		Name: fieldUnit, Kind: form.Select, Values: driver.One(shown.Unit), Now: now("unit.", live.Unit),
		Options: r.Words.Choose(r.Words.Options("unit.", segur.Allowed(segur.TableIndicators, "unit"))),
	})
	decimals := ""
	if live.Code != "" {
		decimals = r.Words.Published(strconv.Itoa(live.Decimals))
	}
	q.Ask("decimals", form.Field{
		Name: fieldDecimals, Kind: form.Select, Values: []string{strconv.Itoa(shown.Decimals)}, Now: decimals,
		Options: []form.Option{{Value: "0", Label: "0"}, {Value: "1", Label: "1"}, {Value: "2", Label: "2"}, {Value: "3", Label: "3"}},
	})
	q.Ask("nature", form.Field{
		Name: fieldNature, Kind: form.Radios, Values: driver.One(string(shown.Nature)), Now: now("nature.", string(live.Nature)),
		Options: r.Words.Options("nature.", segur.Allowed(segur.TableIndicators, "nature")),
	})
	q.Ask("direction", form.Field{
		Name: fieldDirection, Kind: form.Radios, Values: driver.One(string(shown.Direction)), Now: now("direction.", string(live.Direction)),
		Options: r.Words.Options("direction.", segur.Allowed(segur.TableIndicators, "direction")),
	})
	q.Ask("role", form.Field{
		Name: fieldRole, Kind: form.Radios, Values: driver.One(shown.Role), Now: now("role.", live.Role),
		Options: r.Words.Options("role.", segur.Allowed(segur.TableIndicators, "role")),
	})
	askMeasures(r, q, live.Measures, held, shown.Measures)
	q.Ask("break_note", form.Field{
		Name: fieldBreak, Kind: form.Area, Rows: 2, Lang: "fr", Values: driver.One(shown.BreakNote), Now: publishedIf(r, live.Code != "", live.BreakNote),
	})
	q.Ask("next_expected", form.Field{
		Name: fieldNext, Width: 10, Values: driver.One(r.Words.TypedDate(shown.NextExpected)), Now: publishedIf(r, !live.NextExpected.IsZero(), r.Words.Date(live.NextExpected)),
	})
	q.Hold(driver.Columns{segur.TableIndicators: {
		"label_fr": "libelle_fr", "label_en": "libelle_en", "description_fr": "definition_fr", "description_en": "definition_en",
		"unit": fieldUnit, "decimals": fieldDecimals, "direction": fieldDirection, "nature": fieldNature, "role": fieldRole,
		"measures": fieldMeasures, "code": fieldCode, "break_note": fieldBreak, "next_expected": fieldNext,
	}})
}

// publishedIf words what is published where a row is.
func publishedIf(r *driver.Request, there bool, text string) string {
	if !there {
		return ""
	}
	return r.Words.Published(text)
}

// readDefinition reads a definition over the one there is.
func readDefinition(r *driver.Request, a *driver.Answers, ind segur.Indicator) segur.Indicator {
	word := func(field, column string) string {
		return a.Word(field, segur.Allowed(segur.TableIndicators, column))
	}
	ind.Label, ind.Description = a.Both(fieldLabel), a.Both(fieldDefinition)
	ind.Unit, ind.Role = word(fieldUnit, "unit"), word(fieldRole, "role")
	ind.Direction, ind.Nature = segur.Direction(word(fieldDirection, "direction")), segur.Nature(word(fieldNature, "nature"))
	ind.Decimals, _ = strconv.Atoi(a.Word(fieldDecimals, []string{"0", "1", "2", "3"}))
	ind.Measures, ind.BreakNote = readMeasures(r, a, ind.Measures), a.Optional(fieldBreak)
	ind.NextExpected = a.Date(fieldNext)
	return ind
}

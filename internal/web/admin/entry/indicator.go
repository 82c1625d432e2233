package entry

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
	"github.com/segur-tracker/segur/internal/web/admin/entry/withdraw"
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

func (p *Pages) newIndicator(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindIndicator)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerNewIndicator(s)
}

func (p *Pages) indicator(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindIndicator)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerIndicator(s, c.Params["code"])
}

func definitions(c segur.ChangeSet) segur.Changes[segur.Indicator] { return c.Indicators }

func definition(d segur.Dataset, code string) *segur.Indicator {
	return find(d.Indicators, func(i segur.Indicator) bool { return i.Code == code })
}

// answerIndicator is the form of a definition that is published; a proposal that adds one goes
// back to the form of a new indicator.
func (p *Pages) answerIndicator(s *sheet.Sheet, code string) (admin.Answer, error) {
	if isAddition(s, definitions) {
		return p.answerNewIndicator(s)
	}
	known, live := s.Catalog.Indicator(code), definition(s.Live, code)
	if known == nil || live == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	if err := s.Allow(country(live.Measures...)); err != nil {
		return admin.Answer{}, err
	}
	shown, ok := proposed(s, definitions)
	if !ok {
		shown = *live
	}
	page, err := s.Start("entry.indicator_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Kicker = sheet.Root+"/indicateur/"+url.PathEscape(code), s.AboutIndicator(known)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.Text(known.Label), Href: figure.Path(code)})
	page.Facts = []sheet.Fact{{Label: s.T("entry.ask.code"), Text: code}}
	page.ElsewhereTitle = s.T("withdraw.elsewhere")
	page.Elsewhere = []admin.Crumb{{Label: s.T("withdraw.indicator_title"), Href: withdraw.IndicatorPath(code)}}
	askDefinition(s, *live, shown, heldBy(definition(s.Base, code)))
	s.AskReason()
	page.Sections = definitionSections(s)
	return s.Finish(page, figure.Path(code), func() sheet.Outcome {
		o := sheet.Outcome{Fields: definitionFields()}
		o.Fields[segur.TableValues]["value"] = fieldDecimals // figures more precise than the definition
		base := definition(s.Base, code)
		if base == nil {
			o.Err = &segur.Error{Code: segur.CodeConflict, Field: edit.RefusalGone}
			return o
		}
		ind := readDefinition(s, *base)
		if !s.Asked.Refused() {
			o.Changes, o.Err = edit.Indicator(s.Base, ind, nil)
		}
		return o
	})
}

// answerNewIndicator is the form of a new indicator with its first figure.
func (p *Pages) answerNewIndicator(s *sheet.Sheet) (admin.Answer, error) {
	if err := allowNew(s); err != nil {
		return admin.Answer{}, err
	}
	shown, _ := proposed(s, definitions)
	first := segur.Value{Kind: segur.KindActual, Flag: "final", Confidence: "high"}
	if s.Proposal != nil && len(s.Proposal.Changes.Values.Add) > 0 {
		first = s.Proposal.Changes.Values.Add[0]
	}
	page, err := s.Start("entry.new_indicator_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Lede = sheet.Root+"/indicateur", s.T("entry.new_indicator_lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: page.Title})
	askDefinition(s, segur.Indicator{}, shown, nil)
	s.Ask("code", form.Field{Name: fieldCode, Values: sheet.One(shown.Code), Width: 20})
	// Which measures it is about is still to be answered: those of the scope are possible.
	possible := slices.Concat(shown.Measures, s.Actor.Scope.Measures)
	figure.AskValue(s, segur.Indicator{Unit: shown.Unit, Decimals: shown.Decimals, Measures: possible}, first)
	s.AskDocuments(sheet.Documents{Chosen: sheet.One(first.Source)})
	s.AskReason()
	page.Sections = newIndicatorSections(s)
	return s.Finish(page, sheet.Root, func() sheet.Outcome { return readNewIndicator(s) })
}

// newIndicatorSections begins with what must be answered; the rest has an answer already, and is
// folded.
func newIndicatorSections(s *sheet.Sheet) []sheet.Section {
	needed, more := figure.QuestionsByNeed()
	return []sheet.Section{
		{Title: s.T("entry.section_definition"), Questions: []string{
			fieldLabel + "_fr", fieldLabel + "_en", fieldDefinition + "_fr", fieldDefinition + "_en",
		}},
		{Title: s.T("entry.section_counting"), Questions: []string{fieldUnit, fieldDecimals, fieldNature, fieldDirection, fieldRole}},
		{Title: s.T("entry.section_first_value"), Questions: needed},
		{Title: s.T("entry.section_first_value_more"), Questions: more, Fold: true},
		{Title: s.T("entry.section_source"), Documents: true},
		{Title: s.T("entry.section_measures"), Questions: []string{fieldMeasures}, Fold: true},
		{Title: s.T("entry.section_indicator_more"), Questions: []string{fieldCode, fieldBreak, fieldNext}, Fold: true},
	}
}

func definitionSections(s *sheet.Sheet) []sheet.Section {
	return []sheet.Section{
		{Title: s.T("entry.section_definition"), Questions: []string{
			fieldLabel + "_fr", fieldLabel + "_en", fieldDefinition + "_fr", fieldDefinition + "_en",
		}},
		{Title: s.T("entry.section_counting"), Questions: []string{fieldUnit, fieldDecimals, fieldNature, fieldDirection, fieldRole, fieldBreak, fieldNext}},
		{Title: s.T("entry.section_measures"), Questions: []string{fieldMeasures}},
	}
}

// askDefinition asks for a definition; held are the measures of the one that the person saw.
func askDefinition(s *sheet.Sheet, live, shown segur.Indicator, held []int) {
	now := func(prefix, word string) string {
		if live.Code == "" {
			return ""
		}
		return s.Published(s.Label(prefix, word))
	}
	s.AskBoth(fieldLabel, 0, published(live.Code != "", live.Label), shown.Label)
	s.AskBoth(fieldDefinition, 3, published(live.Code != "", live.Description), shown.Description)
	s.Ask("unit", form.Field{
		Name: fieldUnit, Kind: form.Select, Values: sheet.One(shown.Unit), Now: now("unit.", live.Unit),
		Options: s.Choose(s.Options("unit.", segur.Allowed(segur.TableIndicators, "unit"))),
	})
	decimals := ""
	if live.Code != "" {
		decimals = s.Published(strconv.Itoa(live.Decimals))
	}
	s.Ask("decimals", form.Field{
		Name: fieldDecimals, Kind: form.Select, Values: []string{strconv.Itoa(shown.Decimals)}, Now: decimals,
		Options: []form.Option{{Value: "0", Label: "0"}, {Value: "1", Label: "1"}, {Value: "2", Label: "2"}, {Value: "3", Label: "3"}},
	})
	s.Ask("nature", form.Field{
		Name: fieldNature, Kind: form.Radios, Values: sheet.One(string(shown.Nature)), Now: now("nature.", string(live.Nature)),
		Options: s.Options("nature.", segur.Allowed(segur.TableIndicators, "nature")),
	})
	s.Ask("direction", form.Field{
		Name: fieldDirection, Kind: form.Radios, Values: sheet.One(string(shown.Direction)), Now: now("direction.", string(live.Direction)),
		Options: s.Options("direction.", segur.Allowed(segur.TableIndicators, "direction")),
	})
	s.Ask("role", form.Field{
		Name: fieldRole, Kind: form.Radios, Values: sheet.One(shown.Role), Now: now("role.", live.Role),
		Options: s.Options("role.", segur.Allowed(segur.TableIndicators, "role")),
	})
	askMeasures(s, live.Measures, held, shown.Measures)
	s.Ask("break_note", form.Field{
		Name: fieldBreak, Kind: form.Area, Rows: 2, Lang: "fr", Values: sheet.One(shown.BreakNote), Now: publishedIf(s, live.Code != "", live.BreakNote),
	})
	s.Ask("next_expected", form.Field{
		Name: fieldNext, Width: 10, Values: sheet.One(s.TypedDate(shown.NextExpected)), Now: publishedIf(s, !live.NextExpected.IsZero(), s.Date(live.NextExpected)),
	})
	s.Bound(definitionFields())
}

// publishedIf words what is published where a row is.
func publishedIf(s *sheet.Sheet, there bool, text string) string {
	if !there {
		return ""
	}
	return s.Published(text)
}

func definitionFields() sheet.Columns {
	fields := figure.Columns()
	fields[segur.TableIndicators] = map[string]string{
		"label_fr": "libelle_fr", "label_en": "libelle_en", "description_fr": "definition_fr", "description_en": "definition_en",
		"unit": fieldUnit, "decimals": fieldDecimals, "direction": fieldDirection, "nature": fieldNature, "role": fieldRole,
		"measures": fieldMeasures, "code": fieldCode, "break_note": fieldBreak, "next_expected": fieldNext,
	}
	return fields
}

// readDefinition reads a definition over the one there is.
func readDefinition(s *sheet.Sheet, ind segur.Indicator) segur.Indicator {
	word := func(field, column string) string {
		return s.ReadWord(field, segur.Allowed(segur.TableIndicators, column))
	}
	ind.Label, ind.Description = s.ReadBoth(fieldLabel), s.ReadBoth(fieldDefinition)
	ind.Unit, ind.Role = word(fieldUnit, "unit"), word(fieldRole, "role")
	ind.Direction, ind.Nature = segur.Direction(word(fieldDirection, "direction")), segur.Nature(word(fieldNature, "nature"))
	ind.Decimals, _ = strconv.Atoi(s.ReadWord(fieldDecimals, []string{"0", "1", "2", "3"}))
	ind.Measures, ind.BreakNote = readMeasures(s, ind.Measures), s.ReadOptional(fieldBreak)
	ind.NextExpected = s.ReadDate(fieldNext)
	return ind
}

func readNewIndicator(s *sheet.Sheet) sheet.Outcome {
	o := sheet.Outcome{Fields: definitionFields()}
	ind := readDefinition(s, segur.Indicator{})
	taken := func(code string) bool { return definition(s.Live, code) != nil || definition(s.Base, code) != nil }
	ind.Code = cmp.Or(s.Given(fieldCode), typed.Slug(ind.Label.FR, taken))
	switch {
	case ind.Code == "" && ind.Label.FR == "": // the label is missing, and that is said
	case ind.Code == "":
		s.RefuseOnce(fieldCode, "entry.code_needed")
	case taken(ind.Code):
		s.Refuse(fieldCode, "entry.code_taken", "code", ind.Code)
	case ind.Code != typed.Slug(ind.Code, func(string) bool { return false }):
		s.Refuse(fieldCode, "entry.code_format", "code", cmp.Or(typed.Slug(ind.Code, taken), "msp-count"))
	}
	v := figure.ReadValue(s, ind)
	ids, added := s.ReadDocuments()
	if len(ids) > 0 {
		v.Source = ids[0]
	}
	if s.Asked.Refused() {
		return o
	}
	v.Indicator = ind.Code
	if o.Changes, o.Err = edit.Indicator(s.Base, ind, []segur.Value{v}); o.Err == nil {
		o.Changes, o.Err = s.WithDocument(o.Changes, added)
	}
	return o
}

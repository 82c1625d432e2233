package chart

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/atlas"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Kind is a way of showing a chart; "" is KindChart.
type Kind string

// The kinds, in the words of addresses.
const (
	KindChart Kind = "graphique"
	KindMap   Kind = "carte"
	KindTable Kind = "tableau"
)

// The parameters of an address that make a view.
const (
	paramTerritory = "region"
	paramWith      = "avec"
	paramFrom      = "de"
	paramTo        = "a"
	paramKind      = "vue"
	paramReading   = "lecture"
)

// View says which part of a chart is shown, and how. The zero value is the whole chart.
type View struct {
	Territory string // "" for France or the chart's own
	With      string // codes of the regions that stand in front of the others, rising, with commas between; "" for none
	From, To  int    // years, both shown; 0 for an open end
	Kind      Kind   // "" for the chart itself
	// Reading is which states of measures are counted; "" means segur.ByYear, as all addresses did
	// before there was a choice.
	Reading segur.Reading
}

// Shown returns the kind of the view, never "".
func (v View) Shown() Kind {
	if v.Kind == "" {
		return KindChart
	}
	return v.Kind
}

// MostChosen is how many regions may stand in front at a time.
const MostChosen = 4

// Chosen returns the regions that stand in front of the others.
func (v View) Chosen() []string {
	if v.With == "" {
		return nil
	}
	return strings.Split(v.With, ",")
}

// Query returns the parameters of the view, defaults left out.
func (v View) Query() url.Values {
	q := url.Values{}
	if v.Territory != "" {
		q.Set(paramTerritory, v.Territory)
	}
	if v.With != "" {
		q.Set(paramWith, v.With)
	}
	for name, year := range map[string]int{paramFrom: v.From, paramTo: v.To} {
		if year != 0 {
			q.Set(name, strconv.Itoa(year))
		}
	}
	if v.Shown() != KindChart {
		q.Set(paramKind, string(v.Kind))
	}
	if v.Reading == segur.LastKnown {
		q.Set(paramReading, string(v.Reading))
	}
	return q
}

// Choices are the views that a chart has.
type Choices struct {
	Territories []segur.Territory // those with figures, France first; nil when there is no choice. Without France, "" shows all of them together
	With        []segur.Territory // regions of which up to MostChosen may stand in front; nil when there is no choice
	Years       []int             // every year from the first to the last; nil when there is no choice
	Kinds       []Kind            // KindChart first
	Readings    []segur.Reading   // nil when the chart shows no states of measures
}

// subject is a chart of a catalog with what may be chosen of it.
type subject struct {
	Definition
	code        string             // of the member of a family
	indicator   *catalog.Indicator // of a chart of one, nil for any other
	territories []segur.Territory
	with        []segur.Territory // regions that may stand in front
	years       []int             // nil where the chart is of one moment
}

func subjectOf(c *catalog.Catalog, name string) (subject, error) {
	d, code, ok := Find(name)
	s := subject{Definition: d, code: code}
	switch {
	case !ok, d.Family != nil && !slices.Contains(d.Family(c), code):
		return subject{}, &segur.Error{Code: segur.CodeNotFound, Message: "no chart " + name, Field: "chart"}
	case d.member != nil:
		s.with = slices.DeleteFunc(c.Regions(), func(t segur.Territory) bool { return segur.RegionChart+t.Code == name })
	case d.Family != nil:
		s.indicator = c.Indicator(code)
		s.years = s.indicator.Years()
		for _, part := range s.indicator.AllSeries() {
			s.territories = append(s.territories, part.Territory)
		}
	case d.years:
		s.years = c.Years()
	}
	return s, nil
}

// ChoicesOf returns what may be chosen of a chart; an unknown name is a segur.Error of CodeNotFound.
func ChoicesOf(c *catalog.Catalog, name string) (Choices, error) {
	s, err := subjectOf(c, name)
	if err != nil {
		return Choices{}, err
	}
	choices := Choices{Kinds: []Kind{KindChart}, With: s.with}
	if len(s.territories) > 1 {
		choices.Territories = s.territories
	}
	if len(s.years) > 1 {
		choices.Years = slices.Clone(s.years)
	}
	if s.hasMap() {
		choices.Kinds = append(choices.Kinds, KindMap)
	}
	choices.Kinds = append(choices.Kinds, KindTable)
	if s.states != nil {
		choices.Readings = segur.Readings()
	}
	return choices, nil
}

func (s subject) hasMap() bool { return s.indicator != nil && atlas.Has(s.indicator) }

// ParseView reads a view from the parameters of an address; what equals the default is left out,
// and a map, which shows every territory, has none of its own. What the chart has not is a
// segur.Error of CodeInvalid whose Field is the parameter, an unknown chart one of CodeNotFound.
func ParseView(c *catalog.Catalog, name string, query url.Values) (View, error) {
	s, err := subjectOf(c, name)
	if err != nil {
		return View{}, err
	}
	var v View
	if v.Kind, err = s.kind(query.Get(paramKind)); err != nil {
		return View{}, err
	}
	if v.Reading, err = s.reading(query.Get(paramReading)); err != nil {
		return View{}, err
	}
	if v.Territory, err = s.territory(query.Get(paramTerritory)); err != nil {
		return View{}, err
	}
	if v.Kind == KindMap {
		v.Territory = ""
	}
	if v.With, err = s.chosen(query.Get(paramWith)); err != nil {
		return View{}, err
	}
	if v.From, err = s.year(paramFrom, query.Get(paramFrom)); err != nil {
		return View{}, err
	}
	if v.To, err = s.year(paramTo, query.Get(paramTo)); err != nil {
		return View{}, err
	}
	return v, s.check(v)
}

func invalid(field, value string) error {
	return &segur.Error{Code: segur.CodeInvalid, Message: "no such choice: " + strconv.Quote(value), Field: field}
}

func (s subject) kind(text string) (Kind, error) {
	switch k := Kind(text); {
	case k == "" || k == KindChart:
		return "", nil
	case k == KindTable, k == KindMap && s.hasMap():
		return k, nil
	case k == KindMap && len(s.territories) > 1:
		return KindTable, nil // too few regions compare for a map, or no longer enough of them: who they are is in the table
	}
	return "", invalid(paramKind, text)
}

// reading takes the default for what it is, and no choice where there is none.
func (s subject) reading(word string) (segur.Reading, error) {
	r, ok := segur.ParseReading(word)
	if !ok || r == segur.LastKnown && s.states == nil {
		return "", invalid(paramReading, word)
	}
	if r == segur.ByYear {
		return "", nil
	}
	return r, nil
}

func (s subject) territory(code string) (string, error) {
	if code == "" || code == segur.France {
		return "", nil
	}
	for i, t := range s.territories {
		if t.Code != code {
			continue
		}
		if i == 0 && !s.indicator.Regional() {
			return "", nil // it stands for the indicator
		}
		return code, nil
	}
	return "", invalid(paramTerritory, code)
}

// Choose reads which of some regions stand in front, with commas between: each once and in the order of their
// codes, so that the same choice has one address. ok is false for more than MostChosen and for others.
func Choose(among []segur.Territory, text string) (codes []string, ok bool) {
	if text == "" {
		return nil, true
	}
	codes = strings.Split(text, ",")
	slices.Sort(codes)
	codes = slices.Compact(codes)
	for _, code := range codes {
		if !slices.ContainsFunc(among, func(t segur.Territory) bool { return t.Code == code }) {
			return nil, false
		}
	}
	return codes, len(codes) <= MostChosen
}

func (s subject) chosen(text string) (string, error) {
	codes, ok := Choose(s.with, text)
	if !ok {
		return "", invalid(paramWith, text)
	}
	return strings.Join(codes, ","), nil
}

// year reads one end of the years; the end of all the years is an open one. A year beyond them means
// the nearest: figures that a later publication takes away must not break the articles that show
// the rest.
func (s subject) year(field, text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || len(text) != len("2020") || text[0] < '1' || len(s.years) == 0 {
		return 0, invalid(field, text)
	}
	first, last := s.years[0], s.years[len(s.years)-1]
	if field == paramFrom && year <= first || field == paramTo && year >= last {
		return 0, nil
	}
	return min(max(year, first), last), nil
}

// check refuses the views that ParseView never returns.
func (s subject) check(v View) error {
	switch {
	case v.Territory != "" && !slices.ContainsFunc(s.territories, func(t segur.Territory) bool { return t.Code == v.Territory }):
		return invalid(paramTerritory, v.Territory)
	case v.With != "" && len(s.with) == 0:
		return invalid(paramWith, v.With)
	case v.From != 0 && !slices.Contains(s.years, v.From):
		return invalid(paramFrom, strconv.Itoa(v.From))
	case v.To != 0 && (!slices.Contains(s.years, v.To) || v.To < v.From):
		return invalid(paramTo, strconv.Itoa(v.To))
	case v.Reading == segur.LastKnown && s.states == nil:
		return invalid(paramReading, string(v.Reading))
	case v.Kind == KindMap && !s.hasMap(), !slices.Contains([]Kind{KindChart, KindMap, KindTable}, v.Shown()):
		return invalid(paramKind, string(v.Kind))
	}
	return nil
}

// MakeView builds a part of a chart; KindTable gives the chart of KindChart. An unknown chart is a
// segur.Error of CodeNotFound, a view that the chart has not one of CodeInvalid.
func MakeView(c *catalog.Catalog, name string, v View, l *locale.Localizer) (Chart, error) {
	s, err := subjectOf(c, name)
	if err == nil {
		err = s.check(v)
	}
	if err != nil {
		return Chart{}, err
	}
	f, err := finish(name, l, func(voice *spec.Voice) (Chart, error) { return s.draw(c, v, voice) })
	if v.Territory == "" && v.With == "" && v.From == 0 && v.To == 0 && v.Kind != KindMap && v.Reading == "" {
		written(&f, c, name, l)
	}
	return f, err
}

func (s subject) draw(c *catalog.Catalog, v View, voice *spec.Voice) (Chart, error) {
	switch {
	case s.states != nil:
		return s.states(record{c.Within(v.From, v.To), v.Reading}, voice)
	case s.member != nil:
		return s.member(c, s.code, v, voice)
	case s.indicator == nil:
		return s.figures(c.Within(v.From, v.To), voice)
	}
	voice.Headed = true
	if v.Kind == KindMap {
		return atlas.Map(s.indicator, v.From, v.To, voice)
	}
	return series.Indicator(s.indicator, series.Part{Territory: v.Territory, From: v.From, To: v.To}, voice)
}

// written puts the text alternative that staff wrote in the place of the computed one.
func written(f *Chart, c *catalog.Catalog, name string, l *locale.Localizer) {
	text, ok := c.Text(segur.TextAlt(name))
	if in := text.In(string(l.Lang())); ok && in != "" {
		f.Alt = locale.Plain(l.Text(in))
	}
}

package chart_test

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// views lists the views of a chart: every territory and every kind, whole, from each year, up to each
// year and within each year alone.
func views(t *testing.T, c *catalog.Catalog, name string) []chart.View {
	t.Helper()
	choices, err := chart.ChoicesOf(c, name)
	if err != nil {
		t.Fatal(err)
	}
	if choices.Kinds[0] != chart.KindChart || !slices.Contains(choices.Kinds, chart.KindTable) {
		t.Errorf("%s: kinds %v", name, choices.Kinds)
	}
	asked := []url.Values{{}}
	for _, territory := range choices.Territories {
		asked = append(asked, url.Values{"region": {territory.Code}})
	}
	for _, kind := range choices.Kinds {
		asked = append(asked, url.Values{"vue": {string(kind)}})
		for _, y := range choices.Years {
			year := strconv.Itoa(y)
			for _, years := range []url.Values{{"de": {year}}, {"a": {year}}, {"de": {year}, "a": {year}}} {
				years["vue"] = []string{string(kind)}
				asked = append(asked, years)
				if len(choices.Territories) > 0 && kind == chart.KindChart {
					there := url.Values{"region": {choices.Territories[y%len(choices.Territories)].Code}, "de": years["de"], "a": years["a"]}
					asked = append(asked, there)
				}
			}
		}
	}
	var list []chart.View
	for _, q := range asked {
		v, err := chart.ParseView(c, name, q)
		if err != nil {
			t.Errorf("%s?%s: %v", name, q.Encode(), err)
			continue
		}
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// TestEveryViewOfEveryChart makes each view of each chart of the seed, which must read back from its
// own address, and hold no figure of another territory or other years.
func TestEveryViewOfEveryChart(t *testing.T) {
	t.Parallel()
	c := seedCatalog(t)
	made, maps := 0, 0
	for _, name := range chart.Names(c) {
		for _, v := range views(t, c, name) {
			back, err := chart.ParseView(c, name, v.Query())
			if err != nil || back != v {
				t.Errorf("%s: %+v reads back from ?%s as %+v, %v", name, v, v.Query().Encode(), back, err)
			}
			for _, lang := range []locale.Lang{locale.Langs()[made%2]} { // by turns
				f, err := chart.MakeView(c, name, v, words(t, lang))
				if err != nil {
					t.Errorf("%s?%s: %v", name, v.Query().Encode(), err)
					continue
				}
				made++
				checkView(t, c, f, v)
				if v.Kind == chart.KindMap && f.Wide.Option != nil {
					maps++
				}
			}
		}
	}
	if made < 1000 || maps < 10 {
		t.Errorf("%d views, %d maps: the choices are not walked", made, maps)
	}
}

func checkView(t *testing.T, c *catalog.Catalog, f chart.Chart, v chart.View) {
	t.Helper()
	where := fmt.Sprintf("%s %s?%s", f.Lang, f.Name, v.Query().Encode())
	if f.Title.String() == "" || f.Alt.String() == "" || f.Subtitle == "" || f.Table.Caption == "" {
		t.Errorf("%s: no words", where)
	}
	if said := f.Title.String() + f.Alt.String(); strings.Contains(said, "NaN") || strings.Contains(said, "+Inf") {
		t.Errorf("%s: %s", where, said)
	}
	if len(f.Table.Rows) == 0 && f.Wide.Option != nil {
		t.Errorf("%s: a picture of nothing", where)
	}
	inside := func(from, to int) bool { return from >= v.From && (v.To == 0 || to <= v.To) }
	var columns []bool // whether a year is shown; nil where columns are not years
	if f.Name == "matrice" {
		for _, column := range f.Table.Columns[1:] {
			year, err := strconv.Atoi(column.Label)
			columns = append(columns, err == nil && inside(year, year))
		}
	}
	if slices.Contains(columns, false) || f.Name == "matrice" && len(columns) == 0 {
		t.Errorf("%s: columns %v", where, f.Table.Columns)
	}
	for _, row := range f.Table.Rows {
		if f.Name == "avancement" || f.Name == "avancement-par-pilier" {
			if year, err := strconv.Atoi(row.Header[len(row.Header)-4:]); err != nil || !inside(year, year) {
				t.Errorf("%s: row %s", where, row.Header)
			}
		}
		for _, cell := range row.Cells {
			parts := strings.SplitN(cell.Of, "/", 4)
			if len(parts) < 4 || !strings.HasPrefix(f.Name, "indicateur-") {
				continue
			}
			if period, err := segur.ParsePeriod(parts[3]); err != nil || !inside(period.From.Year, period.To.Year) {
				t.Errorf("%s: the table holds %s", where, cell.Of)
			}
			if v.Territory != "" && parts[1] != v.Territory {
				t.Errorf("%s: the table holds %s", where, cell.Of)
			}
		}
	}
	if territory, ok := c.Territory(v.Territory); ok {
		name := words(t, f.Lang).Text(territory.Name.In(string(f.Lang)))
		if !strings.Contains(f.Title.String()+f.Subtitle, name) {
			t.Errorf("%s: %s is named neither in the title nor in the subtitle", where, name)
		}
	}
}

// TestAMapWithoutEnoughRegionsIsATable: the address of a map holds when too few regions compare.
func TestAMapWithoutEnoughRegionsIsATable(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]chart.Kind{
		"indicateur-msp-count": chart.KindTable, "indicateur-cpts-pop-pct": chart.KindTable, "indicateur-invr-envelope": chart.KindMap, "indicateur-invr-esms": chart.KindMap,
	} {
		v, err := chart.ParseView(seedCatalog(t), name, url.Values{"vue": {"carte"}})
		if err != nil || v.Kind != want {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
}

func TestImpossibleViewsAreRefused(t *testing.T) {
	t.Parallel()
	c := seedCatalog(t)
	for _, r := range []struct{ chart, query, field string }{
		{"avancement", "de=20x0", "de"}, {"avancement", "de=0999", "de"}, {"avancement", "de=02021", "de"},
		{"avancement", "de=%2B2021", "de"}, {"avancement", "de=2024&a=2021", "a"}, {"avancement", "de=-2021", "de"},
		{"avancement", "region=84", "region"}, {"avancement", "vue=carte", "vue"}, {"avancement", "vue=Tableau", "vue"}, {"avancement", "vue=graphique%20", "vue"},
		{"objectifs", "de=2021", "de"}, {"investissement", "a=2021", "a"}, {"objectifs", "region=11", "region"},
		{"indicateur-msp-count", "region=99", "region"}, {"indicateur-msp-count", "region=fr", "region"}, {"indicateur-lad-beds", "vue=carte", "vue"},
		{"indicateur-invr-envelope", "region=03", "region"}, {"indicateur-invr-envelope", "vue=map", "vue"},
		{"matrice", "a=9999999999999999999", "a"},
	} {
		q, err := url.ParseQuery(r.query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = chart.ParseView(c, r.chart, q)
		if segur.ErrorCode(err) != segur.CodeInvalid || segurField(err) != r.field {
			t.Errorf("%s?%s: %v, want invalid %s", r.chart, r.query, err, r.field)
		}
	}
	for name, v := range map[string]chart.View{
		"avancement": {From: 1999}, "matrice": {To: 2100}, "objectifs": {From: 2021}, "indicateur-msp-count": {Territory: "99"},
		"avancement-par-pilier": {From: 2023, To: 2022}, "investissement": {Kind: "nothing"}, "indicateur-lad-beds": {Kind: chart.KindMap},
	} {
		if _, err := chart.MakeView(c, name, v, words(t, locale.FR)); segur.ErrorCode(err) != segur.CodeInvalid {
			t.Errorf("%s %+v: %v, want invalid", name, v, err)
		}
	}
	for _, name := range []string{"", "nothing", "indicateur-", "indicateur-x"} {
		_, err := chart.ChoicesOf(c, name)
		_, err2 := chart.ParseView(c, name, nil)
		if segur.ErrorCode(err) != segur.CodeNotFound || segur.ErrorCode(err2) != segur.CodeNotFound {
			t.Errorf("%q: %v, %v, want not_found", name, err, err2)
		}
	}
}

func segurField(err error) string {
	if known, ok := err.(*segur.Error); ok {
		return known.Field
	}
	return ""
}

// TestDefaultsAreLeftOut reads addresses that say what is so anyway.
func TestDefaultsAreLeftOut(t *testing.T) {
	t.Parallel()
	c := seedCatalog(t)
	for _, r := range []struct {
		chart, query string
		want         chart.View
	}{
		{"avancement", "de=2020&a=2026&vue=graphique&region=FR&theme=sombre&x=1", chart.View{}},
		{"avancement", "de=&a=&vue=&region=", chart.View{}},
		{"avancement", "de=2021&a=2026", chart.View{From: 2021}},
		{"avancement", "de=2019&a=2031", chart.View{}}, {"indicateur-msp-count", "de=1900", chart.View{}},
		{"avancement", "de=2031", chart.View{From: 2026}}, {"avancement", "a=2001", chart.View{To: 2020}},
		{"indicateur-invr-envelope", "region=84&vue=tableau", chart.View{Territory: "84", Kind: chart.KindTable}},
		{"indicateur-invr-envelope", "region=84&vue=carte", chart.View{Kind: chart.KindMap}}, // a map shows them all
		{"indicateur-msp-count", "region=FR", chart.View{}},
	} {
		q, err := url.ParseQuery(r.query)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := chart.ParseView(c, r.chart, q); err != nil || v != r.want {
			t.Errorf("%s?%s: %+v, %v, want %+v", r.chart, r.query, v, err, r.want)
		}
	}
}

// TestPartsSpeakOfThemselves holds the words of views that leave figures out.
func TestPartsSpeakOfThemselves(t *testing.T) {
	t.Parallel()
	c, fr := seedCatalog(t), words(t, locale.FR)
	plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ")
	for _, r := range []struct {
		chart     string
		view      chart.View
		title     string
		forbidden string // of title, alternative and legend
	}{
		{"indicateur-msp-count", chart.View{To: 2022}, "De 1 500 en 2020 à", "du chemin"},
		{"indicateur-msp-count", chart.View{From: 1995, To: 1996}, "", ""},
		{"avancement", chart.View{From: 2023, To: 2023}, "Mesures par état en 2023", "2022"},
		{"matrice", chart.View{From: 2023, To: 2023}, "en 2023 ;", "de 2023 à 2023"},
		{"avancement-par-pilier", chart.View{From: 2023, To: 2023}, "En 2023,", "2022"},
		{"indicateur-invr-envelope", chart.View{To: 2028}, "Enveloppe régionale d’investissement Ségur : aucune valeur publiée pour 2021–2028", ""},
		{"indicateur-invr-envelope", chart.View{Kind: chart.KindMap, To: 2028}, "Enveloppe régionale d’investissement Ségur : moins de huit régions se comparent pour 2021–2028", ""},
		{"indicateur-invr-envelope", chart.View{Kind: chart.KindMap}, "Enveloppe régionale d’investissement Ségur : de 213 € (Nouvelle-Aquitaine) à 315 € (La Réunion) par habitant, parmi 8 régions comparables", ""},
	} {
		f, err := chart.MakeView(c, r.chart, r.view, fr)
		if r.title == "" {
			if segur.ErrorCode(err) != segur.CodeInvalid {
				t.Errorf("%s %+v: %v", r.chart, r.view, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s %+v: %v", r.chart, r.view, err)
		}
		if title := plain.Replace(f.Title.String()); !strings.Contains(title, r.title) {
			t.Errorf("%s %+v: title %q, want %q", r.chart, r.view, title, r.title)
		}
		if said := plain.Replace(f.Title.String() + f.Alt.String() + f.Subtitle); r.forbidden != "" && strings.Contains(said, r.forbidden) {
			t.Errorf("%s %+v says %q: %s", r.chart, r.view, r.forbidden, said)
		}
	}
}

// TestTheLatestFigureIsOfTheView: the date of the data is that of what is shown, and what was promised
// or judged has none.
func TestTheLatestFigureIsOfTheView(t *testing.T) {
	t.Parallel()
	c, fr := seedCatalog(t), words(t, locale.FR)
	for _, r := range []struct {
		chart  string
		view   chart.View
		latest string
	}{
		{"indicateur-cpts-active", chart.View{}, "mai 2025"},
		{"indicateur-cpts-active", chart.View{To: 2021}, "juillet 2021"},
		{"indicateur-pay-net-month", chart.View{}, "décembre 2020"},
		{"objectifs", chart.View{}, "2025–2026"},
		{"indicateur-inv-debt", chart.View{}, ""},
		{"indicateur-invr-envelope", chart.View{}, ""},
		{"indicateur-invr-envelope", chart.View{Kind: chart.KindMap}, ""},
		{"investissement", chart.View{}, ""},
		{"matrice", chart.View{}, ""},
	} {
		f, err := chart.MakeView(c, r.chart, r.view, fr)
		if err != nil || strings.ReplaceAll(f.Latest, "\u00a0", " ") != r.latest {
			t.Errorf("%s %+v: the latest figure is of %q, want %q (%v)", r.chart, r.view, f.Latest, r.latest, err)
		}
	}
}

// TestTheTableOfTargetsSaysWhatThePictureSays: a target that was passed is not merely met.
func TestTheTableOfTargetsSaysWhatThePictureSays(t *testing.T) {
	t.Parallel()
	f, err := chart.Make(seedCatalog(t), "objectifs", words(t, locale.FR))
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, row := range f.Table.Rows {
		if row.Cells[0].Text == "Objectif dépassé" {
			passed++
		}
	}
	if said := strings.ReplaceAll(f.Title.String(), "\u00a0", " "); passed != 2 || !strings.Contains(said, "2 l’ont dépassé") {
		t.Errorf("%d rows are passed, and the title says %q", passed, said)
	}
}

// TestStaffWriteTheAlternative puts a text of the dataset in the place of the computed one, for the
// whole chart and its table and for no part of it.
func TestStaffWriteTheAlternative(t *testing.T) {
	t.Parallel()
	d := seedData(t)
	d.Texts = append(d.Texts, segur.SiteText{ID: segur.TextAlt("avancement"), Text: segur.Text{FR: "Écrit à la main : 12 %.", EN: "Written <b>by hand</b>."}})
	c := build(t, d)
	alt := func(v chart.View, name string, lang locale.Lang) string {
		f, err := chart.MakeView(c, name, v, words(t, lang))
		if err != nil {
			t.Fatal(err)
		}
		return f.Alt.String()
	}
	if got := alt(chart.View{}, "avancement", locale.FR); got != "Écrit à la main\u00a0: 12\u00a0%." {
		t.Errorf("%q", got)
	}
	if got := alt(chart.View{Kind: chart.KindTable}, "avancement", locale.EN); got != "Written <b>by hand</b>." {
		t.Errorf("%q", got)
	}
	if got := alt(chart.View{From: 2022}, "avancement", locale.FR); strings.Contains(got, "main") {
		t.Errorf("a part speaks of the whole: %q", got)
	}
	if got := alt(chart.View{}, "matrice", locale.FR); strings.Contains(got, "main") {
		t.Errorf("another chart: %q", got)
	}
}

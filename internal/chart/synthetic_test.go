package chart_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func both(s string) segur.Text { return segur.Text{FR: s, EN: s} }

// tiny is a small valid dataset: two pillars, three measures, states as given for measure 1,
// and one indicator "x" with the given values.
func tiny(states map[int]segur.State, values ...segur.Value) segur.Dataset {
	d := segur.Dataset{
		Publication: segur.Publication{Number: 1, PublishedAt: publishedAt()},
		Sources:     []segur.Source{{ID: "s", Title: "S", Publisher: "P"}, {ID: "t", Title: "T", Publisher: "Q"}},
		Territories: []segur.Territory{{Code: "FR", Level: "country", Name: both("France")}, {Code: "01", Level: "region", Name: both("R1"), Parent: "FR"}, {Code: "02", Level: "region", Name: both("R2"), Parent: "FR"}},
		Pillars:     []segur.Pillar{{Number: 1, Slug: "a", Title: both("A")}, {Number: 2, Slug: "b", Title: both("B")}},
		Measures: []segur.Measure{
			{Number: 1, Pillar: 1, Slug: "m", Title: both("M"), ShortTitle: both("M"), Sources: []string{"s"}},
			{Number: 2, Pillar: 1, Slug: "n", Title: both("N"), ShortTitle: both("N"), Sources: []string{"s"}},
			{Number: 3, Pillar: 2, Slug: "o", Title: both("O"), ShortTitle: both("O"), Sources: []string{"s"}},
		},
	}
	for year := 2000; year < 2040; year++ {
		if s, ok := states[year]; ok {
			d.Assessments = append(d.Assessments, segur.Assessment{Measure: 1, Year: year, State: s, Basis: segur.BasisOfficial, Sources: []string{"s"}})
		}
	}
	if len(values) > 0 {
		d.Indicators = []segur.Indicator{{Code: "x", Label: both("X"), Unit: "count", Decimals: 1, Direction: segur.DirectionUp, Nature: segur.NatureStock, Measures: []int{1}, BreakNote: "note"}}
		d.Values = values
	}
	return d
}

func value(kind segur.Kind, period, number string) segur.Value {
	p, err := segur.ParsePeriod(period)
	if err != nil {
		panic(err)
	}
	n, _, err := segur.ParseNumber(number)
	if err != nil {
		panic(err)
	}
	return segur.Value{Indicator: "x", Kind: kind, Period: p, Territory: "FR", Number: n, Flag: "final", Reference: true, Source: "s"}
}

func in(territory string, v segur.Value) segur.Value {
	v.Territory = territory
	return v
}

func cases() map[string]segur.Dataset {
	one := map[int]segur.State{2021: segur.InProgress}
	base := func(n string) segur.Value { return value(segur.KindBaseline, "2020", n) }
	now := func(period, n string) segur.Value { return value(segur.KindActual, period, n) }
	goal := func(period, n string) segur.Value { return value(segur.KindTarget, period, n) }
	return map[string]segur.Dataset{
		"no indicator":       tiny(one),
		"states far apart":   tiny(map[int]segur.State{2001: segur.Done, 2031: segur.Abandoned}),
		"every state":        tiny(map[int]segur.State{2019: segur.Done, 2020: segur.DoneModified, 2021: segur.InProgress, 2022: segur.Preparing, 2023: segur.NotStarted, 2024: segur.Suspended, 2025: segur.Abandoned}),
		"zero baseline":      tiny(one, base("0"), now("2022", "12"), goal("2026", "40")),
		"zero everywhere":    tiny(one, base("0"), now("2022", "0"), now("2023", "0")),
		"falling":            tiny(one, base("100"), now("2022", "50"), now("2023", "0.1"), goal("2026", "400")),
		"negative":           tiny(one, base("-5"), now("2022", "-12.5"), now("2023", "3")),
		"flat":               tiny(one, base("5"), now("2022", "5")),
		"huge":               tiny(one, base("1"), now("2022", "999999999999")),
		"tiny":               tiny(one, base("0.1"), now("2022", "0.2")),
		"one value":          tiny(one, now("2022", "5")),
		"one value and goal": tiny(one, now("2022", "5"), goal("2024", "3"), goal("2026", "9")),
		"goal of zero":       tiny(one, now("2022", "5"), goal("2024", "0")),
		"goal only":          tiny(one, goal("2024", "3")),
		"baseline only":      tiny(one, base("3")),
		"same month":         tiny(one, now("2022-01", "1"), now("2022-02", "2"), goal("2022-03", "3")),
		"ranges":             tiny(one, now("2018/2021", "1"), now("2019/2021", "2"), goal("2021/2029", "3")),
		"decades":            tiny(one, now("1990", "1"), now("2030", "2"), goal("2035", "3")),
		"regions":            tiny(one, in("01", now("2022", "1")), in("02", now("2022", "7"))),
		"regions apart":      tiny(one, in("01", now("2022", "1")), in("02", goal("2022", "7"))),
		"regions of zero":    tiny(one, in("01", now("2022", "0")), in("02", now("2022", "0"))),
		"one region":         tiny(one, in("02", now("2022", "7"))),
	}
}

// TestSyntheticCatalogs draws every chart of catalogs that real data may turn into.
func TestSyntheticCatalogs(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	for name, data := range cases() {
		c := build(t, data)
		for _, lang := range locale.Langs() {
			l := words(t, lang)
			for _, chartName := range chart.Names(c) {
				f, err := chart.Make(c, chartName, l)
				if err != nil {
					t.Errorf("%s, %s: %v", name, chartName, err)
					continue
				}
				if s := f.Title.String() + f.Alt.String(); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
					t.Errorf("%s, %s: %s", name, chartName, s)
				}
				for size, d := range drawings(f) {
					checkOption(t, name, d.Option)
					if lang != locale.FR {
						continue
					}
					p, err := r.Picture(context.Background(), request(f, size, d))
					if err != nil {
						t.Errorf("%s, %s %s: %v", name, chartName, size, err)
						continue
					}
					checkPicture(t, name+", "+chartName, p)
					if strings.Contains(string(p), "NaN") || strings.Contains(string(p), "Infinity") {
						t.Errorf("%s, %s %s: NaN in the picture", name, chartName, size)
					}
				}
			}
			if i := c.Indicator("x"); i != nil {
				spark(t, name, i.Main(), l)
			}
		}
	}
}

func spark(t *testing.T, name string, s *catalog.Series, l *locale.Localizer) {
	t.Helper()
	d, alt, err := chart.Spark(s, l)
	if err != nil {
		t.Errorf("%s: spark: %v", name, err)
	}
	if (d.Option == nil) != (alt == "") {
		t.Errorf("%s: spark without words or words without spark: %q", name, alt)
	}
}

func TestFormFollowsFigures(t *testing.T) {
	t.Parallel()
	want := map[string]bool{ // whether a picture is drawn
		"one value": false, "goal only": false, "baseline only": false, "goal of zero": false, "one region": false,
		"one value and goal": true, "falling": true, "regions": true, "zero baseline": true,
	}
	data := cases()
	for name, drawn := range want {
		f, err := chart.Make(build(t, data[name]), "indicateur-x", words(t, locale.FR))
		if err != nil {
			t.Fatal(err)
		}
		if (f.Wide.Option != nil) != drawn || f.Interactive != drawn {
			t.Errorf("%s: drawn %v, interactive %v, want %v", name, f.Wide.Option != nil, f.Interactive, drawn)
		}
	}
}

func TestTitlesSayWhatFiguresSay(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"zero baseline":      "X : de 0 en 2020 à 12 en 2022, un peu en retard sur l’objectif de 40 (fin 2026)",
		"flat":               "X : de 5 en 2020 à 5 en 2022, sans changement",
		"zero everywhere":    "X : de 0 en 2020 à 0 en 2023, sans changement",
		"falling":            "X : de 100 en 2020 à 0,1 en 2023, en recul, alors que l’objectif est de 400 (fin 2026)",
		"tiny":               "X : de 0,1 en 2020 à 0,2 en 2022, une multiplication par 2",
		"one value and goal": "X : 5 en 2022, pour un objectif de 9 (fin 2026)",
		"goal only":          "X : un objectif de 3 (fin 2024), aucun décompte trouvé",
		"regions":            "X : de 1 (R1) à 7 (R2) parmi 2 régions comparables",
		"regions apart":      "X : 2 régions documentées, dont les chiffres ne se comparent pas",
	}
	data := cases()
	plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ")
	for name, title := range want {
		d := data[name]
		if name == "zero baseline" || name == "falling" {
			// the figures of 2022 and 2023 would be too old in 2026
			d.Publication.PublishedAt = publishedAt().AddDate(-2, 0, 0)
		}
		f, err := chart.Make(build(t, d), "indicateur-x", words(t, locale.FR))
		if err != nil {
			t.Fatal(err)
		}
		if got := plain.Replace(f.Title.String()); got != title {
			t.Errorf("%s:\n got %s\nwant %s", name, got, title)
		}
	}
}

// TestTitlesOfTheSeed holds the titles that warn, that speak of money or that pass their target.
func TestTitlesOfTheSeed(t *testing.T) {
	t.Parallel()
	c, fr := seedCatalog(t), words(t, locale.FR)
	plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ")
	for code, want := range map[string]string{
		"msp-count":     "De 1 500 en 2020 à 3 000 en janvier 2026, soit 60 % du chemin vers 4 000 (fin 2027) ; comptages différents",
		"tlc-all":       "De 0,14 M en 2019 à 14 M en 2025, l’objectif de 1 M en 2020 étant dépassé ; comptages différents",
		"inv-p379":      "De 778 M€ en 2021 à 1 930,4 M€ en 2023, une multiplication par 2,5 ; 94 M€ programmés en 2025",
		"inv-ehpad":     "Volet médico-social (EHPAD surtout) : 1,5 Md€ programmé de 2021 à 2025",
		"pay-cost-year": "Coût annuel des mesures salariales Ségur : 1,5 Md€ en 2020, pour 12 Md€ programmés en 2022",
	} {
		f, err := chart.Make(c, "indicateur-"+code, fr)
		if err != nil {
			t.Fatal(err)
		}
		if got := plain.Replace(f.Title.String()); got != want {
			t.Errorf("%s:\n got %s\nwant %s", code, got, want)
		}
		among, err := chart.MakeSeries(c.Indicator(code).Main(), fr)
		if label := fr.Text(c.Indicator(code).Label.FR); err != nil || !strings.HasPrefix(among.Title.String(), label) {
			t.Errorf("%s among others: %q does not name it, %v", code, among.Title, err)
		}
	}
}

// TestWarningsAreNeverLost demands that whatever compares two figures over a change of count says
// so, that no money is called a target, and that no share of a way goes past it.
func TestWarningsAreNeverLost(t *testing.T) {
	t.Parallel()
	c, fr := seedCatalog(t), words(t, locale.FR)
	for _, i := range c.Indicators() {
		for _, s := range i.AllSeries() {
			f, err := chart.MakeSeries(s, fr)
			_, tile, err2 := chart.Spark(s, fr)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			title, alt := f.Title.String(), f.Alt.String()
			if last, ok := s.Last(); ok && last.Break && !(strings.Contains(title, "comptages différents") && strings.Contains(alt, "le comptage change") && strings.Contains(tile, "comptage")) {
				t.Errorf("%s %s: no warning in %q, %q or %q", i.Code, s.Territory.Code, title, alt, tile)
			}
			said := strings.ReplaceAll(title+alt+tile+fmt.Sprint(f.Table.Rows, f.Legend), fr.Text(i.Label.FR), "")
			if strings.HasSuffix(i.Unit, "eur") && strings.Contains(strings.ToLower(said), "objectif") {
				t.Errorf("%s %s: money is called a target: %s", i.Code, s.Territory.Code, said)
			}
			if s.Trajectory.Share > 1 && strings.Contains(title+alt, "du chemin") {
				t.Errorf("%s: %s %s", i.Code, title, alt)
			}
		}
	}
}

// TestHostileText proves that no text of the data leaves its place: it stays text in options
// and pictures, and is cut in pictures alone.
func TestHostileText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("anticonstitutionnellement ", 300)
	r := renderer(t)
	for name, text := range map[string]string{
		"script": `</script><script>alert(1)</script>`, "quotes": `"'` + "`" + `&lt;{a|b}{b}ƒ:evil`, "direction": "abc\u202e\u2066def\u200f", "control": "a\x00b\nc\td", "long": long, "word": strings.Repeat("x", 900),
	} {
		d := seedData(t)
		for i := range d.Measures {
			d.Measures[i].Title, d.Measures[i].ShortTitle = both(text), both(text)
		}
		for i := range d.Indicators {
			d.Indicators[i].Label = both(text)
		}
		for i := range d.Pillars {
			d.Pillars[i].Title = both(text)
		}
		for i := range d.Territories {
			d.Territories[i].Name = both(text)
		}
		c := build(t, d)
		for _, chartName := range typical() {
			f, err := chart.Make(c, chartName, words(t, locale.EN))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, chartName, err)
			}
			for size, drawing := range drawings(f) {
				if size == "narrow" && name != "long" {
					continue // the sizes share their code; one text is tried on both
				}
				if strings.ContainsAny(string(drawing.Option), "<>") || !json.Valid(drawing.Option) {
					t.Errorf("%s, %s: markup in the option", name, chartName)
				}
				p, err := r.Picture(context.Background(), request(f, size, drawing))
				if err != nil {
					t.Errorf("%s, %s %s: %v", name, chartName, size, err)
					continue
				}
				checkPicture(t, name+", "+chartName, p)
				if strings.ContainsAny(string(p), "\u202e\u2066\u200f\x00") {
					t.Errorf("%s, %s: direction or control characters in the picture", name, chartName)
				}
				if body := string(p)[strings.Index(string(p), "</desc>"):]; len(body) > 90_000 {
					t.Errorf("%s, %s: %d bytes: a label was not cut", name, chartName, len(body))
				}
			}
			if name == "long" && chartName == "matrice" && !strings.Contains(f.Table.Rows[0].Header, strings.TrimSpace(long)) {
				t.Errorf("the table must keep the whole title")
			}
		}
	}
}

// TestRandomSeries throws lines of random shapes at the layout.
func TestRandomSeries(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	r, l := renderer(t), words(t, locale.FR)
	for range 40 {
		var values []segur.Value
		seen := map[string]bool{}
		for range 1 + dice.IntN(20) {
			kind := []segur.Kind{segur.KindActual, segur.KindActual, segur.KindActual, segur.KindTarget, segur.KindBaseline}[dice.IntN(5)]
			v := value(kind, fmt.Sprintf("%d-%02d", 2015+dice.IntN(14), 1+dice.IntN(12)), fmt.Sprint(dice.IntN(10_000_000)-dice.IntN(2)*5000))
			v.Source = []string{"s", "t"}[dice.IntN(2)]
			v.Reference = !seen[v.FigureID()]
			seen[v.FigureID()] = true
			values = append(values, v)
		}
		c := build(t, tiny(map[int]segur.State{2021: segur.Done}, values...))
		f, err := chart.Make(c, "indicateur-x", l)
		if err != nil {
			t.Fatal(err)
		}
		for size, d := range drawings(f) {
			p, err := r.Picture(context.Background(), request(f, size, d))
			if err != nil || strings.Contains(string(p), "NaN") {
				t.Errorf("%s: %v\n%s", size, err, f.Alt)
			}
		}
		spark(t, "random", c.Indicator("x").Main(), l)
	}
}

package input_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
)

// keyOf names what is wrong, "" for nothing.
func keyOf(err error) string {
	if e, ok := errors.AsType[*input.ParseError](err); ok {
		return e.Key
	}
	return ""
}

func TestDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2021": "2021", " 2021 ": "2021", "07/2021": "2021-07", "7/2021": "2021-07", "2021-07": "2021-07",
		"juillet 2021": "2021-07", "Juillet 2021": "2021-07", "juil. 2021": "2021-07", "July 2021": "2021-07",
		"21/07/2021": "2021-07-21", "21.07.2021": "2021-07-21", "21-7-2021": "2021-07-21", "2021-07-21": "2021-07-21",
		"21 juillet 2021": "2021-07-21", "le 21 juillet 2021": "2021-07-21", "21\u00a0juillet\u202f2021": "2021-07-21",
		"1er août 2025": "2025-08-01", "1er aout 2025": "2025-08-01", "July 21, 2021": "2021-07-21",
		"21st July 2021": "2021-07-21", "29/02/2020": "2020-02-29", "févr. 2022": "2022-02", "en mai 2022": "2022-05",
	} {
		got, err := input.Date(text)
		if err != nil || got.String() != want {
			t.Errorf("%q is read as %q, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "date_empty", "  ": "date_empty", "31/06/2025": "date_absent", "29/02/2021": "date_absent", "13/2021": "date_absent",
		"00/2021": "date_absent", "0/1/2021": "date_absent", "07/21": "date_short_year", "21/07/21": "date_short_year",
		"hier": "date_format", "2021/2029": "date_format", "ju 2021": "date_format", "jui 2021": "date_format",
		"21": "date_format", "20 21 22 23": "date_format", "12345": "date_format", "2021?": "date_format",
		"0021": "date_format", "juillet": "date_format", strings.Repeat("1", 70): "date_format", "1/2/3/2021": "date_format",
		"le": "date_format", "a/b/2021": "date_format",
	} {
		if got, err := input.Date(text); keyOf(err) != want || !got.IsZero() {
			t.Errorf("%q is read as %q, %v; want %s", text, got, err, want)
		}
	}
}

// TestAShortYearIsAnsweredInKind: the example is as precise as what was typed.
func TestAShortYearIsAnsweredInKind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"25/12/26": "21/07/2021", "25 décembre 26": "21/07/2021", "12/26": "07/2021"} {
		_, err := input.Date(text)
		if e, ok := errors.AsType[*input.ParseError](err); !ok || e.Key != "date_short_year" || !slices.Contains(e.Args, any(want)) {
			t.Errorf("%q: %v, want the example %s", text, err, want)
		}
	}
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2025": "2025", "juin 2025": "2025-06", "06/2025": "2025-06", "2025-06": "2025-06", "2021-2029": "2021/2029",
		"2021/2029": "2021/2029", "2021–2029": "2021/2029", "2021 - 2029": "2021/2029", "de 2021 à 2029": "2021/2029",
		"2021 à 2029": "2021/2029", "from 2021 to 2029": "2021/2029", "décembre 2022": "2022-12",
	} {
		got, err := input.Period(text)
		if err != nil || got.String() != want {
			t.Errorf("%q is read as %q, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "period_empty", "21/07/2021": "period_day", "2029-2021": "period_order", "2021/2021": "period_order",
		"1850": "period_bounds", "06/1850": "period_bounds", "9999": "period_bounds", "1989": "period_bounds", "2021-2036": "period_bounds", "06/25": "period_short_year", "13/2025": "period_absent",
		"bientôt": "period_format", "2021/2025/2029": "period_format", "31/06/2025": "period_absent",
	} {
		if got, err := input.Period(text); keyOf(err) != want || got != (segur.Period{}) {
			t.Errorf("%q is read as %q, %v; want %s", text, got, err, want)
		}
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	free := func(string) bool { return false }
	for text, want := range map[string]string{
		"Décret nº 2021-1584 du 7 décembre 2021": "decret-no-2021-1584-du-7-decembre-2021", "L'œil de l'hôpital": "l-oeil-de-l-hopital",
		"…": "", "الصحة": "", "<script>": "script",
	} {
		if got := input.Slug(text, free); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
	if got := input.Slug(strings.Repeat("mot ", 100), free); len(got) > 60 || !strings.HasPrefix(got, "mot-mot") {
		t.Errorf("a long text gives %q", got)
	}
	taken := []string{"rapport", "rapport-2"}
	if got := input.Slug("Rapport", func(s string) bool { return slices.Contains(taken, s) }); got != "rapport-3" {
		t.Errorf("the third gives %q", got)
	}
}

// places are enough territories to tell names apart.
func places() []segur.Territory {
	return []segur.Territory{
		{Code: "FR", ISO: "FR", Name: segur.Text{FR: "France", EN: "France"}},
		{Code: "01", ISO: "FR-971", Name: segur.Text{FR: "Guadeloupe", EN: "Guadeloupe"}},
		{Code: "11", ISO: "FR-IDF", Name: segur.Text{FR: "Île-de-France", EN: "Île-de-France"}},
		{Code: "53", ISO: "FR-BRE", Name: segur.Text{FR: "Bretagne", EN: "Brittany"}},
		{Code: "93", ISO: "FR-PAC", Name: segur.Text{FR: "Provence-Alpes-Côte d'Azur", EN: "Provence-Alpes-Côte d'Azur"}},
	}
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	want := []input.Cell{{"11", 2021, "1 889"}, {"11", 2022, "2\u202f000"}, {"53", 2022, "12,5"}, {"93", 2021, "x"}}
	for _, text := range []string{
		"\t2021\t2022\nÎle-de-France\t1 889\t2\u202f000\nBretagne\t\t12,5\nProvence-Alpes-Côte d'Azur\tx\n",
		"région;2021;2022\nILE DE FRANCE;1 889;2\u202f000\n\nbrittany;;12,5\npaca;x;",
		"\t2021\t2022\n\"11\"\t\"1 889\"\t2\u202f000\nFR-BRE\t\t12,5\n93\t x \n\n",
	} {
		got := input.ReadTable(text, places())
		if !slices.Equal(got.Cells, want) || !slices.Equal(got.Years, []int{2021, 2022}) {
			t.Errorf("%q is read as %+v", text, got)
		}
		if len(got.Errors) > 0 || len(got.Sums) > 0 {
			t.Errorf("%q: errors %v, sums %q", text, got.Errors, got.Sums)
		}
	}
	if got := input.ReadTable(";2021\n1;5\nFrance entière;7", places()); !slices.Equal(got.Cells, []input.Cell{{"01", 2021, "5"}, {"FR", 2021, "7"}}) {
		t.Errorf("%+v", got)
	}
}

// TestRegionsByTheirShortNames: what statisticians write in the first column.
func TestRegionsByTheirShortNames(t *testing.T) {
	t.Parallel()
	territories := regions(t)
	for name, code := range map[string]string{
		"PACA": "93", "Provence-Alpes-Côte-d'Azur": "93", "IdF": "11", "AURA": "84", "ARA": "84", "HdF": "32", "BFC": "27", "CVL": "24",
		"Centre": "24", "PdL": "52", "Pays-de-la-Loire": "52", "Nlle-Aquitaine": "75", "NA": "75", "NAQ": "75", "Occ": "76", "GE": "44",
		"Réunion": "04", "971": "01", "Cor": "", "Sud": "", "Bourgogne": "", "Alsace": "",
	} {
		got := input.ReadTable("x;2021\n"+name+";5", territories)
		if known := len(got.Cells) == 1 && got.Cells[0].Territory == code; known != (code != "") || (len(got.Errors) == 0) != known {
			t.Errorf("%s is read as %+v, errors %v; want %q", name, got.Cells, got.Errors, code)
		}
	}
	seen := map[string]string{}
	for _, region := range territories {
		for _, name := range append([]string{region.Name.FR, region.Name.EN, region.ISO}, region.Code) {
			if got := input.ReadTable("x;2021\n"+name+";5", territories); len(got.Cells) != 1 || got.Cells[0].Territory != region.Code {
				t.Errorf("%s is read as %+v, want %s", name, got.Cells, region.Code)
			}
			seen[name] = region.Code
		}
	}
	if len(seen) < 3*19 {
		t.Errorf("%d names", len(seen))
	}
}

// regions are the territories of the seed.
func regions(t *testing.T) []segur.Territory {
	t.Helper()
	var list []segur.Territory
	for _, line := range strings.Split(`FR France France FR
01 Guadeloupe Guadeloupe FR-971
02 Martinique Martinique FR-972
03 Guyane French_Guiana FR-973
04 La_Réunion Réunion FR-974
06 Mayotte Mayotte FR-976
11 Île-de-France Île-de-France FR-IDF
24 Centre-Val_de_Loire Centre-Val_de_Loire FR-CVL
27 Bourgogne-Franche-Comté Bourgogne-Franche-Comté FR-BFC
28 Normandie Normandy FR-NOR
32 Hauts-de-France Hauts-de-France FR-HDF
44 Grand_Est Grand_Est FR-GES
52 Pays_de_la_Loire Pays_de_la_Loire FR-PDL
53 Bretagne Brittany FR-BRE
75 Nouvelle-Aquitaine Nouvelle-Aquitaine FR-NAQ
76 Occitanie Occitanie FR-OCC
84 Auvergne-Rhône-Alpes Auvergne-Rhône-Alpes FR-ARA
93 Provence-Alpes-Côte_d'Azur Provence-Alpes-Côte_d'Azur FR-PAC
94 Corse Corsica FR-20R`, "\n") {
		f := strings.Fields(line)
		plain := strings.NewReplacer("_", " ")
		list = append(list, segur.Territory{Code: f[0], Name: segur.Text{FR: plain.Replace(f[1]), EN: plain.Replace(f[2])}, ISO: f[3]})
	}
	return list
}

// TestSumsAndMarksForNothing: a line that adds the others up is left out, and says so; a mark for
// nothing is an empty cell.
func TestSumsAndMarksForNothing(t *testing.T) {
	t.Parallel()
	got := input.ReadTable("x;2021;2022\nBretagne;-;5\nPACA;n.d.;ND\n11;…;n.c.\n1;–;-3;-\nTotal régions;8;9\nEnsemble;1;2", places())
	if want := []input.Cell{{"53", 2022, "5"}, {"01", 2022, "-3"}}; !slices.Equal(got.Cells, want) || len(got.Errors) > 0 {
		t.Errorf("read %+v, errors %v", got.Cells, got.Errors)
	}
	if !slices.Equal(got.Sums, []string{"Total régions", "Ensemble"}) {
		t.Errorf("sums %q", got.Sums)
	}
	abroad := input.ReadTable("x;2021\nFrance entière;5\nBretagne;1", places()[3:])
	if !slices.Equal(abroad.Sums, []string{"France entière"}) || len(abroad.Cells) != 1 || len(abroad.Errors) > 0 {
		t.Errorf("without the country: %+v", abroad)
	}
}

func TestReadBrokenTable(t *testing.T) {
	t.Parallel()
	got := input.ReadTable("\t2021\tannée\t2021\t2023\nBretagne\t1\t2\t3\t4\t5\nNormandi\t6\nbretagne\t7\n53\t\n", places())
	if want := []input.Cell{{"53", 2021, "1"}, {"53", 2023, "4"}}; !slices.Equal(got.Cells, want) {
		t.Errorf("read %+v", got.Cells)
	}
	var wrong []string
	for _, e := range got.Errors {
		wrong = append(wrong, e.Error())
	}
	want := []string{
		"table_year: année", "table_year_twice: 2021", "table_wide: 5", "table_territory: Normandi",
		"table_territory_twice: bretagne", "table_territory_twice: 53",
	}
	if !slices.Equal(wrong, want) {
		t.Errorf("errors %q", wrong)
	}
	for text, key := range map[string]string{
		"": "table_header", "\n\n": "table_header", "Bretagne": "table_header", strings.Repeat("\n;", 300): "table_long",
	} {
		if got := input.ReadTable(text, places()); len(got.Errors) == 0 || got.Errors[0].Key != key || len(got.Cells) > 0 {
			t.Errorf("%.20q: %+v", text, got)
		}
	}
}

// TestCellsBetweenQuotes: what spreadsheets copy where a cell holds a line end, a tab or a quote. A cell stays one, and the figures
// below it stay those of their regions.
func TestCellsBetweenQuotes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]input.Cell{
		"\t2021\t2022\nIDF\t\"1 200\n(estimation)\"\t1 300\nBretagne\t5\t6\n": {{"11", 2021, "1 200 (estimation)"}, {"11", 2022, "1 300"}, {"53", 2021, "5"}, {"53", 2022, "6"}},
		"\t2021\nIDF\t\"691\n\n724\"\n":                                       {{"11", 2021, "691 / 724"}},
		"\t2021\r\nIDF\t\"1 200\r\n(estimation)\"\r\nBretagne\t5\r\n":         {{"11", 2021, "1 200 (estimation)"}, {"53", 2021, "5"}},
		"\t\"2021\"\n\"Île-de-\nFrance\"\t5":                                  {{"11", 2021, "5"}}, // a name on two lines
		"\t2021\nIDF\t\"a\tb\"\nBretagne\t\"\"\"x\"\"\"":                      {{"11", 2021, "a\tb"}, {"53", 2021, `"x"`}},
		"x;2021\nIDF; \"1;2\" \nBretagne;5":                                   {{"11", 2021, "1;2"}, {"53", 2021, "5"}},
		"\t2021\t2022\nIDF\t\"5\t6\nBretagne\t7\t8":                           {{"11", 2021, `"5`}, {"11", 2022, "6"}, {"53", 2021, "7"}, {"53", 2022, "8"}},
		"\t2021\nIDF\t\"5\" environ\nBretagne\t7":                             {{"11", 2021, `"5" environ`}, {"53", 2021, "7"}},
		"\t2021\nIDF\t\"\"\nBretagne\t7\n\"":                                  {{"53", 2021, "7"}},
	} {
		if got := input.ReadTable(text, places()); !slices.Equal(got.Cells, want) {
			t.Errorf("%q is read as %+v", text, got.Cells)
		}
	}
}

// TestSurplusIsNamed: each cell that has no place is told with its place and what it says.
func TestSurplusIsNamed(t *testing.T) {
	t.Parallel()
	got := input.ReadTable("\t2021\t\nIDF\t1\tremarque\t3\t\t4\nBretagne\t5\t\t-\n", places())
	if want := []input.Cell{{"11", 2021, "1"}, {"53", 2021, "5"}}; !slices.Equal(got.Cells, want) {
		t.Errorf("read %+v", got.Cells)
	}
	var told []string
	for _, e := range got.Errors {
		told = append(told, fmt.Sprint(e, e.Args))
	}
	want := []string{"table_wide: remarque [line 2 column 3 typed remarque]", "table_wide: 3 [line 2 column 4 typed 3]", "table_wide: 4 [line 2 column 6 typed 4]"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}

func FuzzInput(f *testing.F) {
	for _, s := range []string{"\t2021\nFR\t\"1\n2\"\"\"", "", "2021", "21 juillet 2021", "2021/2029", "1 889,5", "17 M", ";2021\nFR;1", "\t2021\n\t\t\t", "\x00", "\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := input.Date(s); err == nil {
			if again, err := segur.ParseDate(d.String()); err != nil || again != d {
				t.Errorf("%q gives %+v", s, d)
			}
		}
		if p, err := input.Period(s); err == nil {
			if again, err := segur.ParsePeriod(p.String()); err != nil || again != p {
				t.Errorf("%q gives %+v", s, p)
			}
		}
		if n, err := input.Number(s, segur.Indicator{Decimals: 1}); err == nil {
			if again, decimals, err := segur.ParseNumber(n.String()); err != nil || again != n || decimals > 1 {
				t.Errorf("%q gives %s", s, n)
			}
		}
		for _, c := range input.ReadTable(s, places()).Cells {
			if c.Year == 0 || c.Territory == "" || c.Text == "" {
				t.Errorf("%q gives %+v", s, c)
			}
		}
	})
}

package layout

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func built(t testing.TB, path string) []byte {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: build the assets first", err)
	}
	return file
}

const server = "../../../assets/dist/server/"

func fonts(t testing.TB) Fonts {
	t.Helper()
	m, err := svg.NewMeasurer(built(t, server+"Inter-Regular.ttf"), built(t, server+"Inter-Bold.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	return Fonts{Measurer: m}
}

func measure(t testing.TB) widths { return widths{m: fonts(t).Measurer, kept: map[measured]float64{}} }

var viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)

// drawings are the pictures that the tests of charts keep.
func drawings(t testing.TB, name string, sizes ...string) []Drawing {
	t.Helper()
	var list []Drawing
	for _, size := range sizes {
		picture := strings.ReplaceAll(string(built(t, "../testdata/"+name+".fr."+size+".svg")), ">\n<", "><")
		found := viewBox.FindStringSubmatch(picture)
		wide, err1 := strconv.Atoi(found[1])
		high, err2 := strconv.Atoi(found[2])
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		list = append(list, Drawing{svg.Picture(picture), wide, high, size == "wide" && name == "avancement"})
	}
	return list
}

func text(t testing.TB, name string) Text {
	t.Helper()
	var said Text
	if err := json.Unmarshal(built(t, "../testdata/"+name+".fr.json"), &said); err != nil {
		t.Fatal(err)
	}
	said.Source, said.Date, said.Licence = "Sources : Concours pluripro, Assurance maladie, NosDéputés.fr", "Données du 2 mars 2026", "Licence Ouverte 2.0"
	said.Address, said.Lang = "segur.example.test/graphiques/"+name, "fr"
	return said
}

func sizes() []Size { return []Size{Natural, Social, Square, Large} }

// charts are the shapes there are: a card, lists longer and shorter, lines, something flat.
func charts() []string {
	return []string{"avancement", "avancement-par-pilier", "matrice", "objectifs", "investissement", "indicateur-msp-count",
		"indicateur-tlc-all", "indicateur-lad-beds", "indicateur-invr-envelope"}
}

func offered(size Size) []string {
	if _, high := size.Pixels(); high > 0 {
		return []string{"wide", "narrow"}
	}
	return []string{"wide"}
}

func compose(t testing.TB, d []Drawing, said Text, size Size, theme Theme) string {
	t.Helper()
	file, err := Compose(d, said, size, theme, fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	return string(file)
}

// TestEveryPictureStandsAlone checks each chart at each size: what a file may hold, that it has
// its size, says everything, keeps the drawing's own texts, and prints nothing outside, over
// something else, or too small to read.
func TestEveryPictureStandsAlone(t *testing.T) {
	t.Parallel()
	for _, name := range charts() {
		for _, size := range sizes() {
			said, drawn := text(t, name), drawings(t, name, offered(size)...)
			where := fmt.Sprintf("%s %q", name, size)
			file := compose(t, drawn, said, size, Light)
			checkFile(t, where, file)
			printed, texts := measurePrinted(t, where, file)
			wide, high := size.Pixels()
			if size == Natural && printed.x1 > float64(wide) {
				wide = int(printed.x1) // as its texts need
			}
			if int(printed.x1) != wide || high > 0 && int(printed.y1) != high {
				t.Errorf("%s: %v × %v", where, printed.x1, printed.y1)
			}
			all := ""
			for _, one := range texts {
				all += one.text + " "
				if one.pixels < smallestText-0.01 {
					t.Errorf("%s: %q is printed in %.1f pixels", where, one.text, one.pixels)
				}
			}
			for _, want := range []string{said.Source, said.Date, said.Licence, said.Address} {
				if !strings.Contains(all, want) {
					t.Errorf("%s: %q is not said", where, want)
				}
			}
			if !strings.Contains(all, strings.Fields(said.Title)[0]) || strings.Contains(strings.ReplaceAll(file, "<desc", "…"), said.Title+"…") {
				t.Errorf("%s: the title is not whole", where)
			}
			checkDrawing(t, where, drawn, all)
		}
	}
}

func TestLegendHasTheMarksOfThePage(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	var items []spec.LegendItem
	for _, kind := range []string{"line", "gap", "alternative", "baseline", "target", "expected", "pace", "none"} {
		items = append(items, spec.LegendItem{Kind: kind, Label: kind})
	}
	for _, state := range append(segur.States(), "") {
		items = append(items, spec.LegendItem{Kind: "state", State: state, Label: string(state)})
	}
	for _, state := range segur.States() {
		items = append(items, spec.LegendItem{Kind: "carried", State: state, Label: string(state)})
	}
	dark := darkColours()
	for i, item := range items {
		elements, wide, defs := mark(item, "k"+strconv.Itoa(i))
		var b strings.Builder
		for _, e := range append(elements, defs...) {
			e.write(&b, nil)
		}
		for _, colour := range regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(b.String(), -1) {
			if dark[colour] == "" {
				t.Errorf("%s %s: %s has no dark colour", item.Kind, item.State, colour)
			}
		}
		shape := regexp.MustCompile(`k\d+`).ReplaceAllString(b.String(), "k")
		if other := seen[shape]; other != "" || wide == 0 {
			t.Errorf("%s %s looks like %s", item.Kind, item.State, other)
		}
		seen[shape] = item.Kind + string(item.State)
	}
}

// TestHostileTexts gives everything that a desk could enter at worst.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("constitutionnellement ", 60)
	bad := Text{
		Title: `</text><script>alert(1)</script>"'&` + "\u202e\x00" + long, Subtitle: strings.Repeat("x", 3000), Alt: "]]>" + long,
		Source: `"><image href="https://example.test/">` + long, Date: "\n\n", Licence: long, Address: strings.Repeat("a", 500), Lang: `"><`,
	}
	for i := range 12 {
		bad.Legend = append(bad.Legend, spec.LegendItem{Kind: "nonsense", Label: fmt.Sprint(i, " ", long)})
	}
	alone := bad
	alone.Lone = &spec.Lone{Cell: spec.Cell{Text: strings.Repeat("9\u202f999", 40), After: "\u00a0" + long}, When: long, Also: locale.Plain(`<script>` + long)}
	for _, size := range sizes() {
		where := fmt.Sprintf("%q with a number alone", size)
		file := compose(t, nil, alone, size, Light)
		checkFile(t, where, file)
		measurePrinted(t, where, file)
		for _, drawn := range [][]Drawing{nil, drawings(t, "matrice", "wide", "narrow")} {
			where := fmt.Sprintf("%q with %d drawings", size, len(drawn))
			file := compose(t, drawn, bad, size, Dark)
			checkFile(t, where, file)
			measurePrinted(t, where, file)
			if strings.Contains(file, "<script") || strings.Contains(file, "<image") || strings.ContainsAny(file, "\u202e\x00") {
				t.Errorf("%s: something got through", where)
			}
		}
	}
	if _, err := Compose([]Drawing{{Picture: `<svg><text>`}}, bad, Social, Light, fonts(t)); err == nil {
		t.Error("a broken drawing was taken")
	}
	if _, err := Compose(nil, bad, Social, Light, Fonts{}); err == nil {
		t.Error("a picture was laid out without measuring")
	}
}

// TestWordsAlone is a chart that has nothing to draw: its words stand there instead.
func TestWordsAlone(t *testing.T) {
	t.Parallel()
	said := text(t, "indicateur-lad-beds")
	for _, size := range sizes() {
		file := compose(t, nil, said, size, Light)
		checkFile(t, "words", file)
		_, texts := measurePrinted(t, fmt.Sprintf("words %q", size), file)
		all := ""
		for _, one := range texts {
			all += one.text + " "
		}
		if !strings.Contains(all, strings.Join(strings.Split(said.Alt, " ")[:4], " ")) {
			t.Errorf("%q does not print the words: %s", size, all)
		}
	}
}

// TestANumberAlone is a chart of one figure, larger than all words around it.
func TestANumberAlone(t *testing.T) {
	t.Parallel()
	said := text(t, "indicateur-lad-beds")
	said.Legend = nil
	said.Lone = &spec.Lone{Cell: spec.Cell{Text: "1\u202f889", After: "\u00a0structures"}, When: "fin 2024, relevé", Also: locale.Plain("Objectif : 2\u202f500 fin 2027.")}
	for _, size := range sizes() {
		where := fmt.Sprintf("%q", size)
		file := compose(t, nil, said, size, Light)
		checkFile(t, where, file)
		_, texts := measurePrinted(t, where, file)
		number, others, all := 0.0, 0.0, ""
		for _, one := range texts {
			if one.text == said.Lone.Text {
				number = one.pixels
			} else {
				others = max(others, one.pixels)
			}
			all += one.text + "|"
		}
		if number < 2*others {
			t.Errorf("%s prints the number in %.0f pixels, beside %.0f", where, number, others)
		}
		for _, want := range []string{"|structures|", "fin 2024, relevé|", "Objectif : 2\u202f500 fin 2027.|"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s does not say %q: %s", where, want, all)
			}
		}
	}
}

func TestFontsStandInside(t *testing.T) {
	t.Parallel()
	f := fonts(t)
	f.Regular, f.Bold = built(t, server+"inter-regular.woff2"), built(t, server+"inter-bold.woff2")
	file, err := Compose(drawings(t, "investissement", "wide"), text(t, "investissement"), Natural, Light, f)
	if err != nil {
		t.Fatal(err)
	}
	checkFile(t, "with fonts", string(file))
	found := regexp.MustCompile(`@font-face{font-family:Inter;font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)`).FindAllSubmatch(file, -1)
	if len(found) != 2 || string(found[0][1]) != "400" || string(found[1][1]) != "700" {
		t.Fatalf("%d fonts", len(found))
	}
	for _, one := range found {
		if font, err := base64.StdEncoding.DecodeString(string(one[2])); err != nil || string(font[:4]) != "wOF2" {
			t.Errorf("no WOFF2 file: %v", err)
		}
	}
	if strings.Contains(compose(t, nil, Text{}, Natural, Light), "@font-face") {
		t.Error("a font stands where none was given")
	}
}

func TestWrapping(t *testing.T) {
	t.Parallel()
	w := measure(t)
	f := font{size: 10, line: 14}
	for _, c := range []struct {
		text  string
		width float64
		most  int
		want  string
		whole bool
	}{
		{"un deux trois", 1000, 3, "un deux trois", true},
		{"un deux trois", 40, 3, "un deux|trois", true},
		{"cent 1\u202f500\u00a0M€ ici", 60, 3, "cent|1\u202f500\u00a0M€ ici", true},
		{"  deux \n lignes  ", 1000, 3, "deux lignes", true},
		{"anticonstitutionnel", 50, 3, "anticonstit|utionnel", true},
		{"un deux trois quatre", 40, 1, "un de…", false},
		{"", 40, 1, "", true},
	} {
		lines, whole := w.wrap(c.text, f, c.width, c.most)
		if got := strings.Join(lines, "|"); got != c.want || whole != c.whole {
			t.Errorf("%q in %v: %q, %v", c.text, c.width, got, whole)
		}
		for _, line := range lines {
			if w.of(line, f) > c.width {
				t.Errorf("%q is wider than %v", line, c.width)
			}
		}
	}
	if lines, _ := w.balance("en cours de déploiement en 2021, puis plus rien", f, 150, 3); strings.HasSuffix(lines[0], "en") {
		t.Errorf("a year is parted from its word: %q", lines)
	}
}

func BenchmarkCompose(b *testing.B) {
	f := fonts(b)
	for _, name := range []string{"matrice", "indicateur-msp-count"} {
		for _, size := range []Size{Natural, Social} {
			said, drawn := text(b, name), drawings(b, name, offered(size)...)
			b.Run(name+"/"+string(size), func(b *testing.B) {
				for b.Loop() {
					if _, err := Compose(drawn, said, size, Light, f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

package pages

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit"
)

// said is one cell as a form of a chart says it; texts have no value.
type said struct{ row, column, value, text, of string }

// TestEveryFormSaysTheSameFigures compares, for every chart in both languages, the table of the
// page with the files of data, cell by cell, and the numbers of the picture with both.
func TestEveryFormSaysTheSameFigures(t *testing.T) {
	figures := 0
	for _, c := range all() {
		table, csv, data := c.table(t), c.csv(t), c.json(t)
		if !slices.Equal(table, csv) {
			t.Errorf("%s: page and CSV differ: %s", c, difference(table, csv))
		}
		if !slices.Equal(csv, data.cells) {
			t.Errorf("%s: CSV and JSON differ: %s", c, difference(csv, data.cells))
		}
		drawn := readPicture(t, fetch(t, c.file("svg")).Body)
		if strangers := drawn.strangers(append(data.words, wordsOf(table)...)); len(strangers) > 0 {
			t.Errorf("%s: the picture shows %q, which its table has not", c, strangers)
		}
		for _, one := range table {
			if one.value != "" {
				figures++
			}
		}
	}
	if figures < 1000 {
		t.Errorf("only %d figures were compared", figures)
	}
}

func difference(a, b []said) string {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("%d and %d cells, first at %d: %+v and %+v", len(a), len(b), i, a[i:min(i+1, len(a))], b[i:min(i+1, len(b))])
		}
	}
	return "nowhere"
}

// wordsOf returns every text of a table.
func wordsOf(table []said) []string {
	var words []string
	for _, one := range table {
		words = append(words, one.row, one.column, one.text)
	}
	return words
}

// table reads the table of the chart's page.
func (c travelling) table(t *testing.T) []said {
	t.Helper()
	doc := fetch(t, c.page()).Doc(t)
	table := doc.Find(`figure[data-chart="` + c.name + `"] table`)
	if table.Length() != 1 {
		t.Fatalf("%s: the page has %d tables of the chart", c, table.Length())
	}
	var columns []string
	table.Find("thead th").Each(func(_ int, s *goquery.Selection) { columns = append(columns, testkit.Words(s)) })
	var cells []said
	table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		row.Find("td").Each(func(i int, cell *goquery.Selection) {
			one := said{row: testkit.Words(row.Find("th")), column: columns[i+1], text: beforeCitation(cell)}
			if data := cell.Find("data"); data.Length() == 1 {
				one.value, one.of = data.AttrOr("value", ""), data.AttrOr("data-of", "")
			}
			cells = append(cells, one)
		})
	})
	return cells
}

// beforeCitation returns the words of a cell up to those of its document.
func beforeCitation(cell *goquery.Selection) string {
	var words strings.Builder
	for n := range cell.Nodes[0].ChildNodes() {
		if n.Data == "a" || n.Data == "span" {
			break
		}
		words.WriteString(goquery.NewDocumentFromNode(n).Text())
	}
	return strings.Trim(words.String(), " ")
}

func (c travelling) csv(t *testing.T) []said {
	t.Helper()
	body := bytes.TrimPrefix(fetch(t, c.file("csv")).Body, []byte("\ufeff"))
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	var cells []said
	for _, r := range records[1:] {
		cells = append(cells, said{row: r[0], column: r[1], value: r[2], text: r[4], of: r[5]})
	}
	return cells
}

// announced is a date that drawings of time show and tables need not.
const announced = "21 juillet 2020"

// others is how many publishers the picture counts and does not name.
func (c travelling) others(t *testing.T) string {
	t.Helper()
	f, err := chart.Make(site.Catalog(), c.name, site.Words.For(c.lang))
	if err != nil {
		t.Fatal(err)
	}
	publishers := map[string]bool{}
	for _, id := range f.Sources {
		publishers[site.Catalog().Source(id).Publisher] = true
	}
	return strconv.Itoa(len(publishers) - 3)
}

// document is what the test reads of the JSON form.
type document struct {
	cells []said
	words []string // that stand beside the table
}

func (c travelling) json(t *testing.T) document {
	t.Helper()
	var raw struct {
		Title, Subtitle, Alternative string
		Latest                       *string
		Citation                     struct{ Long string }
		Sources                      []struct{ Publisher string }
		Links                        struct{ Page string }
		Data                         []struct {
			Row, Column, Text string
			Value             *json.Number
			Figure            *string
		}
	}
	if err := json.Unmarshal(fetch(t, c.file("json")).Body, &raw); err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	d := document{words: []string{raw.Title, raw.Subtitle, raw.Alternative, raw.Citation.Long, raw.Links.Page}}
	for _, s := range raw.Sources {
		d.words = append(d.words, s.Publisher)
	}
	if raw.Latest != nil {
		d.words = append(d.words, *raw.Latest)
	}
	d.words = append(d.words, c.others(t), announced)
	for _, from := range raw.Data {
		one := said{row: from.Row, column: from.Column, text: from.Text}
		if from.Value != nil {
			one.value = from.Value.String()
		}
		if from.Figure != nil {
			one.of = *from.Figure
		}
		d.cells = append(d.cells, one)
	}
	return d
}

// TestTheComparisonSeesADifference forges a picture, so that the test above can be believed.
func TestTheComparisonSeesADifference(t *testing.T) {
	words := []string{"1\u202f889 maisons", "fin 2026", "44 %"}
	ticks := `<text x="30" y="100">0</text><text x="30" y="60">1\u202f000</text><text x="30" y="20">2\u202f000</text>`
	for picture, want := range map[string]string{
		ticks + `<text x="200" y="24">1\u202f889</text><text x="210" y="90">fin 2026</text>`:                      "[]",
		ticks + `<text x="200" y="24">1\u202f890</text>`:                                                          "[1890]",
		`<g><text><tspan>Objectif : 4\u202f000, fin 2026</tspan></text></g>`:                                      "[4000]",
		`<text x="30" y="100">0</text><text x="30" y="60">1\u202f000</text><text x="30" y="25">2\u202f000</text>`: "[1000 2000]",
		`<text x="1" y="2">44\u202f%</text><text x="1" y="3">4,4</text>`:                                          "[4.4]",
	} {
		body := `<svg xmlns="http://www.w3.org/2000/svg">` + strings.ReplaceAll(picture, `\u202f`, "\u202f") + `</svg>`
		if got := fmt.Sprint(readPicture(t, []byte(body)).strangers(words)); got != want {
			t.Errorf("%s: %s instead of %s", picture, got, want)
		}
	}
}

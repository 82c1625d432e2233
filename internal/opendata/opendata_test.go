package opendata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/opendata"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

var loadWords = sync.OnceValues(func() (*locale.Bundle, error) {
	return locale.Load(os.DirFS("../../assets/locales"))
})

// published makes the catalog of the seed, edited.
func published(t *testing.T, edit func(*segur.Dataset)) *catalog.Catalog {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatalf("read seed: %v %v", err, findings)
	}
	d.Publication = segur.Publication{Number: 7, PublishedAt: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC), Hash: strings.Repeat("ab", 32)}
	edit(&d)
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func exported(t *testing.T, c *catalog.Catalog, lang locale.Lang, name string) opendata.Chart {
	t.Helper()
	bundle, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	f, err := chart.Make(c, name, bundle.For(lang))
	if err != nil {
		t.Fatal(err)
	}
	return opendata.Chart{Catalog: c, Words: bundle.For(lang), Chart: f, Day: "2026-03-02", View: opendata.View{Kind: "graphique"}}
}

func asSeeded(*segur.Dataset) {}

// records reads a file as strict programs do, and returns its lines by column.
func records(t *testing.T, body []byte) (head []string, rows []map[string]string) {
	t.Helper()
	text, marked := bytes.CutPrefix(body, []byte("\ufeff"))
	if !marked {
		t.Error("no byte order mark")
	}
	if bytes.Count(text, []byte("\n")) != bytes.Count(text, []byte("\r\n")) {
		t.Error("a line ends without CRLF")
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d lines, %v", len(all), err)
	}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestColumnsAreAPromise(t *testing.T) {
	c := published(t, asSeeded)
	for lang, want := range map[locale.Lang]string{
		locale.FR: "ligne,colonne,valeur,unité,texte,chiffre,source_id,source_éditeur,source_titre,source_adresse,publication,publication_date,licence,état,état_année,fondement",
		locale.EN: "row,column,value,unit,text,figure,source_id,source_publisher,source_title,source_url,publication,publication_date,licence,state,state_year,basis",
	} {
		body, err := exported(t, c, lang, "indicateur-cpts-active").CSV()
		if err != nil {
			t.Fatal(err)
		}
		if head, _ := records(t, body); strings.Join(head, ",") != want {
			t.Errorf("%s: columns are %s", lang, strings.Join(head, ","))
		}
	}
}

func TestALineSaysEverythingAboutItsFigure(t *testing.T) {
	body, err := exported(t, published(t, asSeeded), locale.EN, "indicateur-cpts-active").CSV()
	if err != nil {
		t.Fatal(err)
	}
	_, rows := records(t, body)
	want := map[string]string{
		"row": "2020", "column": "Value", "value": "73", "unit": "Count", "text": "73", "figure": "cpts-active/FR/baseline/2020",
		"source_id": "concours-pluripro-2021-chiffres", "publication": "7", "publication_date": "2026-03-02", "licence": "Licence Ouverte 2.0",
	}
	for name, value := range want {
		if rows[0][name] != value {
			t.Errorf("%s is %q instead of %q", name, rows[0][name], value)
		}
	}
	for _, name := range []string{"source_publisher", "source_title", "source_url"} {
		if rows[0][name] == "" {
			t.Errorf("%s is empty", name)
		}
	}
}

var plainNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// TestEveryChartIsWritten holds that both files have one line per cell of the table, with the
// same figures, and that nothing but plain numbers stands where numbers do.
func TestEveryChartIsWritten(t *testing.T) {
	c := published(t, asSeeded)
	for _, name := range chart.Names(c) {
		for _, lang := range locale.Langs() {
			x := exported(t, c, lang, name)
			var want []string
			for _, row := range x.Chart.Table.Rows {
				for _, cell := range row.Cells {
					want = append(want, row.Header+"|"+cell.Value+"|"+cell.Text+cell.After+"|"+cell.Of+"|"+cell.Source)
				}
			}
			if got := fromCSV(t, x); !slices.Equal(got, want) {
				t.Errorf("%s in %s: the CSV says\n%q, the table\n%q", name, lang, got, want)
			}
			if got := fromJSON(t, x); !slices.Equal(got, want) {
				t.Errorf("%s in %s: the JSON says\n%q, the table\n%q", name, lang, got, want)
			}
		}
	}
}

func fromCSV(t *testing.T, x opendata.Chart) []string {
	t.Helper()
	body, err := x.CSV()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	head, rows := records(t, body)
	for _, row := range rows {
		value := row[head[2]]
		if value != "" && !plainNumber.MatchString(value) {
			t.Errorf("%s: value %q", x.Chart.Name, value)
		}
		if (value == "") != (row[head[3]] == "") {
			t.Errorf("%s: value %q in unit %q", x.Chart.Name, value, row[head[3]])
		}
		lines = append(lines, row[head[0]]+"|"+value+"|"+row[head[4]]+"|"+row[head[5]]+"|"+row[head[6]])
	}
	return lines
}

// form is the shape that programs rely on, written out a second time.
type form struct {
	Chart, Language, Title, Subtitle, Alternative, Caption string
	Latest                                                 *string
	Columns                                                []string
	Publication                                            struct {
		Number     int
		Date, Hash string
	}
	Licence  struct{ ID, Name, URL string }
	Citation opendata.Citation
	Sources  []struct {
		ID, Publisher, Title, Language string
		URL, Date                      *string
	}
	View  map[string]any
	Links map[string]string
	Data  []struct {
		Row, Column, Text    string
		Value                any
		Unit, Figure, Source *string
		State, Basis         *string
		StateYear            *json.Number `json:"state_year"`
	}
}

func read(t *testing.T, x opendata.Chart) form {
	t.Helper()
	body, err := x.JSON()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	var f form
	if err := decoder.Decode(&f); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return f
}

func fromJSON(t *testing.T, x opendata.Chart) []string {
	t.Helper()
	said := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	var lines []string
	f := read(t, x)
	cited := map[string]bool{}
	for _, s := range f.Sources {
		if s.Publisher == "" || s.Title == "" || cited[s.ID] {
			t.Errorf("%s: source %+v", x.Chart.Name, s)
		}
		cited[s.ID] = true
	}
	for _, d := range f.Data {
		value := ""
		if number, ok := d.Value.(json.Number); ok {
			value = number.String()
		} else if d.Value != nil {
			t.Errorf("%s: value is a %T", x.Chart.Name, d.Value)
		}
		if source := said(d.Source); source != "" && !cited[source] {
			t.Errorf("%s: source %s of a cell is not described", x.Chart.Name, source)
		}
		lines = append(lines, d.Row+"|"+value+"|"+d.Text+"|"+said(d.Figure)+"|"+said(d.Source))
	}
	return lines
}

func TestTheDocumentDescribesItself(t *testing.T) {
	x := exported(t, published(t, asSeeded), locale.FR, "objectifs")
	region, year := "84", 2021
	x.View = opendata.View{Territory: &region, From: &year, Kind: "tableau"}
	x.Links = opendata.Links{Page: "https://example.org/graphiques/objectifs"}
	x.Citation = opendata.Citation{Short: "court", Long: "long", Sentence: "phrase"}
	f := read(t, x)
	if f.Citation != x.Citation {
		t.Errorf("citation %+v", f.Citation)
	}
	if f.Chart != "objectifs" || f.Language != "fr" || f.Title != x.Chart.Title.String() || f.Subtitle != x.Chart.Subtitle || f.Alternative != x.Chart.Alt.String() || f.Latest == nil || *f.Latest != x.Chart.Latest {
		t.Errorf("it says %+v", f)
	}
	if f.Publication.Number != 7 || f.Publication.Date != "2026-03-02" || f.Publication.Hash != strings.Repeat("ab", 32) {
		t.Errorf("publication %+v", f.Publication)
	}
	if f.Licence.ID != "etalab-2.0" || f.Licence.Name != "Licence Ouverte 2.0" || !strings.HasPrefix(f.Licence.URL, "https://") {
		t.Errorf("licence %+v", f.Licence)
	}
	if f.View["territory"] != "84" || f.View["from"] != json.Number("2021") || f.View["to"] != nil || f.View["kind"] != "tableau" || f.View["reading"] != nil || len(f.View) != 5 {
		t.Errorf("view %v", f.View)
	}
	if len(f.Links) != 7 || f.Links["page"] != x.Links.Page || len(f.Columns) != len(x.Chart.Table.Columns) || f.Caption == "" {
		t.Errorf("links %v, columns %q", f.Links, f.Columns)
	}
	units := map[string]bool{}
	for _, d := range f.Data {
		if d.Value != nil {
			units[*d.Unit] = true
		}
	}
	if !units["ratio"] || !units["million"] {
		t.Errorf("units are %v", units)
	}
}

// TestHostileTextsDoNoHarm writes what a spreadsheet would run and what a page would.
func TestHostileTextsDoNoHarm(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://evil.example";"x")`, "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r\n=1+1", "  =1+1", "\u00a0=1", "＝1+1", `"; =1, "`, "a\nb,c", "</script><script>alert(1)</script>", "|calc"}
	for _, text := range hostile {
		c := published(t, func(d *segur.Dataset) {
			for i := range d.Sources {
				d.Sources[i].Title, d.Sources[i].Publisher = text, text
			}
			for i := range d.Territories {
				d.Territories[i].Name = segur.Text{FR: text, EN: text}
			}
			for i := range d.Values {
				if d.Values[i].Indicator == "cpts-active" {
					d.Values[i].Number = -d.Values[i].Number
				}
			}
		})
		x := exported(t, c, locale.FR, "indicateur-cpts-active")
		x.Chart.Table.Rows[0].Header, x.Chart.Table.Columns[1].Label = text, text
		body, err := x.CSV()
		if err != nil {
			t.Fatal(err)
		}
		head, rows := records(t, body)
		for _, row := range rows {
			for _, name := range head {
				cell := row[name]
				if strings.ContainsAny(cell, "\r\n\t") || name != "valeur" && strings.IndexAny(strings.TrimLeft(cell, " \u00a0"), "=+-@|＝") == 0 {
					t.Errorf("%s is %q", name, cell)
				}
			}
			if value := row["valeur"]; value != "" && !strings.HasPrefix(value, "-") {
				t.Errorf("a negative figure reads %q", value)
			}
		}
		raw, err := x.JSON()
		if err != nil || !json.Valid(raw) || bytes.ContainsAny(raw, "<>") {
			t.Errorf("%q gives %s, %v", text, raw, err)
		}
	}
}

package pages

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// TestBothReadingsAgreeEverywhere walks every year, pillar and reading: the headline, the list, the
// table of the chart, CSV, JSON, frame and matrix count the same measures, and the two readings can
// be told apart in each.
func TestBothReadingsAgreeEverywhere(t *testing.T) {
	for _, lang := range locale.Langs() {
		for _, r := range segur.Readings() {
			for _, year := range site.Catalog().Years() {
				a := agreement{t, view.Links{Lang: lang}, r, year}
				a.headline()
				a.list()
				a.files("avancement", strconv.Itoa(year), site.Catalog().Tally(r, year).Counts)
				for _, p := range site.Catalog().Pillars() {
					row := site.Words.For(lang).T("chart.pillars.row", "number", p.Number, "year", year)
					a.files("avancement-par-pilier", row, site.Catalog().PillarTally(p, r, year).Counts)
				}
				a.matrix()
			}
		}
	}
}

type agreement struct {
	*testing.T
	to   view.Links
	r    segur.Reading
	year int
}

func (a agreement) view() chart.View {
	if a.r == segur.LastKnown {
		return chart.View{Reading: a.r}
	}
	return chart.View{}
}

func (a agreement) headline() {
	path := a.to.Year(a.year)
	if a.r == segur.LastKnown {
		path = a.to.Then(a.year)
	}
	want := sentence.Headline(site.Catalog(), a.r, a.year, site.Words.For(a.to.Lang))
	if got := testkit.Words(docAt(a.T, path).Find(".seg-headline")); got != want.String() {
		a.Errorf("%s: %q instead of %q", path, got, want)
	}
}

func (a agreement) list() {
	for _, p := range site.Catalog().Pillars() {
		counts := site.Catalog().PillarTally(p, a.r, a.year).Counts
		for _, s := range segur.Standings() {
			path := a.to.Measures(view.Filter{Pillar: p.Number, State: s.Slug(), Year: a.year, Reading: a.r})
			if n := docAt(a.T, path).Find("li.seg-list__item").Length(); n != counts[s] {
				a.Errorf("%s lists %d measures instead of %d", path, n, counts[s])
			}
		}
	}
}

// files compares one row of a chart in the frame, in CSV and in JSON.
func (a agreement) files(name, row string, counts segur.Counts) {
	want := fmt.Sprint(counts[segur.Done], counts[segur.DoneModified], counts[segur.InProgress], counts[segur.Preparing],
		counts[segur.NotStarted], counts[segur.Suspended], counts[segur.Abandoned], counts[segur.Unknown])
	for kind, got := range map[string]string{
		"frame": a.frame(name, row), "csv": a.csv(name, row), "json": a.json(name, row),
	} {
		if !strings.HasPrefix(got, want+" ") {
			a.Errorf("%s of %s, %s, %s, %s: %q instead of %q", kind, name, row, a.r, a.to.Lang, got, want)
		}
	}
}

func (a agreement) frame(name, row string) string {
	var figures []string
	rows := docAt(a.T, a.to.Embed(name, a.view(), view.Style{})).Find("tbody tr")
	for i := range rows.Length() {
		if testkit.Words(rows.Eq(i).Find("th")) == row {
			cells := rows.Eq(i).Find("data")
			for k := range cells.Length() {
				figures = append(figures, cells.Eq(k).AttrOr("value", ""))
			}
		}
	}
	return strings.Join(figures, " ")
}

func (a agreement) csv(name, row string) string {
	body := site.Get(a.to.File(name, "csv", a.view(), view.Style{})).Body
	var figures []string
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff")))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		a.Fatal(err)
	}
	for _, record := range records {
		if record[0] == row {
			figures = append(figures, record[2])
		}
	}
	return strings.Join(figures, " ")
}

func (a agreement) json(name, row string) string {
	var out struct {
		View struct{ Reading string }
		Data []struct {
			Row   string
			Value json.Number
		}
	}
	if err := json.Unmarshal([]byte(site.Get(a.to.File(name, "json", a.view(), view.Style{})).Body), &out); err != nil {
		a.Fatal(err)
	}
	if out.View.Reading != string(a.r) {
		a.Errorf("the JSON of %s is read by %q instead of %q", name, out.View.Reading, a.r)
	}
	var figures []string
	for _, d := range out.Data {
		if d.Row == row {
			figures = append(figures, d.Value.String())
		}
	}
	return strings.Join(figures, " ")
}

// matrix compares the column of the year, cell by cell.
func (a agreement) matrix() {
	v, l := a.view(), site.Words.For(a.to.Lang)
	rows := docAt(a.T, a.to.Embed("matrice", v, view.Style{})).Find("tbody tr")
	for i, m := range site.Catalog().Measures() {
		cell := m.Cell(a.year)
		want := l.T("state." + cell.In(a.r).Slug())
		got := testkit.Words(rows.Eq(i).Find("td").Eq(a.year - site.Catalog().FirstYear()))
		older := strings.HasPrefix(got, want+", ") // no document's name begins so
		if cell.Carried(a.r) {
			key := "chart.matrix.from"
			if cell.Standing.State.Final() {
				key = "chart.matrix.since"
			}
			want = l.T(key, "state", want, "year", cell.Standing.Year)
		}
		if !strings.HasPrefix(got, want) || older != cell.Carried(a.r) {
			a.Errorf("measure %d in %d reads %q, want %q, carried %t", m.Number, a.year, got, want, cell.Carried(a.r))
		}
	}
}

// TestAddressesOfBeforeKeepTheirReading: a frame or a file without the parameter shows what is
// documented each year, as it did before there was a choice.
func TestAddressesOfBeforeKeepTheirReading(t *testing.T) {
	to := view.Links{Lang: locale.FR}
	for _, name := range []string{"avancement", "avancement-par-pilier", "matrice"} {
		plain := to.File(name, "json", chart.View{}, view.Style{})
		var out struct{ View struct{ Reading string } }
		if err := json.Unmarshal([]byte(site.Get(plain).Body), &out); err != nil || out.View.Reading != string(segur.ByYear) {
			t.Errorf("%s is read by %q, %v", plain, out.View.Reading, err)
		}
		known := to.Embed(name, chart.View{Reading: segur.LastKnown}, view.Style{})
		if bytes.Equal(site.Get(to.Embed(name, chart.View{}, view.Style{})).Body, site.Get(known).Body) {
			t.Errorf("%s does not tell the readings apart", known)
		}
	}
}

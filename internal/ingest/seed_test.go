package ingest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// realSeed returns the files of the dataset, free to be spoilt.
func realSeed(t testing.TB) fstest.MapFS {
	t.Helper()
	entries, err := seed.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, e := range entries {
		raw, err := seed.Files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: raw}
	}
	return files
}

func TestRealSeedIsRead(t *testing.T) {
	t.Parallel()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatalf("err %v, findings %v", err, findings)
	}
	got := []int{
		len(d.Sources), len(d.Territories), len(d.Pillars), len(d.Measures), len(d.Assessments),
		len(d.Indicators), len(d.Values), len(d.Events), len(d.Consultations), len(d.Priorities), len(d.Searches),
	}
	// The row counts that the dataset's description announces.
	if want := []int{486, 19, 4, 33, 185, 202, 597, 89, 21, 8, 202}; !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
}

// TestSeedDocumentsFigures checks that the figures of the five seed documents are there and
// are the ones displayed.
func TestSeedDocumentsFigures(t *testing.T) {
	t.Parallel()
	d, _, err := ingest.ReadSeed(seed.Files)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, v := range d.Values {
		if v.Reference {
			shown[strings.Join([]string{v.Indicator, string(v.Kind), v.Period.String(), v.Territory, v.Number.String()}, " ")] = true
		}
	}
	raw, err := os.ReadFile("testdata/seed_figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	figures := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if len(figures) < 49 {
		t.Fatalf("only %d figures listed", len(figures))
	}
	for _, figure := range figures {
		if !shown[figure] {
			t.Errorf("%q is missing or is not the reference", figure)
		}
	}
}

func loadWords(t *testing.T) *locale.Bundle {
	t.Helper()
	words := fstest.MapFS{}
	for _, name := range []string{"fr.findings.toml", "en.findings.toml"} {
		raw, err := os.ReadFile("../../assets/locales/" + name)
		if err != nil {
			t.Fatal(err)
		}
		words[name] = &fstest.MapFile{Data: raw}
	}
	bundle, err := locale.Load(words)
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}

func TestEveryRuleHasWords(t *testing.T) {
	t.Parallel()
	bundle := loadWords(t)
	for _, lang := range locale.Langs() {
		for _, rule := range ingest.Rules() {
			f := ingest.Finding{ColumnName: "a-column", Rule: rule, Value: "<b>7</b>"}
			l := bundle.For(lang)
			if text := f.Message(l); len(text) < 15 || l.Err() != nil {
				t.Errorf("%s %s: %q, %v", lang, rule, text, l.Err())
			}
		}
	}
	l := bundle.For(locale.FR)
	if (ingest.Finding{Rule: "nonsense"}).Message(l); l.Err() == nil {
		t.Error("an unknown rule has words")
	}
	if got, want := len(bundle.Keys()), len(ingest.Rules()); got != want {
		t.Errorf("%d texts for %d rules", got, want)
	}
}

func TestFindingsAreSortedAndBounded(t *testing.T) {
	t.Parallel()
	files := realSeed(t)
	for _, name := range []string{"values.csv", "assessments.csv"} {
		text := strings.ReplaceAll(string(files[name].Data), ",high,", ",sure,")
		files[name].Data = []byte(strings.ReplaceAll(text, ",inferred,", ",guessed,"))
	}
	d, findings, err := ingest.ReadSeed(files)
	if err != nil || len(d.Values) != 0 {
		t.Fatalf("err %v, %d values", err, len(d.Values))
	}
	if len(findings) != 200 {
		t.Errorf("%d findings, want 200", len(findings))
	}
	place := func(f ingest.Finding) string { return f.File + string(rune(f.Line)) + string(rune(f.Column)) }
	if !slices.IsSortedFunc(findings, func(a, b ingest.Finding) int { return strings.Compare(place(a), place(b)) }) {
		t.Error("findings are not in the order of files and lines")
	}
}

// TestLineAfterMultilineField: one fault spans two lines, the next one must still be placed right.
func TestLineAfterMultilineField(t *testing.T) {
	t.Parallel()
	files := realSeed(t)
	files["pillars.csv"].Data = []byte(strings.NewReplacer(
		"Mieux payer les soignants, rendre", "Mieux payer les soignants,\nrendre", "\n2,investissement", "\n2,Investissement",
	).Replace(string(files["pillars.csv"].Data)))
	_, findings, err := ingest.ReadSeed(files)
	want := []ingest.Finding{
		{File: "pillars.csv", Line: 2, Column: 5, ColumnName: "summary_fr", Rule: ingest.RuleStraySpace},
		{File: "pillars.csv", Line: 4, Column: 2, ColumnName: "slug", Rule: string(segur.RuleBadFormat), Value: "Investissement"},
	}
	if err == nil && len(findings) > 0 {
		findings[0].Value = ""
	}
	if err != nil || !slices.Equal(findings, want) {
		t.Errorf("err %v\n got %+v\nwant %+v", err, findings, want)
	}
}

func FuzzReadSeed(f *testing.F) {
	files := realSeed(f)
	names := []string{"pillars.csv", "territories.csv", "priorities.csv", "events.csv", "values.csv"}
	for i, name := range names {
		f.Add(uint8(i), slices.Clone(files[name].Data[:min(600, len(files[name].Data))]))
	}
	f.Add(uint8(0), []byte("number,slug,title_fr,title_en,summary_fr,summary_en\n\n1,\"a\nb\",c,d,e,f\n\n"))
	f.Add(uint8(0), []byte("\xef\xbb\xbf\"\r\n\xff"))
	for _, file := range files { // the headers alone: whole files would make each round slow
		file.Data = file.Data[:strings.IndexByte(string(file.Data), '\n')+1]
	}
	f.Fuzz(func(t *testing.T, which uint8, raw []byte) {
		small := fstest.MapFS{}
		for name, file := range files {
			small[name] = file
		}
		name := names[int(which)%len(names)]
		small[name] = &fstest.MapFile{Data: raw}
		d, findings, err := ingest.ReadSeed(small)
		if err != nil {
			t.Fatal(err)
		}
		if len(findings) == 0 || len(d.Territories) > 0 {
			t.Fatalf("%d findings: a dataset without measures was taken", len(findings))
		}
		last := strings.Count(string(raw), "\n") + 1
		for _, finding := range findings {
			if finding.File == name && finding.Line > last {
				t.Fatalf("%+v is past the end (%d lines)", finding, last)
			}
		}
	})
}

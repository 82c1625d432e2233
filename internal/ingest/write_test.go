package ingest_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// shelf keeps files in memory.
type shelf map[string]*bytes.Buffer

type book struct{ *bytes.Buffer }

func (book) Close() error { return nil }

func (s shelf) file(name string) (io.WriteCloser, error) {
	s[name] = &bytes.Buffer{}
	return book{s[name]}, nil
}

func (s shelf) fs() fstest.MapFS {
	files := fstest.MapFS{}
	for name, content := range s {
		files[name] = &fstest.MapFile{Data: content.Bytes()}
	}
	return files
}

func seeded(t *testing.T) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}

// TestWhatIsWrittenIsReadBack: every row and column, those that staff alone fill too.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	d := seeded(t)
	d.Indicators[0].NextExpected = segur.Date{Year: 2027, Month: 3}
	d.Projects[0].StageOn = segur.Date{Year: 2022, Month: 5, Day: 4}
	d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Deux lignes,\net des « guillemets » \"droits\"  ;", EN: "Two lines,\nand  quotes"}}}
	d.Sessions = []segur.Session{{
		ID: "s1", Territory: "84", Date: segur.Date{Year: 2020, Month: 6, Day: 12}, Form: "telephone", Pillars: []int{1, 2},
		Title: segur.Text{FR: "Séance"}, Synthesis: segur.Text{FR: "Une\n\ndeux"}, Source: d.Sources[0].ID,
		Participants: segur.Audience{Users: 12, Others: 3}, Proposals: [4]segur.Text{{FR: "Former"}, {FR: "Payer"}}, Heard: "CHU\nURPS",
		Document: segur.Document{Digest: strings.Repeat("ab", 32), Name: "synthese.pdf", Size: 1200},
	}}
	files := shelf{}
	if err := ingest.Write(d, files.file); err != nil {
		t.Fatal(err)
	}
	if len(files) != len(segur.Tables()) {
		t.Errorf("%d files for %d tables", len(files), len(segur.Tables()))
	}
	back, findings, err := ingest.ReadSeed(files.fs())
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	for _, table := range segur.Tables() {
		if was, is := table.Rows(d), table.Rows(back); len(was)+len(is) > 0 && !reflect.DeepEqual(was, is) {
			t.Errorf("%s: %d rows became %d, or others", table.About().Name, len(was), len(is))
		}
	}
}

// TestTheDatasetIsWrittenAsItIsKept: where staff filled nothing, a file differs from that of the dataset by the empty
// columns alone.
func TestTheDatasetIsWrittenAsItIsKept(t *testing.T) {
	t.Parallel()
	files := shelf{}
	if err := ingest.Write(seeded(t), files.file); err != nil {
		t.Fatal(err)
	}
	for _, table := range segur.Tables() {
		about := table.About()
		if about.Desk {
			continue
		}
		kept, err := seed.Files.ReadFile(about.Name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		if has := len(strings.Split(strings.TrimSpace(string(kept)), "\n")); strings.Count(strings.TrimSpace(files[about.Name+".csv"].String()), "\n")+1 != has {
			t.Errorf("%s: %d lines are not those of the dataset", about.Name, has)
		}
		if last := about.Columns[len(about.Columns)-1]; !last.Desk && about.Column("stage_on") < 0 && files[about.Name+".csv"].String() != string(kept) {
			t.Errorf("%s is not written as it is kept", about.Name)
		}
	}
}

// TestAFileThatCannotBeWritten is told with its name.
func TestAFileThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	full := errors.New("full")
	err := ingest.Write(seeded(t), func(string) (io.WriteCloser, error) { return nil, full })
	if !errors.Is(err, full) || !strings.Contains(err.Error(), "sources.csv") {
		t.Error(err)
	}
}

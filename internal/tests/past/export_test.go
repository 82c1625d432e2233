package past

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
)

func exported(t *testing.T, number int) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "new", "dataset")
	var out bytes.Buffer
	if err := app.Export(t.Context(), &out, config.Config{DataDir: filepath.Dir(site.Database())}, folder, number); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "publication ") || !strings.HasSuffix(out.String(), folder+"\n") {
		t.Errorf("it says %q", &out)
	}
	return folder
}

// TestEachPublicationIsExportedWhole: beside the running site, what is read back of the files is what is kept, row by row.
func TestEachPublicationIsExportedWhole(t *testing.T) {
	kept, err := store.Open(t.Context(), store.Options{Path: site.Database(), Clock: time.Now, Reading: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	for asked, number := range map[int]int{0: 7, 1: 1, 4: 4} {
		back, findings, err := ingest.ReadSeed(os.DirFS(exported(t, asked)))
		if err != nil || len(findings) > 0 {
			t.Fatalf("publication %d: %v, %+v", number, err, findings)
		}
		d, err := kept.Load(context.Background(), number)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range segur.Tables() {
			was, is := table.Rows(d), table.Rows(back)
			rows := map[string]segur.Row{}
			for _, row := range is {
				rows[row.RowKey()] = row
			}
			if len(was) != len(is) {
				t.Errorf("publication %d: %s has %d rows, %d in the file", number, table.About().Name, len(was), len(is))
			}
			for _, row := range was {
				if got := rows[row.RowKey()]; !reflect.DeepEqual(got, row) {
					t.Errorf("publication %d: %s: %+v became %+v", number, table.About().Name, row, got)
				}
			}
		}
	}
}

func TestExportsThatAreRefused(t *testing.T) {
	there := exported(t, 0)
	at := config.Config{DataDir: filepath.Dir(site.Database())}
	before, err := os.ReadDir(there)
	if err != nil || len(before) != len(segur.Tables()) {
		t.Fatal(before, err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		config config.Config
		folder string
		number int
		code   segur.Code
		says   string
	}{
		"a folder that is there": {at, there, 0, segur.CodeConflict, "is there already"},
		"a file":                 {at, file, 0, segur.CodeConflict, "is there already"},
		"no such publication":    {at, filepath.Join(t.TempDir(), "a"), 8, segur.CodeNotFound, "no publication 8"},
		"no database":            {config.Config{DataDir: t.TempDir()}, filepath.Join(t.TempDir(), "a"), 0, "", "there is no database"},
	} {
		err := app.Export(t.Context(), &bytes.Buffer{}, c.config, c.folder, c.number)
		if err == nil || !strings.Contains(err.Error(), c.says) || c.code != "" && segur.ErrorCode(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if around, err := os.ReadDir(filepath.Dir(c.folder)); err != nil || len(around) > 1 {
			t.Errorf("%s leaves %v, %v", name, around, err)
		}
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "kept" {
		t.Errorf("%s, %v", content, err)
	}
}

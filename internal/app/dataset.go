package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sheet"
)

// Source is where a dataset is read from: a folder or a workbook by its path, the files where that is "".
type Source struct {
	Path  string
	Files fs.FS
}

// read reads the dataset: empty where there are findings.
func (s Source) read(ctx context.Context) (d segur.Dataset, findings []ingest.Finding, err error) {
	if s.Path == "" {
		return ingest.ReadSeed(s.Files)
	}
	about, err := os.Stat(s.Path)
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	if about.IsDir() {
		return ingest.ReadSeed(os.DirFS(s.Path))
	}
	f, err := os.Open(s.Path)
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	name := filepath.Base(s.Path)
	b, err := sheet.Open(f, about.Size(), name, sheet.Usual())
	var refused *sheet.Refusal
	if errors.As(err, &refused) {
		return segur.Dataset{}, []ingest.Finding{ingest.RefusedFile(refused, name)}, nil
	}
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	return ingest.ReadBook(ctx, b, name)
}

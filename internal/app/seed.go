package app

import (
	"context"
	"fmt"
	"io"
	"io/fs"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// seed publishes the dataset as publication 1 when the database holds none yet. A dataset
// with any fault is refused whole.
func (a *App) seed(ctx context.Context, o Options) error {
	latest, err := a.store.Latest(ctx)
	if err != nil || latest > 0 {
		return err
	}
	dataset, findings, err := ingest.ReadSeed(o.Seed)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		first := findings[0]
		return &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf(
			"the seed is refused: %d faults, first in %s line %d column %d (%s); `segur seed --check` lists them all",
			len(findings), first.File, first.Line, first.Column, first.Rule)}
	}
	published, err := a.editorial.PublishSeed(ctx, dataset, segur.Text{
		FR: "Première publication : le jeu de données de départ.",
		EN: "First publication: the initial dataset.",
	})
	if err != nil {
		return err
	}
	o.Logger.Info("seeded", "publication", published.Number, "values", len(dataset.Values))
	return nil
}

// CheckSeed validates a dataset without writing anything. It prints one line per fault in
// the language asked for and returns how many there are.
func CheckSeed(ctx context.Context, w io.Writer, from Source, locales fs.FS, lang locale.Lang) (int, error) {
	words, err := locale.Load(locales)
	if err != nil {
		return 0, err
	}
	dataset, findings, err := from.read(ctx)
	if err != nil {
		return 0, err
	}
	l := words.For(lang)
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s\n", place(f), f.Message(l))
	}
	if len(findings) == 0 {
		fmt.Fprintf(w, "%d measures, %d assessments, %d indicators, %d values, %d sources\n",
			len(dataset.Measures), len(dataset.Assessments), len(dataset.Indicators), len(dataset.Values), len(dataset.Sources))
	}
	return len(findings), l.Err()
}

// place says where a fault lies as precisely as it is known, in the form that editors open:
// "values.csv:12:5: value", "values.csv:12", "values.csv".
func place(f ingest.Finding) string {
	switch {
	case f.Line == 0 && f.ColumnName == "", f.Line == 0 && f.Column == 0:
		return f.File
	case f.Column == 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.ColumnName)
}

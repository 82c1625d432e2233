package preview

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func words(t *testing.T) *Words {
	t.Helper()
	files, err := fs.Sub(assets.Locales, "locales")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return &Words{Localizer: bundle.For(locale.FR)}
}

// corrected is the change of a number; its document is new with it.
func corrected(subject, old, now, source string) changelog.Item {
	return changelog.Item{
		Ref: segur.RowRef{Table: segur.TableValues, Key: subject}, Kind: changelog.Replaced, Title: "Correction",
		Subject: subject, Indicator: "msp", Fields: []changelog.Field{
			{Name: "number", Label: "Valeur", Old: old, New: now, OldRaw: old, NewRaw: now},
			{Name: "period", Label: "Période", Old: "2025", New: "2025", OldRaw: "2025", NewRaw: "2025", Told: true},
			{Name: "source", Label: "Source", Old: "Bilan", New: source, OldRaw: "Bilan", NewRaw: source},
		},
	}
}

func TestFewFiguresAreToldOneByOne(t *testing.T) {
	t.Parallel()
	w := words(t)
	got := Diffs(w, []changelog.Item{corrected("MSP, France", "1", "2", "Bilan"), corrected("MSP, Corse", "1", "1", "Presse")})
	if w.Err() != nil || len(got) != 2 || got[0].Grid || got[0].Subject != "MSP, France" || len(got[0].Rows) != 3 ||
		!got[0].Rows[0].Changed || got[0].Rows[2].Changed || !got[1].Rows[2].Changed {
		t.Errorf("%+v, %v", got, w.Err())
	}
	if one := Diffs(w, []changelog.Item{corrected("MSP, France", "1", "2", "Bilan")}); one[0].Subject != "" {
		t.Errorf("the only row repeats the title of the page: %+v", one)
	}
}

func TestManyFiguresShareATable(t *testing.T) {
	t.Parallel()
	w := words(t)
	items := []changelog.Item{
		corrected("MSP, France", "1", "2", "Presse"), corrected("MSP, Corse", "3", "4", "Presse"),
		corrected("MSP, Bretagne", "5", "5", "Presse"), corrected("MSP, Normandie", "7", "8", "Presse"),
	}
	got := Diffs(w, items)
	if w.Err() != nil || len(got) != 1 || !got[0].Grid || got[0].Subject != "MSP" || len(got[0].Rows) != 4 {
		t.Fatalf("%+v, %v", got, w.Err())
	}
	if r := got[0].Rows[1]; r.Label != "Corse" || r.Old != "3" || r.New != "4" || !r.Changed || r.Also != nil {
		t.Errorf("%+v", r)
	}
	if got[0].Rows[2].Changed || len(got[0].Common) != 1 {
		t.Errorf("%+v, common %v", got[0].Rows[2], got[0].Common)
	}
	items[3] = corrected("MSP, Normandie", "7", "8", "Bilan")
	apart := Diffs(w, items)[0]
	if apart.Common != nil || len(apart.Rows[0].Also) != 1 || len(apart.Rows[3].Also) != 0 {
		t.Errorf("%+v", apart)
	}
}

// TestALongTextThatStaysIsLeftOut keeps short fields, for what they say about the others.
func TestALongTextThatStaysIsLeftOut(t *testing.T) {
	t.Parallel()
	w := words(t)
	item := changelog.Item{Kind: changelog.Replaced, Fields: []changelog.Field{
		{Name: "summary_fr", OldRaw: "a", NewRaw: "a", Long: true},
		{Name: "summary_en", OldRaw: "a", NewRaw: "b", Long: true},
		{Name: "state", Label: "État", OldRaw: string(segur.Preparing), NewRaw: string(segur.Done)},
	}}
	got := Diffs(w, []changelog.Item{item})[0].Rows
	if w.Err() != nil || len(got) != 2 || got[1].OldState.Slug != "preparing" || got[1].NewState.Slug != "done" {
		t.Errorf("%+v, %v", got, w.Err())
	}
}

func TestWordsKeepTheFirstThatIsMissing(t *testing.T) {
	t.Parallel()
	w := words(t)
	if w.T("review.conflict") != "Conflit" {
		t.Fatal(w.Err())
	}
	first := w.T("no.such_word")
	w.T("nor.this_one")
	if first != "" || w.Err() == nil || !strings.Contains(w.Err().Error(), "no.such_word") {
		t.Errorf("%q, %v", first, w.Err())
	}
}

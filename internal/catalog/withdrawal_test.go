package catalog_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

// retold are six publications that withdraw a chart, reword the reason, bring the chart back and
// withdraw it again; what the texts are at each.
func retold() []segur.Edition {
	first, other, again := reason("Doute"), reason("Erreur"), reason("Double compte")
	list := make([]segur.Edition, 6)
	for i := range list {
		list[i].Publication.Number = i + 1
	}
	list[1].Changes.Texts.Add = []segur.SiteText{first}
	list[2].Changes.Texts.Replace = []segur.Replacement[segur.SiteText]{{Old: first, New: other}}
	list[3].Changes.Texts.Remove = []segur.SiteText{other}
	list[5].Changes.Texts.Add = []segur.SiteText{again, {ID: segur.TextWithdrawn("matrice"), Text: text("Autre")}}
	return list
}

func reason(words string) segur.SiteText {
	return segur.SiteText{ID: segur.TextWithdrawn("objectifs"), Text: text(words)}
}

// at builds the catalog of one of the retold publications.
func at(t *testing.T, number int) *catalog.Catalog {
	t.Helper()
	d := small()
	d.Publication.Number = number
	for _, e := range retold()[:number] {
		changes := segur.ChangeSet{Texts: e.Changes.Texts}
		var err error
		if d, err = changes.Apply(d); err != nil {
			t.Fatal(err)
		}
		d.Publication.Number = number
	}
	c, err := catalog.Build(d, retold()[:number]...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAChartIsWithdrawnFromOnePublicationOn(t *testing.T) {
	t.Parallel()
	for number, want := range map[int]struct {
		reason   string
		on, last int
	}{1: {}, 2: {"Doute", 2, 1}, 3: {"Erreur", 2, 1}, 4: {}, 5: {}, 6: {"Double compte", 6, 5}} {
		w, ok := at(t, number).Withdrawal("objectifs")
		if ok != (want.reason != "") || w.Reason.FR != want.reason || w.On.Number != want.on || w.Last != want.last {
			t.Errorf("publication %d: %+v, %v", number, w, ok)
		}
	}
	if w, ok := at(t, 6).Withdrawal("avancement"); ok {
		t.Errorf("another chart is withdrawn: %+v", w)
	}
}

func TestWithoutEditionsAChartIsWithdrawnByWhatIsShown(t *testing.T) {
	t.Parallel()
	d := small()
	d.Texts = []segur.SiteText{reason("Doute")}
	c := build(t, d)
	if w, ok := c.Withdrawal("objectifs"); !ok || w.On.Number != 3 || w.Last != 2 {
		t.Errorf("%+v, %v", w, ok)
	}
	if p, ok := c.TextSince(segur.TextWithdrawn("objectifs")); !ok || p.Number != 3 {
		t.Errorf("%+v, %v", p, ok)
	}
}

func TestATextKnowsWhenItWasWorded(t *testing.T) {
	t.Parallel()
	id := segur.TextWithdrawn("objectifs")
	for number, want := range map[int]int{1: 0, 2: 2, 3: 3, 4: 0, 6: 6} {
		if p, ok := at(t, number).TextSince(id); p.Number != want || ok != (want > 0) {
			t.Errorf("publication %d: since %d, %v", number, p.Number, ok)
		}
	}
}

func TestACatalogWithoutOneOfItsTexts(t *testing.T) {
	t.Parallel()
	c := at(t, 6)
	without := c.WithoutText(segur.TextWithdrawn("objectifs"))
	if _, ok := without.Withdrawal("objectifs"); ok {
		t.Error("the text is still there")
	}
	if _, ok := without.Withdrawal("matrice"); !ok {
		t.Error("another text is gone")
	}
	if _, ok := c.Withdrawal("objectifs"); !ok || without.Version() != 6 {
		t.Error("the catalog itself has changed")
	}
}

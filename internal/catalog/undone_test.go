package catalog_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

// undoings publishes two rows and a document, then undoes them in as many publications as there
// are changes.
func undoings(t *testing.T, changes ...func(first, second segur.SiteText) segur.ChangeSet) *catalog.Catalog {
	t.Helper()
	d := small()
	one, two := segur.SiteText{ID: segur.TextAlt("a")}, segur.SiteText{ID: segur.TextAlt("b")}
	brought := segur.Edition{Publication: segur.Publication{Number: 2}}
	brought.Changes.Texts.Add = []segur.SiteText{one, two}
	brought.Changes.Sources.Add = []segur.Source{{ID: "document"}}
	editions := []segur.Edition{{Publication: segur.Publication{Number: 1}, Changes: segur.Additions(d)}, brought}
	for i, change := range changes {
		editions = append(editions, segur.Edition{Publication: segur.Publication{Number: i + 3}, Reverts: 2, Changes: change(one, two)})
	}
	c, err := catalog.Build(d, editions...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func removing(rows ...segur.SiteText) segur.ChangeSet {
	return segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Remove: rows}}
}

// TestAnEditionIsUndoneWholeOrInPart: documents do not count, and two parts make a whole.
func TestAnEditionIsUndoneWholeOrInPart(t *testing.T) {
	t.Parallel()
	both := func(a, b segur.SiteText) segur.ChangeSet { return removing(a, b) }
	first := func(a, _ segur.SiteText) segur.ChangeSet { return removing(a) }
	second := func(_, b segur.SiteText) segur.ChangeSet { return removing(b) }
	whole := undoings(t, both)
	if e := whole.Edition(2); e.RevertedBy != 3 || len(e.PartlyBy) != 0 || whole.Edition(3).PartOnly {
		t.Errorf("whole: %d, %v", e.RevertedBy, e.PartlyBy)
	}
	part := undoings(t, first)
	if e := part.Edition(2); e.RevertedBy != 0 || !slices.Equal(e.PartlyBy, []int{3}) || !part.Edition(3).PartOnly {
		t.Errorf("in part: %d, %v", e.RevertedBy, e.PartlyBy)
	}
	parts := undoings(t, first, second)
	if e := parts.Edition(2); e.RevertedBy != 4 || !slices.Equal(e.PartlyBy, []int{3}) || !parts.Edition(4).PartOnly {
		t.Errorf("in two parts: %d, %v", e.RevertedBy, e.PartlyBy)
	}
}

package past

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestHostileChangesAreOnlyText publishes, as every text of a change, what somebody who wants to
// break pages would write.
func TestHostileChangesAreOnlyText(t *testing.T) {
	s := testkit.Open(t)
	d, err := s.App.Store().Load(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	both := func(field string) segur.Text {
		return segur.Text{FR: testkit.Hostile(field + " fr"), EN: testkit.Hostile(field + " en")}
	}
	measure := func(column string) segur.Text {
		longest := segur.Longest(segur.TableMeasures, column)
		return segur.Text{FR: testkit.HostileWithin(column+" fr", longest), EN: testkit.HostileWithin(column+" en", longest)}
	}
	var c testkit.Revision
	c.Note = both("note")
	for _, old := range d.Measures {
		if old.Number == 25 {
			now := old
			now.Title, now.ShortTitle, now.Summary = measure("title"), measure("short_title"), measure("summary")
			c.Changes.Measures.Replace = []segur.Replacement[segur.Measure]{{Old: old, New: now}}
		}
	}
	for _, old := range d.Values {
		if strings.HasPrefix(old.RowKey(), "msp-count actual 2022-12 FR") {
			now := old
			now.Note = testkit.Hostile("note_fr")
			c.Changes.Values.Replace = []segur.Replacement[segur.Value]{{Old: old, New: now}}
		}
	}
	old := d.Sources[0]
	now := old
	now.Title, now.Publisher = testkit.HostileIn(segur.TableSources, "title"), testkit.HostileIn(segur.TableSources, "publisher")
	c.Changes.Sources.Replace = []segur.Replacement[segur.Source]{{Old: old, New: now}}
	c.Changes.Texts.Add = []segur.SiteText{{ID: segur.TextBanner, Text: both("banner")}}
	c.Motives = []segur.Motive{{Proposal: 1, Reason: testkit.Hostile("reason"), Explanation: testkit.Hostile("explanation"), Rows: []segur.RowRef{
		{Table: segur.TableMeasures, Key: "25"}, {Table: segur.TableValues, Key: c.Changes.Values.Replace[0].New.RowKey()},
	}}}
	if _, err := s.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for _, to := range links(0) {
		for _, path := range []string{to.Section("news"), to.News(2), to.Home(), to.Measure(s.Catalog().Measure(25)), to.Indicator("msp-count"), to.At(1).Home()} {
			r := s.Get(path)
			if r.Status != 200 {
				t.Errorf("%s answers %d: %s", path, r.Status, s.Log.Cause(r))
			}
			for _, fault := range s.CheckHTML(r.Body) {
				t.Errorf("%s: %s", path, fault)
			}
			doc := r.Doc(t)
			if doc.Find("main img, script:not([src]):not([type]), .seg-banner img").Length() > 0 {
				t.Errorf("%s: a text became markup", path)
			}
		}
		said := plain(s.Get(to.News(2)).Doc(t).Find("main"))
		for _, field := range []string{"note " + string(to.Lang), "summary " + string(to.Lang), "note_fr", "publisher", "reason", "explanation", "banner " + string(to.Lang)} {
			if !strings.Contains(said, field) {
				t.Errorf("%s: the page of the publication lacks %s", to.Lang, field)
			}
		}
	}
}

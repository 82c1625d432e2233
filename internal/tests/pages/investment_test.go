package pages

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// TestEnvelopesKeepToTheirScope holds that each region stands once, under the scope of the figure that is displayed for it, in the
// order of names, and that figures of another scope say so.
func TestEnvelopesKeepToTheirScope(t *testing.T) {
	ind := site.Catalog().Indicator("invr-envelope")
	for _, lang := range locale.Langs() {
		l := site.Words.For(lang)
		doc := docAt(t, view.Links{Lang: lang}.Section("investment"))
		seen := 0
		doc.Find(".seg-scopes").Each(func(_ int, group *goquery.Selection) {
			scope := testkit.Words(group.Find(".seg-scope").First())
			group.Find(".seg-envelope").Each(func(_ int, row *goquery.Selection) {
				seen++
				of := row.Find(".seg-envelope__value data").AttrOr("data-of", "")
				parts := strings.Split(of, "/")
				series := ind.Series(parts[1])
				if shown := series.Shown(); l.T("scope."+shown.Scope) != scope || row.Find(".seg-envelope__value data").AttrOr("value", "") != shown.Number.String() {
					t.Errorf("%s: %s under %q", lang, of, scope)
				}
				others := row.Find(".seg-envelope__others > li")
				if others.Length() != len(series.Values)-1 {
					t.Errorf("%s: %s has %d other figures", lang, of, others.Length())
				}
				for _, v := range series.Values {
					if v != series.Shown() && !strings.Contains(testkit.Words(others), l.T("scope."+v.Scope)) {
						t.Errorf("%s: the scope of %s is not said", lang, v.RowKey())
					}
				}
			})
			if data := group.Find("h3 data, tfoot").Length(); data > 0 {
				t.Errorf("%s: a total of %s", lang, scope)
			}
		})
		if seen != len(ind.AllSeries()) || doc.Find(".seg-scopes").Length() != 6 {
			t.Errorf("%s: %d envelopes of %d in %d scopes", lang, seen, len(ind.AllSeries()), doc.Find(".seg-scopes").Length())
		}
	}
}

// TestStepsOfTheMoneyHaveTheirOwnBases holds what was notified, committed and expected against what their documents count.
func TestStepsOfTheMoneyHaveTheirOwnBases(t *testing.T) {
	for _, lang := range locale.Langs() {
		var got []string
		docAt(t, view.Links{Lang: lang}.Section("investment")).Find(".seg-moneystep").Each(func(_ int, s *goquery.Selection) {
			class, _, _ := strings.Cut(strings.TrimPrefix(s.AttrOr("class", ""), "seg-moneystep seg-moneystep--"), " ")
			got = append(got, class+" "+strings.Join(amounts(s.Find(".seg-moneystep__value, .seg-moneystep__base")), " of "))
		})
		if want := []string{"promised 19", "notified 760 of 6.5", "committed 2300 of 7.5", "forecast 250"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// TestTheExampleIsReadFromTheDataset holds the worked example against the tables.
func TestTheExampleIsReadFromTheDataset(t *testing.T) {
	section := docAt(t, "/investissement").Find("#exemple").Closest("section")
	if got := amounts(section.Find(".seg-exhibit__value, .seg-counts")); !slices.Equal(got, []string{"1900", "5", "12", "12", "2", "3"}) {
		t.Errorf("the example says %v", got)
	}
}

package regions

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

func number(t *testing.T, text string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Error(err)
	}
	return f
}

// TestAnEnvelopeIsDrawnWhereItsPartsAddUp: each part is as wide as its share, has a key beside its amount, and
// nothing is drawn elsewhere.
func TestAnEnvelopeIsDrawnWhereItsPartsAddUp(t *testing.T) {
	t.Parallel()
	c := site.Catalog()
	drawn := 0
	for _, region := range c.Regions() {
		r, _ := c.Region(region.Code)
		whole, to := r.Whole(), view.Links{Lang: locale.FR}
		doc := page(t, site, to.Region(region))
		bars := doc.Find(".seg-split rect")
		if bars.Length() != len(whole) || doc.Find(".seg-split__key").Length() != len(whole) {
			t.Errorf("%s: %d pieces and %d keys for %d parts", region.Name.FR, bars.Length(), doc.Find(".seg-split__key").Length(), len(whole))
			continue
		}
		sum := 0.0
		for _, s := range whole {
			sum += s.Shown().Number.Float()
		}
		for i, s := range whole {
			width, share := number(t, bars.Eq(i).AttrOr("width", "")), s.Shown().Number.Float()/sum*1000
			if math.Abs(width+4-share) > 1 {
				t.Errorf("%s: part %d is %v wide of %v", region.Name.FR, i, width, share)
			}
			key := doc.Find(fmt.Sprintf("dt:has(.seg-split__key.seg-split__%d)", i+1))
			if shown := key.Next().Find("data").First().AttrOr("value", ""); key.Length() != 1 || shown != s.Shown().Number.String() {
				t.Errorf("%s: the key of part %d stands beside %q", region.Name.FR, i, shown)
			}
		}
		if len(whole) > 0 {
			drawn++
			if said := doc.Find(".seg-split figcaption").Text(); strings.Count(said, "+") != len(whole)-1 {
				t.Errorf("%s: the bar says %q", region.Name.FR, said)
			}
		}
	}
	if drawn < 3 {
		t.Errorf("%d envelopes are drawn", drawn)
	}
}

// TestCountsStandInProportionToPeople: beside each count of a region that has one of the country for the same time,
// both per 100,000 inhabitants; never for Guadeloupe, whose agency serves more people than are counted.
func TestCountsStandInProportionToPeople(t *testing.T) {
	t.Parallel()
	c := site.Catalog()
	people := c.Indicator(segur.PopulationIndicator)
	rates := 0
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		for _, region := range c.Regions() {
			doc := page(t, site, to.Region(region))
			doc.Find(`section[aria-labelledby="chiffres"] tbody tr`).Each(func(_ int, row *goquery.Selection) {
				row.Find("td").Slice(0, 2).Each(func(i int, cell *goquery.Selection) {
					figures := cell.Find("data")
					if figures.Length() < 2 {
						return
					}
					rates++
					code := []string{region.Code, segur.France}[i]
					want := number(t, figures.Eq(0).AttrOr("value", "")) / people.Series(code).Shown().Number.Float() * 100_000
					if got := number(t, figures.Eq(1).AttrOr("value", "")); math.Abs(got-want) > 0.05 || region.Code == "01" {
						t.Errorf("%s: %s says %v, by hand %v", to.Region(region), row.Find("th").Text(), got, want)
					}
				})
			})
		}
	}
	if rates < 20 {
		t.Errorf("%d rates", rates)
	}
}

package past

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// atom is what a reader of feeds reads.
type atom struct {
	Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string `xml:"http://www.w3.org/2005/Atom id"`
	Title   string `xml:"http://www.w3.org/2005/Atom title"`
	Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Link      struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Content struct {
			Type string `xml:"type,attr"`
			HTML string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func follow(t *testing.T, path string) (feed atom) {
	t.Helper()
	r := site.Get(path)
	if r.Status != http.StatusOK || r.Header.Get("Content-Type") != "application/atom+xml; charset=utf-8" || r.Header.Get("ETag") == "" ||
		r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%s answers %d, %v", path, r.Status, r.Header)
	}
	if again := site.Get(path, "If-None-Match: "+r.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("%s answers %d to who has it", path, again.Status)
	}
	if err := xml.Unmarshal(r.Body, &feed); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return feed
}

// TestEachRegionHasAFeed follows the feed that each page of a region names: an entry for each publication that
// changes something there, newest first, and one for the first.
func TestEachRegionHasAFeed(t *testing.T) {
	seen := map[string]bool{}
	for _, to := range links(0) {
		for _, region := range at(t, 7).Regions() {
			doc := open(t, to.Region(region))
			href := doc.Find(`head link[type="application/atom+xml"]`).AttrOr("href", "")
			if body := doc.Find(`main a[type="application/atom+xml"]`).AttrOr("href", ""); href != "http://localhost:0"+to.RegionFeed(region) || body != to.RegionFeed(region) {
				t.Fatalf("%s names the feeds %q and %q", to.Region(region), href, body)
			}
			feed := follow(t, to.RegionFeed(region))
			if len(feed.Entries) != 2 || feed.Lang != string(to.Lang) || feed.Author == "" || !strings.Contains(feed.Title, locale.Typography(to.Lang, region.Name.In(string(to.Lang)))) {
				t.Errorf("%s: %d entries, %q by %q", href, len(feed.Entries), feed.Title, feed.Author)
				continue
			}
			for i, number := range []int{6, 1} {
				e, want := feed.Entries[i], published(t, number).UTC().Format(time.RFC3339)
				if e.Published != want || e.Updated != want || e.Content.Type != "html" || seen[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") {
					t.Errorf("%s: %+v, published at %s", href, e, want)
				}
				seen[e.ID] = true
			}
			if feed.Updated != feed.Entries[0].Updated || feed.Entries[0].Link.Href != "http://localhost:0"+to.News(6) || feed.Entries[1].Link.Href != "http://localhost:0"+to.Region(region) {
				t.Errorf("%s is of %s and leads to %s and %s", href, feed.Updated, feed.Entries[0].Link.Href, feed.Entries[1].Link.Href)
			}
			if !slices.Contains(addressesOf(feed), "self "+href) || !slices.Contains(addressesOf(feed), "alternate http://localhost:0"+to.Region(region)) {
				t.Errorf("%s leads to %q", href, addressesOf(feed))
			}
		}
	}
}

func addressesOf(feed atom) (all []string) {
	for _, l := range feed.Links {
		all = append(all, l.Rel+" "+l.Href)
	}
	return all
}

// TestAFeedSaysWhatThePageSays: subject, figure, document and reason, the same as in the history of the page.
func TestAFeedSaysWhatThePageSays(t *testing.T) {
	for _, to := range links(0) {
		region, _ := at(t, 7).Territory("94")
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(follow(t, to.RegionFeed(region)).Entries[0].Content.HTML))
		if err != nil {
			t.Fatal(err)
		}
		shown := open(t, to.Region(region)).Find(".seg-history")
		if shown.Length() != 1 {
			t.Fatalf("%s has no history", to.Region(region))
		}
		page := plain(shown)
		said := strings.Join(strings.Fields(plain(doc.Selection)), " ")
		for _, want := range map[locale.Lang][]string{
			locale.FR: {"Antennes de maisons de santé", "91", "Pourquoi : "}, locale.EN: {"Branches of health houses", "91", "Why: "},
		}[to.Lang] {
			if !strings.Contains(said, want) || !strings.Contains(page, want) {
				t.Errorf("%s: %q is not both in the feed, %s, and on the page, %s", to.Lang, want, said, page)
			}
		}
		doc.Find("a").Each(func(_ int, a *goquery.Selection) {
			if href := a.AttrOr("href", ""); strings.HasPrefix(href, "http://localhost:0/") {
				open(t, strings.TrimPrefix(href, "http://localhost:0"))
			}
		})
		if doc.Find("a[href^=https]").Length() == 0 {
			t.Errorf("%s: the feed names no document: %s", to.Lang, said)
		}
	}
}

// TestAnEntryKeepsItsName: what a reader of feeds has seen once stays the same thing in every later publication.
func TestAnEntryKeepsItsName(t *testing.T) {
	region, _ := at(t, 7).Territory("94")
	now, then := follow(t, view.Links{Lang: locale.FR}.RegionFeed(region)), follow(t, view.Links{Lang: locale.FR, Publication: 6}.RegionFeed(region))
	if now.ID != then.ID || now.Entries[0].ID != then.Entries[0].ID || now.Entries[1].ID != then.Entries[1].ID || len(then.Entries) != 2 {
		t.Errorf("%+v is now %+v", then, now)
	}
	first := follow(t, view.Links{Lang: locale.FR, Publication: 1}.RegionFeed(region))
	if len(first.Entries) != 1 || first.Entries[0].ID != now.Entries[1].ID {
		t.Errorf("at first: %+v", first.Entries)
	}
}

func TestFeedsOfNothing(t *testing.T) {
	to := view.Links{Lang: locale.FR}
	if r := site.Get("/regions/84-rhone/atom.xml"); r.Status != http.StatusMovedPermanently || r.Header.Get("Location") != to.RegionFeed(segur.Territory{Code: "84", Name: segur.Text{FR: "Auvergne-Rhône-Alpes"}}) {
		t.Errorf("other words answer %d, %s", r.Status, r.Header.Get("Location"))
	}
	for _, path := range []string{"/regions/99-x/atom.xml", "/regions/FR-france/atom.xml"} {
		r := site.Get(path)
		if r.Status != http.StatusNotFound || !strings.Contains(r.Header.Get("Content-Type"), "json") || !strings.Contains(string(r.Body), "région") {
			t.Errorf("%s answers %d, %s", path, r.Status, r.Body)
		}
	}
	if r := site.Get(to.RegionFeed(segur.Territory{Code: "84", Name: segur.Text{FR: "Auvergne-Rhône-Alpes"}}) + "?x=1"); r.Status != http.StatusBadRequest {
		t.Errorf("an unknown parameter answers %d", r.Status)
	}
}

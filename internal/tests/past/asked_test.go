package past

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/story"
)

// TestADayMeansTheLastPublicationUpToItsEndInParis stands on both sides of midnight in Paris:
// publication 2 went out at 0 h 30 on the 26th, 3 at 23 h 59 min 59 s that day, 4 one second later.
func TestADayMeansTheLastPublicationUpToItsEndInParis(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-21": "1", "2026-11-25": "1", "2026-11-26": "3", "2026-11-27": "4", "2026-11-28": "5", "2026-11-30": "5",
		"2026-12-01": "6", "2026-12-10": "7",
	} {
		for _, path := range []string{"/indicateurs/msp-count", "/en/indicators/msp-count"} {
			byDay, byNumber := site.Get(path+"?au="+day), site.Get(path+"?publication="+want)
			if byDay.Status != 200 || !bytes.Equal(byDay.Body, byNumber.Body) || byDay.Header.Get("Etag") != byNumber.Header.Get("Etag") {
				t.Errorf("%s on %s is not publication %s", path, day, want)
			}
		}
	}
}

func TestWhatCannotBeAskedOfThePast(t *testing.T) {
	for query, c := range map[string]struct {
		status int
		says   [2]string
	}{
		"publication=8":                      {404, [2]string{"nº 8 n’existe pas", "no publication no. 8"}},
		"publication=99999":                  {404, [2]string{"La dernière porte le nº 7", "The latest one is no. 7"}},
		"publication=0":                      {400, [2]string{"nombre entier", "whole number"}},
		"publication=-1":                     {400, [2]string{"nombre entier", "whole number"}},
		"publication=01":                     {400, [2]string{"nombre entier", "whole number"}},
		"publication=%2B1":                   {400, [2]string{"nombre entier", "whole number"}},
		"publication=1.0":                    {400, [2]string{"nombre entier", "whole number"}},
		"publication=abc":                    {400, [2]string{"nombre entier", "whole number"}},
		"publication=9999999999999999999999": {400, [2]string{"nombre entier", "whole number"}},
		"publication=%zz":                    {400, [2]string{"", ""}},
		"au=2026-11":                         {400, [2]string{"date complète", "full date"}},
		"au=2026-02-30":                      {400, [2]string{"date complète", "full date"}},
		"au=21/11/2026":                      {400, [2]string{"date complète", "full date"}},
		"au=hier":                            {400, [2]string{"date complète", "full date"}},
		"au=2026-12-11":                      {400, [2]string{"11 décembre 2026 n’est pas encore venu", "11 December 2026 has not come"}},
		"au=2026-11-20":                      {404, [2]string{"La première publication date du 21 novembre 2026", "The first publication dates from 21 November 2026"}},
		"au=0001-01-01":                      {404, [2]string{"La première publication", "The first publication"}},
		"publication=1&au=2026-11-21":        {400, [2]string{"à la fois", "at once"}},
		"au=hier&publication=2":              {400, [2]string{"à la fois", "at once"}},
	} {
		for i, path := range []string{"/mesures", "/en/measures"} {
			r := site.Get(path + "?pilier=1&" + query)
			said := strings.ReplaceAll(testkit.Words(r.Doc(t).Find("main")), "\u00a0", " ")
			if r.Status != c.status || !strings.Contains(said, c.says[i]) {
				t.Errorf("%s?%s: %d, %q instead of %d, %q", path, query, r.Status, said, c.status, c.says[i])
			}
			if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s?%s: headers %v", path, query, r.Header)
			}
			for _, fault := range site.CheckHTML(r.Body) {
				t.Errorf("%s?%s: %s", path, query, fault)
			}
		}
	}
}

// TestWhatDidNotExistIsMissingInItsPast covers an indicator that came with publication 6.
func TestWhatDidNotExistIsMissingInItsPast(t *testing.T) {
	for path, status := range map[string]int{
		"/indicateurs/essai-antennes": 200, "/indicateurs/essai-antennes?publication=6": 200, "/indicateurs/essai-antennes?publication=5": 404,
		"/en/indicators/essai-antennes?au=2026-11-30": 404, "/?annee=2026&publication=1": 200, "/?annee=2027&publication=1": 400,
		"/nouveautes/5?publication=4": 404, "/nouveautes/4?publication=4": 200, "/nouveautes/8": 404, "/nouveautes/0": 404, "/nouveautes/01": 404, "/nouveautes/x": 404,
		"/nouveautes?page=2": 404, "/nouveautes?page=0": 400, "/nouveautes?page=x": 400, "/en/whats-new?page=1": 200,
	} {
		if r := site.Get(path); r.Status != status {
			t.Errorf("%s answers %d instead of %d: %s", path, r.Status, status, site.Log.Cause(r))
		}
	}
}

func TestAddressesAreTidiedWithinThePast(t *testing.T) {
	const tidy = "/mesures/12-lits-a-la-demande?publication=2"
	for path, status := range map[string]int{"/mesures/12?publication=2": http.StatusMovedPermanently, "/mesures/12-x?au=2026-11-26": http.StatusFound} {
		r := site.Get(path)
		want := tidy
		if status == http.StatusFound {
			want = strings.Replace(tidy, "=2", "=3", 1)
		}
		if r.Status != status || r.Header.Get("Location") != want {
			t.Errorf("%s: %d to %s", path, r.Status, r.Header.Get("Location"))
		}
	}
	if r := site.Get(tidy); r.Status != 200 {
		t.Errorf("%s answers %d", tidy, r.Status)
	}
}

// TestTheCacheNeverMixesPublications asks for the same page in turns, the latest publication
// by its number too.
func TestTheCacheNeverMixesPublications(t *testing.T) {
	const page = "/indicateurs/msp-count"
	tags := map[string]string{}
	for range 2 {
		for _, path := range []string{page, page + "?publication=7", page + "?publication=1", page + "?publication=2", "/en/indicators/msp-count?publication=1"} {
			r := site.Get(path)
			tag := r.Header.Get("Etag")
			if before, seen := tags[tag]; seen && before != path {
				t.Errorf("%s and %s share %s", before, path, tag)
			}
			tags[tag] = path
			if past := bytes.Contains(r.Body, []byte(`class="seg-past"`)); past != strings.Contains(path, "?") {
				t.Errorf("%s: strip of the past %v", path, past)
			}
			if again := site.Get(path, "If-None-Match: "+tag); again.Status != http.StatusNotModified {
				t.Errorf("%s is sent again", path)
			}
		}
	}
	if len(tags) != 5 {
		t.Errorf("validators %v", tags)
	}
	for path, want := range map[string]string{page: "no-cache", page + "?publication=1": "max-age=3600,", page + "?au=2026-12-10": "no-cache"} {
		if got := site.Get(path).Header.Get("Cache-Control"); !strings.Contains(got, want) {
			t.Errorf("%s may be kept: %s", path, got)
		}
	}
}

// TestTheFirstPagesAreReadyAfterAPublication: the program draws them again by itself, so that the
// first reader does not wait for their charts.
func TestTheFirstPagesAreReadyAfterAPublication(t *testing.T) {
	s := testkit.Open(t, testkit.WithWarming())
	s.Serve(t)
	if err := story.Tell(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	s.Log.Await(t, "the list of measures is prepared twice", func(records []map[string]any) bool {
		n := 0
		for _, r := range records {
			if r["msg"] == "request" && r["path"] == "/mesures" {
				n++
			}
		}
		return n >= 2
	})
}

// TestAPublicationIsSeenAtOnce publishes while pages are cached.
func TestAPublicationIsSeenAtOnce(t *testing.T) {
	s := testkit.Open(t)
	const page = "/indicateurs/msp-count"
	before := s.Get(page)
	if err := story.Tell(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	after, then := s.Get(page), s.Get(page+"?publication=1")
	const of = "msp-count/FR/actual/2022-12"
	if got := [3]string{figure(before.Doc(t), of), figure(after.Doc(t), of), figure(then.Doc(t), of)}; got != [3]string{"2250", "2251", "2250"} {
		t.Errorf("before, after, as of before: %v", got)
	}
	if modified := then.Header.Get("Last-Modified"); modified != before.Header.Get("Last-Modified") || modified == after.Header.Get("Last-Modified") {
		t.Errorf("modified on %s, then %s", modified, after.Header.Get("Last-Modified"))
	}
	if words := s.Words.For(locale.FR); !strings.Contains(string(s.Get("/").Body), words.Text("Publication nº 7")) {
		t.Error("the home page does not name the last publication")
	}
}

package reports

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/testkit"
)

// flood is how many reports come in.
const flood = 5000

// mostOnDisk is far above what the open cases may say, and far below what the flood says.
const mostOnDisk = 8 << 20

// TestAFlood sends 5,000 reports from one network, then 5,000 from as many networks: what is kept is
// bounded, readers are answered all the while, and staff close it all in a few presses.
func TestAFlood(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.DataDir = dir }))
	one := pour(t, s, func(i int) string { return fmt.Sprintf("198.51.100.%d:4000", i%250) })
	if one[http.StatusSeeOther] != doubt.PerHour || one[http.StatusTooManyRequests] != flood-doubt.PerHour {
		t.Errorf("from one network: %v", one)
	}
	if n := open(t, s); n != doubt.PerHour {
		t.Errorf("one network left %d open cases", n)
	}
	many := pour(t, s, func(i int) string { return fmt.Sprintf("10.%d.%d.1:4000", i/250, i%250) })
	left := doubt.MaxOpen - doubt.PerHour
	if many[http.StatusSeeOther] != left || many[http.StatusServiceUnavailable] != flood-left {
		t.Errorf("from many networks: %v", many)
	}
	if n := open(t, s); n != doubt.MaxOpen {
		t.Errorf("%d open cases", n)
	}
	if size := onDisk(t, dir); size > mostOnDisk {
		t.Errorf("%d bytes on disk", size)
	}
	queue(t, s)
	if r := s.Post("/signaler", filled(), home); r.Status != http.StatusSeeOther {
		t.Errorf("an honest reader after the flood: status %d", r.Status)
	}
}

// pour sends the flood and counts the answers by status. Every hundredth report, a reader reads.
func pour(t *testing.T, s *testkit.Site, from func(i int) string) map[int]int {
	t.Helper()
	answers := map[int]int{}
	for i := range flood {
		text := fmt.Sprintf("Achetez mes montres, offre nº %d de %s. %s", i, from(i), strings.Repeat("Vite ! ", 100))
		r := s.Post("/signaler", filled("texte", text, "courriel", fmt.Sprintf("vendeur-%d@exemple.fr", i)), from(i))
		answers[r.Status]++
		if r.Status >= http.StatusTooManyRequests && i%1000 == 999 {
			refused(t, r, text)
		}
		if i%100 == 0 {
			for _, path := range []string{"/", "/mesures/12-lits-a-la-demande", "/signaler?mesure=12"} {
				if read := s.Get(path); read.Status != http.StatusOK {
					t.Fatalf("a reader of %s is answered %d", path, read.Status)
				}
			}
		}
	}
	return answers
}

// refused holds that a reader who cannot be heard now keeps what was typed and knows when to come back.
func refused(t *testing.T, r testkit.Response, text string) {
	t.Helper()
	doc := r.Doc(t)
	if got := strings.TrimPrefix(doc.Find("textarea").Text(), "\n"); got != strings.TrimSpace(text) && got != text {
		t.Errorf("status %d: the text came back as %q", r.Status, got)
	}
	if summary := words(doc.Find(".govuk-error-summary")); !strings.Contains(summary, "réessayez") || !strings.Contains(summary, "novembre 2026") {
		t.Errorf("status %d: %s", r.Status, summary)
	}
	if after, err := strconv.Atoi(r.Header.Get("Retry-After")); err != nil || time.Duration(after)*time.Second < time.Minute {
		t.Errorf("status %d: Retry-After %q", r.Status, r.Header.Get("Retry-After"))
	}
}

func onDisk(t *testing.T, dir string) (size int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, app.Database+"*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// queue works off the flood at the desk.
func queue(t *testing.T, s *testkit.Site) {
	t.Helper()
	people := hire(t, s)
	groups := people.editor.Get("/admin/signalements").Doc(t)
	if lines := groups.Find(".seg-queue > li"); lines.Length() != 1 || !strings.Contains(words(lines), strconv.Itoa(doubt.MaxOpen)[1:]) {
		t.Errorf("%d lines for one subject: %s", lines.Length(), words(lines))
	}
	href, _ := groups.Find(".seg-queue a").Attr("href")
	list := people.editor.Get(href)
	if lines := list.Doc(t).Find(".seg-queue > li").Length(); list.Status != http.StatusOK || lines != 50 || len(list.Body) > 200<<10 {
		t.Errorf("status %d, %d lines in %d bytes", list.Status, lines, len(list.Body))
	}
	found := people.editor.Get("/admin/signalements?q=offre+n%C2%BA+7+de").Doc(t)
	if lines := found.Find(".seg-queue > li").Length(); lines != 2 {
		t.Errorf("%d reports hold a text of two", lines)
	}
	form := url.Values{"tous": {"oui"}}
	list.Doc(t).Find(`form[action="/admin/signalements/indesirables"] input[type=hidden]`).Each(func(_ int, input *goquery.Selection) {
		form.Set(input.AttrOr("name", ""), input.AttrOr("value", ""))
	})
	if r := people.editor.Post("/admin/signalements/indesirables", form); r.Status != http.StatusSeeOther {
		t.Fatalf("closing all: status %d: %s", r.Status, s.Log.Cause(r))
	}
	if n := open(t, s); n != 0 {
		t.Errorf("%d cases are left open", n)
	}
	if r := s.Get("/signalements/1"); r.Status != http.StatusOK || !strings.Contains(words(r.Doc(t).Find("main")), "Clos sans réponse") {
		t.Errorf("a case that was spam: status %d", r.Status)
	}
}

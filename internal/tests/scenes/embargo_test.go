package scenes

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
)

// plans has somebody plan what is approved.
func (a *agent) plans(day, hour string) {
	a.t.Helper()
	a.opens("/admin/publications")
	a.types("Note de publication, en français", "Sous embargo")
	a.types("Note de publication, en anglais", "Under embargo")
	a.ticks("À une date")
	a.types("Jour", day)
	a.types("Heure, à Paris", hour)
	a.presses("Publier ou programmer")
}

// noon is twelve o'clock in Paris on 23 November 2026.
func noon() time.Time { return time.Date(2026, time.November, 23, 11, 0, 0, 0, time.UTC) }

// prepareEmbargo has a figure proposed, approved and planned for noon.
func (s *scene) prepareEmbargo() {
	s.Helper()
	editor, approver := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover)
	editor.corrects("3 400")
	approver.approves("/admin/propositions/1")
	approver.opens("/admin/publications")
	approver.ticks("À une date")
	approver.types("Jour", "20/11/2026")
	approver.types("Heure, à Paris", "12 h")
	approver.pressesRefused("Publier ou programmer", 422)
	approver.corrected("La date de publication doit être à venir.")
	approver.plans("23/11/2026", "12:00:00")
	approver.reads("Publication programmée pour le lundi 23 novembre 2026", "heure de Paris", "Sous embargo", "Programmée par relecture", "Annuler la programmation")
	editor.opens("/admin/propositions/1")
	editor.reads("Programmée pour le 23 novembre 2026")
}

// playEmbargo plans a publication and moves the clock to the second before, then to the second.
func playEmbargo(s *scene) {
	s.origin = s.site.Serve(s)
	s.prepareEmbargo()
	reader := s.reader()
	reader.opens("/nouveautes")
	s.site.Clock.Set(noon().Add(-time.Second))
	if out, err := s.site.App.Editorial().PublishDue(s.Context()); err != nil || len(out) > 0 {
		s.Fatalf("a second before noon: %v, %v", out, err)
	}
	reader.opens(housesURL)
	reader.reads("De 1 500 en 2020 à 3 000 en janvier 2026")
	reader.opens("/nouveautes")
	reader.readsNot("Sous embargo")

	start := time.Now()
	s.site.Clock.Set(noon())
	shows(s, s.site, 3400)
	s.Logf("the public page shows the figure %v after the moment", time.Since(start).Round(time.Millisecond))
	reader.opens(housesURL)
	reader.reads("De 1 500 en 2020 à 3 400 en janvier 2026")
	reader.opens("/nouveautes")
	reader.reads("23 novembre 2026, 12 h", "Publication nº 2", "Sous embargo")
}

// shows waits until the public page of health houses holds a number.
func shows(t testing.TB, s *testkit.Site, number int) {
	t.Helper()
	wanted := []byte(fmt.Sprintf(`<data value="%d"`, number))
	testkit.Await(t, fmt.Sprintf("the public page shows %d", number), func() bool { return bytes.Contains(s.Get(housesURL).Body, wanted) })
}

// playRestart plans a publication, stops the program before its moment and starts it again, in the
// same folder, an hour after.
func playRestart(t *testing.T, b *browser.Browser) {
	dir := t.TempDir()
	in := testkit.WithConfig(func(c *config.Config) { c.DataDir = dir })
	before := &scene{T: t, browser: b, site: testkit.Open(t, in)}
	origin, stop := before.site.Start(t)
	before.origin = origin
	before.prepareEmbargo()
	stop()
	if err := before.site.App.Close(); err != nil {
		t.Fatal(err)
	}
	after := testkit.Open(t, in)
	after.Clock.Set(noon().Add(time.Hour))
	if got := after.Catalog().Version(); got != 1 {
		t.Fatalf("publication %d is out before the program answers", got)
	}
	after.Serve(t)
	shows(t, after, 3400)
	published := after.Catalog().Publications()
	if last := published[len(published)-1]; last.Number != 2 || last.Note.FR != "Sous embargo" {
		t.Errorf("published %+v", last)
	}
}

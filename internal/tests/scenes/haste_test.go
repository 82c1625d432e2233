package scenes

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

// doorman lets forms in and keeps their answers back until the hurried person has let go.
type doorman struct {
	site  http.Handler
	posts atomic.Int64
	gone  atomic.Pointer[chan struct{}]
}

// ServeHTTP answers as the site does.
func (d *doorman) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		d.posts.Add(1)
		<-*d.gone.Load()
	}
	d.site.ServeHTTP(w, r)
}

// doubleClicks presses a button twice before the first answer comes, and holds that one form is sent.
func (a *agent) doubleClicks(words string, d *doorman) {
	a.t.Helper()
	gone, before := make(chan struct{}), d.posts.Load()
	d.gone.Store(&gone)
	var at [2]float64
	a.eval("hand.spot(hand.button("+quoted(words, "")+"))", &at)
	a.step("double-clicks « "+words+" »", func() {
		var actions []chromedp.Action
		for _, count := range []int64{1, 2} {
			for _, kind := range []input.MouseType{input.MousePressed, input.MouseReleased} {
				actions = append(actions, input.DispatchMouseEvent(kind, at[0], at[1]).WithButton(input.Left).WithClickCount(count))
			}
		}
		actions = append(actions, chromedp.ActionFunc(func(context.Context) error {
			close(gone)
			return nil
		}))
		a.Leave("« "+words+" »", actions...)
	})
	if sent := d.posts.Load() - before; sent != 1 {
		a.t.Errorf("« %s » sends %d forms", words, sent)
	}
}

// playHaste sends forms twice; each has its effect once.
func playHaste(s *scene) {
	d := &doorman{site: s.site.App.Site()}
	server := httptest.NewServer(d)
	s.Cleanup(server.Close)
	s.origin = server.URL
	editor, approver := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover)
	editor.fills("3 400")
	editor.doubleClicks("Soumettre à relecture", d)
	editor.reads("Proposition nº 1 soumise à relecture.")
	approver.opens("/admin/propositions/1")
	approver.ticks("Approuver")
	approver.doubleClicks("Enregistrer la décision", d)
	approver.reads("Proposition nº 1 approuvée : elle est prête à être publiée.")
	approver.opens("/admin/publications")
	approver.types("Note de publication, en français", "Janvier")
	approver.types("Note de publication, en anglais", "January")
	approver.doubleClicks("Publier ou programmer", d)
	approver.reads("La publication nº 2 est en ligne.")
	approver.readsNot("Publication nº 3")
}

// playMarkup types texts that try to break out of every page that shows them, and one that no line
// can hold.
func playMarkup(s *scene) {
	editor, approver := s.joins("redaction", desk.RoleEditor), s.joins("relecture", desk.RoleApprover)
	nasty := testkit.Hostile("fin")
	editor.fills("3\u202f400") // as copied from a page
	editor.types("Note", nasty)
	editor.types("Motif", nasty)
	editor.presses("Garder en brouillon")
	editor.presses("Modifier")
	editor.finds("Motif", plain(nasty))
	editor.finds("Note", plain(nasty))
	editor.presses("Soumettre à relecture")
	approver.opens("/admin/propositions/1")
	approver.types("Ajouter un commentaire", nasty)
	approver.presses("Commenter")
	approver.endures()
	approver.ticks("Approuver")
	approver.types("Commentaire", nasty)
	approver.presses("Enregistrer la décision")
	approver.endures()
	approver.publishes(nasty, nasty)
	approver.endures()
	admin := s.joins("tenue-des-comptes", desk.RoleAdmin)
	admin.opens("/admin/journal")
	admin.endures()
	reader := s.reader()
	for _, path := range []string{"/nouveautes", "/nouveautes/2", housesURL} {
		reader.opens(path)
		reader.endures()
	}
}

// plain is a text as the hand reads it.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("’", "'", "\u00a0", " ").Replace(text)), " ")
}

// endures holds that the page shows hostile texts as texts, runs nothing of them and does not
// break at the width of a telephone.
func (a *agent) endures() {
	a.t.Helper()
	a.readsIn("main", "<script>alert(1)</script>", `{{template "page" .}} %s %d ${1} &copy;`)
	a.step("endures", func() {
		a.Size(390)
		a.Ask("testing.sideways()")
		a.Ask("testing.misdeeds()")
		a.Ask(`[...document.querySelectorAll('main img:not(.seg-qr), main script:not([src]):not([type="application/json"]), main iframe')].map((e) => 'a text became ' + e.outerHTML.slice(0, 80))`)
		a.Size(1280)
	})
}

package scenes

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// elsewhere serves pages of somebody who means harm, from another port of this machine: browsers
// send the cookies of the desk along with what these pages send.
func (s *scene) elsewhere(pages map[string]string) string {
	s.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html lang="fr"><title>Gagné</title><link rel="icon" href="data:,"><main>%s</main>`, pages[r.URL.Path])
	}))
	s.Cleanup(server.Close)
	return server.URL
}

// trap is a form of another site that sends fields to the desk.
func trap(action string, fields map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<form method="post" action="%s">`, html.EscapeString(action))
	for name, value := range fields {
		fmt.Fprintf(&b, `<input type="hidden" name="%s" value="%s">`, name, html.EscapeString(value))
	}
	return b.String() + `<button>Voir mon lot</button></form>`
}

// playForgery has an approver open pages of another site that approve, publish and sign in.
func playForgery(s *scene) {
	editor := s.joins("redaction", desk.RoleEditor)
	editor.corrects("3 400")
	p := staff.Join(s, s.site, "relecture", desk.RoleApprover, desk.Scope{})
	waiting, err := s.site.App.Editorial().Proposal(s.Context(), p.Actor(), 1)
	if err != nil {
		s.Fatal(err)
	}
	approval := map[string]string{"id": "1", "version": fmt.Sprint(waiting.Version), "decision": "approuver"}
	stolen := map[string]string{"jeton": p.Token()}
	for name, value := range approval {
		stolen[name] = value
	}
	evil := s.elsewhere(map[string]string{
		"/decision": trap(s.origin+"/admin/propositions/1/decision", approval),
		"/token":    trap(s.origin+"/admin/propositions/1/decision", stolen),
		"/signin":   trap(s.origin+"/admin/connexion", map[string]string{"nom": "redaction", "mot-de-passe": staff.Password}),
		"/signout":  trap(s.origin+"/admin/deconnexion", nil),
		"/frame":    `<iframe src="` + s.origin + `/admin/propositions/1"></iframe>`,
	})
	a := s.sits("relecture", browser.Options{Members: true, Also: []string{evil}}, scriptsRun)
	a.carries(p.CookieParts())
	a.opens("/admin")
	a.reads("relecture, relecture")
	for _, path := range []string{"/decision", "/token", "/signin", "/signout"} {
		a.step("falls for "+path, func() { a.Run("load", chromedp.Navigate(evil+path)) })
		a.pressesRefused("Voir mon lot", 403)
		a.reads("Cette demande vient d'un autre site : elle est refusée.")
	}
	a.opens("/admin/propositions/1")
	a.reads("relecture, relecture", "À relire")
	framed := a.Work(func(*browser.Tab) { a.Run("load", chromedp.Navigate(evil+"/frame")) })
	if !strings.Contains(strings.Join(framed, "\n"), "frame-ancestors") {
		s.Errorf("another site frames the desk: %v", framed)
	}
}

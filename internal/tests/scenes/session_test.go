package scenes

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// registers gives somebody an account with a second factor and nobody's session.
func (s *scene) registers(name string, role desk.Role) (secret string) {
	s.Helper()
	p := staff.Join(s, s.site, name, role, desk.Scope{})
	secret = auth.NewEnrolment("Suivi", name).Secret
	if _, err := s.site.App.Accounts().EnrolSecondFactor(s.Context(), p.Actor(), secret, 0); err != nil {
		s.Fatal(err)
	}
	return secret
}

// playFixation plants the cookie of a session that somebody else knows before its victim signs in.
func playFixation(s *scene) {
	secret := s.registers("relecture", desk.RoleApprover)
	thief := s.stranger("thief")
	thief.opens("/admin/connexion")
	thief.signsIn("relecture", staff.Password) // a stolen password, without the second factor
	planted := thief.cookie("segur-session")
	thief.opens("/admin")
	thief.at("/admin/connexion?retour=%2Fadmin")

	victim := s.stranger("victim")
	victim.carries(planted.Name, planted.Value)
	victim.opens("/admin/connexion")
	victim.signsIn("relecture", staff.Password)
	victim.types("Code à six chiffres", s.code(secret))
	victim.presses("Vérifier")
	victim.at("/admin")
	own := victim.cookie("segur-session")
	if own.Value == planted.Value || !own.HTTPOnly || own.Path != "/admin" || own.SameSite != network.CookieSameSiteLax {
		s.Errorf("the session of the victim is %+v", own)
	}
	thief.opens("/admin")
	thief.at("/admin/connexion?retour=%2Fadmin")
	thief.reads("Se connecter")

	late := s.stranger("late thief") // who has read the code over the victim's shoulder
	late.opens("/admin/connexion")
	late.signsIn("relecture", staff.Password)
	late.types("Code à six chiffres", s.code(secret))
	late.pressesRefused("Vérifier", 422)
	late.corrected("Ce code a déjà servi. Attendez le suivant.")
}

// playAstray signs in with addresses to go to afterwards that lead elsewhere.
func playAstray(s *scene) {
	staff.Join(s, s.site, "redaction", desk.RoleEditor, desk.Scope{})
	a := s.stranger("redaction")
	for _, astray := range []string{
		"//evil.example", `/\evil.example`, "https:evil.example", "https://evil.example/admin", "javascript:alert(1)",
		"/%09/evil.example", "/admin%0d%0aLocation:%20https://evil.example", "/admin/..//evil.example", "evil.example", "/",
	} {
		a.opens("/admin/connexion?retour=" + strings.ReplaceAll(astray, `\`, "%5C"))
		a.types("Nom de compte", "redaction")
		a.types("Mot de passe", staff.Password)
		a.presses("Se connecter")
		if at := a.address(); !strings.HasPrefix(at, "/admin") {
			s.Errorf("retour=%s leads to %s", astray, at)
		}
		a.reads("redaction, rédaction")
		a.presses("Se déconnecter")
	}
	a.opens("/admin/saisir/valeur/msp-count")
	a.types("Nom de compte", "redaction")
	a.types("Mot de passe", staff.Password)
	a.presses("Se connecter")
	a.at("/admin/saisir/valeur/msp-count")
	a.presses("Se déconnecter")
	a.step("goes back", func() { a.Eval("history.back(); true", nil) })
	a.becomes("location.pathname", "/admin/connexion")
	a.readsNot("redaction, rédaction")
}

// cookieLog notes which paths the cookies of the desk were sent to.
type cookieLog struct {
	mu    sync.Mutex
	paths []string
}

func (w *cookieLog) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "" {
			w.mu.Lock()
			w.paths = append(w.paths, r.URL.Path)
			w.mu.Unlock()
		}
		next.ServeHTTP(out, r)
	})
}

// playCookies holds that public pages never get the cookie of a session, and scripts never see it.
func playCookies(s *scene) {
	staff.Join(s, s.site, "redaction", desk.RoleEditor, desk.Scope{})
	var w cookieLog
	server := httptest.NewServer(w.before(s.site.App.Site()))
	s.Cleanup(server.Close)
	s.origin = server.URL
	a := s.stranger("redaction")
	a.opens("/admin/connexion")
	a.types("Nom de compte", "redaction")
	a.types("Mot de passe", staff.Password)
	a.presses("Se connecter")
	for _, path := range []string{"/admin", "/", "/mesures", "/admin/saisir", housesURL, "/nouveautes", "/administration-qui-n-existe-pas"} {
		if path == "/administration-qui-n-existe-pas" {
			a.opensRefused(path, 404)
		} else {
			a.opens(path)
		}
		var seen string
		if a.eval("document.cookie", &seen); seen != "" {
			s.Errorf("scripts of %s see %s", path, seen)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.paths, "/admin/saisir") {
		s.Errorf("the desk gets no cookie: %v", w.paths)
	}
	for _, path := range w.paths {
		if path != "/admin" && !strings.HasPrefix(path, "/admin/") {
			s.Errorf("%s gets a cookie", path)
		}
	}
}

// playExpired writes into a form for longer than a session lasts, signs in again beside it and
// sends what was written.
func playExpired(s *scene) {
	a := s.joins("redaction", desk.RoleEditor)
	a.fills("3 400")
	s.passes(31 * time.Minute)
	a.pressesRefused("Soumettre à relecture", 401)
	a.reads("Votre session est terminée", "Rien n'est perdu : ce que vous avez saisi est gardé dans cette page.")
	tab, err := s.browser.Open(browser.Options{Origin: s.origin, Profile: a.Profile, Members: true, Prepare: func(t *browser.Tab) { t.Size(1280) }})
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(tab.Close)
	beside := &agent{Tab: tab, t: s.T, name: "redaction, in another tab"}
	beside.opens("/admin/connexion")
	beside.types("Nom de compte", "redaction")
	beside.types("Mot de passe", staff.Password)
	beside.presses("Se connecter")
	a.pressesRefused("Renvoyer le formulaire", 403)
	a.reads("Ce formulaire a été ouvert dans une session qui n'est plus la vôtre.")
	a.presses("Renvoyer le formulaire")
	a.reads("Proposition nº 1 soumise à relecture.", "3 400", "Le décompte de janvier a été corrigé par la Fédération.")
}

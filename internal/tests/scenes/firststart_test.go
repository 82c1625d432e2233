package scenes

import (
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
)

const passphrase = "quatre mots sans rapport"

// code is what an authenticator shows at the moment of the site.
func (s *scene) code(secret string) string {
	s.Helper()
	code, err := totp.GenerateCode(secret, s.site.Clock.Now())
	if err != nil {
		s.Fatal(err)
	}
	return code
}

// passes moves the clock of the site.
func (s *scene) passes(d time.Duration) { s.site.Clock.Set(s.site.Clock.Now().Add(d)) }

func (s *scene) setUpLink() string {
	s.Helper()
	path, err := s.site.App.Invite(s.Context())
	if err != nil || path == "" {
		s.Fatalf("no set-up link: %q, %v", path, err)
	}
	return path
}

// playFirstStart opens the first account of a site with its link, sets the second factor up and
// comes back with it.
func playFirstStart(s *scene) {
	a := s.stranger("camille")
	a.opens("/admin")
	a.at("/admin/connexion?retour=%2Fadmin")
	a.reads("Aucun compte n'existe encore")
	link := s.setUpLink()
	a.opens(link)
	a.reads("Ouvrir le premier compte", "Ce compte administre les autres")
	a.types("Nom de compte", "camille")
	a.types("Nom affiché", "Camille Roux")
	a.types("Nouveau mot de passe", "trop court")
	a.types("Nouveau mot de passe, encore une fois", "trop court")
	a.pressesRefused("Ouvrir le compte", 422)
	a.corrected("Ce mot de passe est trop court : il faut 12 caractères au moins.")
	a.finds("Nom de compte", "camille")
	a.finds("Nom affiché", "Camille Roux")
	a.types("Nouveau mot de passe", passphrase)
	a.types("Nouveau mot de passe, encore une fois", passphrase)
	a.presses("Ouvrir le compte")
	a.at("/admin/compte/second-facteur")
	a.reads("Mettre en place le second facteur", "Votre rôle en a besoin pour relire, publier ou gérer les comptes.", "camille, administration")
	a.opens("/admin/comptes") // which waits for the second factor
	a.at("/admin/compte/second-facteur")
	secret := enrol(s, a)
	codes := a.recoveryCodes()
	a.presses("Je les ai notés, continuer")
	a.at("/admin/comptes")
	a.reads("Camille Roux", "1 compte")

	a.presses("Se déconnecter")
	a.reads("Session fermée")
	a.opens("/admin/comptes")
	a.at("/admin/connexion?retour=%2Fadmin%2Fcomptes")
	signInAgain(s, a, secret)
	a.at("/admin/comptes")
	recoverWith(s, a, codes)
	a.opensRefused(link, 410)
	a.reads("Page introuvable", "Ce lien a déjà servi, a expiré ou n'existe pas.")
}

// enrol photographs the code of the second factor, which the test types, and confirms it.
func enrol(s *scene, a *agent) (secret string) {
	s.Helper()
	var drawn int
	if a.eval("document.querySelector('img.seg-qr').naturalWidth", &drawn); drawn == 0 {
		s.Error("the code to photograph is not drawn")
	}
	a.unfolds("Je ne peux pas photographier le code")
	secret = strings.ReplaceAll(a.text("code.seg-secret"), " ", "")
	a.types("Code à six chiffres", "12 34")
	a.pressesRefused("Mettre en place", 422)
	a.corrected("Ce code n'est pas le bon.")
	a.unfolds("Je ne peux pas photographier le code")
	if again := strings.ReplaceAll(a.text("code.seg-secret"), " ", ""); again != secret {
		s.Errorf("a wrong code changes the secret: %q, then %q", secret, again)
	}
	a.types("Code à six chiffres", s.code(secret))
	a.presses("Mettre en place")
	return secret
}

// recoveryCodes reads the codes that are shown once.
func (a *agent) recoveryCodes() []string {
	a.t.Helper()
	a.reads("Vos codes de secours", "ils ne seront plus jamais affichés")
	codes := strings.Split(a.text("ol.seg-codes li"), "\n")
	if len(codes) != 10 {
		a.t.Fatalf("%d recovery codes: %q", len(codes), codes)
	}
	return codes
}

// signsIn types name and password; the next page asks for the second factor.
func (a *agent) signsIn(name, password string) {
	a.t.Helper()
	a.types("Nom de compte", name)
	a.types("Mot de passe", password)
	a.presses("Se connecter")
	a.reads("Votre second facteur", "Le mot de passe est juste.")
}

// signInAgain comes back with password and code; a wrong password and the code of the enrolment
// do not open.
func signInAgain(s *scene, a *agent, secret string) {
	s.Helper()
	a.types("Nom de compte", "camille")
	a.types("Mot de passe", "quatre mots sans raison")
	a.pressesRefused("Se connecter", 422)
	a.corrected("Ce nom de compte et ce mot de passe ne vont pas ensemble.")
	a.finds("Nom de compte", "camille")
	a.finds("Mot de passe", "")
	a.signsIn("camille", passphrase)
	a.types("Code à six chiffres", s.code(secret))
	a.pressesRefused("Vérifier", 422)
	a.corrected("Ce code a déjà servi. Attendez le suivant.")
	s.passes(30 * time.Second)
	a.types("Code à six chiffres", s.code(secret))
	a.presses("Vérifier")
}

// recoverWith signs in without the telephone; a code serves once.
func recoverWith(s *scene, a *agent, codes []string) {
	s.Helper()
	for _, status := range []int64{200, 422} {
		a.presses("Se déconnecter")
		a.presses("Se connecter de nouveau")
		a.signsIn("camille", passphrase)
		a.unfolds("Je n'ai pas mon téléphone")
		a.types("Code de secours", codes[3])
		if a.pressesRefused("Vérifier", status); status == 200 {
			a.at("/admin")
			a.reads("Votre code de secours a servi. Codes de secours restants : 9.")
			continue
		}
		a.corrected("Ce code de secours n'est pas le bon ou a déjà servi.")
		a.types("Code de secours", codes[4])
		a.presses("Vérifier")
		a.reads("Codes de secours restants : 8.")
	}
}

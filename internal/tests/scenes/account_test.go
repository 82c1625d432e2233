package scenes

import (
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
)

// playAccount has an administrator open an account, its owner choose a password, set the second
// factor up and approve, and the administrator close the account while its owner is at work.
func playAccount(s *scene) {
	admin, editor := s.joins("tenue-des-comptes", desk.RoleAdmin), s.joins("redaction", desk.RoleEditor)
	editor.corrects("3 400")
	admin.opens("/admin/comptes")
	admin.presses("Créer un compte")
	admin.types("Nom de compte", "Amélie Durand")
	admin.types("Nom affiché", "Amélie Durand")
	admin.ticks("relecture")
	admin.pressesRefused("Créer et obtenir le lien à remettre", 422)
	admin.corrected("Le nom de compte compte")
	admin.finds("Nom affiché", "Amélie Durand")
	admin.ticked("relecture")
	admin.types("Nom de compte", "amelie.durand")
	admin.presses("Créer et obtenir le lien à remettre")
	admin.reads("Lien à remettre", "Il n'est affiché qu'ici et maintenant")
	var link string
	admin.eval("hand.control('Lien personnel').value", &link)
	_, path, _ := strings.Cut(link, "/admin/")

	owner := s.stranger("amelie.durand")
	owner.opens("/admin/" + path)
	owner.types("Nouveau mot de passe", passphrase)
	owner.types("Nouveau mot de passe, encore une fois", passphrase)
	owner.presses("Enregistrer ce mot de passe")
	owner.reads("Votre mot de passe est enregistré. Connectez-vous.")
	owner.types("Nom de compte", "amelie.durand")
	owner.types("Mot de passe", passphrase)
	owner.presses("Se connecter")
	owner.at("/admin/compte/second-facteur")
	owner.presses("Plus tard")
	owner.presses("Valeur : " + houses)
	owner.reads("Décider demande votre second facteur.")
	owner.readsNot("Enregistrer la décision")
	owner.presses("Présenter le second facteur", "Votre décision")
	enrol(s, owner)
	owner.presses("Je les ai notés, continuer")
	owner.at("/admin/propositions/1")
	owner.ticks("Approuver")

	admin.opens("/admin/comptes")
	admin.presses("Amélie Durand")
	admin.ticks("Compte désactivé")
	admin.presses("Enregistrer")
	admin.reads("Compte enregistré : Amélie Durand.")
	owner.pressesRefused("Enregistrer la décision", 401)
	owner.reads("Votre session est terminée")
	editor.opens("/admin/propositions/1")
	editor.reads("À relire")
	admin.opens("/admin/journal?objet=amelie.durand")
	admin.reads("Compte créé", "Lien remis", "Second facteur mis en place", "Compte modifié")
	owner.opensRefused("/admin/"+path, 410)
}

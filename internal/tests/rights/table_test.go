package rights

import "strings"

// routes says which right each address of the desk asks for.
const routes = `
GET  /admin                                    read
GET  /admin/connexion                          nothing
POST /admin/connexion                          nothing
GET  /admin/second-facteur                     nothing
POST /admin/second-facteur                     nothing
GET  /admin/deconnexion                        nothing
POST /admin/deconnexion                        nothing
GET  /admin/installation/:token                nothing
POST /admin/installation/:token                nothing
GET  /admin/lien/:token                        nothing
POST /admin/lien/:token                        nothing
GET  /admin/oidc/depart                        nothing
GET  /admin/oidc/retour                        nothing
GET  /admin/compte                             self
POST /admin/compte/langue                      self
POST /admin/compte/mot-de-passe                self
POST /admin/compte/sessions                    self
GET  /admin/compte/second-facteur              self
POST /admin/compte/second-facteur              self
GET  /admin/compte/second-facteur.png          self
POST /admin/compte/second-facteur/gerer        self
GET  /admin/saisir                             values
GET  /admin/saisir/valeur/:code                values
GET  /admin/saisir/valeur/:code/:action        values
POST /admin/saisir/valeur/:code/:action        values
GET  /admin/saisir/grille/:code                values
POST /admin/saisir/grille/:code                values
GET  /admin/saisir/etat/:measure               states
GET  /admin/saisir/etat/:measure/:year         states
POST /admin/saisir/etat/:measure/:year         states
GET  /admin/saisir/etat/:measure/:year/retirer states
POST /admin/saisir/etat/:measure/:year/retirer states
GET  /admin/saisir/etat/:measure/:year/recherche states
POST /admin/saisir/etat/:measure/:year/recherche states
GET  /admin/saisir/etat/:measure/:year/recherche/retirer states
POST /admin/saisir/etat/:measure/:year/recherche/retirer states
GET  /admin/saisir/mesure/:measure             texts
POST /admin/saisir/mesure/:measure             texts
GET  /admin/saisir/mesure/:measure/numero      texts
POST /admin/saisir/mesure/:measure/numero      texts
GET  /admin/saisir/indicateur                  texts
POST /admin/saisir/indicateur                  texts
GET  /admin/saisir/indicateur/:code            texts
POST /admin/saisir/indicateur/:code            texts
GET  /admin/saisir/sources                     values
GET  /admin/saisir/source                      values
POST /admin/saisir/source                      values
GET  /admin/saisir/source/:id                  values
POST /admin/saisir/source/:id                  values
GET  /admin/saisir/evenements                  texts
GET  /admin/saisir/evenement                   texts
POST /admin/saisir/evenement                   texts
GET  /admin/saisir/evenement/corriger          texts
POST /admin/saisir/evenement/corriger          texts
GET  /admin/saisir/evenement/retirer           texts
POST /admin/saisir/evenement/retirer           texts
GET  /admin/saisir/projets                     values
GET  /admin/saisir/projet                      values
POST /admin/saisir/projet                      values
GET  /admin/saisir/projet/:id                  values
POST /admin/saisir/projet/:id                  values
GET  /admin/saisir/projet/:id/retirer          values
POST /admin/saisir/projet/:id/retirer          values
GET  /admin/saisir/strategies                  values
GET  /admin/saisir/orientation                 values
POST /admin/saisir/orientation                 values
GET  /admin/saisir/orientation/corriger        values
POST /admin/saisir/orientation/corriger        values
GET  /admin/saisir/orientation/retirer         values
POST /admin/saisir/orientation/retirer         values
GET  /admin/saisir/regle                       values
POST /admin/saisir/regle                       values
GET  /admin/saisir/regle/corriger              values
POST /admin/saisir/regle/corriger              values
GET  /admin/saisir/regle/retirer               values
POST /admin/saisir/regle/retirer               values
GET  /admin/saisir/sessions                    values
GET  /admin/saisir/session                     values
POST /admin/saisir/session                     values
GET  /admin/saisir/session/:id                 values
POST /admin/saisir/session/:id                 values
GET  /admin/saisir/session/:id/retirer         values
POST /admin/saisir/session/:id/retirer         values
GET  /admin/saisir/bandeau                     texts
POST /admin/saisir/bandeau                     texts
GET  /admin/saisir/indicateur/:code/retirer texts
POST /admin/saisir/indicateur/:code/retirer texts
GET  /admin/saisir/source/:id/retirer       values
POST /admin/saisir/source/:id/retirer       values
GET  /admin/saisir/graphiques                  texts
GET  /admin/saisir/graphique/:chart            texts
POST /admin/saisir/graphique/:chart            texts
GET  /admin/saisir/graphique/:chart/retrait    texts
POST /admin/saisir/graphique/:chart/retrait    texts
GET  /admin/propositions                       read
POST /admin/propositions/soumettre             values
GET  /admin/propositions/:id                   read
GET  /admin/propositions/:id/modifier          values
GET  /admin/propositions/:id/document          read
POST /admin/propositions/:id/soumettre         values
POST /admin/propositions/:id/retrait           values
POST /admin/propositions/:id/commentaire       comment
POST /admin/propositions/:id/decision          decide
GET  /admin/propositions/:id/conflit           read
POST /admin/propositions/:id/conflit           values
GET  /admin/publications                       read
POST /admin/publications                       decide
POST /admin/publications/planifiees/:id/annuler decide
POST /admin/publications/planifiees/:id/confirmer decide
GET  /admin/publications/:n/annuler            decide
POST /admin/publications/:n/annuler            decide
GET  /admin/signalements                       read
POST /admin/signalements/indesirables          answer
GET  /admin/signalements/:id                   read
POST /admin/signalements/:id/reponse           answer
GET  /admin/comptes                            accounts
GET  /admin/comptes/nouveau                    accounts
POST /admin/comptes/nouveau                    accounts
GET  /admin/comptes/:id                        accounts
POST /admin/comptes/:id                        accounts
POST /admin/comptes/:id/lien                   accounts
POST /admin/comptes/:id/sessions               accounts
POST /admin/comptes/:id/second-facteur         accounts
GET  /admin/journal                            audit
GET  /admin/journal.csv                        audit
GET  /admin/journal.json                       audit
`

// holders says which roles have a right. "decide", "accounts" and "audit" count only once the
// second factor is shown.
const holders = `
read      regional editor approver admin observer
comment   regional editor approver admin
values    regional editor approver
states    editor approver
texts     editor approver
answer    editor approver
decide    approver
accounts  admin
audit     admin
self      regional editor approver admin observer
`

type address struct{ method, path, right string }

func addresses() []address {
	var list []address
	for line := range strings.Lines(strings.TrimSpace(routes)) {
		f := strings.Fields(line)
		list = append(list, address{f[0], f[1], f[2]})
	}
	return list
}

func holds(role, right string) bool {
	for line := range strings.Lines(strings.TrimSpace(holders)) {
		f := strings.Fields(line)
		if f[0] != right {
			continue
		}
		for _, holder := range f[1:] {
			if holder == role {
				return true
			}
		}
	}
	return false
}

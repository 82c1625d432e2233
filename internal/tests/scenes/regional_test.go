package scenes

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/desk"
)

// playProject has an agent follow what her board says is missing, and takes a project from the form to
// the news of the site.
func playProject(s *scene) {
	a, approver := s.joins("agent-03", desk.RoleRegional, "03"), s.joins("relecture-01", desk.RoleApprover)
	a.opens("/admin")
	a.reads("Ce qui manque à votre région", "Guyane", "Aucune enveloppe d'investissement", "Aucun projet", "Aucune session territoriale")
	a.presses("Aucun projet")
	a.reads("Ajouter un projet")
	a.types("Commune", "Cayenne")
	a.types("Porteur", "Centre hospitalier de Cayenne")
	a.types("Titre en français", "Nouveau plateau technique")
	a.types("Titre en anglais", "New technical facilities")
	a.ticks("sanitaire")
	a.ticks("validé")
	a.types("Coût total", "beaucoup")
	a.types("Aide publique", "4,5")
	a.ticks("Un document qui n'est pas encore dans la liste")
	a.types("Titre du document", "Contrat de l'établissement")
	a.types("Éditeur", "ARS Guyane")
	a.types("Date du document", "mars 2022")
	a.picks("Genre", "source officielle")
	a.types("Motif", "Le contrat signé en mars donne l'aide décidée.")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("« beaucoup » n'est pas un nombre", "Donnez le jour de cette étape")
	a.types("Coût total", "12,5 M€")
	a.types("Jour de cette étape", "mars 2022")
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 1 soumise à relecture.", "Projet ajouté", "12,5 M€", "validé")
	s.goesOut(approver, "Projet ajouté", "Nouveau plateau technique (Cayenne)")
}

// goesOut has somebody approve the first proposal and publish it, and a reader find it in the news.
func (s *scene) goesOut(approver *agent, news ...string) {
	s.Helper()
	approver.opens("/admin/propositions/1")
	approver.ticks("Approuver")
	approver.presses("Enregistrer la décision")
	approver.opens("/admin/publications")
	approver.presses("Publier ou programmer")
	reader := s.reader()
	reader.opens("/nouveautes/2")
	reader.reads(news...)
}

// playMeeting has an agent write a session with its document: a file with a macro's name is refused for
// what it is, one that is accepted is not chosen twice, and readers can download it.
func playMeeting(s *scene) {
	a, approver := s.joins("agent-84", desk.RoleRegional, "84"), s.joins("relecture-01", desk.RoleApprover)
	a.opens("/admin/saisir/session?region=84")
	a.types("Jour de la session", "05/06/2020")
	a.ticks("en présence")
	a.types("Titre de la session", "Réunion des soignants de l'Ain")
	a.ticks("Pilier 2. Définir une nouvelle politique d'investissement et de financement au service de la qualité des soins")
	a.types("Hôpital, personnel médical", "6")
	a.types("Usagers", "8")
	a.types("Synthèse", "Chacun a parlé de l'hôpital.")
	a.types("Propositions sur le pilier 2", "Simplifier les tarifs.")
	a.types("Organisations entendues", "Ordre des infirmiers")
	a.types("Motif", "Le compte rendu de la réunion est joint.")
	a.chooses("synthese.pdf", "PK\x03\x04")
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("10 personnes au plus", "Ce fichier est abîmé")
	a.types("Usagers", "2")
	for _, refused := range []struct{ name, content, why string }{
		{"synthese.pdf", "Bonjour", "ni un PDF"},
		{"synthese.docx", withMacro(s), "une macro"},
		{"synthese.pdf", "%PDF-1.7\n" + strings.Repeat(" ", 11<<20), "dépasse 10 Mo"},
	} {
		a.chooses(refused.name, refused.content)
		a.pressesRefused("Soumettre à relecture", 422)
		a.readsIn("form", refused.why)
		a.finds("Titre de la session", "Réunion des soignants de l'Ain")
	}
	a.eval(`(() => {
		const two = new DataTransfer();
		for (const name of ['a.pdf', 'b.docx']) two.items.add(new File(['%PDF-1.7'], name));
		document.querySelector('#f-piece').files = two.files;
	})()`, nil)
	a.pressesRefused("Soumettre à relecture", 422)
	a.readsIn("form", "un seul fichier")
	s.keptNothing()
	a.types("Synthèse", "")
	const written = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
	a.chooses("synthese.pdf", written)
	a.pressesRefused("Soumettre à relecture", 422)
	a.corrected("À remplir : Synthèse.")
	a.reads("synthese.pdf", "est joint")
	a.types("Synthèse", "Chacun a parlé de l'hôpital.")
	a.presses("Soumettre à relecture")
	a.reads("Proposition nº 1 soumise à relecture.", "Session ajoutée", "synthese.pdf")
	s.goesOut(approver, "Session ajoutée", "Réunion des soignants de l'Ain")
	s.downloads("Réunion des soignants de l'Ain", "synthese.pdf", written)
}

// withMacro is a document of Word with a part for macros, which is empty.
func withMacro(s *scene) string {
	s.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"word/document.xml":   "<document/>", "word/vbaProject.bin": "",
	} {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			s.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	return out.String()
}

// keptNothing holds that neither a proposal nor a document was written.
func (s *scene) keptNothing() {
	s.Helper()
	proposals, err := s.site.App.Store().Proposals(s.Context(), desk.Filter{})
	if err != nil || len(proposals) > 0 {
		s.Errorf("%d proposals are kept, %v", len(proposals), err)
	}
	pool, err := sql.Open("sqlite3", "file:"+s.site.Database()+"?mode=ro&_busy_timeout=20000")
	if err != nil {
		s.Fatal(err)
	}
	defer func() { _ = pool.Close() }()
	n := 0
	if err := pool.QueryRow("SELECT count(*) FROM attachments").Scan(&n); err != nil || n > 0 {
		s.Errorf("%d documents are kept, %v", n, err)
	}
}

// downloads has a reader find a session with its document, which is offered as a file to keep and as nothing else.
func (s *scene) downloads(session, name, written string) {
	s.Helper()
	reader := s.reader()
	reader.opens("/concertation")
	reader.reads(session, name)
	var address string
	reader.eval(`(() => { const [link, ...more] = document.querySelectorAll('main a[href*="/documents/"]'); return more.length === 0 && link.hasAttribute('download') ? new URL(link.href).pathname : ''; })()`, &address)
	file := s.site.Get(address)
	if address == "" || file.Status != http.StatusOK || string(file.Body) != written {
		s.Fatalf("%q answers %d", address, file.Status)
	}
	if kept := file.Header.Get("Content-Disposition"); !strings.HasPrefix(kept, "attachment") || file.Header.Get("X-Content-Type-Options") != "nosniff" {
		s.Errorf("%s comes as %q", address, kept)
	}
}

// chooses puts a file of some name and content into the box for files.
func (a *agent) chooses(name, content string) {
	a.t.Helper()
	path := filepath.Join(a.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		a.t.Fatal(err)
	}
	a.step("chooses "+name, func() {
		a.Run("choose a file", chromedp.ActionFunc(func(ctx context.Context) error {
			box, _, err := runtime.Evaluate("document.querySelector('#f-piece')").Do(ctx)
			if err != nil {
				return err
			}
			return dom.SetFileInputFiles([]string{path}).WithObjectID(box.ObjectID).Do(ctx)
		}))
	})
}

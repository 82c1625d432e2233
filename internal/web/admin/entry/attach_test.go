package entry_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// sent is one file as a browser, or something else, sends it.
type sent struct {
	header string // of its part
	body   []byte
}

func piece(name string, body []byte) sent {
	return sent{`form-data; name="piece"; filename="` + name + `"`, body}
}

// upload sends the form in parts with some files, by one of its buttons.
func (f *form) upload(s *testkit.Site, button string, files ...sent) testkit.Response {
	f.t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	values := maps.Clone(f.values)
	values.Del("piece")
	values.Set("faire", button)
	values.Set("jeton", f.who.Token())
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			if err := parts.WriteField(name, value); err != nil {
				f.t.Fatal(err)
			}
		}
	}
	for _, file := range files {
		to, err := parts.CreatePart(textproto.MIMEHeader{"Content-Disposition": {file.header}, "Content-Type": {"application/octet-stream"}})
		if err != nil {
			f.t.Fatal(err)
		}
		if _, err := to.Write(file.body); err != nil {
			f.t.Fatal(err)
		}
	}
	if err := parts.Close(); err != nil {
		f.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, f.action, &body)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	name, value, _ := strings.Cut(f.who.Cookie(), ":")
	r.Header.Set(name, strings.TrimSpace(value))
	w := httptest.NewRecorder()
	s.App.Site().ServeHTTP(w, r)
	return testkit.Response{Path: f.action, Status: w.Code, Header: w.Result().Header, Body: w.Body.Bytes()}
}

const smallPDF = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"

// word is a small document of Word with one more part.
func word(t testing.TB, name, content string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"word/document.xml", "<document/>"}, {name, content},
	} {
		to, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// openText is a small document of LibreOffice with more parts; those in a folder without name get a number for one.
func openText(t testing.TB, more ...string) []byte {
	t.Helper()
	const media = "application/vnd.oasis.opendocument.text"
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name, content string, method uint16) {
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = to.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("mimetype", media, zip.Store)
	put("content.xml", "<document-content/>", zip.Deflate)
	put("META-INF/manifest.xml", "<manifest/>", zip.Deflate)
	for i, name := range more {
		if strings.HasSuffix(name, "/") {
			name += strconv.Itoa(i) + ".png"
		}
		put(name, "<x/>", zip.Deflate)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// journalled counts the lines of the journal.
func journalled(t testing.TB, s *testkit.Site) int {
	t.Helper()
	entries, err := s.App.Store().Audit(t.Context(), desk.Search{})
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// keptDocuments counts the documents in the database of a site.
func keptDocuments(t testing.TB, s *testkit.Site) (n int) {
	t.Helper()
	pool, err := sql.Open("sqlite3", s.Database())
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := pool.QueryRow("SELECT count(*) FROM attachments").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestFilesAreRefusedWithNothingKept: each refusal stands at the file, everything typed is still there, and
// no byte of the file is in the database.
func TestFilesAreRefusedWithNothingKept(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	f := held(open(t, c.agent, "/admin/saisir/session?region=84"))
	good, noted := []byte(smallPDF), journalled(t, c.site)
	for name, try := range map[string]struct {
		files []sent
		want  string
	}{
		"wrong type":      {[]sent{piece("synthese.pdf", []byte("Bonjour"))}, "ni un PDF"},
		"program":         {[]sent{piece("synthese.docx", []byte("MZ\x90\x00"))}, "ni un PDF"},
		"macro":           {[]sent{piece("synthese.docx", word(t, "word/vbaProject.bin", "x"))}, "une macro"},
		"script":          {[]sent{piece("synthese.pdf", []byte(strings.Replace(smallPDF, "/Type /Catalog", "/S /JavaScript", 1)))}, "une macro"},
		"encrypted":       {[]sent{piece("synthese.pdf", []byte(strings.Replace(smallPDF, "/Root", "/Encrypt 2 0 R /Root", 1)))}, "chiffré"},
		"11 MB":           {[]sent{piece("synthese.pdf", append([]byte(smallPDF), make([]byte, 11<<20)...))}, "dépasse 10 Mo"},
		"other ending":    {[]sent{piece("synthese.pdf", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))}, "ni un PDF"},
		"cut off":         {[]sent{piece("synthese.docx", word(t, "word/x.txt", "x")[:150])}, "abîmé"},
		"basic":           {[]sent{piece("synthese.odt", openText(t, "Basic/Standard/Module1.xml"))}, "une macro"},
		"python":          {[]sent{piece("synthese.odt", openText(t, "Scripts/python/a.py"))}, "une macro"},
		"too many parts":  {[]sent{piece("synthese.odt", openText(t, slices.Repeat([]string{"Pictures/"}, 2001)...))}, "au-delà de toute mesure"},
		"empty":           {[]sent{piece("synthese.pdf", nil)}, "vide"},
		"two files":       {[]sent{piece("a.pdf", good), piece("b.pdf", good)}, "un seul fichier"},
		"two names":       {[]sent{{`form-data; name="piece"; filename="a.pdf"; filename="b.docx"`, good}}, "un seul fichier"},
		"name in letters": {[]sent{{`form-data; name="piece"; filename="a.pdf"; filename*=UTF-8''b.docx`, good}}, "un seul fichier"},
		"another field":   {[]sent{{`form-data; name="autre"; filename="a.pdf"`, good}}, "un seul fichier"},
	} {
		r := f.upload(c.site, "soumettre", try.files...)
		if r.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%s answers %d: %s", name, r.Status, brief(r))
		}
		if found := faults(t, r); !strings.Contains(found["piece"], try.want) {
			t.Errorf("%s: %q", name, found)
		}
		again := read(t, c.agent, r)
		if again.values.Get("synthese_fr") != f.values.Get("synthese_fr") || again.values.Get("nombre_users") != "4" {
			t.Errorf("%s: what was typed is lost: %v", name, again.values)
		}
		sound(t, c.site, r)
	}
	f.action += "?lang=en"
	if found := faults(t, f.upload(c.site, "soumettre", piece("synthese.odt", openText(t, "Basic/script-lc.xml")))); !strings.Contains(found["piece"], "a macro") {
		t.Errorf("in English: %q", found)
	}
	if documents, more := keptDocuments(t, c.site), journalled(t, c.site)-noted; documents != 0 || more != 0 {
		t.Errorf("%d documents are kept, %d lines of the journal", documents, more)
	}
	if list, err := c.site.App.Editorial().Proposals(t.Context(), c.agent.Actor(), desk.Filter{}); err != nil || len(list) != 0 {
		t.Errorf("%d proposals are kept (%v)", len(list), err)
	}
}

// TestADocumentFromFormToReaders: what was accepted is not chosen twice, is kept with the proposal, given to
// staff under their rights, and to readers once a published row names it.
func TestADocumentFromFormToReaders(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	f := held(open(t, c.agent, "/admin/saisir/session?region=84")).put("synthese_fr", "")
	r := f.upload(c.site, "soumettre", piece("../Synthèse de l'Ain.PDF", []byte(smallPDF)))
	if found := faults(t, r); len(found) != 1 || found["synthese_fr"] == "" || keptDocuments(t, c.site) != 0 {
		t.Fatalf("%q, %d documents", found, keptDocuments(t, c.site))
	}
	again := read(t, c.agent, r).put("synthese_fr", "Chacun a parlé.")
	other := staff.Join(t, c.site, "agent-93", desk.RoleRegional, desk.Scope{Regions: []string{"93"}})
	theirs := held(open(t, other, "/admin/saisir/session?region=93")).put("piece_gardee", again.values.Get("piece_gardee"))
	if found := faults(t, theirs.upload(c.site, "soumettre")); !strings.Contains(found["piece"], "n’est plus là") {
		t.Errorf("a digest gives the file of somebody else: %q", found)
	}
	p := accepted(t, c.site, c.agent, again.upload(c.site, "soumettre"))
	named := p.Changes.Sessions.Add[0].Document
	if named.Name != "Synthèse de l'Ain.pdf" || named.Size != len(smallPDF) || keptDocuments(t, c.site) != 1 {
		t.Fatalf("%+v, %d documents", named, keptDocuments(t, c.site))
	}
	public := "/documents/" + named.Digest + "/" + url.PathEscape(named.Name)
	if r := c.site.Get(public); r.Status != http.StatusNotFound {
		t.Errorf("readers have a document that nobody published: %d", r.Status)
	}
	for who, want := range map[*staff.Person]int{c.approver: http.StatusOK, c.agent: http.StatusOK, other: http.StatusOK} {
		r := who.Get("/admin/propositions/" + id(p) + "/document")
		if r.Status != want || string(r.Body) != smallPDF || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", who.Account.Name, r.Status, r.Header)
		}
	}
	c.published(p)
	r = c.site.Get(public)
	if r.Status != http.StatusOK || string(r.Body) != smallPDF {
		t.Fatalf("%d", r.Status)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment; filename*=utf-8''Synth%C3%A8se%20de%20l%27Ain.pdf",
	} {
		if r.Header.Get(name) != want {
			t.Errorf("%s is %q", name, r.Header.Get(name))
		}
	}
	if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") || r.Header.Get("Set-Cookie") != "" {
		t.Errorf("policy %q, cookie %q", policy, r.Header.Get("Set-Cookie"))
	}
	for _, path := range []string{
		"/documents/" + named.Digest + "/autre.pdf", "/documents/" + strings.Repeat("0", 64) + "/" + url.PathEscape(named.Name), public + "?publication=1",
	} {
		if r := c.site.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.Status)
		}
	}
	key := p.Changes.Sessions.Add[0].ID
	kept := open(t, c.agent, "/admin/saisir/session/"+key).put("nombre_elected", "1", "motif", reason)
	if p := accepted(t, c.site, c.agent, kept.upload(c.site, "brouillon")); p.Changes.Sessions.Replace[0].New.Document != named {
		t.Errorf("the document is lost: %+v", p.Changes.Sessions.Replace[0].New.Document)
	}
	kept.values.Set("piece_retiree", "oui")
	if found := faults(t, kept.upload(c.site, "soumettre")); found["source"] == "" {
		t.Errorf("%q", found)
	}
	c.published(open(t, c.agent, "/admin/saisir/session/"+key+"/retirer").put("motif", reason).accepted(c.site, "soumettre"))
	if r := c.site.Get(public); r.Status != http.StatusNotFound {
		t.Errorf("a document that is withdrawn: %d", r.Status)
	}
	if r := c.site.Get(public + "?publication=2"); r.Status != http.StatusOK {
		t.Errorf("the document of the past: %d", r.Status)
	}
}

// TestAConflictKeepsTheFile: the page about what others published carries along the file that came with
// the form.
func TestAConflictKeepsTheFile(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	first := held(open(t, c.agent, "/admin/saisir/session?region=84")).upload(c.site, "soumettre", piece("a.pdf", []byte(smallPDF)))
	p := accepted(t, c.site, c.agent, first)
	c.published(p)
	ours := p.Changes.Sessions.Add[0]
	f := open(t, c.agent, "/admin/saisir/session/"+ours.ID).put("synthese_fr", "Autrement dit.", "motif", reason)
	theirs := ours
	theirs.Synthesis.FR = "Encore autrement."
	if _, err := c.site.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Sessions: segur.Changes[segur.Session]{
		Replace: []segur.Replacement[segur.Session]{{Old: ours, New: theirs}},
	}}}); err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(smallPDF, "1.7", "1.6", 1)
	r := f.upload(c.site, "soumettre", piece("b.pdf", []byte(other)))
	mine := read(t, c.agent, r).put("conflit", "garder")
	again := accepted(t, c.site, c.agent, mine.exports("soumettre"))
	if named := again.Changes.Sessions.Replace[0].New.Document; named.Name != "b.pdf" || named.Digest == ours.Document.Digest {
		t.Errorf("%+v", named)
	}
}

// TestLargeBodiesAreForThatRouteAlone: other forms take no more than before, and strangers bring no file.
func TestLargeBodiesAreForThatRouteAlone(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	large := append([]byte(smallPDF), make([]byte, 3<<20)...)
	elsewhere := projected(open(t, c.agent, "/admin/saisir/projet"))
	if r := elsewhere.upload(c.site, "soumettre", piece("a.pdf", large)); r.Status == http.StatusSeeOther || keptDocuments(t, c.site) != 0 {
		t.Errorf("%d", r.Status)
	}
	if r := elsewhere.put("note", strings.Repeat("x", 3<<20)).exports("soumettre"); r.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large form of a project: %d", r.Status)
	}
	reader := staff.Join(t, c.site, "lecture-01", desk.RoleObserver, desk.Scope{})
	f := held(open(t, c.agent, "/admin/saisir/session"))
	f.who = reader
	if r := f.upload(c.site, "soumettre", piece("a.pdf", []byte(smallPDF))); r.Status != http.StatusForbidden {
		t.Errorf("an observer: %d", r.Status)
	}
	if n := len(c.live().Sessions); n != 0 {
		t.Errorf("%d sessions", n)
	}
}

// TestDocumentsSurviveBackupAndAreVerified: a restored copy has them, and verification names one whose bytes
// are others, or gone.
func TestDocumentsSurviveBackupAndAreVerified(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	p := accepted(t, c.site, c.agent, held(open(t, c.agent, "/admin/saisir/session?region=84")).upload(c.site, "soumettre", piece("a.pdf", []byte(smallPDF))))
	c.published(p)
	digest := p.Changes.Sessions.Add[0].Document.Digest
	dir := t.TempDir()
	file, restored := filepath.Join(dir, "copy.db"), config.Config{DataDir: filepath.Join(dir, "restored")}
	var said bytes.Buffer
	if err := app.Backup(t.Context(), &said, config.Config{DataDir: filepath.Dir(c.site.Database())}, file); err != nil {
		t.Fatal(err, said.String())
	}
	if err := app.Restore(t.Context(), &said, restored, file, false); err != nil {
		t.Fatal(err, said.String())
	}
	path := filepath.Join(restored.DataDir, app.Database)
	for _, step := range []struct {
		statements string
		want       string
	}{
		{"", " 0 faults"},
		{"DROP TRIGGER attachments_no_update; UPDATE attachments SET body = x'00'", "publication 2: attachments " + digest + ": digest is"},
		{"DROP TRIGGER attachments_no_delete; DELETE FROM attachments", "publication 2: attachments " + digest + ": the row is missing"},
	} {
		pool, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Exec(step.statements); err != nil {
			t.Fatal(err)
		}
		pool.Close()
		var out bytes.Buffer
		if _, err := app.VerifyFile(t.Context(), &out, path); err != nil || !strings.Contains(out.String(), step.want) {
			t.Errorf("%q: %v %s", step.statements, err, out.String())
		}
	}
}

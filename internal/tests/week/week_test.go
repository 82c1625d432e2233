package week

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/idp"
)

// publications is how many go out during the week.
const publications = 100

// Locations of nginx: as docs/operating.md has it, and as its own documentation begins.
const (
	forwarding = "proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;"
	standard   = ""
)

var (
	journal = regexp.MustCompile(`(?m)^journal (\d+:[0-9a-f]{64})$`)
	link    = regexp.MustCompile(`(?m)^https?://\S+(/admin/lien/\S+)$`)
)

// read is what is compared of two sites.
func read() []string {
	return []string{"/", "/en/", "/mesures/12-lits-a-la-demande", "/indicateurs/msp-count", "/graphiques/indicateur-msp-count.json", "/graphiques/avancement.json", "/nouveautes"}
}

// pages returns what a reader sees.
func pages(v *visitor) map[string]string {
	v.Helper()
	seen := map[string]string{}
	for _, path := range read() {
		seen[path] = string(v.gets(path))
	}
	return seen
}

// TestTheWeekOfAnOperator begins with an empty folder behind nginx on https and ends with the same site on other
// machines, from copies of both kinds, the last one on plain http.
func TestTheWeekOfAnOperator(t *testing.T) {
	o := operator{t}
	front := o.opens("https")
	issuer := idp.Start(t, idp.Addresses{Callback: front.origin() + "/admin/oidc/retour", AfterLogout: front.origin() + "/admin/deconnexion"}, idp.FinalSlash)
	if !strings.HasSuffix(issuer, "/") {
		t.Fatalf("the issuer is %s", issuer)
	}
	settings := []string{
		"SEGUR_BASE_URL=" + front.origin(), "SEGUR_TRUSTED_PROXIES=127.0.0.0/8", "SEGUR_OIDC_ISSUER=" + issuer, "SEGUR_OIDC_CLIENT_ID=plain",
		"SEGUR_OIDC_CLIENT_SECRET=" + idp.Secret, "SEGUR_OIDC_NAME=Identité des agents",
	}
	data := filepath.Join(t.TempDir(), "data")
	site := o.starts(data, settings...)
	_, first, found := strings.Cut(site.line("it invites"), "Create the first account: "+front.origin())
	if !found {
		t.Fatalf("no link for the first account: %s", site.said())
	}
	front.leads(site, forwarding)
	newborn := night{o, data, t.TempDir()}.copies("monday", 1)

	reader := front.visitor(t)
	reader.gets("/")
	if hsts := reader.header.Get("Strict-Transport-Security"); hsts == "" || len(reader.header.Values("Set-Cookie")) > 0 {
		t.Errorf("HSTS %q, cookies %q", hsts, reader.header.Values("Set-Cookie"))
	}
	staff := o.installs(front, data, first)
	week := night{o, data, t.TempDir()}
	for n := 2; n <= publications+1; n++ {
		staff.publishes(n)
		if n == 11 || n == 51 {
			week.copies(fmt.Sprintf("after %d", n), n)
		}
	}
	copies := week.copies("sunday", publications+1)
	seen := pages(reader)
	site.stops()

	for _, c := range newborn {
		o.brings(c)
	}
	var elsewhere string
	for _, c := range copies {
		elsewhere = o.brings(c)
		restored := o.starts(elsewhere, settings...)
		behind := o.opens("https")
		behind.leads(restored, forwarding)
		for path, body := range pages(behind.visitor(t)) {
			if body != seen[path] {
				t.Errorf("%s: %s is not what it was", c.file, path)
			}
		}
		restored.stops()
	}
	t.Run("on plain http", func(t *testing.T) { operator{t}.movesToPlainHTTP(elsewhere, staff.codes) })
}

// team are the people of the site.
type team struct {
	operator
	author, approver *visitor
	codes            []string // which let the approver in without a telephone
	// The forms of the approver as they were first shown. The pages around them draw every chart that changes, and
	// are not asked for each time.
	decision, order url.Values
}

// installs opens the first account, then those of an author, who comes by single sign-on, and of an approver.
func (o operator) installs(f *front, data, first string) *team {
	o.Helper()
	admin := f.visitor(o.T)
	admin.chooses(first, "nom", "camille", "nom-affiche", "Camille Roux")
	admin.led("/admin/compte/second-facteur")
	for _, cookie := range admin.client.Jar.Cookies(mustParse(o.T, admin.origin+"/admin")) {
		if !strings.HasPrefix(cookie.Name, "__Secure-") && !strings.HasPrefix(cookie.Name, "__Host-") {
			o.Errorf("the cookie %s may travel in the open", cookie.Name)
		}
	}
	admin.enrols()
	admin.gets("/admin/comptes")
	o.runs("user", "create", "anne@example.org", "--role", "editor", "--data", data)
	invited := link.FindStringSubmatch(o.runs("user", "create", "relecture-01", "--role", "approver", "--data", data, "--base-url", f.origin()))
	if invited == nil {
		o.Fatal("no link for the approver")
	}
	approver := f.visitor(o.T)
	approver.chooses(invited[1])
	approver.led("/admin/connexion")
	approver.signsIn("relecture-01")
	approver.led("/admin/compte/second-facteur")
	codes := approver.enrols()

	author := f.visitor(o.T)
	author.arrives(idp.NewBrowser(o.T), "anne")
	author.led("/admin")
	return &team{operator: o, author: author, approver: approver, codes: codes}
}

// publishes takes a figure from its form to the public as publication n.
func (s *team) publishes(n int) {
	s.Helper()
	const form = "/admin/saisir/valeur/msp-count/ajouter"
	regions := segur.RegionCodes()
	s.author.gets(form)
	send := []string{"faire", "soumettre"}
	s.author.sends(form, append(send, "nature", "actual", "territoire", regions[n%len(regions)], "periode", fmt.Sprintf("%02d/2025", 1+n/len(regions)),
		"valeur", fmt.Sprint(100+n), "motif", "Le rapport annuel donne le décompte à jour.", "source", s.author.doc().Find("#f-source").AttrOr("value", ""))...)
	s.author.confirms(form, send...)
	proposal := s.author.to()
	if s.author.status != http.StatusSeeOther || !strings.HasPrefix(proposal, "/admin/propositions/") {
		s.Fatalf("publication %d is not proposed: %d %s", n, s.author.status, s.author.words())
	}
	if s.decision == nil {
		s.decision = s.approver.shown(proposal, proposal+"/decision")
	}
	id := strings.TrimPrefix(proposal, "/admin/propositions/")
	s.approver.fills(proposal+"/decision", s.decision, "id", id, "decision", "approuver")
	if s.order == nil {
		s.order = s.approver.shown("/admin/publications", "/admin/publications")
	}
	_, version, _ := strings.Cut(s.order.Get("proposition"), ":")
	s.approver.fills("/admin/publications", s.order, "proposition", id+":"+version, "quand", "maintenant", "faire", "publier",
		"note_fr", fmt.Sprintf("Chiffre %d.", n), "note_en", fmt.Sprintf("Figure %d.", n))
}

// night is when copies are made.
type night struct {
	operator
	data, folder string
}

// copied is a copy of the database, with what it must say.
type copied struct {
	file        string
	publication int
	line        string // the last one of the journal
}

// copies makes one with the command and one as cp does of the one file, and holds that both have the publication and the
// journal to its end.
func (n night) copies(when string, publication int) []copied {
	n.Helper()
	backup, cp := filepath.Join(n.folder, when+".db"), filepath.Join(n.folder, when+", cp.db")
	said := n.runs("backup", backup, "--data", n.data)
	last := journal.FindStringSubmatch(said)
	if last == nil {
		n.Fatalf("%s: no line of the journal: %s", when, said)
	}
	testkit.Await(n.T, "the site is quiet", func() bool {
		n.copiesOneFile(cp)
		return strings.HasPrefix(last[1], fmt.Sprint(entries(n.T, cp), ":"))
	})
	var made []copied
	for _, file := range []string{cp, backup} {
		made = append(made, copied{file, publication, last[1]})
		if said := n.runs("verify", file, "--journal", last[1]); !strings.Contains(said, fmt.Sprintf("%d publications, ", publication)) {
			n.Errorf("%s: %s", file, said)
		}
	}
	if code, said := n.tries("backup", backup, "--data", n.data); code == 0 {
		n.Errorf("%s: overwritten: %s", when, said)
	}
	return made
}

func (n night) copiesOneFile(to string) {
	n.Helper()
	body, err := os.ReadFile(filepath.Join(n.data, "segur.db"))
	if err == nil {
		_ = os.Remove(to) // of an attempt before
		err = os.WriteFile(to, body, 0o400)
	}
	if err != nil {
		n.Fatal(err)
	}
}

// entries counts the lines of the journal in a copy.
func entries(t *testing.T, file string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(file, " ", "%20")+"?immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow("SELECT COUNT(*) FROM audit").Scan(&n); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return n
}

// brings restores a copy on an empty machine, and holds that nothing is lost there.
func (o operator) brings(c copied) (data string) {
	o.Helper()
	data = filepath.Join(o.TempDir(), "data")
	said := o.runs("restore", c.file, "--data", data)
	if line := journal.FindStringSubmatch(said); line == nil || line[1] != c.line || !strings.Contains(said, fmt.Sprintf("%d publications, ", c.publication)) {
		o.Errorf("%s ends with %s: %s", c.file, c.line, said)
	}
	if code, said := o.tries("restore", c.file, "--data", data); code == 0 {
		o.Errorf("%s: restored over a database: %s", c.file, said)
	}
	return data
}

// movesToPlainHTTP serves a restored folder behind an nginx that says its own Host, and lets the approver in there.
func (o operator) movesToPlainHTTP(data string, codes []string) {
	o.Helper()
	front := o.opens("http")
	site := o.starts(data, "SEGUR_BASE_URL="+front.origin(), "SEGUR_TRUSTED_PROXIES=127.0.0.0/8")
	front.leads(site, standard)
	approver := front.visitor(o.T)
	approver.gets("/")
	if hsts := approver.header.Get("Strict-Transport-Security"); hsts != "" {
		o.Errorf("HSTS on plain http: %s", hsts)
	}
	approver.signsIn("relecture-01")
	approver.led("/admin/second-facteur")
	approver.sends("/admin/second-facteur", "code-de-secours", codes[0])
	approver.led("/admin")
	approver.gets("/admin/publications")
	site.stops()
}

// TestTheProgramOfBeforeIsUpgraded: its database is backed up by the new program before anything else, verifies, is
// migrated by the first start, and can be brought back from the backup.
func TestTheProgramOfBeforeIsUpgraded(t *testing.T) {
	o := operator{t}
	data, folder := t.TempDir(), t.TempDir()
	packed, err := os.Open(filepath.Join("..", "upgrade", "testdata", "schema6.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = packed.Close() }()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	before, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(data, "segur.db")
	if err := os.WriteFile(file, before, 0o600); err != nil {
		t.Fatal(err)
	}
	said := o.runs("verify", "--data", data)
	if !strings.Contains(said, "8 publications, ") || !strings.Contains(said, "schema version 6, ") {
		t.Errorf("%s", said)
	}
	backup := filepath.Join(folder, "before.db")
	o.runs("backup", backup, "--data", data)
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, before) {
		t.Errorf("the database changed before the upgrade: %v", err)
	}
	site := o.starts(data)
	site.stops()
	last := journal.FindStringSubmatch(said)
	if after := o.runs("verify", "--data", data, "--journal", last[1]); !strings.Contains(after, "8 publications, ") || strings.Contains(after, "schema version") {
		t.Errorf("after the upgrade: %s", after)
	}
	back := o.brings(copied{backup, 8, last[1]})
	again := o.starts(back)
	again.stops()
	o.runs("verify", "--data", back, "--journal", last[1])
}

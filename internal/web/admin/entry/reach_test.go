package entry_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestSessionsOfOtherRegionsAreOutOfReach: neither a session of another region nor its document can be changed, withdrawn or
// taken along, and what others keep as a draft is not even seen.
func TestSessionsOfOtherRegionsAreOutOfReach(t *testing.T) {
	t.Parallel()
	c := enrolled(t)
	other := staff.Join(t, c.site, "agent-93", desk.RoleRegional, desk.Scope{Regions: []string{"93"}})
	session := func() *form { return held(open(t, other, "/admin/saisir/session?region=93")) }
	p := accepted(t, c.site, other, session().upload(c.site, "soumettre", piece("a.pdf", []byte(smallPDF))))
	theirs := p.Changes.Sessions.Add[0]
	submitted := "/admin/propositions/" + id(p)
	for path, form := range map[string]url.Values{
		submitted + "/modifier": nil, submitted + "/retrait": {"id": {id(p)}, "version": {strconv.Itoa(p.Version)}},
	} {
		if r := c.agent.Get(path); form == nil && r.Status != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, r.Status)
		}
		if form == nil {
			continue
		}
		if r := c.agent.Post(path, form); r.Status != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, r.Status)
		}
	}
	c.published(p)
	draft := accepted(t, c.site, other, session().put("titre_fr", "Une autre réunion").upload(c.site, "brouillon", piece("b.pdf", []byte(strings.Replace(smallPDF, "1.7", "1.6", 1)))))
	for _, path := range []string{"", "/document", "/modifier"} {
		if r := c.agent.Get("/admin/propositions/" + id(draft) + path); r.Status != http.StatusNotFound && r.Status != http.StatusForbidden {
			t.Errorf("the draft of somebody else%s: %d", path, r.Status)
		}
	}
	address := "/admin/saisir/session/" + theirs.ID
	before := forbidden(t, c.site, c.agent)
	for _, path := range []string{address, address + "/retirer"} {
		if r := c.agent.Get(path); r.Status != http.StatusForbidden {
			t.Errorf("%s: %d", path, r.Status)
		}
		if r := c.agent.Post(path, url.Values{"motif": {reason}, "faire": {"soumettre"}, "piece_retiree": {"oui"}, "region": {"84"}}); r.Status != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, r.Status)
		}
	}
	if noted := forbidden(t, c.site, c.agent) - before; noted != 4 {
		t.Errorf("%d refusals noted", noted)
	}
	for _, digest := range []string{theirs.Document.Digest, draft.Changes.Sessions.Add[0].Document.Digest} {
		taken := held(open(t, c.agent, "/admin/saisir/session?region=84")).put("piece_gardee", digest)
		if found := faults(t, taken.upload(c.site, "soumettre")); found["piece"] == "" {
			t.Errorf("a digest gives the document of another region: %q", found)
		}
	}
	stolen := held(open(t, c.agent, "/admin/saisir/session?region=84"))
	stolen.action = address
	if r := stolen.upload(c.site, "soumettre", piece("c.pdf", []byte(smallPDF))); r.Status != http.StatusForbidden {
		t.Errorf("a document put to the session of another region: %d", r.Status)
	}
	if now, _ := find(c.live().Sessions, theirs.ID); now.Document != theirs.Document || keptDocuments(t, c.site) != 2 {
		t.Errorf("%+v, %d documents", now.Document, keptDocuments(t, c.site))
	}
}

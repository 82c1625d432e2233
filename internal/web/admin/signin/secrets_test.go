package signin_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

// Whoever reads the log or the journal finds nothing that opens a door.
func TestSecretsAreWrittenNowhere(t *testing.T) {
	s := testkit.Open(t)
	secrets := map[string]string{"password": password, "another password": other, "a wrong password": "faux mais secret"}

	setUp := link(t, s, desk.LinkSetUp, 0)
	secrets["set-up link"] = path.Base(setUp)
	v := visit(t, s)
	v.get(setUp)
	v.submit(setUp, "nom", "agent-sec", "nom-affiche", "Agent", "langue", "fr", "mot-de-passe", password, "mot-de-passe-encore", password)
	secrets["session"] = v.session().Value
	phone, codes := v.enrol()
	secrets["authenticator"], secrets["recovery code"], secrets["unused recovery code"] = phone.secret, codes[0], codes[1]
	secrets["session after the second factor"] = v.session().Value

	reset := link(t, s, desk.LinkReset, 1)
	secrets["reset link"] = path.Base(reset)
	w := visit(t, s)
	w.enter("agent-sec", "faux mais secret")
	w.get(reset)
	w.submit(reset, "mot-de-passe", other, "mot-de-passe-encore", other)
	w.get(reset)
	w.do(http.MethodPost, reset+"/x", url.Values{"mot-de-passe": {other}})
	w.enter("agent-sec", other)
	secrets["half a session"] = w.session().Value
	w.submit2("not-" + codes[1])
	w.get("/admin/second-facteur")
	w.submit("/admin/second-facteur", "code-de-secours", codes[0])
	for name, cookie := range w.cookies {
		secrets["cookie "+name] = cookie.Value
	}

	written, err := json.Marshal(everything(t, s))
	if err != nil {
		t.Fatal(err)
	}
	for what, secret := range secrets {
		if len(secret) < 10 {
			t.Errorf("%s is only %q", what, secret)
		}
		if strings.Contains(s.Log.String(), secret) {
			t.Errorf("the log holds the %s", what)
		}
		if strings.Contains(string(written), secret) {
			t.Errorf("the journal holds the %s", what)
		}
		for _, page := range []string{"/admin/compte", "/admin/compte/second-facteur", "/admin/journal"} {
			if strings.Contains(string(w.get(page).Body), secret) {
				t.Errorf("%s holds the %s", page, what)
			}
		}
	}
	want(t, "who reads them is in", w.get("/admin/journal").Status, http.StatusOK)
}

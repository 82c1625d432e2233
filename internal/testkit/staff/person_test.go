package staff

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

func TestAPersonHasASessionAndAToken(t *testing.T) {
	site := testkit.Open(t)
	p := Join(t, site, "agent-01", desk.RoleEditor, desk.Scope{})
	if first := p.Token(); first == "" || first != p.Token() {
		t.Errorf("tokens %q and %q", first, p.Token())
	}
	for _, header := range site.Get("/").Header.Values("Set-Cookie") {
		t.Errorf("a public page sets %s", header)
	}
	if got := p.Post("/admin/no-such-page", url.Values{}); got.Status != http.StatusNotFound {
		t.Errorf("status %d", got.Status)
	}
	if !strings.HasPrefix(p.Cookie(), "Cookie: segur") {
		t.Errorf("cookie %q", p.Cookie())
	}
}

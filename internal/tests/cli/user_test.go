package cli

import (
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

var (
	setUpLine = regexp.MustCompile(`(?m)^Create the first account: (https?://\S+)(/admin/installation/\S+)$`)
	linkLine  = regexp.MustCompile(`(?m)^(\S*)(/admin/lien/\S+)$`)
)

// status asks for a page and returns the status of the answer.
func (s *server) status(t *testing.T, path string) int {
	t.Helper()
	r, err := http.Get(s.address + path)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	_ = r.Body.Close()
	return r.StatusCode
}

// awaitSetUp waits for the line about the first account, which follows the address.
func (s *server) awaitSetUp(t *testing.T) []string {
	t.Helper()
	var found []string
	testkit.Await(t, "the program prints the link for the first account", func() bool {
		found = setUpLine.FindStringSubmatch(s.output())
		return found != nil
	})
	return found
}

// TestTheFirstStartInvites follows the link that opens the first account, until there is one.
func TestTheFirstStartInvites(t *testing.T) {
	data := t.TempDir()
	first := serve(t, data)
	link := first.awaitSetUp(t)
	if link[1] != first.address {
		t.Errorf("the link leads to %s, the site is at %s", link[1], first.address)
	}
	if got := first.status(t, link[2]); got != http.StatusOK {
		t.Errorf("the page of the link answers %d", got)
	}
	if token := link[2][strings.LastIndex(link[2], "/")+1:]; strings.Contains(first.errors(), token) {
		t.Error("the log holds the token")
	}
	first.stop(t, syscall.SIGTERM)

	second := serve(t, data, "--base-url", "https://suivi.example")
	again := second.awaitSetUp(t)
	if again[1] != "https://suivi.example" || again[2] == link[2] {
		t.Errorf("the second start prints %q after %q", again, link)
	}
	if r := run(t, nil, "user", "create", "admin-01", "--role", "admin", "--data", data); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	for _, path := range []string{link[2], again[2]} {
		if got := second.status(t, path); got != http.StatusGone {
			t.Errorf("with an account, %s answers %d", path, got)
		}
	}
	second.stop(t, syscall.SIGTERM)

	third := serve(t, data)
	third.get(t, "/methode")
	third.stop(t, syscall.SIGTERM)
	if setUpLine.MatchString(third.output()) {
		t.Errorf("with an account, a start still invites: %s", third.output())
	}
}

// TestUsersBesideAServer keeps accounts while the site runs, and follows the links.
func TestUsersBesideAServer(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	if r := run(t, nil, "user", "list", "--data", data); r.code != 0 || !strings.Contains(r.out, "no account yet") {
		t.Errorf("%+v", r)
	}
	r := run(t, nil, "user", "create", "Saisie-07", "--role", "regional", "--region", "11", "--region", "84", "--measure", "3",
		"--display", "Saisie Île-de-France", "--lang", "en", "--data", data, "--base-url", s.address)
	link := linkLine.FindStringSubmatch(r.out)
	if r.code != 0 || link == nil || link[1] != s.address {
		t.Fatalf("%+v", r)
	}
	if got := s.status(t, link[2]); got != http.StatusOK {
		t.Errorf("the page of the link answers %d", got)
	}
	r = run(t, nil, "user", "list", "--data", data)
	for _, part := range []string{"saisie-07", "regional", "regions 11,84; measures 3", "waiting for a password", "en", "Saisie Île-de-France"} {
		if !strings.Contains(r.out, part) {
			t.Errorf("the list lacks %q: %s", part, r.out)
		}
	}
	if r = run(t, nil, "user", "disable", "saisie-07", "--data", data); r.code != 0 || !strings.Contains(r.out, "disabled") {
		t.Errorf("%+v", r)
	}
	if got := s.status(t, link[2]); got != http.StatusGone {
		t.Errorf("the link of a disabled account answers %d", got)
	}
	refused(t, nil, []string{"user", "reset", "saisie-07", "--data", data}, "saisie-07 is disabled")
	if r = run(t, nil, "user", "disable", "saisie-07", "--data", data); r.code != 0 || !strings.Contains(r.out, "already") {
		t.Errorf("%+v", r)
	}
	if r = run(t, nil, "user", "enable", "saisie-07", "--data", data); r.code != 0 || !strings.Contains(r.out, "enabled") {
		t.Errorf("%+v", r)
	}
	r = run(t, nil, "user", "reset", "saisie-07", "--factor", "--data", data)
	fresh := linkLine.FindStringSubmatch(r.out)
	if r.code != 0 || fresh == nil || fresh[1] != "" || fresh[2] == link[2] || !strings.Contains(r.out, "--base-url") {
		t.Fatalf("%+v", r)
	}
	if got := s.status(t, fresh[2]); got != http.StatusOK {
		t.Errorf("the new link answers %d", got)
	}
	if strings.Contains(s.errors(), fresh[2]) {
		t.Error("the log holds a token")
	}
	s.stop(t, syscall.SIGTERM)
}

// TestUsersWithoutAServer works on a database that nobody serves, and has none made by itself.
func TestUsersWithoutAServer(t *testing.T) {
	data := t.TempDir()
	refused(t, nil, []string{"user", "list", "--data", data}, "there is no database", "segur serve")
	if r := run(t, nil, "seed", "--data", data); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	create := func(more ...string) []string { return append([]string{"user", "create", "--data", data}, more...) }
	if r := run(t, nil, create("admin-01", "--role", "admin")...); r.code != 0 || !linkLine.MatchString(r.out) {
		t.Errorf("%+v", r)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{create("Admin-01", "--role", "editor"), "another account has this name"},
		{create("agent-01", "--role", "chief"), `no role "chief"`},
		{create("agent-01"), "--role"},
		{create("agent-01", "--role", "regional"), "at least one region"},
		{create("agent-01", "--role", "regional", "--region", "99"), `no region "99"`},
		{create("agent-01", "--role", "editor", "--measure", "34"), "no measure 34"},
		{create("agent-01", "--role", "editor", "--measure", "x"), "x"},
		{create("agent 01", "--role", "editor"), "letters"},
		{create("system", "--role", "editor"), "the program itself"},
		{create("agent-01", "--role", "editor", "--lang", "de"), "lang"},
		{[]string{"user", "disable", "admin-01", "--data", data}, "last administrator"},
		{[]string{"user", "reset", "nobody", "--data", data}, "no account nobody"},
	} {
		refused(t, nil, c.args, c.says)
	}
	if r := run(t, nil, "user", "list", "--data", data); strings.Count(r.out, "\n") != 2 {
		t.Errorf("refused accounts remain: %s", r.out)
	}
	if r := run(t, nil, "verify", "--data", data); r.code != 0 {
		t.Errorf("%+v", r)
	}
}

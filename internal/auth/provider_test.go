package auth

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Addresses of ours that the provider knows. Nobody listens there: the browser stops before.
const (
	callback    = "http://127.0.0.1/admin/connexion/retour"
	afterLogout = "http://127.0.0.1/admin/au-revoir"
)

// startProvider runs the certified provider of assets/test and returns its issuer.
func startProvider(t *testing.T) string {
	t.Helper()
	folder := filepath.FromSlash("../../assets")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "oidc-provider")); err != nil {
		t.Fatalf("the npm package oidc-provider is missing, run make assets: %v", err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("single sign-on is tested against a provider that needs Node: %v", err)
	}
	command := exec.Command(node, filepath.Join("test", "oidc-provider.mjs"), callback, afterLogout)
	command.Dir = folder
	complaints := new(strings.Builder)
	command.Stderr = complaints
	lifeline, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		lifeline.Close()
		command.Wait()
		if t.Failed() {
			t.Logf("the provider says: %s", complaints)
		}
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		lifeline.Close()
		command.Wait()
		t.Fatalf("the provider did not start: %v: %s", err, complaints)
	}
	var told struct{ Issuer string }
	if err := json.Unmarshal(line, &told); err != nil {
		t.Fatal(err)
	}
	return told.Issuer
}

// browser is a person's browser at the provider: it keeps cookies, fills in the sign-in page
// and follows redirects until they lead to us.
type browser struct {
	t      *testing.T
	client http.Client
	asked  int // sign-in pages met
}

func newBrowser(t *testing.T) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t: t, client: http.Client{
		Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// visit goes to an address as somebody, "" for a person who refuses to say. It returns the
// query with which the provider sends the browser to one of our addresses.
func (b *browser) visit(address, somebody, ours string) url.Values {
	b.t.Helper()
	for range 20 {
		if strings.HasPrefix(address, ours) {
			u, _ := url.Parse(address)
			return u.Query()
		}
		status, next, body := b.send(http.MethodGet, address, nil)
		for next == "" && status == http.StatusOK {
			form := b.fill(body, somebody)
			if found := regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(body); found != nil {
				address = found[1]
			}
			status, next, body = b.send(http.MethodPost, address, form)
		}
		if next == "" {
			b.t.Fatalf("%s answers %d: %s", address, status, body)
		}
		address = next
	}
	b.t.Fatalf("%s leads nowhere", address)
	return nil
}

// fill fills in the page that asks who one is, or the one that asks whether to sign out.
func (b *browser) fill(page, somebody string) url.Values {
	if xsrf := regexp.MustCompile(`name="xsrf" value="([^"]+)"`).FindStringSubmatch(page); xsrf != nil {
		return url.Values{"xsrf": {xsrf[1]}, "logout": {"yes"}}
	}
	b.asked++
	return url.Values{"login": {somebody}}
}

func (b *browser) send(method, address string, form url.Values) (status int, next, body string) {
	b.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if to, err := answer.Location(); err == nil {
		next = to.String()
	}
	return answer.StatusCode, next, string(raw)
}

package config

import (
	"log/slog"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func nothing(string) (string, bool) { return "", false }

func TestDefaults(t *testing.T) {
	t.Parallel()
	got, err := Load(nothing)
	want := Config{
		Listen: "localhost:8080", DataDir: "data", LogLevel: slog.LevelInfo, LogFormat: "text",
		Reports: true, ShutdownTimeout: 10 * time.Second, SSO: SSO{Scopes: []string{"email", "profile"}, PKCE: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestEverySettingIsReadAndPrintedBack(t *testing.T) {
	t.Parallel()
	lines := []string{
		"SEGUR_LISTEN=:0", "SEGUR_DATA=/srv/segur", "SEGUR_BASE_URL=https://segur.example.org",
		"SEGUR_LOG_LEVEL=warn", "SEGUR_LOG_FORMAT=json", "SEGUR_TRUSTED_PROXIES=10.0.0.0/8,fd00::/8",
		"SEGUR_PUBLISHER=Agence, 1 rue X", "SEGUR_HOSTING=Hébergeur", "SEGUR_REPORTS=off", "SEGUR_SHUTDOWN_TIMEOUT=1m30s",
		"SEGUR_OIDC_ISSUER=https://id.example.org/realm", "SEGUR_OIDC_CLIENT_ID=segur", "SEGUR_OIDC_CLIENT_SECRET=hunter2",
		"SEGUR_OIDC_CLIENT_AUTH=client_secret_post", "SEGUR_OIDC_NAME=Identité des agents", "SEGUR_OIDC_SCOPES=email uid",
		"SEGUR_OIDC_PKCE=off", "SEGUR_OIDC_USERINFO_SIGNED=on", "SEGUR_OIDC_ACR_VALUES=eidas1 eidas2",
		`SEGUR_OIDC_CLAIMS={"id_token":{"amr":{"essential":true}}}`, "SEGUR_OIDC_SUBJECT_CLAIM=uid", "SEGUR_OIDC_EMAIL_CLAIM=mail",
		"SEGUR_OIDC_EMAIL_TRUSTED=on", "SEGUR_OIDC_SECOND_FACTOR_AMR=mfa", "SEGUR_OIDC_SECOND_FACTOR_ACR=eidas2",
		"SEGUR_OIDC_POST_LOGOUT_URL=https://segur.example.org/admin/deconnexion",
	}
	c, err := LoadStrict(Environ(lines), append(lines, "HOME=/nowhere"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}; !reflect.DeepEqual(c.TrustedProxies, want) {
		t.Errorf("proxies %v", c.TrustedProxies)
	}
	var b strings.Builder
	shown := strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "hunter2", mask)
	if err := c.Print(&b); err != nil || b.String() != shown {
		t.Errorf("printed %q, %v", b.String(), err)
	}
	want := SSO{
		Issuer: "https://id.example.org/realm", ClientID: "segur", ClientSecret: "hunter2", ClientAuth: "client_secret_post", Name: "Identité des agents",
		Scopes: []string{"email", "uid"}, UserinfoSigned: true, ACRValues: []string{"eidas1", "eidas2"}, Claims: `{"id_token":{"amr":{"essential":true}}}`,
		SubjectClaim: "uid", EmailClaim: "mail", EmailTrusted: true, SecondFactorAMR: []string{"mfa"}, SecondFactorACR: []string{"eidas2"},
		PostLogoutURL: "https://segur.example.org/admin/deconnexion",
	}
	if !reflect.DeepEqual(c.SSO, want) {
		t.Errorf("single sign-on %+v", c.SSO)
	}
	if len(Settings()) != len(lines) {
		t.Errorf("%d settings, %d tried", len(Settings()), len(lines))
	}
}

func TestAllFaultsInOneMessage(t *testing.T) {
	t.Parallel()
	lines := []string{
		"SEGUR_LISTEN=8080", "SEGUR_DATA= ", "SEGUR_BASE_URL=https://example.org/path", "SEGUR_LOG_LEVEL=INFO+2",
		"SEGUR_LOG_FORMAT=xml", "SEGUR_TRUSTED_PROXIES=10.0.0.1", "SEGUR_SHUTDOWN_TIMEOUT=0s",
		"SEGUR_LISTNE=:80",
	}
	_, err := LoadStrict(Environ(lines), lines)
	if err == nil {
		t.Fatal("no error")
	}
	for _, line := range lines {
		name, _, _ := strings.Cut(line, "=")
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in %v", name, err)
		}
	}
	if got := strings.Count(err.Error(), "\n"); got != len(lines) {
		t.Errorf("%d lines for %d faults", got, len(lines))
	}
}

func TestRefusedValues(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"SEGUR_LISTEN=localhost:65536", "SEGUR_LISTEN=localhost:http", "SEGUR_BASE_URL=ftp://example.org",
		"SEGUR_BASE_URL=https://user@example.org", "SEGUR_BASE_URL=/segur", "SEGUR_TRUSTED_PROXIES=0.0.0.0/0",
		"SEGUR_SHUTDOWN_TIMEOUT=-1s",
	} {
		if _, err := Load(Environ([]string{line})); err == nil {
			t.Errorf("accepted %s", line)
		}
	}
}

// TestTheBaseURLIsAnOrigin: however it is written, what follows from it is the same.
func TestTheBaseURLIsAnOrigin(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"": "", "http://localhost:8080/": "http://localhost:8080", "https://suivi.example.fr": "https://suivi.example.fr",
		"HTTPS://Suivi.Example.FR//": "https://suivi.example.fr", "https://suivi.example.fr:443": "https://suivi.example.fr",
		"http://suivi.example.fr:80/": "http://suivi.example.fr", "https://suivi.example.fr:": "https://suivi.example.fr",
		"https://suivi.example.fr.": "https://suivi.example.fr", "https://suivi.example.fr:0443": "https://suivi.example.fr", "http://a_b.example:080": "http://a_b.example",
		"http://suivi.example.fr:443": "http://suivi.example.fr:443", "https://suivi.example.fr:8443": "https://suivi.example.fr:8443",
		"http://[2001:DB8::1]:80": "http://[2001:db8::1]", "http://[::1]:9000/": "http://[::1]:9000", "https://xn--sgur-bpa.example": "https://xn--sgur-bpa.example",
	} {
		if c, err := Load(Environ([]string{"SEGUR_BASE_URL=" + given})); err != nil || c.BaseURL != want {
			t.Errorf("%s is read as %q, %v", given, c.BaseURL, err)
		}
	}
	for given, says := range map[string]string{
		"https://suivi.example.fr/segur": "a host only", "https://suivi.example.fr?x=1": "a host only", "https://suivi.example.fr/?": "a host only",
		"https://suivi.example.fr/#": "a host only", "https://anne@suivi.example.fr": "a host only", "https://ségur.example": "xn--",
		"https://suivi.example.fr:99999": "the port", "suivi.example.fr": "https://host", "https://suivi.example.fr;x": "letters", "https://*.example.fr": "letters", "https://a'b.example": "letters", "https://": "https://host", "https://:443": "https://host",
	} {
		if _, err := Load(Environ([]string{"SEGUR_BASE_URL=" + given})); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", given, err)
		}
	}
}

// TestTheNamesOfThisMachine: without a base URL, a site that listens on this machine answers to all of them.
func TestTheNamesOfThisMachine(t *testing.T) {
	t.Parallel()
	all := []string{"http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"}
	for listen, want := range map[string][]string{
		"localhost:9000": all, ":9000": all, "127.0.0.1:9000": all, "0.0.0.0:9000": all, "[::]:9000": all, "192.0.2.1:9000": {"http://192.0.2.1:9000"},
	} {
		if got := (Config{Listen: listen}).PublicURLs(); !slices.Equal(got, want) {
			t.Errorf("%s: %q", listen, got)
		}
		if got := (Config{Listen: listen, BaseURL: "https://suivi.example.fr"}).PublicURLs(); !slices.Equal(got, []string{"https://suivi.example.fr"}) {
			t.Errorf("%s with a base URL: %q", listen, got)
		}
	}
}

func TestSecretsAreMasked(t *testing.T) {
	t.Parallel()
	s := Setting{Secret: true, get: func(c Config) string { return c.DataDir }}
	if got := s.shown(Config{DataDir: "hunter2"}); got != mask {
		t.Errorf("shown %q", got)
	}
	if got := s.shown(Config{}); got != "" {
		t.Errorf("an absent secret is shown as %q", got)
	}
}

// What does not go together is refused before anything starts, in the same message.
func TestRefusedCombinations(t *testing.T) {
	t.Parallel()
	complete := []string{
		"SEGUR_OIDC_ISSUER=https://id.example.org", "SEGUR_OIDC_CLIENT_ID=segur", "SEGUR_OIDC_CLIENT_SECRET=x", "SEGUR_BASE_URL=https://segur.example.org",
	}
	if _, err := Load(Environ(complete)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lines []string
		names string
	}{
		{[]string{"SEGUR_OIDC_ISSUER="}, "SEGUR_OIDC_CLIENT_ID is set while SEGUR_OIDC_ISSUER is not"},
		{[]string{"SEGUR_OIDC_ISSUER=", "SEGUR_OIDC_PKCE=off"}, "SEGUR_OIDC_PKCE is set while SEGUR_OIDC_ISSUER is not"},
		{[]string{"SEGUR_OIDC_CLIENT_ID="}, "needs SEGUR_OIDC_CLIENT_ID"},
		{[]string{"SEGUR_OIDC_CLIENT_SECRET="}, "needs SEGUR_OIDC_CLIENT_SECRET"},
		{[]string{"SEGUR_BASE_URL="}, "needs SEGUR_BASE_URL"},
		{[]string{"SEGUR_BASE_URL=http://segur.example.org"}, "https address in SEGUR_BASE_URL"},
		{[]string{"SEGUR_OIDC_ISSUER=http://id.example.org"}, "SEGUR_OIDC_ISSUER"},
		{[]string{"SEGUR_OIDC_POST_LOGOUT_URL=/admin"}, "SEGUR_OIDC_POST_LOGOUT_URL"},
		{[]string{"SEGUR_OIDC_CLAIMS={"}, "SEGUR_OIDC_CLAIMS"},
		{[]string{"SEGUR_OIDC_CLIENT_AUTH=none"}, "SEGUR_OIDC_CLIENT_AUTH"},
		{[]string{"SEGUR_OIDC_PKCE=yes"}, "SEGUR_OIDC_PKCE"},
	} {
		_, err := Load(Environ(append(complete, c.lines...)))
		if err == nil || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%v: %v", c.lines, err)
		}
	}
	local := append(complete, "SEGUR_OIDC_ISSUER=http://127.0.0.1:9000", "SEGUR_BASE_URL=http://localhost:8080")
	if _, err := Load(Environ(local)); err != nil {
		t.Errorf("a provider on this machine: %v", err)
	}
}

package config

import (
	"log/slog"
	"net/netip"
	"reflect"
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
		ShutdownTimeout: 10 * time.Second,
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
		"SEGUR_PUBLISHER=Agence, 1 rue X", "SEGUR_HOSTING=Hébergeur", "SEGUR_SHUTDOWN_TIMEOUT=1m30s",
	}
	c, err := LoadStrict(Environ(lines), append(lines, "HOME=/nowhere"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}; !reflect.DeepEqual(c.TrustedProxies, want) {
		t.Errorf("proxies %v", c.TrustedProxies)
	}
	var b strings.Builder
	if err := c.Print(&b); err != nil || b.String() != strings.Join(lines, "\n")+"\n" {
		t.Errorf("printed %q, %v", b.String(), err)
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
	c, err := Load(Environ([]string{"SEGUR_BASE_URL=http://localhost:8080/"}))
	if err != nil || c.BaseURL != "http://localhost:8080" {
		t.Errorf("%q, %v", c.BaseURL, err)
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

package config

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Prefix starts the name of every environment variable of the program.
const Prefix = "SEGUR_"

// Config is the settings of one run, all valid.
type Config struct {
	Listen          string         // host:port to serve on; port 0 picks a free one
	DataDir         string         // folder of the database
	BaseURL         string         // public address as browsers write its origin, without final slash; "" for the address served
	LogLevel        slog.Level     // least severe records kept
	LogFormat       string         // "text" or "json"
	TrustedProxies  []netip.Prefix // proxies whose X-Forwarded-For or Forwarded is believed; none by default
	Publisher       string         // who publishes the site, as the legal notice must say; "" when not told
	Hosting         string         // who hosts it, likewise
	Reports         bool           // readers can report a doubt or a document
	ShutdownTimeout time.Duration  // how long running requests may take to end
	SSO             SSO            // where staff may sign in beside local accounts
}

// PublicURL returns the address that readers see, without a final slash: BaseURL, else the address
// served, as a browser on the same machine would write it.
func (c Config) PublicURL() string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return ""
	}
	if loopback(host) {
		host = thisMachine
	}
	return "http://" + net.JoinHostPort(host, port)
}

// PublicURLs returns the addresses under which the site knows itself, PublicURL first: without a BaseURL, a browser on the same
// machine may write any name of it.
func (c Config) PublicURLs() []string {
	urls := []string{c.PublicURL()}
	host, port, err := net.SplitHostPort(c.Listen)
	if c.BaseURL != "" || err != nil || !loopback(host) {
		return urls
	}
	for _, name := range []string{"127.0.0.1", "::1"} {
		urls = append(urls, "http://"+net.JoinHostPort(name, port))
	}
	return urls
}

const thisMachine = "localhost"

// loopback reports whether who listens on a host can be reached by the names that every machine has for itself.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || host == thisMachine || ip != nil && (ip.IsUnspecified() || ip.IsLoopback())
}

// Setting describes one setting: the single place for its names, default and explanation.
type Setting struct {
	Name    string // as a flag and in messages, "base-url"
	Env     string // "SEGUR_BASE_URL"
	Type    string // for documentation: "address", "folder", "URL", "one of a, b"…
	Default string
	Secret  bool // never printed
	Help    string

	set func(*Config, string) error
	get func(Config) string
}

// Settings returns the table of all settings in the order of documentation.
func Settings() []Setting { return append(siteSettings(), ssoSettings()...) }

func siteSettings() []Setting {
	return []Setting{
		{
			Name: "listen", Env: "SEGUR_LISTEN", Type: "host:port", Default: "localhost:8080",
			Help: "Address to serve on; port 0 picks a free one.",
			set:  func(c *Config, s string) error { c.Listen = s; return checkListen(s) },
			get:  func(c Config) string { return c.Listen },
		},
		{
			Name: "data", Env: "SEGUR_DATA", Type: "folder", Default: "data",
			Help: "Folder of the database; created when absent.",
			set:  func(c *Config, s string) error { c.DataDir = s; return filled(s) },
			get:  func(c Config) string { return c.DataDir },
		},
		{
			Name: "base-url", Env: "SEGUR_BASE_URL", Type: "URL",
			Help: "Public address of the site, for links that leave it; empty for the address served.",
			set: func(c *Config, s string) (err error) {
				c.BaseURL, err = origin(s)
				return err
			},
			get: func(c Config) string { return c.BaseURL },
		},
		{
			Name: "log-level", Env: "SEGUR_LOG_LEVEL", Type: "one of debug, info, warn, error", Default: "info",
			Help: "Least severe log records kept.",
			set: func(c *Config, s string) error {
				if err := oneOf(s, "debug", "info", "warn", "error"); err != nil {
					return err
				}
				return c.LogLevel.UnmarshalText([]byte(s))
			},
			get: func(c Config) string { return strings.ToLower(c.LogLevel.String()) },
		},
		{
			Name: "log-format", Env: "SEGUR_LOG_FORMAT", Type: "one of text, json", Default: "text",
			Help: "Form of log records on the standard error.",
			set:  func(c *Config, s string) error { c.LogFormat = s; return oneOf(s, "text", "json") },
			get:  func(c Config) string { return c.LogFormat },
		},
		{
			Name: "trusted-proxies", Env: "SEGUR_TRUSTED_PROXIES", Type: "networks separated by commas",
			Help: "Networks (CIDR) of proxies whose X-Forwarded-For, or else Forwarded, is believed; none when empty.",
			set: func(c *Config, s string) (err error) {
				c.TrustedProxies, err = networks(s)
				return err
			},
			get: func(c Config) string { return joinNetworks(c.TrustedProxies) },
		},
		{
			Name: "publisher", Env: "SEGUR_PUBLISHER", Type: "text",
			Help: "Publisher and publication director, with address and contact, for the legal notice.",
			set:  func(c *Config, s string) error { c.Publisher = s; return nil },
			get:  func(c Config) string { return c.Publisher },
		},
		{
			Name: "hosting", Env: "SEGUR_HOSTING", Type: "text",
			Help: "Host of the site, with address and telephone, for the legal notice.",
			set:  func(c *Config, s string) error { c.Hosting = s; return nil },
			get:  func(c Config) string { return c.Hosting },
		},
		choice("reports", "on", "Whether readers can report a doubt or a document; off leaves the answers readable.", func(c *Config) *bool { return &c.Reports }),
		{
			Name: "shutdown-timeout", Env: "SEGUR_SHUTDOWN_TIMEOUT", Type: "duration", Default: "10s",
			Help: "How long running requests may take to end when the program stops.",
			set: func(c *Config, s string) (err error) {
				c.ShutdownTimeout, err = duration(s)
				return err
			},
			get: func(c Config) string { return c.ShutdownTimeout.String() },
		},
	}
}

// Load reads every setting through lookup, which answers by environment name, and takes the
// default where it answers false. The error names all settings at fault, one a line.
func Load(lookup func(string) (string, bool)) (Config, error) {
	c, faults := read(lookup)
	return c, asError(faults)
}

// LoadStrict is Load that also refuses variables of environ ("NAME=value" lines) that carry
// our prefix and mean nothing: a misspelt setting must not be ignored. lookup decides the
// values, so that flags may come before the environment.
func LoadStrict(lookup func(string) (string, bool), environ []string) (Config, error) {
	c, faults := read(lookup)
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		known := slices.ContainsFunc(Settings(), func(s Setting) bool { return s.Env == name })
		if strings.HasPrefix(name, Prefix) && !known {
			faults = append(faults, name+" is not a setting of this program")
		}
	}
	return c, asError(faults)
}

// Environ returns a lookup over "NAME=value" lines, as os.Environ gives them.
func Environ(lines []string) func(string) (string, bool) {
	values := map[string]string{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		values[name] = value
	}
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func read(lookup func(string) (string, bool)) (c Config, faults []string) {
	for _, s := range Settings() {
		value, given := lookup(s.Env)
		if !given {
			value = s.Default
		}
		if err := s.set(&c, value); err != nil {
			if s.Secret {
				value = mask
			}
			faults = append(faults, fmt.Sprintf("%s (%s) is %q: %v", s.Name, s.Env, value, err))
		}
	}
	return c, append(faults, combined(c)...)
}

func asError(faults []string) error {
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("settings at fault:\n  %s", strings.Join(faults, "\n  "))
}

const mask = "********"

// Print writes one "ENV=value" line per setting, secrets masked.
func (c Config) Print(w io.Writer) error {
	for _, s := range Settings() {
		if _, err := fmt.Fprintf(w, "%s=%s\n", s.Env, s.shown(c)); err != nil {
			return fmt.Errorf("print settings: %w", err)
		}
	}
	return nil
}

func (s Setting) shown(c Config) string {
	if value := s.get(c); !s.Secret || value == "" {
		return value
	}
	return mask
}

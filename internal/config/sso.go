package config

import (
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"strings"

	"github.com/segur-tracker/segur/internal/desk/paths"
)

// SSO describes the OpenID Connect provider of the staff. Everything is empty while Issuer is.
type SSO struct {
	Issuer          string   // exactly as the provider writes it
	ClientID        string   // the provider's name for us
	ClientSecret    string   // secret
	ClientAuth      string   // "client_secret_basic", "client_secret_post" or "" for what the provider says
	Name            string   // of the provider, on the button; "" for a general one
	Scopes          []string // beside "openid"
	PKCE            bool
	UserinfoSigned  bool     // refuse user information that is not a signed JWT
	ACRValues       []string // asked for
	Claims          string   // the claims parameter, JSON
	SubjectClaim    string   // what names a person for good
	EmailClaim      string
	EmailTrusted    bool     // addresses count as verified although the provider does not say so
	SecondFactorAMR []string // means that count as a second factor
	SecondFactorACR []string // levels of assurance that do
	PostLogoutURL   string   // where the provider sends people after signing out, as registered there
}

// ssoSettings are the settings of single sign-on.
func ssoSettings() []Setting {
	return []Setting{
		{
			Name: "oidc-issuer", Env: "SEGUR_OIDC_ISSUER", Type: "URL",
			Help: "OpenID Connect provider of the staff, exactly as it names itself; empty for local accounts only. " +
				"Register base-url" + paths.SSOReturn + " there.",
			set: func(c *Config, s string) error { c.SSO.Issuer = s; return checkProvider(s) },
			get: func(c Config) string { return c.SSO.Issuer },
		},
		text("oidc-client-id", "The provider's name for this site.", func(c *Config) *string { return &c.SSO.ClientID }),
		{
			Name: "oidc-client-secret", Env: "SEGUR_OIDC_CLIENT_SECRET", Type: "text", Secret: true,
			Help: "Secret that the provider gave for that name.",
			set:  func(c *Config, s string) error { c.SSO.ClientSecret = s; return nil },
			get:  func(c Config) string { return c.SSO.ClientSecret },
		},
		{
			Name: "oidc-client-auth", Env: "SEGUR_OIDC_CLIENT_AUTH", Type: "one of client_secret_basic, client_secret_post",
			Help: "How the secret is shown to the provider; empty for what the provider says it knows.",
			set: func(c *Config, s string) error {
				c.SSO.ClientAuth = s
				return oneOf(s, "", "client_secret_basic", "client_secret_post")
			},
			get: func(c Config) string { return c.SSO.ClientAuth },
		},
		text("oidc-name", "Name of the provider on the sign-in page.", func(c *Config) *string { return &c.SSO.Name }),
		words("oidc-scopes", "email profile", "Scopes asked for beside openid.", func(c *Config) *[]string { return &c.SSO.Scopes }),
		choice("oidc-pkce", "on", "Whether PKCE is used; off for providers that refuse it.", func(c *Config) *bool { return &c.SSO.PKCE }),
		choice("oidc-userinfo-signed", "off", "Whether user information must be a signed JWT.", func(c *Config) *bool { return &c.SSO.UserinfoSigned }),
		words("oidc-acr-values", "", "Levels of assurance asked for (acr_values).", func(c *Config) *[]string { return &c.SSO.ACRValues }),
		{
			Name: "oidc-claims", Env: "SEGUR_OIDC_CLAIMS", Type: "JSON",
			Help: "The claims parameter, for providers that tell amr on demand only.",
			set:  func(c *Config, s string) error { c.SSO.Claims = s; return checkJSON(s) },
			get:  func(c Config) string { return c.SSO.Claims },
		},
		text("oidc-subject-claim", "Claim that names a person for good; sub when empty.", func(c *Config) *string { return &c.SSO.SubjectClaim }),
		text("oidc-email-claim", "Claim that holds the e-mail address; email when empty.", func(c *Config) *string { return &c.SSO.EmailClaim }),
		choice("oidc-email-trusted", "off", "Whether addresses are believed although the provider does not say that they are verified.",
			func(c *Config) *bool { return &c.SSO.EmailTrusted }),
		words("oidc-second-factor-amr", "", "Means of authentication (amr) that count as a second factor.",
			func(c *Config) *[]string { return &c.SSO.SecondFactorAMR }),
		words("oidc-second-factor-acr", "", "Levels of assurance (acr) that count as a second factor.",
			func(c *Config) *[]string { return &c.SSO.SecondFactorACR }),
		{
			Name: "oidc-post-logout-url", Env: "SEGUR_OIDC_POST_LOGOUT_URL", Type: "URL",
			Help: "Address registered with the provider to come back to after signing out, as base-url" + paths.SignOut + "; empty for the provider's own page.",
			set:  func(c *Config, s string) error { c.SSO.PostLogoutURL = s; return checkProvider(s) },
			get:  func(c Config) string { return c.SSO.PostLogoutURL },
		},
	}
}

// variable returns the environment name of a setting.
func variable(name string) string {
	return Prefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

func text(name, help string, at func(*Config) *string) Setting {
	return Setting{
		Name: name, Env: variable(name), Type: "text", Help: help,
		set: func(c *Config, s string) error { *at(c) = strings.TrimSpace(s); return nil },
		get: func(c Config) string { return *at(&c) },
	}
}

func words(name, standard, help string, at func(*Config) *[]string) Setting {
	return Setting{
		Name: name, Env: variable(name), Type: "words separated by spaces", Default: standard, Help: help,
		set: func(c *Config, s string) error { *at(c) = append([]string(nil), strings.Fields(s)...); return nil },
		get: func(c Config) string { return strings.Join(*at(&c), " ") },
	}
}

func choice(name, standard, help string, at func(*Config) *bool) Setting {
	return Setting{
		Name: name, Env: variable(name), Type: "one of on, off", Default: standard, Help: help,
		set: func(c *Config, s string) error { *at(c) = s == "on"; return oneOf(s, "on", "off") },
		get: func(c Config) string {
			if *at(&c) {
				return "on"
			}
			return "off"
		},
	}
}

// checkProvider takes https only, except on this machine: tests and development.
func checkProvider(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || !confidential(u) {
		return errors.New("it must read https://host/path")
	}
	return nil
}

// confidential reports whether nobody can listen on the way to an address.
func confidential(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && ip.IsLoopback())
}

func checkJSON(s string) error {
	if s != "" && !json.Valid([]byte(s)) {
		return errors.New("it must be JSON")
	}
	return nil
}

// combined returns the faults that lie between settings.
func combined(c Config) []string {
	var faults []string
	if c.SSO.Issuer == "" {
		for _, s := range ssoSettings() {
			if value := s.get(c); s.Env != "SEGUR_OIDC_ISSUER" && value != s.Default {
				faults = append(faults, s.Env+" is set while SEGUR_OIDC_ISSUER is not")
			}
		}
		return faults
	}
	for _, needed := range []struct{ env, value string }{
		{"SEGUR_OIDC_CLIENT_ID", c.SSO.ClientID}, {"SEGUR_OIDC_CLIENT_SECRET", c.SSO.ClientSecret}, {"SEGUR_BASE_URL", c.BaseURL},
	} {
		if needed.value == "" {
			faults = append(faults, "SEGUR_OIDC_ISSUER is set and needs "+needed.env)
		}
	}
	if u, err := url.Parse(c.BaseURL); err == nil && c.BaseURL != "" && !confidential(u) {
		faults = append(faults, "SEGUR_OIDC_ISSUER is set and needs an https address in SEGUR_BASE_URL")
	}
	return faults
}

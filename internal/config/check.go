package config

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

func filled(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("it must not be empty")
	}
	return nil
}

func oneOf(s string, allowed ...string) error {
	if slices.Contains(allowed, s) {
		return nil
	}
	return fmt.Errorf("it must be one of %s", strings.Join(allowed, ", "))
}

func checkListen(s string) error {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return errors.New("it must read host:port, as localhost:8080 or :8080")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return errors.New("the port must be a number from 0 to 65535")
	}
	return nil
}

// origin returns the address of a site as browsers write an origin: in small letters, without the port that its scheme
// implies, without a final slash. It refuses a path, since the addresses of the site start at the root. What is refused is
// returned as it was given.
func origin(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return s, errors.New("it must read https://host or http://host:port")
	}
	if strings.Trim(u.Path, "/") != "" || strings.ContainsAny(s, "?#") || u.User != nil {
		return s, errors.New("it must hold a host only, without path, query, fragment or account")
	}
	if strings.ContainsFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return s, errors.New("its host must be written in the ASCII form that browsers send, as xn--sgur-bpa.example for ségur.example")
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if _, err := netip.ParseAddr(host); err != nil && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789-._") != "" {
		return s, errors.New("its host must hold letters, digits, hyphens and points only")
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	number, err := strconv.ParseUint(cmp.Or(u.Port(), "0"), 10, 16)
	if err != nil {
		return s, errors.New("the port must be a number from 0 to 65535")
	}
	implied := map[string]uint64{"http": 80, "https": 443}[u.Scheme]
	if u.Port() != "" && number != implied {
		host += ":" + strconv.FormatUint(number, 10)
	}
	return u.Scheme + "://" + host, nil
}

func networks(s string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range strings.Split(s, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network as 10.0.0.0/8", text)
		}
		if prefix.Bits() == 0 {
			return nil, fmt.Errorf("%q would trust everyone", text)
		}
		out = append(out, prefix.Masked())
	}
	return out, nil
}

func joinNetworks(prefixes []netip.Prefix) string {
	texts := make([]string, len(prefixes))
	for i, p := range prefixes {
		texts[i] = p.String()
	}
	return strings.Join(texts, ",")
}

func duration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, errors.New("it must be a duration above zero, as 10s or 1m")
	}
	return d, nil
}

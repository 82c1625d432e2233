package forwarded_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/segur-tracker/segur/internal/web/forwarded"
)

// TestAddresses: what proxies write, and what they do not know. The proxies 10.0.0.0/8 and fd00::/8 are trusted.
func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		peer         string
		forwardedFor []string
		forwarded    []string
		want         string
		unread       string // header
	}{
		{"10.0.0.1:4000", nil, nil, "10.0.0.1", ""},
		{"10.0.0.1:4000", []string{"203.0.113.5"}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{`"203.0.113.5:4711"`}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{"203.0.113.5:4711"}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{"2001:db8::1"}, nil, "2001:db8::1", ""},
		{"10.0.0.1:4000", []string{"[2001:db8::1]"}, nil, "2001:db8::1", ""},
		{"10.0.0.1:4000", []string{"[2001:db8::1]:4711"}, nil, "2001:db8::1", ""},
		{"10.0.0.1:4000", []string{"::ffff:203.0.113.5"}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{"fe80::1%eth0"}, nil, "fe80::1", ""},
		{"[fd00::1]:4000", []string{"203.0.113.5"}, nil, "203.0.113.5", ""},
		{"[::ffff:10.0.0.1]:4000", []string{"203.0.113.5"}, nil, "203.0.113.5", ""},
		// From right to left, past what is trusted and no further.
		{"10.0.0.1:4000", []string{"198.51.100.1, 203.0.113.5:4711 , 10.0.0.3:80,10.0.0.2"}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{"198.51.100.1", "203.0.113.5", "[fd00::2]:80"}, nil, "203.0.113.5", ""},
		{"10.0.0.1:4000", []string{"10.0.0.9, 10.0.0.2"}, nil, "10.0.0.9", ""},
		{"10.0.0.1:4000", []string{" , ,"}, nil, "10.0.0.1", ""},
		{"10.0.0.1:4000", []string{"unknown, 203.0.113.5"}, nil, "203.0.113.5", ""},
		// What is not known is counted as the nearest proxy that is.
		{"10.0.0.1:4000", []string{"unknown"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"198.51.100.1, unknown, 10.0.0.2"}, nil, "10.0.0.2", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"_hidden"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"localhost:80"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"203.0.113.5:"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"203.0.113.5:port"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"[2001:db8::1]4711"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"[2001:db8::1"}, nil, "10.0.0.1", "X-Forwarded-For"},
		{"10.0.0.1:4000", []string{"203.0.113.256"}, nil, "10.0.0.1", "X-Forwarded-For"},
		// The standard header.
		{"10.0.0.1:4000", nil, []string{`for="[2001:db8::1]:4711"`}, "2001:db8::1", ""},
		{"10.0.0.1:4000", nil, []string{`For=203.0.113.5;proto=https;by=10.0.0.1`}, "203.0.113.5", ""},
		{"10.0.0.1:4000", nil, []string{`for="203.0.113.5:_port"`}, "203.0.113.5", ""},
		{"10.0.0.1:4000", nil, []string{`for=198.51.100.1, for="203.0.113.5:80";host="a,b;for=192.0.2.1"`, `proto=https; for="10.0.0\.2"`}, "203.0.113.5", ""},
		{"10.0.0.1:4000", nil, []string{`for=unknown`}, "10.0.0.1", "Forwarded"},
		{"10.0.0.1:4000", nil, []string{`for=198.51.100.1, for="_mystery"`}, "10.0.0.1", "Forwarded"},
		{"10.0.0.1:4000", nil, []string{`proto=https`}, "10.0.0.1", "Forwarded"},
		{"10.0.0.1:4000", nil, []string{`for="203.0.113.5`}, "10.0.0.1", "Forwarded"},
		{"10.0.0.1:4000", []string{"203.0.113.5"}, []string{`for=198.51.100.1`}, "203.0.113.5", ""},
		// Whoever is not trusted says nothing.
		{"192.0.2.1:4000", []string{"203.0.113.5"}, []string{`for=203.0.113.5`}, "192.0.2.1", ""},
		{"192.0.2.1:4000", []string{"unknown"}, nil, "192.0.2.1", ""},
		{"@", []string{"203.0.113.5"}, nil, "invalid IP", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		r.Header["X-Forwarded-For"], r.Header["Forwarded"] = c.forwardedFor, c.forwarded
		unread := ""
		reader := forwarded.New([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}, func(header string) { unread = header })
		if got := reader.Address(r).String(); got != c.want || unread != c.unread {
			t.Errorf("%s, %q, %q: from %s, unread %q; want %s, %q", c.peer, c.forwardedFor, c.forwarded, got, unread, c.want, c.unread)
		}
	}
}

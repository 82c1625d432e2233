package testkit

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/brotli"
)

// Response is an answer of the site.
type Response struct {
	Path   string // as asked
	Status int
	Header http.Header
	Body   []byte // as sent, possibly compressed
}

// MayBeFramed reports whether pages of others may show the answer, those that came from no network too: an ancestor that is named
// leaves those out, even as "*".
func (r Response) MayBeFramed() bool {
	policy := r.Header.Get("Content-Security-Policy")
	return policy != "" && !strings.Contains(policy, "frame-ancestors") && r.Header.Get("X-Frame-Options") == ""
}

// Get asks for an address. Headers read "Name: value".
func (s *Site) Get(path string, headers ...string) Response {
	return s.Do(http.MethodGet, path, headers...)
}

// Do sends a request without body through the whole stack.
func (s *Site) Do(method, path string, headers ...string) Response {
	r := httptest.NewRequest(method, path, nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ":")
		r.Header.Add(name, strings.TrimSpace(value))
	}
	w := httptest.NewRecorder()
	s.App.Site().ServeHTTP(w, r)
	return Response{Path: path, Status: w.Code, Header: w.Result().Header, Body: w.Body.Bytes()}
}

// Post sends a form as a browser without cookies does, from a network address as "192.0.2.1:4000".
func (s *Site) Post(path string, form url.Values, from string, headers ...string) Response {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = from
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ":")
		r.Header.Set(name, strings.TrimSpace(value))
	}
	w := httptest.NewRecorder()
	s.App.Site().ServeHTTP(w, r)
	return Response{Path: path, Status: w.Code, Header: w.Result().Header, Body: w.Body.Bytes()}
}

// Plain returns the body without its compression.
func (r Response) Plain() ([]byte, error) {
	switch encoding := r.Header.Get("Content-Encoding"); encoding {
	case "":
		return r.Body, nil
	case "br":
		return io.ReadAll(brotli.NewReader(bytes.NewReader(r.Body)))
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(r.Body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(z)
	default:
		return nil, fmt.Errorf("unknown encoding %q", encoding)
	}
}

// Doc parses an uncompressed page.
func (r Response) Doc(t testing.TB) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(r.Body))
	if err != nil {
		t.Fatalf("%s: %v", r.Path, err)
	}
	return doc
}

// Serve answers on a free port of this machine until the test ends, and returns the address
// ("http://127.0.0.1:40123").
func (s *Site) Serve(t testing.TB) string {
	t.Helper()
	origin, stop := s.Start(t)
	t.Cleanup(stop)
	return origin
}

// Start is Serve for a test that stops the server itself. The caller calls stop once.
func (s *Site) Start(t testing.TB) (origin string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.App.Serve(ctx, l) }()
	return "http://" + l.Addr().String(), func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
}

// Words returns the text of a selection as a reader sees it: runs of ordinary white space
// are one space, no-break spaces stay.
func Words(s *goquery.Selection) string {
	return strings.Join(strings.FieldsFunc(s.Text(), func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

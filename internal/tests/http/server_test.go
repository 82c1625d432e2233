package http

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
)

func TestEveryLimitIsSet(t *testing.T) {
	server := site.App.Site().Server()
	for name, limit := range map[string]time.Duration{
		"ReadHeaderTimeout": server.ReadHeaderTimeout, "ReadTimeout": server.ReadTimeout, "WriteTimeout": server.WriteTimeout, "IdleTimeout": server.IdleTimeout,
	} {
		if limit <= 0 || limit > 2*time.Minute {
			t.Errorf("%s is %v", name, limit)
		}
	}
	if server.ReadHeaderTimeout > 10*time.Second || server.MaxHeaderBytes <= 0 || server.MaxHeaderBytes > 64<<10 || server.ErrorLog == nil {
		t.Errorf("headers may take %v and %d bytes", server.ReadHeaderTimeout, server.MaxHeaderBytes)
	}
}

// listen serves the site with the limits of production, some changed so that tests are short.
func listen(t *testing.T, change func(*http.Server)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := site.App.Site().Server()
	change(server)
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	t.Cleanup(func() {
		_ = server.Close()
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(testkit.Patience)); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSlowReadersAreCut opens a connection and never ends its headers.
func TestSlowReadersAreCut(t *testing.T) {
	c := dial(t, listen(t, func(s *http.Server) { s.ReadHeaderTimeout = 100 * time.Millisecond }))
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(c)
	if err != nil || strings.Contains(string(answer), " 200 ") {
		t.Errorf("the connection stays open: %q, %v", answer, err)
	}
}

func TestOversizedRequestsAreRefused(t *testing.T) {
	address := listen(t, func(*http.Server) {})
	for name, request := range map[string]string{
		"header": "GET /methode HTTP/1.1\r\nHost: localhost\r\nX-Long: " + strings.Repeat("x", 64<<10) + "\r\n\r\n",
		"path":   "GET /" + strings.Repeat("x", 64<<10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		c := dial(t, address)
		go func() { _, _ = io.WriteString(c, request) }()
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
}

// TestOddRequestsDoNoHarm sends what no browser does, over a real connection.
func TestOddRequestsDoNoHarm(t *testing.T) {
	address := listen(t, func(*http.Server) {})
	for _, line := range []string{
		"GET //evil.example/ HTTP/1.1", "GET /\\evil.example HTTP/1.1", "GET http://evil.example/mesures/ HTTP/1.1", "GET /%zz HTTP/1.1", "GET /a\x01b HTTP/1.1",
		"GET /\xff\xfe HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "GET mesures HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "GET /mesures?q=%zz HTTP/1.1", "GET /?a;b HTTP/1.1",
	} {
		c := dial(t, address)
		if _, err := io.WriteString(c, line+"\r\nHost: localhost\r\nConnection: close\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Errorf("%q: %v", line, err)
			continue
		}
		_ = r.Body.Close()
		if target := r.Header.Get("Location"); r.StatusCode >= 500 || strings.Contains(target, "evil.example") && !strings.HasPrefix(target, "/evil.example") {
			t.Errorf("%q: %d to %q", line, r.StatusCode, target)
		}
	}
}

// TestStoppingLetsRequestsFinish stops the site while it answers.
func TestStoppingLetsRequestsFinish(t *testing.T) {
	s := testkit.Open(t)
	begun, finish := make(chan struct{}), make(chan struct{})
	mount(s, "/slow", func(web.Request) (web.Answer, error) {
		close(begun)
		<-finish
		return web.Answer{MovedTo: "/methode"}, nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	stopped, answered := make(chan error, 1), make(chan string, 1)
	go func() { stopped <- s.App.Serve(ctx, l) }()
	go func() { answered <- askOnce("http://" + l.Addr().String() + "/slow") }()
	<-begun
	stop()
	waitUntilRefused(t, l.Addr().String())
	select {
	case err := <-stopped:
		t.Fatalf("stopped while a request was running: %v", err)
	default:
	}
	close(finish)
	if got := <-answered; got != "301 /methode" {
		t.Errorf("the running request got %s", got)
	}
	if err := testkit.Receive(t, "the site stops", stopped); err != nil {
		t.Errorf("stop: %v", err)
	}
}

// TestStoppingLetsJobsFinish stops the site while its jobs look at the clock, which is all that goes on.
func TestStoppingLetsJobsFinish(t *testing.T) {
	var held atomic.Bool
	var inside atomic.Int32
	begun, finish := make(chan struct{}, 1), make(chan struct{})
	s := testkit.Open(t, testkit.WithClock(func(now time.Time) time.Time {
		if held.Load() {
			inside.Add(1)
			defer inside.Add(-1)
			select {
			case begun <- struct{}{}:
			default:
			}
			<-finish
		}
		return now
	}))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	held.Store(true)
	stopped := make(chan error, 1)
	go func() { stopped <- s.App.Serve(ctx, l) }()
	<-begun
	stop()
	waitUntilRefused(t, l.Addr().String())
	select {
	case err := <-stopped:
		t.Errorf("stopped while a job was running: %v", err)
	default:
	}
	close(finish)
	if err := <-stopped; err != nil {
		t.Errorf("stop: %v", err)
	}
	if left := inside.Load(); left != 0 {
		t.Errorf("%d jobs go on", left)
	}
	if err := s.App.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if log := s.Log.String(); strings.Contains(log, "database is closed") {
		t.Errorf("a job found its database closed: %s", log)
	}
}

func askOnce(address string) string {
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(address)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = r.Body.Close() }()
	return fmt.Sprintf("%d %s", r.StatusCode, r.Header.Get("Location"))
}

func waitUntilRefused(t *testing.T, address string) {
	t.Helper()
	testkit.Await(t, "the site takes no more connections", func() bool {
		c, err := net.Dial("tcp", address)
		return err != nil || c.Close() != nil
	})
}

package http

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
)

// TestFaultsOfOursAreHiddenAndLogged breaks a page in the ways that a program breaks: the
// reader gets a reference, the log gets the cause.
func TestFaultsOfOursAreHiddenAndLogged(t *testing.T) {
	s := testkit.Open(t)
	for name, fault := range map[string]struct {
		make  func() (web.Answer, error)
		cause string
	}{
		"panic": {func() (web.Answer, error) { panic("secretcause of the panic") }, "secretcause"},
		"nil":   {func() (web.Answer, error) { var p *web.Answer; return *p, nil }, "nil pointer"},
		"error": {func() (web.Answer, error) { return web.Answer{}, errors.New("secretcause") }, "secretcause"},
		"internal": {func() (web.Answer, error) {
			return web.Answer{}, &segur.Error{Code: segur.CodeInternal, Message: "secretcause"}
		}, "secretcause"},
		"template": {func() (web.Answer, error) { return web.Answer{Template: "public/secretcause"}, nil }, "secretcause"},
		"data":     {func() (web.Answer, error) { return web.Answer{Template: "public/home", Data: "secretcause"}, nil }, "can't evaluate"},
	} {
		mount(s, "/fault-"+name, func(web.Request) (web.Answer, error) { return fault.make() })
		for range 2 { // an error is not kept
			r := s.Get("/fault-" + name)
			id := r.Header.Get("X-Request-Id")
			if r.Status != http.StatusInternalServerError || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Etag") != "" {
				t.Errorf("%s: %d, %v", name, r.Status, r.Header)
			}
			if got := r.Doc(t).Find("main code").Text(); got != id || id == "" {
				t.Errorf("%s: the page gives reference %q for %q", name, got, id)
			}
			for _, leak := range []string{"secretcause", "goroutine", ".go:", "runtime error"} {
				if strings.Contains(string(r.Body), leak) {
					t.Errorf("%s: the page says %q", name, leak)
				}
			}
			record := lastRecord(t, s)
			if record["request_id"] != id || record["level"] != "ERROR" || record["status"] != 500.0 {
				t.Errorf("%s: log %v", name, record)
			}
			if cause := fmt.Sprint(record["error"]); !strings.Contains(cause, fault.cause) {
				t.Errorf("%s: the log says %.100q", name, cause)
			}
		}
		for _, wrong := range s.CheckHTML(s.Get("/fault-" + name).Body) {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}

func TestRefusalsHaveTheirStatus(t *testing.T) {
	s := testkit.Open(t)
	for code, want := range map[segur.Code]int{
		segur.CodeInvalid: 400, segur.CodeUnauthenticated: 401, segur.CodeForbidden: 403, segur.CodeNotFound: 404, segur.CodeConflict: 409,
		segur.CodeGone: 410, segur.CodeTooLarge: 413, segur.CodeInternal: 500, segur.CodeUnavailable: 503,
	} {
		path := "/refused-" + string(code)
		mount(s, path, func(web.Request) (web.Answer, error) {
			return web.Answer{}, &segur.Error{Code: code, Message: "Ce que le lecteur peut lire", Err: errors.New("secretcause")}
		})
		r := s.Get(path)
		if r.Status != want {
			t.Errorf("%s: %d instead of %d", code, r.Status, want)
		}
		if shown := strings.Contains(r.Doc(t).Find("main").Text(), "Ce que le lecteur peut lire"); shown != (want < 500) {
			t.Errorf("%s: the message is shown: %v", code, shown)
		}
		if strings.Contains(string(r.Body), "secretcause") {
			t.Errorf("%s: the page tells the cause", code)
		}
		if wait := r.Header.Get("Retry-After"); (wait != "") != (want == 503) {
			t.Errorf("%s: Retry-After is %q", code, wait)
		}
		for _, fault := range s.CheckHTML(r.Body) {
			t.Errorf("%s: %s", code, fault)
		}
	}
}

func TestReadinessFollowsTheDatabase(t *testing.T) {
	s := testkit.Open(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		if r := s.Get(path); r.Status != 200 || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %v", path, r.Status, r.Header)
		}
	}
	s.Get(somePage)
	if err := s.App.Close(); err != nil {
		t.Fatal(err)
	}
	r := s.Get("/readyz")
	if r.Status != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("without its database: %d, %v", r.Status, r.Header)
	}
	if strings.Contains(string(r.Body), "sql") || !strings.Contains(s.Log.Cause(r), "closed") {
		t.Errorf("the page or the log: %s", s.Log.Cause(r))
	}
	if r := s.Get("/healthz"); r.Status != 200 {
		t.Errorf("/healthz: %d", r.Status)
	}
	if r := s.Get(somePage); r.Status != 200 {
		t.Errorf("pages need the database: %d", r.Status)
	}
}

// withTinyPage adds a template that costs nothing, and one that weighs a mebibyte.
func withTinyPage(files map[string][]byte) {
	const page = `{{define "page"}}%s{{end}}{{define "content"}}{{end}}`
	files["public/tiny.html"] = fmt.Appendf(nil, page, "tiny")
	files["public/heavy.html"] = fmt.Appendf(nil, page, strings.Repeat("0123456789abcdef", 1<<16))
}

// TestConcurrentReadersShareOneRendering holds that a crowd on a cold page costs one page.
func TestConcurrentReadersShareOneRendering(t *testing.T) {
	s := testkit.Open(t, testkit.WithTemplates(withTinyPage))
	const readers = 40
	var made atomic.Int32
	arrived := make(chan struct{})
	mount(s, "/cold", func(web.Request) (web.Answer, error) {
		made.Add(1)
		<-arrived
		return web.Answer{Template: "public/tiny"}, nil
	})
	var group, ready sync.WaitGroup
	ready.Add(readers)
	for range readers {
		group.Go(func() {
			ready.Done()
			if r := s.Get("/cold"); string(r.Body) != "tiny" {
				t.Errorf("%d: %.20q", r.Status, r.Body)
			}
		})
	}
	ready.Wait()
	close(arrived)
	group.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

// TestTheCacheIsBounded asks for more bytes than it may keep. A page that is asked for again and
// again stays; of the others as many are gone as there is no room for.
func TestTheCacheIsBounded(t *testing.T) {
	s := testkit.Open(t, testkit.WithTemplates(withTinyPage))
	var made atomic.Int32
	mount(s, "/many", func(web.Request) (web.Answer, error) {
		made.Add(1)
		return web.Answer{Template: "public/heavy"}, nil
	}, "n")
	const addresses, room = 130, 96 // of a mebibyte each
	s.Get("/many?n=0")
	for i := range addresses {
		s.Get(fmt.Sprintf("/many?n=%d", i))
		s.Get("/many?n=0")
	}
	if made.Load() != addresses {
		t.Errorf("a page asked for all the time is made %d times", made.Load()-addresses+1)
	}
	for i := range addresses {
		s.Get(fmt.Sprintf("/many?n=%d", i))
	}
	if again := made.Load() - addresses; again < addresses-room || again == addresses {
		t.Errorf("%d of %d pages are made again", again, addresses)
	}
}

// TestWhatStrangersMultiplyIsNotKept holds that searches and redirections, of which there is
// no end, do not push pages out of the cache.
func TestWhatStrangersMultiplyIsNotKept(t *testing.T) {
	s := testkit.Open(t, testkit.WithTemplates(withTinyPage))
	var made atomic.Int32
	mount(s, "/search", func(web.Request) (web.Answer, error) {
		made.Add(1)
		return web.Answer{Template: "public/tiny"}, nil
	}, "q")
	mount(s, "/moved", func(web.Request) (web.Answer, error) {
		made.Add(1)
		return web.Answer{MovedTo: "/methode"}, nil
	})
	for path, kept := range map[string]bool{"/search": true, "/search?q=words": false, "/moved": false} {
		made.Store(0)
		s.Get(path)
		s.Get(path)
		if again := made.Load() > 1; again == kept {
			t.Errorf("%s is made %d times", path, made.Load())
		}
	}
}

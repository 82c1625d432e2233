package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/program"
)

// binary is the program, built once for all tests of this package.
var binary string

func TestMain(m *testing.M) { program.Main(m, &binary, "-s -w -X main.version=v1.2.3-test") }

// result is what a finished program left.
type result struct {
	code        int
	out, errors string
}

// command prepares the program in an empty folder, without settings of the machine.
func command(t *testing.T, ctx context.Context, env []string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(ctx, binary, args...)
	c.Dir = t.TempDir()
	for _, line := range os.Environ() {
		if !strings.HasPrefix(line, "SEGUR_") {
			c.Env = append(c.Env, line)
		}
	}
	c.Env = append(c.Env, env...)
	return c
}

// run runs the program to its end and holds that it left nothing in its folder.
func run(t *testing.T, env []string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), testkit.Patience)
	defer cancel()
	c := command(t, ctx, env, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("segur %v: %v", args, err)
	}
	if left, err := os.ReadDir(c.Dir); err != nil || len(left) > 0 {
		t.Errorf("segur %v leaves %v in its folder, %v", args, left, err)
	}
	return result{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// refused runs the program and holds that it fails with a message that says all of these,
// and shows no trace of the inside.
func refused(t *testing.T, env []string, args []string, says ...string) result {
	t.Helper()
	r := run(t, env, args...)
	if r.code <= 0 {
		t.Errorf("segur %v ends with %d: %s%s", args, r.code, r.out, r.errors)
	}
	for _, part := range says {
		if !strings.Contains(r.errors, part) {
			t.Errorf("segur %v does not say %q: %s", args, part, r.errors)
		}
	}
	for _, trace := range []string{"goroutine", "panic", "runtime error"} {
		if strings.Contains(r.errors, trace) {
			t.Errorf("segur %v breaks down: %s", args, r.errors)
		}
	}
	return r
}

// server is a running program.
type server struct {
	*exec.Cmd
	address string // "http://127.0.0.1:40123"
	mu      sync.Mutex
	log     bytes.Buffer
	out     bytes.Buffer // standard output after the first line
	ended   chan error
}

// Write keeps the standard error of the program.
func (s *server) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(b)
}

func (s *server) errors() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

func (s *server) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// keepOutput reads the standard output to its end.
func (s *server) keepOutput(lines *bufio.Reader) {
	for {
		line, err := lines.ReadString('\n')
		s.mu.Lock()
		s.out.WriteString(line)
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// serve starts the program on a free port and waits until it says where.
func serve(t *testing.T, data string, args ...string) *server {
	t.Helper()
	c := command(t, context.Background(), nil, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data}, args...)...)
	s := &server{Cmd: c, ended: make(chan error, 1)}
	c.Stderr = s
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	go func() {
		lines := bufio.NewReader(out)
		line, _ := lines.ReadString('\n')
		said <- line
		s.keepOutput(lines)
		s.ended <- c.Wait()
	}()
	t.Cleanup(func() {
		if c.ProcessState == nil {
			_ = c.Process.Kill()
		}
	})
	line := testkit.Receive(t, "the program says where it listens", said)
	_, address, found := strings.Cut(strings.TrimSpace(line), " on ")
	if !found || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("the program says %q: %s", line, s.errors())
	}
	s.address = address
	return s
}

// get asks for a page and returns it.
func (s *server) get(t *testing.T, path string) string {
	t.Helper()
	r, err := http.Get(s.address + path)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("%s: %d, %v", path, r.StatusCode, err)
	}
	return string(body)
}

// stop sends a signal and holds that the program ends well.
func (s *server) stop(t *testing.T, signal syscall.Signal) {
	t.Helper()
	if err := s.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if err := testkit.Receive(t, "the program stops", s.ended); err != nil {
		t.Errorf("after %v: %v: %s", signal, err, s.errors())
	}
	if strings.Contains(s.errors(), "level=ERROR") {
		t.Errorf("the log holds errors: %s", s.errors())
	}
}

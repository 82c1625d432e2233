package week

import (
	"bufio"
	"bytes"
	"errors"
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

func TestMain(m *testing.M) { program.Main(m, &binary, "-s -w") }

// operator is who sits at the machine.
type operator struct{ *testing.T }

// environment is that of a service: nothing of the machine's settings.
func environment(settings ...string) []string {
	return append([]string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}, settings...)
}

// tries runs a command to its end and returns its code and all that it says.
func (o operator) tries(args ...string) (code int, said string) {
	o.Helper()
	c := exec.CommandContext(o.Context(), binary, args...)
	c.Env = environment()
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		o.Fatalf("segur %v: %v", args, err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// runs is tries for a command that must succeed.
func (o operator) runs(args ...string) (said string) {
	o.Helper()
	code, said := o.tries(args...)
	if code != 0 {
		o.Fatalf("segur %v ends with %d: %s", args, code, said)
	}
	return said
}

// server is a running program.
type server struct {
	operator
	*exec.Cmd
	address string // "127.0.0.1:40123"
	lines   chan string
	ended   chan error
	mu      sync.Mutex
	log     bytes.Buffer
}

// Write keeps the standard error of the program.
func (s *server) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(b)
}

func (s *server) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// starts serves a folder on a free port and returns once it answers there.
func (o operator) starts(data string, settings ...string) *server {
	o.Helper()
	s := &server{operator: o, lines: make(chan string, 10), ended: make(chan error, 1)}
	s.Cmd = exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", data)
	s.Env, s.Stderr = environment(settings...), s
	out, err := s.StdoutPipe()
	if err == nil {
		err = s.Start()
	}
	if err != nil {
		o.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			s.lines <- lines.Text()
		}
		close(s.lines)
		s.ended <- s.Wait()
	}()
	o.Cleanup(func() {
		if s.ProcessState == nil {
			_ = s.Process.Kill()
		}
	})
	_, address, found := strings.Cut(s.line("it serves"), " on http://")
	if !found {
		o.Fatalf("the program does not say where it serves: %s", s.said())
	}
	s.address = address
	return s
}

// line waits for the next line of the standard output.
func (s *server) line(what string) string {
	s.operator.Helper()
	line, more := <-s.lines
	if !more {
		s.Fatalf("the program ends before %s: %s", what, s.said())
	}
	return line
}

// stops ends the program as systemd does, and holds that it ends well.
func (s *server) stops() {
	s.operator.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		s.Fatal(err)
	}
	if err := testkit.Receive(s.T, "the program stops", s.ended); err != nil || strings.Contains(s.said(), "level=ERROR") {
		s.Errorf("it ends with %v: %s", err, s.said())
	}
}

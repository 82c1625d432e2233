package program

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Program is the running program.
type Program struct {
	Address string // "http://127.0.0.1:40123"
	Client  http.Client

	tb  testing.TB
	pid int
}

// Main runs the tests of a package with the program built once for all of them, with flags for its linker, at the path that it gives to
// binary. It ends the process, as a TestMain does.
func Main(m *testing.M, binary *string, linked string) {
	code, err := runWith(m, binary, linked)
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		code = 1
	}
	os.Exit(code)
}

func runWith(m *testing.M, binary *string, linked string) (code int, err error) {
	dir, err := os.MkdirTemp("", "segur-program-")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	*binary = filepath.Join(dir, "segur")
	if out, err := exec.Command("go", "build", "-o", *binary, "-ldflags", linked, "github.com/segur-tracker/segur/cmd/segur").CombinedOutput(); err != nil {
		return 1, fmt.Errorf("%w: %s", err, out)
	}
	return m.Run(), nil
}

// Start builds the program and serves the dataset from an empty folder until the test ends.
func Start(tb testing.TB, args ...string) *Program {
	tb.Helper()
	binary := filepath.Join(tb.TempDir(), "segur")
	if out, err := exec.Command("go", "build", "-o", binary, "github.com/segur-tracker/segur/cmd/segur").CombinedOutput(); err != nil {
		tb.Fatalf("build: %v: %s", err, out)
	}
	c := exec.Command(binary, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", tb.TempDir()}, args...)...)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := errors.Join(c.Process.Signal(syscall.SIGTERM), c.Wait()); err != nil {
			tb.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), " on ")
	if err != nil || !found {
		tb.Fatalf("the program says %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return &Program{Address: address, tb: tb, pid: c.Process.Pid, Client: http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 256},
	}}
}

// Settle waits until the pages that the program prepares by itself are drawn and its engine for
// pictures is there, which takes more memory than what comes after.
func (p *Program) Settle() {
	p.tb.Helper()
	for _, path := range []string{"/", "/en/", "/mesures", "/en/measures", "/indicateurs", "/en/indicators", "/methode", "/graphiques/avancement.png"} {
		r, err := p.Client.Get(p.Address + path)
		if err == nil {
			_, err = io.Copy(io.Discard, r.Body)
			err = errors.Join(err, r.Body.Close())
		}
		if err != nil || r.StatusCode != http.StatusOK {
			p.tb.Fatalf("%s is not served: %v", path, err)
		}
	}
}

// Memory returns a figure of the process in MiB: VmRSS is what it holds, VmHWM the most it held.
func (p *Program) Memory(name string) int {
	p.tb.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	found := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(raw)
	if err != nil || found == nil {
		p.tb.Fatalf("memory is read from /proc: %v", err)
	}
	kilobytes, err := strconv.Atoi(string(found[1]))
	if err != nil {
		p.tb.Fatal(err)
	}
	return kilobytes / 1024
}

// ForgetPeak lets the most that the process held start afresh.
func (p *Program) ForgetPeak() {
	p.tb.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.pid), []byte("5"), 0); err != nil {
		p.tb.Logf("the peak includes the start: %v", err)
	}
}

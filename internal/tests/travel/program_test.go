package travel

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

// program is the running binary.
type program struct {
	address string
	pid     int
	client  http.Client
}

// start builds and serves the program until the benchmark ends.
func start(b *testing.B) *program {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "segur")
	if out, err := exec.Command("go", "build", "-o", binary, "github.com/segur-tracker/segur/cmd/segur").CombinedOutput(); err != nil {
		b.Fatalf("build: %v: %s", err, out)
	}
	c := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", b.TempDir(), "--log-level", "error")
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := errors.Join(c.Process.Signal(syscall.SIGTERM), c.Wait()); err != nil {
			b.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), " on ")
	if err != nil || !found {
		b.Fatalf("the program says %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	p := &program{address: address, pid: c.Process.Pid, client: http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 256},
	}}
	for _, path := range []string{"/", "/en/", "/mesures", "/en/measures", "/indicateurs", "/en/indicators"} {
		if a := p.ask(path); a.status != http.StatusOK {
			b.Fatalf("%s answers %d", path, a.status)
		}
	}
	return p
}

// answer is what became of a request; its status is 0 where there was none.
type answer struct {
	status int
	retry  string
	took   time.Duration
}

func (p *program) ask(path string) answer {
	began := time.Now()
	r, err := p.client.Get(p.address + path)
	if err != nil {
		return answer{}
	}
	_, err = io.Copy(io.Discard, r.Body)
	if err = errors.Join(err, r.Body.Close()); err != nil {
		return answer{}
	}
	return answer{r.StatusCode, r.Header.Get("Retry-After"), time.Since(began)}
}

// memory returns a figure of the process in MiB: VmRSS is what it holds, VmHWM the most it held.
func (p *program) memory(b *testing.B, name string) int {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	found := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(raw)
	if err != nil || found == nil {
		b.Fatalf("memory is read from /proc: %v", err)
	}
	kilobytes, err := strconv.Atoi(string(found[1]))
	if err != nil {
		b.Fatal(err)
	}
	return kilobytes / 1024
}

// forgetPeak lets the most that the process held start afresh.
func (p *program) forgetPeak(b *testing.B) {
	b.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.pid), []byte("5"), 0); err != nil {
		b.Logf("the peak includes the start: %v", err)
	}
}

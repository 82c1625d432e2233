package flood

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	atOnce = 200
	// bound is far above what two hashes of 19 MiB at a time take, and far below the 3.8 GiB
	// of 200 of them.
	bound = 512
)

// BenchmarkSignInFlood has 200 browsers on as many networks send a name and a password at the
// same moment, while a reader keeps asking for a page.
func BenchmarkSignInFlood(b *testing.B) {
	p := start(b)
	p.settle(b)
	var answers sync.Map
	before, peak := p.memory(b, "VmRSS"), 0
	var read []time.Duration
	for b.Loop() {
		p.forgetPeak(b)
		done, reading := make(chan struct{}), make(chan []time.Duration)
		go func() { reading <- p.read(b, done) }()
		var all sync.WaitGroup
		for i := range atOnce {
			all.Go(func() {
				count, _ := answers.LoadOrStore(p.signIn(b, i), new(counter))
				count.(*counter).add()
			})
		}
		all.Wait()
		close(done)
		read = append(read, <-reading...)
		peak = max(peak, p.memory(b, "VmHWM"))
	}
	answers.Range(func(status, count any) bool {
		b.ReportMetric(float64(count.(*counter).n)/float64(b.N), fmt.Sprintf("status-%d/op", status))
		return true
	})
	slices.Sort(read)
	b.ReportMetric(float64(before), "MiB-before")
	b.ReportMetric(float64(peak), "MiB-peak")
	b.ReportMetric(float64(read[len(read)/2].Milliseconds()), "ms-reader-p50")
	b.ReportMetric(float64(read[len(read)*99/100].Milliseconds()), "ms-reader-p99")
	if peak-before > bound {
		b.Errorf("the flood takes %d MiB, want at most %d", peak-before, bound)
	}
}

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

// program is the running binary.
type program struct {
	address string
	pid     int
	client  http.Client
}

// start builds and serves the program. It believes this machine about where browsers are, so
// that each of them can come from a network of its own.
func start(b *testing.B) *program {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "segur")
	if out, err := exec.Command("go", "build", "-o", binary, "github.com/segur-tracker/segur/cmd/segur").CombinedOutput(); err != nil {
		b.Fatalf("build: %v: %s", err, out)
	}
	c := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", b.TempDir(), "--trusted-proxies", "127.0.0.0/8", "--log-level", "warn")
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		err := errors.Join(c.Process.Signal(syscall.SIGTERM), c.Wait())
		if err != nil {
			b.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), " on ")
	if err != nil || !found {
		b.Fatalf("the program says %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return &program{address: address, pid: c.Process.Pid, client: http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: atOnce},
	}}
}

// settle waits until the pages that the program prepares by itself are drawn: charts take more
// memory than people who sign in.
func (p *program) settle(b *testing.B) {
	for _, path := range []string{"/", "/en/", "/mesures", "/en/measures", "/indicateurs", "/en/indicators", "/methode"} {
		r, err := http.NewRequest(http.MethodGet, p.address+path, nil)
		if err != nil {
			b.Fatal(err)
		}
		if status := p.status(b, r); status != http.StatusOK {
			b.Fatalf("%s answers %d", path, status)
		}
	}
}

// signIn sends a name and a password from the ith network and returns the status.
func (p *program) signIn(b *testing.B, i int) int {
	form := url.Values{"nom": {"agent-" + strconv.Itoa(i)}, "mot-de-passe": {"cheval lampe paris violon"}}
	r, err := http.NewRequest(http.MethodPost, p.address+"/admin/connexion", strings.NewReader(form.Encode()))
	if err != nil {
		b.Error(err)
		return 0
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("203.0.%d.%d", i/250, i%250))
	return p.status(b, r)
}

func (p *program) status(b *testing.B, r *http.Request) int {
	answer, err := p.client.Do(r)
	if err != nil {
		b.Error(err)
		return 0
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		b.Error(err)
	}
	return answer.StatusCode
}

// read asks for the same page again and again until done, and returns how long each took.
func (p *program) read(b *testing.B, done <-chan struct{}) []time.Duration {
	var took []time.Duration
	for {
		r, err := http.NewRequest(http.MethodGet, p.address+"/methode", nil)
		if err != nil {
			b.Error(err)
			return took
		}
		start := time.Now()
		if status := p.status(b, r); status != http.StatusOK {
			b.Errorf("a reader is answered %d", status)
		}
		took = append(took, time.Since(start))
		select {
		case <-done:
			return took
		default:
		}
	}
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

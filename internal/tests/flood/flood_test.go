package flood

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/testkit/program"
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
	// The program believes this machine about where browsers are: each can come from a network of its own.
	p := target{program.Start(b, "--trusted-proxies", "127.0.0.0/8", "--log-level", "warn")}
	p.Settle()
	var answers sync.Map
	before, peak := p.Memory("VmRSS"), 0
	var read []time.Duration
	for b.Loop() {
		p.ForgetPeak()
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
		peak = max(peak, p.Memory("VmHWM"))
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

// target is the running program, as browsers and readers meet it.
type target struct{ *program.Program }

// signIn sends a name and a password from the ith network and returns the status.
func (p target) signIn(b *testing.B, i int) int {
	form := url.Values{"nom": {"agent-" + strconv.Itoa(i)}, "mot-de-passe": {"cheval lampe paris violon"}}
	r, err := http.NewRequest(http.MethodPost, p.Address+"/admin/connexion", strings.NewReader(form.Encode()))
	if err != nil {
		b.Error(err)
		return 0
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("203.0.%d.%d", i/250, i%250))
	return p.status(b, r)
}

func (p target) status(b *testing.B, r *http.Request) int {
	answer, err := p.Client.Do(r)
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
func (p target) read(b *testing.B, done <-chan struct{}) []time.Duration {
	var took []time.Duration
	for {
		r, err := http.NewRequest(http.MethodGet, p.Address+"/methode", nil)
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

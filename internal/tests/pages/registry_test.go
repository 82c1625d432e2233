package pages

import (
	"flag"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

const released = "testdata/released.txt"

// patience is how often a busy program is asked again; each refusal has waited by itself.
const patience = 5

var promise = flag.Bool("promise", false, "add the addresses of today to those that answer for good")

// promised reads the addresses that readers were given, in any version of the program.
func promised(t *testing.T) []string {
	t.Helper()
	body, err := os.ReadFile(released)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(body))
}

// current are the addresses that readers are given today.
func current() []string {
	list := []string{"/embed.js", "/embed/derniere.json"}
	for _, path := range testkit.Paths(site) {
		if !strings.Contains(path, "?") {
			list = append(list, path)
		}
	}
	for _, c := range all() {
		list = append(list, c.addresses()...)
	}
	return list
}

// TestEveryAddressIsPromised keeps addresses from being given without a thought: whoever adds one
// adds it here, where it can never be taken away.
func TestEveryAddressIsPromised(t *testing.T) {
	list := promised(t)
	if *promise {
		list = append(list, current()...)
		slices.Sort(list)
		list = slices.Compact(list)
		if err := os.WriteFile(released, []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, address := range current() {
		if !slices.Contains(list, address) {
			t.Errorf("%s is not in %s: run the test with -promise", address, released)
		}
	}
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Errorf("%s is out of order or holds an address twice", released)
	}
}

// TestEveryPromisedAddressAnswers asks for every address ever given. A chart that is gone says so;
// what was renamed is found at once.
func TestEveryPromisedAddressAnswers(t *testing.T) {
	var all sync.WaitGroup
	queue := make(chan string)
	for range 2 {
		all.Go(func() {
			for address := range queue {
				checkPromise(t, address)
			}
		})
	}
	for _, address := range promised(t) {
		queue <- address
	}
	close(queue)
	all.Wait()
}

func checkPromise(t *testing.T, address string) {
	r := site.Get(address)
	for range patience {
		if r.Status != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
			break
		}
		r = site.Get(address)
	}
	switch r.Status {
	case http.StatusOK:
		if len(r.Body) == 0 {
			t.Errorf("%s is empty", address)
		}
	case http.StatusMovedPermanently:
		if to := site.Get(r.Header.Get("Location")); to.Status != http.StatusOK {
			t.Errorf("%s leads to %s, which answers %d", address, r.Header.Get("Location"), to.Status)
		}
	case http.StatusGone:
		if !withdrawn(address) {
			t.Errorf("%s is gone", address)
		}
	default:
		t.Errorf("%s answers %d", address, r.Status)
	}
}

// withdrawn reports whether an address is that of a chart that the publication says to be gone.
func withdrawn(address string) bool {
	for _, c := range all() {
		if _, gone := site.Catalog().Withdrawal(c.name); gone && slices.Contains(c.addresses(), address) {
			return true
		}
	}
	return false
}

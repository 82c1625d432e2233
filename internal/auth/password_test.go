package auth

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/segur-tracker/segur/internal/segur"
)

const rightPassword = "sept chevaux de bois"

func TestPasswordHashes(t *testing.T) {
	t.Parallel()
	p := NewPasswords(PasswordOptions{})
	hash, err := p.Hash(t.Context(), rightPassword)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q, %v", hash, err)
	}
	again, err := p.Hash(t.Context(), rightPassword)
	if err != nil || again == hash {
		t.Errorf("no salt: %q, %v", again, err)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{rightPassword, hash, true},
		{rightPassword + " ", hash, false},
		{"", hash, false},
		{rightPassword, "", false},
		{"", "", false},
		{rightPassword, p.decoy, false},
		{strings.Repeat("x", 1<<20), hash, false},
	} {
		if got, err := p.Check(t.Context(), c.password, c.hash, ""); got != c.want || err != nil {
			t.Errorf("%.30q against %q: %t, %v", c.password, c.hash, got, err)
		}
	}
	if _, err := p.Check(t.Context(), rightPassword, "$argon2id$v=19$broken", ""); segur.ErrorCode(err) != segur.CodeInternal {
		t.Errorf("broken hash: %v", err)
	}
}

// Parameters may grow: whoever chose a password before still comes in.
func TestFormerPasswordHashes(t *testing.T) {
	t.Parallel()
	p := NewPasswords(PasswordOptions{})
	old, err := argon2id.CreateHash(rightPassword, &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	if same, err := p.Check(t.Context(), rightPassword, old, ""); !same || err != nil {
		t.Errorf("an old hash is refused: %t, %v", same, err)
	}
}

// Unknown accounts, accounts without password and passwords too long to be any cost the same
// hash as the others.
func TestUnknownAccountsCostAHash(t *testing.T) {
	t.Parallel()
	p := NewPasswords(PasswordOptions{})
	var hashed []string
	p.compare = func(_, hash string) (bool, error) {
		hashed = append(hashed, hash)
		return true, nil // even then it is nobody's password
	}
	for _, password := range []string{rightPassword, strings.Repeat("x", 300)} {
		if same, err := p.Check(t.Context(), password, "", ""); same || err != nil {
			t.Errorf("%t, %v", same, err)
		}
	}
	if len(hashed) != 2 {
		t.Fatalf("%d hashes, want 2", len(hashed))
	}
	made, _, _, err := argon2id.DecodeHash(hashed[0])
	if err != nil || *made != parameters() {
		t.Errorf("the decoy costs %+v, %v", made, err)
	}
}

// However many sign in, two hashes run at a time; the rest wait or are told to come back.
func TestLoginFloodIsHashedTwoAtATime(t *testing.T) {
	t.Parallel()
	const callers, queue, strangers = 200, 50, 38
	p := NewPasswords(PasswordOptions{Patience: time.Hour, Queue: queue})
	var running, most, served, sent atomic.Int64
	release := make(chan struct{})
	p.compare = func(string, string) (bool, error) {
		now := running.Add(1)
		for {
			if seen := most.Load(); now <= seen || most.CompareAndSwap(seen, now) {
				break
			}
		}
		<-release
		running.Add(-1)
		return true, nil
	}
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			same, err := p.Check(t.Context(), rightPassword, "hash", "")
			var e *segur.Error
			switch {
			case same && err == nil:
				served.Add(1)
			case errors.As(err, &e) && e.Code == segur.CodeUnavailable && e.Field == "busy":
				// Their part of the queue is full once all but those inside were sent away.
				if sent.Add(1) == callers-strangers-atOnce {
					close(release)
				}
			default:
				t.Errorf("%t, %v", same, err)
			}
		})
	}
	all.Wait()
	if most.Load() != atOnce || served.Load() != strangers+atOnce || sent.Load() != callers-strangers-atOnce {
		t.Errorf("%d at a time, %d served, %d sent away", most.Load(), served.Load(), sent.Load())
	}
}

// A flood from unknown browsers leaves places to those who signed in before, and to new passwords.
func TestAFloodOfStrangersKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	p := NewPasswords(PasswordOptions{Patience: time.Hour, Queue: 4})
	p.compare = func(string, string) (bool, error) { return true, nil }
	release := occupy(t, p)
	var all sync.WaitGroup
	check := func(device string) {
		if same, err := p.Check(t.Context(), rightPassword, "hash", device); !same || err != nil {
			t.Errorf("device %q: %t, %v", device, same, err)
		}
	}
	for range 3 {
		all.Go(func() { check("") })
	}
	awaitQueue(t, p, 3)
	_, err := p.Check(t.Context(), rightPassword, "hash", "")
	refusal(t, err, segur.CodeUnavailable, "busy")
	all.Go(func() { check("browser") })
	awaitQueue(t, p, 4)
	_, err = p.Check(t.Context(), rightPassword, "hash", "browser")
	refusal(t, err, segur.CodeUnavailable, "busy")
	release()
	all.Wait()
}

// occupy takes every turn, until release is called.
func occupy(t *testing.T, p *Passwords) (release func()) {
	t.Helper()
	var leaves []func()
	for range atOnce {
		leave, err := p.queue.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, leave)
	}
	return func() {
		for _, leave := range leaves {
			leave()
		}
	}
}

func awaitQueue(t *testing.T, p *Passwords, n int) {
	t.Helper()
	for range 1000 {
		if p.queue.Waiting() == n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d wait, want %d", p.queue.Waiting(), n)
}

// 200 real sign-ins at a time stay within some tens of MiB: two hashes of 19 MiB and as much
// again that the collector has not swept yet.
func TestLoginFloodMemory(t *testing.T) {
	const callers, bound = 200, 160 << 20
	p := NewPasswords(PasswordOptions{Patience: time.Hour, Queue: 2 * callers})
	hash, err := p.Hash(t.Context(), rightPassword)
	if err != nil {
		t.Fatal(err)
	}
	real := p.compare
	var mu sync.Mutex
	var before, peak uint64
	measure := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse + m.StackInuse
	}
	defer debug.SetGCPercent(debug.SetGCPercent(100)) // as the program runs, whatever the environment of tests says
	runtime.GC()
	before = measure()
	p.compare = func(password, hash string) (bool, error) {
		same, err := real(password, hash)
		mu.Lock()
		defer mu.Unlock()
		peak = max(peak, measure())
		return same, err
	}
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			if same, err := p.Check(t.Context(), rightPassword, hash, ""); !same || err != nil {
				t.Errorf("%t, %v", same, err)
			}
		})
	}
	all.Wait()
	t.Logf("%d MiB before, %d MiB at the peak", before>>20, peak>>20)
	if peak > before+bound {
		t.Errorf("%d MiB more than before, want at most %d", (peak-before)>>20, bound>>20)
	}
}

func TestPasswordPatience(t *testing.T) {
	t.Parallel()
	p := NewPasswords(PasswordOptions{Patience: time.Millisecond})
	release := occupy(t, p)
	_, err := p.Check(t.Context(), rightPassword, "", "")
	refusal(t, err, segur.CodeUnavailable, "busy")
	_, err = p.Hash(t.Context(), rightPassword)
	refusal(t, err, segur.CodeUnavailable, "busy")
	release()
	if _, err := p.Hash(t.Context(), rightPassword); err != nil {
		t.Errorf("a turn is free: %v", err)
	}

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	p = NewPasswords(PasswordOptions{Patience: time.Hour})
	occupy(t, p)
	if _, err := p.Check(gone, rightPassword, "", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("waits for a browser that left: %v", err)
	}
}

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ password, account, field string }{
		{rightPassword, "anne.martin", ""},
		{"Éléphant-à-3-têtes", "anne.martin", ""},
		{"cheval paris lampe 7", "anne.martin", ""},
		{"éàùçôîéàùçô", "anne.martin", "password_short"}, // 22 bytes but 11 characters
		{"éàùçôîêëâûïü", "anne.martin", ""},
		{"", "anne.martin", "password_short"},
		{strings.Repeat("sept chevaux de bois ", 13), "anne.martin", "password_long"},
		{"xy-Anne.Martin-zk92", "anne.martin", "password_name"},
		{"xy-Anne.Martin-zk92", "anne.martin@ars.example", "password_name"},
		{"xy-Anne.M@rtin-zk92", "anne.martin", "password_name"},
		{"qp-saisie-07-wxtv", "saisie-07", "password_name"},
		{"sept chevaux de bois", "de", ""}, // too short a name to mean anything
		{"aaaaaaaaaaaaaaa", "anne", "password_common"},
		{"abababababababa", "anne", "password_common"},
		{"Tigre1Tigre1", "anne", "password_common"},
		{"1234567890123", "anne", "password_common"},
		{"abcdefghijklmnop", "anne", "password_common"},
		{"zyxwvutsrqponm", "anne", "password_common"},
		{"azertyuiopqsdfghjklm", "anne", "password_common"},
		{"Motdepasse2024!", "anne", "password_common"},
		{"Motdepasse-1975!", "anne", "password_common"},
		{"P@ssw0rd12345", "anne", "password_common"},
		{"Ministère-Santé-2021", "anne", "password_common"},
		{"Bonjour12345678", "anne", "password_common"},
		{"            ", "anne", "password_common"},
	} {
		err := JudgePassword(c.password, c.account)
		if c.field == "" {
			if err != nil {
				t.Errorf("%q for %s: %v", c.password, c.account, err)
			}
			continue
		}
		t.Run(c.password, func(t *testing.T) { refusal(t, err, segur.CodeInvalid, c.field) })
	}
}

func FuzzJudgePassword(f *testing.F) {
	f.Add("sept chevaux de bois", "anne")
	f.Add("\xff\xfe\x00", "")
	f.Fuzz(func(t *testing.T, password, account string) {
		err := JudgePassword(password, account)
		if err == nil && (len(password) < shortestPassword || len(password) > longestPassword) {
			t.Errorf("%q accepted", password)
		}
	})
}

func BenchmarkPasswordCheck(b *testing.B) {
	p := NewPasswords(PasswordOptions{})
	for b.Loop() {
		if _, err := p.Check(b.Context(), rightPassword, "", ""); err != nil {
			b.Fatal(err)
		}
	}
}

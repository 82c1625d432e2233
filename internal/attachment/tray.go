package attachment

import (
	"slices"
	"sync"
)

// mostHeld bounds, in bytes, the files that wait for their forms.
const mostHeld = 64 << 20

// Tray holds files that were accepted while the forms that they came with are being corrected, so that
// nobody has to choose one again. The oldest leave when room is needed, and all with the program. Its
// methods may be called from any number of goroutines.
type Tray struct {
	mu   sync.Mutex
	held []held
}

type held struct {
	account int64
	name    string
	file    File
}

// Put holds a file of an account under its digest.
func (t *Tray) Put(account int64, name string, f File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.held = slices.DeleteFunc(t.held, func(h held) bool { return h.account == account && h.file.Digest == f.Digest })
	t.held = append(t.held, held{account, name, f})
	total := 0
	for i := len(t.held) - 1; i >= 0; i-- {
		if total += len(t.held[i].file.Body); total > mostHeld {
			t.held = slices.Clone(t.held[i+1:])
			return
		}
	}
}

// Take returns a file of an account and its name; ok is false where it is not held, or is another's. The
// file stays: the form may come back once more.
func (t *Tray) Take(account int64, digest string) (f File, name string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, h := range t.held {
		if h.account == account && h.file.Digest == digest {
			return h.file, h.name, true
		}
	}
	return File{}, "", false
}

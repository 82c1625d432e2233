package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"github.com/segur-tracker/segur/internal/queue"
	"github.com/segur-tracker/segur/internal/segur"
)

// Bounds of a password. Length is what counts (ANSSI and CNIL guide on authentication), so
// there is no rule on kinds of characters and no forced renewal.
const (
	shortestPassword = 12  // characters
	longestPassword  = 256 // bytes
	leastVariety     = 6   // different characters left once the obvious is taken away
)

// atOnce bounds the memory that sign-ins can take: each hash holds 19 MiB while it runs.
const atOnce = 2

// parameters are OWASP's first choice for argon2id on small servers: 19 MiB and two passes
// resist as well as 46 MiB and one pass, and leave room for two hashes at a time. One lane:
// a second one would only help an attacker with more cores than we have.
func parameters() argon2id.Params {
	return argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// PasswordOptions sets how long and how many may wait for their turn to be hashed.
type PasswordOptions struct {
	Patience time.Duration // 5 s when zero
	Queue    int           // 64 when zero; a quarter is kept for browsers that signed in before
}

// Passwords hashes and checks passwords, two at a time whatever the number of callers.
type Passwords struct {
	queue     *queue.Queue
	strangers *queue.Share // tries from an unknown browser
	decoy     string
	create    func(password string, p *argon2id.Params) (string, error)
	compare   func(password, hash string) (bool, error)
}

// NewPasswords returns a Passwords. There should be one in a process: it is what bounds memory.
func NewPasswords(o PasswordOptions) *Passwords {
	o.Queue = cmp.Or(o.Queue, 64)
	q := queue.New(queue.Limits{Work: atOnce, Wait: o.Queue, Patience: cmp.Or(o.Patience, 5*time.Second)})
	return &Passwords{
		queue:     q,
		strangers: q.Share(o.Queue - o.Queue/4),
		decoy:     decoy(parameters()),
		create:    argon2id.CreateHash,
		compare:   argon2id.ComparePasswordAndHash,
	}
}

// decoy returns a hash that no password has and that costs as much to check as a real one.
func decoy(p argon2id.Params) string {
	salt, key := make([]byte, p.SaltLength), make([]byte, p.KeyLength)
	rand.Read(salt)
	rand.Read(key)
	written := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", p.Memory, p.Iterations, p.Parallelism, written(salt), written(key))
}

// Hash returns the PHC string of a password. It fails with segur.CodeUnavailable and Field
// "busy" when too many others are waiting, or when the turn does not come in time.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	leave, err := p.queue.Enter(ctx)
	if err != nil {
		return "", busy(err)
	}
	defer leave()
	today := parameters()
	hash, err := p.create(password, &today)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// Check reports whether a password has the hash. Give "" for an account that does not exist
// or has no password: the answer is false and takes as long as any other. device is what
// Devices.Known returned for the account, "" for none. Errors as Hash.
func (p *Passwords) Check(ctx context.Context, password, hash, device string) (bool, error) {
	known := hash != "" && len(password) <= longestPassword
	if !known {
		hash, password = p.decoy, password[:min(len(password), longestPassword)]
	}
	enter := p.strangers.Enter
	if device != "" {
		enter = p.queue.Enter
	}
	leave, err := enter(ctx)
	if err != nil {
		return false, busy(err)
	}
	defer leave()
	same, err := p.compare(password, hash)
	if err != nil {
		return false, fmt.Errorf("check password: %w", err)
	}
	return same && known, nil
}

func busy(cause error) error {
	return &segur.Error{
		Code: segur.CodeUnavailable, Field: "busy", Message: "Too many people are signing in; try again in a moment.", Err: cause,
	}
}

// JudgePassword returns nil for a password fit for the account of that name, otherwise an
// error with segur.CodeInvalid and Field "password_short", "password_long", "password_name"
// or "password_common".
func JudgePassword(password, account string) error {
	switch {
	case utf8.RuneCountInString(password) < shortestPassword:
		return unfit("password_short", "The password needs 12 characters or more.")
	case len(password) > longestPassword:
		return unfit("password_long", "The password is too long.")
	case holdsName(password, account):
		return unfit("password_name", "The password must not contain the name of the account.")
	case obvious(folded(password)):
		return unfit("password_common", "The password is too easy to guess.")
	}
	return nil
}

func unfit(field, message string) error {
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: message}
}

// holdsName looks for the whole name and, of an address, for the part before "@". Shorter
// names than three letters would be found in passwords that have nothing to do with them.
func holdsName(password, account string) bool {
	local, _, _ := strings.Cut(account, "@")
	for _, name := range []string{account, local} {
		if utf8.RuneCountInString(name) >= 3 && strings.Contains(folded(password), folded(name)) {
			return true
		}
	}
	return false
}

// obvious reports whether little is left of a folded password without its runs, its years and
// the words that everybody thinks of first.
func obvious(password string) bool {
	if repeats(password) {
		return true
	}
	for _, word := range firstThoughts() {
		password = strings.ReplaceAll(password, word, "")
	}
	password = regexp.MustCompile(`(19|20)\d\d`).ReplaceAllString(password, "")
	different := map[rune]bool{}
	for _, r := range withoutRuns(password) {
		different[r] = true
	}
	return len(different) < leastVariety
}

// repeats reports whether a text is one piece said twice or more.
func repeats(text string) bool {
	return strings.Contains((text + text)[1:max(1, 2*len(text)-1)], text)
}

// withoutRuns shortens each run of neighbours ("aaaa", "1234", "fedc") to its first character.
func withoutRuns(text string) []rune {
	runes := []rune(text)
	var kept []rune
	for len(runes) > 0 {
		kept = append(kept, runes[0])
		runes = runes[run(runes):]
	}
	return kept
}

// run returns how many characters a text opens with that go up, down or stay in even steps,
// 1 when there are fewer than three.
func run(runes []rune) int {
	if len(runes) < 3 {
		return 1
	}
	step, n := runes[1]-runes[0], 2
	if step < -1 || step > 1 {
		return 1
	}
	for n < len(runes) && runes[n]-runes[n-1] == step {
		n++
	}
	if n < 3 {
		return 1
	}
	return n
}

// folded brings the spellings of a word together, the usual disguises included.
func folded(text string) string {
	return strings.NewReplacer(
		"é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "î", "i", "ï", "i", "ô", "o", "û", "u", "ù", "u", "ç", "c",
		"@", "a", "$", "s", "€", "e",
	).Replace(strings.ToLower(text))
}

// firstThoughts are rows of keyboards and the words that head every list of stolen passwords,
// with those of this house, longer ones before those they hold.
func firstThoughts() []string {
	return []string{
		"azertyuiop", "qwertyuiop", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm", "azerty", "qwerty", "1q2w3e4r", "1a2z3e4r",
		"motdepasse", "mot de passe", "password", "passw0rd", "passe", "changeme", "changezmoi", "letmein", "welcome", "bienvenue",
		"bonjour", "soleil", "jetaime", "iloveyou", "doudou", "loulou", "chouchou", "football", "dragon", "princesse", "princess",
		"administrateur", "administrator", "admin", "secret", "utilisateur", "username", "default", "temporaire",
		"ministere", "hopital", "sante", "segur", "france", "agence", "regionale", "marseille", "paris",
	}
}

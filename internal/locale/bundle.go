package locale

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// ErrIncomplete says that a text exists in one language and not in another.
var ErrIncomplete = errors.New("locale: texts missing in a language")

// Bundle holds all words of the site in every language. It does not change after Load.
type Bundle struct {
	dictionaries map[Lang]*dictionary
	keys         []string
}

// messages maps ids such as "home.title" to their text in one language.
type messages map[string]*i18n.Message

// Load reads every .toml file of fsys, at any depth. A file is named "<lang>.toml" or
// "<lang>.<part>.toml" and follows go-i18n: [home] title = "…" has the id "home.title", plurals are
// tables with one/other/many, variables are {{.Name}}. Load fails on an unknown language, a file
// that does not parse, an id defined twice, a text without "other", a template that does not
// parse, and, with ErrIncomplete naming all such ids, on a text some language lacks.
func Load(fsys fs.FS) (*Bundle, error) {
	all := map[Lang]messages{}
	for _, l := range Langs() {
		all[l] = messages{}
	}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		return readFile(fsys, name, all)
	})
	if err != nil {
		return nil, fmt.Errorf("load locales: %w", err)
	}
	if err := complete(all); err != nil {
		return nil, err
	}
	return newBundle(all)
}

func readFile(fsys fs.FS, name string, all map[Lang]messages) error {
	code, _, _ := strings.Cut(path.Base(name), ".")
	lang, ok := Parse(code)
	if !ok {
		return fmt.Errorf("%s: %q is not a language of the site", name, code)
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	parsed, err := i18n.ParseMessageBytes(raw, toml.Unmarshal)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, m := range parsed {
		if all[lang][m.ID] != nil {
			return fmt.Errorf("%s: %q is already defined in this language", name, m.ID)
		}
		if err := prepare(m); err != nil {
			return fmt.Errorf("%s: %q: %w", name, m.ID, err)
		}
		all[lang][m.ID] = m
	}
	return nil
}

// prepare checks the templates of a message and lets "other" stand for the plural forms it does not
// tell apart: go-i18n reports a form it misses as an error, and French asks for "many" from a
// million on, which few texts need.
func prepare(m *i18n.Message) error {
	if m.Other == "" {
		return errors.New(`no text (key "other")`)
	}
	for _, form := range []*string{&m.One, &m.Many, &m.Other} {
		if *form == "" {
			*form = m.Other
		}
		if _, err := textParser().Parse(*form, m.LeftDelim, m.RightDelim); err != nil {
			return err
		}
	}
	return nil
}

// textParser refuses variables that are not given, which text/template would print "<no value>".
func textParser() *template.TextParser { return &template.TextParser{Option: "missingkey=error"} }

func complete(all map[Lang]messages) error {
	ids := map[string]bool{}
	for _, texts := range all {
		for id := range texts {
			ids[id] = true
		}
	}
	if len(ids) == 0 {
		return errors.New("load locales: no text at all")
	}
	var faults []string
	for _, l := range Langs() {
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			if all[l][id] == nil {
				faults = append(faults, fmt.Sprintf("%s: %s", l, id))
			}
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w: %s", ErrIncomplete, strings.Join(faults, ", "))
	}
	return nil
}

func newBundle(all map[Lang]messages) (*Bundle, error) {
	b := &Bundle{dictionaries: map[Lang]*dictionary{}, keys: slices.Sorted(maps.Keys(all[FR]))}
	for _, l := range Langs() {
		// One go-i18n bundle per language: it can then never answer in another one.
		words := i18n.NewBundle(language.Make(string(l)))
		if err := words.AddMessages(language.Make(string(l)), slices.Collect(maps.Values(all[l]))...); err != nil {
			return nil, fmt.Errorf("load locales: %s: %w", l, err)
		}
		b.dictionaries[l] = newDictionary(l, words, all[l])
	}
	return b, nil
}

// For returns a localizer of a language for one answer; French, the language of the record, for any
// other.
func (b *Bundle) For(l Lang) *Localizer {
	return &Localizer{dictionary: b.dictionary(l), bundle: b, fault: new(atomic.Pointer[error])}
}

func (b *Bundle) dictionary(l Lang) *dictionary {
	if found := b.dictionaries[l]; found != nil {
		return found
	}
	return b.dictionaries[FR]
}

// Keys lists the ids of all texts, sorted.
func (b *Bundle) Keys() []string { return slices.Clone(b.keys) }

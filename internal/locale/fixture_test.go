package locale_test

import (
	"testing"
	"testing/fstest"

	"github.com/segur-tracker/segur/internal/locale"
)

const frenchFile = `
title = "L'état des mesures : 2025"
[home]
lead = "{{.Done}} mesures sur {{.All}} !"
[beds]
one = "{{.count}} lit"
other = "{{.count}} lits"
[people]
one = "{{.count}} personne"
many = "{{.count}} de personnes"
other = "{{.count}} personnes"
[nested.deep]
word = "mot"
`

const englishFile = `
title = "The state of measures: 2025"
[home]
lead = "{{.Done}} measures out of {{.All}}!"
[beds]
one = "{{.count}} bed"
other = "{{.count}} beds"
[people]
one = "{{.count}} person"
other = "{{.count}} people"
[nested.deep]
word = "word"
`

func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func bundle(t testing.TB) *locale.Bundle {
	t.Helper()
	b, err := locale.Load(files("locales/fr.toml", frenchFile, "locales/en.toml", englishFile))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %q, want %q", what, got, want)
	}
}

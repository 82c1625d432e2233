package locale_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
)

func TestParseLang(t *testing.T) {
	t.Parallel()
	if l, ok := locale.Parse("en"); !ok || l != locale.EN {
		t.Errorf(`Parse("en") = %q, %v`, l, ok)
	}
	for _, s := range []string{"", "de", "FR", "fr-FR"} {
		if _, ok := locale.Parse(s); ok {
			t.Errorf("Parse(%q) accepted", s)
		}
	}
	if !slices.Equal(locale.Langs(), []locale.Lang{locale.FR, locale.EN}) {
		t.Errorf("Langs() = %v", locale.Langs())
	}
}

func TestLoadReadsParts(t *testing.T) {
	t.Parallel()
	b, err := locale.Load(files(
		"a/fr.toml", `x = "un"`, "a/b/fr.pages.toml", `y.z = "deux"`,
		"a/en.toml", `x = "one"`+"\n"+`y.z = "two"`, "a/en.pages.toml", "# nothing yet\n",
		"a/readme.md", "not a locale file",
	))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(b.Keys(), []string{"x", "y.z"}) {
		t.Errorf("Keys() = %v", b.Keys())
	}
	if got := b.For(locale.FR).T("y.z"); got != "deux" {
		t.Errorf("T = %q", got)
	}
	if b.For("xx").Lang() != locale.FR {
		t.Error("an unknown language is not served in French")
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fr, en string
		names  []string
	}{
		"missing both ways": {`a = "1"` + "\n" + `b = "2"`, `a = "1"` + "\n" + `[c]` + "\n" + `d = "3"`, []string{"fr: c.d", "en: b"}},
		"bad template":      {`a = "{{.x"`, `a = "x"`, []string{"fr.toml", `"a"`}},
		"bad toml":          {`a = `, `a = "x"`, []string{"fr.toml"}},
		"no text":           {`[a]` + "\n" + `description = "d"`, `a = "x"`, []string{"fr.toml", `"a"`, "other"}},
		"mixed keys":        {`[a]` + "\n" + `description = "d"` + "\n" + `title = "t"`, `a = "x"`, []string{"fr.toml", "description"}},
		"not a text":        {`a = 3`, `a = "x"`, []string{"fr.toml"}},
		"empty":             {"", "", []string{"no text at all"}},
	} {
		_, err := locale.Load(files("fr.toml", tc.fr, "en.toml", tc.en))
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		for _, part := range tc.names {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not name %q", name, err, part)
			}
		}
		if name == "missing both ways" && !errors.Is(err, locale.ErrIncomplete) {
			t.Errorf("%s: %v is not ErrIncomplete", name, err)
		}
	}
	if _, err := locale.Load(files("de.toml", `a = "x"`)); err == nil {
		t.Error("an unknown language was accepted")
	}
	if _, err := locale.Load(files("fr.toml", `a = "x"`, "fr.b.toml", `a = "y"`, "en.toml", `a = "x"`)); err == nil {
		t.Error("an id defined twice was accepted")
	}
}

func TestT(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	fr, en := b.For(locale.FR), b.For(locale.EN)
	for _, tc := range []struct {
		loc  *locale.Localizer
		id   string
		args []any
		want string
	}{
		{fr, "title", nil, "L’état des mesures\u00a0: 2025"},
		{en, "title", nil, "The state of measures: 2025"},
		{fr, "nested.deep.word", nil, "mot"},
		{fr, "home.lead", []any{"Done", 12, "All", "33"}, "12 mesures sur 33\u00a0!"},
		{fr, "home.lead", []any{"Done", 2021, "All", 1234.5}, "2021 mesures sur 1\u00a0234,5\u00a0!"},
		{fr, "beds", []any{"count", 0}, "0 lit"},
		{fr, "beds", []any{"count", 1.5}, "1,5 lit"},
		{fr, "beds", []any{"count", -1}, "−1 lit"},
		{fr, "beds", []any{"count", 2}, "2 lits"},
		{fr, "beds", []any{"count", int64(1889)}, "1\u00a0889 lits"},
		{fr, "beds", []any{"count", 1_000_000}, "1\u00a0000\u00a0000 lits"},
		{fr, "people", []any{"count", 2_000_000}, "2\u00a0000\u00a0000 de personnes"},
		{en, "beds", []any{"count", 0}, "0 beds"},
		{en, "beds", []any{"count", 1}, "1 bed"},
		{en, "beds", []any{"count", 1.0}, "1 bed"},
		{en, "beds", []any{"count", 1.5}, "1.5 beds"},
		{en, "people", []any{"count", 1889}, "1,889 people"},
	} {
		got := tc.loc.T(tc.id, tc.args...)
		check(t, tc.id, got, tc.want)
	}
	if fr.Err() != nil || en.Err() != nil {
		t.Error(fr.Err(), en.Err())
	}
	if !fr.Has("beds") || fr.Has("home") || fr.Has("absent") {
		t.Error("Has is wrong")
	}
}

func TestTRefuses(t *testing.T) {
	t.Parallel()
	words := bundle(t)
	var nan float64
	nan = nan / nan
	for _, tc := range []struct {
		id   string
		args []any
		want error
	}{
		{"absent", nil, locale.ErrMissingKey},
		{"title", []any{"alone"}, locale.ErrArguments},
		{"home.lead", []any{"Done", 1}, locale.ErrArguments},
		{"home.lead", []any{"Done", 1, "All", nil}, locale.ErrArguments},
		{"home.lead", []any{"Done", 1, 2, 3}, locale.ErrArguments},
		{"beds", nil, locale.ErrArguments},
		{"beds", []any{"count", "2"}, locale.ErrArguments},
		{"beds", []any{"count", nan}, locale.ErrArguments},
	} {
		fr := words.For(locale.FR)
		got := fr.T(tc.id, tc.args...)
		if !errors.Is(fr.Err(), tc.want) || got != "" {
			t.Errorf("T(%s, %v) = %q, %v; want %v", tc.id, tc.args, got, fr.Err(), tc.want)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	b := bundle(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i := range 200 {
				for _, l := range locale.Langs() {
					loc := b.For(l)
					loc.T("beds", "count", i)
					loc.Quantity(float64(i), 0, "beds")
					loc.Text("l'état : 4 000 lits")
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkTFixed(b *testing.B) {
	fr := bundle(b).For(locale.FR)
	b.ReportAllocs()
	for b.Loop() {
		fr.T("title")
	}
}

func BenchmarkTPlural(b *testing.B) {
	fr := bundle(b).For(locale.FR)
	b.ReportAllocs()
	for b.Loop() {
		fr.T("beds", "count", 1889)
	}
}

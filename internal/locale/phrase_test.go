package locale_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/locale"
)

const frenchPhrases = `
plain = "L'état des mesures"
both = "{{.a}} lits sur {{.b}} : {{.a}} !"
around = "En {{.year}}, {{.said}} ; fin"
[lits]
one = "{{.n}} lit, « {{.label}} »"
other = "{{.n}} lits, « {{.label}} »"
`

func phrases(t testing.TB) *locale.Localizer {
	t.Helper()
	b, err := locale.Load(files("fr.toml", frenchPhrases, "en.toml", frenchPhrases))
	if err != nil {
		t.Fatal(err)
	}
	return b.For(locale.FR)
}

func TestPhraseKeepsFiguresApart(t *testing.T) {
	t.Parallel()
	l := phrases(t)
	got := l.Phrase("both", "a", locale.Figure{Value: "1889", Text: "1\u00a0889", Of: "x/FR/actual/2021"}, "b", locale.Figure{Value: "4000", Text: "4\u00a0000"})
	want := locale.Phrase{
		{Text: "1\u00a0889", Value: "1889", Of: "x/FR/actual/2021"},
		{Text: " lits sur "},
		{Text: "4\u00a0000", Value: "4000"},
		{Text: "\u00a0: "},
		{Text: "1\u00a0889", Value: "1889", Of: "x/FR/actual/2021"},
		{Text: "\u00a0!"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if visible(got.String()) != "1~889 lits sur 4~000~: 1~889~!" {
		t.Errorf("%q", got)
	}
}

func TestPhraseTakesPhrases(t *testing.T) {
	t.Parallel()
	l := phrases(t)
	inner := l.Phrase("lits", "count", 1, "n", locale.Figure{Value: "1", Text: "1"}, "label", "l'aval")
	if visible(inner.String()) != "1~lit, «~l’aval~»" {
		t.Fatalf("%q", inner)
	}
	got := l.Phrase("around", "year", 2021, "said", locale.Join(" et ", inner, locale.Plain("rien")))
	if visible(got.String()) != "En 2021, 1~lit, «~l’aval~» et rien~; fin" {
		t.Errorf("%q", visible(got.String()))
	}
	figures := 0
	for _, part := range got {
		if part.Value != "" {
			figures++
		}
	}
	if figures != 1 {
		t.Errorf("%d figures in %+v", figures, got)
	}
}

func TestPhraseChoosesThePlural(t *testing.T) {
	t.Parallel()
	l := phrases(t)
	for count, want := range map[int]string{0: "0~lit, «~x~»", 1: "1~lit, «~x~»", 2: "2~lits, «~x~»"} {
		n := locale.Figure{Value: "?", Text: l.Number(float64(count), 0)}
		if got := l.Phrase("lits", "count", count, "n", n, "label", "x"); visible(got.String()) != want {
			t.Errorf("%d: %q", count, got)
		}
	}
}

func TestPhraseWithoutFigures(t *testing.T) {
	t.Parallel()
	got := phrases(t).Phrase("plain")
	if !reflect.DeepEqual(got, locale.Plain("L’état des mesures")) {
		t.Errorf("%+v", got)
	}
	if locale.Join(", ") != nil || locale.Phrase(nil).String() != "" {
		t.Error("nothing says something")
	}
}

func TestPhraseReportsWhatIsMissing(t *testing.T) {
	t.Parallel()
	l := phrases(t)
	if said := l.Phrase("nothing"); said != nil || !errors.Is(l.Err(), locale.ErrMissingKey) {
		t.Error(said, l.Err())
	}
	if l.Phrase("both", "a", locale.Figure{}); !errors.Is(l.Err(), locale.ErrMissingKey) {
		t.Errorf("the first fault gives way to %v", l.Err())
	}
	l = phrases(t)
	if l.Phrase("both", "a", locale.Figure{}); !errors.Is(l.Err(), locale.ErrArguments) {
		t.Error(l.Err())
	}
}

// Data cannot pass for a figure, whatever characters it is made of.
func TestDataCannotForgeAFigure(t *testing.T) {
	t.Parallel()
	l := phrases(t)
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.StringOf(rapid.SampledFrom([]rune("ab\ue000\ue001 {}.<>«»\x00é1"))).Draw(t, "label")
		got := l.Phrase("lits", "count", 2, "n", locale.Figure{Value: "2", Text: "2"}, "label", label)
		if len(got) != 2 || got[0].Value != "2" || got[1].Value != "" || got[1].Of != "" {
			t.Fatalf("%q: %+v", label, got)
		}
		if strings.ContainsAny(got.String(), "\ue000\ue001") {
			t.Fatalf("%q leaves a mark in %q", label, got)
		}
	})
}

// A sentence may hold more figures than there are letters.
func TestPhraseWithManyFigures(t *testing.T) {
	t.Parallel()
	var template strings.Builder
	var args []any
	for i := range 60 {
		name := "f" + strings.Repeat("x", i)
		template.WriteString("{{." + name + "}};")
		args = append(args, name, locale.Figure{Value: "7", Text: "7", Of: name})
	}
	text := "long = \"" + template.String() + "\""
	b, err := locale.Load(files("fr.toml", text, "en.toml", text))
	if err != nil {
		t.Fatal(err)
	}
	got := b.For(locale.EN).Phrase("long", args...)
	if err != nil || strings.Count(got.String(), "7;") != 60 {
		t.Fatalf("%q, %v", got, err)
	}
	for i := 0; i < len(got); i += 2 {
		if got[i].Of != "f"+strings.Repeat("x", i/2) {
			t.Errorf("figure %d is %q", i/2, got[i].Of)
		}
	}
}

package fold_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/fold"
)

func TestText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                 "",
		" ’ « » ! ":                        "",
		"L'Hôpital, le cœur":               "l hopital le coeur",
		"L’HÔPITAL":                        "l hopital",
		"ŒUVRE, Æsir ǣ, Straße ẞ":          "oeuvre aesir ae strasse ss",
		"Ségur e\u0301te\u0301":            "segur ete",
		"1\u202f500 lits\u00a0: 60\u202f%": "1 500 lits 60",
		"ville-hôpital":                    "ville hopital",
		"soft\u00adhyphen\u200b \u202eRTL": "softhyphen rtl",
		"<script>alert(1)</script>":        "script alert 1 script",
		"a\x00b\xff":                       "a b",
	} {
		if got := fold.Text(in); got != want {
			t.Errorf("%q is folded to %q, want %q", in, got, want)
		}
	}
}

func TestTextIsStable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		once := fold.Text(rapid.String().Draw(t, "text"))
		if fold.Text(once) != once || strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("%q, then %q", once, fold.Text(once))
		}
	})
}

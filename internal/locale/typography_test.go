package locale_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/locale"
)

// visible writes the spaces so that a table can be read: ~ is U+00A0, _ is U+202F.
func visible(s string) string {
	return strings.NewReplacer("\u00a0", "~", "\u202f", "_").Replace(s)
}

func TestTypographyFrench(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                               "",
		"l'hôpital, d'« ici » et l'État": "l’hôpital, d’«~ici~» et l’État",
		"dit 'oui' et l'eau, 5' après":   "dit 'oui' et l’eau, 5' après",
		"quoi ? non ; si : 60 % !":       "quoi~? non~; si~: 60~%~!",
		"quoi\u00a0?":                    "quoi~?",
		"a:b http 12:30":                 "a:b http 12:30",
		"«mot»":                          "«~mot~»",
		"«  mot  »":                      "«~mot~»",
		"«":                              "«",
		"Plan « 4 000 MSP fin 2027 »":    "Plan «~4~000 MSP fin 2027~»",
		"1 500 000 lits":                 "1~500~000 lits",
		"1\u00a0500\u00a0000":            "1~500~000",
		"1 000 500":                      "1~000~500",
		"en 2020 500 lits":               "en 2020 500 lits",
		"en 2020 500 000 lits":           "en 2020 500~000 lits",
		"en 2021 1 500 lits":             "en 2021 1~500 lits",
		"2,5 300":                        "2,5 300",
		"M7 300":                         "M7 300",
		"01 23 45 67 89":                 "01 23 45 67 89",
		"12 3456":                        "12 3456",
		"1  500":                         "1  500",
		"1 209/2 798":                    "1~209/2~798",
		"1 000-1 500, 2021-22 300":       "1~000-1~500, 2021-22 300",
		"le 12/05 300":                   "le 12/05 300",
		"183 € + 40 M€, 8,2 Md€, 16 M d'hab": "183~€ + 40~M€, 8,2~Md€, 16~M d’hab",
		"1 500 M€":                           "1~500~M€",
		"en 2021 MSP":                        "en 2021 MSP",
		"12 mai 2021, 1er août, 28 février.": "12~mai~2021, 1er~août, 28~février.",
		"4\u202f000 lits\u202f?":             "4~000 lits~?",
		"« Les « oubliés » : quoi »":         "«~Les “oubliés”~: quoi~»",
		"«a» et « b » et « c":                "«~a~» et «~b~» et «~c",
		"juillet 2021":                       "juillet~2021",
		"45 mai, 2 maisons, 12 marsouins":    "45 mai, 2 maisons, 12 marsouins",
		"13 MARS 2020":                       "13~MARS~2020",
		"nº 5, n° 2021-583":                  "nº~5, n°~2021-583",
		"une baisse de -5 %":                 "une baisse de −5~%",
		"(-1 500)":                           "(−1~500)",
		"2021-2029, 10 -20, - 5, -5-6, -3D":  "2021-2029, 10 -20, - 5, -5-6, -3D",
		"voir https://x.fr/a?b=12 345 : oui": "voir https://x.fr/a?b=12 345~: oui",
		"(http://x.fr/l'eau;a) !":            "(http://x.fr/l'eau;a)~!",
		"« https://x.fr/mai» 2021":           "«~https://x.fr/mai~» 2021",
		"+\u00a0651":                         "+~651",
		"ligne\n: suite\t?":                  "ligne\n: suite\t?",
	} {
		check(t, in, visible(locale.Typography(locale.FR, in)), want)
	}
}

func TestTypographyEnglish(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"don't, hospitals' beds, the 2020's":     "don’t, hospitals’ beds, the 2020’s",
		"“quoted” and \"straight\" and 'single'": "“quoted” and \"straight\" and 'single'",
		"12 May 2021 and July 2020":              "12~May~2021 and July~2020",
		"you may 2021, 3 march 100":              "you may 2021, 3 march 100",
		"4 000 beds : 60 % ! « a »":              "4 000 beds : 60 % ! « a »",
		"4,000 beds; -5":                         "4,000 beds; -5",
		"https://x.org/it's don't":               "https://x.org/it's don’t",
	} {
		check(t, in, visible(locale.Typography(locale.EN, in)), want)
	}
}

func hostile() []string {
	return []string{
		`</script><script>alert('x')</script>`, `"><img src=x onerror=alert(1)>`, `' OR 1=1 --`, "{{.count}}", "<no value>",
		"\u202eabc\u202c", "a\x00b", "\xff\xfe\xc2", "\xe2\x80", strings.Repeat("w", 300), "=cmd|'/c calc'!A0", "🏥 5", "\r\n",
	}
}

// Hostile text is displayed, not interpreted: setting it may change spaces only.
func TestTypographyLeavesHostileText(t *testing.T) {
	t.Parallel()
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	for _, s := range hostile() {
		for _, l := range locale.Langs() {
			check(t, s, plain.Replace(locale.Typography(l, s)), s)
		}
	}
}

// bare removes what Typography may change, so that two texts can be compared for the rest.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "’", "'", "−", "-", "«", "\"", "»", "\"", "“", "\"", "”", "\"").Replace(s)
}

func checkTypography(t *testing.T, s string) {
	t.Helper()
	for _, l := range locale.Langs() {
		once := locale.Typography(l, s)
		if twice := locale.Typography(l, once); twice != once {
			t.Fatalf("%s not idempotent: %q → %q → %q", l, s, once, twice)
		}
		if bare(once) != bare(s) {
			t.Fatalf("%s changed the text: %q → %q", l, s, once)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Fatalf("%s broke the encoding: %q → %q", l, s, once)
		}
	}
}

func TestTypographyProperties(t *testing.T) {
	t.Parallel()
	pieces := []string{
		" ", " ", " ", "\u00a0", "\u202f", "  ", "'", "’", "-", "−", "–", "«", "»", ";", ":", "%", "€", "M", "Md€", "1", "12", "500", "000", "2021",
		"mai", "août", "1er", "May", "nº", "n°", "http://x/1", "l", "é", ",", ".", "/", "(", "\n", "\t", "\xc2", "\xe2\x80", "\"",
	}
	random := rand.New(rand.NewPCG(33, 2020))
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(14) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkTypography(t, b.String())
	}
}

func FuzzTypography(f *testing.F) {
	for _, s := range append(hostile(), "l'état : « 4 000 lits », 12 mai 2021, -5 %, nº 5, https://x.fr/a'b ?") {
		f.Add(s)
	}
	f.Fuzz(checkTypography)
}

func BenchmarkTypography(b *testing.B) {
	s := "L'accord du 4 juin 2024, étendu en août, ouvre la prime à 120 800 salariés de la branche associative ; coût : 1,5 Md€."
	b.ReportAllocs()
	for b.Loop() {
		locale.Typography(locale.FR, s)
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	title := locale.Typography(locale.FR, "« Oubliés du Ségur » : la suite")
	check(t, "fr", visible(locale.Quote(locale.FR, title)), "«~“Oubliés du Ségur”~: la suite~»")
	check(t, "en", visible(locale.Quote(locale.EN, title)), "“‘Oubliés du Ségur’~: la suite”")
}

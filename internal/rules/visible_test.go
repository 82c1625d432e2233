package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestValidateRefusesWhatReadersCannotSee(t *testing.T) {
	t.Parallel()
	fields := map[string]func(*segur.Dataset, string){
		"sources.title":                func(d *segur.Dataset, s string) { d.Sources[0].Title += s },
		"sources.publisher":            func(d *segur.Dataset, s string) { d.Sources[0].Publisher += s },
		"territories.name_fr":          func(d *segur.Dataset, s string) { d.Territories[0].Name.FR += s },
		"territories.iso_3166_2":       func(d *segur.Dataset, s string) { d.Territories[0].ISO += s },
		"pillars.summary_en":           func(d *segur.Dataset, s string) { d.Pillars[0].Summary.EN += s },
		"measures.short_title_fr":      func(d *segur.Dataset, s string) { d.Measures[0].ShortTitle.FR += s },
		"assessments.justification_fr": func(d *segur.Dataset, s string) { d.Assessments[0].Justification.FR += s },
		"indicators.label_en":          func(d *segur.Dataset, s string) { d.Indicators[0].Label.EN += s },
		"indicators.description_fr":    func(d *segur.Dataset, s string) { d.Indicators[0].Description.FR += s },
		"indicators.break_note":        func(d *segur.Dataset, s string) { d.Indicators[0].BreakNote += s },
		"values.note_fr":               func(d *segur.Dataset, s string) { d.Values[0].Note += s },
		"events.title_fr":              func(d *segur.Dataset, s string) { d.Events[0].Title.FR += s },
		"consultation.summary_fr":      func(d *segur.Dataset, s string) { d.Consultations[0].Summary.FR += s },
		"priorities.title_en":          func(d *segur.Dataset, s string) { d.Priorities[0].Title.EN += s },
		"texts.text_en": func(d *segur.Dataset, s string) {
			d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Oui", EN: "Yes" + s}}}
		},
	}
	for place, spoil := range fields {
		table, field, _ := strings.Cut(place, ".")
		d := realDataset(t)
		spoil(&d, "\u202ea")
		want := segur.Fault{Table: table, Row: 0, Field: field, Rule: segur.RuleControl, Value: "U+202E"}
		if faults := rules.Validate(d); !slices.Equal(faults, []segur.Fault{want}) {
			t.Errorf("%s: %+v", place, faults)
		}
		d = realDataset(t)
		spoil(&d, " l'\u00adété\u00a0!\u202f?\n\tعربي 👩\u200d⚕️")
		if faults := rules.Validate(d); len(faults) > 0 {
			t.Errorf("%s: an ordinary text is refused: %+v", place, faults)
		}
	}
}

func TestInvisibleCharactersAreNamed(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	for letter, code := range map[string]string{
		"\u2066": "U+2066", "\u200e": "U+200E", "\u200f": "U+200F", "\u061c": "U+061C", "\u200b": "U+200B", "\ufeff": "U+FEFF",
		"\a": "U+0007", "\u0085": "U+0085", "\x7f": "U+007F", "\r": "U+000D",
	} {
		d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Oui" + letter, EN: "Yes"}}}
		want := segur.Fault{Table: segur.TableTexts, Field: "text_fr", Rule: segur.RuleControl, Value: code}
		if faults := rules.Validate(d); !slices.Equal(faults, []segur.Fault{want}) {
			t.Errorf("%s: %+v", code, faults)
		}
	}
}

func TestVisibleKeepsWhatIsRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Été 2026\n\tfin":     "Été 2026\n\tfin",
		"soft\u00adhyphen":    "soft\u00adhyphen",
		"👩\u200d⚕️ \u00a0»":   "👩\u200d⚕️ \u00a0»",
		"a\u202eb\u202c\ac":   "abc",
		"\ufeffa\u200bb\x00":  "ab",
		"\u2067a\u2069\u200f": "a",
	} {
		if got := segur.Visible(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestAddressesThatMayBecomeLinks(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://www.senat.fr/seances/s202603.html":         true,
		"http://drees.solidarites-sante.gouv.fr:8080/a?b=c": true,
		"https://senat.fr./rap":                             true,
		"https://xn--sgur-bpa.fr/été-2026":                  true,
		"https://example.org/a@b":                           true,
		"https://1.example.org":                             true,
		"https://example.org/" + strings.Repeat("a", 1980):  true,

		"https://example.org/" + strings.Repeat("a", 1981): false,
		`https://gouv.fr@evil.com/"><script>`:              false,
		"https://gouv.fr@evil.com/":                        false,
		"https://gouv.fr:443@evil.com/":                    false,
		"https://@evil.com/":                               false,
		`https://evil.com/"onclick`:                        false,
		"https://evil.com/<b":                              false,
		"https://evil.com/b>":                              false,
		`https://evil.com\@gouv.fr/`:                       false,
		"https://evil.com/a b":                             false,
		"https://evil.com/a\u00a0b":                        false,
		"https://evil.com/\u202efdp":                       false,
		"https://evil.com/\u0085":                          false,
		"https://localhost/":                               false,
		"https://localhost./":                              false,
		"https://example..org/":                            false,
		"https:///a":                                       false,
		"https://192.168.0.1/":                             false,
		"https://192.168.0.1./":                            false,
		"https://127.1/":                                   false,
		"https://0x7f.0x1/":                                false,
		"https://[2001:db8::1]/":                           false,
		"https://[2001:db8::1.2.3.4]/":                     false,
		"https://ségur.fr/":                                false,
		"https://s%C3%A9gur.fr/":                           false,
		"https://gоuv.fr/":                                 false, // a Cyrillic letter
		"//example.org/":                                   false,
		"javascript:alert(1)":                              false,
		"ftp://example.org/":                               false,
		"www.example.org":                                  false,
		"":                                                 false,
	} {
		if got := segur.IsAddress(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

package stem_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/stem"
)

func TestFormsOfOneWordHaveOneStem(t *testing.T) {
	t.Parallel()
	for _, forms := range []string{
		"infirmier infirmiers infirmiere infirmieres",
		"hopital hopitaux", "reseau reseaux", "lieu lieux", "soin soins", "lit lits",
		"soignant soignants soignante soignantes",
		"professionnel professionnels professionnelle professionnelles",
		"pharmacien pharmaciens pharmacienne pharmaciennes",
		"directeur directeurs directrice directrices", "chercheur chercheurs chercheuse chercheuses",
		"administratif administratifs administrative administratives",
		"salarie salaries salariee salariees", "national nationaux nationale nationales",
		"abandonne abandonnes abandonnee abandonnees", "realise realises realisee realisees",
		"community communities", "nurse nurses", "bed beds", "house houses", "pathologie pathologies pathology",
		"urgence urgences", "place places", "aide aides",
	} {
		words := strings.Fields(forms)
		for _, word := range words[1:] {
			if stem.Of(word) != stem.Of(words[0]) {
				t.Errorf("%s gives %s, %s gives %s", words[0], stem.Of(words[0]), word, stem.Of(word))
			}
		}
	}
}

func TestOtherWordsKeepApart(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{
		"lit litige", "prime primaire", "acces accident", "soin soignant", "ars art", "sas sa", "pas pa", "region regime",
		"2021 2022", "mesure mesurer", "personne personnel", "corps corse", "t2a t2", "gas ga",
	} {
		a, b, _ := strings.Cut(pair, " ")
		if stem.Of(a) == stem.Of(b) {
			t.Errorf("%s and %s have the stem %s", a, b, stem.Of(a))
		}
	}
}

func TestStemsAreNeverEmptyNorLonger(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z0-9]{1,12}`).Draw(t, "word")
		if s := stem.Of(word); s == "" || len(s) > len(word) {
			t.Fatalf("%s gives %q", word, s)
		}
	})
}

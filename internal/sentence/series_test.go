package sentence_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// said is what a series says in one language.
type said struct{ lead, progress, verdict string }

func say(t *testing.T, s *catalog.Series, l *locale.Localizer) (said, []locale.Phrase) {
	t.Helper()
	var phrases []locale.Phrase
	for _, f := range []func(*catalog.Series, *locale.Localizer) locale.Phrase{sentence.Lead, sentence.Progress, sentence.Verdict} {
		phrases = append(phrases, f(s, l))
	}
	if l.Err() != nil {
		t.Fatalf("%s: %v", s.Indicator.Code, l.Err())
	}
	return said{visible(phrases[0]), visible(phrases[1]), visible(phrases[2])}, phrases
}

func TestHeadlineIndicatorsInFrench(t *testing.T) {
	t.Parallel()
	fr, _ := words(t)
	check(t, fr, map[string]said{
		"cpts-active":   {"CPTS en fonctionnement~: 724 en mai~2025, contre 73 en 2020.", "+~651 depuis 2020 (73)", ""},
		"msp-count":     {"Maisons de santé pluriprofessionnelles (MSP) ouvertes~: 3~000 en janvier~2026, contre 1~500 en 2020.", "+~1~500 depuis 2020 (1~500)", "60~% du chemin vers l’objectif (4~000 fin 2027)"},
		"lad-beds":      {"Lits à la demande ouverts~: 2~686~lits en juillet~2021.", "Une seule valeur trouvée", "2~686~lits sur 4~000 fin 2021~; dernier décompte en juillet~2021"},
		"ifsi-new":      {"Places supplémentaires en formation infirmière (IFSI)~: 5~000~places en 2023, contre 1~300 en 2020.", "+~3~700~places depuis 2020 (1~300)", "5~000~places sur 6~600 fin 2022 (décompte~: 2023)"},
		"tlc-all":       {"Téléconsultations remboursées, tous praticiens~: 14~M en 2025, contre 0,14~M en 2019.", "+~13,86~M depuis 2019 (0,14~M)", "objectif de 1~M en 2020"},
		"pay-net-month": {"Hausse de rémunération nette mensuelle (hors médecins)~: 183~€ par mois en décembre~2020.", "Une seule valeur trouvée", ""},
		"sas-sites":     {"Services d’accès aux soins (SAS) opérationnels~: 89 en octobre~2024, contre 13 en juillet~2021.", "+~76 depuis juillet~2021 (13)", ""},
		"inv-total":     {"Plan d’investissement Ségur, total~: 19~Md€ annoncés pour 2021–2029.", "Montant annoncé, et non dépensé", "annonce seule, aucune réalisation trouvée"},
	})
}

func TestHeadlineIndicatorsInEnglish(t *testing.T) {
	t.Parallel()
	_, en := words(t)
	check(t, en, map[string]said{
		"cpts-active":   {"Territorial health communities (CPTS) in operation: 724 in May~2025, compared with 73 in 2020.", "+651 since 2020 (73)", ""},
		"msp-count":     {"Group practices (MSP) open: 3,000 in January~2026, compared with 1,500 in 2020.", "+1,500 since 2020 (1,500)", "60% of the way to the target (4,000 by the end of 2027)"},
		"lad-beds":      {"On-demand hospital beds opened: 2,686~beds in July~2021.", "Only one value found", "2,686~beds against 4,000 by the end of 2021; last counted in July~2021"},
		"ifsi-new":      {"Additional nursing school places (IFSI): 5,000~places in 2023, compared with 1,300 in 2020.", "+3,700~places since 2020 (1,300)", "5,000~places against 6,600 by the end of 2022 (counted: 2023)"},
		"tlc-all":       {"Reimbursed teleconsultations, all practitioners: 14m in 2025, compared with 0.14m in 2019.", "+13.86m since 2019 (0.14m)", "target of 1m in 2020"},
		"pay-net-month": {"Net monthly pay rise (non-medical staff): €183~a month in December~2020.", "Only one value found", ""},
		"sas-sites":     {"Operating care access services (SAS): 89 in October~2024, compared with 13 in July~2021.", "+76 since July~2021 (13)", ""},
		"inv-total":     {"Ségur investment plan, total: €19bn announced for 2021–2029.", "Money announced, not spent", "announced only, no result found"},
	})
}

func check(t *testing.T, l *locale.Localizer, want map[string]said) {
	t.Helper()
	headline := realCatalog(t).Headline()
	if len(headline) != len(want) {
		t.Fatalf("%d headline indicators", len(headline))
	}
	for _, ind := range headline {
		if got, _ := say(t, ind.Main(), l); got != want[ind.Code] {
			t.Errorf("%s:\n got %q\nwant %q", ind.Code, got, want[ind.Code])
		}
	}
}

// Each figure of a sentence names the value it comes from, and shows that very number.
func TestFiguresNameTheirValue(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	for _, ind := range realCatalog(t).Indicators() {
		for _, s := range ind.AllSeries() {
			numbers := map[string]string{}
			for _, v := range s.Values {
				if v.Reference {
					numbers[v.FigureID()] = v.Number.String()
				}
			}
			for _, l := range []*locale.Localizer{fr, en} {
				_, phrases := say(t, s, l)
				for _, p := range phrases {
					checkFigures(t, p, numbers)
				}
			}
		}
	}
}

func checkFigures(t *testing.T, p locale.Phrase, numbers map[string]string) {
	t.Helper()
	for _, part := range p {
		if part.Of != "" && numbers[part.Of] != part.Value {
			t.Errorf("%q: %s is shown as %s", p, part.Of, part.Value)
		}
		if part.Value != "" && part.Text == "" {
			t.Errorf("%q: a figure without a text", p)
		}
	}
	for _, bad := range []string{"<no value>", "{{", " en en ", "depuis en", "since in", "  ", " ,", "(,"} {
		if strings.Contains(p.String(), bad) {
			t.Errorf("%q holds %q", p, bad)
		}
	}
}

func TestVerdictsOnTheWay(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	beds := segur.Indicator{Unit: "beds", Nature: segur.NatureStock, Direction: segur.DirectionUp}
	waits := segur.Indicator{Unit: "days", Nature: segur.NatureStock, Direction: segur.DirectionDown}
	rate := segur.Indicator{Unit: "percent", Nature: segur.NatureShare, Direction: segur.DirectionUp, Decimals: 1}
	three := func(base, now, goal string) []segur.Value {
		return []segur.Value{value(t, segur.KindBaseline, "2020", base), value(t, segur.KindActual, "2022-12", now), value(t, segur.KindTarget, "2024", goal)}
	}
	for name, c := range map[string]struct {
		series          *catalog.Series
		french, english string
	}{
		"part of the way": {one(t, beds, three("1000", "1290", "2000")...),
			"29~% du chemin vers l’objectif (2~000~lits fin 2024)", "29% of the way to the target (2,000~beds by the end of 2024)"},
		"beyond": {one(t, beds, three("1000", "2500", "2000")...),
			"objectif de 2~000~lits fin 2024", "target of 2,000~beds by the end of 2024"},
		"back": {one(t, beds, three("1000", "900", "2000")...),
			"plus loin de l’objectif qu’au départ (2~000~lits fin 2024)", "further from the target than at the start (2,000~beds by the end of 2024)"},
		"back, where less is better": {one(t, waits, three("20", "25", "1")...),
			"plus loin de l’objectif qu’au départ (1~jour fin 2024)", "further from the target than at the start (1~day by the end of 2024)"},
		"a level to keep": {one(t, rate, three("90", "85.5", "80")...),
			"seuil de 80~% à tenir fin 2024", "limit of 80% to hold by the end of 2024"},
		"start and goal alike": {one(t, rate, three("90", "85.5", "90")...),
			"aucun chemin à parcourir entre départ et objectif", "no distance to cover between start and target"},
		"missed": {one(t, beds, value(t, segur.KindActual, "2025", "1500"), value(t, segur.KindTarget, "2024", "2000")),
			"1~500~lits sur 2~000 fin 2024 (décompte~: 2025)", "1,500~beds against 2,000 by the end of 2024 (counted: 2025)"},
		"missed, counted before": {one(t, beds, value(t, segur.KindActual, "2021-09", "1500"), value(t, segur.KindTarget, "2021", "2000")),
			"1~500~lits sur 2~000 fin 2021~; dernier décompte en septembre~2021", "1,500~beds against 2,000 by the end of 2021; last counted in September~2021"},
		"ahead of the deadline": {one(t, beds, value(t, segur.KindActual, "2025-06", "1500"), value(t, segur.KindTarget, "2030", "2000")),
			"1~500~lits sur 2~000 fin 2030", "1,500~beds against 2,000 by the end of 2030"},
		"old, and far from the deadline": {one(t, beds, value(t, segur.KindActual, "2020-06", "1500"), value(t, segur.KindTarget, "2030", "2000")),
			"1~500~lits sur 2~000 fin 2030~; aucun décompte depuis juin~2020", "1,500~beds against 2,000 by the end of 2030; no count since June~2020"},
		"money": {one(t, segur.Indicator{Unit: "million_eur", Nature: segur.NatureAmount, Direction: segur.DirectionUp}, value(t, segur.KindActual, "2025", "650"), value(t, segur.KindTarget, "2021/2029", "1500")),
			"650~M€ pour 1~500~M€ programmés de 2021 à 2029", "€650m out of €1,500m programmed from 2021 to 2029"},
		"a goal alone": {one(t, beds, value(t, segur.KindTarget, "2024", "2000")), "aucun décompte trouvé", "no count found"},
		"no goal":      {one(t, beds, value(t, segur.KindActual, "2025", "1500")), "", ""},
		"nothing since the start": {one(t, beds, value(t, segur.KindBaseline, "2020", "5"), value(t, segur.KindTarget, "2024", "9")),
			"aucune valeur comptée depuis le départ", "no value counted since the start"},
	} {
		for l, want := range map[*locale.Localizer]string{fr: c.french, en: c.english} {
			got := sentence.Verdict(c.series, l)
			if visible(got) != want {
				t.Errorf("%s: %q", name, visible(got))
			}
			if name == "part of the way" && got[0].Value != "0.29" {
				t.Errorf("a share of 0.29 is given to machines as %s", got[0].Value)
			}
		}
	}
}

// Nouns and participles agree with what is counted.
func TestPlansAgreeWithWhatTheyCount(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	money := segur.Indicator{Unit: "billion_eur", Nature: segur.NatureAmount, Decimals: 1}
	places := segur.Indicator{Unit: "places", Nature: segur.NatureCumulative}
	for name, c := range map[string]struct {
		ind             segur.Indicator
		target          segur.Value
		french, english string
	}{
		"many": {money, value(t, segur.KindTarget, "2021/2029", "19"),
			"Lits d’aval~: 19~Md€ annoncés pour 2021–2029.", "Beds: €19bn announced for 2021–2029."},
		"below two": {money, value(t, segur.KindTarget, "2022", "1.5"),
			"Lits d’aval~: 1,5~Md€ annoncé pour 2022.", "Beds: €1.5bn announced for 2022."},
		"a month": {money, value(t, segur.KindTarget, "2022-12", "2"),
			"Lits d’aval~: 2~Md€ annoncés pour décembre~2022.", "Beds: €2bn announced for December~2022."},
		"feminine": {places, value(t, segur.KindTarget, "2023", "1954"),
			"Lits d’aval~: objectif de 1~954~places fin 2023, aucun décompte trouvé.", "Beds: target of 1,954~places by the end of 2023, no count found."},
		"one": {places, value(t, segur.KindTarget, "2023-06", "1"),
			"Lits d’aval~: objectif de 1~place en juin~2023, aucun décompte trouvé.", "Beds: target of 1~place in June~2023, no count found."},
	} {
		for l, want := range map[*locale.Localizer]string{fr: c.french, en: c.english} {
			got := sentence.Lead(one(t, c.ind, c.target), l)
			if visible(got) != want {
				t.Errorf("%s: %q", name, visible(got))
			}
		}
	}
	got := sentence.Progress(one(t, places, value(t, segur.KindTarget, "2023", "1954")), fr)
	if visible(got) != "Objectif annoncé, aucun décompte trouvé" {
		t.Errorf("places are called money: %q", got)
	}
}

// Between two percentages stand points, not percents.
func TestProgressOfAShareCountsPoints(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	ind := segur.Indicator{Unit: "percent", Nature: segur.NatureShare, Decimals: 1}
	for want, c := range map[string]struct {
		l   *locale.Localizer
		now string
	}{
		"+~8,1~points depuis 2019 (7,5~%)": {fr, "15.6"},
		"−~1~point depuis 2019 (7,5~%)":    {fr, "6.5"},
		"0~point depuis 2019 (7,5~%)":      {fr, "7.5"},
		"+8.1~points since 2019 (7.5%)":    {en, "15.6"},
		"−1~point since 2019 (7.5%)":       {en, "6.5"},
	} {
		got := sentence.Progress(one(t, ind, value(t, segur.KindBaseline, "2019", "7.5"), value(t, segur.KindActual, "2021", c.now)), c.l)
		if visible(got) != want {
			t.Errorf("%q, want %q", visible(got), want)
		}
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	for _, c := range []struct {
		nature          segur.Nature
		kind            segur.Kind
		period          string
		french, english string
		inFR, inEN      string
	}{
		{segur.NatureStock, segur.KindActual, "2025-05", "mai\u00a02025", "May\u00a02025", "en mai\u00a02025", "in May\u00a02025"},
		{segur.NatureFlow, segur.KindActual, "2023", "année 2023", "full year 2023", "en 2023", "in 2023"},
		{segur.NatureStock, segur.KindActual, "2023", "2023", "2023", "en 2023", "in 2023"},
		{segur.NatureStock, segur.KindTarget, "2027", "fin 2027", "end of 2027", "fin 2027", "by the end of 2027"},
		{segur.NatureStock, segur.KindTarget, "2020-12", "décembre\u00a02020", "December\u00a02020", "en décembre\u00a02020", "in December\u00a02020"},
		{segur.NatureFlow, segur.KindTarget, "2020", "année 2020", "full year 2020", "en 2020", "in 2020"},
		{segur.NatureAmount, segur.KindTarget, "2025", "2025", "2025", "en 2025", "in 2025"},
		{segur.NatureAmount, segur.KindTarget, "2021/2029", "de 2021 à 2029", "from 2021 to 2029", "de 2021 à 2029", "from 2021 to 2029"},
		{segur.NatureAmount, segur.KindActual, "2018/2021", "2018–2021", "2018–2021", "de 2018 à 2021", "from 2018 to 2021"},
	} {
		v := value(t, c.kind, c.period, "1")
		for l, want := range map[*locale.Localizer][2]string{fr: {c.french, c.inFR}, en: {c.english, c.inEN}} {
			name := sentence.Period(l, c.nature, c.kind, v.Period)
			when := sentence.When(l, c.nature, v)
			if name != want[0] || when != want[1] {
				t.Errorf("%s %s %s: %q and %q", l.Lang(), c.kind, c.period, name, when)
			}
		}
	}
}

func TestChangeNamesTheLastDocumentedState(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	c := realCatalog(t)
	for _, l := range []*locale.Localizer{fr, en} {
		for _, m := range c.Measures() {
			text := sentence.Measure(m, l)
			if text == "" || strings.Contains(text, "<no value>") {
				t.Errorf("measure %d: %q", m.Number, text)
			}
		}
	}
	undocumented := standing(t, segur.Counts{segur.Done: 1, segur.Unknown: 1}).Measure(2)
	if text := sentence.Measure(undocumented, fr); !strings.Contains(text, "aucun état documenté") {
		t.Errorf("%q", text)
	}
}

// Text of the data is displayed, never interpreted.
func TestHostileLabels(t *testing.T) {
	t.Parallel()
	fr, _ := words(t)
	for _, label := range []string{`</script><script>alert(1)</script>`, "{{.value}}", "\ue000a\ue001", "\u202eabc", strings.Repeat("w", 300), "%s%d"} {
		s := one(t, segur.Indicator{Unit: "count", Nature: segur.NatureStock}, value(t, segur.KindActual, "2021", "3"))
		s.Indicator.Label = segur.Text{FR: label, EN: label}
		got := sentence.Lead(s, fr)
		want := strings.NewReplacer("\ue000", "", "\ue001", "").Replace(label)
		if !strings.HasPrefix(got.String(), want) || len(got) != 3 {
			t.Errorf("%q is told as %q", label, got)
		}
	}
}

package sentence_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

func TestHeadlineOfEveryRealYear(t *testing.T) {
	t.Parallel()
	french := map[int]string{
		2020: "En 2020, 22 mesures sont en préparation et 8~sont en cours de déploiement~; pour les 3~autres, aucun document public trouvé ne dit où elles en sont",
		2021: "En 2021, 28 mesures sont en cours de déploiement, 3~sont en préparation, 1~est réalisée et 1~est suspendue",
		2022: "En 2022, 22 mesures sont en cours de déploiement, 6~sont réalisées, dont 2~autrement que prévu, et 1~est suspendue~; pour les 4~autres, aucun document public trouvé ne dit où elles en sont",
		2023: "En 2023, 22 mesures sont en cours de déploiement, 3~sont réalisées, dont 1~autrement que prévu, et 1~est en préparation~; pour les 7~autres, aucun document public trouvé ne dit où elles en sont",
		2024: "En 2024, 23 mesures sont en cours de déploiement et 3~sont réalisées, dont 1~autrement que prévu~; pour les 7~autres, aucun document public trouvé ne dit où elles en sont",
		2025: "En 2025, 20 mesures sont en cours de déploiement, 4~sont réalisées, dont 3~autrement que prévu, et 1~est en préparation~; pour les 8~autres, aucun document public trouvé ne dit où elles en sont",
		2026: "En 2026, à fin novembre, 14 mesures sont en cours de déploiement et 2~sont réalisées autrement que prévu~; pour les 17 autres, aucun document public trouvé ne dit où elles en sont",
	}
	english := map[int]string{
		2020: "In 2020, 22 measures were in preparation and 8~were being rolled out; for the other 3, no public document found says where they stood",
		2021: "In 2021, 28 measures were being rolled out, 3~were in preparation, 1~was done and 1~was suspended",
		2022: "In 2022, 22 measures were being rolled out, 6~were done, 2~of them differently than planned, and 1~was suspended; for the other 4, no public document found says where they stood",
		2023: "In 2023, 22 measures were being rolled out, 3~were done, 1~of them differently than planned, and 1~was in preparation; for the other 7, no public document found says where they stood",
		2024: "In 2024, 23 measures were being rolled out and 3~were done, 1~of them differently than planned; for the other 7, no public document found says where they stood",
		2025: "In 2025, 20 measures were being rolled out, 4~were done, 3~of them differently than planned, and 1~was in preparation; for the other 8, no public document found says where they stood",
		2026: "In 2026, up to the end of November, 14 measures are being rolled out and 2~are done differently than planned; for the other 17, no public document found says where they stand",
	}
	c := realCatalog(t)
	fr, en := words(t)
	for _, year := range c.Years() {
		for l, want := range map[*locale.Localizer]string{fr: french[year], en: english[year]} {
			got := sentence.Headline(c, segur.ByYear, year, l)
			if visible(got) != want {
				t.Errorf("%s %d: %q", l.Lang(), year, visible(got))
			}
			checkParts(t, got)
		}
	}
}

// checkParts demands that every count of a sentence be a figure, and that figures be what
// they look like.
func checkParts(t *testing.T, p locale.Phrase) {
	t.Helper()
	for _, part := range p {
		if part.Value != "" && strings.NewReplacer("\u00a0", "", ",", "").Replace(part.Text) != part.Value {
			t.Errorf("%q stands for %s in %q", part.Text, part.Value, p)
		}
		if part.Value != "" {
			continue
		}
		for _, word := range strings.FieldsFunc(part.Text, func(r rune) bool { return r < '0' || r > '9' }) {
			if n, _ := strconv.Atoi(word); n < 2000 {
				t.Errorf("%s is not marked as a figure in %q", word, p)
			}
		}
	}
}

// TestLastKnownStatesOfTheRealDataset: every measure is counted once; of the two that have been
// without news for two full years, one was last heard of in 2021 and one in 2023.
func TestLastKnownStatesOfTheRealDataset(t *testing.T) {
	t.Parallel()
	c := realCatalog(t)
	fr, en := words(t)
	for _, w := range []struct {
		year int
		l    *locale.Localizer
		want string
	}{
		{2026, fr, "6~mesures sur 33 sont réalisées, dont 3~autrement que prévu~; 26 sont en cours de déploiement, dont 2~sans nouvelles depuis deux ans au moins~; 1~est en préparation"},
		{2026, en, "6~of 33 measures are done, 3~of them differently than planned; 26 are being rolled out, 2~of them without news for two years or more; 1~is in preparation"},
		{2020, fr, "À la fin de 2020, 8~mesures sur 33 sont en cours de déploiement~; 22 sont en préparation~; 3~n’ont jamais été documentées"},
		{2020, en, "At the end of 2020, 8~of 33 measures were being rolled out; 22 were in preparation; 3~have never been documented"},
		{2023, en, "At the end of 2023, 6~of 33 measures were done, 2~of them differently than planned; 26 were being rolled out, 2~of them without news for two years or more; 1~was in preparation"},
	} {
		got := sentence.Headline(c, segur.LastKnown, w.year, w.l)
		if visible(got) != w.want {
			t.Errorf("%s %d: %q", w.l.Lang(), w.year, visible(got))
		}
		checkParts(t, got)
	}
}

func TestHeadlineFiguresAreTheCounts(t *testing.T) {
	t.Parallel()
	c := realCatalog(t)
	fr, _ := words(t)
	got := sentence.Headline(c, segur.ByYear, 2022, fr)
	var values []string
	for _, part := range got {
		if part.Value != "" {
			values = append(values, part.Value)
		}
	}
	if strings.Join(values, " ") != "22 6 2 1 4" {
		t.Errorf("figures %v", values)
	}
}

func TestHeadlineOfOtherPlans(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	for name, c := range map[string]struct {
		counts          segur.Counts
		french, english string
	}{
		"all unknown": {segur.Counts{segur.Unknown: 33},
			"En 2024, aucun document public trouvé ne dit où en sont les 33 mesures",
			"In 2024, no public document found says where the 33 measures stood"},
		"one, unknown": {segur.Counts{segur.Unknown: 1},
			"En 2024, aucun document public trouvé ne dit où en est la mesure",
			"In 2024, no public document found says where the measure stood"},
		"all done": {segur.Counts{segur.Done: 33},
			"En 2024, 33 mesures sont réalisées",
			"In 2024, 33 measures were done"},
		"one, done": {segur.Counts{segur.Done: 1},
			"En 2024, 1~mesure est réalisée",
			"In 2024, 1~measure was done"},
		"one, done otherwise": {segur.Counts{segur.DoneModified: 1},
			"En 2024, 1~mesure est réalisée autrement que prévu",
			"In 2024, 1~measure was done differently than planned"},
		"all done, one otherwise": {segur.Counts{segur.Done: 1, segur.DoneModified: 1},
			"En 2024, 2~mesures sont réalisées, dont 1~autrement que prévu",
			"In 2024, 2~measures were done, 1~of them differently than planned"},
		"only suspended": {segur.Counts{segur.Suspended: 2},
			"En 2024, 2~mesures sont suspendues",
			"In 2024, 2~measures were suspended"},
		"abandoned and not started": {segur.Counts{segur.Abandoned: 1, segur.NotStarted: 3},
			"En 2024, 3~mesures ne sont pas engagées et 1~est abandonnée",
			"In 2024, 3~measures were not started and 1~was abandoned"},
		"one not started": {segur.Counts{segur.NotStarted: 1, segur.Suspended: 2},
			"En 2024, 2~mesures sont suspendues et 1~n’est pas engagée",
			"In 2024, 2~measures were suspended and 1~was not started"},
		"the last one": {segur.Counts{segur.InProgress: 2, segur.Unknown: 1},
			"En 2024, 2~mesures sont en cours de déploiement~; pour la dernière, aucun document public trouvé ne dit où elle en est",
			"In 2024, 2~measures were being rolled out; for the last one, no public document found says where it stood"},
		"each state is told": {segur.Counts{segur.InProgress: 4, segur.Preparing: 3, segur.Suspended: 2, segur.Unknown: 5},
			"En 2024, 4~mesures sont en cours de déploiement, 3~sont en préparation et 2~sont suspendues~; pour les 5~autres, aucun document public trouvé ne dit où elles en sont",
			"In 2024, 4~measures were being rolled out, 3~were in preparation and 2~were suspended; for the other 5, no public document found says where they stood"},
		"realised but few": {segur.Counts{segur.Done: 1, segur.InProgress: 20, segur.Preparing: 12},
			"En 2024, 20 mesures sont en cours de déploiement, 12 sont en préparation et 1~est réalisée",
			"In 2024, 20 measures were being rolled out, 12 were in preparation and 1~was done"},
		"as many": {segur.Counts{segur.Done: 5, segur.InProgress: 5},
			"En 2024, 5~mesures sont réalisées et 5~sont en cours de déploiement",
			"In 2024, 5~measures were done and 5~were being rolled out"},
		"a small silence": {segur.Counts{segur.Done: 25, segur.Unknown: 8},
			"En 2024, 25 mesures sont réalisées~; pour les 8~autres, aucun document public trouvé ne dit où elles en sont",
			"In 2024, 25 measures were done; for the other 8, no public document found says where they stood"},
		"silence of one": {segur.Counts{segur.Done: 3, segur.Unknown: 1},
			"En 2024, 3~mesures sont réalisées~; pour la dernière, aucun document public trouvé ne dit où elle en est",
			"In 2024, 3~measures were done; for the last one, no public document found says where it stood"},
	} {
		cat := standing(t, c.counts)
		for l, want := range map[*locale.Localizer]string{fr: c.french, en: c.english} {
			got := sentence.Headline(cat, segur.ByYear, 2024, l)
			if visible(got) != want {
				t.Errorf("%s, %s: %q", name, l.Lang(), visible(got))
			}
			checkParts(t, got)
		}
	}
}

// Whatever the counts, there is a headline in both languages, and it never promises more
// than the measures there are.
func TestEveryCombinationHasAHeadline(t *testing.T) {
	t.Parallel()
	fr, en := words(t)
	for mask := 1; mask < 1<<8; mask++ {
		for _, n := range []int{1, 2} {
			counts := segur.Counts{}
			for i, s := range segur.Standings() {
				if mask&(1<<i) != 0 {
					counts[s] = n
				}
			}
			c := standing(t, counts)
			for k, l := range []*locale.Localizer{fr, en, fr, en} {
				reading := segur.Readings()[k/2]
				got := sentence.Headline(c, reading, 2024, l)
				if got.String() == "" || strings.Contains(got.String(), "{{") {
					t.Fatalf("%v: %q", counts, got)
				}
				checkParts(t, got)
			}
		}
	}
}

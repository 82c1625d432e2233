package story

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// Tell publishes six times on top of the seed, so that every kind of change is there: figures
// corrected, revised, added, withdrawn and set beside others; states that are new, corrected and
// go back; words, dates, documents and the message of the site; a publication undone. The third
// goes out in the last second of a day in Paris, the fourth in the next one.
func Tell(ctx context.Context, s *testkit.Site) error {
	for _, chapter := range []struct {
		at   time.Time
		tell func(segur.Dataset, *testkit.Revision)
	}{
		{time.Date(2026, time.November, 25, 23, 30, 0, 0, time.UTC), figuresRevision},
		{time.Date(2026, time.November, 26, 22, 59, 59, 0, time.UTC), statesRevision},
		{time.Date(2026, time.November, 26, 23, 0, 0, 0, time.UTC), wordsRevision},
		{time.Date(2026, time.November, 28, 9, 0, 0, 0, time.UTC), undo},
		{time.Date(2026, time.December, 1, 16, 42, 0, 0, time.UTC), listsRevision},
		{time.Date(2026, time.December, 8, 8, 5, 0, 0, time.UTC), stateFollows},
	} {
		s.Clock.Set(chapter.at)
		d, err := s.App.Store().Load(ctx, s.Catalog().Version())
		if err != nil {
			return err
		}
		var c testkit.Revision
		chapter.tell(d, &c)
		d.Publication.PublishedAt = chapter.at
		after, err := c.Changes.Apply(d)
		if err != nil {
			return err
		}
		if faults := rules.Validate(after); len(faults) > 0 {
			return fmt.Errorf("publication %d breaks rules: %+v", d.Publication.Number+1, faults)
		}
		if _, err := s.Publish(ctx, c); err != nil {
			return err
		}
	}
	s.Clock.Set(time.Date(2026, time.December, 10, 12, 0, 0, 0, time.UTC))
	return nil
}

type row interface{ RowKey() string }

// because is a reason with, where a state goes back, its explanation.
type because struct{ reason, explanation string }

// of gives the reason for some rows.
func (b because) of(c *testkit.Revision, rows ...row) {
	m := segur.Motive{Proposal: int64(len(c.Motives) + 1), Reason: b.reason, Explanation: b.explanation}
	for _, one := range rows {
		table := map[string]string{
			"segur.Value": segur.TableValues, "segur.Assessment": segur.TableAssessments, "segur.Measure": segur.TableMeasures,
			"segur.Indicator": segur.TableIndicators, "segur.Event": segur.TableEvents, "segur.Source": segur.TableSources,
			"segur.SiteText": segur.TableTexts,
		}[fmt.Sprintf("%T", one)]
		m.Rows = append(m.Rows, segur.RowRef{Table: table, Key: one.RowKey()})
	}
	c.Motives = append(c.Motives, m)
}

// pick returns the row with a key.
func pick[T row](rows []T, key string) T {
	i := slices.IndexFunc(rows, func(one T) bool { return strings.HasPrefix(one.RowKey(), key) })
	return rows[i]
}

func replaced[T any](old, now T) segur.Replacement[T] {
	return segur.Replacement[T]{Old: old, New: now}
}

func figuresRevision(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Maisons de santé : un chiffre corrigé, un autre ajouté", EN: "Health houses: one figure corrected, another added"}
	document := segur.Source{
		ID: "essai-bilan-2026", Title: "Bilan 2026 de l'exercice coordonné", Publisher: "Fédération des maisons de santé",
		URL: "https://example.org/bilan-2026", PublishedOn: segur.Date{Year: 2026, Month: 11, Day: 20}, Kind: "professional", Language: "fr",
	}
	old := pick(d.Values, "msp-count actual 2022-12 FR")
	corrected := old
	corrected.Number, corrected.Flag = segur.Int(2251), "final"
	added := old
	added.Period, _ = segur.ParsePeriod("2026-06")
	added.Number, added.Flag, added.Source, added.Note = segur.Int(3120), "provisional", document.ID, "Décompte de juin, avant radiations"
	estimate := pick(d.Values, "cpts-active actual 2025-05 FR")
	revised := estimate
	revised.Number, revised.Flag = segur.Int(731), "final"
	c.Changes.Sources.Add = []segur.Source{document}
	c.Changes.Values.Replace = []segur.Replacement[segur.Value]{replaced(old, corrected), replaced(estimate, revised)}
	c.Changes.Values.Add = []segur.Value{added}
	because{"La réponse ministérielle écrit « plus de 2 250 » ; le décompte exact est 2 251.", ""}.of(c, corrected)
	because{"La Fédération publie son décompte de juin 2026.", ""}.of(c, added, document)
	because{"Le Sénat a publié le décompte définitif.", ""}.of(c, revised)
}

func statesRevision(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Environnements de travail : l'état de 2026, et 2022 corrigé pour les maisons de santé", EN: "Working environments: the state of 2026, and 2022 corrected for health houses"}
	now := pick(d.Assessments, "2/2025")
	now.Year, now.EffectiveOn = 2026, segur.Date{Year: 2026, Month: 10}
	now.Justification = segur.Text{FR: "Les contrats locaux sont signés pour 2026.", EN: "The local contracts are signed for 2026."}
	old := pick(d.Assessments, "25/2022")
	corrected := old
	corrected.State = segur.Preparing
	c.Changes.Assessments.Add = []segur.Assessment{now}
	c.Changes.Assessments.Replace = []segur.Replacement[segur.Assessment]{replaced(old, corrected)}
	because{"Les contrats de 2026 sont parus au recueil des actes administratifs.", ""}.of(c, now)
	because{"Le texte d'application n'était pas paru en 2022.", "L'état de 2022 reposait sur un accord conventionnel, qui n'est pas un acte du plan."}.of(c, corrected)
}

func wordsRevision(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Textes relus", EN: "Wording reviewed"}
	measure := pick(d.Measures, "12")
	reworded := measure
	reworded.ShortTitle = segur.Text{FR: "Lits ouverts à la demande", EN: "Beds opened on demand"}
	reworded.Summary.FR += " Les lits ouverts pour l'hiver ne sont pas comptés ici."
	reworded.Summary.EN += " Beds opened for the winter are not counted here."
	indicator := pick(d.Indicators, "msp-count")
	redefined := indicator
	redefined.Description = segur.Text{FR: "Maisons de santé ouvertes au public, tous statuts.", EN: "Health houses open to the public, whatever their status."}
	event := segur.Event{
		Date: segur.Date{Year: 2026, Month: 11, Day: 20}, Kind: "report", Measures: []int{25},
		Title: segur.Text{FR: "Rapport sur l'exercice coordonné", EN: "Report on coordinated practice"}, Sources: []string{"essai-bilan-2026"},
	}
	banner := segur.SiteText{ID: segur.TextBanner, Text: segur.Text{
		FR: "Les chiffres de décembre paraîtront le 15 janvier.\n<b>Merci</b> de votre patience.", EN: "The figures of December will come out on 15 January.\n<b>Thank you</b> for your patience.",
	}}
	c.Changes.Measures.Replace = []segur.Replacement[segur.Measure]{replaced(measure, reworded)}
	c.Changes.Indicators.Replace = []segur.Replacement[segur.Indicator]{replaced(indicator, redefined)}
	c.Changes.Events.Add, c.Changes.Texts.Add = []segur.Event{event}, []segur.SiteText{banner}
	because{"Relecture des textes avant l'hiver.", ""}.of(c, reworded, redefined, event)
	because{"Annoncer la prochaine publication.", ""}.of(c, banner)
}

// undo restores what the third publication changed.
func undo(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Retour sur les états publiés le 26 novembre", EN: "The states published on 26 November are undone"}
	c.Reverts = 3
	wrong := pick(d.Assessments, "25/2022")
	right := wrong
	right.State = segur.InProgress
	c.Changes.Assessments.Replace = []segur.Replacement[segur.Assessment]{replaced(wrong, right)}
	c.Changes.Assessments.Remove = []segur.Assessment{pick(d.Assessments, "2/2026")}
	because{"L'accord de 2022 vaut bien mise en œuvre.", ""}.of(c, right, c.Changes.Assessments.Remove[0])
}

func listsRevision(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Un indicateur de plus, une grille régionale", EN: "One more indicator, a regional grid"}
	indicator := pick(d.Indicators, "msp-count")
	indicator.Code, indicator.HeadlineRank, indicator.BreakNote = "essai-antennes", 0, ""
	indicator.Label = segur.Text{FR: "Antennes de maisons de santé", EN: "Branches of health houses"}
	c.Changes.Indicators.Add = []segur.Indicator{indicator}
	model := pick(d.Values, "msp-count actual 2025-01 FR")
	model.Indicator, model.Note = indicator.Code, ""
	for i, code := range segur.RegionCodes() {
		v := model
		v.Territory, v.Number = code, segur.Int(40+3*i)
		c.Changes.Values.Add = append(c.Changes.Values.Add, v)
	}
	rival := pick(d.Values, "msp-count actual 2025-01 FR")
	rival.Number, rival.Reference, rival.Source = segur.Int(2790), false, "essai-bilan-2026"
	c.Changes.Values.Add = append(c.Changes.Values.Add, rival)
	c.Changes.Values.Remove = []segur.Value{pick(d.Values, "msp-count actual 2026-06 FR")}
	document := pick(d.Sources, "essai-bilan-2026")
	renamed := document
	renamed.Title = "Bilan 2026 de l'exercice coordonné, version définitive"
	c.Changes.Sources.Replace = []segur.Replacement[segur.Source]{replaced(document, renamed)}
	banner := pick(d.Texts, segur.TextBanner)
	c.Changes.Texts.Replace = []segur.Replacement[segur.SiteText]{replaced(banner, segur.SiteText{ID: banner.ID, Text: segur.Text{
		FR: "Les chiffres de décembre paraîtront le 22 janvier.", EN: "The figures of December will come out on 22 January.",
	}})}
	because{"La Fédération compte désormais les antennes.", ""}.of(c, indicator)
	because{"Grille reçue des agences régionales.", ""}.of(c, values(c.Changes.Values.Add[:18])...)
	because{"La version définitive du bilan ne reprend pas le décompte de juin.", ""}.of(c, c.Changes.Values.Remove[0], rival, renamed)
}

func values(rows []segur.Value) []row {
	var out []row
	for _, one := range rows {
		out = append(out, one)
	}
	return out
}

func stateFollows(d segur.Dataset, c *testkit.Revision) {
	c.Note = segur.Text{FR: "Lits à la demande : le programme est suspendu", EN: "Beds on demand: the programme is suspended"}
	state := pick(d.Assessments, "12/2021")
	state.Year, state.State, state.EffectiveOn = 2026, segur.Suspended, segur.Date{Year: 2026, Month: 12, Day: 1}
	state.Justification = segur.Text{FR: "Une instruction suspend l'ouverture de lits jusqu'en mars.", EN: "An instruction suspends the opening of beds until March."}
	c.Changes.Assessments.Add = []segur.Assessment{state}
	target := pick(d.Values, "msp-count target 2027 FR")
	moved := target
	moved.Period, _ = segur.ParsePeriod("2028")
	c.Changes.Values.Replace = []segur.Replacement[segur.Value]{replaced(target, moved)}
	because{"Instruction du 1er décembre 2026.", "Le programme était en cours : l'instruction l'arrête pour l'hiver."}.of(c, state)
	because{"L'échéance annoncée était 2028.", ""}.of(c, moved)
}

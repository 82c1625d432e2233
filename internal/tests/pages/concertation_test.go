package pages

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
	"github.com/segur-tracker/segur/seed"
)

// seedRows reads a file of the dataset as it was written, by column.
func seedRows(t *testing.T, table string) []map[string]string {
	t.Helper()
	body, err := seed.Files.ReadFile(table + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(records) < 2 {
		t.Fatalf("%s: %d records, %v", table, len(records), err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// shows reports whether a part of the page shows the value of a column; rows and columns of a table
// are walked with one.
type shows func(p *page, row map[string]string, column string) bool

// TestTheConsultationsShowEveryRowAndColumn walks the tables of the consultations as they are in the
// dataset, cell by cell, and finds each on the page in its language. A column that nobody knows how to
// find is a fault.
func TestTheConsultationsShowEveryRowAndColumn(t *testing.T) {
	for table, cell := range map[string]shows{
		segur.TableConsultation: showsStrand, segur.TableGuideThemes: showsTheme, segur.TableGuideSteps: showsStep,
		segur.TablePillarWordings: showsWording, segur.TableReviewGroups: showsTopic, segur.TablePriorities: showsPriority,
	} {
		rows := seedRows(t, table)
		sections(t, "concertation", func(p *page) {
			for i, row := range rows {
				for _, column := range slices.Sorted(maps.Keys(row)) {
					foreign := map[string]string{"fr": "_en", "en": "_fr"}[p.lang]
					if row[column] != "" && !strings.HasSuffix(column, foreign) && !cell(p, row, column) {
						p.fault("%s, row %d: %s %q is not shown", table, i+1, column, row[column])
					}
				}
			}
		})
	}
}

// says reports whether a part shows a text of the dataset.
func (p *page) says(s *goquery.Selection, text string) bool {
	return text != "" && strings.Contains(testkit.Words(s), testkit.Words(textOf(p.words().Text(text))))
}

// textOf is a text as a selection, so that spaces are read alike.
func textOf(text string) *goquery.Selection {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader("<p></p>"))
	if err != nil {
		return &goquery.Selection{}
	}
	return doc.Find("p").SetText(text)
}

func dated(s *goquery.Selection, date string) bool {
	return s.Find(`time[datetime="`+date+`"]`).Length() > 0
}

// linked reports whether a part links to each of the numbers of a cell.
func linked(s *goquery.Selection, numbers string, address func(n int) string) bool {
	for text := range strings.SplitSeq(numbers, "|") {
		n, err := strconv.Atoi(text)
		if err != nil || s.Find(`a[href="`+address(n)+`"]`).Length() == 0 {
			return false
		}
	}
	return true
}

func (p *page) to() view.Links { return view.Links{Lang: locale.Lang(p.lang)} }

func (p *page) toPillar(n int) string { return p.to().Measures(view.Filter{Pillar: n}) }

func (p *page) toMeasure(n int) string { return p.to().Measure(site.Catalog().Measure(n)) }

func (p *page) citesAll(s *goquery.Selection, ids string) bool {
	for id := range strings.SplitSeq(ids, "|") {
		if !p.cites(s, id) {
			return false
		}
	}
	return true
}

func showsStrand(p *page, row map[string]string, column string) bool {
	card, value := p.Find("tr#fiche-"+row["id"]), row[column]
	drawn := p.Find("li#volet-" + row["id"])
	switch column {
	case "id":
		return card.Length() == 1 && drawn.Length() == 1
	case "territory":
		territory, ok := site.Catalog().Territory(value)
		return ok && p.says(card, territory.Name.In(p.lang))
	case "parent":
		return card.Find(`a[href="#fiche-`+value+`"]`).Length() == 1 && drawn.Parent().Closest("li").Is("#volet-"+value)
	case "starts_on", "ends_on", "deadline":
		return dated(card, value)
	case "frequency", "mode":
		return p.says(card, p.words().T("change."+column+"."+value))
	case "pillars":
		return linked(card, value, p.toPillar)
	case "source_ids":
		return p.citesAll(card, value)
	case "participants", "doctors_pct", "nurses_pct", "contributions", "meetings", "rounds", "groups", "surveys", "councils", "room_limit":
		n, _ := strconv.Atoi(value)
		said := p.words().Phrase("concertation.count."+column, "count", n, "n", locale.Figure{Value: value, Text: p.words().Number(float64(n), 0)})
		found := card.Find("li").FilterFunction(func(_ int, s *goquery.Selection) bool {
			return testkit.Words(s) == testkit.Words(textOf(said.String()))
		})
		return found.Find(`data[value="`+value+`"]`).Length() == 1
	}
	return strings.HasSuffix(column, "_"+p.lang) && p.says(card, value)
}

// part is the section of the page under a heading.
func (p *page) part(id string) *goquery.Selection { return p.Find("#" + id).Closest("section") }

// nth is a line of a list, by its place in the dataset.
func nth(lines *goquery.Selection, order string) *goquery.Selection {
	n, _ := strconv.Atoi(order)
	return lines.Eq(n - 1)
}

func showsTheme(p *page, row map[string]string, column string) bool {
	lines := p.part("guide").Find(".seg-quarter.seg-pillar--" + row["pillar"] + " li")
	switch column {
	case "pillar", "order":
		return nth(lines, row["order"]).Length() == 1
	case "source_id":
		return p.citesAll(p.part("guide"), row[column])
	}
	return column == "theme_"+p.lang && p.says(nth(lines, row["order"]), row[column])
}

func showsStep(p *page, row map[string]string, column string) bool {
	count := 0
	for _, step := range site.Catalog().GuideSteps() {
		if step.Part == row["part"] {
			count++
		}
	}
	heading := p.words().T("concertation.part."+row["part"], "count", count)
	lines := p.part("guide").Find(".seg-guide__part").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return testkit.Words(s.Find("h3")) == testkit.Words(textOf(heading))
	}).Find("li")
	switch column {
	case "part":
		return lines.Length() == count
	case "order":
		return nth(lines, row["order"]).Length() == 1
	case "source_id":
		return p.citesAll(p.part("guide"), row[column])
	}
	return column == "title_"+p.lang && p.says(nth(lines, row["order"]), row[column])
}

func showsWording(p *page, row map[string]string, column string) bool {
	said := p.part("mots").Find(".seg-pillar--" + row["pillar"] + " li").Has(`time[datetime="` + row["used_on"] + `"]`)
	switch column {
	case "pillar", "used_on":
		return said.Length() == 1
	case "source_id":
		return p.citesAll(said, row[column])
	}
	text := said.Find(".seg-wordings__text").Clone()
	text.Find("del").Remove()
	return column == "wording_"+p.lang && strings.Join(strings.Fields(text.Text()), " ") == strings.Join(strings.Fields(p.words().Text(row[column])), " ")
}

func showsTopic(p *page, row map[string]string, column string) bool {
	heading := p.words().T("concertation.review." + row["group"])
	lines := p.part("an-2").Find(".seg-quarter").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return testkit.Words(s.Find("h4")) == testkit.Words(textOf(heading))
	}).Find(".seg-topics > li")
	line := nth(lines, row["order"])
	switch column {
	case "group", "order":
		return line.Length() == 1
	case "measures":
		return linked(line, row[column], p.toMeasure)
	case "source_id":
		return p.citesAll(p.part("an-2"), row[column])
	}
	return column == "topic_"+p.lang && p.says(line, row[column])
}

func showsPriority(p *page, row map[string]string, column string) bool {
	kinds := map[string]string{"axis": "ol.seg-second > li", "method": ".seg-second__method"}
	found := p.part("an-2").Find(kinds[row["kind"]]).FilterFunction(func(_ int, s *goquery.Selection) bool {
		return p.says(s.Find("h3"), row["title_"+p.lang])
	})
	switch column {
	case "id", "kind":
		return found.Length() == 1
	case "measures":
		return linked(found, row[column], p.toMeasure)
	case "source_ids":
		return p.citesAll(found, row[column])
	}
	return strings.HasSuffix(column, "_"+p.lang) && p.says(found, row[column])
}

// TestTheConsultationsSumUp holds the key figures of 2020 to the indicators that publish them, and the
// seven axes apart from the heading of method.
func TestTheConsultationsSumUp(t *testing.T) {
	sections(t, "concertation", func(p *page) {
		for of, value := range map[string]string{
			"seg-meetings/FR/actual/2020-06": "200", "seg-written/FR/actual/2020-06": "400", "seg-contrib/FR/actual/2020-06": "118000",
			"seg-wage-hours/FR/actual/2020-07": "40", "seg-days/FR/actual/2020-07": "50",
		} {
			if p.Find(`.seg-keyfacts data[data-of="`+of+`"][value="`+value+`"]`).Length() != 1 {
				p.fault("%s = %s is no key figure", of, value)
			}
		}
		for of, value := range map[string]string{"seg-contrib-doctors/FR/actual/2020-06": "32", "seg-contrib-nurses/FR/actual/2020-06": "11"} {
			if p.part("en-ligne").Find(`data[data-of="`+of+`"][value="`+value+`"]`).Length() != 1 {
				p.fault("%s = %s does not tell who spoke", of, value)
			}
		}
		if axes, method := p.Find("ol.seg-second > li").Length(), p.Find(".seg-second__method").Length(); axes != 7 || method != 1 {
			p.fault("%d axes and %d headings of method", axes, method)
		}
		if n := p.part("mesures").Find(".seg-measures a").Length(); n != len(site.Catalog().Measures()) {
			p.fault("the pillars lead to %d measures", n)
		}
	})
}

// TestStrandsAreDrawnWithinTheirAxis holds that what the server draws stays on its axis, and that every
// way of drawing a strand is there.
func TestStrandsAreDrawnWithinTheirAxis(t *testing.T) {
	sections(t, "concertation", func(p *page) {
		drawn := p.Find(".seg-times__track svg svg")
		for _, way := range []string{"rect.is-vague", "rect:not(.is-vague)", "line.is-thread", "circle", "path", "line.is-due"} {
			if drawn.Find(way).Length() == 0 {
				p.fault("nothing is drawn as %s", way)
			}
		}
		p.find(".seg-times__track [x], .seg-times__track [x1], .seg-times__track [cx]", func(s *goquery.Selection) {
			for _, name := range []string{"x", "x1", "x2", "cx", "width"} {
				place, given := s.Attr(name)
				if at, err := strconv.ParseFloat(strings.TrimSuffix(place, "%"), 64); given && (err != nil || at < 0 || at > 100.01) {
					p.fault("%s is at %s=%q", goquery.NodeName(s), name, place)
				}
			}
		})
	})
}

// TestConsultationsThatAreNotThere holds that the page of a publication without the tables, as those of
// older databases are, says so, and shows the sessions that staff publish since.
func TestConsultationsThatAreNotThere(t *testing.T) {
	s, c := testkit.Open(t), testkit.Revision{Note: segur.Text{FR: "Sans la concertation", EN: "Without the consultations"}}
	known := s.Catalog()
	c.Changes.Consultations.Remove, c.Changes.Priorities.Remove = known.Consultations(), known.Priorities()
	c.Changes.GuideThemes.Remove, c.Changes.GuideSteps.Remove = known.GuideThemes(), known.GuideSteps()
	c.Changes.PillarWordings.Remove, c.Changes.ReviewGroups.Remove = known.PillarWordings(), known.ReviewGroups()
	if _, err := s.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Langs() {
		l, doc := s.Words.For(lang), soundPage(t, s, view.Links{Lang: lang}.Section("concertation"))
		for _, part := range []string{"strands", "guide", "sessions", "wordings", "second", "review"} {
			if none := l.T("concertation.none_" + part); !strings.Contains(testkit.Words(doc.Find("main")), testkit.Words(textOf(none))) {
				t.Errorf("%s: the page does not say %q", lang, none)
			}
		}
		if doc.Find(".seg-times, .seg-strandtable, .seg-presence, .seg-walk").Length() > 0 {
			t.Errorf("%s: something is drawn of nothing", lang)
		}
	}
	publishSession(t, s)
	for _, lang := range locale.Langs() {
		checkSession(t, s, lang)
	}
}

func soundPage(t *testing.T, s *testkit.Site, path string) *goquery.Document {
	t.Helper()
	r := s.Get(path)
	if r.Status != 200 {
		t.Fatalf("%s answers %d: %s", path, r.Status, s.Log.Cause(r))
	}
	for _, fault := range s.CheckHTML(r.Body) {
		t.Errorf("%s: %s", path, fault)
	}
	return r.Doc(t)
}

// file is the digest of a file that nobody keeps.
var file = strings.Repeat("0af1", 16)

func publishSession(t *testing.T, s *testkit.Site) {
	t.Helper()
	c := testkit.Revision{Note: segur.Text{FR: "Une séance", EN: "A session"}}
	c.Changes.Sessions.Add = []segur.Session{{
		ID: "974-saint-denis", Territory: "04", Date: segur.Date{Year: 2020, Month: 6, Day: 12}, Form: segur.FormVideo,
		Title: segur.Text{FR: "Séance de Saint-Denis"}, Pillars: []int{1, 4},
		Participants: segur.Audience{HospitalMedical: 6, HospitalOther: 3, Users: 2, Elected: 1},
		Synthesis:    segur.Text{FR: "Le lien avec la ville a tenu.", EN: "The link with primary care held."},
		Proposals:    [4]segur.Text{0: {FR: "Payer les gardes."}, 3: {FR: "Garder les visites en vidéo.", EN: "Keep video visits."}},
		Examples:     segur.Text{FR: "Une ligne ouverte jour et nuit."}, Heard: "CHU de La Réunion\nURPS Océan Indien\n",
		Document: segur.Document{Digest: file, Name: "synthèse 1.pdf", Size: 1_240_000},
	}}
	if _, err := s.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func checkSession(t *testing.T, s *testkit.Site, lang locale.Lang) {
	t.Helper()
	doc := soundPage(t, s, view.Links{Lang: lang}.Section("concertation"))
	doc.Find(".seg-term__say").Remove()
	session := doc.Find("article#seance-974-saint-denis")
	text := testkit.Words(session)
	for _, said := range []string{"Séance de Saint-Denis", "Réunion · ", "Payer les gardes.", "Une ligne ouverte jour et nuit.", "URPS Océan Indien", "synthèse 1.pdf"} {
		if !strings.Contains(text, said) {
			t.Errorf("%s: the session does not say %q: %s", lang, said, text)
		}
	}
	if synthesis := map[locale.Lang]string{locale.FR: "Le lien avec la ville", locale.EN: "The link with primary care"}[lang]; !strings.Contains(text, synthesis) {
		t.Errorf("%s: the synthesis is not %q", lang, synthesis)
	}
	if n := session.Find(`[lang="fr"]`).Length(); (n > 0) != (lang == locale.EN) {
		t.Errorf("%s: %d texts are marked as French", lang, n)
	}
	if href := session.Find("a[download]").AttrOr("href", ""); href != "/documents/"+file+"/synth%C3%A8se%201.pdf" {
		t.Errorf("%s: the document is at %q", lang, href)
	}
	var shares, places []string
	doc.Find(".seg-presence td:nth-child(2) data").Each(func(_ int, d *goquery.Selection) { shares = append(shares, d.AttrOr("value", "")) })
	doc.Find(".seg-presence__places td data").Each(func(_ int, d *goquery.Selection) { places = append(places, d.AttrOr("value", "")) })
	if want := "6 3 0 0 0 2 1 0"; strings.Join(shares, " ") != want || strings.Join(places, " ") != want+" 12" {
		t.Errorf("%s: categories %v, territories %v", lang, shares, places)
	}
	if widths := doc.Find(`.seg-presence rect[width="50.00%"]`).Length(); widths != 1 {
		t.Errorf("%s: half of the participants are drawn %d times", lang, widths)
	}
}

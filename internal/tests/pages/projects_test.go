package pages

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
	"github.com/segur-tracker/segur/seed"
)

// fromSeed reads the tables as the files of the seed have them, not as the site does.
func fromSeed(t *testing.T) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}

// amounts returns what the <data> elements of a selection say.
func amounts(s *goquery.Selection) (values []string) {
	s.Find("data").Each(func(_ int, d *goquery.Selection) { values = append(values, d.AttrOr("value", "")) })
	return values
}

// TestEveryColumnOfAProjectIsPublic walks projects.csv: each row has its page and its place in the list, in both languages, with
// every column that it has.
func TestEveryColumnOfAProjectIsPublic(t *testing.T) {
	d := fromSeed(t)
	if len(d.Projects) < 85 {
		t.Fatalf("%d projects", len(d.Projects))
	}
	for _, lang := range locale.Langs() {
		l, to := site.Words.For(lang), view.Links{Lang: lang}
		for _, p := range d.Projects {
			main := docAt(t, to.Project(p.ID)).Find("main").Clone()
			main.Find(".seg-term__say").Remove()
			neighbours := main.Find("#voisins").Closest("section").Remove()
			text := testkit.Words(main)
			region, _ := site.Catalog().Territory(p.Territory)
			source := site.Catalog().Source(p.Source)
			want := []string{
				p.ID, "(" + p.Territory + ")", l.Text(region.Name.In(string(lang))), "(" + p.Department + ")", l.Text(p.Place), l.Text(p.Operator),
				l.Text(p.Title.In(string(lang))), l.T("project.sector_" + p.Sector), l.T("project.stage_" + string(p.Stage)),
				locale.Typography(locale.FR, p.Note), l.Text(source.Publisher),
			}
			for _, day := range []segur.Date{p.StartsOn, p.EndsOn, source.PublishedOn} {
				if !day.IsZero() {
					want = append(want, sentence.Date(l, day))
				}
			}
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s %s: no %q", lang, p.ID, w)
				}
			}
			var money []string
			for _, n := range []*segur.Number{p.Amount, p.Aid} {
				if n != nil {
					money = append(money, n.String())
				}
			}
			if got := amounts(main.Find(".seg-project__sums")); !slices.Equal(got, money) {
				t.Errorf("%s %s: amounts %q instead of %q", lang, p.ID, got, money)
			}
			if now := testkit.Words(main.Find(`.seg-track [aria-current="step"]`)); now != l.T("project.stage_"+string(p.Stage)) {
				t.Errorf("%s %s: the track says %q", lang, p.ID, now)
			}
			if main.Find(`a[href="`+to.Report(doubt.Subject{Project: p.ID})+`"]`).Length() != 1 {
				t.Errorf("%s %s: no way to report it", lang, p.ID)
			}
			if want := min(6, len(site.Catalog().ProjectsIn(p.Department))-1); neighbours.Find(".seg-project").Length() != want {
				t.Errorf("%s %s: %d neighbours instead of %d", lang, p.ID, neighbours.Find(".seg-project").Length(), want)
			}
			row := docAt(t, to.ProjectList(view.ProjectFilter{Department: p.Department})).Find(`.seg-project__title a[href="` + to.Project(p.ID) + `"]`).Closest(".seg-project")
			if row.Length() != 1 || !slices.Equal(amounts(row.Find(".seg-project__money")), money) || row.Find(".seg-stage .is-done").Length() != 1+slices.Index(segur.Stages(), p.Stage) {
				t.Errorf("%s %s: its row of the list says %q", lang, p.ID, testkit.Words(row))
			}
		}
	}
}

// TestEveryColumnOfAStrategyIsPublic walks strategies.csv and strategy_rules.csv.
func TestEveryColumnOfAStrategyIsPublic(t *testing.T) {
	d := fromSeed(t)
	if len(d.Strategies) != 33 || len(d.StrategyRules) != 9 {
		t.Fatalf("%d orientations, %d rules", len(d.Strategies), len(d.StrategyRules))
	}
	for _, lang := range locale.Langs() {
		l := site.Words.For(lang)
		doc := goquery.CloneDocument(docAt(t, view.Links{Lang: lang}.Section("investment")))
		doc.Find(".seg-term__say").Remove()
		for _, s := range d.Strategies {
			region, _ := site.Catalog().Territory(s.Territory)
			part := doc.Find("#strategie-" + s.Territory)
			scope := map[string]string{"full": "invest.strategy_full", "partial": "invest.strategy_partial"}[s.Scope]
			for _, w := range []string{
				l.Text(region.Name.In(string(lang))), l.T(scope), l.YearRange(s.Period.From.Year, s.Period.To.Year),
				l.Text(site.Catalog().Source(s.Source).Publisher),
			} {
				if !strings.Contains(testkit.Words(part), w) {
					t.Errorf("%s %s: no %q", lang, s.RowKey(), w)
				}
			}
			if !numbered(part, s.Order, l.Text(s.Orientation.In(string(lang)))) {
				t.Errorf("%s %s: no orientation %d", lang, s.RowKey(), s.Order)
			}
		}
		for _, r := range d.StrategyRules {
			section := doc.Find("#exemple").Closest("section")
			kind := section.Find(".seg-rules").FilterFunction(func(_ int, g *goquery.Selection) bool {
				return testkit.Words(g.Find(".govuk-heading-s")) == l.T("invest.rules_"+r.Kind)
			})
			if !numbered(kind, r.Order, l.Text(r.Text.In(string(lang)))) || !strings.Contains(testkit.Words(kind.Next()), l.Text(site.Catalog().Source(r.Source).Publisher)) {
				t.Errorf("%s %s is not told", lang, r.RowKey())
			}
		}
	}
}

// numbered reports whether a list holds a text under its number, which is a figure.
func numbered(list *goquery.Selection, order int, text string) bool {
	found := list.Find(".seg-orient li").FilterFunction(func(_ int, li *goquery.Selection) bool {
		return li.Find("data").AttrOr("value", "") == strconv.Itoa(order) && testkit.Words(li.Find("span").First()) == text
	})
	return found.Length() == 1
}

// TestAmountsOfProjectsAreNeverAdded holds that no page of projects shows an amount that is not one project's own.
func TestAmountsOfProjectsAreNeverAdded(t *testing.T) {
	known := map[string]bool{}
	for _, p := range site.Catalog().Projects() {
		for _, n := range []*segur.Number{p.Amount, p.Aid} {
			if n != nil {
				known[n.String()] = true
			}
		}
	}
	visit(t, projectLists(), func(p *page) {
		p.find("data", func(s *goquery.Selection) {
			money := s.Closest("dd").Length() > 0
			if after := s.Nodes[0].NextSibling; !money && after != nil && strings.Contains(after.Data, "€") {
				p.fault("%s stands apart from a project", s.Text())
			}
			if money && !known[s.AttrOr("value", "")] {
				p.fault("%s is no project's", s.Text())
			}
		})
		p.find("main", func(s *goquery.Selection) {
			limit := p.words().T("projects.limit")
			if !strings.Contains(testkit.Words(s), limit) {
				p.fault("does not say what the list is not")
			}
		})
	})
}

func projectLists() (paths []string) {
	for _, path := range testkit.Paths(site) {
		for _, section := range view.Sections()["projects"] {
			if bare, _, _ := strings.Cut(path, "?"); bare == section {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// shownProjects returns the identifiers of the projects on a page of the list.
func shownProjects(doc *goquery.Document) (ids []string) {
	doc.Find(".seg-project__title a").Each(func(_ int, s *goquery.Selection) {
		ids = append(ids, s.AttrOr("href", "")[strings.LastIndex(s.AttrOr("href", ""), "/")+1:])
	})
	return ids
}

// TestFiltersOfProjects holds that filters narrow alone and together, that what means nothing is dropped, that counts are kept,
// and that a list of none says what to loosen.
func TestFiltersOfProjects(t *testing.T) {
	for address, fits := range map[string]func(segur.Project) bool{
		"?region=84": func(p segur.Project) bool { return p.Territory == "84" }, "?departement=59": func(p segur.Project) bool { return p.Department == "59" },
		"?secteur=social_care":           func(p segur.Project) bool { return p.Sector == "social_care" },
		"?secteur=social-care&region=32": func(p segur.Project) bool { return p.Sector == "social_care" && p.Territory == "32" },
		"?etape=works":                   func(p segur.Project) bool { return p.Stage == segur.StageWorks },
		"?region=01&departement=977":     func(p segur.Project) bool { return p.Department == "977" },
		"?region=99&etape=works":         func(p segur.Project) bool { return p.Stage == segur.StageWorks },
		"?region=52&etape=foo&secteur=x": func(p segur.Project) bool { return p.Territory == "52" },
		"?q=ch%C3%A2teaubriant":          func(p segur.Project) bool { return p.ID == "chateaubriant-schema" },
		"?region=03":                     func(segur.Project) bool { return false },
	} {
		var want []string
		for _, r := range site.Catalog().RegionsByName() {
			for _, p := range site.Catalog().ProjectsOf(r.Code) {
				if fits(p) {
					want = append(want, p.ID)
				}
			}
		}
		doc := site.Get("/projets" + address).Doc(t)
		if got := shownProjects(doc); !slices.Equal(got, want) {
			t.Errorf("%s: %v instead of %v", address, got, want)
		}
		if n := doc.Find("#resultat data").First().AttrOr("value", ""); n != strconv.Itoa(len(want)) {
			t.Errorf("%s: %s found", address, n)
		}
	}
	doc := site.Get("/projets?region=99&etape=works").Doc(t)
	if got := local(doc.Find(`link[rel="canonical"]`).AttrOr("href", "")); got != "/projets?etape=works" {
		t.Errorf("canonical address %s", got)
	}
	none := site.Get("/projets?region=84&etape=works").Doc(t)
	if links := none.Find(".govuk-inset-text a"); links.Length() != 2 || links.First().AttrOr("href", "") != "/projets?etape=works" {
		t.Errorf("what to loosen: %s", testkit.Words(none.Find(".govuk-inset-text")))
	}
	for _, c := range []struct{ field, value, count string }{{"region", "84", "(3)"}, {"region", "03", "(0)"}, {"etape", "delivered", "(0)"}, {"departement", "69", "(2)"}} {
		option := site.Get("/projets").Doc(t).Find(`select[name="` + c.field + `"] option[value="` + c.value + `"]`)
		if !strings.HasSuffix(testkit.Words(option), c.count) {
			t.Errorf("%s=%s reads %q", c.field, c.value, testkit.Words(option))
		}
	}
	if r := site.Get("/projets?page=9"); r.Status != 404 {
		t.Errorf("page 9 answers %d", r.Status)
	}
}

// TestTheMapSaysWhatItsListSays joins the marks of the map with the list beside it and with the catalog.
func TestTheMapSaysWhatItsListSays(t *testing.T) {
	doc := docAt(t, "/projets")
	marks := map[string]string{}
	doc.Find(".seg-depmap__mark").Each(func(_ int, s *goquery.Selection) {
		marks[s.AttrOr("href", "")] = s.Find("text").First().Text()
		if s.AttrOr("tabindex", "") != "-1" {
			t.Error("a mark takes the focus inside a hidden picture")
		}
	})
	listed := 0
	doc.Find(".seg-projectmap__regions span").Each(func(_ int, s *goquery.Selection) {
		listed++
		if href := s.Find("a").AttrOr("href", ""); marks[href] != s.Find("data").Text() {
			t.Errorf("%s: %q in the list, %q on the map", href, s.Find("data").Text(), marks[href])
		}
	})
	placed := map[string]bool{}
	for _, p := range site.Catalog().Projects() {
		placed[p.Department] = true
	}
	if len(marks) != len(placed) || listed != len(placed) {
		t.Errorf("%d marks, %d lines, %d departments", len(marks), listed, len(placed))
	}
}

// TestAProjectTellsItsHistory publishes a stage, then another, and reads them on the page and in what it was.
func TestAProjectTellsItsHistory(t *testing.T) {
	s := testkit.Open(t)
	project, _ := s.Catalog().Project("vichy-renovation")
	for i, stage := range []segur.Stage{segur.StageValidated, segur.StageWorks} {
		moved := project
		moved.Stage, moved.StageOn = stage, segur.Date{Year: 2026, Month: 9 + i, Day: 12}
		c := testkit.Revision{Note: segur.Text{FR: "Un projet avance", EN: "A project moves"}}
		c.Changes.Projects.Replace = []segur.Replacement[segur.Project]{{Old: project, New: moved}}
		if _, err := s.Publish(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		project = moved
	}
	doc := s.Get("/projets/vichy-renovation").Doc(t)
	if now := testkit.Words(doc.Find(`.seg-track [aria-current="step"]`)); now != "en travaux" {
		t.Errorf("the page says %q", now)
	}
	if text := testkit.Words(doc.Find("main")); !strings.Contains(text, "le "+sentence.Date(s.Words.For(locale.FR), project.StageOn)) {
		t.Errorf("no day of the stage: %s", text)
	}
	entries := doc.Find(".seg-history__entry")
	if entries.Length() != 2 || !strings.Contains(testkit.Words(entries.First()), s.Words.For(locale.FR).T("news.number", "number", 3)) {
		t.Errorf("%d entries: %s", entries.Length(), testkit.Words(entries))
	}
	then := s.Get("/projets/vichy-renovation?publication=2").Doc(t)
	if now := testkit.Words(then.Find(`.seg-track [aria-current="step"]`)); now != "aide décidée" {
		t.Errorf("publication 2 said %q", now)
	}
	if n := s.Get("/projets?etape=works").Doc(t).Find(`.seg-project a[href="/projets/vichy-renovation"]`).Length(); n != 1 {
		t.Error("the list does not have it among the works")
	}
}

// TestADatasetWithoutProjectsSaysSo empties the tables that databases of before do not have.
func TestADatasetWithoutProjectsSaysSo(t *testing.T) {
	s := testkit.Open(t)
	var c testkit.Revision
	c.Changes.Projects.Remove, c.Changes.Strategies.Remove, c.Changes.StrategyRules.Remove = s.Catalog().Projects(), s.Catalog().Strategies(), s.Catalog().StrategyRules()
	if _, err := s.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Langs() {
		l := s.Words.For(lang)
		for section, key := range map[string]string{"projects": "projects.none", "investment": "invest.strategies_none"} {
			r := s.Get(view.Links{Lang: lang}.Section(section))
			for _, fault := range s.CheckHTML(r.Body) {
				t.Errorf("%s: %s", r.Path, fault)
			}
			if !strings.Contains(testkit.Words(r.Doc(t).Find("main")), l.T(key)) {
				t.Errorf("%s does not say that there is nothing", r.Path)
			}
		}
	}
}

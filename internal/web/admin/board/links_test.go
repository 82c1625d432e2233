package board_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// gapLinks returns where the lines of what is missing or late lead, by the title of their group.
func gapLinks(t *testing.T, p *staff.Person) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	p.Get("/admin").Doc(t).Find("section[aria-labelledby=b-gaps] .seg-board__group").Each(func(_ int, g *goquery.Selection) {
		title := g.Find("h3")
		title.Find(".seg-count").Remove()
		name := testkit.Words(title)
		found[name] = nil
		g.Find("li").Each(func(_ int, line *goquery.Selection) {
			found[name] = append(found[name], line.Find("a").AttrOr("href", ""))
		})
	})
	return found
}

// ready says what is wrong with the form that a link of the board opens, "" for nothing: what the
// address tells must stand in its field, and the form must be the one to send.
func ready(t *testing.T, p *staff.Person, link string) string {
	t.Helper()
	at, err := url.Parse(link)
	if err != nil {
		return err.Error()
	}
	answer := p.Get(link)
	if answer.Status != http.StatusOK {
		return http.StatusText(answer.Status)
	}
	form := answer.Doc(t).Find(`form[method="post"][action="` + at.Path + `"]`)
	if form.Length() == 0 {
		return "no form to send there"
	}
	for name, values := range at.Query() {
		filled := false
		form.Find(`[name="` + name + `"]`).Each(func(_ int, field *goquery.Selection) {
			if field.Is("select") {
				field = field.Find("option[selected]")
			} else if _, checked := field.Attr("checked"); field.AttrOr("type", "") == "radio" && !checked {
				return
			}
			filled = filled || field.AttrOr("value", "") == values[0]
		})
		if !filled {
			return name + " is not " + values[0]
		}
	}
	if strings.HasSuffix(at.Path, "/remplacer") && form.Find(`[name="valeur"]`).AttrOr("value", "") == "" {
		return "the figure to replace is not in its box"
	}
	return ""
}

// doubted opens a site where a figure of region 84 is both provisional and of a weak source.
func doubted(t *testing.T) *testkit.Site {
	t.Helper()
	return testkit.Open(t, testkit.WithSeed(func(files map[string][]byte) {
		testkit.ForgetVainSearches(files)
		const row = "msp-aci,actual,2023,84,280,,final,true,concours-pluripro-cinq-remuneration-maisons,high"
		before := string(files["values.csv"])
		after := strings.Replace(before, row, strings.NewReplacer("final", "provisional", "high", "low").Replace(row), 1)
		if before == after {
			t.Fatal("the figure is not in the dataset any more")
		}
		files["values.csv"] = []byte(after)
	}))
}

const (
	groupStates      = "Mesures sans état en 2025 et 2026"
	groupOverdue     = "Indicateurs en attente d’un relevé"
	groupProvisional = "Valeurs provisoires depuis plus d’un an"
	groupDoubtful    = "Valeurs dont la source est fragile"
	groupUntargeted  = "Indicateurs sans objectif"
	groupOutdated    = "Textes de graphiques à revoir"
)

func TestEachGapLeadsToTheFormThatMendsIt(t *testing.T) {
	t.Parallel()
	site := doubted(t)
	for _, c := range []struct {
		person *staff.Person
		forms  map[string]string // of every address of a group
	}{
		{staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{}), map[string]string{
			groupStates: "/admin/saisir/etat/", groupUntargeted: "/ajouter?nature=target",
			groupOverdue:     "/ajouter?nature=actual&territoire=",
			groupProvisional: "/remplacer?sur=", groupDoubtful: "/remplacer?sur=",
		}},
		{staff.Join(t, site, "agence-84", desk.RoleRegional, desk.Scope{Regions: []string{"84"}}), map[string]string{
			groupOverdue:     "/ajouter?nature=actual&territoire=84",
			groupProvisional: "/msp-aci/remplacer?sur=", groupDoubtful: "/msp-aci/remplacer?sur=",
		}},
	} {
		links := gapLinks(t, c.person)
		for group, form := range c.forms {
			if len(links[group]) == 0 {
				t.Errorf("%s: nothing under %q", c.person.Account.Name, group)
			}
			for _, link := range links[group] {
				if fault := ready(t, c.person, link); fault != "" || !strings.Contains(link, form) {
					t.Errorf("%s, %s: %s: %s", c.person.Account.Name, group, link, fault)
				}
			}
			delete(links, group)
		}
		for group, others := range links {
			if len(others) > 0 {
				t.Errorf("%s: links that nothing here follows: %s %q", c.person.Account.Name, group, others)
			}
		}
	}
}

// emptyWords returns what the board says of its gaps without a line, by the title of their group.
func emptyWords(t *testing.T, p *staff.Person) map[string]string {
	t.Helper()
	found := map[string]string{}
	p.Get("/admin").Doc(t).Find("section[aria-labelledby=b-gaps] .seg-board__group--none").Each(func(_ int, g *goquery.Selection) {
		title := g.Find("h3")
		title.Find(".seg-count").Remove()
		found[testkit.Words(title)] = testkit.Words(g.Find("p"))
	})
	return found
}

func TestTheBoardSpeaksOfTheScopeOnly(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t, testkit.WithoutVainSearches())
	assessed, unassessed := 0, site.Catalog().Gaps(testkit.Now()).Unassessed
	for _, m := range site.Catalog().Measures() {
		if !slices.ContainsFunc(unassessed, func(u catalog.Unassessed) bool { return u.Measure == m }) {
			assessed = m.Number
		}
	}
	if assessed == 0 || len(unassessed) == 0 {
		t.Fatalf("%d measures without a state show nothing", len(unassessed))
	}
	const outside, none = "Rien dans votre périmètre.", "Aucune valeur provisoire de plus d’un an."
	for _, c := range []struct {
		person *staff.Person
		says   map[string]string // of groups without a line
		absent []string
	}{
		{
			staff.Join(t, site, "agence-84", desk.RoleRegional, desk.Scope{Regions: []string{"84"}}),
			map[string]string{groupProvisional: none, groupDoubtful: outside, groupUntargeted: outside},
			[]string{groupStates, groupOutdated},
		},
		{
			staff.Join(t, site, "redaction-02", desk.RoleEditor, desk.Scope{Measures: []int{assessed}}),
			map[string]string{groupProvisional: none, groupStates: outside},
			[]string{groupOutdated},
		},
		{
			staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{}),
			map[string]string{groupProvisional: none, groupOutdated: "Aucun texte de graphique à revoir."}, nil,
		},
	} {
		name, said, shown := c.person.Account.Name, emptyWords(t, c.person), gapLinks(t, c.person)
		for group, words := range c.says {
			if said[group] != words {
				t.Errorf("%s: %s says %q, want %q", name, group, said[group], words)
			}
		}
		for _, group := range c.absent {
			if _, there := shown[group]; there {
				t.Errorf("%s: %q can never hold anything and is shown", name, group)
			}
		}
	}
}

func TestTheRestOfAGroupIsCounted(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t, testkit.WithoutVainSearches())
	late := site.Catalog().Gaps(testkit.Now()).Unassessed
	// Of the measures that lack a state in both years, three leave one line beside the five shown.
	measures := []int{}
	for _, m := range late {
		both := slices.ContainsFunc(late, func(u catalog.Unassessed) bool { return u.Measure == m.Measure && u.Year != m.Year })
		if both && !slices.Contains(measures, m.Number) && len(measures) < 3 {
			measures = append(measures, m.Number)
		}
	}
	one := staff.Join(t, site, "redaction-06", desk.RoleEditor, desk.Scope{Measures: measures})
	all := staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{})
	for lang, words := range map[string][2]string{"fr": {"Voir l’autre", fmt.Sprintf("Voir les %d autres", len(late)-5)}, "en": {"Show the other one", fmt.Sprintf("Show the other %d", len(late)-5)}} {
		for i, person := range []*staff.Person{one, all} {
			first := person.Get("/admin?lang=" + lang).Doc(t).Find("section[aria-labelledby=b-gaps] summary").First()
			if got := strings.ReplaceAll(testkit.Words(first), "\u00a0", " "); got != words[i] {
				t.Errorf("%s: %q, want %q", lang, got, words[i])
			}
		}
	}
}

func TestTheMenuPromisesWhatTheRoleMayDo(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	for role, label := range map[desk.Role]string{
		desk.RoleRegional: "Publications", desk.RoleEditor: "Publications", desk.RoleObserver: "Publications",
		desk.RoleAdmin: "Publications", desk.RoleApprover: "Publier",
	} {
		scope := desk.Scope{}
		if role == desk.RoleRegional {
			scope.Regions = []string{"84"}
		}
		person := staff.Join(t, site, "agent-"+string(role), role, scope)
		for _, path := range []string{"/admin", "/admin/publications"} {
			if got := testkit.Words(person.Get(path).Doc(t).Find(`.seg-nav [href="/admin/publications"]`)); got != label {
				t.Errorf("%s, %s: the menu says %q, want %q", role, path, got, label)
			}
		}
	}
}

package review

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// room is a site with the people who work at it.
type room struct {
	*testing.T
	site   *testkit.Site
	people map[string]*staff.Person
}

func open(t *testing.T, options ...testkit.Option) *room {
	t.Helper()
	return &room{t, testkit.Open(t, options...), map[string]*staff.Person{}}
}

// as returns a person, who joins when first asked for: "saisie-07" is an editor, "relecture-01"
// and "relecture-02" approve, "lecture-01" only reads, "region-84" enters figures of Auvergne.
func (r *room) as(name string) *staff.Person {
	r.Helper()
	if p := r.people[name]; p != nil {
		return p
	}
	role, scope := map[string]desk.Role{
		"saisie": desk.RoleEditor, "relecture": desk.RoleApprover, "lecture": desk.RoleObserver, "region": desk.RoleRegional,
	}[strings.SplitN(name, "-", 2)[0]], desk.Scope{}
	if role == desk.RoleRegional {
		scope.Regions = []string{strings.TrimPrefix(name, "region-")}
	}
	r.people[name] = staff.Join(r.T, r.site, name, role, scope)
	return r.people[name]
}

func (r *room) live() segur.Dataset {
	r.Helper()
	d, err := r.site.App.Editorial().Live(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return d
}

// value returns the published reference of a figure, by the beginning of its key.
func (r *room) value(key string) segur.Value {
	r.Helper()
	for _, v := range r.live().Values {
		if v.Reference && strings.HasPrefix(v.RowKey(), key) {
			return v
		}
	}
	r.Fatalf("no value %s", key)
	return segur.Value{}
}

const msp = "msp-count actual 2026-01 FR"

// corrected changes the number of a figure.
func (r *room) corrected(key string, number int) segur.ChangeSet {
	r.Helper()
	v := r.value(key)
	v.Number = segur.Int(number)
	c, err := edit.Value(r.live(), edit.ValueIntent{Action: edit.ValueReplace, New: v})
	if err != nil {
		r.Fatal(err)
	}
	return c
}

// assessed gives a measure another state in a year that has one.
func (r *room) assessed(key string, state segur.State) segur.ChangeSet {
	r.Helper()
	d := r.live()
	a := d.Assessments[slices.IndexFunc(d.Assessments, func(a segur.Assessment) bool { return a.RowKey() == key })]
	a.State = state
	if a.EffectiveOn.IsZero() {
		a.EffectiveOn = segur.Date{Year: a.Year, Month: 6}
	}
	c, err := edit.State(d, a)
	if err != nil {
		r.Fatal(err)
	}
	return c
}

// drafted keeps a draft that confirms nothing.
func (r *room) drafted(author string, c segur.ChangeSet) desk.Proposal {
	r.Helper()
	kind := desk.KindValue
	if len(edit.List(segur.ChangeSet{Assessments: c.Assessments})) > 0 {
		kind = desk.KindState
	}
	if len(edit.List(segur.ChangeSet{Measures: c.Measures})) > 0 {
		kind = desk.KindMeasure
	}
	p, err := r.site.App.Editorial().Save(r.Context(), r.as(author).Actor(), editorial.Draft{
		Kind: kind, Changes: c, Reason: "Le décompte paru en novembre le dit.", Explanation: "L'état précédent reposait sur un accord.",
	})
	if err != nil {
		r.Fatal(err)
	}
	return p
}

// submitted hands a change over for review, through the page, with whatever it asks to confirm.
func (r *room) submitted(author string, c segur.ChangeSet) desk.Proposal {
	r.Helper()
	p := r.drafted(author, c)
	form := ref(p)
	form.Set("motif", p.Reason)
	for _, kind := range edit.Kinds(edit.Warnings(r.live(), c, edit.Limits{LargeChange: 0.5, Today: r.site.Clock.Now()})) {
		form.Add("confirme", strconv.FormatInt(p.ID, 10)+" "+kind.Token())
	}
	r.post(author, path(p)+"/soumettre", form, http.StatusSeeOther)
	return r.proposal(p.ID)
}

func (r *room) approved(author string, c segur.ChangeSet) desk.Proposal {
	r.Helper()
	return r.approve(r.submitted(author, c))
}

func (r *room) approve(p desk.Proposal) desk.Proposal {
	r.Helper()
	form := ref(p)
	form.Set("decision", "approuver")
	r.post("relecture-01", path(p)+"/decision", form, http.StatusSeeOther)
	return r.proposal(p.ID)
}

// published has somebody else's change published.
func (r *room) published(author string, c segur.ChangeSet) {
	r.Helper()
	r.publish(r.approved(author, c))
}

func (r *room) publish(p desk.Proposal) {
	r.Helper()
	ref := desk.Ref{ID: p.ID, Version: p.Version}
	note := segur.Text{FR: "Chiffres corrigés", EN: "Figures corrected"}
	if _, err := r.site.App.Editorial().Publish(r.Context(), r.as("relecture-01").Actor(), []desk.Ref{ref}, note); err != nil {
		r.Fatal(err)
	}
}

func (r *room) proposal(id int64) desk.Proposal {
	r.Helper()
	p, err := r.site.App.Store().Proposal(r.Context(), id)
	if err != nil {
		r.Fatal(err)
	}
	return p
}

func path(p desk.Proposal) string { return "/admin/propositions/" + strconv.FormatInt(p.ID, 10) }

func ref(p desk.Proposal) url.Values {
	return url.Values{"id": {strconv.FormatInt(p.ID, 10)}, "version": {strconv.Itoa(p.Version)}}
}

// page is an answer with its words.
type page struct {
	*testing.T
	testkit.Response
	words string
}

func (r *room) get(name, address string) page {
	r.Helper()
	return r.read(r.as(name).Get(address), http.StatusOK)
}

func (r *room) post(name, address string, form url.Values, status int) page {
	r.Helper()
	return r.read(r.as(name).Post(address, form), status)
}

// read checks the status of an answer and, of a page, its markup.
func (r *room) read(answer testkit.Response, status int) page {
	r.Helper()
	if answer.Status != status {
		r.Fatalf("%s: status %d, not %d\n%s\n%s", answer.Path, answer.Status, status, answer.Body, r.site.Log.Cause(answer))
	}
	p := page{r.T, answer, ""}
	if status != http.StatusSeeOther {
		for _, fault := range r.site.CheckHTML(answer.Body) {
			// Search engines never see the desk, and the summary of faults stands before the title.
			if !strings.Contains(fault, "meta[name=description]") && !strings.Contains(fault, `heading "Il reste`) {
				r.Errorf("%s: %s", answer.Path, fault)
			}
		}
		p.words = thin(testkit.Words(answer.Doc(r.T).Find("main")))
	}
	return p
}

// thin makes every space plain and every apostrophe straight.
func thin(text string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "’", "'").Replace(text)
}

func (p page) says(texts ...string) {
	p.Helper()
	for _, text := range texts {
		if !strings.Contains(p.words, text) {
			p.Errorf("%s does not say %q:\n%s", p.Path, text, p.words)
		}
	}
}

func (p page) silent(texts ...string) {
	p.Helper()
	for _, text := range texts {
		if strings.Contains(p.words, text) {
			p.Errorf("%s says %q:\n%s", p.Path, text, p.words)
		}
	}
}

// facts returns the effects of the page, by their label.
func (p page) facts() map[string]string {
	p.Helper()
	facts := map[string]string{}
	list := p.Doc(p.T).Find(".seg-effects dt")
	for i := range list.Nodes {
		dt := list.Eq(i)
		facts[thin(testkit.Words(dt))] = thin(testkit.Words(dt.Next()))
	}
	return facts
}

// faults returns the summary on top, with the places it leads to; every place must exist.
func (p page) faults() []string {
	p.Helper()
	var faults []string
	links := p.Doc(p.T).Find(".govuk-error-summary__list li")
	for i := range links.Nodes {
		li := links.Eq(i)
		faults = append(faults, thin(testkit.Words(li)))
		if to, ok := li.Find("a").Attr("href"); ok && p.Doc(p.T).Find("[id='"+strings.TrimPrefix(to, "#")+"']").Length() != 1 {
			p.Errorf("%s: the summary leads to %s, which is not there", p.Path, to)
		}
	}
	return faults
}

// value returns what a field holds.
func (p page) value(name string) string {
	p.Helper()
	field := p.Doc(p.T).Find("[name='" + name + "']")
	if field.Length() == 0 {
		p.Errorf("%s has no field %s", p.Path, name)
	}
	if field.Is("textarea") {
		return strings.TrimPrefix(field.Text(), "\n")
	}
	value, _ := field.Attr("value")
	return value
}

func (p page) has(selector string, want int) {
	p.Helper()
	if got := p.Doc(p.T).Find(selector).Length(); got != want {
		p.Errorf("%s has %d of %q, not %d", p.Path, got, selector, want)
	}
}

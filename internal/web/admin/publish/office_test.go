package publish_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

const root = "/admin/publications"

// office is a site with the people who publish on it.
type office struct {
	*testing.T
	*testkit.Site
	author, approver *staff.Person
}

func open(t *testing.T, options ...testkit.Option) *office {
	t.Helper()
	site := testkit.Open(t, options...)
	return &office{
		t, site, staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{}),
		staff.Join(t, site, "relecture-01", desk.RoleApprover, desk.Scope{}),
	}
}

func must[V any](v V, err error) func(*office) V {
	return func(o *office) V {
		o.Helper()
		if err != nil {
			o.Fatal(err)
		}
		return v
	}
}

func (o *office) live() segur.Dataset {
	o.Helper()
	return must(o.App.Editorial().Live(o.Context()))(o)
}

// figure returns the latest figure of an indicator for the country.
func (o *office) figure(indicator string) segur.Value {
	o.Helper()
	var last segur.Value
	for _, v := range o.live().Values {
		if v.Indicator == indicator && v.Kind == segur.KindActual && v.Reference && v.Territory == segur.France &&
			(last.Indicator == "" || v.Period.String() > last.Period.String()) {
			last = v
		}
	}
	if last.Indicator == "" {
		o.Fatalf("no figure of %s", indicator)
	}
	return last
}

// corrected changes the latest figure of an indicator.
func (o *office) corrected(indicator string, number int) segur.ChangeSet {
	o.Helper()
	old := o.figure(indicator)
	correct := old
	correct.Number = segur.Int(number)
	return must(edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: correct}))(o)
}

// done makes a measure that was under way in a year done.
func (o *office) done() (measure, year int, changes segur.ChangeSet) {
	o.Helper()
	d := o.live()
	year = o.Catalog().LastYear()
	i := slices.IndexFunc(d.Assessments, func(a segur.Assessment) bool {
		return a.Year == year && a.State == segur.InProgress && !a.EffectiveOn.IsZero() && len(a.Sources) > 0
	})
	if i < 0 {
		o.Fatalf("nothing under way in %d", year)
	}
	a := d.Assessments[i]
	a.State = segur.Done
	return a.Measure, year, must(edit.State(d, a))(o)
}

// approved brings a change as far as its approval.
func (o *office) approved(kind desk.Kind, changes segur.ChangeSet) desk.Proposal {
	o.Helper()
	e, ctx := o.App.Editorial(), o.Context()
	draft := editorial.Draft{Kind: kind, Changes: changes}
	for _, w := range must(e.Check(ctx, o.author.Actor(), draft))(o).Warnings {
		draft.Confirmed = append(draft.Confirmed, w.Token())
	}
	saved := must(e.Save(ctx, o.author.Actor(), draft))(o)
	ref := desk.Ref{ID: saved.ID, Version: saved.Version}
	submitted := must(e.Submit(ctx, o.author.Actor(), []desk.Ref{ref}, "Le décompte officiel a été corrigé."))(o)[0]
	return o.approve(submitted.ID, o.approver)
}

func (o *office) approve(id int64, by *staff.Person) desk.Proposal {
	o.Helper()
	p := must(o.App.Editorial().Proposal(o.Context(), by.Actor(), id))(o)
	return must(o.App.Editorial().Decide(o.Context(), by.Actor(), desk.Ref{ID: p.ID, Version: p.Version},
		editorial.Decision{Status: desk.StatusApproved}))(o)
}

// order is the form that publishes proposals now, with changes to its fields.
func order(proposals []desk.Proposal, fields ...string) url.Values {
	form := url.Values{"note_fr": {"Une note."}, "note_en": {"A note."}, "quand": {"maintenant"}, "faire": {"publier"}}
	for _, p := range proposals {
		form.Add("proposition", strconv.FormatInt(p.ID, 10)+":"+strconv.Itoa(p.Version))
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form
}

// later is the form that publishes them at a date.
func later(day, hour string, proposals ...desk.Proposal) url.Values {
	return order(proposals, "quand", "date", "jour", day, "heure", hour)
}

// plan sends a form as the approver, and confirms the date where the page asks for it.
func (o *office) plan(form url.Values) testkit.Response {
	o.Helper()
	answer := o.approver.Post(root, form)
	if far := answer.Doc(o.T).Find("#f-confirme"); far.Length() == 1 {
		form.Set("confirme", far.AttrOr("value", ""))
		answer = o.approver.Post(root, form)
	}
	return answer
}

// page reads a page of the desk, which must be without fault.
func (o *office) page(answer testkit.Response, status int) *goquery.Document {
	o.Helper()
	if answer.Status != status {
		o.Fatalf("%s answers %d instead of %d: %s\n%s", answer.Path, answer.Status, status, answer.Header.Get("Location"), o.Log.Cause(answer))
	}
	return answer.Doc(o.T)
}

// sent checks that a form was taken, and returns the page that it leads to.
func (o *office) sent(p *staff.Person, answer testkit.Response) *goquery.Document {
	o.Helper()
	if answer.Status != http.StatusSeeOther {
		o.Fatalf("%s answers %d\n%s", answer.Path, answer.Status, said(answer.Doc(o.T)))
	}
	path, _, _ := strings.Cut(answer.Header.Get("Location"), "#")
	return o.page(p.Get(path), http.StatusOK)
}

func said(doc *goquery.Document) string { return plain(doc.Find("main")) }

// plain is what a selection says, with ordinary spaces.
func plain(s *goquery.Selection) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s.Text())), " ")
}

// holds checks that a selection says something.
func (o *office) holds(s *goquery.Selection, parts ...string) {
	o.Helper()
	for _, part := range parts {
		if text := plain(s); !strings.Contains(text, part) {
			o.Errorf("%q is not said in %q", part, text)
		}
	}
}

// sound checks the markup of a page. A desk page has no description, and its summary of faults
// comes before its heading.
func (o *office) sound(answer testkit.Response) {
	o.Helper()
	for _, fault := range o.CheckHTML(answer.Body) {
		if !strings.Contains(fault, "meta[name=description]") && !strings.Contains(fault, "of level 2 after level 0") {
			o.Errorf("%s: %s", answer.Path, fault)
		}
	}
}

// public returns what a public page says.
func (o *office) public(path string) string {
	o.Helper()
	return said(o.page(o.Get(path), http.StatusOK))
}

// due publishes what is due and returns the numbers.
func (o *office) due() []int {
	o.Helper()
	var numbers []int
	for _, p := range must(o.App.Editorial().PublishDue(o.Context()))(o) {
		numbers = append(numbers, p.Number)
	}
	return numbers
}

// at sets the clock to a time in Paris, where the people sign in again: sessions end.
func (o *office) at(text string) {
	o.Helper()
	zone := must(time.LoadLocation("Europe/Paris"))(o)
	o.Clock.Set(must(time.ParseInLocation(time.DateTime, text, zone))(o))
	if o.approver != nil {
		o.approver = staff.SignIn(o.T, o.Site, o.approver.Account, staff.FactorShown)
	}
}

// cancelForm finds the form that calls the first plan off.
func cancelForm(doc *goquery.Document) (path string, form url.Values) {
	f := doc.Find(".seg-plans form").First()
	form = url.Values{}
	f.Find("input[name=id], input[name=version]").Each(func(_ int, input *goquery.Selection) {
		form.Set(input.AttrOr("name", ""), input.AttrOr("value", ""))
	})
	return f.AttrOr("action", ""), form
}

// ids returns the values of the boxes that are ticked.
func ticked(doc *goquery.Document) []string {
	return doc.Find("input[name=proposition][checked]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") })
}

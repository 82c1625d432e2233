package entry_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// form is what a person has typed into a page's form, as a browser would send it.
type form struct {
	t      testing.TB
	who    *staff.Person
	action string
	values url.Values
	// offered is the first document to choose.
	offered string
}

// open asks for a page and reads its form: every field with what stands in it.
func open(t testing.TB, who *staff.Person, path string) *form {
	t.Helper()
	r := who.Get(path)
	if r.Status != http.StatusOK {
		t.Fatalf("%s answers %d: %s", path, r.Status, brief(r))
	}
	return read(t, who, r)
}

// read takes the form out of an answer.
func read(t testing.TB, who *staff.Person, r testkit.Response) *form {
	t.Helper()
	doc := r.Doc(t)
	f := &form{t: t, who: who, values: url.Values{}}
	in := doc.Find("main form[method=post]")
	if in.Length() != 1 {
		t.Fatalf("%s has %d forms: %s", r.Path, in.Length(), brief(r))
	}
	f.action, f.offered = in.AttrOr("action", ""), in.Find("#f-source").AttrOr("value", "")
	in.Find("input[name], textarea[name], select[name]").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch {
		case goquery.NodeName(s) == "textarea":
			f.values.Add(name, strings.TrimPrefix(s.Text(), "\n"))
		case goquery.NodeName(s) == "select":
			chosen := s.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = s.Find("option").First()
			}
			f.values.Add(name, chosen.AttrOr("value", ""))
		case s.AttrOr("type", "") == "radio" || s.AttrOr("type", "") == "checkbox":
			if _, checked := s.Attr("checked"); checked {
				f.values.Add(name, s.AttrOr("value", ""))
			}
		default:
			f.values.Add(name, s.AttrOr("value", ""))
		}
	})
	return f
}

// put types into fields: name, value pairs.
func (f *form) put(pairs ...string) *form {
	for i := 0; i+1 < len(pairs); i += 2 {
		f.values.Set(pairs[i], pairs[i+1])
	}
	return f
}

// tick chooses several answers of a question.
func (f *form) tick(name string, values ...string) *form {
	f.values[name] = values
	return f
}

// press sends the form by one of its buttons.
func (f *form) exports(button string) testkit.Response {
	f.t.Helper()
	values := url.Values{}
	for name, list := range f.values {
		values[name] = slices.Clone(list)
	}
	values.Set("faire", button)
	return f.who.Post(f.action, values)
}

// accepted sends the form and returns the proposal that came of it.
func (f *form) accepted(s *testkit.Site, button string) desk.Proposal {
	f.t.Helper()
	return accepted(f.t, s, f.who, f.exports(button))
}

func accepted(t testing.TB, s *testkit.Site, who *staff.Person, r testkit.Response) desk.Proposal {
	t.Helper()
	if r.Status != http.StatusSeeOther {
		t.Fatalf("%s answers %d: %s", r.Path, r.Status, brief(r))
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(r.Header.Get("Location"), "/admin/propositions/"), 10, 64)
	if err != nil {
		t.Fatalf("leads to %s", r.Header.Get("Location"))
	}
	p, err := s.App.Editorial().Proposal(t.Context(), who.Actor(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// refused demands the form back with faults, and that every word typed is still in it.
func (f *form) refused(button string) testkit.Response {
	f.t.Helper()
	r := f.exports(button)
	if r.Status != http.StatusUnprocessableEntity {
		f.t.Fatalf("%s answers %d %s: %s", r.Path, r.Status, r.Header.Get("Location"), brief(r))
	}
	again := read(f.t, f.who, r)
	for name, list := range f.values {
		if name == "jeton" || name == "faire" {
			continue
		}
		for _, value := range list {
			if !slices.Contains(again.values[name], value) && value != "" {
				f.t.Errorf("%s: %s=%q is lost, %q is there", r.Path, name, value, again.values[name])
			}
		}
	}
	return r
}

// faults lists the messages of an answer's summary by the field that each leads to, and demands
// that each stand beside its field as well.
func faults(t testing.TB, r testkit.Response) map[string]string {
	t.Helper()
	doc, found := r.Doc(t), map[string]string{}
	doc.Find(".govuk-error-summary__list li").Each(func(_ int, s *goquery.Selection) {
		target := strings.TrimPrefix(s.Find("a").AttrOr("href", ""), "#f-")
		found[target] += testkit.Words(s)
		if target != "" && doc.Find("[id='f-"+target+"']").Length() != 1 {
			t.Errorf("the fault %q leads to %q, which is not there", testkit.Words(s), target)
		}
		if target != "" && doc.Find("[id='f-"+target+"-fault']").Length() != 1 {
			t.Errorf("the fault %q does not stand at %q", testkit.Words(s), target)
		}
	})
	if open := doubts(t, r); len(open) > 0 {
		found["confirme"] += testkit.Words(doc.Find(".seg-summary__doubts").Prev())
	}
	return found
}

// doubts lists what the summary of an answer asks to confirm, and demands that each lead to a box
// that says the same.
func doubts(t testing.TB, r testkit.Response) []string {
	t.Helper()
	var asked []string
	doc := r.Doc(t)
	doc.Find(".seg-summary__doubts a").Each(func(_ int, s *goquery.Selection) {
		asked = append(asked, testkit.Words(s))
		id := strings.TrimPrefix(s.AttrOr("href", ""), "#")
		box := doc.Find("input[type=checkbox][id='" + id + "']")
		if label := testkit.Words(doc.Find("label[for='" + id + "']")); box.AttrOr("name", "") != "confirme" || label != testkit.Words(s) {
			t.Errorf("%q leads to %q, which is named %q", testkit.Words(s), id, label)
		}
	})
	return asked
}

// brief is what a failing test shows of a page.
func brief(r testkit.Response) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(r.Body)))
	if err != nil {
		return err.Error()
	}
	return testkit.Words(doc.Find("main .govuk-error-summary, main h1, main p").First()) + " … " + testkit.Words(doc.Find(".govuk-error-summary__list"))
}

// sound demands a page that holds together.
func sound(t testing.TB, s *testkit.Site, r testkit.Response) {
	t.Helper()
	typed := r.Doc(t).Find("textarea").Text()
	for _, fault := range s.CheckHTML(r.Body) {
		text, _, _ := strings.Cut(strings.TrimPrefix(fault, "straight apostrophe in "), "\\n")
		switch {
		case strings.Contains(fault, "meta[name=description]"): // no search engine reads the desk
		case strings.Contains(fault, "is of level 2 after level 0"): // the summary of faults stands first
		case text != fault && strings.Contains(typed, strings.Trim(text, `"`)): // what is typed stays as it is typed
		default:
			t.Errorf("%s: %s", r.Path, fault)
		}
	}
}

const reason = "Le rapport annuel donne le décompte à jour."

var site *testkit.Site

// TestMain opens one site for all tests that only propose; each joins people of its own. Tests
// that publish open another.
func TestMain(m *testing.M) { testkit.Main(m, &site) }

// near returns the first document that the form offers.
func (f *form) near() string {
	f.t.Helper()
	if f.offered == "" || f.offered == "nouvelle" {
		f.t.Fatalf("%s offers no document", f.action)
	}
	return f.offered
}

// valueOf returns the published value whose key begins so.
func valueOf(t testing.TB, s *testkit.Site, prefix string) segur.Value {
	t.Helper()
	d, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range d.Values {
		if strings.HasPrefix(v.RowKey(), prefix) {
			return v
		}
	}
	t.Fatalf("no value %s", prefix)
	return segur.Value{}
}

// keyOf is what the query says of that names a published value.
func keyOf(t testing.TB, s *testkit.Site, prefix string) string {
	t.Helper()
	return url.QueryEscape(valueOf(t, s, prefix).RowKey())
}

// publishOther publishes another number for a value, as somebody else would.
func publishOther(t testing.TB, s *testkit.Site, prefix string) segur.Value {
	t.Helper()
	old := valueOf(t, s, prefix)
	now := old
	now.Number += segur.Int(7)
	_, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Values: segur.Changes[segur.Value]{
		Replace: []segur.Replacement[segur.Value]{{Old: old, New: now}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// id writes the number of a proposal as forms and addresses do.
func id(p desk.Proposal) string { return strconv.FormatInt(p.ID, 10) }

// forbidden counts the refusals that the journal holds about a person.
func forbidden(t testing.TB, s *testkit.Site, who *staff.Person) int {
	t.Helper()
	entries, err := s.App.Store().Audit(t.Context(), desk.Search{Actor: who.Account.Name, Action: desk.ActionForbidden})
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

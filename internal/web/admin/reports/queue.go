package reports

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The parameters of the queue.
const (
	paramView    = "vue"      // answered, "" for what is open
	paramText    = "q"        // in what the reader wrote
	paramSubject = "sujet"    // key of a subject
	paramSuspect = "suspects" // "oui" for those alone whose unseen field was filled in
	paramAfter   = "apres"    // number of the last report of the page before
	paramPage    = "page"     // of the list of subjects
)

const (
	answered  = "repondus"
	yes       = "oui"
	wholeSite = "site" // the value of paramSubject for the subject that has no key
)

// How many lines a page has: subjects, or reports.
const (
	perPage  = 30
	perGroup = 50
)

// longestExcerpt bounds what a line repeats of a report, in characters.
const longestExcerpt = 160

// Queue is the list of reports.
type Queue struct {
	admin.Frame
	Filters  []form.Field
	Filtered bool
	Heading  string
	Count    int     // reports in the list, on all its pages
	Groups   []Group // where nothing narrows
	Lines    []Line
	Next     string // address of the next page, "" on the last one
	First    string // address of the first page, "" when this is it
	Bulk     *Bulk  // nil where nothing can be closed
}

// Group is one subject with its reports.
type Group struct {
	Subject, Href, Meta string
	Count               int
}

// Line is one report among others.
type Line struct {
	ID                           int64
	Href, Subject, Excerpt, Meta string
	Status                       string // in words, "" while open
	Suspect                      bool
}

// Bulk closes what the list holds as spam.
type Bulk struct {
	Hidden []admin.Typed // what the list was narrowed by, and its last report
	Count  int
}

// narrow is what a person asked of the queue.
type narrow struct {
	typed url.Values
	form  doubt.Filter
}

func readNarrow(values url.Values) (n narrow) {
	n.typed = url.Values{}
	for _, name := range []string{paramView, paramText, paramSubject, paramSuspect} {
		if value := strings.TrimSpace(values.Get(name)); value != "" {
			n.typed.Set(name, value)
		}
	}
	n.form = doubt.Filter{Statuses: []doubt.Status{doubt.StatusOpen}, Text: n.typed.Get(paramText), Suspect: n.typed.Get(paramSuspect) == yes}
	if n.answered() {
		n.form.Statuses, n.form.Newest = []doubt.Status{doubt.StatusAccepted, doubt.StatusRefused, doubt.StatusSpam}, true
	}
	if key := n.typed.Get(paramSubject); key != "" {
		// A key that means nothing is about nothing that was reported.
		subject, _ := doubt.ParseKey(strings.TrimPrefix(key, wholeSite))
		n.form.Subject = &subject
	}
	return n
}

func (n narrow) answered() bool { return n.typed.Get(paramView) == answered }

// groups reports whether subjects are listed, not reports.
func (n narrow) groups() bool { return len(n.typed) == 0 }

// address returns the queue narrowed alike, with more parameters.
func (n narrow) address(more ...string) string {
	query := url.Values{}
	for name, values := range n.typed {
		query[name] = values
	}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	if len(query) == 0 {
		return paths.Reports
	}
	return paths.Reports + "?" + query.Encode()
}

func subjectHref(s doubt.Subject) string {
	key := s.Key()
	if key == "" {
		key = wholeSite
	}
	return paths.Reports + "?" + paramSubject + "=" + url.QueryEscape(key)
}

func (p *Pages) queue(asked *admin.Call) (admin.Answer, error) {
	c := p.begin(asked)
	frame, err := c.Begin("reports", "doubts.title")
	if err != nil {
		return admin.Answer{}, err
	}
	page := Queue{Frame: frame}
	n := readNarrow(c.Query)
	page.Filters, page.Filtered = c.filters(n), len(n.typed) > 0
	list := c.lines
	if n.groups() {
		list = c.groups
	}
	if err := list(&page, n); err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/doubts", page), nil
}

func (c *call) filters(n narrow) []form.Field {
	choice := func(name, label string, options ...form.Option) form.Field {
		return form.Field{Name: name, Kind: form.Select, Label: c.Words.T(label), Options: options, Values: []string{n.typed.Get(name)}}
	}
	return []form.Field{
		choice(paramView, "doubts.ask_view", form.Option{Label: c.Words.T("doubts.open")}, form.Option{Value: answered, Label: c.Words.T("doubts.answered")}),
		{Name: paramText, Label: c.Words.T("doubts.ask_text"), Values: []string{n.typed.Get(paramText)}, Width: 20},
		choice(paramSuspect, "doubts.ask_suspect", form.Option{Label: c.Words.T("doubts.all")}, form.Option{Value: yes, Label: c.Words.T("doubts.suspects")}),
	}
}

// groups lists the subjects of what is open.
func (c *call) groups(page *Queue, n narrow) error {
	number, _ := strconv.Atoi(c.Query.Get(paramPage))
	number = max(number, 1)
	found, subjects, err := c.pages.editorial.DoubtGroups(c, c.Actor, perPage, (number-1)*perPage)
	if err != nil {
		return err
	}
	_, page.Count, err = c.pages.editorial.Doubts(c, c.Actor, doubt.Filter{Statuses: n.form.Statuses, Limit: 1})
	if err != nil {
		return err
	}
	page.Heading = c.Words.T("doubts.by_subject", "count", subjects)
	for _, g := range found {
		page.Groups = append(page.Groups, Group{
			Subject: c.title(g.Subject), Href: subjectHref(g.Subject), Count: g.Count,
			Meta: c.Words.T("doubts.group", "count", g.Count, "first", c.Moment(g.First), "suspects", g.Suspects),
		})
	}
	if number*perPage < subjects {
		page.Next = n.address(paramPage, strconv.Itoa(number+1))
	}
	if number > 1 {
		page.First = n.address()
	}
	return nil
}

// lines lists reports.
func (c *call) lines(page *Queue, n narrow) error {
	n.form.Limit = perGroup + 1
	n.form.After, _ = strconv.ParseInt(c.Query.Get(paramAfter), 10, 64)
	found, total, err := c.pages.editorial.Doubts(c, c.Actor, n.form)
	if err != nil {
		return err
	}
	page.Heading, page.Count = c.Words.T("doubts.list"), total
	if n.form.Subject != nil {
		page.Heading = c.title(*n.form.Subject)
	}
	if len(found) > perGroup {
		found = found[:perGroup]
		page.Next = n.address(paramAfter, strconv.FormatInt(found[perGroup-1].ID, 10))
	}
	if n.form.After > 0 {
		page.First = n.address()
	}
	for _, one := range found {
		page.Lines = append(page.Lines, c.line(one))
	}
	if len(found) > 0 && !n.answered() && c.Actor.May(desk.AnswerDoubt) {
		page.Bulk, err = c.bulk(n, total)
	}
	return err
}

func (c *call) line(one doubt.Case) Line {
	l := Line{
		ID: one.ID, Href: paths.Report.Of(one.ID), Subject: c.title(one.Subject), Excerpt: excerpt(one.Text), Suspect: one.Suspect,
		Meta: c.Words.T("doubts.line", "number", one.ID, "kind", c.Words.T("report.sent_"+string(one.Kind)), "moment", c.Moment(one.ReceivedAt)),
	}
	if one.Status != doubt.StatusOpen {
		l.Status = c.Words.T("report_outcome." + string(one.Status))
	}
	return l
}

func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > longestExcerpt {
		return string(letters[:longestExcerpt]) + "…"
	}
	return text
}

// bulk is about what the list holds now: what comes in meanwhile is not closed unread.
func (c *call) bulk(n narrow, total int) (*Bulk, error) {
	newest := n.form
	newest.Newest, newest.After, newest.Limit = true, 0, 1
	last, _, err := c.pages.editorial.Doubts(c, c.Actor, newest)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	b := &Bulk{Count: total, Hidden: []admin.Typed{{Name: fieldUpTo, Value: strconv.FormatInt(last[0].ID, 10)}}}
	for _, name := range []string{paramText, paramSubject, paramSuspect} {
		if value := n.typed.Get(name); value != "" {
			b.Hidden = append(b.Hidden, admin.Typed{Name: name, Value: value})
		}
	}
	return b, nil
}

// The fields of the form that closes spam.
const (
	fieldUpTo = "jusqua" // number of the last report that the person saw
	fieldOne  = "numero" // of each report that is ticked
	fieldAll  = "tous"   // yes for all that the list holds
)

func (p *Pages) dismiss(asked *admin.Call) (admin.Answer, error) {
	n := readNarrow(asked.Form)
	var ids []int64
	for _, text := range asked.Form[fieldOne] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
		}
		ids = append(ids, id)
	}
	if asked.Form.Get(fieldAll) == yes {
		ids = nil
	} else if len(ids) == 0 {
		return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "no_report"}
	}
	n.form.Newest = false
	var err error
	if n.form.UpTo, err = strconv.ParseInt(asked.Form.Get(fieldUpTo), 10, 64); err != nil || n.form.UpTo < 1 {
		return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	count, err := p.editorial.DismissDoubts(asked, asked.Actor, n.form, ids...)
	if err != nil {
		return admin.Answer{}, err
	}
	asked.Say("doubts.said_dismissed", "count", strconv.Itoa(count))
	return admin.SeeOther(paths.Reports), nil
}

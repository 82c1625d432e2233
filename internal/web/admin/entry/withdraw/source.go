package withdraw

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// Cited is the page about a document that cannot be withdrawn, because something rests on it.
type Cited struct {
	admin.Frame
	Source string
	Rows   []admin.Crumb // what cites it; Href is "" where nobody can change that at the desk
	More   int           // beyond those
	Back   string
}

// mostCiting bounds the rows that the page names.
const mostCiting = 100

// sourceForm withdraws a document which nothing cites.
type sourceForm struct {
	id   string
	live *catalog.Source
}

// Allow finds the document.
func (f *sourceForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.live = r.Call.Catalog.Source(f.id); f.live == nil {
		return nil, missing()
	}
	removed := segur.ChangeSet{Sources: segur.Changes[segur.Source]{Remove: []segur.Source{f.live.Source}}}
	return edit.Targets(r.Live, removed), nil
}

// Ask asks for no more than the reason, or names what keeps the document.
func (f *sourceForm) Ask(r *driver.Request, q *driver.Questions) error {
	page, words := q.Page, r.Words
	if refs := edit.Citing(r.Live, f.id); len(refs) > 0 {
		page.Instead = cited(r, page.Frame, f.live.Source, refs)
		return nil
	}
	page.Title, page.Lede = words.T("withdraw.source_title"), words.T("withdraw.source_lede")
	page.Action, page.Warn, q.Start = paths.WithdrawSource.Of(f.id), true, paths.Sources
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("entry.sources_title"), Href: paths.Sources})
	page.Facts = []driver.Fact{
		{Label: words.T("entry.identifier"), Text: f.id},
		{Label: words.Localizer.Text(f.live.Publisher), Text: words.Localizer.Text(f.live.Title)},
	}
	return nil
}

// Read takes the document away.
func (f *sourceForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	return edit.WithdrawSource(r.Base, f.id)
}

// cited names what rests on a document.
func cited(r *driver.Request, frame admin.Frame, source segur.Source, refs []segur.RowRef) *admin.Answer {
	page := Cited{Frame: frame, Source: r.Words.Localizer.Text(source.Title), Back: paths.Sources}
	page.Title = r.Words.T("withdraw.source_title")
	page.Crumbs = []admin.Crumb{
		{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: r.Words.T("entry.sources_title"), Href: page.Back}, {Label: page.Source},
	}
	describer := changelog.Describer{After: r.Call.Catalog, Words: r.Words.Localizer}
	told := refs[:min(len(refs), mostCiting)]
	for _, ref := range told {
		page.Rows = append(page.Rows, admin.Crumb{Label: describer.Key(ref), Href: where(ref)})
	}
	page.More = len(refs) - len(told)
	answer := admin.Page("admin/entry-cited", page)
	if r.Answering {
		answer.Status = http.StatusConflict
	}
	return &answer
}

// where returns the form that changes a row, "" for none.
func where(ref segur.RowRef) string {
	switch ref.Table {
	case segur.TableValues:
		code, _, _ := strings.Cut(ref.Key, " ")
		return paths.Figures.Of(code)
	case segur.TableAssessments:
		measure, year, _ := strings.Cut(ref.Key, "/")
		return paths.State.Of(number(measure), number(year))
	case segur.TableMeasures:
		return paths.Measure.Of(number(ref.Key))
	case segur.TableEvents:
		return paths.Events
	}
	return ""
}

// number reads a number in the key of a row, which the program has written.
func number(part string) int {
	n, _ := strconv.Atoi(part)
	return n
}

package withdraw

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/segur-tracker/segur/internal/change"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
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

// source answers the form that withdraws a document which nothing cites.
func (p *Pages) source(s *sheet.Sheet, id string) (admin.Answer, error) {
	live := s.Catalog.Source(id)
	if live == nil {
		return admin.Answer{}, missing()
	}
	if err := s.Allow(edit.Targets(s.Live, segur.ChangeSet{Sources: segur.Changes[segur.Source]{Remove: []segur.Source{live.Source}}})...); err != nil {
		return admin.Answer{}, err
	}
	if refs := edit.Citing(s.Live, id); len(refs) > 0 {
		return cited(s, live.Source, refs)
	}
	page, err := s.Start("withdraw.source_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Warn, page.Lede = SourcePath(id), true, s.T("withdraw.source_lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("entry.sources_title"), Href: sheet.Root + "/sources"})
	page.Facts = []sheet.Fact{{Label: s.T("entry.identifier"), Text: id}, {Label: s.Words.Text(live.Publisher), Text: s.Words.Text(live.Title)}}
	s.AskReason()
	return s.Finish(page, sheet.Root+"/sources", func() (o sheet.Outcome) {
		o.Changes, o.Err = edit.WithdrawSource(s.Base, id)
		return o
	})
}

// cited names what rests on a document.
func cited(s *sheet.Sheet, source segur.Source, refs []segur.RowRef) (admin.Answer, error) {
	frame, err := s.Begin("entry", "withdraw.source_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page := Cited{Frame: frame, Source: s.Words.Text(source.Title), Back: sheet.Root + "/sources"}
	page.Crumbs = []admin.Crumb{
		{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: s.T("entry.sources_title"), Href: page.Back}, {Label: page.Source},
	}
	teller := change.Describer{After: s.Catalog, Words: s.Words}
	told := refs[:min(len(refs), mostCiting)]
	for _, ref := range told {
		page.Rows = append(page.Rows, admin.Crumb{Label: teller.Key(ref), Href: where(ref)})
	}
	page.More = len(refs) - len(told)
	answer := admin.Page("admin/entry-cited", page)
	if s.Answering() {
		answer.Status = http.StatusConflict
	}
	return answer, s.Failed()
}

// where returns the form that changes a row, "" for none.
func where(ref segur.RowRef) string {
	switch ref.Table {
	case segur.TableValues:
		code, _, _ := strings.Cut(ref.Key, " ")
		return figure.Path(code)
	case segur.TableAssessments:
		return fmt.Sprintf("%s/etat/%s", sheet.Root, ref.Key)
	case segur.TableMeasures:
		return sheet.Root + "/mesure/" + ref.Key
	case segur.TableEvents:
		return sheet.Root + "/evenements"
	}
	return ""
}

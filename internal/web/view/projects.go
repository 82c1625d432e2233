package view

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/doubt"
)

// ProjectFilter names one set of choices in the list of investment projects.
type ProjectFilter struct {
	Region     string // INSEE code
	Department string // likewise
	Sector     string // as addresses write it, with hyphens
	Stage      string // likewise
	Text       string
	Page       int // 0 for the first
}

// ProjectParams are the parameters of the list in their canonical order.
func ProjectParams() []string {
	return []string{"region", "departement", "secteur", "etape", "q", "page"}
}

// ProjectList returns the list of investment projects under a filter.
func (t Links) ProjectList(f ProjectFilter) string {
	var query []string
	for i, value := range []string{f.Region, f.Department, f.Sector, f.Stage, f.Text, strconv.Itoa(f.Page)} {
		if value != "" && value != "0" {
			query = append(query, ProjectParams()[i]+"="+url.QueryEscape(value))
		}
	}
	if len(query) == 0 {
		return t.Section("projects")
	}
	return t.keep(t.Action("projects") + "?" + strings.Join(query, "&"))
}

// Project returns the page of an investment project.
func (t Links) Project(id string) string {
	return t.keep(t.Action("projects") + "/" + url.PathEscape(id))
}

// ReportProject is Report for an investment project.
func (p Page) ReportProject(id, place string) *ReportLink {
	return p.Report(doubt.Subject{Project: id}, place)
}

func (t Describer) projectSubject(about doubt.Subject) Subject {
	p, ok := t.Catalog.Project(about.Project)
	if !ok {
		return Subject{Gone: true}
	}
	return Subject{
		Text: t.text(p.Title), Detail: t.Words.Text(p.Place), Href: t.To.Project(p.ID), Place: t.Words.T("doubt.place_project"),
	}
}

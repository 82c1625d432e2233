package view

import (
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Project is an investment project as pages show it, for the "project" component.
type Project struct {
	*locale.Localizer
	ID             string
	Href           string
	Title          string
	Operator       string
	Place          string
	Department     Place
	Region         Place
	Sector         string
	Amount, Aid    *Money // apart: one may include the other; nil where no source gives it
	Stage          Stage
	StartsOn, Ends string // "" where not told
	Note           string // French
	Source         Citation
}

// Place is a region or a department.
type Place struct {
	Code string
	Name string
	Href string // its page or its projects, "" for none
}

// Money is an amount of euros.
type Money struct {
	locale.Quantity
	Machine string // millions, in plain decimal form
}

// Stage is how far a project is.
type Stage struct {
	Word  string
	Step  int    // from 1
	Steps []bool // one a stage, true for those that are behind or reached
	On    string // « en novembre 2021 », "" where nobody says when
	Own   bool   // On is the day of the stage; otherwise that of the document
}

// NewProject words a project.
func NewProject(c *catalog.Catalog, l *locale.Localizer, to Links, p segur.Project) Project {
	out := Project{
		Localizer: l, ID: p.ID, Href: to.Project(p.ID), Title: l.Text(p.Title.In(string(l.Lang()))), Operator: l.Text(p.Operator),
		Place: l.Text(p.Place), Department: departmentPlace(l, to, p.Department), Region: RegionPlace(c, l, to, p.Territory),
		Sector: l.T("project.sector_" + p.Sector), Amount: moneyOf(l, p.Amount), Aid: moneyOf(l, p.Aid), Stage: stageOf(c, l, p),
		Note: locale.Typography(locale.FR, p.Note), Source: Cite(c, l, p.Source),
	}
	if !p.StartsOn.IsZero() {
		out.StartsOn = sentence.Date(l, p.StartsOn)
	}
	if !p.EndsOn.IsZero() {
		out.Ends = sentence.Date(l, p.EndsOn)
	}
	return out
}

// RegionPlace words a region.
func RegionPlace(c *catalog.Catalog, l *locale.Localizer, to Links, code string) Place {
	t, ok := c.Territory(code)
	if !ok {
		return Place{Code: code, Name: code}
	}
	return Place{Code: code, Name: l.Text(t.Name.In(string(l.Lang()))), Href: to.Region(t)}
}

func departmentPlace(l *locale.Localizer, to Links, code string) Place {
	place := Place{Code: code, Name: code, Href: to.ProjectList(ProjectFilter{Department: code})}
	for _, d := range segur.ProjectPlaces() {
		if d.Code == code {
			place.Name = l.Text(d.Name)
		}
	}
	return place
}

func moneyOf(l *locale.Localizer, n *segur.Number) *Money {
	if n == nil {
		return nil
	}
	return &Money{l.Quantity(n.Float(), segur.MaxDecimals, "million_eur"), n.String()}
}

func stageOf(c *catalog.Catalog, l *locale.Localizer, p segur.Project) Stage {
	s := Stage{Word: l.T("project.stage_" + string(p.Stage)), Own: !p.StageOn.IsZero()}
	for i, one := range segur.Stages() {
		if one == p.Stage {
			s.Step = i + 1
		}
	}
	for i := range segur.Stages() {
		s.Steps = append(s.Steps, i < s.Step)
	}
	day := p.StageOn
	if source := c.Source(p.Source); day.IsZero() && source != nil {
		day = source.PublishedOn
	}
	switch {
	case day.IsZero():
	case day.Day > 0:
		s.On = l.T("project.on_day", "date", sentence.Date(l, day))
	default:
		s.On = l.T("project.on_month", "date", sentence.Date(l, day))
	}
	return s
}

// Hyphens is a word of the dataset as addresses write it.
func Hyphens(word string) string { return strings.ReplaceAll(word, "_", "-") }

package testkit

import (
	"maps"
	"slices"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Paths returns every public address of both languages, computed from the catalog: sections
// first, then years and filters, then one page per measure, per indicator, per publication and for
// some charts, projects.
// No address comes twice.
func Paths(s *Site) []string {
	var paths []string
	for _, part := range []func(*Site, view.Links) []string{sections, variants, measures, regions, indicators, publications, charts, projects} {
		for _, lang := range locale.Langs() {
			paths = append(paths, part(s, view.Links{Lang: lang})...)
		}
	}
	return paths
}

func sections(_ *Site, to view.Links) []string {
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(view.Sections())) {
		paths = append(paths, to.Section(name))
	}
	return paths
}

// variants are the pages of each year and the lists under each single filter and some
// combined ones, one of which finds nothing.
func variants(s *Site, to view.Links) []string {
	var paths []string
	for _, year := range s.Catalog().Years() {
		paths = append(paths, to.Year(year), to.Measures(view.Filter{Year: year}))
	}
	for _, pillar := range s.Catalog().Pillars() {
		paths = append(paths, to.Measures(view.Filter{Pillar: pillar.Number}))
	}
	for _, state := range segur.Standings() {
		paths = append(paths, to.Measures(view.Filter{State: state.Slug()}))
	}
	first, last := s.Catalog().FirstYear(), s.Catalog().LastYear()
	return append(paths,
		to.Measures(view.Filter{Text: "hopital"}),
		to.Measures(view.Filter{Text: "zzzz"}),
		to.Measures(view.Filter{Pillar: 2, State: segur.InProgress.Slug(), Year: last, Text: "l'investissement"}),
		to.Measures(view.Filter{Pillar: 1, State: segur.Unknown.Slug(), Year: first}),
		to.Section("indicators")+"?q=lits", to.Section("indicators")+"?q=zzzz",
		to.Search("Mulhouse", ""), to.Search("infirmieres", ""), to.Search("infirmeires", ""), to.Search("soins infrmeires", ""), to.Search("infrmeires", ""), to.Search("Guadeloupe", "regions"),
	)
}

// projects are the lists of projects under filters, some of which find nothing, and the page of each project.
func projects(s *Site, to view.Links) []string {
	paths := []string{
		to.ProjectList(view.ProjectFilter{Region: "84"}), to.ProjectList(view.ProjectFilter{Region: "03"}),
		to.ProjectList(view.ProjectFilter{Department: "978"}), to.ProjectList(view.ProjectFilter{Stage: "delivered"}),
		to.ProjectList(view.ProjectFilter{Region: "32", Sector: "social-care", Stage: "validated"}),
		to.ProjectList(view.ProjectFilter{Region: "84", Stage: "works"}), to.ProjectList(view.ProjectFilter{Text: "chu"}),
	}
	if len(s.Catalog().Projects()) > 50 {
		paths = append(paths, to.ProjectList(view.ProjectFilter{Page: 2}))
	}
	for _, p := range s.Catalog().Projects() {
		paths = append(paths, to.Project(p.ID))
	}
	return paths
}

func measures(s *Site, to view.Links) []string {
	var paths []string
	for _, m := range s.Catalog().Measures() {
		paths = append(paths, to.Measure(m))
	}
	return paths
}

func regions(s *Site, to view.Links) []string {
	paths := []string{to.Compare("84", "93")}
	for _, t := range s.Catalog().Regions() {
		paths = append(paths, to.Region(t))
	}
	return paths
}

func indicators(s *Site, to view.Links) []string {
	var paths []string
	for _, i := range s.Catalog().Indicators() {
		paths = append(paths, to.Indicator(i.Code))
	}
	return paths
}

func publications(s *Site, to view.Links) []string {
	var paths []string
	for _, p := range s.Catalog().Publications() {
		paths = append(paths, to.News(p.Number))
	}
	return paths
}

// charts are the pages of charts of each form, and views of some: a table, years, a region, a map,
// a theme. The tests of their own package open all of them.
func charts(s *Site, to view.Links) []string {
	var paths []string
	for _, name := range chart.Names(s.Catalog()) {
		if d, _, _ := chart.Find(name); d.Family == nil {
			paths = append(paths, to.Chart(name, chart.View{}, view.Style{}))
		}
	}
	for _, code := range []string{"cpts-active", "lad-beds", "seg-laws", "inv-total", "invr-envelope"} {
		paths = append(paths, to.Chart(segur.ChartOf(code), chart.View{}, view.Style{}))
	}
	return append(paths,
		to.Chart(chart.Progress, chart.View{From: 2021, To: 2023}, view.Style{}),
		to.Chart(chart.Matrix, chart.View{Kind: chart.KindTable}, view.Style{}),
		to.Chart("indicateur-invr-envelope", chart.View{Kind: chart.KindMap}, view.Style{}),
		to.Chart("indicateur-invr-envelope", chart.View{Territory: "84"}, view.Style{}),
		to.Chart(segur.RegionChart+"84", chart.View{With: "11,93"}, view.Style{}), to.Chart(segur.RegionChart+"03", chart.View{}, view.Style{}),
		to.Chart(segur.RankingChart+"invr-envelope", chart.View{}, view.Style{}),
	)
}

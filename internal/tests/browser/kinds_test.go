package browser

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// charted are pages of every kind that has charts, in one language.
func charted(s *testkit.Site, lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	return append([]string{
		to.Home(), to.Measures(view.Filter{}), to.Section("indicators"), to.Measure(busiest(s)), to.Section("charts"), to.Section("integrate"),
		to.Chart("indicateur-cpts-active", chart.View{}, view.Style{}),
	}, shapes(s, to)...)
}

// plain are pages of every other kind.
func plain(s *testkit.Site, lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	paths := []string{
		to.Measures(view.Filter{Text: "zzzz"}), to.Search("infirmières", ""), to.Search("infirmeires", ""), to.Search("La Réunion", ""),
		to.Measures(view.Filter{Pillar: 2, State: segur.InProgress.Slug(), Year: s.Catalog().LastYear(), Text: "l'investissement"}),
	}
	for _, section := range []string{"concertation", "timeline", "news", "sources", "method", "data", "legal", "privacy", "accessibility", "sitemap", "glossary", "search"} {
		paths = append(paths, to.Section(section))
	}
	if m := barest(s); m != nil {
		paths = append(paths, to.Measure(m))
	}
	return paths
}

// busiest is the measure with the most indicators.
func busiest(s *testkit.Site) *catalog.Measure {
	most := s.Catalog().Measures()[0]
	for _, m := range s.Catalog().Measures() {
		if len(m.Indicators) > len(most.Indicators) {
			most = m
		}
	}
	return most
}

// barest is a measure without indicators, nil when each has one.
func barest(s *testkit.Site) *catalog.Measure {
	for _, m := range s.Catalog().Measures() {
		if len(m.Indicators) == 0 {
			return m
		}
	}
	return nil
}

// shapes are the pages of one indicator for each form that its figures take: a line, a bar or
// nothing drawn, in one territory or in several.
func shapes(s *testkit.Site, to view.Links) []string {
	var paths []string
	seen := map[string]bool{}
	for _, i := range s.Catalog().Indicators() {
		main := i.Main()
		shape := fmt.Sprint(min(len(main.Observed), 2), len(main.Observed) == 1 && len(main.Targets) > 0, len(i.AllSeries()) > 1)
		if !seen[shape] {
			seen[shape] = true
			paths = append(paths, to.Indicator(i.Code))
		}
	}
	return paths
}

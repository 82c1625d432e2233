package concertation

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// GuidePart is a part of the guide of May 2020.
type GuidePart struct {
	Heading string
	Ordered bool // its lines follow each other
	Lines   []string
}

// guide returns the parts of the guide in its own order, and the documents that give them.
func (c *call) guide() (parts []GuidePart, by []view.Citation) {
	var sources []string
	for _, name := range segur.Allowed(segur.TableGuideSteps, "part") {
		part := GuidePart{Ordered: name == "session"}
		for _, step := range c.inOrder(name) {
			part.Lines = append(part.Lines, c.text(step.Title))
			sources = append(sources, step.Source)
		}
		if len(part.Lines) > 0 {
			part.Heading = c.words.T("concertation.part."+name, "count", len(part.Lines))
			parts = append(parts, part)
		}
	}
	for _, theme := range c.GuideThemes() {
		sources = append(sources, theme.Source)
	}
	return parts, c.cite(sources...)
}

func (c *call) inOrder(part string) []segur.GuideStep {
	var steps []segur.GuideStep
	for _, step := range c.GuideSteps() {
		if step.Part == part {
			steps = append(steps, step)
		}
	}
	slices.SortStableFunc(steps, func(a, b segur.GuideStep) int { return a.Order - b.Order })
	return steps
}

// Theme is what the guide gives as examples to talk about on a pillar.
type Theme struct {
	Number int
	Title  string // of the pillar
	Lines  []string
}

func (c *call) themes() []Theme {
	rows := slices.Clone(c.GuideThemes())
	slices.SortStableFunc(rows, func(a, b segur.GuideTheme) int { return a.Order - b.Order })
	var themes []Theme
	for _, p := range c.Pillars() {
		theme := Theme{Number: p.Number, Title: c.text(p.Title)}
		for _, row := range rows {
			if row.Pillar == p.Number {
				theme.Lines = append(theme.Lines, c.text(row.Theme))
			}
		}
		if len(theme.Lines) > 0 {
			themes = append(themes, theme)
		}
	}
	return themes
}
